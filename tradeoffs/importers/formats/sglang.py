"""SGLang ``bench_serving``: JSON Lines, a run a line; files are appended to and may repeat."""

from __future__ import annotations

from typing import Any

from pydantic import create_model

from tradeoffs.importers import spelling
from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Format, first_value, json_lines
from tradeoffs.importers.formats.vllm_serve import STATISTICS, statistics
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem
from tradeoffs.importers.shapes import Number, Shape, Words, shaped

_SYNTHETIC = ("random", "random-ids", "generated-shared-prefix")


class _Run(Shape):
    backend: Words = None
    dataset_name: Words = None
    request_rate: Number = None
    max_concurrency: Number = None
    completed: Number
    total_input_tokens: Number = None
    total_output_tokens: Number = None
    request_throughput: Number = None
    output_throughput: Number = None
    total_throughput: Number = None
    concurrency: Number = None
    accept_length: Number = None


_LATENCIES: dict[str, Any] = {
    f"{statistic}_{measure}_ms": (Number, None)
    for statistic in STATISTICS
    for measure in ("ttft", "tpot", "e2e_latency")
}
SglangRun = create_model("SglangRun", __base__=_Run, **_LATENCIES)


def fill(data: Any, point: Point) -> None:
    """One run; figures are of the whole server, latencies in ms."""
    run = shaped(SglangRun, data)
    point.requests(run.completed)
    if run.total_output_tokens == 0 or run.output_throughput == 0:
        raise ImportProblem(f"no output token in {run.completed:g} completed requests")
    if (engine := spelling.engine(run.backend)) is not None:
        point.text("framework", engine)
        point.weak.add("framework")
    point.load(run.max_concurrency, run.request_rate)
    point.text("dataset", "synthetic" if run.dataset_name in _SYNTHETIC else run.dataset_name)
    if run.completed:
        point.tokens("isl", (run.total_input_tokens or 0) / run.completed)
        point.tokens("osl", (run.total_output_tokens or 0) / run.completed)
    point.latency("ttft", statistics(run, "ttft"))
    point.latency("tpot", statistics(run, "tpot"))
    point.latency("e2e", statistics(run, "e2e_latency"))
    point.figure("output_tok_s", run.output_throughput)
    point.figure("total_tok_s", run.total_throughput)
    point.figure("req_s", run.request_throughput)
    if run.accept_length and run.accept_length > 1:
        point.notes.append(f"speculative decoding, {run.accept_length:g} tokens accepted a step")
    if run.concurrency and "concurrency" not in point.cells:
        point.notes.append(f"{run.concurrency:.4g} requests in flight on average")


def _recognises(document: Document) -> bool:
    run = first_value(document)
    return (
        isinstance(run, dict)
        and "completed" in run
        and ("mean_e2e_latency_ms" in run or "median_e2e_latency_ms" in run)
        and "dataset_name" in run
    )


FORMAT = Format(
    id="sglang-serving",
    tool="SGLang bench_serving",
    file="JSON Lines, one run a line",
    versions="0.4 (five latencies) to 0.5",
    meaning=(
        "Latencies in ms and whole-server rates as they are; a TPOT of 0 or below is missing, ITL "
        "is left out. A line twice counts once. The model is not in the file: declare it."
    ),
    recognises=_recognises,
    runs=json_lines,
    fill=fill,
)
