"""The nearest flip where two options lack different values and their scores are quotients.

The rival draws level at weights w where, for some score τ, it reaches τ and the leader does not
pass it: p · w ≥ 0 with p = counts · (value − τ) of the rival, and q · w ≥ 0 with q = counts ·
(τ − value) of the leader. For one τ that is a linear programme, bounded from below by the greedy
answer to any mix of p and q (surrogate duality, Glover 1965). A branch and bound over τ closes the
gap between that bound and changes of weights that do draw level.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

PRECISION = 5e-4  # share of weight: half of the tenth of a point that is shown
_ROUNDS, _CELLS, _PARTS, _MOST_CELLS = 12, 16, 4, 800  # stretches of the score
_MIXES = np.linspace(0, 1, 9)
_ASIDE = (0.002, 0.03)  # how far beside a peak its two answers are looked for
_HAIR = 1e-5
_LEAD = 1e-6  # the rival must be able to lead, not only to draw level


@dataclass(frozen=True)
class Pair:
    """Leader and rival: weights, their values (0 where left out) and 1 where one counts."""

    weights: np.ndarray
    lead: np.ndarray
    rival: np.ndarray
    lead_counts: np.ndarray
    rival_counts: np.ndarray

    def p(self, score: np.ndarray) -> np.ndarray:
        """Rows p · w ≥ 0: the rival reaches each score."""
        return self.rival_counts * (self.rival - score[:, None])

    def q(self, score: np.ndarray) -> np.ndarray:
        """Rows q · w ≥ 0: the leader does not pass each score."""
        return self.lead_counts * (score[:, None] - _LEAD - self.lead)

    def lead_along(self, start: np.ndarray, way: np.ndarray) -> tuple[np.ndarray, ...]:
        """Of each way the coefficients of leader − rival (times both wholes) at start + t · way."""
        n0, m0, d0, e0 = (start @ x for x in self._sums())
        n1, m1, d1, e1 = (way @ x for x in self._sums())
        return n0 * e0 - m0 * d0, n0 * e1 + n1 * e0 - m0 * d1 - m1 * d0, n1 * e1 - m1 * d1

    def _sums(self) -> tuple[np.ndarray, ...]:
        return self.lead, self.rival, self.lead_counts, self.rival_counts


def nearest_level(match: Pair, at_most: float = np.inf) -> tuple[np.ndarray | None, bool]:
    """Weights at which the rival draws level, at most ``PRECISION`` further than the nearest.

    None where no weights do, or none that move less than ``at_most``. The second part tells
    whether that is proven; if not, bound and best find did not meet with the cells allowed.
    """
    floor = match.lead[match.lead_counts > 0].min()
    roof = match.rival[match.rival_counts > 0].max()
    if floor >= roof:
        return None, True
    edges = np.linspace(floor, roof, _CELLS + 1)
    low, high, best = edges[:-1], edges[1:], None
    for _ in range(_ROUNDS):
        bound, mix = _bound(match.p(low), match.q(high), match.weights)
        near = bound < at_most - PRECISION
        low, high, bound, mix = low[near], high[near], bound[near], mix[near]
        if not len(low):
            return best, True
        ends = _ends(match, low, high, mix)
        moved, after = _nearest(match, ends)
        if moved < at_most:
            at_most, best = moved, after
        near = bound < at_most - PRECISION
        parts = np.linspace(low[near], high[near], _PARTS + 1)
        low, high = parts[:-1].ravel(), parts[1:].ravel()
        if not len(low):
            return best, True
        if len(low) > _MOST_CELLS:
            break
    return best, False


def _nearest(match: Pair, ends: np.ndarray) -> tuple[float, np.ndarray | None]:
    """Least weight moved on the ways to the ends until the rival draws level; inf if on none."""
    reach = _reach(match, ends)
    level = np.isfinite(reach)
    if not level.any():
        return np.inf, None
    after = match.weights + reach[level, None] * (ends[level] - match.weights)
    moved = np.abs(after - match.weights).sum(axis=1) / 2
    return float(moved.min()), after[moved.argmin()]


def _bound(p: np.ndarray, q: np.ndarray, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Per row the highest bound over mixes of p and q, and the mix at which it stands.

    The bound has one peak along the mix, so a coarse look is narrowed twice.
    """
    rows, size = p.shape
    middle, width, top = np.full(rows, 0.5), 0.5, np.zeros(rows)
    for _ in range(3):
        mixes = np.clip(middle[:, None] + width * np.linspace(-1, 1, 17), 0, 1)
        c = (1 - mixes[..., None]) * p[:, None, :] + mixes[..., None] * q[:, None, :]
        found = least(c.reshape(-1, size), w)[0].reshape(rows, -1)
        pick = found.argmax(axis=1)
        top = np.maximum(top, found.max(axis=1))
        middle = np.take_along_axis(mixes, pick[:, None], axis=1)[:, 0]
        width /= 8
    return top, middle


