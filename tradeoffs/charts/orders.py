"""Written orders beside measured ones as slopes, and pair ratios of one metric as a forest."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from tradeoffs.charts import theme as look
from tradeoffs.charts.base import Chart, source, spec
from tradeoffs.formats import plural
from tradeoffs.vocabulary import FRAMEWORKS, framework_label

_NARROW = 480  # a third of a page
SLOPE_HEIGHT = 230
FOREST_HEIGHT = 340
EDGE = 8.0  # ratios beyond 1/8 and 8 are drawn at the edge
_TICKS = [1 / 4, 1 / 2, 1, 2, 4]  # odd in number, so that crowding keeps the middle one
_LAST = 5.7  # lowest height: four places and one framework without


def _scales(theme: str) -> tuple[alt.Color, alt.Color, alt.Shape]:
    """Colour of marks, colour of names, shape."""
    return (
        alt.Color("framework:N", scale=alt.Scale(**look.framework_scale(theme)), legend=None),
        alt.Color(
            "framework:N", scale=alt.Scale(**look.framework_scale(theme, text=True)), legend=None
        ),
        alt.Shape("framework:N", scale=alt.Scale(**look.shape_scale()), legend=None),
    )


@spec()
def _slopes(theme: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    marks, names, shape = _scales(theme)
    heights = {"scale": alt.Scale(domain=[_LAST, 0.4], nice=False, zero=False), "axis": None}
    across = {"scale": alt.Scale(domain=[-1.45, 3.05], nice=False), "axis": None}
    lines = alt.Chart(source("lines")).encode(
        tooltip=[
            alt.Tooltip("name:N", title="As written"),
            alt.Tooltip("places:N", title="Measured place"),
            alt.Tooltip("said:N", title="As measured"),
        ]
    )
    written = lines.encode(x=alt.X("left:Q", **across), y=alt.Y("rank:Q", **heights))
    ends = lines.encode(x=alt.X("right:Q", **across), y=alt.Y("end:Q", **heights))
    known = ends.transform_filter(alt.datum.measured)
    unknown = ends.transform_filter(~alt.datum.measured)
    dash = alt.Scale(domain=[True, False], range=[[1, 0], [2, 3]])
    zone = alt.Chart(source("zone")).encode(
        x=alt.X("from:Q", **across), x2="to:Q", y=alt.Y("height:Q", **heights)
    )
    spans = lines.transform_filter(alt.datum.measured).encode(
        x=alt.X("span:Q", **across), y=alt.Y("best:Q", **heights), y2="worst:Q", color=marks
    )
    text = {"fontSize": 11.5, "baseline": "middle"}
    return (
        alt.layer(
            zone.mark_rule(color=palette.line),
            written.mark_rule(strokeWidth=2).encode(
                x2="right:Q",
                y2="end:Q",
                color=marks,
                strokeDash=alt.StrokeDash("measured:N", scale=dash, legend=None),
            ),
            spans.mark_rule(strokeWidth=5, opacity=0.3, strokeCap="round"),
            *_dots(written, marks, shape, palette.background),
            *_dots(known, marks, shape, palette.background),
            written.mark_text(align="right", dx=-12, **text).encode(text="name:N", color=names),
            known.mark_text(align="left", dx=30, **text).encode(text="said:N", color=names),
            unknown.mark_text(align="left", dx=6, color=palette.mute, **text).encode(text="said:N"),
        )
        .resolve_scale(color="independent", fill="independent")
        .properties(height=SLOPE_HEIGHT)
    )


def _dots(at: alt.Chart, marks: alt.Color, shape: alt.Shape, page: str) -> tuple[alt.Chart, ...]:
    """A framework's shape with a rim in the page colour."""
    return (
        at.mark_point(size=150, opacity=1, filled=True, color=page).encode(shape=shape),
        at.mark_point(size=110, opacity=1, filled=True).encode(shape=shape, fill=marks),
    )


