"""Heat map of measured points by GPU and framework or precision; empty ground stays visible."""

from __future__ import annotations

import altair as alt
import pandas as pd

from tradeoffs.charts import theme as look
from tradeoffs.charts.base import Chart, source, spec

ROW = 26
# Long names take two lines, so that two that differ at the end stay apart on a phone.
_TWO_LINES = "length(datum.label) > 16 ? [slice(datum.label, 0, 13), slice(datum.label, 13)] : "
_GPU_AXIS = alt.Axis(labelLimit=120, labelLineHeight=11, labelExpr=_TWO_LINES + "datum.label")
# No figures where a column is too narrow to read them; colour and click remain.
_FITTING = alt.ExprRef("bandwidth('x') < 26 ? 0 : bandwidth('x') < 36 ? 10 : 11.5")


@spec()
def _map(theme: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    x = alt.X(
        "column:N",
        title=None,
        sort=alt.SortField("order_x"),
        axis=alt.Axis(orient="top", labelAngle=-50, labelAlign="left", labelLimit=110, ticks=False),
    )
    y = alt.Y("gpu:N", title=None, sort=alt.SortField("order_y"), axis=_GPU_AXIS)
    cells = alt.Chart(source("cells")).encode(x=x, y=y)
    measured = cells.transform_filter("datum.points > 0")
    empty = cells.transform_filter("datum.points == 0")
    ramp = alt.Scale(type="log", range=list(palette.ramp[1:]))
    dark_text = "datum.strength < 0.5" if theme == "light" else "datum.strength >= 0.5"
    on_light, on_dark = ("ink", "background") if theme == "light" else ("background", "ink")
    ink = alt.condition(
        dark_text, alt.value(getattr(palette, on_light)), alt.value(getattr(palette, on_dark))
    )
    return (
        alt.layer(
            empty.mark_rect(
                fill=palette.panel, stroke=palette.background, strokeWidth=2, cornerRadius=3
            ),
            measured.mark_rect(
                stroke=palette.background, strokeWidth=2, cornerRadius=3, cursor="pointer"
            )
            .encode(color=alt.Color("points:Q", scale=ramp, legend=None))
            .add_params(alt.selection_point(name="picked_cell", fields=["gpu", "key"])),
            empty.mark_text(color=palette.faint).encode(text="label:N"),
            measured.mark_text(fontSize=_FITTING, fontWeight=600).encode(text="label:N", color=ink),
        )
        .resolve_scale(color="independent")
        .properties(height=alt.Step(ROW))
    )


def heat_map(cells: pd.DataFrame, *, title: str, theme: str) -> Chart:
    """Rows of ``explorer.cover.cells``."""
    most = max(int(cells.points.max()), 2)
    strength = cells.points.clip(lower=1).map(lambda n: _log_share(n, most))
    return Chart(_map(theme), {"cells": cells.assign(strength=strength)}, alt=title)


def _log_share(n: int, most: int) -> float:
    """Place of ``n`` between 1 and ``most`` on a log scale, 0 to 1."""
    return (n.bit_length() - 1) / max(most.bit_length() - 1, 1)
