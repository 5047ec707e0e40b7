"""GuideLLM: benchmarks.json and .yaml, schema v1 (up to 0.6) and v2 (from 0.7)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Format, Run
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem, shown
from tradeoffs.importers.shapes import Number, Shape, Words, shaped


class Interval(Shape):
    """A confidence interval."""

    lower: Number = None
    upper: Number = None


class Distribution(Shape):
    """Statistics of one metric over the requests of one outcome."""

    mean: Number = None
    median: Number = None
    percentiles: dict[str, Number] = {}
    mean_ci: Interval | None = None

    def statistics(self) -> dict[str, float | None]:
        """Statistic of ours → value in the unit of the metric."""
        found = {p: self.percentiles.get(p) for p in ("p50", "p90", "p95", "p99")}
        return found | {"mean": self.mean, "p50": self.median}


class Outcomes(Shape):
    """One metric, of the requests that succeeded."""

    successful: Distribution = Distribution()


class Totals(Shape):
    """Requests by outcome."""

    successful: Number = None
    errored: Number = None
    incomplete: Number = None


class Metrics(Shape):
    """What is read of a benchmark's metrics; latency in s, the others in ms as named."""

    request_totals: Totals | None = None
    requests_per_second: Outcomes = Outcomes()
    request_concurrency: Outcomes = Outcomes()
    request_latency: Outcomes = Outcomes()
    prompt_token_count: Outcomes = Outcomes()
    output_token_count: Outcomes = Outcomes()
    time_to_first_token_ms: Outcomes = Outcomes()
    time_per_output_token_ms: Outcomes = Outcomes()
    inter_token_latency_ms: Outcomes = Outcomes()
    output_tokens_per_second: Outcomes = Outcomes()
    tokens_per_second: Outcomes = Outcomes()


class Strategy(Shape):
    """How requests were sent."""

    type_: Words = None
    streams: Number = None
    rate: Number = None
    max_concurrency: Number = None


class Warned(Shape):
    """The tool's own doubt."""

    message: Words = None
    code: Words = None


class Benchmark(Shape):
    """One point of a file."""

    metrics: Metrics
    warnings: list[Warned] | None = None
    start_time: Number = None


def _runs(document: Document) -> Iterable[Run]:
    shared = {"model": _model(document.data), "dataset": _dataset(document.data)}
    for i, one in enumerate(document.data["benchmarks"], 1):
        yield f"benchmark {i}", (one, shared)


def fill(data: Any, point: Point) -> None:
    """One benchmark; figures of the requests that succeeded."""
    raw, shared = data
    run = shaped(Benchmark, raw)
    metrics = run.metrics
    totals = metrics.request_totals or Totals()
    point.requests(totals.successful, totals.errored)
    if metrics.output_token_count.successful.mean == 0:
        raise ImportProblem("no output token in the completed requests")
    _load(_strategy(raw), point)
    if model := _model(raw) or shared["model"]:
        point.text("model", model)
        point.weak.add("model")
    point.text("dataset", shared["dataset"])
    point.day(run.start_time)
    point.tokens("isl", metrics.prompt_token_count.successful.mean)
    point.tokens("osl", metrics.output_token_count.successful.mean)
    point.latency("ttft", metrics.time_to_first_token_ms.successful.statistics())
    point.latency("tpot", metrics.inter_token_latency_ms.successful.statistics())
    point.latency("e2e", metrics.request_latency.successful.statistics(), 1000)
    point.figure("output_tok_s", metrics.output_tokens_per_second.successful.mean)
    point.figure("total_tok_s", metrics.tokens_per_second.successful.mean)
    point.figure("req_s", metrics.requests_per_second.successful.mean)
    _notes(run, point)


