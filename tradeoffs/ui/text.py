"""Markdown pieces: verdict badges, framework names with their shape, stars."""

from __future__ import annotations

from collections.abc import Mapping

from tradeoffs.charts import theme as look
from tradeoffs.decide.telling import web_address
from tradeoffs.formats import day, plain
from tradeoffs.vocabulary import framework_label


def coloured(text: str, colour: str) -> str:
    """Text in a colour of the theme module; nothing for empty text."""
    return f':color[{text}]{{foreground="{colour}"}}' if text else ""


def grey(text: str) -> str:
    """Small and quiet: captions, measures, sources. ``text`` may be Markdown of ours."""
    return f":small[:gray[{text}]]"


def badge(verdict: str, n: int | None = None) -> str:
    """A verdict as icon and word, with a count if given."""
    icon, colour, _ = look.VERDICT_ICONS[verdict]
    label = verdict if n is None else f"{n} {verdict}"
    return f":{colour}-badge[:material/{icon}: {label}]"


def framework(key: str | None, theme: str, *, bold: bool = True, name: str | None = None) -> str:
    """Shape and name of a framework, e.g. a blue ● and **vLLM**; grey ● for context ones."""
    label = plain(name or framework_label(key))
    shape = coloured(look.GLYPHS.get(key or "", "●"), look.mark_colour(key, theme))
    return f"{shape} **{label}**" if bold else f"{shape} {label}"


def stars(n: float, colour: str) -> str:
    """Five stars, ``n`` of them filled in the colour, the rest hollow and grey."""
    filled = int(n)
    hollow = f":gray[{'☆' * (5 - filled)}]" if filled < 5 else ""
    return coloured("★" * filled, colour) + hollow


def verdict_legend(counts: Mapping[str, int]) -> str:
    """The verdicts with their counts, in their fixed order, those that occur."""
    return " ".join(badge(v, counts[v]) for v in look.VERDICT_ICONS if counts.get(v))


def cited(said: str, url: str, as_of: str) -> str:
    """A statement of data or a reader with its source and date, as far as there are any."""
    web = web_address(url)
    source = f" [source](<{web}>)" if web else ""
    dated = f" {grey(plain(day(as_of)))}" if as_of else ""
    return f"{plain(said)}{source}{dated}"
