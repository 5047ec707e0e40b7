"""When each source was published: one mark a source, by kind, as large as its rows."""

from __future__ import annotations

import altair as alt
import pandas as pd

from tradeoffs.charts import theme as look
from tradeoffs.charts.base import Chart, source, spec
from tradeoffs.sourcebook import KINDS

HEIGHT = 220


@spec()
def _strip(theme: str) -> alt.Chart:
    palette = look.PALETTES[theme]
    return (
        alt.Chart(source("sources"))
        .mark_point(shape="circle", strokeWidth=1.6, stroke=palette.mute, fill=palette.mute)
        .encode(
            x=alt.X(
                "published:T",
                title=None,
                axis=alt.Axis(grid=True, labelOverlap=True, tickCount="year"),
                scale=alt.Scale(padding=16),
            ),
            y=alt.Y(
                "kind:N",
                title=None,
                sort=list(KINDS.values()),
                axis=alt.Axis(grid=True, labelLimit=120),
            ),
            size=alt.Size("points:Q", scale=alt.Scale(type="sqrt", range=[30, 900]), legend=None),
            fillOpacity=alt.condition("datum.hollow", alt.value(0), alt.value(0.35)),
            order=alt.Order("points:Q", sort="descending"),
            tooltip=[
                alt.Tooltip("title:N", title="Source"),
                alt.Tooltip("published:T", title="Published", format="%b %Y"),
                alt.Tooltip("points:Q", title="Rows", format=","),
            ],
        )
        .properties(height=HEIGHT)
    )


def strip(rows: pd.DataFrame, *, theme: str, title: str) -> Chart:
    """Rows as ``sourcebook.by_kind`` makes them."""
    return Chart(_strip(theme), {"sources": rows}, alt=f"{title}, {len(rows)} sources")
