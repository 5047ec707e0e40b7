"""What change of the weights changes the winner: the interval of each weight, the nearest flip.

Both are solved in closed form, for every rule. Under ``leave-out`` a score is a quotient, not a
line in the weights; a comparison of two options is then the sign of a quadratic along the path
looked at, and its roots are exact. Formulas stand in docs/method.md, "Deciding".

Options without a score at the weights given take no part: any weight on the one thing known of
them could bring them to the top.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tradeoffs.decide.criteria import Values
from tradeoffs.decide.scoring import TIE, filled, leaders, scores

_STEP = 1e-7  # how far beyond a tie the new leader is read


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

    ``moved`` is the share of all weight moved, half the sum of absolute changes; ``takes`` says
    how much from which criteria, ``to`` which one. Any step beyond makes the rival win. ``weights``
    are those after the change. ``smallest`` is False where only transfers between two criteria
    were searched for some rival (``leave-out`` with different gaps).
    """

    rival: str
    moved: float
    takes: tuple[tuple[str, float], ...]
    to: str
    weights: tuple[float, ...]
    smallest: bool


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

    def along(self, rival: int, start: np.ndarray, way: np.ndarray) -> tuple[float, float, float]:
        """Coefficients c0, c1, c2 of leader − rival (times both wholes) at start + t · way."""
        pair, ways = [self.leader, rival], np.stack([start, way]).T
        (n0, n1), (m0, m1) = (self.fill[pair] @ ways).tolist()
        (d0, d1), (e0, e1) = (self.counts[pair] @ ways).tolist()
        return n0 * e0 - m0 * d0, n0 * e1 + n1 * e0 - m0 * d1 - m1 * d0, n1 * e1 - m1 * d1


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
    ends, after = {}, {}
    for end in (0.0, 1.0):
        lost = [
            first_loss(match.along(r, others, alone - others), weight, end) for r in match.rivals
        ]
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


def nearest_flip(match: Contest) -> Flip | None:
    """The smallest change of weights that changes the winner; None if none can.

    Weights stay 0 or more and add up to 1. Where options level share the top, nothing has to move.
    """
    smallest = all(match.straight(r) for r in match.rivals)
    flips = [_flip(match, r, smallest) for r in match.rivals]
    return min((f for f in flips if f), key=lambda f: (f.moved, f.rival), default=None)


def _flip(match: Contest, rival: int, smallest: bool) -> Flip | None:
    found = _any_change(match, rival) if match.straight(rival) else _one_transfer(match, rival)
    if found is None:
        return None
    takes, to = found
    after = match.weights.copy()
    for k, share in takes:
        after[k] -= share
        after[to] += share
    names = match.values.criteria
    return Flip(
        rival=match.values.options[rival],
        moved=float(sum(share for _, share in takes)),
        takes=tuple((names[k], float(share)) for k, share in takes),
        to=names[to],
        weights=tuple(map(float, np.maximum(after, 0))),
        smallest=smallest,
    )


Found = tuple[list[tuple[int, float]], int] | None


def _any_change(match: Contest, rival: int) -> Found:
    """Least weight moved so that a · w ≥ 0, where a is rival minus leader, criterion by criterion.

    A fractional knapsack, solved exactly by greed: all weight goes where the rival is furthest
    ahead, taken first where it is furthest behind, since each share moved then gains most.
    """
    ahead = match.fill[rival] - match.fill[match.leader]
    to = int(np.argmax(ahead))
    if ahead[to] <= TIE:
        return None
    missing = -float(ahead @ match.weights)
    takes = []
    for k in np.argsort(ahead, kind="stable"):
        if missing <= TIE:
            break
        gain = float(ahead[to] - ahead[k])
        share = min(float(match.weights[k]), missing / gain) if gain > 0 else 0.0
        if share > 0:
            takes.append((int(k), share))
            missing -= share * gain
    return takes, to


def _one_transfer(match: Contest, rival: int) -> Found:
    """Least weight moved from one criterion to one other so that the rival draws level."""
    size, best = len(match.weights), None
    for source in np.flatnonzero(match.weights > 0):
        for to in range(size):
            way = np.eye(size)[to] - np.eye(size)[source]
            limit = float(match.weights[source]) if best is None else best[0]
            limit = min(limit, float(match.weights[source]))
            path = match.along(rival, match.weights, way)
            share = first_loss(path, 0.0, limit) if to != source else None
            if share is not None and (best is None or share < best[0]):
                best = (share, int(source), to)
    return ([(best[1], best[0])], best[2]) if best else None
