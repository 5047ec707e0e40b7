"""A decision as pictures: scores with their ranges, room of each weight, map of winners.

All take a ``decide.record.Record``, so that a page and a kept record draw the same.
"""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from tradeoffs.charts import theme as look
from tradeoffs.charts.base import Chart, source, spec
from tradeoffs.decide.record import IntervalLine, OptionLine, Record
from tradeoffs.decide.summary import percent
from tradeoffs.formats import listing, plural

SIZES = {"normal": 13, "large": 22}  # letters, pixels; all else follows them
NARROW = 500  # below this width letters are those of a phone
MAP_HEIGHT = 340
LEVEL = "level"


def _rows() -> alt.Y:
    return alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.7, paddingOuter=0.7))


def _headed(theme: str, size: str, rows: str, *marks: alt.Chart) -> alt.LayerChart:
    """Bars of a row under its name and, in the line below it, its figures in words."""
    palette = look.PALETTES[theme]
    letters = SIZES[size]
    narrow = alt.ExprRef(f"width < {NARROW} ? {min(letters, 14)} : {letters}")
    text = {"baseline": "bottom", "align": "left", "fontSize": narrow}
    text["limit"] = alt.ExprRef("width")
    heads = alt.Chart(source(rows)).encode(y=_rows(), x=alt.value(0))
    return alt.layer(
        *marks,
        heads.mark_text(**text, dy=-2.35 * letters, fontWeight=600, color=palette.ink).encode(
            text="name:N"
        ),
        heads.mark_text(**text, dy=-1.05 * letters, color=palette.mute).encode(text="said:N"),
    ).properties(
        height=alt.Step(4.8 * letters),
        width="container",
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )


