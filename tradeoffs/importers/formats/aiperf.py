"""GenAI-Perf and AIPerf: metric → {unit, avg, p50 …}, at the top level or under ``records``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Format, one_run
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem, shown
from tradeoffs.importers.shapes import Number, Shape, Words, plain_number, shaped

_MS = {"ms": 1.0, "s": 1e3, "sec": 1e3, "seconds": 1e3, "us": 1e-3, "µs": 1e-3, "ns": 1e-6}
_PER_SECOND = ("requests/sec", "tokens/sec", "requests per sec", "tokens per sec", "per sec")
_STREAMED = "time_to_first_token"


class Metric(Shape):
    """One metric with its unit."""

    unit: Words = None
    avg: Number = None
    p50: Number = None
    p90: Number = None
    p95: Number = None
    p99: Number = None

    def statistics(self) -> dict[str, float | None]:
        """Statistic of ours → value in the unit of the file."""
        stats = {k: getattr(self, k) for k in ("p50", "p90", "p95", "p99")}
        return {"mean": self.avg, **stats}


def _metrics(data: Mapping[str, Any]) -> dict[str, Metric]:
    """Every metric of the file. Early AIPerf keeps them under `records`."""
    records = data.get("records")
    held = records if isinstance(records, Mapping) else data
    return {
        str(name): shaped(Metric, value)
        for name, value in held.items()
        if isinstance(value, Mapping) and "unit" in value
    }


def fill(data: Any, point: Point) -> None:
    """One run; each metric says its unit."""
    metrics = _metrics(data)
    _requests(data, metrics, point)
    config = data.get("input_config")
    config = config if isinstance(config, Mapping) else {}
    if (model := _model(config)) is not None:
        point.text("model", model)
        point.weak.add("model")
    point.load(_found(config, "concurrency"), _found(config, "request_rate"))
    start = data.get("start_time")
    point.day(start if isinstance(start, str | int | float) else None)
    point.tokens("isl", _average(metrics, "input_sequence_length", "num_input_token"))
    point.tokens("osl", _average(metrics, "output_sequence_length", "num_output_token"))
    latencies = {"ttft": _STREAMED, "tpot": "inter_token_latency", "e2e": "request_latency"}
    for stem, name in latencies.items():
        if name in metrics:
            point.latency(stem, metrics[name].statistics(), _ms(name, metrics[name]))
    rates = {"output_tok_s": "output_token_throughput", "total_tok_s": "total_token_throughput"}
    for column, name in (rates | {"req_s": "request_throughput"}).items():
        if name in metrics:
            point.figure(column, _per_second(name, metrics[name]))
    _doubts(data, metrics, point)


def _requests(data: Mapping[str, Any], metrics: Mapping[str, Metric], point: Point) -> None:
    completed = _average(metrics, "request_count")
    failed = _average(metrics, "error_request_count")
    errors = data.get("error_summary")
    if failed is None and isinstance(errors, list):
        counts = [plain_number(e.get("count")) for e in errors if isinstance(e, Mapping)]
        failed = sum(c for c in counts if c is not None)
    point.requests(completed, failed)
    if _average(metrics, "output_sequence_length", "output_token_throughput") == 0:
        raise ImportProblem("no output token in the completed requests")


def _doubts(data: Mapping[str, Any], metrics: Mapping[str, Metric], point: Point) -> None:
    if data.get("was_cancelled") is True:
        point.notes.append("the run was cancelled")
        point.warnings.append("the run was cancelled before its end")
    counted = _average(metrics, "output_sequence_length")
    reported = _average(metrics, "usage_completion_tokens")
    if counted and reported and abs(counted / reported - 1) > 0.1:
        told = f"the client counted {counted:g} output tokens a request, the server {reported:g}"
        point.notes.append(told)
        point.warnings.append(told)


def _average(metrics: Mapping[str, Metric], *names: str) -> float | None:
    return next((metrics[n].avg for n in names if n in metrics), None)


def _ms(name: str, metric: Metric) -> float:
    scale = _MS.get((metric.unit or "").lower())
    if scale is None:
        raise ImportProblem(f"{name} has the unit {shown(metric.unit)!r}, which is no time")
    return scale


def _per_second(name: str, metric: Metric) -> float | None:
    if (metric.unit or "").lower() not in _PER_SECOND:
        raise ImportProblem(f"{name} has the unit {shown(metric.unit)!r}, not a rate in seconds")
    return metric.avg


def _places(config: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Where versions keep the load: phases (newest), loadgen, stimulus, the configuration."""
    phases = config.get("phases")
    kinds = [p for p in phases if isinstance(p, Mapping)] if isinstance(phases, list) else []
    yield from (p for p in kinds if p.get("kind", "profiling") == "profiling")
    analyzer = config.get("perf_analyzer")
    stimulus = analyzer.get("stimulus") if isinstance(analyzer, Mapping) else None
    yield from (p for p in (config.get("loadgen"), stimulus, config) if isinstance(p, Mapping))


def _found(config: Mapping[str, Any], key: str) -> float | None:
    spelt = (key, key.replace("request_", "")) if key == "request_rate" else (key,)
    for place in _places(config):
        for name in spelt:
            if (value := plain_number(place.get(name))) is not None:
                return value
    return None


def _model(config: Mapping[str, Any]) -> str | None:
    """The first model named, wherever the version keeps it."""
    models, endpoint = config.get("models"), config.get("endpoint")
    items = models.get("items") if isinstance(models, Mapping) else models
    names = endpoint.get("model_names") if isinstance(endpoint, Mapping) else None
    for named in (items, names, config.get("model_names"), config.get("model")):
        first = named[0] if isinstance(named, list) and named else named
        if isinstance(first, Mapping):
            first = first.get("name")
        if isinstance(first, str):
            return first
    return None


def _recognises(document: Document) -> bool:
    data = document.data
    if not isinstance(data, dict):
        return False
    records = data.get("records")
    held = records if isinstance(records, dict) else data
    known = [held.get(k) for k in ("request_latency", "request_throughput", _STREAMED)]
    return any(isinstance(m, dict) and "unit" in m and "avg" in m for m in known)


def _is_aiperf(document: Document) -> bool:
    data = document.data
    return _recognises(document) and ("records" in data or "aiperf_version" in data)


def _is_genai_perf(document: Document) -> bool:
    return _recognises(document) and not _is_aiperf(document)


def _version(document: Document) -> str | None:
    version = document.data.get("aiperf_version")
    return version if isinstance(version, str) else None


_MEANING = (
    "Each metric states its unit. `inter_token_latency` is (latency − TTFT) ÷ (tokens − 1) of a "
    "request and becomes TPOT; `inter_chunk_latency` does not."
)
AIPERF = Format(
    id="aiperf",
    tool="AIPerf",
    file="`profile_export_aiperf.json`, metrics under `records` (2025) or at the top",
    versions="0.1 to 0.13",
    meaning=_MEANING,
    recognises=_is_aiperf,
    runs=one_run,
    fill=fill,
    tool_version=_version,
)
GENAI_PERF = Format(
    id="genai-perf",
    tool="GenAI-Perf",
    file="`profile_export_genai_perf.json`",
    versions="0.0.5 to 0.0.16",
    meaning=_MEANING,
    recognises=_is_genai_perf,
    runs=one_run,
    fill=fill,
)
