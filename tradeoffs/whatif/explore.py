"""Many configurations at once: a load curve, all splits and precisions, the cheapest of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from tradeoffs.whatif.calibration import Calibration
from tradeoffs.whatif.cost import usd_per_mtok
from tradeoffs.whatif.estimate import Estimates, Load, estimate
from tradeoffs.whatif.facts import Facts
from tradeoffs.whatif.parallelism import splits
from tradeoffs.whatif.points import Points
from tradeoffs.whatif.setups import resolve


def sweep(point: Points, load: Load, in_flight: np.ndarray, calibration: Calibration) -> Estimates:
    """One configuration under every number of sequences in flight, in their order."""
    rows = np.zeros(len(in_flight), dtype=int)
    many = replace(point.take(rows), batch=np.asarray(in_flight, dtype=float))
    return estimate(many, load.take(rows), calibration)


def options(
    base: Mapping[str, Any],
    gpus: Iterable[str],
    gpu_counts: Iterable[int],
    precisions: Iterable[str],
    concurrencies: Iterable[int],
) -> pd.DataFrame:
    """Every split of every number of GPUs, at every precision and load, as rows of set-ups.

    ``base`` states what stays the same: framework, model, isl and osl at least.
    """
    found = []
    for gpu, count, precision in product(gpus, gpu_counts, precisions):
        for (tp, pp, dp, ep), load in product(splits(count), concurrencies):
            found.append(
                {
                    **base,
                    "gpu": gpu,
                    "gpu_count": count,
                    "tp": tp,
                    "pp": pp,
                    "dp": dp,
                    "ep": ep,
                    "weight_precision": precision,
                    "scenario": "online-concurrency",
                    "concurrency": load,
                }
            )
    return pd.DataFrame(found)


def answered(rows: pd.DataFrame, facts: Facts, calibration: Calibration) -> pd.DataFrame:
    """Rows that have a speed, with every field of Estimates beside, the rate a GPU
    (``output_tok_s_per_gpu``) and the speed one user sees (``tok_s_per_user``)."""
    setups = resolve(rows, facts)
    load = Load(setups.framework, setups.family, setups.scenario, setups.rate_rps)
    found = estimate(setups.points, load, calibration)
    out = rows.iloc[setups.place].reset_index(drop=True)
    out = out.assign(**{f.name: getattr(found, f.name) for f in fields(found)})
    out["gpus"] = setups.points.gpus
    out["output_tok_s_per_gpu"] = out["output_tok_s"] / out["gpus"]
    out["tok_s_per_user"] = 1e3 / out["tpot_ms"]
    return out[out["output_tok_s"].notna()].reset_index(drop=True)


def frontier(found: pd.DataFrame) -> pd.DataFrame:
    """Rows that no other beats in both ``tok_s_per_user`` and ``output_tok_s_per_gpu``.

    Raises ValueError for rows of several frameworks (rule 3.8).
    """
    _refuse_several_frameworks(found)
    ranked = found.sort_values(
        ["tok_s_per_user", "output_tok_s_per_gpu"], ascending=False, kind="stable"
    )
    best_before = ranked["output_tok_s_per_gpu"].cummax().shift(fill_value=-np.inf)
    return ranked[ranked["output_tok_s_per_gpu"] > best_before].reset_index(drop=True)


@dataclass(frozen=True)
class Limits:
    """What a configuration must keep; None for no limit."""

    ttft_ms: float | None = None
    tpot_ms: float | None = None
    gpus: float | None = None
    usd_per_hour: float | None = None

    def keep(self, found: pd.DataFrame) -> np.ndarray:
        """Rows within every limit that is set."""
        inside = np.ones(len(found), dtype=bool)
        for limit in fields(self):
            most = getattr(self, limit.name)
            if most is not None:
                inside &= (found[limit.name] <= most).to_numpy()
        return inside


def priced(found: pd.DataFrame, usd_per_gpu_hour: Mapping[str, float]) -> pd.DataFrame:
    """Rows whose GPU has a price, with ``usd_per_hour`` of the system and ``usd_per_mtok``.

    The price is of a million output tokens at full load; ``_low`` and ``_high`` are its band.
    """
    price = found["gpu"].map(usd_per_gpu_hour)
    out = found[price.notna()].copy()
    price = price[price.notna()]
    out["usd_per_hour"] = price * out["gpus"]
    rate, width = out["output_tok_s"], out["width_output_tok_s"]
    for end, factor in (("", 1.0), ("_low", np.exp(-width)), ("_high", np.exp(width))):
        out[f"usd_per_mtok{end}"] = usd_per_mtok(price, out["gpus"], rate / factor)
    return out.reset_index(drop=True)


def cheapest(offers: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Rows of ``priced`` within the limits, the cheapest million tokens first.

    Raises ValueError for rows of several frameworks (rule 3.8).
    """
    _refuse_several_frameworks(offers)
    inside = offers[limits.keep(offers)]
    return inside.sort_values(["usd_per_mtok", "gpus"], kind="stable").reset_index(drop=True)


def rivals(ranked: pd.DataFrame) -> pd.DataFrame:
    """What would change the winner: the best of every other GPU, cheapest first.

    ``usd_per_gpu_hour_to_win`` is the price below which it would be first; ``is_tie`` says that
    its band and the winner's overlap, so that the order is not sure.
    """
    if ranked.empty:
        return ranked.assign(usd_per_gpu_hour_to_win=[], is_tie=[])
    winner = ranked.iloc[0]
    others = ranked[ranked["gpu"] != winner["gpu"]].drop_duplicates("gpu")
    price = others["usd_per_hour"] / others["gpus"]
    return others.assign(
        usd_per_gpu_hour_to_win=price * winner["usd_per_mtok"] / others["usd_per_mtok"],
        is_tie=others["usd_per_mtok_low"] <= winner["usd_per_mtok_high"],
    ).reset_index(drop=True)


def loosened(offers: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """The cheapest row if one limit were dropped, a row for each limit that is set: which limit
    (``dropped``) costs how much."""
    found = []
    for limit in fields(limits):
        if getattr(limits, limit.name) is not None:
            best = cheapest(offers, replace(limits, **{limit.name: None})).head(1)
            found.append(best.assign(dropped=limit.name))
    return pd.concat(found, ignore_index=True) if found else offers.head(0).assign(dropped=[])


def _refuse_several_frameworks(rows: pd.DataFrame) -> None:
    if rows["framework"].nunique() > 1:
        raise ValueError("the model orders configurations of one framework, never frameworks")
