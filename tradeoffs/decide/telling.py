"""A decision record in the words of a reader: names for ids, figures and dates as shown."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote, urlsplit

from tradeoffs.charts.decide import interval_words, map_title, score_words
from tradeoffs.decide.record import EvidenceLine, MustHaveLine, Record
from tradeoffs.decide.scoring import RULES
from tradeoffs.formats import MISSING, age, day, listing, percent


def told(record: Record) -> dict[str, Any]:
    """All parts of the record as plain text, lists and dicts; nothing is escaped here."""
    names = {o.id: o.name for o in record.options}
    words = record.words
    return {
        "title": words.title or "Decision without a title",
        "status": words.status,
        "status_words": words.status.capitalize(),
        "made_on": record.made_on.isoformat(),
        "made_on_words": day(record.made_on),
        "question": words.question,
        "context": words.context,
        "decision": words.decision,
        "dissent": words.dissent,
        "consequences": words.consequences,
        "revisit": [_revisit(r.event, r.on) for r in words.revisit],
        "data_version": record.data_version,
        "link": record.link,
        "link_web": web_address(record.link),
        "people": [v.name for v in record.voices],
        "options": [{"id": o.id, "name": o.name, "note": o.note} for o in record.options],
        "criteria": [{"label": c.label, "scale": c.scale} for c in record.criteria],
        "must_haves": [_must_have(m, names, record.made_on) for m in record.must_haves],
        "rule": RULES.get(record.rule, record.rule),
        "evidence": [_evidence(e, record) for e in record.evidence],
        **_weights(record, names),
        **_outcome(record, names),
    }


def _revisit(event: str, on: dt.date | None) -> str:
    return ", or on ".join(x for x in (event, day(on) if on else "") if x)


def _must_have(line: MustHaveLine, names: dict[str, str], today: dt.date) -> dict[str, str]:
    what = "excluded" if line.excluded else "unknown, so not excluded"
    return {
        "option": names[line.option],
        "must_have": line.must_have,
        "what": what,
        **_source(line, today),
    }


def _source(line: MustHaveLine | EvidenceLine, today: dt.date) -> dict[str, str]:
    return {
        "text": line.text or line.ref or line.url,
        "web": web_address(line.url),
        "dated": _dated(line.as_of, today),
    }


def web_address(text: str) -> str:
    """The address with everything encoded that is no part of one; empty if not http or https."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return quote(text.strip(), safe=":/?#[]@!$&*+,;=%~-._", errors="replace")


def _dated(as_of: str, today: dt.date) -> str:
    """``Oct 2026, 55 days old`` counted from the first day of what is stated."""
    try:
        since = dt.date.fromisoformat(f"{as_of}-01-01"[:10])
    except ValueError:
        return as_of
    return f"{day(as_of)}, {age(since, today)} old"


def _evidence(line: EvidenceLine, record: Record) -> dict[str, str]:
    option = next(o.name for o in record.options if o.id == line.option)
    criterion = next(c.label for c in record.criteria if c.id == line.criterion)
    return {
        "option_id": line.option,
        "option": option,
        "criterion": criterion,
        "shown": line.shown or "missing",
        "value": MISSING if line.value is None else f"{line.value:.2f}",
        "override": line.override,
        "ref": line.ref,
        **_source(line, record.made_on),
    }


def _weights(record: Record, names: dict[str, str]) -> dict[str, Any]:
    """One column a criterion; a row for each voice and one for the weights decided on."""
    heads = [c.label for c in record.criteria]
    voices = [
        {
            "name": v.name,
            "weights": _row(v.weights, record),
            "winners": _listed(v.winners, names),
        }
        for v in record.voices
    ]
    tops = [p.option for p in record.ranking if p.rank == 1]
    decided = {
        "name": "Mean, decided on",
        "weights": _row(record.weights, record),
        "winners": _listed(tops, names),
    }
    agreed = "" if record.agreement is None else f"{record.agreement:.2f}"
    return {"weight_heads": heads, "weights": [*voices, decided], "agreement": agreed}


def _row(weights: dict[str, float], record: Record) -> list[str]:
    return [percent(weights[c.id]) if c.id in weights else MISSING for c in record.criteria]


def _listed(ids: tuple[str, ...] | list[str], names: dict[str, str]) -> str:
    return listing([names[i] for i in ids]) if ids else "nobody"


def _outcome(record: Record, names: dict[str, str]) -> dict[str, Any]:
    found, labels = record.fragility, {c.id: c.label for c in record.criteria}
    flip = found.flip[:1].upper() + found.flip[1:] + "." if found.flip else ""
    return {
        "ranking": [
            {
                "rank": MISSING if p.rank is None else str(p.rank),
                "name": names[p.option],
                "score": score_words(p.score, p.low, p.high),
                "known": percent(p.known),
                "wins": percent(found.shares.get(p.option, 0)),
            }
            for p in record.ranking
        ],
        "sentence": found.sentence,
        "flip": flip,
        "swings": [f"{s}." for s in found.swings],
        "second_method": _listed(found.second_method, names),
        "could_lead": _listed(found.could_lead, names),
        "intervals": [
            {"criterion": labels[i.criterion], "said": interval_words(i, names)}
            for i in found.intervals
        ],
        "map_title": map_title(record),
    }
