"""Slowdowns of many points' frameworks and GPU families, applied to their terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from tradeoffs.whatif.calibration import Calibration, Pair
from tradeoffs.whatif.columns import distinct
from tradeoffs.whatif.terms import NAMES, Parts


@dataclass(frozen=True)
class Speed:
    """Pairs of framework and family, which of them each point has, and their slowdowns by kind."""

    pairs: tuple[Pair, ...]
    place: np.ndarray
    tables: Mapping[str, np.ndarray]  # kind → pairs × terms

    @classmethod
    def of(cls, framework: np.ndarray, family: np.ndarray, calibration: Calibration) -> Speed:
        """Looks every distinct pair up once."""
        known, place = distinct(zip(framework.tolist(), family.tolist(), strict=True))
        tables = {
            kind: np.array([learned.of(*pair) for pair in known])
            for kind, learned in calibration.slowdowns.items()
        }
        return cls(tuple(known), place, tables)

    def take(self, rows: np.ndarray) -> Speed:
        """For the points of an index array."""
        return replace(self, place=self.place[rows])

    def breakdown(self, found: Parts, kind: str) -> Parts:
        """Seconds of each term, slowed down."""
        table = self.tables[kind]
        return {name: value * table[self.place, NAMES.index(name)] for name, value in found.items()}

    def seconds(self, found: Parts, kind: str) -> np.ndarray:
        """Their sum."""
        return sum(self.breakdown(found, kind).values())
