"""Triton perf_analyzer ``-f``: CSV, latencies in microseconds, inferences a second."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Format, Run
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem, shown

_LATENCIES = {"Avg latency": "mean", "p50 latency": "p50", "p99 latency": "p99"}
_PARTS = (
    "Client Send",
    "Network+Server Send/Recv",
    "Server Queue",
    "Server Compute Input",
    "Server Compute Infer",
    "Server Compute Output",
    "Client Recv",
)


def _runs(document: Document) -> Iterable[Run]:
    for line, cells in document.rows:
        yield f"line {line}", dict(zip(document.header, cells, strict=False))


def fill(data: dict[str, Any], point: Point) -> None:
    """One load; microseconds → ms."""
    load = _number(data, "Concurrency")
    rate = _number(data, "Request Rate")
    if load is None and rate is None:
        raise ImportProblem("neither concurrency nor request rate")
    point.load(load, rate)
    done = _number(data, "Inferences/Second")
    if not done:
        raise ImportProblem("no inference completed")
    point.latency("e2e", {ours: _number(data, theirs) for theirs, ours in _LATENCIES.items()}, 1e-3)
    parts = [_number(data, p) for p in _PARTS if data.get(p)]
    mean_us = _number(data, "Avg latency") or sum(p for p in parts if p is not None)
    if load and mean_us and done * mean_us * 1e-6 > 1.5 * load:
        told = f"{done:g} inferences/s count each request of a batch, so they are no requests/s"
        point.notes.append(told)
        point.warnings.append(told)
    else:
        point.figure("req_s", done)


def _number(data: dict[str, Any], column: str) -> float | None:
    told = (data.get(column) or "").strip()
    if not told:
        return None
    try:
        return float(told)
    except ValueError:
        raise ImportProblem(f"{column}: not a number ({shown(told)})") from None


def _recognises(document: Document) -> bool:
    return (
        document.kind == "csv"
        and "Inferences/Second" in document.header
        and ("Concurrency" in document.header or "Request Rate" in document.header)
    )


FORMAT = Format(
    id="perf-analyzer",
    tool="Triton perf_analyzer",
    file="`-f` CSV",
    versions="2.0 to 2.6x",
    meaning=(
        "Microseconds become ms of the whole request. Inferences are requests only at batch size "
        "1; where they cannot be (rate × latency above the concurrency), `req_s` is left out. "
        "No token figures."
    ),
    recognises=_recognises,
    runs=_runs,
    fill=fill,
)
