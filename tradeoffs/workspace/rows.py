"""Rows of a batch: `results` with its added columns, and where each came from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa

from tradeoffs.importers.reports import Report, Taken
from tradeoffs.importers.rows import SCHEMA as RESULTS
from tradeoffs.importers.rows import SOURCES, full_row, names_of, with_models
from tradeoffs.workspace.manifest import Batch

ORIGIN = ("batch_id", "declared", "tool", "tool_version", "input_name", "input_sha256")
SCHEMA = pa.schema([*RESULTS, *((name, pa.string()) for name in ORIGIN)])


def source_of(batch: str, is_mlperf: bool) -> str:
    """The source id of a batch's rows: points imported together are one source (rule 3.3); MLPerf
    rows are told by their prefix (rule 3.4)."""
    return f"mlperf-own-{batch}" if is_mlperf else f"own-{batch}"


def sources_of(batches: Iterable[Batch], mlperf: frozenset[str], named: frozenset[str]) -> pa.Table:
    """Batches as rows of `sources`, so that joins find a title and an age.

    ``mlperf``: ids of batches with MLPerf rows, which are a source of their own. ``named``: source
    ids of rows; those of no batch get a row that says so.
    """
    rows = [
        _source(
            source_of(batch.id, is_mlperf),
            batch.name,
            published_on=batch.created.date().isoformat(),
            published=batch.created.date(),
            notes=batch.note or None,
        )
        for batch in batches
        for is_mlperf in ((False, True) if batch.id in mlperf else (False,))
    ]
    listed = {row["source_id"] for row in rows}
    rows += [_source(key, f"own results, exported as {key}") for key in sorted(named - listed)]
    return pa.Table.from_pylist(rows, schema=SOURCES)


def _source(key: str, title: str, **more: Any) -> dict[str, Any]:
    return {
        "source_id": key,
        "title": title,
        "publisher": "own measurement",
        "licence": "own",
        "kind": "own",
        "collection": "workspace",
        "row_is": "run",
        "licence_stated": True,
        "is_mlperf": key.startswith("mlperf-"),
        **more,
    }


def table_of(
    reports: Iterable[Report], batch: str, data: Path, known: frozenset[str] = frozenset()
) -> pa.Table:
    """The points of all reports as rows of ``batch``, without those whose id is ``known``."""
    kept: dict[str, dict[str, Any]] = {}
    for report in reports:
        names = with_models(names_of(data), {t.row.model for t in report.points})
        for taken in report.points:
            values = full_row(_placed(taken, batch), names)
            if values["result_id"] not in known:
                kept.setdefault(values["result_id"], values | _origin(report, taken, batch))
    return pa.Table.from_pylist(list(kept.values()), schema=SCHEMA)


def _placed(taken: Taken, batch: str) -> Any:
    source = taken.source_id or source_of(batch, taken.is_mlperf)
    return taken.row.model_copy(update={"source_id": source})


def _origin(report: Report, taken: Taken, batch: str) -> dict[str, str | None]:
    return {
        "batch_id": batch,
        "declared": ";".join(taken.declared) or None,
        "tool": report.tool,
        "tool_version": report.tool_version,
        "input_name": report.name,
        "input_sha256": report.sha256,
    }
