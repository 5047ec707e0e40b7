"""Own points, their nearest published ones and the what-if band: one row a point, log axis."""

from __future__ import annotations

import altair as alt
import pandas as pd

from tradeoffs.charts.base import Chart, source, spec
from tradeoffs.charts.theme import PALETTES, SHAPES, framework_scale, shape_scale
from tradeoffs.formats import plural

ROW_HEIGHT = 26
_TICKS = [digit * 10.0**power for power in range(-3, 8) for digit in (1, 2, 5)]
_COLUMNS = (
    "name",
    "place",
    "value",
    "is_doubtful",
    "near_value",
    "is_twin",
    "said",
    "estimate",
    "low",
    "high",
)


@spec()
def _rows(theme: str) -> alt.LayerChart:
    palette = PALETTES[theme]
    base = alt.Chart(source("points")).encode(
        y=alt.Y(
            "name:N",
            sort=alt.EncodingSortField("place", op="min"),
            axis=alt.Axis(
                title=None,
                labelLimit=alt.ExprRef("containerSize()[0] < 500 ? 150 : 430"),
                labelColor=palette.ink,
                grid=True,
            ),
        ),
        tooltip=[
            alt.Tooltip("name:N", title="Own point"),
            alt.Tooltip("value:Q", title="Ours", format=",.4~g"),
            alt.Tooltip("near_value:Q", title="Published", format=",.4~g"),
            alt.Tooltip("said:N", title="Compared"),
            alt.Tooltip("estimate:Q", title="What-if", format=",.4~g"),
            alt.Tooltip("low:Q", title="Band from", format=",.4~g"),
            alt.Tooltip("high:Q", title="Band to", format=",.4~g"),
        ],
    )
    axis = alt.Axis(title=None, grid=True, format="~s", values=_TICKS, labelSeparation=10)
    scale = alt.Scale(type="log", nice=False, padding=16)

    def at(column: str) -> alt.X:
        return alt.X(f"{column}:Q", scale=scale, axis=axis)

    colours = alt.Color("framework:N", scale=alt.Scale(**framework_scale(theme)), legend=None)
    shapes = alt.Shape("framework:N", scale=alt.Scale(**shape_scale()), legend=None)
    near_colour = alt.Color(
        "near_framework:N", scale=alt.Scale(**framework_scale(theme)), legend=None
    )
    near_shape = alt.Shape("near_framework:N", scale=alt.Scale(**shape_scale()), legend=None)
    near = base.transform_filter("isValid(datum.near_value)")
    return alt.layer(
        base.transform_filter("isValid(datum.low)")
        .mark_bar(height=10, color=palette.line, cornerRadius=3)
        .encode(x=at("low"), x2="high:Q"),
        base.transform_filter("isValid(datum.estimate)")
        .mark_tick(thickness=2, size=14, color=palette.mute)
        .encode(x=at("estimate")),
        near.transform_filter("datum.is_twin")
        .mark_rule(color=palette.mute)
        .encode(x=at("value"), x2="near_value:Q"),
        near.mark_point(filled=False, size=80, strokeWidth=1.8).encode(
            x=at("near_value"),
            color=near_colour,
            shape=near_shape,
            opacity=alt.condition("datum.is_twin", alt.value(1), alt.value(0.4)),
        ),
        base.mark_point(filled=True, size=85).encode(
            x=at("value"),
            color=colours,
            shape=shapes,
            opacity=alt.condition("datum.is_doubtful", alt.value(0.4), alt.value(1)),
        ),
    ).properties(width="container")


def rows(drawn: pd.DataFrame, *, theme: str, title: str) -> Chart:
    """Rows of ``own_words.drawn`` (not empty)."""
    points = drawn[list(_COLUMNS)].assign(
        framework=_drawn_as(drawn.system), near_framework=_drawn_as(drawn.near_system)
    )
    height = ROW_HEIGHT * len(points) + 30
    return Chart(
        {**_rows(theme), "height": height},
        {"points": points},
        alt=f"{title}, {plural(len(points), 'own point')}",
    )


def _drawn_as(systems: pd.Series) -> pd.Series:
    return systems.where(systems.isin(list(SHAPES)), "other")
