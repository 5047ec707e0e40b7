"""The written orders as a slope chart, and matched pairs against vLLM as strips of marks."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from tradeoffs.charts import theme as look
from tradeoffs.charts.base import Chart, source, spec
from tradeoffs.evidence.orders import ORDERS, drawn
from tradeoffs.evidence.pairs import EDGE, Summary, marks, rivals, summary_words
from tradeoffs.formats import plural
from tradeoffs.vocabulary import FRAMEWORKS, framework_label

SLOPE_HEIGHT = 300
STRIP_HEIGHT = 340
_TICKS = [1 / 4, 1 / 2, 1, 2, 4]  # odd in number, so that crowding keeps the middle one


@spec()
def _slopes(theme: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    marks_scale = alt.Scale(**look.framework_scale(theme))
    text_scale = alt.Scale(**look.framework_scale(theme, text=True))
    x = alt.X(
        "order:N",
        sort=list(ORDERS.values()),
        scale=alt.Scale(domain=list(ORDERS.values()), padding=1.9),
        axis=alt.Axis(
            orient="top",
            title=None,
            labelAngle=0,
            labelFontSize=11.5,
            labelExpr="split(datum.label, ' ')",
            labelColor=palette.ink,
            ticks=False,
            domain=False,
        ),
    )
    y = alt.Y(
        "rank:Q",
        scale=alt.Scale(domain=[5.4, 0.6], nice=False, zero=False),
        axis=None,
    )
    base = alt.Chart(source("places")).encode(x=x, y=y)
    dots = base.encode(
        shape=alt.Shape("framework:N", scale=alt.Scale(**look.shape_scale()), legend=None),
        tooltip=[
            alt.Tooltip("name:N", title="Framework"),
            alt.Tooltip("order:N", title="Order"),
            alt.Tooltip("rank:Q", title="Written place"),
            alt.Tooltip("verdict:N", title="Verdict"),
        ],
    )
    first, *_, last = ORDERS.values()
    name = {"fontSize": 12, "fontWeight": 600}
    label = alt.Color("framework:N", scale=text_scale, legend=None)
    return (
        alt.layer(
            base.mark_line(strokeWidth=2).encode(
                color=alt.Color("framework:N", scale=marks_scale, legend=None)
            ),
            dots.mark_point(filled=True, size=150, opacity=1, color=palette.background),
            dots.mark_point(size=120, opacity=1, strokeWidth=2).encode(
                stroke=alt.Stroke("framework:N", scale=marks_scale, legend=None),
                fill=alt.Fill("framework:N", scale=marks_scale, legend=None),
                fillOpacity=alt.FillOpacity("strength:Q", scale=None),
            ),
            base.transform_filter(alt.datum.order == first)
            .mark_text(align="right", dx=-12, **name)
            .encode(text="name:N", color=label),
            base.transform_filter(alt.datum.order == last)
            .mark_text(align="left", dx=12, **name)
            .encode(text="name:N", color=label),
        )
        .resolve_scale(color="independent")
        .properties(height=SLOPE_HEIGHT)
    )


def slopes(ranks: pd.DataFrame, *, theme: str, title: str) -> Chart:
    """Rows of ``claimed_orders``: filled holds, hollow fell, pale is disputed or unverifiable."""
    places = drawn(ranks)
    places["name"] = places.framework.map(framework_label)
    return Chart(_slopes(theme), {"places": places}, f"{title}, {plural(len(places), 'place')}")


@spec(FRAMEWORKS)
def _strips(theme: str, base: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    marks_scale = alt.Scale(**look.framework_scale(theme))
    text_scale = alt.Scale(**look.framework_scale(theme, text=True))
    words = f"datum.value == 1 ? 'as {framework_label(base)}' : format(datum.value, '~r') + '×'"
    x = alt.X(
        "ratio:Q",
        scale=alt.Scale(type="log", base=2, domain=[1 / EDGE, EDGE], nice=False, padding=10),
        axis=alt.Axis(title=None, values=_TICKS, labelExpr=words, grid=True),
    )
    y = alt.Y("framework:N", sort=rivals(base), scale=alt.Scale(domain=rivals(base)), axis=None)
    colour = alt.Color("framework:N", scale=marks_scale, legend=None)
    shape = alt.Shape("framework:N", scale=alt.Scale(**look.shape_scale()), legend=None)
    size = alt.Scale(domain=[1, 60], range=[30, 190], clamp=True)
    points = alt.Chart(source("marks")).encode(
        x=x,
        y=y,
        shape=shape,
        color=colour,
        size=alt.Size("n:Q", scale=size, legend=None),
        tooltip=[alt.Tooltip("name:N", title="Rival"), alt.Tooltip("said:N", title="Ratio")],
    )
    totals = alt.Chart(source("summaries")).encode(y=y)
    medians = totals.transform_filter("isValid(datum.median)")
    equal = alt.Chart(source("equal")).mark_rule(color=palette.ink, strokeWidth=1.5)
    halo = {"stroke": palette.background, "strokeWidth": 4, "strokeJoin": "round"}
    colours = alt.Color("framework:N", scale=text_scale, legend=None)
    texts = []
    for field, dy, font in (
        ("label:N", -31, {"fontSize": 12.5, "fontWeight": 600}),
        ("words:N", -16, {"fontSize": 11.5}),
    ):
        line = totals.encode(x=alt.value(0), text=field)
        texts.append(line.mark_text(align="left", dy=dy, **font, **halo))
        shown = line.mark_text(align="left", dy=dy, color=palette.mute, **font)
        texts.append(shown.encode(color=colours) if field == "label:N" else shown)
    return (
        alt.layer(
            equal.encode(x="ratio:Q"),
            points.mark_point(filled=True, opacity=0.35),
            medians.mark_rule(strokeWidth=2).encode(x="low:Q", x2="high:Q", color=colour),
            medians.mark_point(
                filled=True, size=230, opacity=1, stroke=palette.background, strokeWidth=1.5
            ).encode(
                x="median:Q",
                shape=shape,
                fill=alt.Fill("framework:N", scale=marks_scale, legend=None),
            ),
            *texts,
        )
        .resolve_scale(color="independent")
        .properties(height=STRIP_HEIGHT)
    )


def strips(
    pairs: pd.DataFrame, found: Sequence[Summary], base: str, *, theme: str, title: str
) -> Chart:
    """Pairs of one metric, one strip a rival, with the median and the middle 80 % of its pairs."""
    shown = marks(pairs)
    shown["name"] = shown.framework.map(framework_label)
    totals = pd.DataFrame(
        {
            "framework": s.framework,
            "label": s.label,
            "words": summary_words(s),
            "median": s.median,
            "low": s.low,
            "high": s.high,
        }
        for s in found
    )
    for column in ("median", "low", "high"):
        totals[column] = totals[column].astype(float).clip(1 / EDGE, EDGE)
    rows = {"marks": shown, "summaries": totals, "equal": pd.DataFrame({"ratio": [1.0]})}
    return Chart(_strips(theme, base), rows, f"{title}, {plural(len(pairs), 'pair')}")
