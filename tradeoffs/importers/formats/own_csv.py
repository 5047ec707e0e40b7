"""CSV with our own columns, or with headers that people and tools write for them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

from tradeoffs.building.derive import LAYERS
from tradeoffs.building.tables.added import ADDED
from tradeoffs.building.tables.measured import FIGURES, ResultRow
from tradeoffs.formulas import unguarded
from tradeoffs.importers.columns import COUNTS
from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Format, Run
from tradeoffs.importers.points import Point, day_of
from tradeoffs.importers.problems import ImportProblem, shown
from tradeoffs.vocabulary import SCENARIOS

_COLUMNS = tuple(ResultRow.model_fields)
_NUMBERS = (*FIGURES, "request_rate_rps", "isl", "osl")
_IGNORED = {a.name for a in ADDED["results"]} | {"batch_id", "declared", "tool", "tool_version"}
_IGNORED |= {"input_name", "input_sha256"}
_OWN_SOURCE = re.compile(r"(mlperf-)?own-[0-9a-f]{12}")
_LATENCIES = {"ttft": "ttft", "time to first token": "ttft", "tpot": "tpot"}
_LATENCIES |= {"time per output token": "tpot", "e2el": "e2e", "e2e latency": "e2e"}
_LATENCIES |= {"request latency": "e2e", "end-to-end latency": "e2e", "e2e": "e2e"}
_STATISTICS = {"mean": "mean", "avg": "mean", "average": "mean", "median": "p50"}
_STATISTICS |= {p: p for p in ("p50", "p90", "p95", "p99")}

# Other headers → (column, factor to the column's unit), compared without case, spaces, signs.
SYNONYMS: dict[str, tuple[str, float]] = {
    "engine": ("framework", 1),
    "backend": ("framework", 1),
    "framework version": ("framework_version", 1),
    "engine version": ("framework_version", 1),
    "model id": ("model", 1),
    "gpu type": ("gpu", 1),
    "accelerator": ("gpu", 1),
    "gpus": ("gpu_count", 1),
    "num gpus": ("gpu_count", 1),
    "gpu count": ("gpu_count", 1),
    "tensor parallel": ("tp", 1),
    "tensor parallel size": ("tp", 1),
    "pipeline parallel size": ("pp", 1),
    "precision": ("weight_precision", 1),
    "dtype": ("weight_precision", 1),
    "kv cache dtype": ("kv_precision", 1),
    "batch": ("batch_size", 1),
    "max concurrency": ("concurrency", 1),
    "num concurrent requests": ("concurrency", 1),
    "conc": ("concurrency", 1),
    "request rate": ("request_rate_rps", 1),
    "qps": ("request_rate_rps", 1),
    "request rate (req/s)": ("request_rate_rps", 1),
    "input len": ("isl", 1),
    "input length": ("isl", 1),
    "input tokens": ("isl", 1),
    "output len": ("osl", 1),
    "output length": ("osl", 1),
    "output tokens": ("osl", 1),
    "num prompts": ("num_requests", 1),
    "successful requests": ("num_requests", 1),
    "request throughput (req/s)": ("req_s", 1),
    "request throughput": ("req_s", 1),
    "output token throughput (tok/s)": ("output_tok_s", 1),
    "output throughput (tok/s)": ("output_tok_s", 1),
    "output throughput": ("output_tok_s", 1),
    "ouput token throughput (tok/s)": ("output_tok_s", 1),
    "total token throughput (tok/s)": ("total_tok_s", 1),
    "total throughput (tok/s)": ("total_tok_s", 1),
    "total token throughput": ("total_tok_s", 1),
    "power (w)": ("power_w", 1),
    "date": ("measured_on", 1),
} | {
    f"{spelt} {latency} ({unit})": (f"{stem}_{ours}_ms", factor)
    for spelt, ours in _STATISTICS.items()
    for latency, stem in _LATENCIES.items()
    for unit, factor in (("ms", 1.0), ("s", 1000.0))
    if f"{stem}_{ours}_ms" in _COLUMNS
}


def _plain(header: str) -> str:
    return re.sub(r"[^a-z0-9()/]+", "", header.lower())


_KNOWN = {_plain(name): found for name, found in SYNONYMS.items()}
_KNOWN |= {_plain(name): (name, 1.0) for name in _COLUMNS}


def column_of(header: str) -> tuple[str, float] | None:
    """The column that a header means and the factor to its unit; None for one not known."""
    return _KNOWN.get(_plain(header))


def _columns(header: Sequence[str]) -> list[tuple[str, float] | None]:
    """The column of each header; in an export of ours the added columns are none, they follow."""
    added = _IGNORED if "result_id" in header else frozenset()
    return [None if h in added else column_of(h) for h in header]


def _recognises(document: Document) -> bool:
    found = [c[0] for c in _columns(document.header) if c]
    return document.kind == "csv" and len(found) > 1 and any(c in FIGURES for c in found)


def _runs(document: Document) -> Iterable[Run]:
    columns = _columns(document.header)
    named = [c[0] for c in columns if c]
    if double := next((c for c in named if named.count(c) > 1), None):
        raise ImportProblem(f"two of its headers mean {double}")
    unknown = [
        h for h, c in zip(document.header, columns, strict=True) if not c and h not in _IGNORED
    ]
    for line, cells in document.rows:
        yield f"line {line}", (columns, cells, unknown)


def fill(data: Any, point: Point) -> None:
    """One row; a cell that does not fit its column rejects the row."""
    columns, cells, unknown = data
    if len(cells) != len(columns):
        raise ImportProblem(f"{len(cells)} cells where the header has {len(columns)}")
    if unknown:
        point.warnings.append(f"left out, not known here: {shown(', '.join(unknown), 200)}")
    said = {
        c[0]: (unguarded(cell.strip()), c[1])
        for c, cell in zip(columns, cells, strict=True)
        if c and cell.strip()
    }
    for column, (text, factor) in said.items():
        _cell(column, text, factor, point)
    if "scenario" not in said:
        point.cells["scenario"] = _scenario(point)


def _cell(column: str, text: str, factor: float, point: Point) -> None:
    if column in _NUMBERS or column in COUNTS:
        _figure(column, _number(column, text), factor, point)
    elif column in _TEXTS:
        _TEXTS[column](text, point)
    else:
        point.text(column, text)


def _figure(column: str, value: float, factor: float, point: Point) -> None:
    if column in COUNTS:
        if not value >= 1:
            raise ImportProblem(f"{column} = {value:g} cannot be")
        point.count(column, value)
    elif column in ("isl", "osl"):
        point.tokens(column, value)
    elif column != "request_rate_rps" or math.isfinite(value):
        point.figure(column, value, factor)


def _known_scenario(text: str, point: Point) -> None:
    if text not in SCENARIOS:
        raise ImportProblem(f"scenario: not one of {', '.join(SCENARIOS)} ({shown(text)})")
    point.cells["scenario"] = text


def _day(text: str, point: Point) -> None:
    stated = re.fullmatch(r"\d{4}(-\d\d){0,2}", text)
    point.cells["measured_on"] = text if stated else str(day_of(text) or shown(text))


def _locator(text: str, point: Point) -> None:
    point.locator = shown(text, 1000)


def _source(text: str, point: Point) -> None:
    """MLPerf stays MLPerf (rule 3.4); an id of ours stays, so that rows keep theirs."""
    point.is_mlperf = text.startswith("mlperf-")
    point.source_id = text if _OWN_SOURCE.fullmatch(text) else None


def _layer(text: str, point: Point) -> None:
    if text not in LAYERS and not text.startswith("llm-d-pd-"):
        raise ImportProblem(f"serving_layer: not one of {', '.join(LAYERS)}, llm-d-pd-…")
    point.text("serving_layer", text)


_TEXTS = {
    "scenario": _known_scenario,
    "measured_on": _day,
    "notes": lambda text, point: point.notes.append(shown(text, 4000)),
    "locator": _locator,
    "source_id": _source,
    "serving_layer": _layer,
}


def _number(column: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ImportProblem(f"{column}: not a number ({shown(text)})") from None


def _scenario(point: Point) -> str:
    """What the stated load means; the file must state one of them."""
    for column, scenario in (
        ("request_rate_rps", "online-rate"),
        ("concurrency", "online-concurrency"),
        ("batch_size", "static-batch"),
    ):
        if column in point.cells:
            return scenario
    raise ImportProblem("neither scenario nor concurrency, request_rate_rps or batch_size")


FORMAT = Format(
    id="csv",
    tool="own CSV",
    file="CSV with a header; comma, semicolon or tab; `#` lines above it",
    versions="columns of `results`",
    meaning=(
        "Our columns by name, or a known other header. Empty is not stated. A column that is not "
        "known is named and left out. The load follows from the columns where `scenario` is empty."
    ),
    recognises=_recognises,
    runs=_runs,
    fill=fill,
)
