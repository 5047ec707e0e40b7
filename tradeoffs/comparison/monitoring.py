"""What each serving path exports, and PromQL for the common panels: pure logic.

Rows are those of ``queries/metric_names.sql``. A query is only built from a name, a type and
labels that the catalogue states; where one is missing there is a reason and no query.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from tradeoffs.formats import is_missing
from tradeoffs.vocabulary import FRAMEWORKS, framework_label

CONCEPTS = {
    "queue-depth": "Queue depth",
    "running-requests": "Running requests",
    "batch-size": "Batch size",
    "kv-cache-utilisation": "KV cache use",
    "token-throughput": "Token rate",
    "ttft": "TTFT",
    "inter-token-latency": "Inter-token latency",
    "e2e-latency": "End-to-end latency",
    "queue-time": "Time in the queue",
    "prefix-cache-hit": "Prefix cache hits",
    "preemptions": "Preemptions",
}
WINDOW = "5m"
_TRITON_PATHS = {
    "vLLM backend via :8002/metrics": ("triton-vllm", "Triton, vLLM backend"),
    "TensorRT-LLM backend via :8002/metrics": ("triton-tensorrt-llm", "Triton, TRT-LLM backend"),
    "tritonserver :8002/metrics (core)": ("triton", "Triton core"),
}


@dataclass(frozen=True)
class Panel:
    """A panel of a monitoring page: concepts that can fill it, first choice first."""

    title: str
    concepts: tuple[str, ...]
    kinds: tuple[str, ...]


# Kinds in order of preference: a counter's rate says more than a sampled gauge of a rate.
PANELS = (
    Panel("Queue depth", ("queue-depth",), ("gauge",)),
    Panel("Running requests or batch size", ("running-requests", "batch-size"), ("gauge", "ratio")),
    Panel("KV cache use", ("kv-cache-utilisation",), ("gauge",)),
    Panel("Token rate", ("token-throughput",), ("counter", "histogram", "gauge")),
    Panel("TTFT, 95th percentile", ("ttft",), ("histogram",)),
    Panel("Inter-token latency, 95th percentile", ("inter-token-latency",), ("histogram",)),
)


@dataclass(frozen=True)
class Filled:
    """A panel for one serving path: the query, or None with the reason; and what to know."""

    title: str
    query: str | None
    note: str


def path_id(framework: str, serving_path: str) -> str:
    """Stable id of a serving path for links: the framework's, Triton's backends apart."""
    return _TRITON_PATHS[serving_path][0] if framework == "triton" else framework


def path_label(framework: str, serving_path: str) -> str:
    """The name people read for a serving path."""
    return _TRITON_PATHS[serving_path][1] if framework == "triton" else framework_label(framework)


def with_paths(rows: pd.DataFrame) -> pd.DataFrame:
    """The catalogue with columns path and path_label; rows that name no single metric left out."""
    one = rows[rows.concept.isin(CONCEPTS)].copy()
    pairs = list(zip(one.framework, one.serving_path, strict=True))
    one["path"] = [path_id(*p) for p in pairs]
    one["path_label"] = [path_label(*p) for p in pairs]
    return one


def path_labels(catalogue: pd.DataFrame, *, others: bool = True) -> dict[str, str]:
    """Path id → label, the five frameworks first; without ``others`` only they."""
    seen = dict(zip(catalogue.path, catalogue.path_label, strict=True))
    of = dict(zip(catalogue.path, catalogue.framework, strict=True))

    def order(path: str) -> tuple:
        known = of[path] in FRAMEWORKS
        return (not known, FRAMEWORKS.index(of[path]) if known else 0, path)

    return {p: seen[p] for p in sorted(seen, key=order) if others or of[p] in FRAMEWORKS}


def names_table(catalogue: pd.DataFrame, *, others: bool) -> pd.DataFrame:
    """Concept × serving path with exact metric names; "not exported" and "–" (not looked up)."""
    paths = path_labels(catalogue, others=others)
    at: dict[tuple[str, str], list[str]] = {}
    for r in catalogue.itertuples():
        names = at.setdefault((r.concept, r.path), [])
        if not _absent(r):
            names.append(f"{r.metric_name}{_partly(r)}")
    return pd.DataFrame(
        [
            {"concept": label, **{paths[p]: _cell(at.get((concept, p))) for p in paths}}
            for concept, label in CONCEPTS.items()
        ]
    )


def _cell(names: list[str] | None) -> str:
    if names is None:
        return "–"
    return ", ".join(names) or "not exported"


def _partly(row: tuple) -> str:
    return " (in part)" if row.available == "partial" else ""


def _absent(row: tuple) -> bool:
    return row.available == "no" or is_missing(row.metric_name)


def gaps(catalogue: pd.DataFrame, path: str) -> list[str]:
    """Labels of the concepts that a serving path does not export or that were not looked up."""
    there = {r.concept for r in catalogue.itertuples() if r.path == path and not _absent(r)}
    return [label for concept, label in CONCEPTS.items() if concept not in there]


def coverage_answer(catalogue: pd.DataFrame) -> str:
    """Which serving path of the five exports most concepts, and which fewest, counted."""
    labels = path_labels(catalogue, others=False)
    there = {(r.path, r.concept) for r in catalogue.itertuples() if not _absent(r)}
    have = {p: sum((p, concept) in there for concept in CONCEPTS) for p in labels}
    most, least = max(have, key=have.get), min(have, key=have.get)
    return (
        f"{labels[most]} exports {have[most]} of {len(CONCEPTS)} things to watch, "
        f"{labels[least]} {have[least] or 'none'}"
    )


def promql(metric: str, kind: str, labels: str | None, *, total: bool = False) -> str:
    """PromQL of one exported metric.

    Gauge: as it is. Counter: its rate. "a / b" of counters: the ratio of their rates.
    Histogram: 95th percentile, or with ``total`` the rate of what it sums up. Labels given as
    name=value become a selector. Raises ValueError for another kind.
    """
    where = _selector(labels)
    if kind == "counter" and " / " in metric:
        above, below = metric.split(" / ")
        return f"rate({above}{where}[{WINDOW}]) / rate({below}{where}[{WINDOW}])"
    if kind == "counter":
        return f"rate({metric}{where}[{WINDOW}])"
    if kind == "histogram" and total:
        return f"rate({metric}_sum{where}[{WINDOW}])"
    if kind == "histogram":
        return f"histogram_quantile(0.95, sum by (le) (rate({metric}_bucket{where}[{WINDOW}])))"
    if kind == "gauge":
        return f"{metric}{where}"
    raise ValueError(f"no PromQL for a metric of type {kind!r}")


def _selector(labels: str | None) -> str:
    if is_missing(labels):
        return ""
    pairs = [part.strip().split("=", 1) for part in labels.split(",") if "=" in part]
    return "{" + ", ".join(f'{k}="{v}"' for k, v in pairs) + "}" if pairs else ""


def fill(panel: Panel, catalogue: pd.DataFrame, path: str) -> Filled:
    """The panel for a serving path, from the first metric of a kind that can fill it."""
    own = [r for r in catalogue.itertuples() if r.path == path and r.concept in panel.concepts]
    usable = [r for r in own if r.available == "yes" and _kind(r) in panel.kinds]
    if not usable:
        return Filled(panel.title, None, _why_empty(own))
    best = min(usable, key=lambda r: (panel.kinds.index(_kind(r)), panel.concepts.index(r.concept)))
    query = promql(
        best.metric_name, best.type, best.labels, total=best.concept == "token-throughput"
    )
    said = [_unit(best.metric_name)] if best.type == "histogram" else []
    said += [] if is_missing(best.note) else [best.note]
    return Filled(panel.title, query, "; ".join(s for s in said if s))


def _kind(row: tuple) -> str | None:
    if _absent(row) or is_missing(row.type):
        return None
    return "ratio" if " / " in row.metric_name else row.type


def _unit(metric: str) -> str:
    """The unit that a metric's own name states."""
    for ending, unit in (("_seconds", "in seconds"), ("_ms", "in milliseconds")):
        if metric.endswith(ending):
            return unit
    return ""


def _why_empty(own: list) -> str:
    if not own:
        return "not looked up"
    notes = list(dict.fromkeys(r.note for r in own if not is_missing(r.note)))
    return f"not available: {'; '.join(notes)}" if notes else "not available"
