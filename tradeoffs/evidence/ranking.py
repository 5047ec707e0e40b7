"""An order of frameworks from matched pairs, with the places each may hold. Pure.

All pairs of a metric are laid into one network: the log ratio of a set-up is the difference of
two frameworks' levels, and the levels are the weighted least squares solution over all pairs at
once. Two frameworks are apart where the interval of their ratio excludes 1: that of their own pairs
where these are enough, else that of their levels. A framework's best place counts those that are
apart and ahead, its worst those that are not behind (after Klein, Wright and Wieczorek 2020, on
ranks from pairwise comparisons).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from tradeoffs.evidence.estimate import (
    SETUP,
    Setups,
    codes,
    drawn_weights,
    effective_number,
    interval,
    numbered,
    source_weights,
    summed_up,
)
from tradeoffs.vocabulary import FRAMEWORKS

BETTER = {"ttft": -1, "itl": -1, "throughput": 1}  # sign of a better figure


@dataclass(frozen=True)
class Place:
    """A ranked framework: the places it may hold, and its level against the best one.

    ``ratio`` is its figure over that of the framework in front (1 for the front itself).
    """

    framework: str
    best: int
    worst: int
    ratio: float


@dataclass(frozen=True)
class Ranking:
    """The measured order of one metric, best first; frameworks with too few pairs are unranked."""

    metric: str
    places: tuple[Place, ...]
    unranked: tuple[str, ...]
    apart: frozenset[tuple[str, str]] = frozenset()  # (ahead, behind)

    def place(self, framework: str) -> Place | None:
        """The place of a framework, None where it is unranked."""
        return next((p for p in self.places if p.framework == framework), None)

    def ahead(self, a: str, b: str) -> int:
        """1 where a is ahead of b for certain, −1 where behind, 0 where tied or unranked."""
        return int((a, b) in self.apart) - int((b, a) in self.apart)


def rank(
    measured: Mapping[tuple[str, str], Setups],
    metric: str,
    frameworks: Iterable[str] = FRAMEWORKS,
) -> Ranking:
    """Ranks frameworks by the set-ups of every two (a before b in the alphabet, ratios a ÷ b).

    From measured pairs only (rule 3.8); those of too few set-ups are left out (rule 3.6).
    """
    everyone = tuple(frameworks)
    edges = {key: found for key, found in measured.items() if found.enough}
    members = _connected(edges, everyone)
    if not members:
        return Ranking(metric, (), everyone)
    net = _Network(edges, members)
    better = BETTER[metric]
    apart = set()
    for (i, a), (j, b) in combinations(enumerate(members), 2):
        first, second = sorted((a, b))
        known = edges.get((first, second))
        side = _side(known) * (1 if a == first else -1) if known else net.side(i, j)
        if side:
            apart.add((a, b) if side * better > 0 else (b, a))
    levels = dict(zip(members, net.levels(), strict=True))
    order = sorted(members, key=lambda f: -better * levels[f])
    places = tuple(
        Place(
            f,
            1 + sum((other, f) in apart for other in members),
            len(members) - sum((f, other) in apart for other in members),
            float(np.exp(levels[f] - levels[order[0]])),
        )
        for f in order
    )
    unranked = tuple(f for f in everyone if f not in members)
    return Ranking(metric, places, unranked, frozenset(apart))


def _side(edge: Setups) -> int:
    return summed_up(edge, median=float("nan")).side


def _connected(edges: Iterable[tuple[str, str]], frameworks: tuple[str, ...]) -> tuple[str, ...]:
    """The largest group of frameworks that pairs connect, in reading order."""
    groups = [{f} for f in frameworks]
    for a, b in edges:
        joined = [g for g in groups if a in g or b in g]
        groups = [g for g in groups if g not in joined] + [set().union(*joined)]
    largest = max(groups, key=len)
    return tuple(f for f in frameworks if f in largest) if len(largest) > 1 else ()


def _arms(setup: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Frameworks in the set-up of each row: m of them make m(m−1)/2 pairs, m−1 differences."""
    found = {s: set() for s in setup}
    for s, left, right in zip(setup, a, b, strict=True):
        found[s] |= {left, right}
    return np.array([len(found[s]) for s in setup])


class _Network:
    """Weighted least squares on the set-ups of all edges, as estimated and in every draw."""

    def __init__(self, edges: dict[tuple[str, str], Setups], members: tuple[str, ...]):
        inside = [(a, b, edges[a, b]) for a, b in sorted(edges) if a in members]
        sizes = [len(found) for *_, found in inside]
        self._a = np.repeat([members.index(a) for a, *_ in inside], sizes)
        self._b = np.repeat([members.index(b) for _, b, _ in inside], sizes)
        kinds = pd.concat([found.frame()[SETUP] for *_, found in inside])
        setup = numbered(kinds)[0]
        sources = codes(kinds.source_id.to_numpy())
        self._logs = np.concatenate([found.log_ratio for *_, found in inside])
        # One source weighs at most 1 for every two frameworks.
        voices = (self._a * len(members) + self._b) * (sources.max() + 1) + sources
        shared = 2 / _arms(setup, self._a, self._b)
        self._size = len(members)
        self._setup = setup
        strength = np.concatenate([found.strength for *_, found in inside])
        self._weights = source_weights(strength, voices) * shared
        self._levels = self._solve(self._weights[None, :])[0]
        drawn = drawn_weights(strength, setup, sources, voices) * shared
        self._draws = self._solve(drawn)

    def levels(self) -> np.ndarray:
        """ln level of each member, the first one 0."""
        return self._levels

    def side(self, i: int, j: int) -> int:
        """1 or −1 where member i is above or below member j for certain, else 0."""
        worth = min(self._worth(i), self._worth(j))
        low, high = interval(self._draws[:, i] - self._draws[:, j], worth)
        return int(low > 0) - int(high < 0)

    def _worth(self, member: int) -> float:
        """Effective number of set-ups that a member takes part in."""
        mine = (self._a == member) | (self._b == member)
        total = np.bincount(self._setup[mine], self._weights[mine])
        return effective_number(total)

    def _solve(self, weights: np.ndarray) -> np.ndarray:
        """Levels for weights of shape (draws, rows): the normal equations of the network."""
        draws, n = len(weights), self._size
        matrix, right = np.zeros((draws, n, n)), np.zeros((draws, n))
        for row, (a, b) in enumerate(zip(self._a, self._b, strict=True)):
            w = weights[:, row]
            matrix[:, a, a] += w
            matrix[:, b, b] += w
            matrix[:, a, b] -= w
            matrix[:, b, a] -= w
            right[:, a] += w * self._logs[row]
            right[:, b] -= w * self._logs[row]
        levels = np.zeros((draws, n))
        levels[:, 1:] = np.linalg.solve(matrix[:, 1:, 1:], right[:, 1:, None])[..., 0]
        return levels
