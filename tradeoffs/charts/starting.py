"""Start times as dots on a log axis, a lane per model, GPUs and what was counted."""

from __future__ import annotations

import altair as alt
import pandas as pd

from tradeoffs.charts.base import Chart, source, spec
from tradeoffs.charts.theme import PALETTES, framework_scale, shape_scale
from tradeoffs.formats import plural

LANE_HEIGHT = 58


@spec()
def _lanes(theme: str) -> alt.LayerChart:
    palette = PALETTES[theme]
    y = alt.Y("lane:O", axis=None, scale=alt.Scale(type="band", padding=0))
    x = alt.X(
        "seconds:Q",
        scale=alt.Scale(type="log", nice=False, padding=16),
        axis=alt.Axis(
            title="seconds, log scale",
            orient="bottom",
            grid=True,
            values=[0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000],
            format="~g",
        ),
    )
    dots = (
        alt.Chart(source("starts"))
        .mark_point(filled=True, size=70, opacity=0.75, yOffset=16)
        .encode(
            x=x,
            y=y,
            color=alt.Color("framework:N", scale=alt.Scale(**framework_scale(theme)), legend=None),
            shape=alt.Shape("framework:N", scale=alt.Scale(**shape_scale()), legend=None),
            tooltip=[
                alt.Tooltip("title:N", title="Model and GPUs"),
                alt.Tooltip("seconds:Q", title="Seconds", format=",.3~g"),
                alt.Tooltip("what_is_counted:N", title="Counted"),
                alt.Tooltip("conditions:N", title="Conditions"),
                alt.Tooltip("framework_version:N", title="Version"),
                alt.Tooltip("measured_on:N", title="Measured"),
            ],
        )
    )
    line = (
        alt.Chart(source("lanes"))
        .mark_rule(yOffset=16, color=palette.grid, strokeWidth=1)
        .encode(y=y, x=alt.value(0), x2=alt.value("width"))
    )
    label = alt.Chart(source("lanes")).encode(y=y, x=alt.value(2))
    name = label.mark_text(align="left", dy=-17, fontSize=13, fontWeight=600, clip=True).encode(
        text="title:N",
        color=alt.Color(
            "framework:N", scale=alt.Scale(**framework_scale(theme, text=True)), legend=None
        ),
    )
    said = label.mark_text(
        align="left", dy=-2, fontSize=11.5, color=palette.mute, clip=True
    ).encode(text="said:N")
    return (
        alt.layer(line, dots, name, said)
        .resolve_scale(color="independent")
        .properties(width="container")
    )


def lanes(rows: pd.DataFrame, *, theme: str, title: str) -> Chart:
    """Rows of ``comparison.starting.lanes`` (not empty) as a chart; title as its alt text."""
    heads = rows.drop_duplicates("lane")[["lane", "framework", "title", "said"]]
    height = LANE_HEIGHT * len(heads) + 50
    return Chart(
        {**_lanes(theme), "height": height},
        {"starts": rows.astype({"measured_date": str}), "lanes": heads},
        alt=f"{title}, {plural(len(rows), 'point')}",
    )
