"""From the values of a decide link to everything the page shows; asked once and remembered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec
import pandas as pd

from tradeoffs import store
from tradeoffs.comparison.methods import FAMILIES
from tradeoffs.comparison.parallelism import STRATEGIES
from tradeoffs.decide import readings, voicing
from tradeoffs.decide.catalog import WEIGHABLE, Weighable
from tradeoffs.decide.criteria import Criterion, Levels, Option, Reading, Scale, Table
from tradeoffs.decide.demands import demand
from tradeoffs.decide.drafting import draft
from tradeoffs.decide.must_haves import MustHave, Shortlist, shortlist
from tradeoffs.decide.record import Record, Words, checked
from tradeoffs.decide.voices import Voice
from tradeoffs.decidekeys import WORDS
from tradeoffs.evidence import asking, findings
from tradeoffs.linkcoding import Dropped
from tradeoffs.vocabulary import FRAMEWORKS, GENERATIONS, framework_label

_REMEMBERED = 64
_MEASURED = ("model", "gpu", "prec", "load_from", "load_to")
_LOOSE = ("mode", "step", "claim", "one", "was", *WORDS)  # what changes no figure
_WEIGHING = ("rule", "who", "mine", "voice", *(w.key for w in WEIGHABLE))


@dataclass(frozen=True)
class Grounds:
    """What a decision rests on before anybody weighs: every reading, the must-haves, who is left.

    ``statuses`` are active, maintenance or archived by framework; ``problems`` as in ``Sheet``.
    """

    table: Table
    must_haves: tuple[MustHave, ...]
    chosen: Shortlist
    statuses: Mapping[str, str]
    problems: tuple[Dropped, ...]


@dataclass(frozen=True)
class Sheet:
    """A decision as it stands: its grounds, the voices and a record still without words.

    ``record`` is None where nothing can be added up, ``why_not`` then says why. ``problems`` are
    the parts of the link that could not be used.
    """

    grounds: Grounds
    voices: tuple[Voice, ...]
    record: Record | None
    why_not: str
    problems: tuple[Dropped, ...]


def sheet(values: Mapping[str, Any]) -> Sheet:
    """The sheet of a link's values; the same object as long as figures and data are the same."""
    return _sheet(store.version(), dt.date.today(), _part(values, _LOOSE))


def _part(values: Mapping[str, Any], without: Collection[str]) -> tuple[tuple[str, Any], ...]:
    return tuple((k, v) for k, v in sorted(values.items()) if k not in without)


@lru_cache(maxsize=_REMEMBERED)
def _sheet(version: str, today: dt.date, parts: tuple[tuple[str, Any], ...]) -> Sheet:
    """A moved weight makes a new sheet on the same grounds."""
    values = dict(parts)
    grounds = _grounds(version, _part(values, _WEIGHING))
    voices, problems = _parsed("voice", values["voice"], voicing.voice)
    if values["mine"] or not voices:
        voices = [Voice(values["who"] or voicing.MINE, voicing.weights_of(values)), *voices]
    problems = (*grounds.problems, *problems)
    why_not = ""
    if not any(w for v in voices for w in v.weights.values()):
        why_not = "Every weight is 0, so nothing can be added up"
    elif not grounds.chosen.kept:
        why_not = "No option meets every must-have"
    if why_not:
        return Sheet(grounds, tuple(voices), None, why_not, problems)
    made = draft(
        weighed(grounds.table, voices),
        grounds.chosen,
        voices,
        values["rule"],
        words=Words(),
        link="",
        data_version=version,
        made_on=today,
        notes={o.id: _warning(grounds.statuses[o.id]) for o in grounds.table.options},
    )
    return Sheet(grounds, tuple(voices), made, "", problems)


def _warning(status: str) -> str:
    return "" if status == "active" else status


@lru_cache(maxsize=_REMEMBERED)
def _grounds(version: str, parts: tuple[tuple[str, Any], ...]) -> Grounds:
    values = dict(parts)
    asked = facts(values["gen"], values["family"])
    own, problems = _parsed("own", values["own"], voicing.own_stars)
    frameworks = [f for f in FRAMEWORKS if not values["fw"] or f in values["fw"]]
    musts = tuple(
        demand(id, asked, _precision_label(values) if id == "precision" else "")
        for id in values["must"]
    )
    return Grounds(
        _table(values, asked, frameworks, own),
        musts,
        shortlist(frameworks, musts),
        dict(zip(asked["frameworks"].framework, asked["frameworks"].status, strict=True)),
        tuple(problems),
    )


def finished(drafted: Record, words: Words, link: str, made_on: dt.date) -> Record:
    """The record to keep. ValueError where words or link are longer than one may hold."""
    return checked(msgspec.structs.replace(drafted, words=words, link=link, made_on=made_on))


