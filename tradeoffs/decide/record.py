"""The decision record: what was decided, on what, by whom; and its JSON.

Lines hold the figures as they were shown, so that a record can be read, drawn and exported again
without the data it was made from. Shares and values are 0 to 1; ids refer to ``options`` and
``criteria``. All text may come from a stranger: it is text, and ``documents`` escapes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

SCHEMA = 1
MAX_BYTES = 5_000_000
STATUSES = ("proposed", "accepted", "superseded")

Short = Annotated[str, Meta(max_length=300)]
Long = Annotated[str, Meta(max_length=20_000)]
Link = Annotated[str, Meta(max_length=8_000)]
Share = Annotated[float, Meta(ge=0, le=1)]
Status = Annotated[str, Meta(pattern=f"^({'|'.join(STATUSES)})$")]


class _Line(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a record; unknown fields are refused, so that nothing is lost unseen."""


class OptionLine(_Line):
    """What could be chosen; ``note`` is its status today."""

    id: Short
    name: Short
    framework: Short
    note: Short = ""


class CriterionLine(_Line):
    """What was weighed, and its value function in words."""

    id: Short
    label: Short
    kind: Short
    unit: Short
    scale: Long


class MustHaveLine(_Line):
    """A must-have that excluded an option, or of which nothing was known."""

    option: Short
    must_have: Short
    excluded: bool
    ref: Short = ""
    text: Long = ""
    url: Link = ""
    as_of: Short = ""


class VoiceLine(_Line):
    """A participant: weights as shares by criterion, and who wins under them."""

    name: Short
    weights: dict[Short, Share]
    winners: tuple[Short, ...]


class PlaceLine(_Line):
    """An option's place in the ranking; None where nothing weighted was known."""

    option: Short
    rank: int | None
    score: Share | None
    low: Share | None
    high: Share | None
    known: Share


class EvidenceLine(_Line):
    """One piece of evidence of one cell: the reading as shown, its values, where from.

    ``shown`` is empty for a missing reading; ``override`` is the team's reason for its own.
    """

    option: Short
    criterion: Short
    shown: Short
    value: Share | None
    low: Share
    high: Share
    override: Long = ""
    ref: Short = ""
    text: Long = ""
    url: Link = ""
    as_of: Short = ""


class IntervalLine(_Line):
    """Where a weight may lie while the winner stays; who takes over below and above."""

    criterion: Short
    weight: Share
    low: Share
    high: Share
    below: Short | None
    above: Short | None


class MapCell(_Line):
    """Who leads where two criteria weigh x and y."""

    x: Share
    y: Share
    winners: tuple[Short, ...]


class Fragility(_Line):
    """What would change the decision, in sentences and figures."""

    sentence: Long
    flip: Long
    swings: tuple[Long, ...]
    second_method: tuple[Short, ...]
    could_lead: tuple[Short, ...]
    shares: dict[Short, Share]
    intervals: tuple[IntervalLine, ...]
    map_axes: tuple[Short, ...]
    map_cells: Annotated[tuple[MapCell, ...], Meta(max_length=10_000)]


class Revisit(_Line):
    """When to look again: a date, an event, or an event at the latest by a date."""

    event: Long = ""
    on: dt.date | None = None


class Words(_Line):
    """What people write; every field may be empty."""

    title: Short = ""
    question: Long = ""
    context: Long = ""
    decision: Long = ""
    dissent: Long = ""
    consequences: Long = ""
    revisit: tuple[Revisit, ...] = ()
    status: Status = "proposed"


class Record(_Line):
    """A decision with all it rests on. ValueError where a line names an unknown id."""

    schema: int
    made_on: dt.date
    data_version: Short
    link: Link
    words: Words
    rule: Short
    options: tuple[OptionLine, ...]
    criteria: tuple[CriterionLine, ...]
    must_haves: tuple[MustHaveLine, ...]
    weights: dict[Short, Share]
    voices: tuple[VoiceLine, ...]
    agreement: Share | None
    ranking: tuple[PlaceLine, ...]
    evidence: tuple[EvidenceLine, ...]
    fragility: Fragility

    def __post_init__(self) -> None:
        options, criteria = {o.id for o in self.options}, {c.id for c in self.criteria}
        if unknown := set(_option_ids(self)) - options:
            raise ValueError(f"no option has the id {sorted(unknown)[0]!r}")
        if unknown := set(_criterion_ids(self)) - criteria:
            raise ValueError(f"no criterion has the id {sorted(unknown)[0]!r}")


def _option_ids(record: Record) -> Iterable[str]:
    found = record.fragility
    for lines in (record.must_haves, record.ranking, record.evidence):
        yield from (line.option for line in lines)
    for voice in record.voices:
        yield from voice.winners
    for cell in found.map_cells:
        yield from cell.winners
    yield from (*found.second_method, *found.could_lead, *found.shares)
    yield from (o for i in found.intervals for o in (i.below, i.above) if o is not None)


def _criterion_ids(record: Record) -> Iterable[str]:
    yield from (line.criterion for line in (*record.evidence, *record.fragility.intervals))
    yield from (*record.weights, *record.fragility.map_axes)
    for voice in record.voices:
        yield from voice.weights


def to_json(record: Record) -> bytes:
    """The record as indented JSON; reading and writing it again gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def from_json(content: bytes) -> Record:
    """The record of a JSON file. ValueError says in words what is wrong, and where."""
    if len(content) > MAX_BYTES:
        raise ValueError(f"larger than {MAX_BYTES // 1_000_000} MB, so no decision record")
    try:
        version = msgspec.json.decode(content, type=_Version).schema
        if version != SCHEMA:
            raise ValueError(f"record of schema {version}; this dashboard reads schema {SCHEMA}")
        return msgspec.json.decode(content, type=Record)
    except msgspec.DecodeError as error:
        raise ValueError(f"not a decision record: {error}") from None
    except (RecursionError, UnicodeDecodeError):
        raise ValueError("not a decision record: it is not readable as JSON") from None


def checked(record: Record) -> Record:
    """The record as it would be read back. ValueError for what no file may hold."""
    return from_json(to_json(record))


class _Version(Struct):
    schema: int
