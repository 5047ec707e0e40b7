"""A crash at any step leaves the old state or the new one; processes at once lose nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.importing import FILES, ROOT
from tradeoffs.workspace.folder import Workspace

SERVE = FILES / "vllm-serve/vllm-0.6.json"
GUIDELLM = FILES / "guidellm/guidellm-0.8-v2.json"

# Imports once, then saves in a forked child that is killed at its n-th call to the disk, for every
# n until one gets through.
KILLED_AT_EVERY_STEP = """
import os, signal, sys
from pathlib import Path
from tests.importing import ROOT, SETUP, NAMES, read
from tradeoffs.importers.facts import Declared
from tradeoffs.importers.inputs import from_paths
from tradeoffs.workspace.folder import Workspace

folder, old, new, action = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
declared = Declared.of(SETUP, NAMES)
old_reports, new_reports = (read(from_paths([p]), **SETUP) for p in (old, new))

def act(workspace, key):
    if action == "save":
        workspace.save(new_reports, declared, ROOT / "data")
    elif action == "rename":
        workspace.rename(key, "renamed")
    else:
        workspace.delete(key)

def killed_at(step, workspace, key):
    left = step
    def counted(real):
        def call(*args, **more):
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            done = real(*args, **more)
            if left == 1:
                left = 0
                os.kill(os.getpid(), signal.SIGKILL)
            return done
        return call
    real_open = Path.open
    for name in ("fsync", "replace", "link", "unlink", "open"):
        setattr(os, name, counted(getattr(os, name)))
    def half_written(self, mode="r", *args, **more):
        handle = real_open(self, mode, *args, **more)
        if "x" in mode:
            real = handle.write
            class Half:
                def __getattr__(self, name): return getattr(handle, name)
                def __enter__(self): return self
                def __exit__(self, *a): handle.close()
                def write(self, content):
                    real(content[: len(content) // 2]); handle.flush()
                    counted(lambda: None)()
                    return real(content[len(content) // 2 :])
            return Half()
        return handle
    Path.open = half_written
    act(workspace, key)

step = 0
while True:
    step += 1
    place = folder / str(step)
    workspace = Workspace(place)
    key = workspace.save(old_reports, declared, ROOT / "data").batch.id
    child = os.fork()
    if child == 0:
        killed_at(step, workspace, key)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        sys.exit(os.WEXITSTATUS(status))
"""

SAVES = """
import sys
from pathlib import Path
from tests.importing import ROOT, SETUP, NAMES, read
from tradeoffs.importers.facts import Declared
from tradeoffs.importers.inputs import from_paths
from tradeoffs.workspace.folder import Workspace
declared = Declared.of(SETUP, NAMES)
sys.stdin.readline()
for path in sys.argv[2:]:
    reports = read(from_paths([Path(path)]), **SETUP)
    Workspace(Path(sys.argv[1])).save(reports, declared, ROOT / "data")
"""


def states(tmp_path: Path, action: str) -> list[Workspace]:
    """One workspace for every step at which the action was killed, the last one finished."""
    command = [sys.executable, "-c", KILLED_AT_EVERY_STEP, tmp_path, SERVE, GUIDELLM, action]
    subprocess.run([str(c) for c in command], cwd=ROOT, check=True, timeout=120)
    return [Workspace(p) for p in sorted(tmp_path.iterdir(), key=lambda p: int(p.name))]


def test_save_killed_at_any_step_leaves_old_or_new(tmp_path: Path):
    found = [w.rows().num_rows for w in states(tmp_path, "save")]
    assert len(found) > 8 and set(found) == {1, 3}
    assert found[0] == 1 and found[-1] == 3


def test_after_a_crash_the_same_import_gets_through(tmp_path: Path):
    from tests.importing import NAMES, SETUP, read
    from tradeoffs.importers.facts import Declared
    from tradeoffs.importers.inputs import from_paths

    reports = read(from_paths([GUIDELLM]), **SETUP)
    for workspace in states(tmp_path, "save"):
        workspace.save(reports, Declared.of(SETUP, NAMES), ROOT / "data")
        assert workspace.rows().num_rows == 3 and workspace.damaged() == []


def test_rename_killed_at_any_step_leaves_old_or_new(tmp_path: Path):
    found = [w.batches()[0].name for w in states(tmp_path, "rename")]
    assert set(found) == {SERVE.name, "renamed"} and found[-1] == "renamed"


def test_delete_killed_at_any_step_leaves_old_or_new(tmp_path: Path):
    workspaces = states(tmp_path, "delete")
    assert [len(w.batches()) for w in workspaces][-1] == 0
    assert all(w.rows().num_rows == len(w.batches()) for w in workspaces)
    assert all(w.damaged() == [] for w in workspaces)


def test_two_processes_at_once_lose_nothing(tmp_path: Path):
    """Both save the same files in opposite order, and one file each of their own."""
    paths = [SERVE, GUIDELLM, FILES / "vllm-serve/vllm-0.25-detailed.json"]
    paths += [FILES / "aiperf/aiperf-0.13.json"]
    orders = [paths[:3], [paths[3], *reversed(paths[:2])]]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", SAVES, str(tmp_path), *map(str, order)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
        )
        for order in orders
    ]
    for process in running:
        process.stdin.write(b"\n")
        process.stdin.flush()
    for process in running:
        process.stdin.close()
        assert process.wait(timeout=60) == 0
    workspace = Workspace(tmp_path)
    assert workspace.damaged() == []
    assert {f.name for b in workspace.batches() for f in b.files} == {p.name for p in paths}
    assert workspace.rows().num_rows == 1 + 2 + 1 + 1
