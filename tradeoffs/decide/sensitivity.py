"""What change of the weights changes the winner: the interval of each weight, the nearest flip.

Intervals are solved in closed form for every rule: under ``leave-out`` a score is a quotient, and a
comparison of two options is the sign of a quadratic in one weight, whose roots are exact. The flip
is closed too where options lack the same values; else ``quotients`` proves it to the tenth of a
point that is shown. Formulas stand in docs/method.md, "Deciding".

Options without a score at the weights given take no part: any weight on the one thing known of
them could bring them to the top.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tradeoffs.decide.criteria import Values
from tradeoffs.decide.quotients import Pair, least, nearest_level
from tradeoffs.decide.scoring import TIE, filled, leaders, scores

_STEP = 1e-7  # how far beyond a tie the new leader is read
_SEEN = 1e-6  # changes of a weight below this are rounding


@dataclass(frozen=True)
class WeightInterval:
    """Where one weight may lie, the others keeping their proportions, while the winner stays.

    Shares of 1. ``below`` and ``above`` lead just beyond an end; None where nobody takes over.
    """

    criterion: str
    weight: float
    low: float
    high: float
    below: str | None
    above: str | None


@dataclass(frozen=True)
class Flip:
    """The smallest change of weights that brings ``rival`` level with the winner.

    ``moved`` is the share of all weight moved, half the sum of absolute changes; ``takes`` and
    ``gives`` say how much from and to which criteria. Any step beyond makes the rival win.
    ``weights`` are those after the change.
    """

    rival: str
    moved: float
    takes: tuple[tuple[str, float], ...]
    gives: tuple[tuple[str, float], ...]
    weights: tuple[float, ...]


@dataclass(frozen=True)
class Contest:
    """The leader's comparison with every option, ready for the paths of the weights."""

    values: Values
    weights: np.ndarray
    fill: np.ndarray
    counts: np.ndarray
    leader: int
    rivals: tuple[int, ...]

    @property
    def winner(self) -> str:
        """The id of the leader; of those level, the first in order of id."""
        return self.values.options[self.leader]

    def straight(self, rival: int) -> bool:
        """True where both have the same gaps, so that their comparison is a line in the weights."""
        return bool((self.counts[rival] == self.counts[self.leader]).all())

    def best(self, weights: np.ndarray) -> int:
        """Who leads at other weights among those scored now."""
        rows = [self.leader, *self.rivals]
        whole = self.counts[rows] @ weights
        with np.errstate(invalid="ignore"):
            found = np.where(whole > 0, self.fill[rows] @ weights / whole, -np.inf)
        return rows[int(np.argmax(found))]

    def pair(self, rival: int) -> Pair:
        """The leader and one rival alone."""
        rows = [self.leader, rival]
        return Pair(self.weights, *self.fill[rows], *self.counts[rows])

    def along(self, rival: int, start: np.ndarray, way: np.ndarray) -> tuple[float, float, float]:
        """Coefficients c0, c1, c2 of leader − rival (times both wholes) at start + t · way."""
        c0, c1, c2 = self.pair(rival).lead_along(start, way)
        return float(c0), float(c1), float(c2)


def contest(values: Values, weights: np.ndarray, rule: str) -> Contest | None:
    """The comparison at these weights; None where no option has a score."""
    found = scores(values, weights, rule).score
    ahead = leaders(values.options, found)
    if not ahead:
        return None
    leader = values.options.index(ahead[0])
    scored = [i for i in np.flatnonzero(~np.isnan(found)) if i != leader]
    rivals = sorted(scored, key=lambda i: values.options[i])
    return Contest(values, weights, *filled(values, rule), leader, tuple(map(int, rivals)))


def weight_intervals(match: Contest) -> list[WeightInterval]:
    """The interval of every weight in which the winner stays at or level with the top.

    The others keep their proportions; where they are all 0 they share equally.
    """
    return [_interval(match, k) for k in range(len(match.weights))]


