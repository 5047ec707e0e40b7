"""MLPerf ``mlperf_log_summary.txt``: the summary that LoadGen writes for one run."""

from __future__ import annotations

from typing import Any

from tradeoffs.importers.documents import Document
from tradeoffs.importers.format import Format, Run
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem, shown

_SCENARIOS = {"server": "server", "offline": "offline", "singlestream": "single-stream"}
_STATISTICS = {
    "mean": "mean {}",
    "p50": "50.00 percentile {}",
    "p90": "90.00 percentile {}",
    "p95": "95.00 percentile {}",
    "p99": "99.00 percentile {}",
}
_MEASURES = {
    "ttft": "first token latency (ns)",
    "tpot": "time to output token (ns)",
    "e2e": "latency (ns)",
}


def _runs(document: Document) -> list[Run]:
    facts: dict[str, str] = {}
    for line in document.text.splitlines():
        key, colon, value = line.partition(":")
        if colon and value.strip():
            facts.setdefault(" ".join(key.lower().split()), value.strip())
    return [("", facts)]


def fill(data: dict[str, Any], point: Point) -> None:
    """One run; nanoseconds → ms. Offline latencies are waiting in line and left out."""
    point.is_mlperf = True
    if data.get("result is") != "VALID":
        raise ImportProblem(f"its result is {shown(data.get('result is', 'not stated'))}")
    if (mode := data.get("mode", "PerformanceOnly")) != "PerformanceOnly":
        raise ImportProblem(f"it is a run of the mode {shown(mode)}")
    scenario = _SCENARIOS.get(data.get("scenario", "").replace(" ", "").lower())
    if scenario is None:
        raise ImportProblem(f"scenario {shown(data.get('scenario', 'not stated'))} is not read")
    point.cells["scenario"] = scenario
    if scenario == "server":
        point.figure("request_rate_rps", _number(data, "target_qps"))
    elif scenario == "single-stream":
        point.count("concurrency", 1)
    if scenario != "offline":
        for stem, measure in _MEASURES.items():
            stats = {ours: _number(data, key.format(measure)) for ours, key in _STATISTICS.items()}
            point.latency(stem, stats, 1e-6)
    prefix = "completed " if scenario == "server" else ""
    point.figure("output_tok_s", _number(data, f"{prefix}tokens per second"))
    point.figure("req_s", _number(data, f"{prefix}samples per second"))
    _notes(data, point)


def _notes(data: dict[str, Any], point: Point) -> None:
    point.notes.append("own LoadGen run, not a submission: unverified by MLCommons")
    limits = [_number(data, f"{m}_latency (ns)") for m in ("ttft", "tpot")]
    if limits[0] and limits[1]:
        ttft, tpot = (limit / 1e6 for limit in limits)
        point.notes.append(f"latency limits TTFT {ttft:g} ms, TPOT {tpot:g} ms (p99)")


def _number(data: dict[str, Any], key: str) -> float | None:
    told = data.get(key)
    if told is None:
        return None
    try:
        return float(told)
    except ValueError:
        raise ImportProblem(f"{key}: not a number ({shown(told)})") from None


def _recognises(document: Document) -> bool:
    return document.kind == "text" and "MLPerf Results Summary" in document.text[:2000]


FORMAT = Format(
    id="mlperf-log",
    tool="MLPerf LoadGen",
    file="`mlperf_log_summary.txt`",
    versions="4.1 to 6.0",
    meaning=(
        "Only runs whose result is VALID. Nanoseconds become ms; completed tokens and samples per "
        "second are the rates. Kept apart as MLPerf, and marked as no submission. Model and system "
        "are not in the file: declare them."
    ),
    recognises=_recognises,
    runs=_runs,
    fill=fill,
)
