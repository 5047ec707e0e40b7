"""What measurements taught: slowdowns by framework and GPU family, and how far off they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tradeoffs.whatif.loads import KINDS
from tradeoffs.whatif.terms import NAMES

# Quantities with an error of their own. ``output`` is the rate of a closed loop and, being its
# inverse, the time of a whole request; ``static`` likewise the batch.
QUANTITIES = (*KINDS, "output")
FEWEST_POINTS, FEWEST_GROUPS = 30, 2  # that make a framework and family calibrated
LEVEL = 0.8  # share of held-out measurements a band is made to hold
Pair = tuple[str, str]


@dataclass(frozen=True)
class Slowdowns:
    """Slowdowns of every term for one kind, from all data down to framework × GPU family."""

    common: np.ndarray
    by_framework: Mapping[str, np.ndarray]
    by_pair: Mapping[Pair, np.ndarray]

    def of(self, framework: str, family: str) -> np.ndarray:
        """The most specific slowdowns there are, in the order of NAMES."""
        parent = self.by_framework.get(framework, self.common)
        return self.by_pair.get((framework, family), parent)


@dataclass(frozen=True)
class Taught:
    """What a framework and GPU family were measured with, for one kind."""

    points: int
    groups: int  # architecture × GPU
    precisions: frozenset[str]
    pipelined: bool


@dataclass(frozen=True)
class Bands:
    """Half-widths in natural logarithms: a measurement lies within a factor e^±h of a figure."""

    calibrated: Mapping[str, float]  # quantity → pooled half-width
    by_pair: Mapping[str, Mapping[Pair, float]]
    extrapolated: Mapping[str, float]
    ratio: Mapping[str, float]  # of A against B in one architecture, GPU and framework

    def half_width(self, quantity: str, pair: Pair, is_calibrated: bool) -> float:
        """The half-width for one framework and family; that of the unknown where not calibrated."""
        if not is_calibrated:
            return self.extrapolated[quantity]
        return self.by_pair[quantity].get(pair, self.calibrated[quantity])


@dataclass(frozen=True)
class Calibration:
    """The committed artefact. ``version`` is that of the tables it was learned from."""

    version: str
    pulls: Mapping[str, tuple[float, float, float]]
    slowdowns: Mapping[str, Slowdowns]
    taught: Mapping[str, Mapping[Pair, Taught]]
    bands: Bands

    def is_calibrated(self, kind: str, pair: Pair, precision: str, pipelined: bool) -> bool:
        """Whether this framework and family were measured with such a precision and split."""
        known = self.taught[kind].get(pair)
        if known is None or known.points < FEWEST_POINTS or known.groups < FEWEST_GROUPS:
            return False
        return precision in known.precisions and (known.pipelined or not pipelined)

    def to_json(self) -> dict[str, Any]:
        """Plain lists and texts; slowdowns to four digits."""
        return {
            "version": self.version,
            "terms": list(NAMES),
            "pulls": {k: list(v) for k, v in self.pulls.items()},
            "slowdowns": {k: _slowdowns_json(v) for k, v in self.slowdowns.items()},
            "taught": {
                kind: {_joined(pair): _taught_json(t) for pair, t in pairs.items()}
                for kind, pairs in self.taught.items()
            },
            "bands": {
                "calibrated": _rounded(self.bands.calibrated),
                "by_pair": {
                    q: _rounded({_joined(p): h for p, h in pairs.items()})
                    for q, pairs in self.bands.by_pair.items()
                },
                "extrapolated": _rounded(self.bands.extrapolated),
                "ratio": _rounded(self.bands.ratio),
            },
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Calibration:
        """Reads ``to_json`` back. Raises ValueError if it was made for other terms."""
        if tuple(stored["terms"]) != NAMES:
            raise ValueError("the calibration was made for other terms: run `make calibrate`")
        bands = stored["bands"]
        return cls(
            version=stored["version"],
            pulls={k: tuple(v) for k, v in stored["pulls"].items()},
            slowdowns={k: _slowdowns(v) for k, v in stored["slowdowns"].items()},
            taught={
                kind: {_pair(name): _taught(t) for name, t in pairs.items()}
                for kind, pairs in stored["taught"].items()
            },
            bands=Bands(
                calibrated=bands["calibrated"],
                by_pair={
                    q: {_pair(name): h for name, h in pairs.items()}
                    for q, pairs in bands["by_pair"].items()
                },
                extrapolated=bands["extrapolated"],
                ratio=bands["ratio"],
            ),
        )


def _joined(pair: Pair) -> str:
    return "/".join(pair)


def _pair(name: str) -> Pair:
    framework, _, family = name.partition("/")
    return framework, family


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {key: float(f"{value:.4g}") for key, value in sorted(values.items())}


def _digits(values: np.ndarray) -> list[float]:
    return [float(f"{value:.4g}") for value in values]


def _slowdowns_json(s: Slowdowns) -> dict[str, Any]:
    return {
        "common": _digits(s.common),
        "by_framework": {f: _digits(v) for f, v in sorted(s.by_framework.items())},
        "by_pair": {_joined(p): _digits(v) for p, v in sorted(s.by_pair.items())},
    }


def _slowdowns(stored: Mapping[str, Any]) -> Slowdowns:
    return Slowdowns(
        common=np.array(stored["common"]),
        by_framework={f: np.array(v) for f, v in stored["by_framework"].items()},
        by_pair={_pair(p): np.array(v) for p, v in stored["by_pair"].items()},
    )


def _taught_json(t: Taught) -> dict[str, Any]:
    return {
        "points": t.points,
        "groups": t.groups,
        "precisions": sorted(t.precisions),
        "pipelined": t.pipelined,
    }


def _taught(stored: Mapping[str, Any]) -> Taught:
    return Taught(
        points=stored["points"],
        groups=stored["groups"],
        precisions=frozenset(stored["precisions"]),
        pipelined=stored["pipelined"],
    )
