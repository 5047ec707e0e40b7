"""Time of a decision: scores with all of their sensitivity, the winner map, the record's forms."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable

from bench.tables import ms, print_table, progress
from tradeoffs.decide import documents
from tradeoffs.decide.chances import winner_map
from tradeoffs.decide.criteria import Criterion, Option, Reading, Scale, Table
from tradeoffs.decide.drafting import draft
from tradeoffs.decide.must_haves import shortlist
from tradeoffs.decide.record import Words, to_json
from tradeoffs.decide.scoring import LEAVE_OUT, RULES, shares
from tradeoffs.decide.summary import explore
from tradeoffs.decide.voices import Voice

CRITERIA, OPTIONS, MISSING = 12, 9, 0.2


def measure(runs: int) -> None:
    """The largest decision that is promised to be quick, one cell in five missing."""
    progress("decision: 12 criteria, 9 options")
    table, weights = made_up()
    w = shares(weights, list(weights))
    values = table.values()
    rows = []
    for rule in RULES:
        rows.append(
            [f"scores and sensitivity, `{rule}`", taken(runs, explore, table, weights, rule)]
        )
    rows.append(["winner map", taken(runs, winner_map, values, w, LEAVE_OUT, "c0", "c1")])
    record = draft(
        table,
        shortlist([o.id for o in table.options], []),
        [Voice("one", weights)],
        LEAVE_OUT,
        words=Words(title="Benchmark"),
        link="",
        data_version="",
        made_on=dt.date(2026, 1, 1),
    )
    for form in (to_json, documents.markdown, documents.html, documents.pdf):
        rows.append([f"record, `{form.__name__}`", taken(runs, form, record)])
    title = f"Deciding, {CRITERIA} criteria, {OPTIONS} options, median of {runs}"
    print_table(title, ["step", "ms"], rows)


def made_up() -> tuple[Table, dict[str, float]]:
    """Seeded stars and weights."""
    dice = random.Random(1)
    criteria = tuple(
        Criterion(f"c{k}", f"Criterion {k}", "rating", Scale(0, 5), "★") for k in range(CRITERIA)
    )
    options = tuple(Option(f"o{i}", f"Option {i}", f"f{i}") for i in range(OPTIONS))
    readings = {
        (o.id, c.id): Reading(dice.randint(0, 50) / 10)
        for o in options
        for c in criteria
        if dice.random() >= MISSING
    }
    return Table(options, criteria, readings), {c.id: dice.randint(1, 30) for c in criteria}


def taken(runs: int, work: Callable, *given: object) -> str:
    """Median milliseconds of runs after a first one that is not counted."""
    work(*given)
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work(*given)
        times.append((time.perf_counter() - start) * 1000)
    return ms(times)