def _notes(run: Benchmark, point: Point) -> None:
    metrics = run.metrics
    own = metrics.time_per_output_token_ms.successful.mean
    if own:
        point.notes.append(f"the tool's time per token, first token included, is {own:.4g} ms")
    for name, outcomes in (
        ("TTFT", metrics.time_to_first_token_ms),
        ("TPOT", metrics.inter_token_latency_ms),
    ):
        interval = outcomes.successful.mean_ci
        if interval and interval.lower is not None and interval.upper is not None:
            span = f"{interval.lower:.4g} to {interval.upper:.4g} ms"
            point.notes.append(f"confidence interval of mean {name} {span}")
    if metrics.request_totals and metrics.request_totals.incomplete:
        point.notes.append(f"{metrics.request_totals.incomplete:g} requests cut off at the end")
    for doubt in run.warnings or []:
        told = shown(doubt.message or doubt.code, 200)
        point.notes.append(f"load generator: {told}")
        point.warnings.append(f"load generator: {told}")


def _load(strategy: Strategy, point: Point) -> None:
    kind = (strategy.type_ or "").lower()
    if kind == "synchronous":
        point.cells["scenario"] = "single-stream"
        point.count("concurrency", 1)
    elif kind == "concurrent":
        point.load(strategy.streams or strategy.max_concurrency, None)
    elif kind == "throughput":
        point.load(strategy.max_concurrency, math.inf)
    elif kind in ("constant", "poisson", "async"):
        point.load(strategy.max_concurrency, strategy.rate)
        if "request_rate_rps" not in point.cells:
            raise ImportProblem(f"a {kind} load without a rate")
    else:
        raise ImportProblem(f"its load is of the kind {shown(strategy.type_)!r}, not known here")


def _strategy(raw: Mapping[str, Any]) -> Strategy:
    """v2 and late v1: `config.strategy`; early v1: `args.strategy`."""
    for holder in ("config", "args"):
        held = raw.get(holder)
        if isinstance(held, Mapping) and isinstance(held.get("strategy"), Mapping):
            return shaped(Strategy, held["strategy"])
    raise ImportProblem("it does not say how requests were sent (no strategy)")


def _model(data: Any) -> str | None:
    """The model that the backend was asked for, wherever the version keeps it."""
    for path in (
        ("config", "spec", "backend", "model"),
        ("config", "backend", "model"),
        ("args", "model"),
        ("worker", "backend_model"),
    ):
        value = data
        for key in path:
            value = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(value, str) and value:
            return value
    return None


def _dataset(data: Mapping[str, Any]) -> str | None:
    """`synthetic` where the file says so; other data are not named, they may be paths."""
    spec = data.get("config")
    spec = spec.get("spec") if isinstance(spec, Mapping) else None
    told = (spec or {}).get("data") if isinstance(spec, Mapping) else None
    first = told[0] if isinstance(told, list) and told else None
    kind = first.get("kind") if isinstance(first, Mapping) else None
    return "synthetic" if kind == "synthetic_text" else None


def _recognises(document: Document) -> bool:
    data = document.data
    runs = data.get("benchmarks") if isinstance(data, dict) else None
    return (
        isinstance(runs, list)
        and bool(runs)
        and isinstance(runs[0], dict)
        and isinstance(runs[0].get("metrics"), dict)
    )


def _version(document: Document) -> str | None:
    held = document.data.get("metadata")
    version = held.get("guidellm_version") if isinstance(held, Mapping) else None
    return version if isinstance(version, str) else None


FORMAT = Format(
    id="guidellm",
    tool="GuideLLM",
    file="`benchmarks.json` or `.yaml`, v1 (`args`) and v2 (`metadata`, `config.spec`)",
    versions="0.2 to 0.8",
    meaning=(
        "Figures of the successful requests. Its inter-token latency is our TPOT; its own time per "
        "output token includes the first token and stands in the notes. `tokens_per_second` counts "
        "the prompt too. Confidence intervals and warnings of the load generator go to the notes."
    ),
    recognises=_recognises,
    runs=_runs,
    fill=fill,
    tool_version=_version,
)
