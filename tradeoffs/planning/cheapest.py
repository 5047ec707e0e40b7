"""The cheapest million tokens within a reader's limits, and what would change the winner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from tradeoffs.planning import exploring, prices, scenarios, splits
from tradeoffs.planning.known import Known
from tradeoffs.planning.prices import Price
from tradeoffs.whatif import explore
from tradeoffs.whatif.explore import Limits

LIMIT_KEYS = {"ttft_ms": "ttft", "tpot_ms": "tpot", "gpus": "gpus", "usd_per_hour": "budget"}
LIMIT_WORDS = {
    "ttft_ms": "the limit on TTFT",
    "tpot_ms": "the limit on TPOT",
    "gpus": "the limit on GPUs",
    "usd_per_hour": "the budget",
}


@dataclass(frozen=True)
class Found:
    """What a search came to. ``ranked`` are all rows within the limits, the cheapest first;
    ``offers`` all rows that fit and have a price; ``prices`` those used, by GPU; ``unpriced`` the
    GPUs left out for want of one."""

    offers: pd.DataFrame
    ranked: pd.DataFrame
    rivals: pd.DataFrame
    loosened: pd.DataFrame
    prices: Mapping[str, Price]
    unpriced: list[str]


def limits(values: Mapping[str, Any]) -> Limits:
    """The limits of a link; 0 is none."""
    return Limits(**{name: values[key] or None for name, key in LIMIT_KEYS.items()})


def priced_gpus(values: Mapping[str, Any], known: Known) -> tuple[dict[str, Price], list[str]]:
    """Price of every GPU searched, and those without one.

    A price typed for a scenario counts for its GPU, that of the first scenario where several
    differ; all others cost what the rule of the page says.
    """
    typed: dict[str, float] = {}
    for letter in scenarios.shown(values):
        if values[f"{letter}-usd"] > 0:
            typed.setdefault(values[f"{letter}-gpu"], values[f"{letter}-usd"])
    wanted = values["among"] or sorted({*known.prices, *typed})
    found = {g: prices.price(g, typed.get(g, 0), values["price"], known.prices) for g in wanted}
    return {g: p for g, p in found.items() if p}, [g for g, p in found.items() if not p]


def search(values: Mapping[str, Any], known: Known) -> Found:
    """Every split, precision and number of GPUs with a price, for the load of the page as a closed
    loop and the framework of the scenario in focus."""
    chosen = scenarios.choice(values, scenarios.focus(values))
    priced, unpriced = priced_gpus(values, known)
    work = (values["model"], chosen.kv, values["isl"], values["osl"], values["load"])
    # Twice the limit is searched too, so that what the limit itself costs can be said.
    counts = tuple(n for n in splits.COUNTS if n <= 2 * values["gpus"])
    parts = [_of_gpu(known, chosen.framework, gpu, counts, *work) for gpu in priced]
    parts = [p for p in parts if len(p)]
    if not parts:
        empty = pd.DataFrame()
        return Found(empty, empty, empty, empty, priced, unpriced)
    usd = {gpu: p.usd for gpu, p in priced.items()}
    offers = explore.priced(pd.concat(parts, ignore_index=True), usd)
    if values["sure"]:
        offers = at_far_end(offers)
    kept = limits(values)
    ranked = explore.cheapest(offers, kept)
    return Found(
        offers, ranked, explore.rivals(ranked), explore.loosened(offers, kept), priced, unpriced
    )


def at_far_end(offers: pd.DataFrame) -> pd.DataFrame:
    """The same rows with TTFT and TPOT at the slow end of their band, so that limits are kept for
    nine in ten measurements; the estimates stay in ``*_estimate``."""
    slow = {f: offers[f] * np.exp(offers[f"width_{f}"]) for f in ("ttft_ms", "tpot_ms")}
    return offers.assign(
        ttft_ms_estimate=offers["ttft_ms"], tpot_ms_estimate=offers["tpot_ms"], **slow
    )


@lru_cache(maxsize=256)
def _of_gpu(
    known: Known,
    framework: str,
    gpu: str,
    counts: tuple[int, ...],
    model: str,
    kv: str,
    isl: int,
    osl: int,
    load: int,
) -> pd.DataFrame:
    base = {"framework": framework, "model": model, "kv_precision": kv, "isl": isl, "osl": osl}
    return exploring.searched(known, base, gpu, counts, [load])
