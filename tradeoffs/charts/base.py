"""A chart is a finished spec plus rows: specs are built once per chart and theme, and kept.

Building an Altair chart costs 100 to 300 ms, so nobody waits for it: builders marked with
``@spec`` run at server start (``warm``) and are remembered; a page run only adds the rows, as
named data sources.
"""

from __future__ import annotations

import copy
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, wraps
from itertools import product
from typing import Any

import altair as alt
import pandas as pd

from tradeoffs.charts import theme as look

_FOOTNOTE_CHARS = 150  # in a picture of full width
_TITLE_CHARS = 100
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


@dataclass(frozen=True)
class Chart:
    """A spec, the rows of its named sources, and what a screen reader says (title and n).

    ``notes`` are footnotes that a saved picture must carry, ``picture_width`` is its width in
    pixels.
    """

    spec: dict[str, Any]
    rows: dict[str, pd.DataFrame]
    alt: str
    notes: tuple[str, ...] = ()
    picture_width: int = 900

    def standalone(self, theme: str, title: str = "", lines: Sequence[str] = ()) -> dict[str, Any]:
        """The spec with its rows inside and an opaque background, for export.

        A picture leaves its page, so it carries ``title`` and under it ``lines``: measure,
        source, filters, address. Without a title only the chart's own notes stand below it.
        """
        full = copy.deepcopy(self.spec)
        full["datasets"] = {k: _plain_rows(v) for k, v in self.rows.items()}
        full["config"]["background"] = look.PALETTES[theme].background
        if full.get("width") in (None, "container"):
            full["width"] = self.picture_width
        palette = look.PALETTES[theme]
        if title:
            full["title"] = self._heading(title, [*lines, *self.notes], palette)
            full["autosize"] = {"type": "pad"}  # the heading takes no height from the chart
        elif self.notes:
            full["title"] = _footnote(self.notes, palette.mute)
        return full

    def _heading(self, title: str, lines: Iterable[str], palette: look.Palette) -> dict[str, Any]:
        share = self.picture_width / 900
        return {
            "text": textwrap.wrap(title, round(_TITLE_CHARS * share)),
            "subtitle": _wrapped(lines, round(_FOOTNOTE_CHARS * share)),
            "anchor": "start",
            "fontSize": 15,
            "fontWeight": 600,
            "color": palette.ink,
            "subtitleFontSize": 10.5,
            "subtitleColor": palette.mute,
            "offset": 12,
        }


def _wrapped(texts: Iterable[str], chars: int = _FOOTNOTE_CHARS) -> list[str]:
    return [line for text in texts for line in textwrap.wrap(text, chars)]


def _footnote(notes: Iterable[str], colour: str) -> dict[str, Any]:
    return {
        "text": _wrapped(notes),
        "orient": "bottom",
        "anchor": "start",
        "fontSize": 10,
        "fontWeight": 400,
        "color": colour,
        "offset": 12,
    }


_BUILDERS: list[tuple[Callable[..., dict], tuple[Iterable, ...]]] = []


def spec(*variants: Iterable[str]) -> Callable:
    """Marks a builder ``(theme, *options) -> alt chart``; the finished dict is built once.

    ``variants`` lists the values of each option after the theme, so that ``warm`` can build
    them all. The builder returns an Altair chart whose data are named sources
    (``source("points")``).
    """

    def register(builder: Callable[..., alt.TopLevelMixin]) -> Callable[..., dict]:
        @cache
        @wraps(builder)
        def built(theme: str, *options: str) -> dict[str, Any]:
            made = builder(theme, *options).to_dict(validate=False)
            made.pop("datasets", None)
            own = made.get("config", {})
            made["$schema"] = SCHEMA
            made["config"] = {**look.config(theme), **{k: v for k, v in own.items() if k != "view"}}
            made.setdefault("autosize", {"type": "fit", "contains": "padding"})
            made.setdefault("padding", {"left": 2, "right": 6, "top": 4, "bottom": 2})
            return made

        _BUILDERS.append((built, variants))
        return built

    return register


def warm() -> int:
    """Builds every registered spec in every theme and variant; returns how many."""
    done = 0
    for built, variants in _BUILDERS:
        for theme, *options in product(look.THEMES, *variants):
            built(theme, *options)
            done += 1
    return done


def source(name: str) -> alt.NamedData:
    """A named data source, filled per page run by ``Chart.rows``."""
    return alt.NamedData(name=name)


def _plain_rows(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON values: NULL for missing, ISO dates."""
    as_text = rows.copy()
    for column in as_text.select_dtypes(["datetime", "datetimetz"]):
        as_text[column] = as_text[column].dt.strftime("%Y-%m-%d")
    return as_text.astype(object).where(as_text.notna(), None).to_dict("records")