def least(c: np.ndarray, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Per row the least weight moved so that c · w ≥ 0, and the weights after; inf if it cannot.

    All goes where c is largest, taken first where it is smallest: a fractional knapsack.
    """
    order = np.argsort(c, axis=1)
    sorted_c, sorted_w = np.take_along_axis(c, order, axis=1), w[order]
    gain = sorted_c[:, -1:] - sorted_c
    won = sorted_w * gain
    missing = np.maximum(-(c @ w), 0)[:, None] - (np.cumsum(won, axis=1) - won)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(gain > 0, np.clip(missing / gain, 0, sorted_w), 0)
    moved = share.sum(axis=1)
    after = np.repeat(w[None, :], len(c), axis=0)
    np.put_along_axis(after, order, sorted_w - share, axis=1)
    after[np.arange(len(c)), order[:, -1]] += moved
    return np.where(sorted_c[:, -1] >= 0, moved, np.inf), after


def _ends(match: Pair, low: np.ndarray, high: np.ndarray, mix: np.ndarray) -> np.ndarray:
    """Weights worth aiming at: mixes of the answers on both sides of each peak.

    The answers are to the strict ends of each cell, so that mixes can reach level. A second set
    leaves a hair of weight where the rival is best and the leader worst, since the nearest change
    may leave one of them all but unknown.
    """
    p, q = (np.tile(x, (len(_ASIDE), 1)) for x in (match.p(high), match.q(low)))
    aside = np.repeat(_ASIDE, len(mix))
    sides = [np.clip(np.tile(mix, len(_ASIDE)) + d, 0, 1)[:, None] for d in (-aside, aside)]
    left, right = (least((1 - s) * p + s * q, match.weights)[1] for s in sides)
    c0, c1, c2 = match.lead_along(left, right - left)
    with np.errstate(divide="ignore", invalid="ignore"):
        peak = np.nan_to_num(np.clip(-c1 / (2 * c2), 0, 1), nan=0.5)
    share = np.vstack([np.repeat(_MIXES[:, None], len(left), axis=1), peak])[..., None]
    made = ((1 - share) * left + share * right).reshape(-1, len(match.weights))
    best = np.where(match.rival_counts > 0, match.rival, -np.inf).argmax()
    worst = np.where(match.lead_counts > 0, match.lead, np.inf).argmin()
    hair = np.eye(len(match.weights))[[best, worst]].mean(axis=0)
    return np.vstack([made, (1 - _HAIR) * made + _HAIR * hair])


def _reach(match: Pair, ends: np.ndarray) -> np.ndarray:
    """How far along the way to each end the rival draws level; inf if weights run out.

    The smallest positive root of the comparison's quadratic, whose constant is positive.
    """
    ways = ends - match.weights
    c0, c1, c2 = match.lead_along(np.broadcast_to(match.weights, ways.shape), ways)
    with np.errstate(divide="ignore", invalid="ignore"):
        down = np.sqrt(c1 * c1 - 4 * c0 * c2) - c1
        reach = np.where(down > 0, 2 * c0 / down, np.inf)
        room = np.where(ways < 0, match.weights / -ways, np.inf).min(axis=1)
    return np.where(reach <= room, reach, np.inf)
