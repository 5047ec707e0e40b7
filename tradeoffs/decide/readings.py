"""Readings of a decision from three kinds of evidence: ratings, measurements, documented facts.

Pure: rows of ``queries/`` and ``Measured`` in, ``criteria.Reading`` out. What nobody states has no
value, only the interval in which it could lie, and evidence that says why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from tradeoffs.charts.theme import FALLEN
from tradeoffs.comparison.methods import THROUGH, family_of
from tradeoffs.comparison.parallelism import STRATEGIES
from tradeoffs.comparison.quantization import state
from tradeoffs.decide.criteria import Evidence, Levels, Reading, Scale, with_unit
from tradeoffs.evidence.measured import Measured
from tradeoffs.evidence.ranking import BETTER
from tradeoffs.formats import is_missing, plural
from tradeoffs.vocabulary import FRAMEWORKS, framework_label

STARS = Scale(0, 5)
ROUNDING, HALF_KNOWN = 0.5, 1.0  # stars that a written rating may lie off
SUPPORT = Levels((("yes", 1.0), ("partly", 0.5), ("no", 0.0)))
UPKEEP = Levels((("active", 1.0), ("maintenance", 0.5), ("archived", 0.0)))
FACTOR = 2.0  # twice as good as the base counts 1, half as good 0


def ratio_scale(metric: str) -> Scale:
    """Ratios to the base: half as good counts 0, twice as good 1."""
    ends = (1 / FACTOR, FACTOR) if BETTER[metric] > 0 else (FACTOR, 1 / FACTOR)
    return Scale(*ends, log=True)


def text(value: object) -> str:
    """A stated text, or nothing."""
    return "" if is_missing(value) else str(value)


def rating(row: Any, *, written: bool) -> Reading:
    """A written star: give or take half a star, one whole where it is half-known.

    A rating that no longer stands is missing, unless it is to count as ``written``.
    """
    said = f"{row.verdict}: {text(row.current_value)}"
    source = Evidence(row.claim_id, said, text(row.evidence_url), text(row.as_of_date))
    if is_missing(row.stars) or (row.verdict in FALLEN and not written):
        return Reading(evidence=(source,))
    weak = not is_missing(row.qualifier) or row.verdict in ("disputed", "unverifiable", *FALLEN)
    give = HALF_KNOWN if weak else ROUNDING
    stars = float(row.stars)
    return Reading(stars, max(stars - give, 0.0), min(stars + give, 5.0), (source,))


def overridden(reading: Reading, stars: float, reason: str) -> Reading:
    """The team's own stars with their reason, beside the evidence they overrule."""
    return Reading(stars, evidence=reading.evidence, override=reason)


def measured(found: Measured, metric: str, framework: str, base: str) -> Reading:
    """The matched ratio framework ÷ base with its interval; missing where pairs are too few."""
    ref = f"matched_pairs {metric} {framework} {base}"
    if framework == base:
        met = any(found.estimate(metric, f, base).enough for f in FRAMEWORKS if f != base)
        said = "What the others are compared with" if met else "No pair to compare it with"
        return Reading(1.0 if met else None, evidence=(Evidence(ref, said),))
    told = found.estimate(metric, framework, base)
    pairs = found.rows(metric, framework, base)
    extent = f"{plural(told.pairs, 'matched pair')} in {plural(told.setups, 'set-up')}"
    newest = _newest(pairs)
    if not told.enough:
        return Reading(evidence=(Evidence(ref, f"{extent}: too few for a ratio", "", newest),))
    said = (
        f"{with_unit(told.ratio, '×')} {framework_label(base)} "
        f"({with_unit(told.low, '×')} to {with_unit(told.high, '×')}) from {extent} of "
        f"{plural(told.sources, 'source')}"
    )
    return Reading(told.ratio, told.low, told.high, (Evidence(ref, said, "", newest),))


def _newest(pairs: pd.DataFrame) -> str:
    dated = pairs.measured_date.dropna()
    return "" if dated.empty else pd.Timestamp(dated.max()).date().isoformat()


def level(stated: object) -> str | None:
    """yes, partly or no from a stated text that starts so; a route through an engine is partly."""
    first = text(stated).split(" ")[0].rstrip(":").lower()
    known = {"yes": "yes", "partial": "partly", "via": "partly", "none": "no", "no": "no"}
    return known.get(first)


def stated(row: Any, column: str, url: str | None = None) -> Reading:
    """One column of ``decide_facts`` as yes, partly or no."""
    said = text(getattr(row, column)) or "not stated"
    return Reading(level(said), evidence=(_fact(row, column, said, url or row.repo_url),))


