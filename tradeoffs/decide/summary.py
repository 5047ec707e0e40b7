"""All that a decision hangs on in one call, and one plain sentence of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tradeoffs.decide.chances import winner_shares
from tradeoffs.decide.criteria import Criterion, Table
from tradeoffs.decide.scoring import (
    Place,
    contenders,
    dominance,
    leaders,
    ranking,
    scores,
    shares,
    topsis,
)
from tradeoffs.decide.sensitivity import (
    Flip,
    WeightInterval,
    contest,
    nearest_flip,
    weight_intervals,
)
from tradeoffs.decide.swings import Swing, deciding_values
from tradeoffs.formats import listing, percent


@dataclass(frozen=True)
class Outcome:
    """Ranking and sensitivity of one table under one set of weights and one rule.

    ``winners`` share the top; ``could_lead`` lists who leads for some reading of the uncertain
    and missing values; ``by_topsis`` who leads by the second method; ``dominated`` pairs
    (better, worse); ``flip_proven`` whether no smaller change of weights than ``flip``, or none
    at all, is proven.
    """

    ranking: tuple[Place, ...]
    winners: tuple[str, ...]
    could_lead: tuple[str, ...]
    by_topsis: tuple[str, ...]
    dominated: tuple[tuple[str, str], ...]
    intervals: tuple[WeightInterval, ...]
    flip: Flip | None
    flip_proven: bool
    shares: Mapping[str, float]
    swings: tuple[Swing, ...]
    sentence: str


def explore(table: Table, weights: Mapping[str, float], rule: str) -> Outcome:
    """Everything but the winner map. ValueError for weights that cannot be shares, or bad cells."""
    values = table.values()
    w = shares(weights, values.criteria)
    found = scores(values, w, rule)
    winners = leaders(values.options, found.score)
    match = contest(values, w, rule)
    intervals = tuple(weight_intervals(match)) if match else ()
    flip, proven = nearest_flip(match) if match else (None, True)
    return Outcome(
        ranking=tuple(ranking(found)),
        winners=winners,
        could_lead=contenders(values, w),
        by_topsis=leaders(values.options, topsis(values, w, rule)),
        dominated=tuple(dominance(values)),
        intervals=intervals,
        flip=flip,
        flip_proven=proven,
        shares=winner_shares(values, w, rule),
        swings=tuple(deciding_values(values, w, rule)),
        sentence=sentence(table, winners, intervals, flip, proven),
    )


def map_axes(intervals: tuple[WeightInterval, ...]) -> tuple[str, ...]:
    """The criteria of the two nearest flips, for the winner map; ties and rest by weight."""
    near = sorted(intervals, key=lambda i: (_nearest(i)[0], -i.weight, i.criterion))
    return tuple(i.criterion for i in near[:2])


def _nearest(interval: WeightInterval) -> tuple[float, str | None]:
    """Distance to the nearer end at which somebody takes over, and who; 2 for never."""
    down = (interval.weight - interval.low, interval.below)
    up = (interval.high - interval.weight, interval.above)
    return min((e for e in (up, down) if e[1]), key=lambda e: e[0], default=(2.0, None))


def sentence(
    table: Table,
    winners: tuple[str, ...],
    intervals: tuple[WeightInterval, ...],
    flip: Flip | None,
    proven: bool,
) -> str:
    """Who leads, and what the least change is that would end it; plain text, not escaped."""
    names = {o.id: o.name for o in table.options}
    labels = {c.id: c.label for c in table.criteria}
    if not table.options:
        return "No option is left."
    if not winners:
        return "Nothing that carries weight is known of any option."
    if len(winners) > 1:
        level = listing([names[w] for w in winners])
        return f"{level} are level: the least change of weights can decide between them."
    leads = f"{names[winners[0]]} leads"
    if len(table.options) == 1:
        return f"{names[winners[0]]} is the only option left."
    nearest = min(intervals, key=lambda i: (_nearest(i)[0], i.criterion), default=None)
    if nearest and _nearest(nearest)[1]:
        rival = _nearest(nearest)[1]
        unknown = _unknown(table, nearest.criterion, (winners[0], rival), names)
        return f"{leads} unless {_end(nearest, labels, names)}{unknown}."
    if flip:
        return f"{leads} whatever any one weight is; {flip_sentence(flip, proven, labels, names)}."
    if proven:
        return f"{leads} whatever the weights are."
    return f"{leads} whatever any one weight is; no change of several that ends it was found."


def _unknown(
    table: Table, criterion: str, options: tuple[str, ...], names: Mapping[str, str]
) -> str:
    """Says where a flip rests on a value that nobody knows."""
    missing = [
        names[o]
        for o in options
        if (reading := table.readings.get((o, criterion))) is None or reading.value is None
    ]
    return f"; there {listing(missing)} has no known value" if missing else ""


def _end(interval: WeightInterval, labels: Mapping[str, str], names: Mapping[str, str]) -> str:
    distance, rival = _nearest(interval)
    up = interval.above == rival and interval.high - interval.weight == distance
    than, end = ("more than", interval.high) if up else ("less than", interval.low)
    now = percent(interval.weight)
    return (
        f"{labels[interval.criterion]} weighs {than} {percent(end)} (now {now}): "
        f"then {names[rival]} does"
    )


def flip_sentence(
    flip: Flip, proven: bool, labels: Mapping[str, str], names: Mapping[str, str]
) -> str:
    """The nearest flip as a move of weight, in points of 100."""
    if not flip.takes:
        return f"{names[flip.rival]} is level already"
    takes = listing([f"{_points(share)} from {labels[k]}" for k, share in flip.takes])
    gives = [labels[k] for k, _ in flip.gives]
    if len(gives) > 1:
        gives = [f"{_points(share)} to {labels[k]}" for k, share in flip.gives]
    least = "smallest move" if proven else "smallest move found"
    to = listing(gives) if len(gives) > 1 else f"to {gives[0]}"
    return f"the {least} of weight that brings {names[flip.rival]} level is {takes}, {to}"


def _points(share: float) -> str:
    figure = f"{100 * share:.1f}".removesuffix(".0")
    return f"{figure} {'point' if figure == '1' else 'points'}"


def swing_sentence(
    swing: Swing, criterion: Criterion, names: Mapping[str, str], winner: str
) -> str:
    """What reading of one uncertain value would hand the lead from ``winner`` to whom."""
    known = "is unknown" if swing.missing else "is uncertain"
    beyond = criterion.scale.beyond(swing.threshold, swing.upward, criterion.unit)
    return (
        f"{criterion.label} of {names[swing.option]} {known}: if it is {beyond}, "
        f"{names[swing.winner]} leads instead of {names[winner]}"
    )
