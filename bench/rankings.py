"""Time of a full recompute of the measured rankings, beside the floor of asking for the pairs."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from typing import Any

from bench.reruns import timed
from bench.tables import print_table, progress
from tradeoffs import store
from tradeoffs.evidence import asking, findings

SELECTIONS: Mapping[str, dict[str, Any]] = {
    "all pairs": {},
    "with gaps and doubtful points": {"unstated": True, "doubtful": True},
    "one model": {"model": ("meta-llama/Llama-3.1-8B-Instruct",)},
    "Hopper": {"gen": ("hopper",)},
    "the last 24 months": {"age": 24},
}


def measure(runs: int) -> None:
    """Pairs, ratios, orders, flips and every verdict, nothing remembered, for some selections."""
    findings.unfiltered()
    rows = []
    for name, changes in SELECTIONS.items():
        progress(f"rankings: {name}")
        values = {**asking.DEFAULTS, **changes}
        floor = [_anew(lambda v=values: _pairs(v)) for _ in range(runs)]
        full = [_anew(lambda v=values: findings.find(v)) for _ in range(runs)]
        kept = [timed(lambda v=values: findings.find(v)) for _ in range(runs)]
        n = len(findings.find(values).measured.pairs)
        rows.append(
            [name, f"{n:,}", *(f"{statistics.median(x):,.1f}" for x in (floor, full, kept))]
        )
    print_table(
        f"Recompute of the measured rankings, milliseconds, median of {runs}",
        ["selection", "pairs", "the pairs alone", "full recompute", "again"],
        rows,
    )
    print(
        "\nA full recompute asks for pairs, FP8 pairs, MLPerf pairs and places, and works out every"
    )
    print("ratio, order, flip and verdict. Again: the same filters on the same data.")


def _pairs(values: Mapping[str, Any]) -> object:
    return store.ask("matched_pairs", **asking.parameters(values))


def _anew(call) -> float:
    """The pairs are asked anew; what does not hang on filters is asked before the clock starts."""
    store.current().forget()
    findings.forget()
    findings.ask_unfiltered(doubtful=False)
    findings.ask_unfiltered(doubtful=True)
    return timed(call)
