"""Voices as they stand in a link, and own stars likewise: text in, checked parts out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tradeoffs.decide.catalog import BY_ID, WEIGHABLE
from tradeoffs.decide.voices import Voice
from tradeoffs.vocabulary import FRAMEWORKS

MINE = "This page"


@dataclass(frozen=True)
class OwnStars:
    """A team's own rating of a framework, 0 to 5 stars, and the reason for it."""

    framework: str
    criterion: str
    stars: float
    reason: str


def weights_of(values: Mapping[str, Any]) -> dict[str, float]:
    """Points by criterion id from the values of a link."""
    return {w.id: float(values[w.key]) for w in WEIGHABLE}


def voice_text(name: str, weights: Mapping[str, float]) -> str:
    """``Ops;throughput=20;upkeep=10``: criteria without points are left out."""
    parts = [f"{w.id}={weights[w.id]:.10g}" for w in WEIGHABLE if weights.get(w.id)]
    return ";".join([" ".join(name.replace(";", ",").split())[:40] or "Somebody", *parts])


def voice(text: str) -> Voice:
    """The inverse of ``voice_text``. ValueError says what is wrong."""
    name, *parts = text.split(";")
    weights: dict[str, float] = {}
    for part in parts:
        criterion, _, points = part.partition("=")
        if criterion not in BY_ID:
            raise ValueError(f"no criterion is called {criterion!r}")
        weights[criterion] = _points(points)
    if not sum(weights.values()):
        raise ValueError("a voice needs points on some criterion")
    return Voice(name.strip() or "Somebody", weights)


def _points(text: str) -> float:
    points = float(text)
    if not 0 <= points <= 100:
        raise ValueError(f"{text} points are outside 0 to 100")
    return points


def voice_of_link(link: str, number: int) -> str:
    """A colleague's link to this page as a voice; ``number`` names it where the link does not.

    Weights the link leaves out are those of the opening view. ValueError where it is no such link.
    """
    address = urlsplit(link.strip())
    if not address.path.rstrip("/").endswith("/decide"):
        raise ValueError("it does not lead to this page")
    query = parse_qs(address.query)
    weights = {w.id: _points(query.get(w.key, [str(w.weight)])[-1]) for w in WEIGHABLE}
    name = (query.get("who") or [f"Voice {number}"])[-1]
    made = voice_text("".join(c for c in name if c.isprintable()), weights)
    voice(made)
    return made


def own_stars(text: str) -> OwnStars:
    """``tgi;ease-of-setup;4.5;our own trial`` in parts. ValueError says what is wrong."""
    parts = text.split(";", 3)
    if len(parts) < 4 or not parts[3].strip():
        raise ValueError("own stars need framework, criterion, stars and a reason")
    framework, criterion, stars, reason = parts
    if framework not in FRAMEWORKS:
        raise ValueError(f"no framework is called {framework!r}")
    if criterion not in BY_ID or BY_ID[criterion].kind != "rating":
        raise ValueError(f"no rating is called {criterion!r}")
    given = float(stars)
    if not 0 <= given <= 5:
        raise ValueError(f"{stars} stars are outside 0 to 5")
    return OwnStars(framework, criterion, given, reason.strip())


def own_text(own: OwnStars) -> str:
    """The inverse of ``own_stars``."""
    return f"{own.framework};{own.criterion};{own.stars:.10g};{own.reason}"
