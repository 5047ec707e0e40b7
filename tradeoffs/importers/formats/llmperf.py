"""LLMPerf (Ray): the flat summary file, version 2023-08-31."""

from __future__ import annotations

from typing import Any

from pydantic import create_model

from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Format, one_run
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem
from tradeoffs.importers.shapes import Number, Shape, Words, has, shaped

_KEYS = {"mean": "mean"} | {f"quantiles_p{p}": f"p{p}" for p in (50, 90, 95, 99)}


class _Run(Shape):
    model: Words = None
    timestamp: Number = None
    num_concurrent_requests: Number = None
    results_number_input_tokens_mean: Number = None
    results_number_output_tokens_mean: Number = None
    results_number_errors: Number = None
    results_num_completed_requests: Number
    results_num_completed_requests_per_min: Number = None
    results_mean_output_throughput_token_per_s: Number = None


_LATENCIES: dict[str, Any] = {
    f"results_{measure}_s_{key}": (Number, None)
    for key in _KEYS
    for measure in ("ttft", "end_to_end_latency", "inter_token_latency")
}
LlmperfRun = create_model("LlmperfRun", __base__=_Run, **_LATENCIES)


def _statistics(run: Shape, measure: str) -> dict[str, float | None]:
    return {ours: getattr(run, f"results_{measure}_s_{key}") for key, ours in _KEYS.items()}


def fill(data: Any, point: Point) -> None:
    """One run; seconds → ms, completed requests a minute → a second."""
    run = shaped(LlmperfRun, data)
    point.requests(run.results_num_completed_requests, run.results_number_errors)
    if run.results_number_output_tokens_mean == 0:
        raise ImportProblem("no output token in the completed requests")
    if run.model:
        point.text("model", run.model)
        point.weak.add("model")
    point.day(run.timestamp)
    point.load(run.num_concurrent_requests, None)
    point.tokens("isl", run.results_number_input_tokens_mean)
    point.tokens("osl", run.results_number_output_tokens_mean)
    point.latency("ttft", _statistics(run, "ttft"), 1000)
    point.latency("e2e", _statistics(run, "end_to_end_latency"), 1000)
    point.figure("output_tok_s", run.results_mean_output_throughput_token_per_s)
    point.figure("req_s", run.results_num_completed_requests_per_min, 1 / 60)
    if (itl := _statistics(run, "inter_token_latency")["mean"]) is not None:
        point.notes.append(
            f"the tool's time between tokens, first token included, is {itl * 1000:.4g} ms"
        )


def _recognises(document: Document) -> bool:
    return has(document.data, "results_num_completed_requests") and any(
        key.startswith(("results_ttft_s", "results_end_to_end")) for key in document.data
    )


def _version(document: Document) -> str | None:
    return document.data.get("version")


FORMAT = Format(
    id="llmperf",
    tool="LLMPerf",
    file="`…_summary.json`",
    versions="2023-08-31",
    meaning=(
        "Seconds become ms. Its inter-token latency divides the whole request by its tokens, so it "
        "is no TPOT and stands in the notes only. `framework` there is the provider of the API."
    ),
    recognises=_recognises,
    runs=one_run,
    fill=fill,
    tool_version=_version,
)