def _unit_axis(title: str, size: str, **more: object) -> alt.X:
    letters = alt.ExprRef(f"width < {NARROW} ? 12 : {SIZES[size] - 1}")
    more |= {"labelFontSize": letters, "titleFontSize": letters}
    axis = alt.Axis(title=title, tickCount=5, domain=False, grid=True, titleAnchor="start", **more)
    return alt.X("from:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=axis)


@spec(SIZES)
def _ranking(theme: str, size: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    fill = alt.Fill("framework:N", scale=alt.Scale(**look.framework_scale(theme)), legend=None)
    base = alt.Chart(source("ranking")).encode(y=_rows(), x=_unit_axis("Score, 0 to 1", size))
    return _headed(
        theme,
        size,
        "ranking",
        base.mark_bar(cornerRadius=2, opacity=0.22).encode(x2="high:Q", fill=fill),
        base.mark_bar(cornerRadius=2).encode(x2="low:Q", fill=fill),
        base.transform_filter("isValid(datum.score)")
        .mark_tick(color=palette.ink, thickness=2, size=2 * SIZES[size])
        .encode(x="score:Q"),
    )


def ranking(record: Record, *, theme: str, size: str = "normal") -> Chart:
    """Scores best first: solid to the lowest, pale to the highest possible, tick at the score."""
    options = {o.id: o for o in record.options}
    rows = [
        {
            "row": n,
            "framework": _coloured(options[p.option].framework),
            "name": named(options[p.option]),
            "said": score_words(p.score, p.low, p.high),
            "from": 0.0,
            "low": p.low,
            "high": p.high,
            "score": p.score,
        }
        for n, p in enumerate(record.ranking)
    ]
    columns = ["row", "framework", "name", "said", "from", "low", "high", "score"]
    frame = pd.DataFrame(rows, columns=columns)
    said = f"{record.fragility.sentence} Scores of {plural(len(rows), 'option')}."
    return Chart(_ranking(theme, size), {"ranking": frame}, alt=said)


def named(option: OptionLine) -> str:
    """``TGI (archived)``: the name with its status where that is a warning."""
    return f"{option.name} ({option.note})" if option.note else option.name


def score_words(score: float | None, low: float | None, high: float | None) -> str:
    """``0.60``, ``0.60 (0.48 to 0.68)`` or ``no score``."""
    if score is None or low is None or high is None:
        return "no score: nothing that carries weight is known"
    span = f" ({low:.2f} to {high:.2f})" if f"{low:.2f}" != f"{high:.2f}" else ""
    return f"{score:.2f}{span}"


@spec(SIZES)
def _weights(theme: str, size: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    x = _unit_axis("Weight", size, format="%")
    base = alt.Chart(source("weights")).encode(y=_rows(), x=x)
    ends = alt.Chart(source("ends")).encode(y=_rows(), x=alt.X("at:Q"))
    return _headed(
        theme,
        size,
        "weights",
        base.mark_bar(color=palette.line, height=4, cornerRadius=2).encode(x2="to:Q"),
        base.mark_bar(color=palette.faint, height=4).encode(x="low:Q", x2="high:Q"),
        ends.mark_point(filled=True, size=120, opacity=1).encode(
            color=alt.Color(
                "framework:N", scale=alt.Scale(**look.framework_scale(theme)), legend=None
            ),
            shape=alt.Shape("framework:N", scale=alt.Scale(**look.shape_scale()), legend=None),
        ),
        base.mark_point(filled=True, size=90, opacity=1, color=palette.ink).encode(x="weight:Q"),
    )


def weights(record: Record, *, theme: str, size: str = "normal", live: bool = False) -> Chart:
    """Each weight, the stretch in which the winner stays, and who takes over beyond it.

    ``live`` leaves out the weights that alone cannot change the winner.
    """
    options = {o.id: o for o in record.options}
    names = {o.id: o.name for o in record.options}
    labels = {c.id: c.label for c in record.criteria}
    rows, ends = [], []
    lines = [i for i in record.fragility.intervals if not live or i.below or i.above]
    for n, line in enumerate(lines):
        figures = {"low": line.low, "high": line.high, "weight": line.weight}
        said = {"name": labels[line.criterion], "said": interval_words(line, names)}
        rows.append({"row": n, **said, "from": 0.0, "to": 1.0, **figures})
        for at, rival in ((line.low, line.below), (line.high, line.above)):
            if rival is not None:
                ends.append({"row": n, "at": at, "framework": _coloured(options[rival].framework)})
    columns = ["row", "name", "said", "from", "to", "low", "high", "weight"]
    made = {
        "weights": pd.DataFrame(rows, columns=columns),
        "ends": pd.DataFrame(ends, columns=["row", "at", "framework"]),
    }
    said = f"How far each of {plural(len(rows), 'weight')} may move before the winner changes"
    return Chart(_weights(theme, size), made, alt=said)


def interval_words(line: IntervalLine, names: Mapping[str, str]) -> str:
    """``now 30 %; above 36.4 % TensorRT-LLM``, or that the winner never changes."""
    ends = [
        f"{side} {percent(at)} {names[rival]}"
        for side, at, rival in (("below", line.low, line.below), ("above", line.high, line.above))
        if rival is not None
    ]
    return f"now {percent(line.weight)}; {listing(ends) if ends else 'never changes it'}"


@spec()
def _map(theme: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    domain = alt.Scale(domain=[-0.03, 1.03], nice=False)

    axis = alt.Axis(title=None, format="%", tickCount=5, grid=False)
    cells = alt.Chart(source("cells")).encode(
        x=alt.X("x0:Q", scale=domain, axis=axis),
        x2="x1:Q",
        y=alt.Y("y0:Q", scale=domain, axis=axis),
        y2="y1:Q",
    )
    axes = alt.Chart(source("axes")).encode(x=alt.value("width"), text="name:N")
    framework = alt.Scale(**look.framework_scale(theme))
    marks = alt.Chart(source("regions")).encode(x="x:Q", y="y:Q", text="name:N")
    halo = {"fontSize": 13, "fontWeight": 600, "limit": 200}
    return alt.layer(
        cells.mark_rect(stroke=palette.background, strokeWidth=0.6, opacity=0.35).encode(
            fill=alt.Fill("framework:N", scale=framework, legend=None)
        ),
        marks.mark_text(**halo, stroke=palette.background, strokeWidth=4),
        marks.mark_text(**halo, color=palette.ink),
        alt.Chart(source("here"))
        .mark_point(size=170, strokeWidth=2.5, color=palette.ink, opacity=1)
        .encode(x="x:Q", y="y:Q"),
        axes.mark_text(align="right", fontSize=12, color=palette.mute, limit=300).encode(
            y=alt.Y("y:Q", scale=domain)
        ),
    ).properties(
        height=MAP_HEIGHT,
        width="container",
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )


def winner_map(record: Record, *, theme: str) -> Chart:
    """Who leads over two weights; grey where several are level, a ring at the weights decided on.

    The axes are named by text from the rows, in the empty corner, since the spec is kept.
    """
    found = record.fragility
    options = {o.id: o for o in record.options}
    step = min((c.x for c in found.map_cells if c.x > 0), default=1.0) / 2
    cells = []
    for cell in found.map_cells:
        alone = cell.winners[0] if len(cell.winners) == 1 else LEVEL
        framework = "other" if alone == LEVEL else _coloured(options[alone].framework)
        spot = {"x": cell.x, "y": cell.y, "option": alone, "framework": framework}
        edges = {"x0": cell.x - step, "x1": cell.x + step}
        cells.append(spot | edges | {"y0": cell.y - step, "y1": cell.y + step})
    columns = ["x", "y", "option", "framework", "x0", "x1", "y0", "y1"]
    frame = pd.DataFrame(cells, columns=columns)
    here = [{a: record.weights[k] for a, k in zip("xy", found.map_axes, strict=True)}]
    names = {o.id: o.name for o in record.options} | {LEVEL: LEVEL}
    labels = {c.id: c.label for c in record.criteria}
    ways = zip(("Right", "Up"), found.map_axes, (1.0, 0.95), strict=False)
    axes = [{"name": f"{way}: {labels[k]}", "y": y} for way, k, y in ways]
    made = {
        "cells": frame,
        "axes": pd.DataFrame(axes, columns=["name", "y"]),
        "regions": _regions(frame, names),
        "here": pd.DataFrame(here if found.map_axes else [], columns=["x", "y"]),
    }
    return Chart(_map(theme), made, alt=map_title(record))


def map_title(record: Record) -> str:
    """Which two weights the map spans."""
    labels = {c.id: c.label for c in record.criteria}
    axes = [labels[k] for k in record.fragility.map_axes]
    if not axes:
        return "No map: fewer than two criteria"
    return f"Who leads over the weights of {axes[0]} (right) and {axes[1]} (up)"


def _regions(cells: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """A label for each winner at the cell nearest to the middle of its region."""
    rows = []
    for option, mine in cells[cells.option != LEVEL].groupby("option", sort=True):
        away = (mine.x - mine.x.mean()) ** 2 + (mine.y - mine.y.mean()) ** 2
        spot = mine.loc[away.idxmin()]
        rows.append({"x": spot.x, "y": spot.y, "name": names[str(option)]})
    return pd.DataFrame(rows, columns=["x", "y", "name"])


def _coloured(framework: str) -> str:
    return framework if framework in look.SHAPES else "other"


def pictures(record: Record, *, theme: str = "light") -> dict[str, Chart]:
    """The charts that a record can fill, by the name of their file."""
    found = {}
    if record.ranking:
        found["ranking"] = ranking(record, theme=theme)
    if record.fragility.intervals:
        found["weights"] = weights(record, theme=theme)
    if record.fragility.map_cells:
        found["winners"] = winner_map(record, theme=theme)
    return found
