"""vLLM ``bench latency`` and ``bench throughput``: no server, so no TTFT and no TPOT."""

from __future__ import annotations

from typing import Any

from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Format, one_run
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem
from tradeoffs.importers.shapes import Number, Shape, has, shaped


class LatencyRun(Shape):
    """Seconds for one static batch."""

    avg_latency: Number
    percentiles: dict[str, Number]


class ThroughputRun(Shape):
    """One offline run; tokens count prompt and output."""

    elapsed_time: Number
    num_requests: Number
    total_num_tokens: Number
    requests_per_second: Number = None
    tokens_per_second: Number = None


def fill_latency(data: Any, point: Point) -> None:
    """Seconds of the whole batch → E2E in ms."""
    run = shaped(LatencyRun, data)
    if not run.avg_latency:
        raise ImportProblem("its latency is 0: nothing ran")
    _engine(point)
    point.cells["scenario"] = "static-batch"
    stats = {"mean": run.avg_latency, "p50": run.percentiles.get("50")}
    point.latency("e2e", stats | {"p99": run.percentiles.get("99")}, 1000)
    point.notes.append("time of the whole batch; batch size and lengths are not in the file")


def fill_throughput(data: Any, point: Point) -> None:
    """Rates of the whole run; prompt tokens are in the token rate."""
    run = shaped(ThroughputRun, data)
    _engine(point)
    point.cells["scenario"] = "offline"
    if not run.total_num_tokens:
        raise ImportProblem("no token in the run")
    point.requests(run.num_requests)
    point.figure("total_tok_s", run.tokens_per_second)
    point.figure("req_s", run.requests_per_second)
    point.notes.append("tokens/s count prompt and output")


def _engine(point: Point) -> None:
    """The tools run the engine themselves; older ones could run another (`--backend`)."""
    point.text("framework", "vllm")
    point.weak.add("framework")


def _is_latency(document: Document) -> bool:
    return has(document.data, "avg_latency", "percentiles")


def _is_throughput(document: Document) -> bool:
    return has(document.data, "elapsed_time", "total_num_tokens", "num_requests")


LATENCY = Format(
    id="vllm-latency",
    tool="vLLM bench latency",
    file="`--output-json` JSON",
    versions="0.6 to 0.25",
    meaning=(
        "Seconds of the whole static batch become E2E. Batch size and lengths are not in the file: "
        "declare them."
    ),
    recognises=_is_latency,
    runs=one_run,
    fill=fill_latency,
)
THROUGHPUT = Format(
    id="vllm-throughput",
    tool="vLLM bench throughput",
    file="`--output-json` JSON",
    versions="0.6 to 0.25",
    meaning="`tokens_per_second` counts the prompt too and becomes `total_tok_s`.",
    recognises=_is_throughput,
    runs=one_run,
    fill=fill_throughput,
)
