"""Which uncertain value, moved alone within its interval, changes the winner: what to measure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tradeoffs.decide.criteria import Values
from tradeoffs.decide.scoring import TIE, filled, leaders, scores


@dataclass(frozen=True)
class Swing:
    """An uncertain value that can change the winner, all on the scale of 0 to 1.

    ``winner`` leads once the value is on the far side of ``threshold``: above it where
    ``upward``, else below. ``part`` is the share of the interval on that side. ``missing`` says
    that nobody stated the value; once stated, it counts under every rule.
    """

    option: str
    criterion: str
    low: float
    high: float
    threshold: float
    upward: bool
    part: float
    winner: str
    missing: bool


def deciding_values(values: Values, weights: np.ndarray, rule: str) -> list[Swing]:
    """Values whose interval reaches a change of winner, the likeliest to change it first.

    Only one value moves at a time; all others stay as they count under the rule.
    """
    found = scores(values, weights, rule).score
    ahead = leaders(values.options, found)
    if not ahead:
        return []
    uncertain = np.argwhere((values.high - values.low > TIE) & (weights > 0))
    swings = [_swing(values, weights, rule, found, ahead[0], i, k) for i, k in uncertain]
    return sorted((s for s in swings if s), key=lambda s: (-s.part, s.option, s.criterion))


def _swing(
    values: Values,
    weights: np.ndarray,
    rule: str,
    found: np.ndarray,
    leader: str,
    i: int,
    k: int,
) -> Swing | None:
    """The option's score is a rising line in its value, so one threshold parts the interval."""
    fill, counts = filled(values, rule)
    fill, counts = fill[i].copy(), counts[i].copy()
    fill[k], counts[k] = 0.0, 1.0
    whole = counts @ weights
    others = np.delete(found, i)
    if np.isnan(others).all():
        return None
    threshold = float((np.nanmax(others) * whole - fill @ weights) / weights[k])
    low, high = float(values.low[i, k]), float(values.high[i, k])
    option, upward = values.options[i], values.options[i] != leader
    changes = high - threshold if upward else threshold - low
    if changes <= TIE:
        return None
    rival = leaders([o for o in values.options if o != option], others)[0]
    return Swing(
        option=option,
        criterion=values.criteria[k],
        low=low,
        high=high,
        threshold=min(max(threshold, low), high),
        upward=upward,
        part=min(changes / (high - low), 1.0),
        winner=option if upward else rival,
        missing=bool(np.isnan(values.value[i, k])),
    )
