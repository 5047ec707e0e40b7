"""TGI ``text-generation-benchmark``: the three Markdown tables it prints at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Format, Run
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem, shown

_COLUMNS = {"Average": "mean", "p50": "p50", "p90": "p90", "p99": "p99"}
_VALUE = re.compile(r"(\d+(?:\.\d+)?|NaN|inf)\s*(ms|tokens/secs)")


def _tables(text: str) -> list[list[list[str]]]:
    """Every Markdown table: a list of its rows of cells, the line of dashes left out."""
    tables: list[list[list[str]]] = [[]]
    for line in text.splitlines():
        if not line.strip().startswith("|"):
            if tables[-1]:
                tables.append([])
            continue
        cells = [c.strip() for c in line.strip().strip("|").split("|")]
        if not all(re.fullmatch(r":?-+:?", c) for c in cells):
            tables[-1].append(cells)
    return [t for t in tables if t]


def _steps(table: list[list[str]]) -> dict[tuple[str, str], dict[str, float]]:
    """(step, batch size) → column → value. The step stands only in its first row."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    step = ""
    for cells in table[1:]:
        named = dict(zip(table[0], cells, strict=False))
        step = named.get("Step") or step
        values = {
            column: float(part[1])
            for column, cell in named.items()
            if (part := _VALUE.fullmatch(cell))
        }
        found[step, named.get("Batch Size", "")] = values
    return found


def _runs(document: Document) -> Iterable[Run]:
    tables = _tables(document.text)
    named = next((t for t in tables if t[0][:2] == ["Parameter", "Value"]), [])
    parameters = dict(c[:2] for c in named if len(c) > 1)
    timed = [t for t in tables if t[0][:2] == ["Step", "Batch Size"]]
    latencies = next((_steps(t) for t in timed if "p50" in t[0]), {})
    rates = next((_steps(t) for t in timed if "p50" not in t[0]), {})
    batches = dict.fromkeys(batch for _, batch in latencies)
    if not batches:
        raise ImportProblem("it has no table of latencies")
    for batch in batches:
        yield f"batch size {shown(batch, 20)}", (batch, parameters, latencies, rates)


def fill(data: Any, point: Point) -> None:
    """One batch size: prefill is TTFT, decoding a token is TPOT, both of a static batch."""
    batch, parameters, latencies, rates = data
    point.cells["scenario"] = "static-batch"
    for column, told in (
        ("batch_size", batch),
        ("isl", parameters.get("Sequence Length")),
        ("osl", parameters.get("Decode Length")),
    ):
        if told is None:
            continue
        if not re.fullmatch(r"\d{1,12}", told):
            raise ImportProblem(f"{column}: not a whole number ({shown(told)})")
        if column == "batch_size":
            point.count(column, float(told))
        else:
            point.tokens(column, float(told))
    point.text("framework", "tgi")
    if parameters.get("Model"):
        point.text("model", parameters["Model"])
        point.weak.add("model")
    for stem, step in (("ttft", "Prefill"), ("tpot", "Decode (token)")):
        values = latencies.get((step, batch), {})
        point.latency(stem, {ours: values.get(theirs) for theirs, ours in _COLUMNS.items()})
    if rate := rates.get(("Decode", batch), {}).get("Average"):
        point.notes.append(f"{rate:g} tokens/s while decoding, prefill left out")


def _recognises(document: Document) -> bool:
    text = document.text
    return (
        document.kind == "text"
        and re.search(r"^[ \t]*+\|[ \t]*+Step[ \t]*+\|[ \t]*+Batch Size[ \t]*+\|", text, re.M)
        is not None
    )


FORMAT = Format(
    id="tgi-benchmark",
    tool="TGI text-generation-benchmark",
    file="the Markdown tables it prints",
    versions="0.8 to 3.x",
    meaning=(
        "A static batch inside the server: prefill is TTFT, `Decode (token)` is TPOT. The decode "
        "rate leaves prefill out, so it is no output rate and stands in the notes."
    ),
    recognises=_recognises,
    runs=_runs,
    fill=fill,
)
