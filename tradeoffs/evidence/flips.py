"""Where the better framework changes: along the load, and from one kind of set-up to another. Pure.

Leads are ln ratios turned so that more is better for the rival (``pairs.lead``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tradeoffs.evidence.estimate import (
    MIN_PAIRS,
    SETUP,
    Estimate,
    Setups,
    estimate,
    numbered,
    of_places,
    summed_up,
)
from tradeoffs.evidence.pairs import lead

EVEN = 1.03  # closer than 3 % counts as equal when a curve is read
_CURVE = [
    *SETUP,
    "gpu_count",
    "tp",
    "pp",
    "dp",
    "ep",
    "precision_id",
    "kv_precision",
    "dataset",
    "scenario",
    "load_kind",
    "statistic",
    "rival_version",
    "base_version",
]
MIN_LOADS = 3
CROSSING_SHARE = 0.1  # of the curves, for the load to count as what decides
SIZES = ((10, "under 10 B"), (40, "10 to 40 B"), (100, "40 to 100 B"), (np.inf, "over 100 B"))
DIMENSIONS = {
    "generation": "GPU generation",
    "size": "Model size",
    "precision": "Weight precision",
    "version": "Version of the rival",
    "year": "Year of measurement",
    "source": "Source",
}


@dataclass(frozen=True)
class Crossing:
    """Where the lead changes on one curve: between two measured loads, and where it is even."""

    load: float
    low: float
    high: float
    rival_wins_above: bool


@dataclass(frozen=True)
class Curve:
    """One set-up measured at several loads.

    ``leads`` are ln, positive where the rival is ahead; ``course`` is ahead, behind, even, crosses
    or back and forth.
    """

    key: dict[str, object]
    loads: tuple[float, ...]
    leads: tuple[float, ...]
    course: str
    crossing: Crossing | None


@dataclass(frozen=True)
class Group:
    """The pairs of one kind of set-up; ``estimate`` is of rival ÷ base."""

    value: str
    estimate: Estimate
    setups: Setups


def curves(pairs: pd.DataFrame, metric: str) -> list[Curve]:
    """Curves over the load from pairs of one rival and metric, with at least MIN_LOADS loads.

    Everything but the load is the same along a curve; lengths may differ by their rounding to
    two digits.
    """
    rows = pairs[pairs.load_value.notna()]
    if rows.empty:
        return []
    columns = [*_CURVE, "isl", "osl"]
    lengths = {c: rows[c].map(_two_digits) for c in ("isl", "osl")}
    rows = rows.assign(**lengths, lead=lead(rows.ratio, metric))
    loads, leads = rows.load_value.to_numpy(float), rows.lead.to_numpy(float)
    alike = [p for p in _alike(rows[columns]) if len(set(loads[p])) >= MIN_LOADS]
    keys = rows[columns].iloc[[p[0] for p in alike]].to_dict("records")
    return [_curve(k, loads[p], leads[p]) for k, p in zip(keys, alike, strict=True)]


def _alike(rows: pd.DataFrame) -> list[np.ndarray]:
    """Places of the rows that are equal in every column, missing equal to missing."""
    number = np.zeros(len(rows), dtype=np.int64)
    for column in rows:
        values = pd.factorize(rows[column], use_na_sentinel=False)[0]
        number = pd.factorize(number * (values.max() + 1) + values)[0]
    order = np.argsort(number, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(number[order])) + 1)


def _two_digits(value: float) -> float:
    return float(f"{value:.2g}") if value == value else value


def _curve(key: dict[str, object], at: np.ndarray, lead_there: np.ndarray) -> Curve:
    loads, place = np.unique(at, return_inverse=True)
    leads = np.bincount(place, lead_there) / np.bincount(place)
    signs = np.where(np.abs(leads) > np.log(EVEN), np.sign(leads), 0)
    decided = np.flatnonzero(signs)
    turns = [(a, b) for a, b in zip(decided, decided[1:], strict=False) if signs[a] != signs[b]]
    crossing = _crossing(loads, leads, *turns[0]) if len(turns) == 1 else None
    if not len(decided):
        course = "even"
    elif len(turns) > 1:
        course = "back and forth"
    elif turns:
        course = "crosses"
    else:
        course = "ahead" if signs[decided[0]] > 0 else "behind"
    return Curve(key, tuple(loads.tolist()), tuple(leads.tolist()), course, crossing)


def _crossing(loads: np.ndarray, leads: np.ndarray, first: int, last: int) -> Crossing:
    """The load of lead 0 between two points that are clearly on different sides.

    Straight lines between measured points on a log2 axis; the first change of sign counts.
    """
    part = leads[first : last + 1]
    steps = np.flatnonzero(np.sign(part[:-1]) * np.sign(part[1:]) <= 0)
    i = first + int(steps[0])
    share = leads[i] / (leads[i] - leads[i + 1]) if leads[i] != leads[i + 1] else 0.5
    x = np.log2(loads[i]) + share * (np.log2(loads[i + 1]) - np.log2(loads[i]))
    return Crossing(float(2**x), float(loads[first]), float(loads[last]), bool(leads[last] > 0))


def common_crossing(found: list[Curve]) -> tuple[Estimate, bool] | None:
    """The load where curves cross, over set-ups like a ratio, and whether the rival wins above.

    Only curves that cross in the more common direction; None where no curve crosses.
    """
    crossing = [c for c in found if c.crossing]
    if not crossing:
        return None
    above = sum(c.crossing.rival_wins_above for c in crossing) * 2 >= len(crossing)
    same = [c for c in crossing if c.crossing.rival_wins_above == above]
    rows = [{**{k: c.key[k] for k in SETUP}, "ratio": c.crossing.load} for c in same]
    return estimate(pd.DataFrame(rows)), above


def per_doubling(found: list[Curve]) -> Estimate | None:
    """By which factor the rival's lead grows with every doubling of the load."""
    if not found:
        return None
    rows = []
    for c in found:
        x = np.log2(c.loads) - np.log2(c.loads).mean()
        slope = x @ np.array(c.leads) / (x @ x)
        rows.append({**{k: c.key[k] for k in SETUP}, "ratio": float(np.exp(slope))})
    return estimate(pd.DataFrame(rows))


