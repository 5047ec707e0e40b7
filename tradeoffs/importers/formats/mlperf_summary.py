"""MLPerf ``summary_results.json``: the flat rows of a published round."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydantic import Field

from tradeoffs.importers import spelling
from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Format, Run
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem, shown
from tradeoffs.importers.shapes import Number, Shape, Words, shaped

# MLPerf's benchmark → the model it fixes. Variants end in -99, -99.9 or -interactive.
MODELS = {
    "llama2-70b": "meta-llama/Llama-2-70b-chat-hf",
    "gptj": "EleutherAI/gpt-j-6b",
    "llama3.1-8b": "meta-llama/Llama-3.1-8B-Instruct",
    "mixtral-8x7b": "mistralai/Mixtral-8x7B-Instruct-v0.1",
    "llama3.1-405b": "meta-llama/Llama-3.1-405B-Instruct",
    "gpt-oss-120b": "openai/gpt-oss-120b",
    "deepseek-r1": "deepseek-ai/DeepSeek-R1",
}
_SCENARIOS = {"offline": "offline", "server": "server", "interactive": "interactive"}
_SOFTWARE = re.compile(r"(vllm|tensorrt[- ]?llm|sglang)[\s:v]*(\d+(?:\.\d+)+)?", re.I)


class SummaryRow(Shape):
    """One result."""

    id: Words = Field(default=None, alias="ID")
    submitter: Words = Field(default=None, alias="Submitter")
    system: Words = Field(default=None, alias="System")
    platform: Words = Field(default=None, alias="Platform")
    model: Words = Field(default=None, alias="Model")
    mlperf_model: Words = Field(default=None, alias="MlperfModel")
    scenario: Words = Field(default=None, alias="Scenario")
    category: Words = Field(default=None, alias="Category")
    availability: Words = Field(default=None, alias="Availability")
    accelerator: Words = Field(default=None, alias="Accelerator")
    total: Number = Field(default=None, alias="Total Accelerators")
    per_node: Number = Field(default=None, alias="a#")
    nodes: Number = Field(default=None, alias="Nodes")
    software: Words = Field(default=None, alias="Software")
    weights: Words = Field(default=None, alias="weight_data_types")
    result: Number = Field(alias="Performance_Result")
    units: Words = Field(alias="Performance_Units")
    power: Number = Field(default=None, alias="Power_Result")
    power_units: Words = Field(default=None, alias="Power_Units")
    version: Words = None
    location: Words = Field(default=None, alias="Location")


def _benchmark(row: Any) -> str | None:
    """The LLM benchmark of a row; None for one of images, speech or ranking."""
    for key in ("MlperfModel", "Model"):
        name = str(row.get(key) or "").lower()
        found = re.sub(r"(-interactive|-edge|-99(\.9)?)+$", "", name)
        if found in MODELS:
            return found
    return None


def _runs(document: Document) -> Iterable[Run]:
    rows = [(i, r) for i, r in enumerate(document.data, 1) if isinstance(r, dict)]
    kept = [(f"row {i}", r) for i, r in rows if _benchmark(r)]
    if not kept:
        raise ImportProblem("none of its rows is of a language model")
    return kept


def fill(data: Any, point: Point) -> None:
    """One result of a language model."""
    point.is_mlperf = True
    row = shaped(SummaryRow, data)
    benchmark = _benchmark(data) or ""
    scenario = _SCENARIOS.get((row.scenario or "").lower())
    if scenario is None:
        raise ImportProblem(f"scenario {shown(row.scenario)} is not read")
    named = f"{row.model or ''} {row.mlperf_model or ''}".lower()
    if scenario == "server" and "interactive" in named:
        scenario = "interactive"
    point.cells["scenario"] = scenario
    columns = {"tokens/s": "output_tok_s", "samples/s": "req_s", "queries/s": "req_s"}
    column = columns.get((row.units or "").lower())
    if column is None:
        raise ImportProblem(f"a result in {shown(row.units)} is not read")
    if not row.result:
        raise ImportProblem("its result is 0")
    point.figure(column, row.result)
    point.text("model", MODELS[benchmark])
    _system(row, point)
    _notes(row, benchmark, point)


def _system(row: SummaryRow, point: Point) -> None:
    point.text("gpu", row.accelerator)
    if row.nodes:
        point.count("nodes", row.nodes)
    total = row.total or (row.per_node and row.per_node * (row.nodes or 1))
    if total:
        point.count("gpu_count", total)
    if (said := _SOFTWARE.search(row.software or "")) is not None:
        point.text("framework", spelling.engine(said[1].replace(" ", "-")))
        point.text("framework_version", said[2])
    if (precision := spelling.precision(row.weights)) is not None:
        point.text("weight_precision", precision)
    if row.power and (row.power_units or "").lower().startswith("watt"):
        point.figure("power_w", row.power)


def _notes(row: SummaryRow, benchmark: str, point: Point) -> None:
    division = (row.category or "").lower()
    told = [
        row.version and f"round {row.version}",
        row.id and f"MLPerf ID {row.id}",
        division in ("closed", "open") and f"{division} division",
        row.submitter and f"submitter {row.submitter}",
        (row.system or row.platform) and f"system {row.system or row.platform}",
        f"benchmark {row.model or benchmark}",
        row.availability and f"availability {row.availability}",
        row.location and f"results {row.location}",
    ]
    point.notes += [shown(t, 200) for t in told if t]


def _recognises(document: Document) -> bool:
    data = document.data
    return (
        isinstance(data, list)
        and bool(data)
        and isinstance(data[0], dict)
        and "Performance_Units" in data[0]
        and "Performance_Result" in data[0]
    )


def _version(document: Document) -> str | None:
    version = document.data[0].get("version")
    return version if isinstance(version, str) else None


FORMAT = Format(
    id="mlperf-summary",
    tool="MLPerf results",
    file="`summary_results.json`",
    versions="4.1 to 6.0",
    meaning=(
        "Rows of language models only; Tokens/s is the output rate, Samples/s and Queries/s are "
        "requests. Accelerators are `Total Accelerators`, else `a#` × `Nodes`. Kept as MLPerf."
    ),
    recognises=_recognises,
    runs=_runs,
    fill=fill,
    tool_version=_version,
)
