"""From reports to a batch, and from several batches to one set of rows. Nothing is written here."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tradeoffs.importers.facts import Declared
from tradeoffs.importers.problems import shown
from tradeoffs.importers.reports import Report
from tradeoffs.workspace.manifest import Batch, InputFile, batch_id
from tradeoffs.workspace.rows import SCHEMA, sources_of, table_of


@dataclass(frozen=True)
class Saved:
    """What saving did. ``batch`` is None where nothing was new.

    ``already``: file name → id of the batch that holds its content.
    """

    batch: Batch | None
    already: dict[str, str]


@dataclass(frozen=True)
class Kept:
    """A batch with its rows, and the bytes of their Parquet file."""

    batch: Batch
    table: pa.Table
    content: bytes


def make(
    reports: Iterable[Report],
    declared: Declared,
    data: Path,
    name: str,
    held: Sequence[tuple[Batch, frozenset[str]]],
) -> tuple[Kept | None, dict[str, str]]:
    """The complete points of all reports as one batch, without what ``held`` batches have.

    ``held`` gives each batch with the ids of its results. The second part maps names of files
    that bring nothing new to the batch that has them ("" where it is their points alone).
    """
    taken = [r for r in reports if r.points]
    files = {f.sha256: b.id for b, _ in held for f in b.files}
    already = {r.name: files[r.sha256] for r in taken if r.sha256 in files}
    new = [r for r in taken if r.sha256 not in files]
    if not new:
        return None, already
    key = batch_id(r.sha256 for r in new)
    known = frozenset().union(*(ids for _, ids in held))
    table = table_of(new, key, data, known=known)
    if table.num_rows == 0:
        return None, already | {r.name: "" for r in new}
    return _kept(key, name, new, declared, table), already


def _kept(
    key: str, name: str, reports: Sequence[Report], declared: Declared, table: pa.Table
) -> Kept:
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
    return Kept(batch, table, content)


def joined(batches: Iterable[tuple[Batch, pa.Table]]) -> pa.Table:
    """The rows of all batches; a file or a result that two hold counts once, in the first."""
    tables, files, results = [], set(), set()
    for batch, table in batches:
        keys = zip(table["input_sha256"].to_pylist(), table["result_id"].to_pylist(), strict=True)
        keep = [file not in files and result not in results for file, result in keys]
        files |= {f.sha256 for f in batch.files}
        results |= set(table["result_id"].to_pylist())
        tables.append(table.filter(pa.array(keep, pa.bool_())))
    return pa.concat_tables(tables) if tables else SCHEMA.empty_table()


def sources_for(batches: Iterable[Batch], rows: pa.Table) -> pa.Table:
    """The batches as rows of `sources`, of which every row of ``rows`` finds one.

    Rows of an export of ours keep the source of a batch that may be gone: it is named by its id.
    """
    mlperf = frozenset(rows.filter(rows["is_mlperf"])["batch_id"].to_pylist())
    return sources_of(batches, mlperf, frozenset(rows["source_id"].to_pylist()))


def renamed(batch: Batch, name: str) -> Batch:
    """The batch under another name. Raises ValueError for an empty one."""
    plain = shown(name, 120)
    if not plain:
        raise ValueError("a batch needs a name")
    return batch.model_copy(update={"name": plain})


def annotated(batch: Batch, note: str) -> Batch:
    """The batch with another note; an empty one removes it."""
    return batch.model_copy(update={"note": shown(note, 4000)})


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
