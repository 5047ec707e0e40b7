"""Rows of a batch: `results` with its added columns, and where each came from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa

from tradeoffs.importers.reading import Report, Taken
from tradeoffs.importers.rows import SCHEMA as RESULTS
from tradeoffs.importers.rows import full_row, names_of, with_models

ORIGIN = ("batch_id", "declared", "tool", "tool_version", "input_name", "input_sha256")
SCHEMA = pa.schema([*RESULTS, *((name, pa.string()) for name in ORIGIN)])


def source_of(batch: str, is_mlperf: bool) -> str:
    """The source id of a batch's rows: points imported together are one source (rule 3.3); MLPerf
    rows are told by their prefix (rule 3.4)."""
    return f"mlperf-own-{batch}" if is_mlperf else f"own-{batch}"


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
