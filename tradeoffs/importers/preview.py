"""What came of files, for a person to look at before anything is kept: tables and a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from tradeoffs.formats import listing, plural
from tradeoffs.importers.columns import DECLARABLE, LABELS
from tradeoffs.importers.points import Point
from tradeoffs.importers.reports import Report, Taken

MOST_POINTS = 500
_POINT = {
    "framework": "Engine",
    "framework_version": "Version",
    "model": "Model",
    "gpu": "GPU",
    "gpu_count": "GPUs",
    "tp": "TP",
    "weight_precision": "Weights",
    "scenario": "Load",
    "concurrency": "Concurrency",
    "request_rate_rps": "Requests/s",
    "batch_size": "Batch",
    "isl": "Prompt tokens",
    "osl": "Output tokens",
    "output_tok_s": "Output tok/s",
    "ttft_mean_ms": "TTFT mean, ms",
    "ttft_p50_ms": "TTFT median, ms",
    "tpot_mean_ms": "TPOT mean, ms",
    "tpot_p50_ms": "TPOT median, ms",
    "e2e_mean_ms": "End to end mean, ms",
    "notes": "Notes",
}


def files(reports: Iterable[Report]) -> pd.DataFrame:
    """One row a file: tool, points, what is missing, how much was rejected."""
    return pd.DataFrame(
        [
            {
                "File": r.name,
                "Tool": r.tool or "not known",
                "Version": r.tool_version,
                "Points": len(r.points),
                "Wait for facts": len(r.incomplete),
                "Not stated": ", ".join(LABELS[c] for c in (*r.needs, *r.could_say)) or None,
                "Rejected": len(r.rejected),
                "What to know": r.problem or _said(r),
            }
            for r in reports
        ]
    )


def _said(report: Report) -> str | None:
    if report.is_companion:
        return "facts for the files beside it"
    parts = [f"{report.repeated} repeated"] if report.repeated else []
    return "; ".join(parts + report.warnings) or None


def refusals(reports: Iterable[Report]) -> pd.DataFrame:
    """One row a run or file that is not taken: where, and why."""
    rows = [
        {"File": r.name, "Where": where, "Why": why}
        for r in reports
        for where, why in ([("the whole file", r.problem)] if r.problem else r.rejected)
    ]
    return pd.DataFrame(rows, columns=["File", "Where", "Why"])


def points(reports: Iterable[Report]) -> pd.DataFrame:
    """The points as they would be kept, in our columns; the first ``MOST_POINTS``."""
    rows = [_point(p) for r in reports for p in (*r.points, *r.incomplete)]
    table = pd.DataFrame(rows[:MOST_POINTS], columns=list(_POINT)).rename(columns=_POINT)
    return table.dropna(axis="columns", how="all")


def _point(one: Taken | Point) -> dict[str, Any]:
    if isinstance(one, Taken):
        return one.row.model_dump(include=set(_POINT))
    return {**{c: v for c, v in one.cells.items() if c in _POINT}, "notes": "; ".join(one.notes)}


def sentence(reports: Sequence[Report]) -> str:
    """How many points can be kept, wait or were rejected, as bare text."""
    ready = sum(len(r.points) for r in reports)
    waiting = sum(len(r.incomplete) for r in reports)
    refused = sum(len(r.rejected) for r in reports)
    unread = sum(r.problem is not None for r in reports)
    parts = [f"{plural(ready, 'point')} can be kept"]
    if waiting:
        parts.append(f"{plural(waiting, 'waits', 'wait')} for facts not stated")
    if refused:
        parts.append(f"{plural(refused, 'run')} {'was' if refused == 1 else 'were'} rejected")
    if unread:
        parts.append(f"{plural(unread, 'file')} cannot be taken")
    return f"{plural(len(reports), 'file')}: {listing(parts)}"


def asked(reports: Iterable[Report]) -> tuple[list[str], list[str]]:
    """Columns that must be declared, and those that may be, in the order of `DECLARABLE`."""
    needs = {c for r in reports for c in r.needs}
    could = {c for r in reports for c in r.could_say} - needs
    return [c for c in DECLARABLE if c in needs], [c for c in DECLARABLE if c in could]
