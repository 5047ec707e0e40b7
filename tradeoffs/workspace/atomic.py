"""Files that are there as a whole or not at all, also after a crash."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import time
from pathlib import Path

_ABANDONED_SECONDS = 86_400
# What network shares answer to hard links and to syncing a folder.
_UNSUPPORTED = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)


def replace(path: Path, content: bytes) -> None:
    """Writes ``path``; what stood there before stays until all of ``content`` is on disk."""
    unfinished = _unfinished(path, content)
    os.replace(unfinished, path)
    _sync_folder(path.parent)


def create(path: Path, content: bytes) -> bool:
    """Writes ``path`` unless it exists; says whether it did. Of two at once exactly one does."""
    unfinished = _unfinished(path, content)
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
        if path.exists():  # without links two at the same instant both do, and the last stays
            return False
        os.replace(unfinished, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(unfinished)
    _sync_folder(path.parent)
    return True


def sweep(folder: Path) -> None:
    """Removes what crashed processes left unfinished more than a day ago."""
    for path in folder.glob(".*.unfinished"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > _ABANDONED_SECONDS:
                path.unlink()


def _unfinished(path: Path, content: bytes) -> Path:
    """``content`` under a name of its own beside ``path``, on disk."""
    place = path.with_name(f".{path.name}.{secrets.token_hex(6)}.unfinished")
    with place.open("xb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    return place


def _sync_folder(folder: Path) -> None:
    """So that the new name survives a power cut, where the file system can do that."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
    finally:
        os.close(descriptor)
