"""Several people's weights side by side: who wins under each, and how far they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tradeoffs.decide.criteria import Values
from tradeoffs.decide.scoring import TIE, leaders, scores, shares


@dataclass(frozen=True)
class Voice:
    """One participant: a name and weights by criterion, in any unit."""

    name: str
    weights: Mapping[str, float]


@dataclass(frozen=True)
class Spread:
    """How far the voices' weights of one criterion lie apart, as shares."""

    criterion: str
    low: float
    mean: float
    high: float


@dataclass(frozen=True)
class Chorus:
    """The voices together: winners under each in order, the mean weights and their winners.

    ``agreement`` is Kendall's W of the rankings, 0 to 1, None where it means nothing (one voice,
    fewer than two options, all level). ``spreads`` are widest first.
    """

    winners: tuple[tuple[str, ...], ...]
    mean: Mapping[str, float]
    mean_winners: tuple[str, ...]
    agreement: float | None
    spreads: tuple[Spread, ...]


def together(values: Values, voices: Sequence[Voice], rule: str) -> Chorus:
    """Scores every voice; each counts alike in the mean. ValueError without voices or weights."""
    if not voices:
        raise ValueError("no voice to combine")
    w = np.array([_shares(voice, values.criteria) for voice in voices])
    found = [scores(values, one, rule).score for one in w]
    mean = w.mean(axis=0)
    spreads = [
        Spread(c, *map(float, (column.min(), column.mean(), column.max())))
        for c, column in zip(values.criteria, w.T, strict=True)
    ]
    return Chorus(
        winners=tuple(leaders(values.options, one) for one in found),
        mean={c: float(m) for c, m in zip(values.criteria, mean, strict=True)},
        mean_winners=leaders(values.options, scores(values, mean, rule).score),
        agreement=kendall_w(np.array(found)),
        spreads=tuple(sorted(spreads, key=lambda s: (s.low - s.high, s.criterion))),
    )


def _shares(voice: Voice, criteria: Sequence[str]) -> np.ndarray:
    try:
        return shares(voice.weights, criteria)
    except ValueError as error:
        raise ValueError(f"{voice.name}: {error}") from None


def kendall_w(scored: np.ndarray) -> float | None:
    """Kendall's W of scores voices × options, corrected for ties (Kendall and Gibbons 1990, ch. 6).

    1 where all rank alike, 0 where the rank sums are all equal. Options that some voice cannot
    score are left out; scores within the tie are equal.
    """
    scored = scored[:, ~np.isnan(scored).any(axis=0)]
    voices, options = scored.shape
    if voices < 2 or options < 2:
        return None
    ahead = (scored[:, None, :] > scored[:, :, None] + TIE).sum(axis=2)
    level = (np.abs(scored[:, None, :] - scored[:, :, None]) <= TIE).sum(axis=2)
    sums = (ahead + (level + 1) / 2).sum(axis=0)
    spread = 12 * ((sums - sums.mean()) ** 2).sum()
    ties = (level**2 - 1).sum()  # each of t tied options adds t² − 1: together t³ − t
    most = voices**2 * (options**3 - options) - voices * ties
    return min(float(spread / most), 1.0) if most > 0 else None
