"""Everything that one selection of matched pairs says, worked out once and kept. Pure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tradeoffs.evidence import flips
from tradeoffs.evidence.estimate import Estimate, Setups, numbered, of_places, summed_up
from tradeoffs.evidence.pairs import turned
from tradeoffs.evidence.ranking import BETTER, Ranking, rank
from tradeoffs.vocabulary import FRAMEWORKS

_Key = tuple[str, str, str]  # metric, rival, base


class Measured:
    """Matched pairs (rows of ``matched_pairs``) and what they add up to; answers are kept."""

    def __init__(self, pairs: pd.DataFrame) -> None:
        self.pairs = pairs
        self._place, self._kinds = numbered(pairs)
        self._logs = np.log(pairs.ratio.to_numpy(float))
        sides = ["metric", "framework_a", "framework_b"]
        self._places = pairs.groupby(sides, sort=True).indices
        self._rows: dict[_Key, pd.DataFrame] = {}
        self._setups: dict[_Key, Setups] = {}
        self._estimates: dict[_Key, Estimate] = {}
        self._rankings: dict[str, Ranking] = {}
        self._depends: dict[_Key, list[str]] = {}

    def rows(self, metric: str, rival: str, base: str) -> pd.DataFrame:
        """The pairs of two frameworks, rival ÷ base (``pairs.turned``)."""
        key = (metric, rival, base)
        if key not in self._rows:
            self._rows[key] = turned(self.pairs.take(self._where(*key)), rival)
        return self._rows[key]

    def against(self, metric: str, base: str) -> pd.DataFrame:
        """The pairs of one framework with every rival."""
        return pd.concat(
            [self.rows(metric, f, base) for f in FRAMEWORKS if f != base], ignore_index=True
        )

    def setups(self, metric: str, rival: str, base: str) -> Setups:
        """The set-ups of two frameworks, rival ÷ base."""
        key = (metric, rival, base)
        if key not in self._setups:
            where = self._where(*key)
            self._setups[key] = of_places(self._place[where], self._kinds, self._turn(*key))
        return self._setups[key]

    def estimate(self, metric: str, rival: str, base: str) -> Estimate:
        """Rival ÷ base as one ratio."""
        key = (metric, rival, base)
        if key not in self._estimates:
            logs = self._turn(*key)
            median = float(np.exp(np.median(logs))) if len(logs) else float("nan")
            self._estimates[key] = summed_up(self.setups(*key), median)
        return self._estimates[key]

    def ahead(self, metric: str, rival: str, base: str) -> int:
        """1 where the rival is better for certain, −1 where worse, 0 for a tie or too few pairs.

        Own pairs decide; where they are too few, the network of all pairs.
        """
        own = self.estimate(metric, rival, base)
        if own.enough:
            return own.side * BETTER[metric]
        return self.ranking(metric).ahead(rival, base)

    def ranking(self, metric: str) -> Ranking:
        """The measured order of a metric."""
        if metric not in self._rankings:
            edges = {(a, b): self.setups(m, a, b) for m, a, b in self._places if m == metric}
            self._rankings[metric] = rank(edges, metric)
        return self._rankings[metric]

    def depends_on(self, metric: str, rival: str, base: str) -> list[str]:
        """Dimensions along which the better of two frameworks changes (``flips.depends_on``)."""
        key = (metric, *sorted((rival, base)))  # the same either way round
        if key not in self._depends:
            self._depends[key] = flips.depends_on(self.rows(*key), metric)
        return self._depends[key]

    def _where(self, metric: str, rival: str, base: str) -> np.ndarray:
        """Places of the rows of two frameworks."""
        first, second = sorted((rival, base))
        return self._places.get((metric, first, second), np.empty(0, dtype=int))

    def _turn(self, metric: str, rival: str, base: str) -> np.ndarray:
        """ln of rival ÷ base."""
        return self._logs[self._where(metric, rival, base)] * (1 if rival < base else -1)
