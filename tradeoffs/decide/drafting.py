"""A decision record from a table, must-haves and voices: the snapshot of what a page shows."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence

from tradeoffs.decide.chances import winner_map
from tradeoffs.decide.criteria import Criterion, Evidence, Reading, Table, Values, with_unit
from tradeoffs.decide.must_haves import Shortlist, Verdict
from tradeoffs.decide.record import (
    SCHEMA,
    CriterionLine,
    EvidenceLine,
    Fragility,
    IntervalLine,
    MapCell,
    MustHaveLine,
    OptionLine,
    PlaceLine,
    Record,
    VoiceLine,
    Words,
    checked,
)
from tradeoffs.decide.scoring import Place, shares
from tradeoffs.decide.summary import Outcome, explore, flip_sentence, map_axes, swing_sentence
from tradeoffs.decide.voices import Voice, together


def draft(
    table: Table,
    chosen: Shortlist,
    voices: Sequence[Voice],
    rule: str,
    *,
    words: Words,
    link: str,
    data_version: str,
    made_on: dt.date,
    notes: Mapping[str, str] | None = None,
) -> Record:
    """The record of this state; the ranking is under the mean of the voices.

    ``table`` holds every option, those excluded too: their evidence is kept. ``notes`` says by
    option id what its status is. ValueError without voices, for weights that cannot be shares,
    and for text longer than a record may hold.
    """
    left = table.keep(chosen.kept)
    values = left.values()
    chorus = together(values, voices, rule)
    found = explore(left, chorus.mean, rule)
    notes = notes or {}
    made = Record(
        schema=SCHEMA,
        made_on=made_on,
        data_version=data_version,
        link=link,
        words=words,
        rule=rule,
        options=tuple(
            OptionLine(o.id, o.name, o.framework, notes.get(o.id, "")) for o in table.options
        ),
        criteria=tuple(
            CriterionLine(c.id, c.label, c.kind, c.unit, c.sentence()) for c in table.criteria
        ),
        must_haves=tuple(
            line
            for verdicts, out in ((chosen.excluded, True), (chosen.unknown, False))
            for verdict in verdicts
            for line in _must_have_lines(verdict, out)
        ),
        weights=dict(chorus.mean),
        voices=tuple(
            VoiceLine(v.name, _shares(v, values.criteria), winners)
            for v, winners in zip(voices, chorus.winners, strict=True)
        ),
        agreement=chorus.agreement,
        ranking=tuple(map(_place_line, found.ranking)),
        evidence=tuple(_evidence_lines(table)),
        fragility=_fragility(left, values, chorus.mean, rule, found),
    )
    return checked(made)


def _shares(voice: Voice, criteria: tuple[str, ...]) -> dict[str, float]:
    found = shares(voice.weights, criteria)
    return {c: float(w) for c, w in zip(criteria, found, strict=True)}


def _must_have_lines(verdict: Verdict, excluded: bool) -> Iterable[MustHaveLine]:
    for e in verdict.evidence or (Evidence("", ""),):
        where = (e.ref, e.text, e.url, e.as_of)
        yield MustHaveLine(verdict.option, verdict.must_have.label, excluded, *where)


def _place_line(place: Place) -> PlaceLine:
    figures = (_on_scale(x) for x in (place.score, place.low, place.high))
    return PlaceLine(place.option, place.rank, *figures, min(place.known, 1.0))


def _on_scale(x: float) -> float | None:
    """NaN is missing; rounding beyond the scale is cut."""
    return None if math.isnan(x) else min(max(float(x), 0.0), 1.0)


def _evidence_lines(table: Table) -> Iterable[EvidenceLine]:
    """At least one line a cell, so that a missing reading stands in the record too."""
    values = table.values()
    for i, option in enumerate(table.options):
        for k, criterion in enumerate(table.criteria):
            reading = table.readings.get((option.id, criterion.id), Reading())
            for e in reading.evidence or (Evidence("", criterion.evidence),):
                yield EvidenceLine(
                    option=option.id,
                    criterion=criterion.id,
                    shown=shown(reading, criterion),
                    value=_on_scale(values.value[i, k]),
                    low=float(values.low[i, k]),
                    high=float(values.high[i, k]),
                    override=reading.override,
                    ref=e.ref,
                    text=e.text,
                    url=e.url,
                    as_of=e.as_of,
                )


def shown(reading: Reading, criterion: Criterion) -> str:
    """The reading with its unit and interval as a reader sees it; empty if missing."""
    if reading.value is None:
        return ""
    value, low, high = (
        x if isinstance(x, str | None) else with_unit(x, "")
        for x in (reading.value, reading.low, reading.high)
    )
    span = f" ({low or value} to {high or value})" if low or high else ""
    space = "" if criterion.unit in ("", "×") else " "
    return f"{value}{space}{criterion.unit}{span}"


def _fragility(
    left: Table, values: Values, weights: Mapping[str, float], rule: str, found: Outcome
) -> Fragility:
    names = {o.id: o.name for o in left.options}
    criteria = {c.id: c for c in left.criteria}
    labels = {c.id: c.label for c in left.criteria}
    axes = map_axes(found.intervals)
    cells = []
    if len(axes) == 2:
        cells = winner_map(values, shares(weights, values.criteria), rule, *axes)
    lead = found.winners[0] if found.winners else ""
    return Fragility(
        sentence=found.sentence,
        flip=flip_sentence(found.flip, found.flip_proven, labels, names) if found.flip else "",
        swings=tuple(swing_sentence(s, criteria[s.criterion], names, lead) for s in found.swings),
        second_method=found.by_topsis,
        could_lead=found.could_lead,
        shares={o: min(s, 1.0) for o, s in found.shares.items()},
        intervals=tuple(
            IntervalLine(
                i.criterion, min(i.weight, 1.0), max(i.low, 0.0), min(i.high, 1.0), i.below, i.above
            )
            for i in found.intervals
        ),
        map_axes=axes if cells else (),
        map_cells=tuple(MapCell(min(c.x, 1.0), min(c.y, 1.0), c.winners) for c in cells),
    )
