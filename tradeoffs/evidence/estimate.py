"""What matched pairs add up to: a geometric mean of ratios with an interval. Pure.

Pairs of one study are not independent votes. Pairs are averaged within a set-up (source, model,
GPU); a set-up of n pairs has strength n ÷ (n + MIN_PAIRS); the set-ups of one source share a weight
that grows with their strengths and never passes 1; and a set-up far from the rest counts less
(docs/method.md has the formulas, their reasons and a worked example).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from scipy.special import ndtr, stdtrit

LEVEL = 0.90
DRAWS = 2000
HUBER = 1.345  # 95 % efficient where nothing is far out
MIN_PAIRS = 5
MIN_SETUPS = 3
SETUP = ["source_id", "model_id", "gpu_label"]
_SEED = 20261125


@dataclass(frozen=True)
class Estimate:
    """Pairs in one ratio; ``ratio``, ``low`` and ``high`` are None where the pairs are too few.

    ``low`` to ``high`` is the interval at LEVEL; ``effective`` says how many equally weighted
    set-ups the estimate is worth. ``median`` is that of all pairs, each counted once; ``ahead``
    is how many set-ups lie above 1.
    """

    pairs: int
    setups: int
    sources: int
    models: int
    gpus: int
    ahead: int
    median: float | None = None
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    effective: float = 0.0

    @property
    def enough(self) -> bool:
        """Whether the pairs carry a summary (rule 3.6)."""
        return self.ratio is not None

    @property
    def side(self) -> int:
        """1 or −1 where the whole interval lies above or below 1; 0 for a tie or too few pairs."""
        if self.ratio is None or self.low <= 1 <= self.high:
            return 0
        return 1 if self.low > 1 else -1


@dataclass(frozen=True)
class Setups:
    """The set-ups of some pairs, sorted by source, model and GPU; every array has one entry each.

    ``log_ratio`` is the mean ln ratio of its ``n`` pairs; ``weight`` sums to 1.
    """

    source: np.ndarray
    model: np.ndarray
    gpu: np.ndarray
    log_ratio: np.ndarray
    n: np.ndarray
    strength: np.ndarray
    weight: np.ndarray

    def __len__(self) -> int:
        return len(self.n)

    @property
    def enough(self) -> bool:
        """Whether they carry a summary (rule 3.6)."""
        return len(self) >= MIN_SETUPS and int(self.n.sum()) >= MIN_PAIRS

    def frame(self) -> pd.DataFrame:
        """As a table with SETUP, ``ratio`` (geometric mean), ``pairs`` and ``weight``."""
        columns = dict(zip(SETUP, (self.source, self.model, self.gpu), strict=True))
        figures = {"ratio": np.exp(self.log_ratio), "pairs": self.n, "weight": self.weight}
        return pd.DataFrame({**columns, **figures})


def setups(pairs: pd.DataFrame) -> Setups:
    """The set-ups of pairs of two frameworks and one metric; needs ``ratio`` (> 0) and SETUP."""
    place, kinds = numbered(pairs)
    return of_places(place, kinds, np.log(pairs.ratio.to_numpy(float)))


def of_places(place: np.ndarray, kinds: np.ndarray, logs: np.ndarray) -> Setups:
    """Set-ups from the set-up number and ln ratio of every pair; ``kinds`` as by ``numbered``."""
    n = np.bincount(place, minlength=len(kinds))
    sums = np.bincount(place, logs, len(kinds))
    kinds, sums, n = kinds[n > 0], sums[n > 0], n[n > 0]
    source, model, gpu = (kinds[:, column] for column in range(3))
    means, strength, sources = sums / n, n / (n + MIN_PAIRS), codes(source)
    strength = strength * _trust(means, source_weights(strength, sources))
    weight = source_weights(strength, sources)
    share = weight / weight.sum() if len(weight) else weight
    return Setups(source, model, gpu, means, n, strength, share)


def numbered(pairs: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The set-up of every row as a number, and the set-ups themselves, shape (set-ups, 3)."""
    columns = [pairs[c].astype(str).to_numpy(object) for c in SETUP]
    key = np.zeros(len(pairs), dtype=np.int64)
    for column in columns:
        values = codes(column)
        key = key * (values.max(initial=0) + 1) + values
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    return place, np.stack([c[first] for c in columns], axis=1)


