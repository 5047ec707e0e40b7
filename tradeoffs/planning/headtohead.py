"""What was measured of two frameworks, where scenarios differ in them (rule 3.8)."""

from __future__ import annotations

from tradeoffs.evidence.findings import unfiltered
from tradeoffs.evidence.measured import Measured
from tradeoffs.evidence.orders import ORDERS
from tradeoffs.formats import plural
from tradeoffs.vocabulary import framework_label


def measured(rival: str, base: str, models: set[str]) -> list[dict[str, str]]:
    """One row a metric: rival ÷ base over all matched pairs, and over those of these models.

    Frameworks are named as in the ratio; too few pairs are counted, never summed up (rule 3.6).
    """
    everything = unfiltered().measured
    here = Measured(everything.pairs[everything.pairs["model_id"].isin(models)])
    name = f"{framework_label(rival)} ÷ {framework_label(base)}"
    return [
        {
            "Metric": words,
            "Measured": name,
            "All matched pairs": _said(everything, metric, rival, base),
            "Of this model": _said(here, metric, rival, base),
        }
        for metric, words in ORDERS.items()
    ]


def _said(found: Measured, metric: str, rival: str, base: str) -> str:
    told = found.estimate(metric, rival, base)
    extent = f"{plural(told.pairs, 'pair')}, {plural(told.setups, 'set-up')}"
    if not told.pairs:
        return "not measured"
    if not told.enough:
        return f"{extent}: too few for a ratio"
    tie = "tie within the band, " if told.low <= 1 <= told.high else ""
    return f"{tie}{told.ratio:.2f}× ({told.low:.2f} to {told.high:.2f}), {extent}"
