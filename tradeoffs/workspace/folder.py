"""The workspace on disk: save, list, read, rename, annotate, delete, export."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tradeoffs.importers.facts import Declared
from tradeoffs.importers.problems import shown
from tradeoffs.importers.reports import Report
from tradeoffs.importers.rows import COLUMNS
from tradeoffs.workspace import atomic
from tradeoffs.workspace.manifest import Batch, InputFile, batch_id, parse
from tradeoffs.workspace.rows import SCHEMA, sources_of, table_of


@dataclass(frozen=True)
class Saved:
    """What saving did. ``batch`` is None where nothing was new.

    ``already``: file name → id of the batch that holds its content.
    """

    batch: Batch | None
    already: dict[str, str]


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
        taken = [r for r in reports if r.points]
        held = {f.sha256: b.id for b in self.batches() for f in b.files}
        already = {r.name: held[r.sha256] for r in taken if r.sha256 in held}
        new = [r for r in taken if r.sha256 not in held]
        if not new:
            return Saved(None, already)
        key = batch_id(r.sha256 for r in new)
        table = table_of(new, key, data, known=self._result_ids())
        if table.num_rows == 0:
            return Saved(None, already | {r.name: "" for r in new})
        return Saved(self._commit(key, name, new, declared, table), already)

    def _commit(
        self, key: str, name: str, reports: Sequence[Report], declared: Declared, table: pa.Table
    ) -> Batch:
        """Rows first, manifest last: before it the batch does not exist."""
        self.folder.mkdir(parents=True, exist_ok=True)
        atomic.sweep(self.folder)
        sink = io.BytesIO()
        pq.write_table(table, sink, compression="zstd")
        content = sink.getvalue()
        digest = hashlib.sha256(content).hexdigest()
        batch = Batch(
            id=key,
            name=shown(name, 120) or _default_name(reports),
            created=dt.datetime.now(dt.UTC),
            points=table.num_rows,
            declared=dict(declared.cells),
            files=[_file(r) for r in reports],
            rows_file=f"{key}-{digest[:12]}.parquet",
            rows_sha256=digest,
        )
        rows = self.folder / batch.rows_file
        atomic.replace(rows, content)
        if atomic.create(self._manifest(key), batch.text()):
            if not rows.exists():  # a batch of the same files was deleted at this moment
                atomic.replace(rows, content)
            return batch
        first = self.batch(key)  # another process saved the same files
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

    def rows(self, ids: Iterable[str] | None = None) -> pa.Table:
        """Rows of the batches ``ids`` (all, where None): `results` and where each row came from.

        A file or a result that two batches hold counts once, in the older one. Ids that are not
        there are left out; `missing` names them.
        """
        wanted = None if ids is None else set(ids)
        tables, files, results = [], set(), set()
        for batch in self.batches():
            if wanted is not None and batch.id not in wanted:
                continue
            table = pq.read_table(self.folder / batch.rows_file, schema=SCHEMA)
            keys = zip(
                table["input_sha256"].to_pylist(), table["result_id"].to_pylist(), strict=True
            )
            keep = [file not in files and result not in results for file, result in keys]
            files |= {f.sha256 for f in batch.files}
            results |= set(table["result_id"].to_pylist())
            tables.append(table.filter(pa.array(keep, pa.bool_())))
        return pa.concat_tables(tables) if tables else SCHEMA.empty_table()

    def sources(self, ids: Iterable[str] | None = None) -> pa.Table:
        """The batches ``ids`` (all, where None) as rows of `sources`."""
        wanted = None if ids is None else set(ids)
        chosen = [b for b in self.batches() if wanted is None or b.id in wanted]
        rows = self.rows(b.id for b in chosen)
        mlperf = rows.filter(rows["is_mlperf"])["batch_id"].to_pylist()
        return sources_of(chosen, frozenset(mlperf))

    def missing(self, ids: Iterable[str]) -> list[str]:
        """Those of ``ids`` that no sound batch has."""
        known = {b.id for b in self.batches()}
        return [i for i in ids if i not in known]

    def rename(self, key: str, name: str) -> Batch:
        """Another name. Raises ValueError for an empty one."""
        plain = shown(name, 120)
        if not plain:
            raise ValueError("a batch needs a name")
        return self._edit(self.batch(key).model_copy(update={"name": plain}))

    def annotate(self, key: str, note: str) -> Batch:
        """Another note; an empty one removes it."""
        return self._edit(self.batch(key).model_copy(update={"note": shown(note, 4000)}))

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
        """Cheap to compare; changes with every batch that comes, goes or is edited."""
        stats = [(p.name, p.stat()) for p in sorted(self.folder.glob("*.json"))]
        return tuple((n, s.st_mtime_ns, s.st_size) for n, s in stats)

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

    def _result_ids(self) -> frozenset[str]:
        found: set[str] = set()
        for batch in self.batches():
            table = pq.read_table(self.folder / batch.rows_file, columns=["result_id"])
            found |= set(table["result_id"].to_pylist())
        return frozenset(found)


def workspace_folder() -> Path:
    """``TRADEOFFS_WORKSPACE``, else a folder of the user's data."""
    fallback = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    chosen = os.environ.get("TRADEOFFS_WORKSPACE")
    return Path(chosen) if chosen else fallback / "serving-tradeoffs" / "workspace"


def _default_name(reports: Sequence[Report]) -> str:
    first = shown(reports[0].name, 80)
    return first if len(reports) == 1 else f"{first} and {len(reports) - 1} more"


def _file(report: Report) -> InputFile:
    return InputFile(
        name=shown(report.name, 300),
        sha256=report.sha256,
        tool=report.tool,
        tool_version=report.tool_version and shown(report.tool_version, 60),
        points=len(report.points),
        rejected=[f"{place}: {why}".removeprefix(": ") for place, why in report.rejected][:100],
        warnings=report.warnings,
    )
