"""Criteria, the stated function that brings each onto 0 to 1, and the table of options.

A criterion has one kind of evidence, and its scale is said in words, so that stars are never
silently averaged with measurements. A reading that nobody states is missing: it has no value, only
the interval in which it could lie.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from tradeoffs.formats import number

KINDS = {
    "rating": "written rating or a team's own",
    "measured": "matched measurement",
    "fact": "documented fact",
    "estimate": "model estimate",
}


@dataclass(frozen=True)
class Evidence:
    """What a reading rests on: a stable reference, its words, link and ISO date."""

    ref: str
    text: str
    url: str = ""
    as_of: str = ""


@dataclass(frozen=True)
class Scale:
    """Straight from ``worst`` (0) to ``best`` (1), or straight in the logarithm for ratios.

    Figures beyond an end count as that end. ValueError where the ends are equal or not finite, or
    not positive for a logarithm.
    """

    worst: float
    best: float
    log: bool = False

    def __post_init__(self) -> None:
        ends = (self.worst, self.best)
        if not all(map(math.isfinite, ends)) or self.worst == self.best:
            raise ValueError(f"a scale needs two different finite ends, not {ends}")
        if self.log and min(ends) <= 0:
            raise ValueError(f"a logarithmic scale needs ends above 0, not {ends}")

    @property
    def better(self) -> str:
        """``higher`` or ``lower``."""
        return "higher" if self.best > self.worst else "lower"

    def value(self, reading: float) -> float:
        """The reading on 0 to 1. ValueError for what is no figure."""
        if isinstance(reading, str) or not math.isfinite(reading):
            raise ValueError(f"{reading!r} is not a finite figure")
        if self.log and reading <= 0:
            raise ValueError(f"{reading!r} has no logarithm")
        low, x, high = map(self._straight, (self.worst, reading, self.best))
        return min(max((x - low) / (high - low), 0.0), 1.0)

    def beyond(self, threshold: float, upward: bool, unit: str) -> str:
        """Readings past a value: ``better than 4 ★``. The inverse of ``value``."""
        low, high = self._straight(self.worst), self._straight(self.best)
        x = low + threshold * (high - low)
        figure = with_unit(math.exp(x) if self.log else x, unit)
        return f"{'better' if upward else 'worse'} than {figure}"

    def sentence(self, unit: str) -> str:
        """The function in words."""
        shape = "straight in the logarithm" if self.log else "straight"
        ends = f"{with_unit(self.worst, unit)} counts 0 and {with_unit(self.best, unit)} counts 1"
        return f"{ends}, {shape} between, no more beyond"

    def _straight(self, x: float) -> float:
        return math.log(x) if self.log else x


def with_unit(figure: float, unit: str) -> str:
    """Three significant digits without trailing zeros, and the unit: ``4.5 ★``, ``0.95×``."""
    said = number(figure)
    said = said.rstrip("0").rstrip(".") if "." in said else said
    return f"{said}{'' if unit in ('', '×') else ' '}{unit}"


@dataclass(frozen=True)
class Levels:
    """Named levels and what each is worth, such as (("yes", 1), ("partly", 0.5), ("no", 0))."""

    worth: tuple[tuple[str, float], ...]
    better = "higher"

    def __post_init__(self) -> None:
        if not self.worth or not all(0 <= w <= 1 for _, w in self.worth):
            raise ValueError(f"levels must be worth 0 to 1, not {self.worth}")

    def value(self, reading: str) -> float:
        """What the level is worth. ValueError for an unknown one."""
        for name, worth in self.worth:
            if name == reading:
                return worth
        raise ValueError(f"{reading!r} is none of {', '.join(name for name, _ in self.worth)}")

    def beyond(self, threshold: float, upward: bool, unit: str) -> str:
        """Levels past a value: ``at least partly`` or ``at most no``."""
        sign = 1 if upward else -1
        past = [
            (sign * worth, name) for name, worth in self.worth if sign * worth > sign * threshold
        ]
        return f"at {'least' if upward else 'most'} {min(past)[1]}" if past else "no known level"

    def sentence(self, unit: str) -> str:
        """The function in words."""
        return ", ".join(f"{name} counts {worth:g}" for name, worth in self.worth)


@dataclass(frozen=True)
class Criterion:
    """What is weighed: its kind of evidence, its scale, and where its readings come from."""

    id: str
    label: str
    kind: str
    scale: Scale | Levels
    unit: str = ""
    evidence: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"criterion {self.id}: kind {self.kind!r} is none of {list(KINDS)}")

    @property
    def better(self) -> str:
        """``higher`` or ``lower``: which readings are better."""
        return self.scale.better

    def sentence(self) -> str:
        """Kind and value function in words, to stand beside the criterion."""
        return f"{KINDS[self.kind]}: {self.scale.sentence(self.unit)}"


@dataclass(frozen=True)
class Option:
    """What can be chosen. ``framework`` tells whether options differ in more than hardware."""

    id: str
    name: str
    framework: str


@dataclass(frozen=True)
class Reading:
    """One cell: the value in the criterion's unit, None if missing, and where it could lie.

    A bound left out is the value itself, or the end of the scale for a missing value. ``override``
    is a team's reason for its own figure.
    """

    value: float | str | None = None
    low: float | str | None = None
    high: float | str | None = None
    evidence: tuple[Evidence, ...] = ()
    override: str = ""


@dataclass(frozen=True)
class Values:
    """A table on the common scale: arrays options × criteria, 0 to 1, ``value`` NaN if missing."""

    options: tuple[str, ...]
    criteria: tuple[str, ...]
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True)
class Table:
    """Options × criteria; ``readings`` by (option id, criterion id), absent ones are missing.

    ValueError for repeated or unknown ids, and for a model's estimate beside options of several
    frameworks: a model cannot order frameworks (rule 3.8).
    """

    options: tuple[Option, ...]
    criteria: tuple[Criterion, ...]
    readings: Mapping[tuple[str, str], Reading]

    def __post_init__(self) -> None:
        options = [o.id for o in self.options]
        criteria = [c.id for c in self.criteria]
        for ids in (options, criteria):
            if len(set(ids)) < len(ids):
                raise ValueError(f"an id stands twice in {ids}")
        for option, criterion in self.readings:
            if option not in options or criterion not in criteria:
                raise ValueError(f"reading of unknown {option!r} × {criterion!r}")
        estimated = [c.label for c in self.criteria if c.kind == "estimate"]
        if estimated and len({o.framework for o in self.options}) > 1:
            raise ValueError(f"{', '.join(estimated)}: an estimate cannot order frameworks")

    def values(self) -> Values:
        """Every reading on the common scale. ValueError names option and criterion."""
        cells = [[self._cell(o, c) for c in self.criteria] for o in self.options]
        made = np.array(cells, dtype=float).reshape(len(self.options), len(self.criteria), 3)
        ids = tuple(o.id for o in self.options), tuple(c.id for c in self.criteria)
        return Values(*ids, made[..., 0], made[..., 1], made[..., 2])

    def keep(self, options: Collection[str]) -> Table:
        """The table with only these options, in its own order."""
        kept = tuple(o for o in self.options if o.id in options)
        return replace(
            self,
            options=kept,
            readings={k: r for k, r in self.readings.items() if k[0] in options},
        )

    def _cell(self, option: Option, criterion: Criterion) -> tuple[float, float, float]:
        reading = self.readings.get((option.id, criterion.id), Reading())
        try:
            return _on_scale(reading, criterion.scale)
        except ValueError as error:
            raise ValueError(f"{option.name}, {criterion.label}: {error}") from None


def _on_scale(reading: Reading, scale: Scale | Levels) -> tuple[float, float, float]:
    """Value, low and high on 0 to 1; a scale that falls swaps the bounds."""
    value = math.nan if reading.value is None else scale.value(reading.value)
    missing = reading.value is None
    falls = scale.better == "lower"
    first, last = (reading.high, reading.low) if falls else (reading.low, reading.high)
    low = scale.value(first) if first is not None else (0.0 if missing else value)
    high = scale.value(last) if last is not None else (1.0 if missing else value)
    if low > high or not (missing or low <= value <= high):
        raise ValueError(f"{reading.value} does not lie between {reading.low} and {reading.high}")
    return value, low, high
