"""What an import found, for a script: files, and rows in the schema of `results`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tradeoffs.importers.reports import Report
from tradeoffs.workspace.keeping import Saved
from tradeoffs.workspace.manifest import batch_id
from tradeoffs.workspace.rows import SCHEMA, table_of


def as_document(reports: Sequence[Report], saved: Saved | None, data: Path) -> dict[str, Any]:
    """``files``: a report each; ``rows``: every point that was read; ``batch``: where it is kept.

    A row whose `missing` is not empty was not taken: these columns must be declared first.
    """
    taken = [r for r in reports if r.points]
    rows = table_of(taken, batch_id(r.sha256 for r in taken), data).to_pylist() if taken else []
    whole = [{**_plain(r), "missing": []} for r in rows]
    waiting = [_incomplete(r, p) for r in reports for p in r.incomplete]
    return {
        "batch": saved.batch.id if saved and saved.batch else None,
        "files": [_file(r) for r in reports],
        "rows": whole + waiting,
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in row.items()}


def _incomplete(report: Report, point: Any) -> dict[str, Any]:
    stated = {**point.cells, "locator": point.locator, "notes": "; ".join(point.notes) or None}
    origin = {"input_name": report.name, "input_sha256": report.sha256}
    origin |= {"tool": report.tool, "tool_version": report.tool_version}
    missing = [c for c in report.needs if c not in point.cells]
    return {**dict.fromkeys(SCHEMA.names), **stated, **origin, "missing": missing}


def _file(report: Report) -> dict[str, Any]:
    return {
        "name": report.name,
        "sha256": report.sha256 or None,
        "format": report.format_id,
        "tool": report.tool,
        "tool_version": report.tool_version,
        "points": len(report.points),
        "incomplete": len(report.incomplete),
        "repeated": report.repeated,
        "missing": list(report.needs),
        "open": list(report.could_say),
        "rejected": [{"where": place, "reason": why} for place, why in report.rejected],
        "warnings": report.warnings,
        "problem": report.problem,
    }
