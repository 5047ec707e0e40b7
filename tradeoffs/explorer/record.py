"""One measured point in full, as labelled lines of text. Pure."""

from __future__ import annotations

import pandas as pd

from tradeoffs.formats import age, day, is_missing, number, plain
from tradeoffs.vocabulary import LOAD_KINDS, QUALITY_FLAGS, SCENARIOS

_STATISTICS = {"mean": "mean", "p50": "median", "not stated": "mean or median not stated"}
_BASIS = {
    "derived": ("calculate", "throughput derived"),
    "from total": ("calculate", "throughput from a total rate"),
}


def badges(point: pd.Series) -> list[tuple[str, str]]:
    """Icon and words of each thing to know first: how the rate was got, and every flag."""
    found = [("verified", "measured")]
    if not is_missing(point.generated_tok_s_basis) and point.generated_tok_s_basis in _BASIS:
        found.append(_BASIS[point.generated_tok_s_basis])
    if not point.licence_stated:
        found.append(("gavel", "no licence stated"))
    if not is_missing(point.quality):
        flags = point.quality.split(";")
        found += [("flag", QUALITY_FLAGS.get(f, f).lower()) for f in flags]
    return found


def identity(point: pd.Series) -> dict[str, str]:
    """What was run, label to plain text; only what the source states."""
    lines = {
        "Model": point.model,
        "System": point.system_label,
        "Version": point.framework_version,
        "GPUs": _times(point.gpu_count, point.gpu),
        "Nodes": point.nodes,
        "Parallelism": parallelism(point),
        "Weights": point.weight_precision,
        "KV cache": point.kv_precision,
        "Quantization": point.quant_method,
        "Scenario": SCENARIOS.get(point.scenario, point.scenario),
        "Load": _load(point),
        "Prompt tokens": _figure(point.isl),
        "Output tokens": _figure(point.osl),
        "Dataset": point.dataset,
        "Requests": point.num_requests,
        "Measured": _measured(point),
    }
    return {k: plain(v) for k, v in lines.items() if not is_missing(v)}


def figures(point: pd.Series) -> dict[str, str]:
    """What was measured, label to text; latencies with every percentile the source gives."""
    lines = {
        "Time to first token": _latency(point, "ttft"),
        "Per output token": _latency(point, "tpot"),
        "End to end": _latency(point, "e2e"),
        "Output tok/s, stated": _figure(point.output_tok_s),
        "Total tok/s, stated": _figure(point.total_tok_s),
        "Requests per second": _figure(point.req_s),
        "Power, W": _figure(point.power_w),
    }
    return {k: plain(v) for k, v in lines.items() if not is_missing(v)}


def published(point: pd.Series) -> str:
    """When the source came out, as finely as it says, with its age where a month is stated."""
    if is_missing(point.published):
        return "undated"
    said = " to ".join(day(part) for part in point.published_on.split(" to "))
    return said if len(point.published_on) == 4 else f"{said}, {age(point.published)} old"


def parallelism(point: pd.Series) -> str | None:
    """``TP 2, PP 1``: the degrees the source states; None where it states none."""
    named = ((k.upper(), getattr(point, k)) for k in ("tp", "pp", "dp", "ep"))
    return ", ".join(f"{k} {int(v)}" for k, v in named if not is_missing(v)) or None


def _latency(point: pd.Series, kind: str) -> str | None:
    stated = [
        (name, point.get(f"{kind}_{column}_ms"))
        for name, column in (
            ("mean", "mean"),
            ("median", "p50"),
            ("p90", "p90"),
            ("p95", "p95"),
            ("p99", "p99"),
        )
    ]
    known = [(name, v) for name, v in stated if v is not None and not is_missing(v)]
    if not known:
        return None
    if point[f"{kind}_statistic"] == "not stated":
        return f"{number(known[0][1])} ms ({_STATISTICS['not stated']})"
    return ", ".join(f"{name} {number(v)}" for name, v in known) + " ms"


def _load(point: pd.Series) -> str | None:
    if is_missing(point.load_value):
        return None
    return f"{point.load_value:,g} {LOAD_KINDS[point.load_kind]}"


def _times(n, gpu: str) -> str:
    return gpu if is_missing(n) else f"{int(n)} × {gpu}"


def _figure(value) -> str | None:
    return None if is_missing(value) else number(value, 4)


def _measured(point: pd.Series) -> str | None:
    if is_missing(point.measured_date):
        return None
    return day(point.measured_date, point.measured_grain)
