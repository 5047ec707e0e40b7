"""Must-haves from documented facts: whom each excludes, and by what evidence. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tradeoffs.charts.theme import FALLEN
from tradeoffs.decide import readings
from tradeoffs.decide.catalog import MUST_HAVES, STRATEGY_MUSTS
from tradeoffs.decide.criteria import Reading
from tradeoffs.decide.must_haves import Finding, MustHave
from tradeoffs.formats import is_missing
from tradeoffs.vocabulary import FRAMEWORKS

OPEN_LICENCES = ("Apache-2.0", "BSD-3-Clause", "BSD-2-Clause", "MIT")


def demand(id: str, facts: Mapping[str, pd.DataFrame], label: str = "") -> MustHave:
    """A must-have with its finding for each of the five; ``facts`` as ``sheet.facts`` gives them.

    Only a plain yes meets it and only a plain no excludes; what is partly so stays and is named.
    """
    found = {f: _finding(id, f, facts) for f in FRAMEWORKS}
    return MustHave(id, label or MUST_HAVES[id], found)


def _finding(id: str, framework: str, facts: Mapping[str, pd.DataFrame]) -> Finding:
    own = {name: rows[rows.framework == framework] for name, rows in facts.items()}
    row = next(own["frameworks"].itertuples())
    if id in ("alive", "maintained"):
        met = row.status == "active" if id == "maintained" else row.status != "archived"
        return Finding(met, readings.upkeep(row).evidence)
    if id == "licence":
        return _licence(row)
    if id == "lora":
        return _lora(own["ratings"])
    if id == "metrics":
        return _metrics(own["metrics"])
    if id == "precision":
        return _of(readings.precision(own["precision"], facts["precision"].attrs["family"]))
    if id in STRATEGY_MUSTS:
        return _of(readings.strategy(own["parallelism"], id))
    column = {"api": "openai_api", "structured": "structured_output"}[id]
    return _of(readings.stated(row, column))


def _of(reading: Reading) -> Finding:
    met = {"yes": True, "no": False}.get(str(reading.value))
    return Finding(met, reading.evidence)


def _licence(row: Any) -> Finding:
    said = readings.text(row.licence)
    evidence = (readings._fact(row, "licence", said or "not stated", row.repo_url),)
    return Finding(True if said in OPEN_LICENCES else None, evidence)


def _lora(ratings: pd.DataFrame) -> Finding:
    """From the founding rating: no stars is a no; one that no longer stands says nothing."""
    for row in ratings[ratings.criterion_id == "multi-lora"].itertuples():
        evidence = readings.rating(row, written=True).evidence
        fell = row.verdict in FALLEN or is_missing(row.stars)
        return Finding(None if fell else bool(row.stars > 0), evidence)
    return Finding(None)


def _metrics(rows: pd.DataFrame) -> Finding:
    if rows.empty:
        return Finding(None)
    reading = readings.observed(rows, rows.concept.nunique())
    return Finding(bool(reading.value), reading.evidence)
