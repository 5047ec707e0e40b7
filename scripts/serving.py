"""A dashboard server of one's own for tests, pictures and benchmarks."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEALTH = "/_stcore/health"
START_SECONDS = 60


class ServerFailed(RuntimeError):
    """The server ended, or did not answer in time; the message carries the end of its log."""


@dataclass(frozen=True)
class Server:
    """A running dashboard: its address without a final slash, and where it logs."""

    url: str
    log: Path
    process: subprocess.Popen

    def log_tail(self, lines: int = 40) -> str:
        """The last lines the server wrote."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


@contextmanager
def running(
    folder: Path, env: Mapping[str, str] | None = None, command: Sequence[str] | None = None
) -> Iterator[Server]:
    """A server on a free port, up when the block starts and gone with its children when it ends.

    `folder` takes its log, its cache and its workspace. `command` is called with `--port N`
    added; without it, the product's own. Raises ServerFailed if it does not come up within
    START_SECONDS.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    if command is None:
        command = [sys.executable, "-m", "tradeoffs", "serve"]
    own = {
        "TRADEOFFS_CACHE": str(folder / "cache"),
        "TRADEOFFS_WORKSPACE": str(folder / "workspace"),
    }
    environment = {**os.environ, **own, **(env or {})}
    log = folder / "server.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(f"http://127.0.0.1:{port}", log, process)
    try:
        wait_until_healthy(server)
        yield server
    finally:
        stop(process)


def free_port() -> int:
    """A TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_healthy(server: Server) -> None:
    """Returns once the health route answers; raises ServerFailed when it cannot any more."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            code = server.process.returncode
            raise ServerFailed(f"server ended with code {code}:\n{server.log_tail()}")
        try:
            with urllib.request.urlopen(server.url + HEALTH, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise ServerFailed(f"no answer within {START_SECONDS} s:\n{server.log_tail()}")


def stop(process: subprocess.Popen) -> None:
    """Ends the server's process group: asks first, then forces."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            return
        try:
            process.wait(timeout=5)
            return
        except subprocess.TimeoutExpired:
            continue
