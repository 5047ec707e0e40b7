"""llm-d Benchmark Report, YAML or JSON: v0.1 and v0.2; every statistic carries its unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tradeoffs.importers import spelling
from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Format, one_run
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem, shown
from tradeoffs.importers.shapes import Number, Shape, Words, plain_number, shaped

_MS = {"s": 1e3, "ms": 1.0, "us": 1e-3, "ns": 1e-6}
_RATES = ("tokens/s", "queries/s", "requests/s")


class Stat(Shape):
    """One metric with its unit."""

    units: Words = None
    mean: Number = None
    p50: Number = None
    p90: Number = None
    p95: Number = None
    p99: Number = None

    def statistics(self) -> dict[str, float | None]:
        """Statistic of ours → value in the unit of the file."""
        return {k: getattr(self, k) for k in ("mean", "p50", "p90", "p95", "p99")}


class Latency(Shape):
    """Latencies, each in its own unit."""

    time_to_first_token: Stat | None = None
    time_per_output_token: Stat | None = None
    inter_token_latency: Stat | None = None
    request_latency: Stat | None = None


class Requests(Shape):
    """How many, how long."""

    total: Number = None
    failures: Number = None
    incomplete: Number = None
    input_length: Stat | None = None
    output_length: Stat | None = None


class Performance(Shape):
    """v0.1 has plain rates, v0.2 statistics of them."""

    requests: Requests = Requests()
    latency: Latency = Latency()
    throughput: dict[str, Any] = {}


class Accelerator(Shape):
    """Boards of one component."""

    model: Words = None
    count: Number = None
    parallelism: dict[str, Any] | None = None


class Engine(Shape):
    """One component of the stack, v0.1 and v0.2 brought together."""

    tool: Words = None
    tool_version: Words = None
    role: Words = None
    replicas: Number = None
    model: dict[str, Any] = {}
    accelerator: Accelerator = Accelerator()


def fill(data: Any, point: Point) -> None:
    """One report; units as each statistic states them."""
    run = shaped(Performance, _performance(data))
    requests = run.requests
    done = requests.total
    if done is not None:
        done -= (requests.failures or 0) + (requests.incomplete or 0)
    point.requests(done, requests.failures)
    if requests.output_length and requests.output_length.mean == 0:
        raise ImportProblem("no output token in the completed requests")
    _load(data, point)
    _server(data, point)
    point.tokens("isl", requests.input_length and requests.input_length.mean)
    point.tokens("osl", requests.output_length and requests.output_length.mean)
    for stem, stat in (
        ("ttft", run.latency.time_to_first_token),
        ("tpot", run.latency.time_per_output_token),
        ("e2e", run.latency.request_latency),
    ):
        if stat is not None:
            point.latency(stem, stat.statistics(), _ms(stem, stat))
    for column, names in (
        ("output_tok_s", ("output_token_rate", "output_tokens_per_sec")),
        ("total_tok_s", ("total_token_rate", "total_tokens_per_sec")),
        ("req_s", ("request_rate", "requests_per_sec")),
    ):
        point.figure(column, _rate(run.throughput, names))


def _at(data: Any, *path: str) -> Any:
    for key in path:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data


def _performance(data: Any) -> Any:
    found = _at(data, "metrics") or _at(data, "results", "request_performance", "aggregate")
    if not isinstance(found, Mapping):
        raise ImportProblem("it has no aggregate of its requests")
    return found


def _ms(stem: str, stat: Stat) -> float:
    scale = _MS.get((stat.units or "").split("/")[0])
    if scale is None:
        raise ImportProblem(f"{stem} has the unit {shown(stat.units)!r}, which is no time")
    return scale


def _rate(throughput: Mapping[str, Any], names: Iterable[str]) -> float | None:
    for name in names:
        held = throughput.get(name)
        if isinstance(held, Mapping):
            stat = shaped(Stat, held)
            if stat.units not in _RATES:
                raise ImportProblem(f"{name} has the unit {shown(stat.units)!r}, not a rate")
            return stat.mean
        if (rate := plain_number(held)) is not None:
            return rate
    return None


def _load(data: Any, point: Point) -> None:
    told = _at(data, "scenario", "load", "standardized")
    told = told if isinstance(told, Mapping) else {}
    rate, flying = (plain_number(told.get(k)) for k in ("rate_qps", "concurrency"))
    if rate is None and flying is None:
        args = _at(data, "scenario", "load", "args")
        args = args if isinstance(args, Mapping) else {}
        rate = plain_number(args.get("request_rate", args.get("qps")))
        flying = plain_number(args.get("max_concurrency", args.get("concurrency")))
    point.load(flying, rate)
    tool = told.get("tool") or _at(data, "scenario", "load", "name")
    if isinstance(tool, str):
        point.notes.append(f"load from {shown(tool, 60)}")
    start = _at(data, "run", "time", "start") or _at(data, "metrics", "time", "start")
    point.day(start if isinstance(start, str | int | float) else None)


def _server(data: Any, point: Point) -> None:
    engines = list(_engines(data))
    if not engines:
        return
    first = engines[0]
    layered = (first.tool or "").lower() == "llm-d"
    point.text("framework", None if layered else spelling.engine(first.tool))
    if not layered and first.tool_version and len(first.tool_version) < 40:
        point.text("framework_version", first.tool_version)
    elif first.tool_version:
        point.notes.append(f"{first.tool} {shown(first.tool_version, 100)}")
    roles = {(e.role or "").lower() for e in engines}
    if {"prefill", "decode"} <= roles:
        point.notes.append(f"prefill/decode split: {len(engines)} components")
    elif layered:
        point.text("serving_layer", "llm-d")
    name = first.model.get("name")
    if isinstance(name, str):
        point.text("model", name)
        point.weak.add("model")
    point.text("weight_precision", spelling.precision(_word(first.model.get("quantization"))))
    point.text("gpu", first.accelerator.model)
    _counts(engines, point)


def _counts(engines: list[Engine], point: Point) -> None:
    """GPUs of all components. With replicas the report does not say which it counts: by degrees."""
    total = 0.0
    for one in engines:
        count, replicas = one.accelerator.count, one.replicas or 1
        degrees = _degrees(one)
        size = degrees["tp"] * degrees["pp"] * degrees["dp"]
        if count is None or (replicas > 1 and count not in (size, size * replicas)):
            point.warnings.append("it does not say how many GPUs all replicas use together")
            total = 0.0
            break
        total += count if count == size * replicas else count * replicas
    if total:
        point.count("gpu_count", total)
    if len({tuple(_degrees(e).items()) for e in engines}) == 1:
        for column, value in _degrees(engines[0]).items():
            if engines[0].accelerator.parallelism:
                point.count(column, value)


def _degrees(one: Engine) -> dict[str, float]:
    told = one.accelerator.parallelism or {}
    return {k: plain_number(told.get(k)) or 1.0 for k in ("tp", "pp", "dp", "ep")}


def _engines(data: Any) -> Iterable[Engine]:
    stack = _at(data, "scenario", "stack")
    if isinstance(stack, list):
        for component in stack:
            held = _at(component, "standardized")
            kind = _at(held, "kind") or _at(component, "metadata", "kind")
            if kind == "inference_engine":
                yield shaped(Engine, held)
        return
    boards = _at(data, "scenario", "host", "accelerator")
    engines = _at(data, "scenario", "platform", "engine")
    roles = _at(data, "scenario", "host", "type")
    for i, board in enumerate(boards if isinstance(boards, list) else []):
        engine = engines[i] if isinstance(engines, list) and i < len(engines) else {}
        yield shaped(
            Engine,
            {
                "tool": _at(engine, "name"),
                "tool_version": _at(engine, "version"),
                "role": roles[i] if isinstance(roles, list) and i < len(roles) else None,
                "model": _at(data, "scenario", "model") or {},
                "accelerator": board,
            },
        )


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _recognises(document: Document) -> bool:
    data = document.data
    return (
        isinstance(data, dict)
        and isinstance(data.get("scenario"), dict)
        and "version" in data
        and ("metrics" in data or "results" in data)
    )


def _version(document: Document) -> str | None:
    return shown(document.data.get("version"), 20)


FORMAT = Format(
    id="llm-d-report",
    tool="llm-d Benchmark Report",
    file="`benchmark_report….yaml` or `.json`",
    versions="0.1, 0.2, 0.2.1",
    meaning=(
        "Each statistic states its unit, which the plausibility check doubts where it cannot be. "
        "`.inf` is an unlimited rate or concurrency. GPUs of all engine components count together."
    ),
    recognises=_recognises,
    runs=one_run,
    fill=fill,
    tool_version=_version,
)
