"""Weighted additive scores under a stated rule for missing values, and two checks on them.

Formulas stand in docs/method.md, "Deciding". Weights are shares: 0 or more, adding up to 1, in the
order of ``Values.criteria``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tradeoffs.decide.criteria import Values

TIE = 1e-9  # scores closer than this are the same
LEAVE_OUT, WORST_CASE, RANGE = "leave-out", "worst-case", "range"
RULES = {
    LEAVE_OUT: "A missing value is left out and the other weights of that option grow to 100 %.",
    WORST_CASE: "A missing value counts as the lowest it could be.",
    RANGE: "A missing value spans all it could be, and counts as the middle of that in the order.",
}


@dataclass(frozen=True)
class Scores:
    """Per option: score, lowest and highest possible (NaN without one), share of weight known."""

    options: tuple[str, ...]
    score: np.ndarray
    low: np.ndarray
    high: np.ndarray
    known: np.ndarray


@dataclass(frozen=True)
class Place:
    """An option's place: equal scores share a rank; no rank where nothing weighted is known."""

    option: str
    rank: int | None
    score: float
    low: float
    high: float
    known: float


def shares(weights: Mapping[str, float], criteria: Sequence[str]) -> np.ndarray:
    """Weights of these criteria as shares of their sum; one not named weighs 0.

    ValueError for a weight below 0 or not finite, and where all are 0.
    """
    found = np.array([float(weights.get(c, 0)) for c in criteria])
    for criterion, weight in zip(criteria, found, strict=True):
        if not np.isfinite(weight) or weight < 0:
            raise ValueError(f"weight of {criterion} is {weight}, not 0 or more")
    if not found.sum() > 0:
        raise ValueError("every weight is 0, so nothing can be added up")
    return found / found.sum()


def filled(values: Values, rule: str) -> tuple[np.ndarray, np.ndarray]:
    """Values with missing ones filled by the rule (0 where left out), and 1 where one counts.

    An option's score is (filled · weights) ÷ (counts · weights). ValueError for an unknown rule.
    """
    missing = np.isnan(values.value)
    if rule == LEAVE_OUT:
        return np.where(missing, 0.0, values.value), (~missing).astype(float)
    if rule == WORST_CASE:
        stand_in = values.low
    elif rule == RANGE:
        stand_in = (values.low + values.high) / 2
    else:
        raise ValueError(f"rule {rule!r} is none of {', '.join(RULES)}")
    return np.where(missing, stand_in, values.value), np.ones_like(values.value)


def scores(values: Values, weights: np.ndarray, rule: str) -> Scores:
    """The additive score of every option, with the range its intervals leave.

    Only under ``range`` do missing values widen the range; the other rules fix them.
    """
    fill, counts = filled(values, rule)
    fixed = np.isnan(values.value) & (rule != RANGE)
    low = np.where(fixed, fill, values.low)
    high = np.where(fixed, fill, values.high)
    known = (~np.isnan(values.value)) @ weights
    whole = counts @ weights
    with np.errstate(invalid="ignore"):
        divided = [
            np.where(whole > 0, part @ weights / whole, np.nan) for part in (fill, low, high)
        ]
    return Scores(values.options, *divided, known)


def ranking(found: Scores) -> list[Place]:
    """Best first; equal scores share a rank and stand in order of id, unscored options last."""
    places = []
    for i, option in enumerate(found.options):
        scored = not np.isnan(found.score[i])
        rank = 1 + int((found.score > found.score[i] + TIE).sum()) if scored else None
        figures = (float(a[i]) for a in (found.score, found.low, found.high, found.known))
        places.append(Place(option, rank, *figures))
    return sorted(places, key=lambda p: (p.rank is None, p.rank or 0, p.option))


def leaders(options: Sequence[str], score: np.ndarray) -> tuple[str, ...]:
    """The ids that share the best score, in order of id; none where nothing is scored."""
    if np.isnan(score).all():
        return ()
    best = np.nanmax(score)
    return tuple(sorted(o for o, s in zip(options, score, strict=True) if s >= best - TIE))


def contenders(values: Values, weights: np.ndarray) -> tuple[str, ...]:
    """Options that lead for some reading of all uncertain and missing values, under any rule.

    Those whose highest score is not below the lowest of any other. A single one leads whatever
    the values turn out to be.
    """
    found = scores(values, weights, RANGE)
    bar = found.low.max(initial=0)
    return tuple(o for o, h in zip(found.options, found.high, strict=True) if h >= bar - TIE)


def topsis(values: Values, weights: np.ndarray, rule: str) -> np.ndarray:
    """Closeness of every option to the ideal, 0 to 1 (Hwang and Yoon 1981); NaN if unscored.

    The ideal is 1 and the anti-ideal 0 on every criterion's scale, so adding an option cannot
    reorder the others. Left-out values leave their criterion out of both distances.
    """
    fill, counts = filled(values, rule)
    near = np.sqrt((counts * (weights * (1 - fill)) ** 2).sum(axis=1))
    far = np.sqrt((counts * (weights * fill) ** 2).sum(axis=1))
    with np.errstate(invalid="ignore"):
        return np.where(counts @ weights > 0, far / (near + far), np.nan)


def dominance(values: Values) -> list[tuple[str, str]]:
    """Pairs (better, worse): at least as good on every criterion and better on one, for certain.

    Certain means the lowest of the one against the highest of the other, so a missing value
    dominates nothing unless its interval says so.
    """
    least = values.low[:, None, :] - values.high[None, :, :]
    holds = (least >= -TIE).all(axis=2) & (least > TIE).any(axis=2)
    return [(values.options[i], values.options[j]) for i, j in np.argwhere(holds)]
