"""genai-bench: one file a point, and the experiment's metadata beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tradeoffs.importers import spelling
from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Companion, Format, one_run
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem
from tradeoffs.importers.shapes import Number, Shape, Words, has, shaped


class Stats(Shape):
    """Statistics of one metric."""

    mean: Number = None
    p50: Number = None
    p90: Number = None
    p95: Number = None
    p99: Number = None

    def statistics(self) -> dict[str, float | None]:
        """Statistic of ours → value."""
        return {k: getattr(self, k) for k in ("mean", "p50", "p90", "p95", "p99")}


class AllStats(Shape):
    """The metrics read."""

    ttft: Stats = Stats()
    tpot: Stats = Stats()
    e2e_latency: Stats = Stats()
    output_inference_speed: Stats = Stats()
    num_input_tokens: Stats = Stats()
    num_output_tokens: Stats = Stats()


class Aggregated(Shape):
    """One point."""

    scenario: Words = None
    num_concurrency: Number = None
    request_rate: Number = None
    iteration_type: Words = None
    mean_output_throughput_tokens_per_s: Number = None
    mean_total_tokens_throughput_tokens_per_s: Number = None
    requests_per_minute: Number = None
    num_completed_requests: Number
    num_error_requests: Number = None
    stats: AllStats


class PointFile(Shape):
    """One file."""

    aggregated_metrics: Aggregated


class Metadata(Shape):
    """What the experiment says about the server."""

    benchmark_version: Words = None
    model: Words = None
    server_engine: Words = None
    server_version: Words = None
    server_gpu_type: Words = None
    server_gpu_count: Number = None


def fill(data: Any, point: Point) -> None:
    """One point; seconds or ms, told from the speed that the file states beside TPOT."""
    run = shaped(PointFile, data).aggregated_metrics
    point.requests(run.num_completed_requests, run.num_error_requests)
    stats = run.stats
    if stats.num_output_tokens.mean == 0:
        raise ImportProblem("no output token in the completed requests")
    scale = _to_ms(stats)
    point.load(run.num_concurrency, run.request_rate)
    point.tokens("isl", stats.num_input_tokens.mean)
    point.tokens("osl", stats.num_output_tokens.mean)
    point.latency("ttft", stats.ttft.statistics(), scale)
    point.latency("tpot", stats.tpot.statistics(), scale)
    point.latency("e2e", stats.e2e_latency.statistics(), scale)
    point.figure("output_tok_s", run.mean_output_throughput_tokens_per_s)
    point.figure("total_tok_s", run.mean_total_tokens_throughput_tokens_per_s)
    point.figure("req_s", run.requests_per_minute, 1 / 60)
    if run.scenario:
        point.notes.append(f"scenario {run.scenario}")


def _to_ms(stats: AllStats) -> float:
    """1000 for a file in seconds, 1 for one in ms: median TPOT × median speed is 1 s."""
    tpot, speed = stats.tpot.p50, stats.output_inference_speed.p50
    if not tpot or not speed:
        return 1000.0
    product = tpot * speed
    for scale, one in ((1000.0, 1.0), (1.0, 1000.0)):
        if 0.5 < product / one < 2:
            return scale
    raise ImportProblem("TPOT and output speed do not fit: in which unit is it?")


def _recognises(document: Document) -> bool:
    return has(document.data, "aggregated_metrics")


def _is_metadata(document: Document) -> bool:
    return has(document.data, "benchmark_version", "api_backend", "model")


def _facts(document: Document) -> Mapping[str, Any]:
    held = shaped(Metadata, document.data)
    count = held.server_gpu_count
    return {
        "tool_version": held.benchmark_version,
        "model": held.model,
        "framework": spelling.engine(held.server_engine),
        "framework_version": held.server_version,
        "gpu": held.server_gpu_type,
        "gpu_count": int(count) if count and count == int(count) else None,
    }


FORMAT = Format(
    id="genai-bench",
    tool="genai-bench",
    file="one JSON a point (`aggregated_metrics`)",
    versions="0.0.2 to 0.0.5",
    meaning=(
        "Seconds or ms, told apart by TPOT × output speed, which is one second. Requests a minute "
        "become requests a second. Engine, version, GPU and count come from the metadata beside it."
    ),
    recognises=_recognises,
    runs=one_run,
    fill=fill,
)
METADATA = Companion(
    id="genai-bench-metadata",
    tool="genai-bench",
    file="`experiment_metadata.json`",
    meaning="Model, engine, version, GPU and count of the points beside it.",
    recognises=_is_metadata,
    facts=_facts,
)
