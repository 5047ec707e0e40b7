"""Dated on-demand offers of each accelerator, and the price a reader chose. Pure.

A modelled cost or a three-year rental never stands in for a price: only on-demand offers count,
and none is taken unless the reader says which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from tradeoffs.formats import day, plural, span

RULES = ("none", "low", "median", "high")
RULE_LABELS = {
    "none": "No price",
    "low": "Lowest on-demand offer",
    "median": "Median on-demand offer",
    "high": "Highest on-demand offer",
}


@dataclass(frozen=True)
class Spread:
    """On-demand offers of one accelerator, USD for a GPU and hour, with the days they are of."""

    offers: pd.DataFrame
    low: float
    median: float
    high: float

    @cached_property
    def told(self) -> list[tuple[str, float]]:
        """Every offer in words with its price in cents' precision, the cheapest first."""
        return [
            (
                f"${o.usd_per_gpu_hour:.2f}  {o.provider}, {day(o.date)}",
                round(o.usd_per_gpu_hour, 2),
            )
            for o in self.offers.itertuples()
        ]

    @property
    def words(self) -> str:
        """``16 offers of $0.80 to 3.43 an hour, May to Nov 2026``."""
        n = plural(len(self.offers), "on-demand offer")
        days = span(self.offers.priced_on.min(), self.offers.priced_on.max())
        if self.low == self.high:
            return f"{n} of ${self.low:.2f} an hour, {days}"
        return f"{n} of ${self.low:.2f} to {self.high:.2f} an hour, {days}"


@dataclass(frozen=True)
class Price:
    """USD for a GPU and hour: ``kind`` is chosen or the rule in words, ``origin`` says of which
    offers and when."""

    usd: float
    kind: str
    origin: str


def spreads(offers: pd.DataFrame) -> dict[str, Spread]:
    """The on-demand offers by accelerator (rows of ``price_offers``)."""
    real = offers[(offers["basis"] == "on-demand") & offers["gpu_id"].notna()]
    found = {}
    for gpu, rows in real.groupby("gpu_id"):
        usd = rows["usd_per_gpu_hour"]
        ordered = rows.sort_values("usd_per_gpu_hour").reset_index(drop=True)
        found[str(gpu)] = Spread(ordered, float(usd.min()), float(usd.median()), float(usd.max()))
    return found


def price(gpu: str, typed: float, rule: str, known: Mapping[str, Spread]) -> Price | None:
    """The price of a GPU: the one typed, else that of the rule, else none."""
    if typed > 0:
        return Price(typed, "chosen", "chosen")
    spread = known.get(gpu)
    if rule == "none" or spread is None:
        return None
    kind = RULE_LABELS[rule].lower()
    days = span(spread.offers.priced_on.min(), spread.offers.priced_on.max())
    return Price(getattr(spread, rule), kind, f"{kind} of {len(spread.offers)}, {days}")
