"""Finds a Chromium for the browser tests, or gets one; prints its path.

    python -m scripts.ensure_chromium

Order: the one named by CHROMIUM, an installed one, the one Playwright downloaded before, the
system's package manager, Playwright's own download. Exit code 1 with instructions if none works.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

COMMANDS = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"]
MAC_APPS = ["Chromium", "Google Chrome"]

# package manager → the commands that install Chromium with it
PACKAGE_MANAGERS = {
    "apt-get": [
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
    ],
    "dnf": [["dnf", "install", "-y", "chromium"]],
    "apk": [["apk", "add", "--no-cache", "chromium"]],
    "brew": [["brew", "install", "--cask", "chromium"]],
}
WITHOUT_ROOT = {"brew"}

HELP = """\
No working Chromium found, and none could be installed. Do one of these, then try again:
  - install Chromium or Chrome with your system's package manager;
  - set CHROMIUM to the path of a Chromium or Chrome;
  - run: python -m playwright install --with-deps chromium
Tests without a browser: python -m pytest -m "not browser"
"""


def find() -> str | None:
    """Path of a Chromium that starts, or None; installs nothing."""
    return next(filter(works, candidates()), None)


def candidates() -> Iterator[str]:
    """Paths to try, best first: named, installed, downloaded by Playwright."""
    named = os.environ.get("CHROMIUM")
    if named:
        yield named
    for command in COMMANDS:
        path = shutil.which(command)
        if path:
            yield path
    for app in MAC_APPS:
        yield f"/Applications/{app}.app/Contents/MacOS/{app}"
    downloaded = playwright_path()
    if downloaded:
        yield downloaded


def works(path: str) -> bool:
    """Whether `path` answers --version; Ubuntu's stub without its snap does not."""
    try:
        answer = subprocess.run(
            [path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def playwright_path() -> str | None:
    """Where Playwright keeps its own Chromium, whether or not it is there; None without it.

    Asked in a process of its own, since Playwright does not start twice in one.
    """
    question = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True)
    return answer.stdout.strip() or None


def install() -> Iterator[str]:
    """Tries one way to get a Chromium after another, giving its name after each try."""
    for manager, commands in PACKAGE_MANAGERS.items():
        prefix = privilege(manager)
        if shutil.which(manager) and prefix is not None:
            # A failed `apt-get update` (one dead mirror) need not stop the installation.
            for command in commands:
                run(prefix + command)
            yield manager
    rights = ["--with-deps"] if is_root() and shutil.which("apt-get") else []
    run([sys.executable, "-m", "playwright", "install", *rights, "chromium"])
    yield "playwright"


def privilege(manager: str) -> list[str] | None:
    """What to put before a command of `manager`; None if it needs rights we do not have."""
    if manager in WITHOUT_ROOT or is_root():
        return []
    if shutil.which("sudo") and run(["sudo", "-n", "true"], quiet=True):
        return ["sudo", "-n"]
    return None


def is_root() -> bool:
    """Whether the process may install system packages itself."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def run(command: list[str], quiet: bool = False) -> bool:
    """Runs without asking anything; output goes to stderr. Whether it succeeded."""
    if not quiet:
        print("+", " ".join(command), file=sys.stderr, flush=True)
    output = subprocess.DEVNULL if quiet else sys.stderr
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment
    )
    return done.returncode == 0


def main() -> int:
    """Prints the path of a working Chromium; 1 if there is none and none could be got."""
    path = find()
    tries = install()
    while path is None and next(tries, None):
        path = find()
    if path is None:
        print(HELP, file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