def slopes(rows: Mapping[str, pd.DataFrame], *, theme: str, title: str) -> Chart:
    """Rows of ``orders.drawn``: written place left, measured place right with the places it may
    hold as a bar; dashed to the zone of those without one."""
    lines = rows["lines"].assign(left=0, right=1)
    # The bars of tied frameworks stand side by side.
    beside = lines.measured.cumsum().where(lines.measured, 0)
    lines["span"] = 1.07 + 0.06 * (beside - 1)
    shown = {"lines": lines, "zone": rows["zone"].assign(**{"from": 0.95, "to": 3.0})}
    said = f"{title}, {plural(len(lines), 'framework')}"
    return Chart(_slopes(theme), shown, said, picture_width=_NARROW)


@spec(FRAMEWORKS)
def _forest(theme: str, base: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    marks, names, shape = _scales(theme)
    rivals = [f for f in FRAMEWORKS if f != base]
    words = f"datum.value == 1 ? 'as {framework_label(base)}' : format(datum.value, '~r') + '×'"
    x = alt.X(
        "ratio:Q",
        scale=alt.Scale(type="log", base=2, domain=[1 / EDGE, EDGE], nice=False, padding=10),
        axis=alt.Axis(title=None, values=_TICKS, labelExpr=words, grid=True),
    )
    y = alt.Y("framework:N", sort=rivals, scale=alt.Scale(domain=rivals), axis=None)
    setups = alt.Chart(source("setups")).encode(
        x=x,
        y=y,
        shape=shape,
        color=marks,
        size=alt.Size(
            "weight:Q", scale=alt.Scale(domain=[0, 0.2], range=[25, 170], clamp=True), legend=None
        ),
        tooltip=[
            alt.Tooltip("setup:N", title="Set-up"),
            alt.Tooltip("said:N", title="Ratio"),
            alt.Tooltip("source:N", title="Source"),
        ],
    )
    totals = alt.Chart(source("estimates")).encode(y=y)
    known = totals.transform_filter("isValid(datum.ratio)")
    tip = [alt.Tooltip("label:N", title="Rival"), alt.Tooltip("words:N", title="Ratio")]
    halo = {"stroke": palette.background, "strokeWidth": 4, "strokeJoin": "round"}
    texts = []
    for field, dy, font in (
        ("label:N", -31, {"fontSize": 12.5, "fontWeight": 600}),
        ("words:N", -16, {"fontSize": 11.5}),
    ):
        line = totals.encode(x=alt.value(0), text=field)
        texts.append(line.mark_text(align="left", dy=dy, **font, **halo))
        shown = line.mark_text(align="left", dy=dy, color=palette.mute, **font)
        texts.append(shown.encode(color=names) if field == "label:N" else shown)
    return (
        alt.layer(
            alt.Chart(source("equal"))
            .mark_rule(color=palette.ink, strokeWidth=1.5)
            .encode(x="ratio:Q"),
            setups.mark_point(filled=True, opacity=0.4),
            known.mark_rule(strokeWidth=2, color=palette.ink).encode(x="low:Q", x2="high:Q"),
            known.mark_point(
                filled=True, size=230, opacity=1, stroke=palette.background, strokeWidth=1.5
            ).encode(x="ratio:Q", shape=shape, fill=marks, tooltip=tip),
            *texts,
        )
        .resolve_scale(color="independent")
        .properties(height=FOREST_HEIGHT)
    )


def forest(
    setups: pd.DataFrame, estimates: pd.DataFrame, base: str, *, theme: str, title: str
) -> Chart:
    """One strip a rival: a small mark a set-up by its weight, the estimate with its interval.

    ``setups``: rows of ``flips.setup_rows`` with framework. ``estimates``: framework, label,
    words, ratio, low, high (missing where there is no summary).
    """
    inside = {c: estimates[c].astype(float).clip(1 / EDGE, EDGE) for c in ("ratio", "low", "high")}
    rows = {
        "setups": setups,
        "estimates": estimates.assign(**inside),
        "equal": pd.DataFrame({"ratio": [1.0]}),
    }
    said = f"{title}, {plural(len(setups), 'set-up')}"
    return Chart(_forest(theme, base), rows, said, picture_width=_NARROW)
