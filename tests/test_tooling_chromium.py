"""The search for a Chromium: which one is taken, what is installed, when it gives up."""

import os
import shlex
import stat
from pathlib import Path

import pytest

from scripts import ensure_chromium


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH; nothing named, downloaded, or allowed as root."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(ensure_chromium, "MAC_APPS", [])
    monkeypatch.setattr(ensure_chromium, "playwright_path", lambda: None)
    monkeypatch.setattr(ensure_chromium, "is_root", lambda: False)
    monkeypatch.setattr(ensure_chromium.sys, "executable", str(folder / "python"))
    put(folder, "python", "exit 1")
    return folder


def put(folder: Path, name: str, script: str = "exit 0") -> str:
    """An executable `name` that notes its call in calls.txt and runs `script`."""
    path = folder / name
    notes = shlex.quote(str(folder / "calls.txt"))
    path.write_text(f'#!/bin/sh\necho "{name} $*" >> {notes}\n{script}\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def installs_chromium(folder: Path) -> str:
    """Script of a package manager whose `install` makes a working chromium appear."""
    target = shlex.quote(str(folder / "chromium"))
    copy = f"printf '#!/bin/sh\\nexit 0\\n' > {target}; /bin/chmod +x {target}"
    return f'case "$*" in *install*) {copy};; esac'


def calls(folder: Path) -> list[str]:
    """All calls noted, without those that only ask a browser for its version."""
    noted = (folder / "calls.txt").read_text().splitlines()
    return [line for line in noted if not line.endswith(" --version")]


def test_named_browser_comes_before_an_installed_one(machine, monkeypatch):
    put(machine, "chromium")
    named = put(machine, "my-browser")
    monkeypatch.setenv("CHROMIUM", named)
    assert ensure_chromium.find() == named


def test_installed_chromium_comes_before_chrome_and_a_download(machine, monkeypatch):
    put(machine, "google-chrome")
    downloaded = put(machine, "downloaded")
    monkeypatch.setattr(ensure_chromium, "playwright_path", lambda: downloaded)
    assert ensure_chromium.find() == str(machine / "google-chrome")
    chromium = put(machine, "chromium")
    assert ensure_chromium.find() == chromium


def test_browser_that_does_not_start_is_passed_over(machine):
    put(machine, "chromium-browser", "echo needs the snap >&2; exit 1")
    chrome = put(machine, "google-chrome")
    assert ensure_chromium.find() == chrome


def test_download_is_used_when_nothing_is_installed(machine, monkeypatch):
    downloaded = put(machine, "downloaded")
    monkeypatch.setattr(ensure_chromium, "playwright_path", lambda: downloaded)
    assert ensure_chromium.find() == downloaded


def test_download_that_is_not_there_is_no_browser(machine, monkeypatch):
    monkeypatch.setattr(ensure_chromium, "playwright_path", lambda: str(machine / "missing"))
    assert ensure_chromium.find() is None


def test_nothing_is_installed_when_a_browser_is_there(machine, capfd):
    chromium = put(machine, "chromium")
    put(machine, "brew", installs_chromium(machine))
    assert ensure_chromium.main() == 0
    assert capfd.readouterr().out == f"{chromium}\n"
    assert calls(machine) == []


def test_root_installs_with_apt_and_asks_nothing(machine, monkeypatch, capfd):
    monkeypatch.setattr(ensure_chromium, "is_root", lambda: True)
    put(machine, "apt-get", installs_chromium(machine))
    assert ensure_chromium.main() == 0
    assert capfd.readouterr().out == f"{machine / 'chromium'}\n"
    assert calls(machine) == [
        "apt-get update",
        "apt-get install -y --no-install-recommends chromium",
    ]


def test_failed_update_does_not_stop_the_installation(machine, monkeypatch):
    monkeypatch.setattr(ensure_chromium, "is_root", lambda: True)
    put(machine, "apt-get", installs_chromium(machine) + '\n[ "$1" = install ]')
    assert ensure_chromium.main() == 0


def test_user_without_sudo_installs_no_system_package(machine):
    put(machine, "apt-get", installs_chromium(machine))
    assert ensure_chromium.main() == 1
    assert calls(machine) == ["python -m playwright install chromium"]


def test_user_with_free_sudo_installs_through_it(machine):
    put(machine, "apt-get", installs_chromium(machine))
    put(machine, "sudo", 'shift; [ "$1" = true ] || "$@"')
    assert ensure_chromium.main() == 0
    assert "sudo -n apt-get install -y --no-install-recommends chromium" in calls(machine)


def test_brew_needs_no_root(machine):
    put(machine, "brew", installs_chromium(machine))
    assert ensure_chromium.main() == 0
    assert calls(machine) == ["brew install --cask chromium"]


def test_download_is_tried_after_a_package_manager_that_failed(machine, monkeypatch):
    monkeypatch.setattr(ensure_chromium, "is_root", lambda: True)
    put(machine, "apt-get", "exit 100")
    put(machine, "python", installs_chromium(machine))
    assert ensure_chromium.main() == 0
    assert calls(machine)[-1] == "python -m playwright install --with-deps chromium"


def test_failure_says_what_to_do(machine, capfd):
    assert ensure_chromium.main() == 1
    shown = capfd.readouterr()
    assert shown.out == ""
    assert "set CHROMIUM to the path" in shown.err


def test_playwright_knows_where_its_own_browser_would_be():
    path = ensure_chromium.playwright_path()
    assert path is not None and os.path.isabs(path)
