"""inference-perf: lifecycle metrics of a stage or of the whole run; times in seconds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tradeoffs.importers import spelling
from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Companion, Format, one_run
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem
from tradeoffs.importers.shapes import Number, Shape, has, shaped

FITS = 0.2  # largest part by which the tool's TPOT may miss its own latencies


class Stats(Shape):
    """Statistics of one metric."""

    mean: Number = None
    median: Number = None
    p90: Number = None
    p95: Number = None
    p99: Number = None

    def statistics(self) -> dict[str, float | None]:
        """Statistic of ours → value."""
        found = {"mean": self.mean, "p50": self.median, "p90": self.p90}
        return found | {"p95": self.p95, "p99": self.p99}


class Latency(Shape):
    """Latencies in s."""

    request_latency: Stats | None = None
    time_to_first_token: Stats | None = None
    time_per_output_token: Stats | None = None


class Throughput(Shape):
    """Rates of the whole server."""

    output_tokens_per_sec: Number = None
    total_tokens_per_sec: Number = None
    requests_per_sec: Number = None


class Successes(Shape):
    """What completed."""

    count: Number
    latency: Latency = Latency()
    throughput: Throughput = Throughput()
    prompt_len: Stats | None = None
    output_len: Stats | None = None


class Failures(Shape):
    """What did not."""

    count: Number = None


class Load(Shape):
    """How the load was offered."""

    requested_rate: Number = None
    achieved_rate: Number = None
    concurrency: Number = None


class StageRun(Shape):
    """One file."""

    load_summary: Load
    successes: Successes
    failures: Failures = Failures()


def fill(data: Any, point: Point) -> None:
    """One stage, or the whole run where no rate is stated."""
    run = shaped(StageRun, data)
    done = run.successes
    point.requests(done.count, run.failures.count)
    if done.output_len and done.output_len.mean == 0:
        raise ImportProblem("no output token in the completed requests")
    _load(run.load_summary, point)
    point.tokens("isl", done.prompt_len and done.prompt_len.mean)
    point.tokens("osl", done.output_len and done.output_len.mean)
    latency = done.latency
    for stem, stats in (("ttft", latency.time_to_first_token), ("e2e", latency.request_latency)):
        if stats:
            point.latency(stem, stats.statistics(), 1000)
    if latency.time_per_output_token:
        _tpot(latency.time_per_output_token, point)
    point.figure("output_tok_s", done.throughput.output_tokens_per_sec)
    point.figure("total_tok_s", done.throughput.total_tokens_per_sec)
    point.figure("req_s", done.throughput.requests_per_sec)


def _load(load: Load, point: Point) -> None:
    if load.concurrency:
        point.load(load.concurrency, load.requested_rate)
    elif load.requested_rate:
        point.load(None, load.requested_rate)
    else:
        point.cells["scenario"] = "online-rate"
        point.notes.append("all stages of the run together")
        point.warnings.append("no rate is stated: it mixes all stages, the stage files tell more")
    if load.achieved_rate and load.requested_rate:
        point.notes.append(f"{load.achieved_rate:.4g} requests/s were sent")


def _tpot(stats: Stats, point: Point) -> None:
    """Some versions divide by stream events, of which a token may have several: then it is none."""
    cells = point.cells
    ttft, e2e, osl = (cells.get(c) for c in ("ttft_mean_ms", "e2e_mean_ms", "osl"))
    if stats.mean and ttft and e2e and osl and osl > 1:
        expected = ttft + (osl - 1) * stats.mean * 1000
        if abs(expected / e2e - 1) > FITS:
            told = f"its time per output token, {stats.mean * 1000:.4g} ms, does not fit"
            point.notes.append(f"{told} TTFT and latency of the same file and is left out")
            point.warnings.append(f"{told} its own latencies: left out")
            return
    point.latency("tpot", stats.statistics(), 1000)


def _recognises(document: Document) -> bool:
    return has(document.data, "load_summary", "successes")


def _is_config(document: Document) -> bool:
    data = document.data
    return has(data, "server", "load") and ("api" in data or "data" in data)


def _facts(document: Document) -> Mapping[str, Any]:
    server = document.data.get("server")
    if not isinstance(server, Mapping):
        return {}
    facts = {"framework": spelling.engine(str(server.get("type")))}
    model = server.get("model_name")
    return {**facts, "model": model if isinstance(model, str) else None}


FORMAT = Format(
    id="inference-perf",
    tool="inference-perf",
    file="`stage_N_lifecycle_metrics.json`, `summary_lifecycle_metrics.json`",
    versions="0.1 to 0.7",
    meaning=(
        "Seconds become ms. Its time per output token is taken where it fits TTFT and latency of "
        "the same file; versions that count stream events do not, and it is left out."
    ),
    recognises=_recognises,
    runs=one_run,
    fill=fill,
)
CONFIG = Companion(
    id="inference-perf-config",
    tool="inference-perf",
    file="`config.yaml`",
    meaning="Engine and model of the results beside it.",
    recognises=_is_config,
    facts=_facts,
)
