"""Measured points in two figures, with the frontier of each series and its name beside it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from tradeoffs.charts import theme as look
from tradeoffs.charts.base import Chart, source, spec
from tradeoffs.explorer.naming import SIDES

HEIGHT = 460
SCALES = ("linear", "log")
_PLAIN = "datum.value < 1 ? format(datum.value, '~g') : format(datum.value, '~s')"
# On a log axis only 1 and 3 of each decade are named, so names stay even.
_LEAD = "round(datum.value / pow(10, floor(log(datum.value) / LN10 + 1e-9)))"
_ONE_OR_THREE = f"{_LEAD} == 1 || {_LEAD} == 3 ? ({_PLAIN}) : ''"


@spec(SCALES, SCALES)
def _scatter(theme: str, x_scale: str, y_scale: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    x = alt.X("x:Q", title=None, scale=_scale(x_scale), axis=_axis(x_scale))
    y = alt.Y("y:Q", title=None, scale=_scale(y_scale), axis=_axis(y_scale))
    marks = alt.Scale(**look.framework_scale(theme))
    colour = alt.Color("framework:N", scale=marks, legend=None)
    at = alt.Chart(source("speed")).mark_rule(color=palette.faint, strokeDash=[2, 3])
    lines = alt.Chart(source("lines")).mark_line(strokeWidth=2)
    points = alt.Chart(source("points")).mark_point(cursor="pointer", strokeWidth=1.6)
    ring = alt.Chart(source("picked")).mark_point(
        size=260, color=palette.ink, strokeWidth=2.2, filled=False
    )
    own = alt.Chart(source("own")).mark_point(
        size=150, color=palette.ink, strokeWidth=1.4, filled=False
    )
    dash = alt.condition("datum.hollow", alt.value([4, 3]), alt.value([1, 0]))
    fill = alt.condition("datum.hollow", alt.value(0), alt.value(1))
    return alt.layer(
        at.encode(x="x:Q"),
        lines.encode(x=x, y=y, color=colour, detail="series:N", order="x:Q", strokeDash=dash),
        points.encode(
            x=x,
            y=y,
            fill=alt.Fill("framework:N", scale=marks, legend=None),
            stroke=alt.Stroke("framework:N", scale=marks, legend=None),
            shape=alt.Shape("framework:N", scale=alt.Scale(**look.shape_scale()), legend=None),
            fillOpacity=fill,
            size=alt.Size("size:Q", scale=None),
            opacity=alt.Opacity("strength:Q", scale=None),
            tooltip=_tooltip(),
        ).add_params(alt.selection_point(name="picked_point", fields=["result_id"])),
        own.encode(x="x:Q", y="y:Q"),
        ring.encode(x="x:Q", y="y:Q"),
        *_names(theme),
        *_axis_names(palette.mute),
    ).properties(height=HEIGHT, padding={"left": 2, "right": 8, "top": 22, "bottom": 22})


def _scale(kind: str) -> alt.Scale:
    return alt.Scale(type=kind, zero=False, nice=kind == "linear", padding=14)


def _axis(kind: str) -> alt.Axis:
    if kind == "log":
        return alt.Axis(grid=True, gridOpacity=0.6, labelExpr=_ONE_OR_THREE, labelOverlap=False)
    return alt.Axis(grid=True, labelExpr=_PLAIN, labelOverlap=True, tickCount=7)


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title="System"),
        alt.Tooltip("x:Q", title="→ across", format=",.3~r"),
        alt.Tooltip("y:Q", title="↑ up", format=",.3~r"),
        alt.Tooltip("set_up:N", title="Set-up"),
    ]


def _names(theme: str) -> list[alt.Chart]:
    """Names of the lines with a halo, at the side that has room."""
    palette = look.PALETTES[theme]
    scale = alt.Scale(**look.framework_scale(theme, text=True))
    layers = []
    for side, (align, dx, dy) in SIDES.items():
        base = (
            alt.Chart(source("names"))
            .transform_filter(f"datum.side == '{side}'")
            .encode(x="x:Q", y="y:Q", text="name:N")
        )
        font = {"align": align, "baseline": "middle", "dx": dx, "dy": dy}
        font |= {"fontSize": 13, "fontWeight": 600}
        layers.append(
            base.mark_text(**font, stroke=palette.background, strokeWidth=5, strokeJoin="round")
        )
        layers.append(
            base.mark_text(**font).encode(color=alt.Color("framework:N", scale=scale, legend=None))
        )
    return layers


def _axis_names(colour: str) -> list[alt.Chart]:
    """Axis names come with the rows, so one spec serves every pair of metrics."""
    base = alt.Chart(source("axes"))
    font = {"color": colour, "fontSize": 12, "fontWeight": 500}
    return [
        base.mark_text(**font, align="left", baseline="top", limit=320).encode(
            x=alt.value(0), y=alt.value(-18), text="y_name:N"
        ),
        base.mark_text(**font, align="right", baseline="top", dy=26, limit=320).encode(
            x=alt.value("width"), y=alt.value("height"), text="x_name:N"
        ),
    ]


def scatter(
    rows: dict[str, pd.DataFrame], *, title: str, n: int, theme: str, log_x: bool, log_y: bool
) -> Chart:
    """Points, lines, names, axes, speed and picked as ``explorer.drawing.sources`` makes them."""
    built = _scatter(theme, SCALES[log_x], SCALES[log_y])
    return Chart(built, rows, alt=f"{title}, {n:,} points")
