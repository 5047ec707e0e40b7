"""vLLM ``bench serve``: one run a file, also with details, and the sweeps made of such runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import create_model

from tradeoffs.importers import spelling
from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Format, Run, first_value, json_lines
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem, shown
from tradeoffs.importers.shapes import Number, Shape, Words, plain_number, shaped

STATISTICS = {"mean": "mean", "median": "p50", "p50": "p50", "p90": "p90", "p95": "p95"}
STATISTICS |= {"p99": "p99"}
MEASURES = {"ttft": "ttft", "tpot": "tpot", "e2el": "e2e", "itl": "itl"}
# Server flags that a sweep may repeat in each run; the first four are columns.
_DEGREES = {
    "tensor_parallel_size": "tp",
    "pipeline_parallel_size": "pp",
    "data_parallel_size": "dp",
}
_NOTED = (
    "max_num_seqs",
    "max_num_batched_tokens",
    "max_model_len",
    "gpu_memory_utilization",
    "enable_chunked_prefill",
    "enable_prefix_caching",
    "enable_expert_parallel",
    "quantization",
    "dtype",
    "kv_cache_dtype",
)


class _Run(Shape):
    model_id: Words = None
    date: Words = None
    backend: Words = None
    endpoint_type: Words = None
    num_prompts: Number = None
    request_rate: Number = None
    max_concurrency: Number = None
    completed: Number
    failed: Number = None
    total_input_tokens: Number = None
    total_output_tokens: Number = None
    request_throughput: Number = None
    output_throughput: Number = None
    total_token_throughput: Number = None


_LATENCIES: dict[str, Any] = {
    f"{statistic}_{measure}_ms": (Number, None) for statistic in STATISTICS for measure in MEASURES
}
ServeRun = create_model("ServeRun", __base__=_Run, **_LATENCIES)


def statistics(run: Shape, measure: str, unit: str = "_ms") -> dict[str, float | None]:
    """Statistic of ours → value of ``measure`` in the unit of the file."""
    found: dict[str, float | None] = {}
    for spelt, ours in STATISTICS.items():
        value = getattr(run, f"{spelt}_{measure}{unit}", None)
        if value is not None:
            found[ours] = value
    return found


def fill(data: Any, point: Point) -> None:
    """One run; figures are of the whole server, latencies in ms."""
    run = shaped(ServeRun, data)
    failed = run.failed
    if failed is None and run.num_prompts is not None and run.completed is not None:
        failed = max(run.num_prompts - run.completed, 0)
    point.requests(run.completed, failed)
    if run.total_output_tokens == 0 or run.output_throughput == 0:
        raise ImportProblem(f"no output token in {run.completed:g} completed requests")
    if run.model_id:
        point.text("model", run.model_id)
        point.weak.add("model")
    if (engine := spelling.engine(run.backend or run.endpoint_type)) is not None:
        point.text("framework", engine)
        point.weak.add("framework")
    point.day(run.date)
    point.load(run.max_concurrency, run.request_rate)
    if run.completed:
        point.tokens("isl", (run.total_input_tokens or 0) / run.completed)
        point.tokens("osl", (run.total_output_tokens or 0) / run.completed)
    for measure, stem in MEASURES.items():
        if stem != "itl":
            point.latency(stem, statistics(run, measure))
    point.figure("output_tok_s", run.output_throughput)
    point.figure("total_tok_s", run.total_token_throughput)
    point.figure("req_s", run.request_throughput)
    _swept(data, point)


def _swept(data: dict[str, Any], point: Point) -> None:
    flags = {str(k).replace("-", "_"): v for k, v in data.items()}
    for flag, column in _DEGREES.items():
        point.count(column, plain_number(flags.get(flag)))
    told = [f"{f}={shown(flags[f], 40)}" for f in _NOTED if flags.get(f) not in (None, "")]
    if told:
        point.notes.append("server flags of the sweep: " + ", ".join(told))


def _recognises(document: Document) -> bool:
    run = first_value(document)
    return (
        isinstance(run, dict)
        and "completed" in run
        and ("model_id" in run or "run_number" in run)
        and any(key in run for key in ("mean_ttft_ms", "median_ttft_ms", "mean_tpot_ms"))
    )


def _runs(document: Document) -> Iterable[Run]:
    for place, data in json_lines(document):
        number = data.get("run_number") if isinstance(data, dict) else None
        told = f"run {shown(number, 20)}" if number is not None else ""
        yield " ".join(filter(None, (place, told))), data


FORMAT = Format(
    id="vllm-serve",
    tool="vLLM bench serve",
    file="`--save-result` JSON, plain or detailed; `bench sweep serve` runs and summary",
    versions="0.6 to 0.25",
    meaning=(
        "Latencies in ms and whole-server rates as they are; TPOT leaves the first token out. "
        "`max_concurrency` is the concurrency where the rate is unlimited. ITL is not TPOT and is "
        "left out. `backend` names an engine only where it is one, and a declared framework wins."
    ),
    recognises=_recognises,
    runs=_runs,
    fill=fill,
)
