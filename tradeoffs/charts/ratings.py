"""The radar's twin: stars as dots, one row a criterion; and weighted totals as bars."""

from __future__ import annotations

import altair as alt
import pandas as pd

from tradeoffs.charts import theme as look
from tradeoffs.charts.base import Chart, source, spec
from tradeoffs.comparison.ratings import spread
from tradeoffs.formats import listing, plural

DOTS_HEIGHT = 400
_TIE = 0.26  # stars by which tied marks stand apart
STRENGTH = {"stands": 1.0, "half": 0.35, "fell": 0.0}


@spec()
def _dots(theme: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    marks = alt.Scale(**look.framework_scale(theme))
    y = alt.Y(
        "criterion:N",
        sort=alt.EncodingSortField("place", op="min"),
        axis=alt.Axis(
            title=None, labelFontSize=12.5, labelColor=palette.ink, labelLimit=140, grid=True
        ),
    )
    axis = alt.Axis(
        title=None, values=list(range(6)), format="d", orient="top", grid=True, domain=False
    )
    scale = alt.Scale(domain=[-0.65, 5.7], nice=False)
    base = alt.Chart(source("dots"))
    dots = base.encode(
        y=y,
        x=alt.X("x:Q", scale=scale, axis=axis),
        shape=alt.Shape("framework:N", scale=alt.Scale(**look.shape_scale()), legend=None),
        tooltip=[
            alt.Tooltip("name:N", title="Framework"),
            alt.Tooltip("criterion:N", title="Criterion"),
            alt.Tooltip("stars:Q", title="Stars as written"),
            alt.Tooltip("verdict:N", title="Verdict"),
        ],
    )
    return alt.layer(
        base.mark_rule(strokeWidth=3, color=palette.line, strokeCap="round").encode(
            y=y, x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q"
        ),
        dots.mark_point(filled=True, size=140, opacity=1, color=palette.background),
        dots.mark_point(size=125, opacity=1, strokeWidth=2).encode(
            stroke=alt.Stroke("framework:N", scale=marks, legend=None),
            fill=alt.Fill("framework:N", scale=marks, legend=None),
            fillOpacity=alt.FillOpacity("strength:Q", scale=None),
        ),
    ).properties(height=DOTS_HEIGHT)


def dots(rows: pd.DataFrame, *, theme: str, title: str) -> Chart:
    """Rows of ``comparison.ratings.in_order`` as dots, widest gap first, ties side by side."""
    n = int(rows.stars.notna().sum())
    return Chart(_dots(theme), {"dots": placed(rows)}, alt=f"{title}, {plural(n, 'rating')}")


def placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Rated cells with x (stars, tied marks moved apart), low, high, place and strength."""
    gaps = spread(rows)[["criterion_id", "low", "high"]]
    gaps["place"] = range(len(gaps))
    known = rows[rows.stars.notna()].merge(gaps, on="criterion_id")
    ties = known.groupby(["criterion_id", "stars"]).stars
    apart = ties.cumcount() - (ties.transform("size") - 1) / 2
    return known.assign(x=known.stars + apart * _TIE, strength=known.standing.map(STRENGTH)).drop(
        columns=["current_value", "as_of"]
    )


BAR_STEP = 62


@spec()
def _bars(theme: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    y = alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.62, paddingOuter=0.4))
    axis = alt.Axis(title=None, values=list(range(6)), format="d", domain=False, grid=True)
    x = alt.X("from:Q", scale=alt.Scale(domain=[0, 5], nice=False), axis=axis)
    marks = alt.Scale(**look.framework_scale(theme))
    bars = alt.Chart(source("parts")).encode(
        y=y,
        x=x,
        x2="to:Q",
        tooltip=[
            alt.Tooltip("name:N", title="Framework"),
            alt.Tooltip("standing:N", title="Part that"),
            alt.Tooltip("stars:Q", title="Stars", format=".3~r"),
        ],
    )
    names = alt.Chart(source("totals")).encode(y=y)
    text = {"baseline": "bottom", "dy": -16, "fontSize": 13}
    scale = alt.Scale(**look.framework_scale(theme, text=True))
    return (
        alt.layer(
            bars.mark_bar(cornerRadius=2, strokeWidth=1.2).encode(
                fill=alt.Fill("framework:N", scale=marks, legend=None),
                stroke=alt.Stroke("framework:N", scale=marks, legend=None),
                fillOpacity=alt.FillOpacity("strength:Q", scale=None),
                strokeDash=alt.condition(
                    "datum.part == 'fell'", alt.value([3, 2]), alt.value([1, 0])
                ),
            ),
            names.mark_text(**text, fontWeight=600, align="left").encode(
                x=alt.value(0),
                text="label:N",
                color=alt.Color("framework:N", scale=scale, legend=None),
            ),
            names.mark_text(**text, align="right", color=palette.ink).encode(
                x=alt.value("width"), text="said:N"
            ),
        )
        .resolve_scale(color="independent")
        .properties(
            height=alt.Step(BAR_STEP),
            width="container",
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        )
    )


_BAR_STRENGTH = {"stands": 1.0, "half": 0.5, "fell": 0.12}


def bars(sums: pd.DataFrame, words: dict[str, str], *, theme: str, title: str) -> Chart:
    """Rows of ``comparison.ratings.totals``: what stands, what is half-known, what fell.

    ``words`` names the parts. A framework without a total has a row that says why.
    """
    parts, totals = [], []
    for place, row in enumerate(sums.to_dict("records")):
        said = {"row": place, "framework": row["framework"], "name": row["name"]}
        totals.append(said | {"label": _label(row), "said": _said(row)})
        start = 0.0
        for part, strength in _BAR_STRENGTH.items():
            if row[part] > 0:
                end = start + row[part]
                parts.append(
                    said
                    | {"part": part, "standing": words[part], "stars": row[part]}
                    | {"from": start, "to": end, "strength": strength}
                )
                start = end
    made = {"parts": pd.DataFrame(parts, columns=_PARTS), "totals": pd.DataFrame(totals)}
    return Chart(_bars(theme), made, alt=f"{title}, {plural(len(sums), 'framework')}")


_PARTS = ["row", "framework", "name", "part", "standing", "stars", "from", "to", "strength"]


def _label(row: dict) -> str:
    return row["name"] if row["status"] == "active" else f"{row['name']} ({row['status']})"


def _said(row: dict) -> str:
    if pd.isna(row["total"]):
        return f"no total: {row['unrated']} not rated" if row["unrated"] else "no total"
    parts = {"half-known": row["half"], "fell": row["fell"]}
    said = [f"{value:.2f} {part}" for part, value in parts.items() if value > 0]
    return f"{row['total']:.2f}" + (f", of it {listing(said)}" if said else "")