def _interval(match: Contest, k: int) -> WeightInterval:
    weight, size = float(match.weights[k]), len(match.weights)
    alone = np.eye(size)[k]
    others = match.weights * (1 - alone)
    if others.sum() < TIE:
        others = 1 - alone
    name = match.values.criteria[k]
    if size == 1:
        return WeightInterval(name, weight, 0.0, 1.0, None, None)
    others = others / others.sum()
    paths = [match.along(r, others, alone - others) for r in match.rivals]
    ends, after = {}, {}
    for end in (0.0, 1.0):
        lost = [first_loss(path, weight, end) for path in paths]
        found = [t for t in lost if t is not None]
        ends[end], after[end] = end, None
        if found:
            ends[end] = max(found) if end < weight else min(found)
            beyond = ends[end] + (_STEP if end > weight else -_STEP)
            best = match.best(others + beyond * (alone - others))
            after[end] = match.values.options[best]
    return WeightInterval(name, weight, ends[0.0], ends[1.0], after[0.0], after[1.0])


def first_loss(coefficients: tuple[float, float, float], start: float, end: float) -> float | None:
    """Where c0 + c1·t + c2·t² first turns negative on the way from start to end; None if never.

    Touching 0 is no loss. Roots are exact (the stable form of the quadratic formula).
    """
    sign = 1 if end >= start else -1
    ahead = sorted(t for t in (sign * r for r in _roots(*coefficients)) if t > sign * start)
    stops = [start, *(sign * t for t in ahead if t < sign * end), end]
    c0, c1, c2 = coefficients
    for a, b in zip(stops, stops[1:], strict=False):
        middle = (a + b) / 2
        if c0 + middle * (c1 + middle * c2) < -1e-13:
            return a
    return None


def _roots(c0: float, c1: float, c2: float) -> list[float]:
    if abs(c2) < 1e-13:
        return [-c0 / c1] if abs(c1) > 1e-13 else []
    inside = c1 * c1 - 4 * c2 * c0
    if inside < 0:
        return []
    q = -(c1 + math.copysign(math.sqrt(inside), c1)) / 2
    return [q / c2] + ([c0 / q] if q else [])


def nearest_flip(match: Contest) -> tuple[Flip | None, bool]:
    """The smallest change of weights that changes the winner, None if none does; and if proven.

    Weights stay 0 or more and add up to 1. Where options level share the top, nothing has to
    move. Rivals that compare in a straight line come first, since they bound the others.
    """
    best, proven = None, True
    for rival in sorted(match.rivals, key=lambda r: not match.straight(r)):
        at_most = best.moved if best else np.inf
        after, sure = _level(match, rival, at_most)
        proven = proven and sure
        found = None if after is None else _flip(match, rival, after)
        if found and (best is None or found.moved < best.moved - TIE):
            best = found
    return best, proven


def _level(match: Contest, rival: int, at_most: float) -> tuple[np.ndarray | None, bool]:
    """Weights nearest to the present ones at which the rival draws level, and if proven."""
    if match.straight(rival):
        return _any_change(match, rival), True
    if match.along(rival, match.weights, np.zeros_like(match.weights))[0] <= TIE:
        return match.weights, True
    return nearest_level(match.pair(rival), at_most)


def _flip(match: Contest, rival: int, after: np.ndarray) -> Flip:
    change = after - match.weights
    names = match.values.criteria
    takes = [(names[k], float(-change[k])) for k in np.argsort(change) if change[k] < -_SEEN]
    gives = [(names[k], float(change[k])) for k in np.argsort(-change) if change[k] > _SEEN]
    return Flip(
        rival=match.values.options[rival],
        moved=float(np.abs(change).sum() / 2),
        takes=tuple(takes),
        gives=tuple(gives),
        weights=tuple(map(float, np.maximum(after, 0))),
    )


def _any_change(match: Contest, rival: int) -> np.ndarray | None:
    """Weights of the least move so that a · w ≥ 0, where a is rival minus leader.

    None where the rival is nowhere ahead. Exact: see ``quotients.least``.
    """
    ahead = match.fill[rival] - match.fill[match.leader]
    if ahead.max() <= TIE:
        return None
    return least(ahead[None, :], match.weights)[1][0]