def groups(pairs: pd.DataFrame, dimension: str, at_least: int = 1) -> list[Group]:
    """Pairs of one rival and metric by a dimension of DIMENSIONS, each with its estimate.

    Groups of fewer than ``at_least`` pairs are left out.
    """
    return _grouped(pairs, dimension, at_least, numbered(pairs)) if len(pairs) else []


def _grouped(
    pairs: pd.DataFrame,
    dimension: str,
    at_least: int,
    indexed: tuple[np.ndarray, np.ndarray],
) -> list[Group]:
    place, kinds = indexed
    number, values = pd.factorize(_values(pairs, dimension), sort=dimension != "size")
    ratios = pairs.ratio.to_numpy(float)
    found = []
    for i in _reading_order(values, dimension):
        inside = number == i
        if inside.sum() >= at_least:
            part = of_places(place[inside], kinds, np.log(ratios[inside]))
            median = float(np.median(ratios[inside]))
            found.append(Group(str(values[i]), summed_up(part, median), part))
    return found


def _reading_order(values: pd.Index, dimension: str) -> list[int]:
    if dimension != "size":
        return list(range(len(values)))
    names = [name for _, name in SIZES]
    return sorted(range(len(values)), key=lambda i: names.index(values[i]))


def _values(pairs: pd.DataFrame, dimension: str) -> pd.Series:
    if dimension == "size":
        return pairs.params_b.map(size_class)
    if dimension == "year":
        return pairs.measured_date.dt.year.map(lambda y: None if pd.isna(y) else str(int(y)))
    columns = {
        "generation": "gpu_generation",
        "precision": "precision_id",
        "version": "rival_version",
        "source": "source_id",
    }
    return pairs[columns[dimension]]


def size_class(params_b: float) -> str | None:
    """The class of SIZES that a model of so many billion parameters is in."""
    if params_b != params_b:
        return None
    return next(name for limit, name in SIZES if params_b < limit)


def depends_on(pairs: pd.DataFrame, metric: str) -> list[str]:
    """Dimensions along which the better framework changes for certain, ``load`` first.

    Along the load it changes where one curve in ten crosses in the same direction, and these are
    enough for a summary or the lead has a certain slope that way. Two kinds of set-ups that no
    source measured both are no finding about that kind: then it is the source that changes it.
    """
    if pairs.empty:
        return []
    found = ["load"] if _changes_with_load(curves(pairs, metric)) else []
    indexed = numbered(pairs)
    for dimension in DIMENSIONS:
        kinds = _grouped(pairs, dimension, MIN_PAIRS, indexed)
        ahead, behind = ([g for g in kinds if g.estimate.side == side] for side in (1, -1))
        if ahead and behind:
            apart = dimension == "source" or not _sources(ahead) & _sources(behind)
            found.append("source" if apart else dimension)
    return list(dict.fromkeys(found))


def _changes_with_load(found: list[Curve]) -> bool:
    for kind in {c.key["load_kind"] for c in found}:
        mine = [c for c in found if c.key["load_kind"] == kind]
        common, slope = common_crossing(mine), per_doubling(mine)
        if common is None:
            continue
        crossing, rival_wins_above = common
        if crossing.pairs < CROSSING_SHARE * len(mine):
            continue
        if crossing.enough or slope.side == (1 if rival_wins_above else -1):
            return True
    return False


def _sources(kinds: list[Group]) -> set[str]:
    return {source for group in kinds for source in group.setups.source}
