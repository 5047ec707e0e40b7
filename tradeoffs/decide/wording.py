"""What the decide page says, from a sheet and its record: titles, measures, who is out and why."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tradeoffs.decide.criteria import KINDS
from tradeoffs.decide.must_haves import Verdict
from tradeoffs.decide.readings import day_of
from tradeoffs.decide.record import Record, Revisit, Words
from tradeoffs.decide.sheet import Sheet
from tradeoffs.decide.telling import told
from tradeoffs.decidekeys import WORDS
from tradeoffs.formats import MISSING, day, listing, percent, plural
from tradeoffs.vocabulary import FRAMEWORKS, framework_label

_SHORT = {"rating": "rated", "measured": "measured", "fact": "documented"}
RULE_LABELS = {
    "range": "Show the whole range",
    "leave-out": "Leave out",
    "worst-case": "Count the worst",
}
FALLEN_LABELS = {"unknown": "Count as unknown", "written": "Count as written"}


def answer(sheet: Sheet) -> str:
    """The page's title in plain text: who leads and what would end it, or why nobody does."""
    return sheet.record.fragility.sentence if sheet.record else f"{sheet.why_not}."


def _empty(sheet: Sheet, kind: str) -> str:
    """How many criteria of a kind tell no two frameworks apart, since fewer have a value."""
    table = sheet.grounds.table
    shown = {c.id for c in sheet.record.criteria if c.kind == kind}
    known = Counter(c for (_, c), r in table.readings.items() if r.value is not None)
    n = sum(known[c] < 2 for c in shown)
    return f", {n} of them without data here" if n else ""


def measure(sheet: Sheet) -> str:
    """What was added up over whom; the line under the title."""
    if sheet.record is None:
        return "Give a criterion some points, or take a must-have away."
    kinds = Counter(c.kind for c in sheet.record.criteria)
    parts = listing([f"{kinds[k]} {_SHORT[k]}{_empty(sheet, k)}" for k in KINDS if kinds[k]])
    n = plural(len(sheet.record.criteria), "criterion", "criteria")
    voices = plural(len(sheet.voices), "voice")
    left = len(sheet.grounds.chosen.kept)
    return (
        f"Weighted score of {n} ({parts}) for {left} of "
        f"{plural(len(sheet.grounds.table.options), 'framework')}, under the weights of {voices}"
    )


def ranking_title(record: Record) -> str:
    """``vLLM scores 0.75, TensorRT-LLM 0.66``."""
    names = {o.id: o.name for o in record.options}
    scored = [p for p in record.ranking if p.score is not None]
    if not scored:
        return "Nobody has a score"
    first, *rest = scored
    said = f"{names[first.option]} scores {first.score:.2f}"
    return f"{said}, {names[rest[0].option]} {rest[0].score:.2f}" if rest else said


RANKING_CAPTION = (
    "0 to 1, more is better. Tick: the score; solid: certain; pale: what uncertain and missing "
    "values leave open"
)


def fragility_caption(record: Record) -> str:
    """How often the leader stays at random weights near these, and by the second method."""
    names = {o.id: o.name for o in record.options}
    found = record.fragility
    won = [
        f"{names[o]} {100 * share:.0f} %"
        for o, share in sorted(found.shares.items(), key=lambda item: -item[1])
        if share >= 0.005
    ]
    second = listing([names[o] for o in found.second_method]) if found.second_method else "nobody"
    return f"Of 2,000 random weightings around these: {', '.join(won)}. By TOPSIS: {second}"


def shortlist_title(sheet: Sheet) -> str:
    """How many frameworks are left, and who is out."""
    out = list(dict.fromkeys(v.option for v in sheet.grounds.chosen.excluded))
    total = plural(len(sheet.grounds.table.options), "framework")
    if not sheet.grounds.must_haves:
        return f"No must-have is set: all {total} take part"
    if not out:
        return f"All {total} stay"
    names = listing([framework_label(o) for o in out])
    verb = "is" if len(out) == 1 else "are"
    return f"{len(sheet.grounds.chosen.kept)} of {total} stay; {names} {verb} out"


def verdict_rows(verdicts: Sequence[Verdict]) -> list[dict[str, str]]:
    """One row a verdict: option, must_have, text, url and date of its first piece of evidence."""
    rows = []
    for v in verdicts:
        first = v.evidence[0] if v.evidence else None
        rows.append(
            {
                "option": framework_label(v.option),
                "must_have": v.must_have.label,
                "text": first.text if first else "nothing is known",
                "url": first.url if first else "",
                "as_of": first.as_of if first else "",
            }
        )
    return rows


def matrix(record: Record) -> pd.DataFrame:
    """Criteria × options: each reading as shown, with its weight; a dash where it is missing."""
    shown = {(e.criterion, e.option): e.shown for e in record.evidence}
    rows = []
    for c in record.criteria:
        row = {"Criterion": c.label, "Weight": f"{100 * record.weights.get(c.id, 0):.0f} %"}
        for o in record.options:
            row[o.name] = shown.get((c.id, o.id)) or MISSING
        rows.append(row)
    return pd.DataFrame(rows)


def evidence_rows(record: Record, option: str) -> list[dict[str, str]]:
    """Every piece of evidence of one option, as ``telling`` words it."""
    return [e for e in told(record)["evidence"] if e["option_id"] == option]


