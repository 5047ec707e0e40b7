"""`make` on a fresh machine: the targets, their help, and the choice of a Python."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TARGETS = [
    "run",
    "test",
    "lint",
    "data",
    "calibrate",
    "bench",
    "bench-model",
    "screenshots",
    "lock",
]

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def make(folder: Path, *arguments: str) -> str:
    """Output of make in `folder`, which must succeed; the MAKEFLAGS of a caller do not reach it."""
    calm = {k: v for k, v in os.environ.items() if k not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    done = subprocess.run(
        ["make", *arguments], cwd=folder, env=calm, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of what make looks at, without an environment."""
    for name in ["Makefile", "requirements.txt", "requirements-dev.txt", "constraints.txt"]:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def pretend_installed(clone: Path) -> None:
    """An environment that stands, with both stamps newer than the requirement files."""
    (clone / ".venv" / "bin").mkdir(parents=True)
    for name in ["bin/python", ".product-installed", ".dev-installed"]:
        (clone / ".venv" / name).touch()


@needs_make
def test_help_is_the_default_and_lists_every_target():
    listed = re.findall(r"^  make ([\w-]+)", make(ROOT, "--no-print-directory"), re.MULTILINE)
    assert listed == ["help", *TARGETS]


@needs_make
def test_first_run_makes_the_environment_installs_and_serves_on_8501(clone: Path):
    steps = make(clone, "-n", "run").splitlines()
    wanted = ["make_venv.sh .venv", "-r requirements.txt", "tradeoffs serve .*--port 8501"]
    found = [i for pattern in wanted for i, step in enumerate(steps) if re.search(pattern, step)]
    assert found == sorted(found) and len(found) == len(wanted)


@needs_make
def test_second_run_only_serves(clone: Path):
    pretend_installed(clone)
    assert make(clone, "-n", "run").splitlines() == [
        ".venv/bin/python -m tradeoffs serve --host 127.0.0.1 --port 8501"
    ]


@needs_make
@pytest.mark.parametrize("changed", ["requirements.txt", "constraints.txt"])
def test_changed_pins_are_installed_before_serving(clone: Path, changed: str):
    pretend_installed(clone)
    later = (clone / ".venv" / ".dev-installed").stat().st_mtime + 10
    os.utime(clone / changed, (later, later))
    assert "-r requirements.txt" in make(clone, "-n", "run")


@needs_make
def test_test_gets_a_browser_then_lints_then_runs_every_test(clone: Path):
    pretend_installed(clone)
    steps = make(clone, "-n", "--no-print-directory", "test")
    order = ["scripts.ensure_chromium", "ruff check", "ruff format --check", "-m pytest\n"]
    places = [steps.index(step) for step in order]
    assert places == sorted(places)


def test_ci_runs_make_test():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text().rstrip().endswith("\nmake test")


def python_of(folder: Path, name: str, version: tuple[int, int], makes: bool = True) -> None:
    """A stand-in for a Python of this version; its `-m venv` makes the folder or fails."""
    new_enough = 0 if version >= (3, 11) else 1
    venv = '/bin/mkdir -p "$4"' if makes else "exit 1"
    path = folder / name
    path.write_text(
        "#!/bin/sh\n"
        f'case "$1" in\n-c) exit {new_enough};;\n'
        f"--version) echo Python {version[0]}.{version[1]};;\n"
        f"-m) {venv};;\nesac\n"
    )
    path.chmod(0o755)


@pytest.fixture
def pythons(tmp_path: Path) -> Path:
    """A folder for stand-in Pythons that is the whole PATH, but for `rm`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "rm").symlink_to(shutil.which("rm"))
    return folder


def make_venv(pythons: Path, **env: str) -> subprocess.CompletedProcess:
    """The script's run with only the stand-ins in sight."""
    script = ROOT / "scripts" / "make_venv.sh"
    return subprocess.run(
        [shutil.which("sh"), script, pythons / "venv"],
        env={"PATH": str(pythons), **env},
        capture_output=True,
        text=True,
    )


def test_old_python3_is_passed_over_for_a_newer_one(pythons: Path):
    python_of(pythons, "python3", (3, 9))
    python_of(pythons, "python3.12", (3, 12))
    done = make_venv(pythons)
    assert done.returncode == 0 and "(python3.12)" in done.stdout


def test_python_that_cannot_make_environments_is_passed_over(pythons: Path):
    python_of(pythons, "python3.13", (3, 13), makes=False)
    python_of(pythons, "python3", (3, 11))
    done = make_venv(pythons)
    assert done.returncode == 0 and done.stdout.endswith("(python3)\n")
    assert (pythons / "venv").is_dir()


def test_only_old_pythons_give_a_clear_message(pythons: Path):
    python_of(pythons, "python3", (3, 10))
    done = make_venv(pythons)
    assert done.returncode == 1 and "Python 3.11 or newer is needed" in done.stderr


def test_python_without_venv_module_names_the_package_to_install(pythons: Path):
    python_of(pythons, "python3", (3, 11), makes=False)
    done = make_venv(pythons)
    assert done.returncode == 1 and "apt-get install python3-venv" in done.stderr
    assert not (pythons / "venv").exists()


def test_named_python_is_the_only_one_tried(pythons: Path):
    python_of(pythons, "python3.13", (3, 13))
    python_of(pythons, "mine", (3, 11))
    assert "(mine)" in make_venv(pythons, PYTHON3="mine").stdout
    assert make_venv(pythons, PYTHON3="absent").returncode == 1


def test_real_python_makes_a_working_environment(tmp_path: Path):
    env = {**os.environ, "PYTHON3": sys.executable}
    script = ROOT / "scripts" / "make_venv.sh"
    subprocess.run(["sh", str(script), str(tmp_path / "venv")], env=env, check=True)
    answer = subprocess.run([tmp_path / "venv" / "bin" / "python", "-m", "pip", "--version"])
    assert answer.returncode == 0
