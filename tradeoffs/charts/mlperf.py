"""MLPerf throughput as marks on a log axis, a lane per kind of system, best lane first."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from tradeoffs.charts.base import Chart, source, spec
from tradeoffs.charts.theme import PALETTES, framework_scale, shape_scale
from tradeoffs.formats import plural

LANE_HEIGHT = 24
_TICKS = [digit * 10**power for power in range(7) for digit in (1, 2, 5)]
_COLUMNS = (
    "result_id",
    "lane",
    "lane_place",
    "compared",
    "said",
    "framework",
    "system_label",
    "submitter",
    "round",
    "precision",
    "entry_id",
)


@spec()
def _lanes(theme: str) -> alt.LayerChart:
    palette = PALETTES[theme]
    in_order = alt.EncodingSortField("lane_place", op="min")
    y = alt.Y(
        "lane:N",
        sort=in_order,
        axis=alt.Axis(
            title=None,
            labelLimit=alt.ExprRef("containerSize()[0] < 500 ? 130 : 230"),
            labelColor=palette.ink,
            grid=True,
        ),
    )
    x = alt.X(
        "compared:Q",
        scale=alt.Scale(type="log", nice=False, padding=30),
        axis=alt.Axis(title=None, grid=True, format="~s", values=_TICKS, labelSeparation=10),
    )
    colours = alt.Scale(**framework_scale(theme))
    marks = (
        alt.Chart(source("results"))
        .mark_point(filled=True, size=70, opacity=0.7)
        .encode(
            x=x,
            y=y,
            color=alt.Color("framework:N", scale=colours, legend=None),
            shape=alt.Shape("framework:N", scale=alt.Scale(**shape_scale()), legend=None),
            tooltip=[
                alt.Tooltip("lane:N", title="Accelerators"),
                alt.Tooltip("compared:Q", title="Throughput", format=",.1f"),
                alt.Tooltip("system_label:N", title="Engine"),
                alt.Tooltip("submitter:N", title="Submitter"),
                alt.Tooltip("precision:N", title="Weights"),
                alt.Tooltip("round:N", title="Round"),
                alt.Tooltip("entry_id:N", title="Result id"),
            ],
        )
        .add_params(alt.selection_point(name="picked_point", fields=["result_id"]))
    )
    best = (
        alt.Chart(source("results"))
        .mark_text(align="left", dx=8, color=palette.mute, fontSize=11.5)
        .encode(x=x, y=y, text="said:N")
    )
    return alt.layer(marks, best).properties(width="container")


def lanes(rows: pd.DataFrame, *, theme: str, title: str, notes: Sequence[str]) -> Chart:
    """Rows of ``mlperf_words.lanes`` (not empty); ``notes`` are written under a saved picture."""
    height = LANE_HEIGHT * rows.lane.nunique() + 40
    return Chart(
        {**_lanes(theme), "height": height},
        {"results": rows[list(_COLUMNS)]},
        alt=f"{title}, {plural(len(rows), 'point')}",
        notes=tuple(notes),
    )