def reasons(record: Record) -> list[str]:
    """One sentence an option, in order of rank: where it gains and loses most on the others.

    A gain is the weight times the distance of its value from the mean of the others' known ones.
    """
    labels = {c.id: c.label for c in record.criteria}
    values = {(e.option, e.criterion): (e.value, e.shown) for e in record.evidence}
    ranked = [p.option for p in record.ranking]
    said = []
    for option in ranked:
        gains = _gains(record, values, option, [o for o in ranked if o != option])
        best = max(gains, key=lambda k: gains[k], default="")
        worst = min(gains, key=lambda k: gains[k], default="")
        parts = [
            f"{word} on {labels[k]} ({values[option, k][1]})"
            for word, k, sign in (("gains most", best, 1), ("loses most", worst, -1))
            if k and sign * gains[k] > 0
        ]
        unknown = [c.label for c in record.criteria if values[option, c.id][0] is None]
        parts += [f"unknown: {listing(unknown)}"] if unknown else []
        said.append(f"{capital('; '.join(parts))}." if parts else "As good as the others.")
    return said


def _gains(
    record: Record,
    values: Mapping[tuple[str, str], tuple[float | None, str]],
    option: str,
    others: Sequence[str],
) -> dict[str, float]:
    gains = {}
    for criterion, weight in record.weights.items():
        mine = values[option, criterion][0]
        known = [v for o in others if (v := values[o, criterion][0]) is not None]
        if mine is not None and known:
            gains[criterion] = weight * (mine - sum(known) / len(known))
    return gains


def difference(record: Record) -> str:
    """On which criterion the voices are furthest apart; empty for one voice or equal ones."""
    spreads = {c.id: [v.weights.get(c.id, 0.0) for v in record.voices] for c in record.criteria}
    widest = max(record.criteria, key=lambda c: max(spreads[c.id]) - min(spreads[c.id]))
    low, high = min(spreads[widest.id]), max(spreads[widest.id])
    if high - low < 0.005:
        return ""
    who = record.voices[spreads[widest.id].index(high)].name
    return f"{widest.label} divides most: {percent(low)} to {percent(high)} ({who})"


def agreement(record: Record) -> str:
    """Whether the voices choose alike, in a sentence; empty for one voice."""
    if len(record.voices) < 2:
        return ""
    names = {o.id: o.name for o in record.options}
    leads = Counter(names[v.winners[0]] if len(v.winners) == 1 else "level" for v in record.voices)
    (first, n), *rest = leads.most_common()
    if not rest:
        return f"All {n} voices choose {first}" if first != "level" else "No voice has one leader"
    parts = [f"{m} {'is' if m == 1 else 'are'} for {name}" for name, m in leads.most_common()]
    return f"The voices choose differently: {listing(parts)}"


def revisits(record: Record) -> list[str]:
    """When to look again, from the evidence: readings that are missing, and the oldest one."""
    names = {o.id: o.name for o in record.options}
    labels = {c.id: c.label for c in record.criteria}
    kinds = {c.id: c.kind for c in record.criteria}
    left = {p.option for p in record.ranking}
    missing: dict[str, list[str]] = {}
    for e in record.evidence:
        if e.option in left and e.value is None and kinds[e.criterion] == "measured":
            missing.setdefault(e.option, []).append(labels[e.criterion])
    said = [f"{listing(found)} of {names[o]} can be measured" for o, found in missing.items()]
    aged = [e for e in record.evidence if e.option in left and e.as_of and e.value is not None]
    if aged:
        oldest = min(aged, key=lambda e: e.as_of)
        when = f"{labels[oldest.criterion]} of {names[oldest.option]} ({day(oldest.as_of)})"
        said.append(f"newer evidence appears on {when}, the oldest used")
    return said


def capital(said: str) -> str:
    """The text with a capital at its start."""
    return said[:1].upper() + said[1:]


def words(values: Mapping[str, Any]) -> Words:
    """What people wrote, from the values of a link."""
    lines = [line.strip() for line in values["again"].splitlines() if line.strip()]
    plain = {k: values[k] for k in WORDS if k not in ("again", "day")}
    return Words(**plain, revisit=tuple(map(revisit, lines)))


def revisit(line: str) -> Revisit:
    """A date, an event, or an event with a date after its last comma."""
    if day := day_of(line):
        return Revisit("", day)
    event, _, last = line.rpartition(",")
    if event and (day := day_of(last)):
        return Revisit(event.strip(), day)
    return Revisit(line)


def made_on(values: Mapping[str, Any], today: dt.date) -> dt.date:
    """The day of the decision: as written, else today."""
    return day_of(values["day"]) or today


def snapshot(record: Record | None) -> tuple[str, ...]:
    """The ranking as a shared link carries it: ``vllm;0.75``."""
    if record is None:
        return ()
    return tuple(
        f"{p.option};{MISSING if p.score is None else f'{p.score:.3f}'}" for p in record.ranking
    )


def then_and_now(was: Sequence[str], record: Record | None) -> pd.DataFrame:
    """The ranking of a link beside today's: rank, Then, Now; unreadable parts are left out."""
    then = []
    for text in was:
        option, _, score = text.partition(";")
        if option in FRAMEWORKS:
            then.append(f"{framework_label(option)} {_score(score)}")
    now = [
        f"{framework_label(p.option)} {_score(p.score)}" for p in (record.ranking if record else ())
    ]
    n = max(len(then), len(now))
    return pd.DataFrame(
        {
            "Place": range(1, n + 1),
            "Then": then + [MISSING] * (n - len(then)),
            "Now": now + [MISSING] * (n - len(now)),
        }
    )


def _score(score: object) -> str:
    try:
        return f"{float(str(score)):.2f}"
    except ValueError:
        return MISSING
