"""Everything that one selection of matched pairs says, worked out once and kept. Pure."""

from __future__ import annotations

import pandas as pd

from tradeoffs.evidence import flips
from tradeoffs.evidence.estimate import Estimate, estimate
from tradeoffs.evidence.pairs import both_ways
from tradeoffs.evidence.ranking import BETTER, Ranking, rank
from tradeoffs.vocabulary import FRAMEWORKS


class Measured:
    """Matched pairs (rows of ``matched_pairs``) and what they add up to; answers are kept."""

    def __init__(self, pairs: pd.DataFrame) -> None:
        self.pairs = pairs
        self._turned = both_ways(pairs)
        self._places = self._turned.groupby(["metric", "rival", "base"], sort=False).indices
        self._rows: dict[tuple[str, str, str], pd.DataFrame] = {}
        self._estimates: dict[tuple[str, str, str], Estimate] = {}
        self._rankings: dict[str, Ranking] = {}
        self._depends: dict[tuple[str, ...], list[str]] = {}

    def rows(self, metric: str, rival: str, base: str) -> pd.DataFrame:
        """The pairs of two frameworks, rival ÷ base (``pairs.both_ways``)."""
        key = (metric, rival, base)
        if key not in self._rows:
            self._rows[key] = self._turned.take(self._places.get(key, []))
        return self._rows[key]

    def against(self, metric: str, base: str) -> pd.DataFrame:
        """The pairs of one framework with every rival."""
        return pd.concat([self.rows(metric, f, base) for f in FRAMEWORKS], ignore_index=True)

    def estimate(self, metric: str, rival: str, base: str) -> Estimate:
        """Rival ÷ base as one ratio."""
        key = (metric, rival, base)
        if key not in self._estimates:
            self._estimates[key] = estimate(self.rows(*key))
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
            self._rankings[metric] = rank(self.pairs, metric)
        return self._rankings[metric]

    def depends_on(self, metric: str, rival: str, base: str) -> list[str]:
        """Dimensions along which the better of two frameworks changes (``flips.depends_on``)."""
        key = (metric, *sorted((rival, base)))  # the same either way round
        if key not in self._depends:
            self._depends[key] = flips.depends_on(self.rows(*key), metric)
        return self._depends[key]
