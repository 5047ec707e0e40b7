"""Why it is slow: the terms of a latency in a few causes, and curves over the load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from tradeoffs.planning.known import Known
from tradeoffs.planning.scenarios import Plans, Scenario
from tradeoffs.whatif.estimate import breakdown
from tradeoffs.whatif.explore import sweep

CAUSES = {
    "Reading weights": ("weights_read", "experts_read"),
    "Reading KV cache": ("kv_read",),
    "Arithmetic of the step": ("decode_math",),
    "Reading prompts": (
        "prefill_math",
        "prefill_experts",
        "prefill_attention",
        "prefill_read",
    ),
    "Waiting for prompts": ("queue", "burst"),
    "Between GPUs": ("reduce_latency", "reduce_bytes", "prefill_reduce"),
    "Launch and host": (
        "layer_launch",
        "expert_launch",
        "sequence_host",
        "step_host",
        "prefill_host",
    ),
}
LOADS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)


def kind(scenario: str, wanted: str) -> str:
    """The latency that is taken apart: a static batch only as a whole."""
    return "static" if scenario == "static-batch" else wanted


def title(rows: pd.DataFrame, latency: str) -> str:
    """The largest cause, scenario by scenario where they differ; ``rows`` as by ``causes``."""
    largest = rows.loc[rows.groupby("letter", sort=False)["ms"].idxmax()]
    if largest.cause.nunique() == 1:
        return f"{largest.cause.iloc[0]} is the largest part of the {latency}"
    each = [f"{r.letter} {r.cause[0].lower()}{r.cause[1:]}" for r in largest.itertuples()]
    return f"Largest part of the {latency}: {'; '.join(each)}"


def causes(plans: Plans, scenarios: Sequence[Scenario], of: str, known: Known) -> pd.DataFrame:
    """One row per scenario × cause that takes time: letter, label, cause, ms."""
    points = replace(plans.setups.points, batch=plans.found.in_flight)
    parts = breakdown(points, plans.setups.framework, plans.setups.family, of, known.calibration)
    if "burst" in parts:  # an open loop has no first burst
        is_open = plans.load.scenario == "online-rate"
        parts["burst"] = np.where(is_open, 0.0, parts["burst"])
    rows = []
    for s in scenarios:
        for cause, terms in CAUSES.items():
            seconds = sum(float(parts[t][s.place]) for t in terms if t in parts)
            rows.append(
                {
                    "letter": s.name,
                    "label": f"{s.name}  {s.choice.label}",
                    "cause": cause,
                    "ms": seconds * 1e3,
                }
            )
    found = pd.DataFrame(rows, columns=["letter", "label", "cause", "ms"])
    return found[found["ms"] > 0].reset_index(drop=True)


def curves(plans: Plans, scenarios: Sequence[Scenario], known: Known) -> pd.DataFrame:
    """One row per scenario × load that fits: letter, in_flight, rate a GPU with its band, and
    ``is_here`` at the load of the page. An open loop is drawn over what it has in flight."""
    found = []
    for s in scenarios:
        at = np.array([s.place])
        point, load = plans.setups.points.take(at), plans.load.take(at)
        if load.scenario[0] == "online-rate":
            load = replace(load, scenario=np.array(["online-concurrency"]))
        loads = np.array(sorted({*LOADS, s.in_flight}))
        out = sweep(point, load, loads, known.calibration)
        gpus = s.choice.split.gpus
        rate, width = out.output_tok_s / gpus, out.width_output_tok_s
        rows = pd.DataFrame(
            {
                "letter": s.name,
                "in_flight": loads,
                "tok_s_per_gpu": rate,
                "low": rate * np.exp(-width),
                "high": rate * np.exp(width),
                "ttft_ms": out.ttft_ms,
                "tpot_ms": out.tpot_ms,
                "is_here": loads == s.in_flight,
            }
        )
        found.append(rows[np.isfinite(rate)])
    return pd.concat(found, ignore_index=True)