def upkeep(row: Any) -> Reading:
    """Active, maintenance or archived."""
    said = f"{row.status}; newest stable release {row.version} ({row.released_on})"
    if not is_missing(row.notes):
        said = f"{said}. {row.notes}"
    return Reading(row.status, evidence=(_fact(row, "status", said, row.status_source_url),))


def _fact(row: Any, column: str, said: str, url: object) -> Evidence:
    ref = f"frameworks {row.framework} {column}"
    return Evidence(ref, said, text(url), text(row.as_of_date))


_BEST = ("yes", "partial", "ring", "no")
_LEVEL = {"yes": "yes", "partial": "partly", "no": "no"}


def precision(rows: pd.DataFrame, family: str) -> Reading:
    """The best method of a family on one generation: rows of ``quantization_support``.

    Supported without a word on this hardware is missing; so is what an engine behind decides.
    """
    mine = [r for r in rows.itertuples() if family_of(r.method) == family]
    if not mine:
        mine = [r for r in rows.itertuples() if r.method in THROUGH]
        return Reading(evidence=tuple(_method(r, "the engine decides") for r in mine))
    states = {r.method: state(r.cell, r.supported) for r in mine}
    best = min(states.values(), key=_BEST.index)
    words = {"ring": "supported, hardware not stated"}.get(best, _LEVEL.get(best, best))
    shown = tuple(_method(r, words) for r in mine if states[r.method] == best)
    return Reading(_LEVEL.get(best), evidence=shown[:3])


def _method(row: Any, words: str) -> Evidence:
    said = f"{row.method}: {words}. {text(row.note)}".rstrip(". ")
    ref = f"quantization {row.framework} {row.method}"
    return Evidence(ref, said, text(row.evidence_url), text(row.as_of_date))


def strategy(rows: pd.DataFrame, name: str) -> Reading:
    """One way to spread a model, from rows of ``parallelism_support`` of one framework."""
    for row in rows[rows.strategy == name].itertuples():
        return Reading(_LEVEL.get(row.supported), evidence=(_strategy(row),))
    return Reading()


def _strategy(row: Any) -> Evidence:
    said = f"{row.strategy}: {row.supported}"
    said = f"{said} ({row.flag_or_config})" if not is_missing(row.flag_or_config) else said
    ref = f"parallelism {row.framework} {row.strategy}"
    return Evidence(ref, said, text(row.evidence_url), text(row.as_of_date))


def strategies(rows: pd.DataFrame) -> Reading:
    """How many of the ways to spread a model a framework offers; in part counts half."""
    known = rows[rows.strategy.isin(list(STRATEGIES))]
    return _counted(known.supported, len(STRATEGIES), tuple(map(_strategy, known.itertuples())))


SUPPORT_WORTH: Mapping[str, float] = {"yes": 1.0, "partial": 0.5, "no": 0.0}


def observed(rows: pd.DataFrame, concepts: int) -> Reading:
    """How many of the watched figures a framework exports over its best serving path each.

    ``rows`` of ``metric_names`` of one framework; a figure nobody looked up widens the interval.
    """
    if rows.empty:
        return Reading()
    worth = rows.available.map(SUPPORT_WORTH)
    best = worth.groupby(rows.concept).max()
    shown = tuple(_path(path, mine) for path, mine in rows.groupby("serving_path", sort=True))
    unknown = concepts - len(best)
    total = float(best.sum())
    return Reading(total, total, total + unknown, shown)


def _path(path: str, rows: pd.DataFrame) -> Evidence:
    there = rows[rows.available != "no"].concept.nunique()
    first = rows.iloc[0]
    said = f"{path}: {there} of {plural(rows.concept.nunique(), 'figure')} looked up"
    ref = f"metrics_catalog {first.framework} {path}"
    return Evidence(ref, said, text(first.evidence_url), text(first.as_of_date))


def _counted(states: Iterable[str], out_of: int, shown: tuple[Evidence, ...]) -> Reading:
    worth = [SUPPORT_WORTH[s] for s in states if s in SUPPORT_WORTH]
    total = float(sum(worth))
    return Reading(total, total, total + out_of - len(worth), shown) if worth else Reading()


def day_of(text_: str) -> dt.date | None:
    """A day written as year-month-day; None for anything else."""
    try:
        return dt.date.fromisoformat(text_.strip())
    except ValueError:
        return None
