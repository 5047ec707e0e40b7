"""The workspace on disk: save, list, read, rename, annotate, delete, export."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tradeoffs.importers.facts import Declared
from tradeoffs.importers.problems import shown
from tradeoffs.importers.reports import Report
from tradeoffs.importers.rows import COLUMNS
from tradeoffs.workspace import atomic
from tradeoffs.workspace.keeping import Kept, Saved, annotated, joined, make, renamed, sources_for
from tradeoffs.workspace.manifest import Batch, parse
from tradeoffs.workspace.rows import SCHEMA


@dataclass(frozen=True)
class Damaged:
    """A batch that was set aside."""

    id: str
    reason: str


class Workspace:
    """A folder of batches; safe to use by several processes at once. Raises OSError where the disk
    refuses, KeyError for a batch that is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._checked: dict[str, tuple[int, int]] = {}

    def save(
        self, reports: Iterable[Report], declared: Declared, data: Path, name: str = ""
    ) -> Saved:
        """Keeps the complete points of all reports as one batch, unless they are there already.

        ``data`` is the folder of the shipped tables, whose names and shapes the rows refer to.
        """
        held = [(b, self._result_ids(b)) for b in self.batches()]
        kept, already = make(reports, declared, data, name, held)
        return Saved(self._commit(kept) if kept else None, already)

    def _commit(self, kept: Kept) -> Batch:
        """Rows first, manifest last: before it the batch does not exist."""
        batch = kept.batch
        self.folder.mkdir(parents=True, exist_ok=True)
        atomic.sweep(self.folder)
        rows = self.folder / batch.rows_file
        atomic.replace(rows, kept.content)
        if atomic.create(self._manifest(batch.id), batch.text()):
            if not rows.exists():  # a batch of the same files was deleted at this moment
                atomic.replace(rows, kept.content)
            return batch
        first = self.batch(batch.id)  # another process saved the same files
        if first.rows_file != batch.rows_file:
            rows.unlink(missing_ok=True)
        return first

    def batches(self) -> list[Batch]:
        """Every sound batch, oldest first. Damaged ones are set aside on the way."""
        found = []
        for path in sorted(self.folder.glob("*.json")):
            with contextlib.suppress(FileNotFoundError):  # deleted meanwhile
                try:
                    batch = parse(path.read_bytes())
                    if batch.id != path.stem:
                        raise ValueError(f"it is the manifest of {batch.id}")
                    self._check_rows(batch)
                except ValueError as fault:
                    self._set_aside(path.stem, str(fault))
                else:
                    found.append(batch)
        return sorted(found, key=lambda b: (b.created, b.id))

    def batch(self, key: str) -> Batch:
        """One batch by id."""
        found = next((b for b in self.batches() if b.id == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def damaged(self) -> list[Damaged]:
        """The batches that were set aside, with the reason; their files stand in ``damaged/``."""
        notes = sorted((self.folder / "damaged").glob("*.reason"))
        return [Damaged(p.stem, p.read_text("utf-8")) for p in notes]

    def held(self, ids: Collection[str] | None = None) -> Iterator[tuple[Batch, pa.Table]]:
        """The batches ``ids`` (all, where None) with their rows, oldest first.

        Ids that are not there are left out; `missing` names them.
        """
        for batch in self.batches():
            if ids is None or batch.id in ids:
                with contextlib.suppress(FileNotFoundError):  # deleted meanwhile
                    yield batch, self._rows(batch)

    def rows(self, ids: Collection[str] | None = None) -> pa.Table:
        """Rows of the batches ``ids`` (all, where None): `results` and where each row came from.

        A file or a result that two batches hold counts once, in the older one.
        """
        return joined(self.held(ids))

    def sources(self, ids: Collection[str] | None = None) -> pa.Table:
        """The batches ``ids`` (all, where None) as rows of `sources`."""
        held = list(self.held(ids))
        return sources_for((b for b, _ in held), joined(held))

    def missing(self, ids: Iterable[str]) -> list[str]:
        """Those of ``ids`` that no sound batch has."""
        known = {b.id for b in self.batches()}
        return [i for i in ids if i not in known]

    def rename(self, key: str, name: str) -> Batch:
        """Another name. Raises ValueError for an empty one."""
        return self._edit(renamed(self.batch(key), name))

    def annotate(self, key: str, note: str) -> Batch:
        """Another note; an empty one removes it."""
        return self._edit(annotated(self.batch(key), note))

    def delete(self, key: str) -> None:
        """The batch is gone once its manifest is; then its rows go too."""
        self._manifest(self.batch(key).id).unlink()
        for rows in self.folder.glob(f"{key}-*.parquet"):
            rows.unlink(missing_ok=True)

    def export(self, key: str) -> pa.Table:
        """The collected columns of a batch: what its CSV holds and an import takes back."""
        batch = self.batch(key)
        return pq.read_table(self.folder / batch.rows_file, columns=list(COLUMNS))

    def signature(self) -> tuple[tuple[str, int, int], ...]:
        """Cheap to compare; changes with every batch that comes, goes, is edited or spoilt."""
        stats = []
        for path in sorted((*self.folder.glob("*.json"), *self.folder.glob("*.parquet"))):
            with contextlib.suppress(FileNotFoundError):  # deleted meanwhile
                state = path.stat()
                stats.append((path.name, state.st_mtime_ns, state.st_size))
        return tuple(stats)

    def _manifest(self, key: str) -> Path:
        return self.folder / f"{key}.json"

    def _edit(self, batch: Batch) -> Batch:
        atomic.replace(self._manifest(batch.id), batch.text())
        if not (self.folder / batch.rows_file).exists():  # deleted meanwhile: it stays deleted
            self._manifest(batch.id).unlink(missing_ok=True)
            raise KeyError(batch.id)
        return batch

    def _check_rows(self, batch: Batch) -> None:
        """Raises ValueError where the rows are not those the manifest speaks of."""
        path = self.folder / batch.rows_file
        try:
            state = path.stat()
        except FileNotFoundError:
            if self._manifest(batch.id).exists():
                raise ValueError(f"{batch.rows_file} is missing") from None
            raise
        seen = (state.st_mtime_ns, state.st_size)
        if self._checked.get(batch.rows_file) == seen:
            return
        if hashlib.sha256(path.read_bytes()).hexdigest() != batch.rows_sha256:
            raise ValueError(f"{batch.rows_file} is not what was written")
        self._checked[batch.rows_file] = seen

    def _set_aside(self, key: str, reason: str) -> None:
        place = self.folder / "damaged"
        place.mkdir(exist_ok=True)
        atomic.replace(place / f"{shown(key, 60)}.reason", reason.encode())
        for path in (self._manifest(key), *self.folder.glob(f"{key}-*.parquet")):
            with contextlib.suppress(FileNotFoundError):
                shutil.move(path, place / path.name)

    def _rows(self, batch: Batch) -> pa.Table:
        return pq.read_table(self.folder / batch.rows_file, schema=SCHEMA)

    def _result_ids(self, batch: Batch) -> frozenset[str]:
        table = pq.read_table(self.folder / batch.rows_file, columns=["result_id"])
        return frozenset(table["result_id"].to_pylist())


def workspace_folder() -> Path:
    """``TRADEOFFS_WORKSPACE``, else a folder of the user's data."""
    fallback = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    chosen = os.environ.get("TRADEOFFS_WORKSPACE")
    return Path(chosen) if chosen else fallback / "serving-tradeoffs" / "workspace"