def _parsed(key: str, texts: Sequence[str], parse: Any) -> tuple[list[Any], list[Dropped]]:
    found, problems = [], []
    for text in texts:
        try:
            found.append(parse(text))
        except ValueError as error:
            problems.append(Dropped(key, text, str(error)))
    return found, problems


def weighed(table: Table, voices: Sequence[Voice]) -> Table:
    """The table with only the criteria on which some voice has put points."""
    live = {k for v in voices for k, points in v.weights.items() if points}
    criteria = tuple(c for c in table.criteria if c.id in live)
    kept = {k: r for k, r in table.readings.items() if k[1] in live}
    return Table(table.options, criteria, kept)


def facts(generation: str, family: str) -> dict[str, pd.DataFrame]:
    """Rows of every table that a reading or a must-have rests on, by name."""
    support = store.ask("quantization_support")
    chosen = support[support.generation == generation].copy()
    chosen.attrs["family"] = family
    return {
        "frameworks": store.ask("decide_facts"),
        "ratings": store.ask("decide_ratings"),
        "precision": chosen,
        "parallelism": store.ask("parallelism_support"),
        "metrics": store.ask("metric_names"),
    }


def measured_under(values: Mapping[str, Any]) -> findings.Findings:
    """Findings under the model, GPU, precision and load of a decide link."""
    return findings.find({**asking.DEFAULTS, **{k: values[k] for k in _MEASURED}})


def _precision_label(values: Mapping[str, Any]) -> str:
    return f"{FAMILIES[values['family']]} on {GENERATIONS[values['gen']]}"


def _table(
    values: Mapping[str, Any],
    asked: Mapping[str, pd.DataFrame],
    frameworks: Sequence[str],
    own: Sequence[voicing.OwnStars],
) -> Table:
    concepts = asked["metrics"].concept.nunique()
    criteria = tuple(_criterion(w, values, concepts) for w in WEIGHABLE)
    readings_: dict[tuple[str, str], Reading] = {}
    for framework in frameworks:
        rows = {name: part[part.framework == framework] for name, part in asked.items()}
        found = _measured(values, framework) | _rated(rows["ratings"], values["fallen"], own)
        found |= _documented(rows, values, concepts)
        readings_ |= {(framework, k): r for k, r in found.items()}
    options = tuple(Option(f, framework_label(f), f) for f in frameworks)
    return Table(options, criteria, readings_)


def _criterion(w: Weighable, values: Mapping[str, Any], concepts: int) -> Criterion:
    if w.kind == "measured":
        against = f"matched ratio to {framework_label(values['base'])}"
        return Criterion(w.id, w.label, w.kind, readings.ratio_scale(w.id), "×", against)
    if w.kind == "rating":
        return Criterion(w.id, w.label, w.kind, readings.STARS, "★", "founding text")
    scales: dict[str, tuple[Scale | Levels, str]] = {
        "upkeep": (readings.UPKEEP, ""),
        "parallelism": (Scale(0, len(STRATEGIES)), f"of {len(STRATEGIES)}"),
        "observability": (Scale(0, concepts), f"of {concepts}"),
    }
    scale, unit = scales.get(w.id, (readings.SUPPORT, ""))
    label = _precision_label(values) if w.id == "precision" else w.label
    return Criterion(w.id, label, w.kind, scale, unit, "documentation")


def _measured(values: Mapping[str, Any], framework: str) -> dict[str, Reading]:
    found = measured_under(values).measured
    metrics = [w.id for w in WEIGHABLE if w.kind == "measured"]
    return {m: readings.measured(found, m, framework, values["base"]) for m in metrics}


def _rated(rows: pd.DataFrame, fallen: str, own: Sequence[voicing.OwnStars]) -> dict[str, Reading]:
    found = {
        row.criterion_id: readings.rating(row, written=fallen == "written")
        for row in rows.itertuples()
    }
    for theirs in own:
        if theirs.framework in set(rows.framework):
            before = found.get(theirs.criterion, Reading())
            found[theirs.criterion] = readings.overridden(before, theirs.stars, theirs.reason)
    return found


def _documented(
    rows: Mapping[str, pd.DataFrame], values: Mapping[str, Any], concepts: int
) -> dict[str, Reading]:
    row = next(rows["frameworks"].itertuples())
    return {
        "upkeep": readings.upkeep(row),
        "precision": readings.precision(rows["precision"], values["family"]),
        "parallelism": readings.strategies(rows["parallelism"]),
        "observability": readings.observed(rows["metrics"], concepts),
        "structured-output": readings.stated(row, "structured_output"),
        "openai-api": readings.stated(row, "openai_api"),
    }
