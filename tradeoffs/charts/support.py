"""Dots of support: kinds of quantization down, GPU generations across, one panel a framework."""

from __future__ import annotations

import altair as alt
import pandas as pd

from tradeoffs.charts.base import Chart, source, spec
from tradeoffs.charts.theme import PALETTES, Palette, framework_scale
from tradeoffs.comparison.methods import GENERATIONS, LINES
from tradeoffs.formats import plural

ROW_HEIGHT = 26
HEAD_HEIGHT = 80
_HALF = "M-1,0A1,1,0,0,1,1,0Z"


def _axes(palette: Palette) -> tuple[alt.X, alt.Y]:
    """Generations over the columns, kinds of method beside the rows."""
    x = alt.X(
        "generation:N",
        sort=list(GENERATIONS.values()),
        scale=alt.Scale(domain=list(GENERATIONS.values())),
        axis=alt.Axis(
            orient="top",
            title=None,
            labelAngle=-40,
            labelAlign="left",
            labelPadding=4,
            ticks=False,
            domain=False,
            grid=False,
        ),
    )
    y = alt.Y(
        "line:N",
        sort=[line.label for line in LINES],
        axis=alt.Axis(
            title=None,
            labelColor=palette.ink,
            labelFontSize=12.5,
            labelLimit=170,
            grid=True,
            tickBand="extent",
        ),
    )
    return x, y


def _across() -> alt.X:
    """GPU generations as slanted heads above the columns."""
    names = list(GENERATIONS.values())
    axis = alt.Axis(
        orient="top",
        title=None,
        labelAngle=-40,
        labelAlign="left",
        labelPadding=4,
        ticks=False,
        domain=False,
        grid=False,
    )
    return alt.X("generation:N", sort=names, scale=alt.Scale(domain=names), axis=axis)


def _down(ink: str) -> alt.Y:
    """Kinds of quantization as row names."""
    axis = alt.Axis(
        title=None,
        labelColor=ink,
        labelFontSize=12.5,
        labelLimit=170,
        grid=True,
        tickBand="extent",
    )
    return alt.Y("line:N", sort=[line.label for line in LINES], axis=axis)


@spec()
def _panel(theme: str) -> alt.LayerChart:
    palette = PALETTES[theme]
    x, y = _across(), _down(palette.ink)
    colour = alt.Scale(**framework_scale(theme))
    marks = alt.Chart(source("marks")).encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("line:N", title="Kind"),
            alt.Tooltip("generation:N", title="GPU generation"),
            alt.Tooltip("said:N", title="State"),
        ],
    )
    filled = alt.Color("framework:N", scale=colour, legend=None)
    stroke = alt.Stroke("framework:N", scale=colour, legend=None)
    fill = alt.Fill("framework:N", scale=colour, legend=None)

    def of(state: str) -> alt.Chart:
        return marks.transform_filter(alt.datum.state == state)

    column = alt.Chart(source("chosen")).mark_rect(color=palette.panel).encode(x=x)
    return alt.layer(
        column,
        of("yes").mark_point(filled=True, size=170, opacity=1).encode(color=filled),
        of("partial")
        .mark_point(filled=False, size=150, opacity=1, strokeWidth=1.8)
        .encode(stroke=stroke),
        of("partial")
        .mark_point(shape=_HALF, filled=True, size=150, opacity=1, angle=270, strokeWidth=0)
        .encode(fill=fill),
        of("ring")
        .mark_point(filled=False, size=110, opacity=0.8, strokeWidth=1.4)
        .encode(stroke=stroke),
        of("no").mark_text(text="×", fontSize=14, color=palette.faint),
        of("blank").mark_text(text="–", fontSize=12, color=palette.faint),
    ).properties(width="container")


def panel(marks: pd.DataFrame, generation: str, *, theme: str, title: str) -> Chart:
    """Panel of one framework; rows of ``comparison.quantization.panel``.

    The chosen generation's column is tinted; "all" tints none.
    """
    chosen = [] if generation == "all" else [GENERATIONS[generation]]
    rows = {"marks": marks, "chosen": pd.DataFrame({"generation": chosen}, dtype=object)}
    height = HEAD_HEIGHT + ROW_HEIGHT * marks.line.nunique()
    return Chart(
        {**_panel(theme), "height": height}, rows, alt=f"{title}, {plural(len(marks), 'mark')}"
    )
