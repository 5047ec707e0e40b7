"""trtllm-bench ``--report_json``: says engine, GPU, parallelism and precision itself."""

from __future__ import annotations

import re
from typing import Any

from pydantic import Field

from tradeoffs.importers import spelling
from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Format, one_run
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem
from tradeoffs.importers.shapes import Number, Shape, Words, has, shaped

_WEIGHTS = re.compile(r"^(?:W(?P<bits>4|8)A\d+|(?P<name>FP8|NVFP4|MXFP4|INT8|INT4))", re.I)


class Engine(Shape):
    """The engine and the checkpoint."""

    model: Words = None
    version: Words = None
    dtype: Words = None
    quantization: Words = None
    kv_cache_dtype: Words = None


class Machine(Shape):
    """The first GPU; all are the same."""

    name: Words = None


class World(Shape):
    """Parallelism."""

    tp_size: Number = None
    pp_size: Number = None
    ep_size: Number = None
    world_size: Number = None


class Requests(Shape):
    """What was asked for."""

    num_requests: Number
    avg_num_concurrent_requests: Number = None
    avg_input_length: Number = None
    avg_output_length: Number = None


class Percentiles(Shape):
    """Statistics in ms."""

    average: Number = None
    p50: Number = None
    p90: Number = None
    p95: Number = None
    p99: Number = None

    def statistics(self, mean: float | None) -> dict[str, float | None]:
        """Statistic of ours → ms."""
        found = {k: getattr(self, k) for k in ("p50", "p90", "p95", "p99")}
        return {"mean": mean if mean is not None else self.average, **found}


class Performance(Shape):
    """Rates of the whole system and latencies of requests."""

    request_throughput_req_s: Number = None
    system_output_throughput_tok_s: Number = None
    system_total_throughput_tok_s: Number = None
    avg_request_latency_ms: Number = None
    request_latency_percentiles_ms: Percentiles = Percentiles()


class Streaming(Shape):
    """Latencies of a streamed run."""

    avg_ttft_ms: Number = None
    avg_tpot_ms: Number = None
    ttft_percentiles: Percentiles = Percentiles()
    tpot_percentiles: Percentiles = Percentiles()


class Decoding(Shape):
    """Speculative decoding."""

    mode: Words = None


class Report(Shape):
    """One file."""

    engine: Engine
    machine: Machine | None = None
    world: World = Field(default=World(), alias="world_info")
    requests: Requests = Field(alias="request_info")
    performance: Performance
    streaming: Streaming | None = Field(default=None, alias="streaming_metrics")
    decoding: Decoding | None = Field(default=None, alias="decoding_stats")


def fill(data: Any, point: Point) -> None:
    """One report; everything is in the unit of its key."""
    run = shaped(Report, data)
    point.requests(run.requests.num_requests)
    if run.performance.system_output_throughput_tok_s == 0:
        raise ImportProblem("no output token in the run")
    _setup(run, point)
    point.cells["scenario"] = "offline"
    point.notes.append("all prompts sent at once")
    if run.requests.avg_num_concurrent_requests:
        flying = run.requests.avg_num_concurrent_requests
        point.notes.append(f"{flying:.4g} requests in flight on average")
    point.tokens("isl", run.requests.avg_input_length)
    point.tokens("osl", run.requests.avg_output_length)
    speed = run.performance
    point.latency(
        "e2e", speed.request_latency_percentiles_ms.statistics(speed.avg_request_latency_ms)
    )
    if (live := run.streaming) is not None:
        point.latency("ttft", live.ttft_percentiles.statistics(live.avg_ttft_ms))
        point.latency("tpot", live.tpot_percentiles.statistics(live.avg_tpot_ms))
    point.figure("output_tok_s", speed.system_output_throughput_tok_s)
    point.figure("total_tok_s", speed.system_total_throughput_tok_s)
    point.figure("req_s", speed.request_throughput_req_s)


def _setup(run: Report, point: Point) -> None:
    point.text("framework", "tensorrt-llm")
    point.text("framework_version", run.engine.version)
    if run.engine.model:
        point.text("model", run.engine.model)
        point.weak.add("model")
    point.text("gpu", run.machine and run.machine.name)
    for column, value in (
        ("gpu_count", run.world.world_size),
        ("tp", run.world.tp_size),
        ("pp", run.world.pp_size),
        ("ep", run.world.ep_size),
    ):
        if value and value > 0:
            point.count(column, value)
    precision, method = weights(run.engine.quantization, run.engine.dtype)
    point.text("weight_precision", precision)
    point.text("quant_method", method)
    point.text("kv_precision", spelling.precision(run.engine.kv_cache_dtype))
    if run.decoding and run.decoding.mode:
        point.notes.append(f"speculative decoding {run.decoding.mode}")


def weights(quantization: str | None, dtype: str | None) -> tuple[str | None, str | None]:
    """Weight precision and method of a quantization algorithm as TensorRT-LLM names it.

    Without one the checkpoint's dtype counts; an algorithm not known leaves both open.
    """
    if quantization in (None, "", "None", "NO_QUANT"):
        return spelling.precision(dtype), None
    found = _WEIGHTS.match(quantization)
    if found is None:
        return None, None
    method = next((m for m in ("AWQ", "GPTQ") if m in quantization.upper()), None)
    precision = f"int{found['bits']}" if found["bits"] else spelling.precision(found["name"])
    return precision, method and method.lower()


def _recognises(document: Document) -> bool:
    return has(document.data, "engine", "performance", "request_info")


FORMAT = Format(
    id="trtllm-bench",
    tool="trtllm-bench",
    file="`--report_json` JSON",
    versions="0.17 to 1.x",
    meaning=(
        "Engine version, GPU, parallelism, precision and KV precision as stated. System rates as "
        "they are; per-GPU rates are not read, they follow from the world size."
    ),
    recognises=_recognises,
    runs=one_run,
    fill=fill,
)
