"""The pins: exact, locked, and nothing the product does not use."""

import ast
import re
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ["app.py", "pages", "tradeoffs"]
WORKSHOP = ["tests", "scripts", "bench", "tradeoffs/building"]
# Needed without an import: by a command of the Makefile, and by fontTools to write WOFF2.
USED_WITHOUT_IMPORT = {"ruff", "brotli"}


def pins(name: str) -> dict[str, str]:
    """Package → version of a requirements file; a line that is no exact pin raises."""
    found = {}
    for line in (ROOT / name).read_text().splitlines():
        if line and not line.startswith(("#", "-")):
            package, version = re.fullmatch(r"([A-Za-z0-9._-]+)==(\d[\w.]*)", line).groups()
            found[normal(package)] = version
    return found


def normal(package: str) -> str:
    """A package name as PyPI compares names."""
    return re.sub(r"[-_.]+", "-", package).lower()


def imported_packages(*places: str) -> set[str]:
    """The installed packages that the Python files there import, our own modules apart."""
    modules = set()
    for place in places:
        path = ROOT / place
        for file in [path] if path.is_file() else path.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Import):
                    modules |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    modules.add(node.module.split(".")[0])
    owners = packages_distributions()
    return {normal(owner) for module in modules for owner in owners.get(module, [])}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_is_the_locked_version(name: str):
    locked = pins("constraints.txt")
    assert {package: locked.get(package) for package in pins(name)} == pins(name)


def test_the_stack_is_the_agreed_one():
    expected = {"streamlit": "1.67", "altair": "6.3", "pandas": "3.1", "duckdb": "2.0"}
    expected["pyarrow"] = "26.0"
    pinned = pins("requirements.txt")
    assert {name: ".".join(pinned[name].split(".")[:2]) for name in expected} == expected


def test_the_product_uses_every_package_it_installs():
    assert set(pins("requirements.txt")) - imported_packages(*PRODUCT) == set()


def test_the_workshop_uses_every_package_it_installs():
    used = imported_packages(*WORKSHOP) | USED_WITHOUT_IMPORT
    assert set(pins("requirements-dev.txt")) - used == set()


def test_the_product_imports_only_its_pins_and_what_streamlit_requires():
    streamlit = {normal(re.match(r"[\w.-]+", line)[0]) for line in requires("streamlit")}
    allowed = set(pins("requirements.txt")) | streamlit
    running = [str(p.relative_to(ROOT)) for p in product_files()]
    assert imported_packages(*running) - allowed == set()


def product_files() -> list[Path]:
    """Python files that run in the dashboard; the data build is for people who edit data."""
    files = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "tradeoffs").rglob("*.py")]
    building = ROOT / "tradeoffs" / "building"
    return [f for f in files if building not in f.parents and f.name != "build.py"]


def test_the_lock_names_every_package_once_at_one_version():
    lines = [x for x in (ROOT / "constraints.txt").read_text().splitlines() if "==" in x]
    assert len(lines) == len(pins("constraints.txt"))
