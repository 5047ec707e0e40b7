"""Rows of ``matched_pairs`` as one framework against another, with their ages. Pure.

A pair is the figure of two frameworks in the same set-up and load (rule 3.3). Ratios are rival ÷
base; a lead is the same turned so that more is better for the rival.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from tradeoffs.evidence.ranking import BETTER

_SIDES = ("label", "value", "version", "result_id")
_MONTH = 30.44  # days


def strict(pairs: pd.DataFrame, unstated: bool) -> pd.DataFrame:
    """The pairs that count; ``unstated`` lets in those with a dimension neither side states."""
    return pairs if unstated else pairs[~pairs.gap]


def against(pairs: pd.DataFrame, base: str) -> pd.DataFrame:
    """Pairs of ``base`` with every rival (``both_ways``)."""
    mine = pairs[(pairs.framework_a == base) | (pairs.framework_b == base)]
    turned = both_ways(mine)
    return turned[turned.base == base].reset_index(drop=True)


def both_ways(pairs: pd.DataFrame) -> pd.DataFrame:
    """Every pair twice, once with each framework as the rival.

    Columns ``rival``, ``base`` and, for both, label, value, version and result id
    (``rival_value`` …) replace the sides a and b; ``ratio`` is rival ÷ base.
    """
    parts = []
    for rival, base in (("a", "b"), ("b", "a")):
        names = {f"{s}_{rival}": f"rival_{s}" for s in _SIDES}
        names |= {f"{s}_{base}": f"base_{s}" for s in _SIDES}
        names |= {f"framework_{rival}": "rival", f"framework_{base}": "base"}
        parts.append(pairs.rename(columns=names))
    found = pd.concat(parts, ignore_index=True)
    return found.assign(ratio=found.rival_value / found.base_value)


def lead(ratio: pd.Series | np.ndarray, metric: str) -> np.ndarray:
    """ln of how far the rival is ahead: 0 for equal, positive where it is better."""
    return BETTER[metric] * np.log(np.asarray(ratio, dtype=float))


def with_ages(pairs: pd.DataFrame, versions: pd.DataFrame) -> pd.DataFrame:
    """Adds ``rival_newer`` and ``base_newer``: stable releases since the measured version.

    ``versions`` are rows of ``version_ages``; unknown stays missing.
    """
    newer = versions.set_index(["framework", "version"]).newer_releases
    found = {}
    for side in ("rival", "base"):
        keys = pd.MultiIndex.from_frame(pairs[[side, f"{side}_version"]])
        found[f"{side}_newer"] = newer.reindex(keys).to_numpy(float)
    return pairs.assign(**found)


def recent(pairs: pd.DataFrame, months: int, today: dt.date) -> pd.DataFrame:
    """The pairs measured in the last ``months``; 0 keeps all. Undated ones are not recent."""
    if not months:
        return pairs
    since = pd.Timestamp(today) - pd.Timedelta(days=months * _MONTH)
    return pairs[pairs.measured_date >= since]


def ages_months(pairs: pd.DataFrame, today: dt.date) -> pd.Series:
    """Age of each dated pair in months."""
    dated = pairs.measured_date.dropna()
    return (pd.Timestamp(today) - dated).dt.days / _MONTH
