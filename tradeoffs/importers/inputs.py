"""Where files come from: the disk, an upload, a zip. Content is read one file at a time."""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tradeoffs.importers.documents import MAX_BYTES
from tradeoffs.importers.problems import ImportProblem, shown

MAX_FILES = 50_000
MAX_ZIP_BYTES = 2_000_000_000  # unpacked, all files of a zip together
MAX_RATIO = 200  # unpacked to packed size of one file above 10 MB
MAX_NAME = 300
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Input:
    """A file to import: a name with ``/`` between folders, and how to get its bytes.

    ``content`` raises ImportProblem where there are none to get.
    """

    name: str
    content: Callable[[], bytes]


def from_paths(paths: Iterable[Path]) -> Iterator[Input]:
    """Files and, below folders, every file that is not hidden, in the order of their names.

    Zips are looked into. Raises FileNotFoundError for a path that does not exist.
    """
    for path in paths:
        if path.is_dir():
            for folder, folders, files in os.walk(path):
                folders[:] = sorted(f for f in folders if not f.startswith("."))
                for name in sorted(f for f in files if not f.startswith(".")):
                    file = Path(folder) / name
                    name = shown(file.relative_to(path.parent).as_posix(), MAX_NAME)
                    yield from _opened(name, file)
        elif path.exists():
            yield from _opened(shown(path.name, MAX_NAME), path)
        else:
            raise FileNotFoundError(path)


def from_upload(name: str, content: bytes) -> Iterator[Input]:
    """An uploaded file, or the files of an uploaded zip."""
    plain = shown(PurePosixPath(name.replace("\\", "/")).name, MAX_NAME) or "upload"
    if content.startswith(b"PK\x03\x04"):
        yield from _zipped(plain, io.BytesIO(content))
    else:
        yield Input(plain, lambda: content)


def _opened(name: str, path: Path) -> Iterator[Input]:
    try:
        is_file = stat.S_ISREG(path.stat().st_mode)
        with path.open("rb") if is_file else io.BytesIO() as handle:
            start = handle.read(4)
    except OSError as error:
        yield Input(name, _refusing(f"it cannot be read: {error.strerror}"))
        return
    if not is_file:
        yield Input(name, _refusing("it is not a file"))
    elif start == b"PK\x03\x04":
        yield from _zipped(name, path)
    else:
        yield Input(name, lambda: _read(path))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as handle:
            return handle.read(MAX_BYTES + 1)
    except OSError as error:
        raise ImportProblem(f"it cannot be read: {error.strerror}") from None


def _refusing(reason: str) -> Callable[[], bytes]:
    def refuse() -> bytes:
        raise ImportProblem(reason)

    return refuse


def _zipped(name: str, place: Path | io.BytesIO) -> Iterator[Input]:
    """The files of a zip. Nothing is unpacked to disk; what claims a place outside is refused."""
    try:
        held = zipfile.ZipFile(place)  # open as long as one of its files may be read
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield Input(name, _refusing(f"it is a damaged zip: {shown(error)}"))
        return
    entries = [e for e in held.infolist() if not e.is_dir()]
    if len(entries) > MAX_FILES or sum(e.file_size for e in entries) > MAX_ZIP_BYTES:
        limits = f"{MAX_FILES:,} files or {MAX_ZIP_BYTES / 1e9:g} GB"
        yield Input(name, _refusing(f"it is a zip of more than {limits}"))
        return
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
        if any(p.startswith((".", "__MACOSX")) and p != ".." for p in parts):
            continue
        inside = f"{name}/{shown(entry.filename, MAX_NAME)}"
        if ".." in parts or entry.filename.startswith(("/", "\\")) or ":" in entry.filename:
            yield Input(inside, _refusing("its name leads out of the zip"))
        else:
            yield Input(inside, _unpacking(held, entry))


def _unpacking(held: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], bytes]:
    def unpack() -> bytes:
        if entry.flag_bits & 1:
            raise ImportProblem("it is encrypted")
        bomb = entry.file_size > 10_000_000 and entry.file_size > MAX_RATIO * entry.compress_size
        if bomb or entry.file_size > MAX_BYTES:
            raise ImportProblem(f"it unpacks to {entry.file_size / 1e6:,.0f} MB: too much")
        try:
            with held.open(entry) as packed:
                return _all_of(packed, entry.file_size)
        except (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError) as error:
            raise ImportProblem(f"it is damaged in the zip: {shown(error)}") from None

    return unpack


def _all_of(packed: io.BufferedIOBase, stated: int) -> bytes:
    """The bytes of an entry; never more than it states."""
    content = bytearray()
    while chunk := packed.read(_CHUNK):
        content += chunk
        if len(content) > stated:
            raise ImportProblem("it unpacks to more than the zip states")
    if content.startswith(b"PK\x03\x04"):
        raise ImportProblem("it is a zip inside a zip: unpack it first")
    return bytes(content)