def codes(values: np.ndarray) -> np.ndarray:
    """Equal values as equal whole numbers from 0, in sorted order."""
    return pd.factorize(values, sort=True)[0]


def _trust(logs: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """One step of Huber's weights (1964): 1 near the weighted median, less the further away."""
    if not len(logs):
        return logs
    away = np.abs(logs - weighted_median(logs, weights))
    near = HUBER * 1.4826 * weighted_median(away, weights)
    return np.minimum(1, near / np.maximum(away, 1e-12)) if near > 0 else np.ones(len(logs))


def weighted_median(values: np.ndarray, weights: np.ndarray) -> float:
    """The value at half of the weight, between the two nearest where it falls between them."""
    order = np.argsort(values)
    share = weights[order] / weights.sum()
    return float(np.interp(0.5, np.cumsum(share) - share / 2, values[order]))


def source_weights(strength: np.ndarray, sources: np.ndarray) -> np.ndarray:
    """Weights of set-ups from their strengths, shape (…, set-ups).

    A set-up weighs h ÷ (1 + Σ h of its source): the set-ups of one source weigh less than 1
    together, however many they are.
    """
    if not len(sources):
        return strength
    same = (sources[:, None] == sources[None, :]).astype(float)
    return strength / (1 + strength @ same)


def drawn_weights(
    strength: np.ndarray,
    place: np.ndarray,
    sources: np.ndarray,
    voices: np.ndarray | None = None,
) -> np.ndarray:
    """Random weights of rows, shape (DRAWS, rows): a Bayesian bootstrap (Rubin 1981) in two levels.

    Every set-up (``place``) and every source gets an exponential weight of mean 1. Unlike
    resampling this never loses a set-up, so no draw lacks a framework. ``voices`` says which rows
    share a weight of 1 where that is not the source alone.
    """
    shared = sources if voices is None else voices
    within = source_weights(_exponential(place.max() + 1, 0)[:, place] * strength, shared)
    return within * _exponential(sources.max() + 1, 1)[:, sources]


@lru_cache(maxsize=64)
def _exponential(columns: int, level: int) -> np.ndarray:
    return np.random.default_rng([_SEED, level]).exponential(size=(DRAWS, columns))


def tail(effective: float) -> float:
    """The share of draws outside each end of an interval at LEVEL.

    Percentile intervals are too narrow for few units; Hesterberg (2015, section 3.4) widens them
    to the width of a t interval. The factor is that of the Bayesian bootstrap, whose variance is
    1 ÷ (k + 1) of the population's.
    """
    k = max(effective, 1.05)
    t = stdtrit(k - 1, (1 + LEVEL) / 2)
    return max(float(ndtr(-t * np.sqrt((k + 1) / (k - 1)))), 1 / DRAWS)


def effective_number(weights: np.ndarray) -> float:
    """How many equal weights are worth as much (Kish): (Σ w)² ÷ Σ w²."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def interval(draws: np.ndarray, effective: float) -> tuple[float, float]:
    """The interval at LEVEL of drawn values, shape (DRAWS,)."""
    outside = tail(effective)
    low, high = np.quantile(draws, [outside, 1 - outside])
    return float(low), float(high)


def estimate(pairs: pd.DataFrame) -> Estimate:
    """The pairs of two frameworks and one metric as one ratio.

    Fewer than MIN_PAIRS pairs or MIN_SETUPS set-ups are counted and not summed up.
    """
    return summed_up(setups(pairs), median=float(pairs.ratio.median()))


def summed_up(found: Setups, median: float) -> Estimate:
    """Set-ups as one ratio, with the median of their pairs."""
    counts = (
        int(found.n.sum()),
        len(found),
        len(set(found.source)),
        len(set(found.model)),
        len(set(found.gpu)),
        int((found.log_ratio > 0).sum()),
    )
    if not found.enough:
        return Estimate(*counts)
    drawn = drawn_weights(found.strength, np.arange(len(found)), codes(found.source))
    effective = effective_number(found.weight)
    low, high = interval((drawn @ found.log_ratio) / drawn.sum(axis=1), effective)
    return Estimate(
        *counts,
        median=median,
        ratio=float(np.exp(found.weight @ found.log_ratio)),
        low=float(np.exp(low)),
        high=float(np.exp(high)),
        effective=effective,
    )
