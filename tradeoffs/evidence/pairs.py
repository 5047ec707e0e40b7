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


def turned(pairs: pd.DataFrame, rival: str) -> pd.DataFrame:
    """Pairs of two frameworks with one of them as the rival, the other as the base.

    Columns ``rival``, ``base`` and, for both, label, value, version and result id
    (``rival_value`` …) replace the sides a and b; ``ratio`` is rival ÷ base.
    """
    first = not len(pairs) or pairs.framework_a.iloc[0] == rival
    own, other = ("a", "b") if first else ("b", "a")
    names = {f"{s}_{own}": f"rival_{s}" for s in _SIDES}
    names |= {f"{s}_{other}": f"base_{s}" for s in _SIDES}
    names |= {f"framework_{own}": "rival", f"framework_{other}": "base"}
    found = pairs.rename(columns=names)
    return found if first else found.assign(ratio=1 / found.ratio)


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
