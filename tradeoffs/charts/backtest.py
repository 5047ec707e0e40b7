"""Predicted against measured, and the errors by framework and GPU family."""

from __future__ import annotations

import math
from typing import Any

import altair as alt
import pandas as pd

from tradeoffs.charts import theme as look
from tradeoffs.charts.base import Chart, source, spec
from tradeoffs.formats import number, plural
from tradeoffs.planning.trust import pair_label
from tradeoffs.standing import model_name
from tradeoffs.vocabulary import framework_label

HEIGHT = 460
_TICKS = [10**n for n in range(-2, 8)]
_SHORT = (
    "datum.value >= 1e6 ? datum.value / 1e6 + 'M' : "
    "datum.value >= 1000 ? datum.value / 1000 + 'k' : datum.value"
)


@spec()
def _scatter(theme: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    scale = alt.Scale(type="log", nice=False, padding=6)
    axis = {"values": _TICKS, "labelExpr": _SHORT, "grid": True}
    x = alt.X("measured:Q", scale=scale, axis=alt.Axis(title="measured", titleAnchor="end", **axis))
    y = alt.Y("predicted:Q", scale=scale, axis=alt.Axis(title=None, **axis))
    line = alt.Chart(source("lines")).encode(x=x, y=y, detail="line:N")
    return alt.layer(
        alt.Chart(source("points"))
        .mark_point(filled=True, size=34, opacity=0.55)
        .encode(
            x=x,
            y=y,
            color=alt.Color("mark:N", scale=alt.Scale(**look.framework_scale(theme)), legend=None),
            shape=alt.Shape("mark:N", scale=alt.Scale(**look.shape_scale()), legend=None),
            tooltip=[
                alt.Tooltip("who:N", title="Framework"),
                alt.Tooltip("said:N", title="Set-up"),
                alt.Tooltip("figures:N", title="Measured, predicted"),
            ],
        ),
        line.transform_filter("datum.line == 'equal'").mark_line(
            color=palette.ink, strokeWidth=1.5
        ),
        line.transform_filter("datum.line != 'equal'").mark_line(
            color=palette.ink, strokeWidth=1, strokeDash=[4, 3]
        ),
    ).properties(height=HEIGHT)


def scatter(rows: pd.DataFrame, half_width: float, unit: str, *, theme: str, title: str) -> Chart:
    """Rows of ``trust.of_split`` on log scales; ink: equal; dashed: the band e^±half_width."""
    drawn = pd.DataFrame(
        {
            "measured": rows["measured"],
            "predicted": rows["predicted"],
            "mark": rows["framework"].where(rows["framework"].isin(list(look.SHAPES)), "other"),
            "who": rows["framework"].map(framework_label),
            "said": [_set_up(row) for row in rows.itertuples()],
            "figures": [
                f"{number(m)}, {number(p)} {unit}"
                for m, p in zip(rows["measured"], rows["predicted"], strict=True)
            ],
        }
    )
    low, high = rows["measured"].min() * 0.8, rows["measured"].max() * 1.25
    factor = math.exp(half_width)
    lines = pd.DataFrame(
        [
            {"line": name, "measured": at, "predicted": at * times}
            for name, times in (("equal", 1.0), ("low", 1 / factor), ("high", factor))
            for at in (low, high)
        ]
    )
    shown = {"points": drawn, "lines": lines}
    return Chart(_scatter(theme), shown, f"{title}, {plural(len(rows), 'point')}")


def _set_up(row: Any) -> str:
    """``Llama-3.1-70B, 4 × H100-SXM-80GB, FP8, 32 at once, 1,024 in, 1,024 out``."""
    gpus = int(row.tp * row.pp * row.dp)
    parts = [
        model_name(row.architecture),
        f"{gpus} × {row.gpu}",
        row.precision.upper(),
        f"{row.batch:g} at once",
        f"{row.isl:,.0f} in",
        f"{row.osl:,.0f} out",
    ]
    return ", ".join(parts)


def _figures(row: Any) -> str:
    return (
        f"{number(row.median, 2)} / {number(row.p90, 2)} %, {row.inside * 100:.0f} % in band, "
        f"{plural(row.points, 'point')}"
    )


@spec()
def _pairs(theme: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    x = alt.X(
        "median:Q",
        scale=alt.Scale(type="log", nice=False, padding=10),
        axis=alt.Axis(
            title=None,
            values=[2, 5, 10, 20, 50, 100, 200, 500],
            labelExpr="datum.value + ' %'",
            grid=True,
        ),
    )
    y = alt.Y("name:N", sort=None, axis=None)
    base = alt.Chart(source("pairs")).encode(y=y)
    colour = alt.Color("mark:N", scale=alt.Scale(**look.framework_scale(theme)), legend=None)
    name = base.encode(x=alt.value(0), text="name:N")
    figures = base.encode(x=alt.value(0), text="figures:N")
    text = {"align": "left", "fontSize": 12}
    halo = {"stroke": palette.background, "strokeWidth": 4}
    return alt.layer(
        base.mark_rule(strokeWidth=3, opacity=0.6).encode(x=x, x2="p90:Q", color=colour),
        base.mark_tick(thickness=2, height=10).encode(x=alt.X("p90:Q"), color=colour),
        base.mark_point(filled=True, size=110, opacity=1).encode(
            x=x,
            color=colour,
            shape=alt.Shape("mark:N", scale=alt.Scale(**look.shape_scale()), legend=None),
        ),
        name.mark_text(dy=-28, fontWeight=600, **text, **halo),
        name.mark_text(dy=-28, fontWeight=600, **text),
        figures.mark_text(dy=-13, **text, **halo),
        figures.mark_text(dy=-13, color=palette.mute, **text),
    ).properties(height=alt.Step(54))  # fmt: skip


def pairs(rows: pd.DataFrame, *, theme: str, title: str) -> Chart:
    """Median to 90th percentile of the error by framework and family (rows of ``by_pair``)."""
    drawn = rows.assign(
        mark=rows["framework"].where(rows["framework"].isin(list(look.SHAPES)), "other"),
        name=[pair_label(f, g) for f, g in zip(rows["framework"], rows["family"], strict=True)],
        figures=[_figures(row) for row in rows.itertuples()],
        median=rows["median"].clip(lower=1),
        p90=rows["p90"].clip(lower=1),
    )
    return Chart(_pairs(theme), {"pairs": drawn}, f"{title}, {plural(len(rows), 'row')}")
