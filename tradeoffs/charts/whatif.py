"""Scenarios of the what-if page: rate on a common scale, memory, causes, curves over the load."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from tradeoffs.charts import theme as look
from tradeoffs.charts.base import Chart, source, spec
from tradeoffs.formats import number, plural

RATE_HEIGHT, MEMORY_HEIGHT, CURVES_HEIGHT = 16, 24, 250
_TICKS = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000]
_SHORT = "datum.value >= 1000 ? datum.value / 1000 + 'k' : datum.value"
_LOADS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]


@spec()
def _rate(theme: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    scale = alt.Scale(type="log", nice=False, padding=4)
    x = alt.X("low:Q", scale=scale, axis=None)
    at = alt.X("value:Q", scale=scale, axis=None)
    here = alt.Chart(source("here"))
    return alt.layer(
        alt.Chart(source("extent"))
        .mark_rule(color=palette.line, strokeWidth=2)
        .encode(x, x2="high:Q"),
        here.mark_rule(color=palette.context, strokeWidth=5, strokeCap="round", opacity=0.6).encode(
            x, x2="high:Q"
        ),
        alt.Chart(source("others"))
        .mark_tick(thickness=2, height=12, color=palette.context)
        .encode(at),
        alt.Chart(source("measured"))
        .mark_point(shape="diamond", size=70, opacity=1, strokeWidth=2, color=palette.ink)
        .encode(at),
        here.mark_point(filled=True, size=75, opacity=1, color=palette.ink).encode(at),
    ).properties(height=RATE_HEIGHT, padding=0)


def rate(
    here: dict, others: Sequence[dict], measured: Sequence[float], *, theme: str, title: str
) -> Chart:
    """A rate with its band on a log scale shared with others; dicts of value, low, high.

    ``measured`` are rates of the very same set-up, drawn hollow.
    """
    every = [here, *others]
    extent = {
        "low": min([r["low"] for r in every] + list(measured)),
        "high": max([r["high"] for r in every] + list(measured)),
    }
    rows = {
        "here": pd.DataFrame([here]),
        "others": pd.DataFrame(others, columns=["value", "low", "high"]),
        "extent": pd.DataFrame([extent]),
        "measured": pd.DataFrame({"value": list(measured)}, dtype=float),
    }
    return Chart(_rate(theme), rows, title)


@spec()
def _memory(theme: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    ink = {part: look.on(colour, theme) for part, colour in palette.memory.items()}
    x = alt.X("gb:Q", stack="zero", axis=None, scale=alt.Scale(nice=False))
    base = alt.Chart(source("parts")).encode(x=x, order=alt.Order("place:O"))
    return (
        alt.layer(
            base.mark_bar(
                height=22, stroke=palette.background, strokeWidth=1.5, cornerRadius=2
            ).encode(
                color=alt.Color(
                    "part:N", scale=alt.Scale(**look.scale(palette.memory)), legend=None
                ),
                tooltip=[alt.Tooltip("part:N", title="Part"), alt.Tooltip("said:N", title="GB")],
            ),
            base.mark_text(fontSize=11.5, fontWeight=600).encode(
                x=alt.X("gb:Q", stack="zero", bandPosition=0.5),
                text="words:N",
                color=alt.Color("part:N", scale=alt.Scale(**look.scale(ink)), legend=None),
            ),
            alt.Chart(source("device"))
            .mark_tick(thickness=2, height=24, color=palette.ink)
            .encode(x="gb:Q"),
        )
        .resolve_scale(color="independent")
        .properties(height=MEMORY_HEIGHT, padding=0)
    )


def memory(parts: dict[str, float], total: float, *, theme: str, title: str) -> Chart:
    """GB of one GPU by part; the mark is the device's size, which what does not fit passes."""
    wide = max(sum(parts.values()), total)
    rows = pd.DataFrame(
        [
            {
                "part": part,
                "place": place,
                "gb": gb,
                "said": number(gb, 3),
                "words": number(gb, 2) if gb / wide > 0.07 else "",
            }
            for place, (part, gb) in enumerate(parts.items())
        ]
    )
    shown = {"parts": rows, "device": pd.DataFrame({"gb": [total]})}
    return Chart(_memory(theme), shown, title)


@spec()
def _causes(theme: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    ink = {cause: look.on(colour, theme) for cause, colour in palette.cause.items()}
    y = alt.Y(
        "label:N",
        sort=None,
        axis=alt.Axis(title=None, labels=False, ticks=False),
        scale=alt.Scale(paddingInner=0.5, paddingOuter=0.35),
    )
    x = alt.X("ms:Q", stack="zero", axis=alt.Axis(title=None, grid=True, tickCount=6))
    base = alt.Chart(source("causes")).encode(y=y, x=x, order=alt.Order("place:O"))
    name = alt.Chart(source("totals")).encode(y=y, text="words:N", x=alt.value(0))
    return (
        alt.layer(
            base.mark_bar(stroke=palette.background, strokeWidth=1).encode(
                color=alt.Color(
                    "cause:N", scale=alt.Scale(**look.scale(palette.cause)), legend=None
                ),
                tooltip=[
                    alt.Tooltip("label:N", title="Scenario"),
                    alt.Tooltip("cause:N", title="Cause"),
                    alt.Tooltip("said:N", title="ms"),
                ],
            ),
            base.mark_text(fontSize=11.5, fontWeight=600).encode(
                x=alt.X("ms:Q", stack="zero", bandPosition=0.5),
                text="words:N",
                color=alt.Color("cause:N", scale=alt.Scale(**look.scale(ink)), legend=None),
            ),
            name.mark_text(align="left", dy=-23, fontSize=12.5, fontWeight=600),
        )
        .resolve_scale(color="independent")
        .properties(height=alt.Step(58))
    )


def causes(rows: pd.DataFrame, *, theme: str, title: str) -> Chart:
    """Milliseconds by cause, one bar a scenario (rows of ``planning.causes.causes``)."""
    order = {cause: i for i, cause in enumerate(look.PALETTES[theme].cause)}
    totals = rows.groupby("label", sort=False)["ms"].sum()
    widest = totals.max()
    drawn = rows.assign(
        place=rows["cause"].map(order),
        said=rows["ms"].map(lambda v: number(v, 2)),
        words=[number(v, 2) if v / widest > 0.06 else "" for v in rows["ms"]],
    )
    names = pd.DataFrame(
        {
            "label": totals.index,
            "words": [f"{label}: {number(ms, 2)} ms" for label, ms in totals.items()],
        }
    )
    shown = {"causes": drawn, "totals": names}
    return Chart(_causes(theme), shown, f"{title}, {plural(len(totals), 'scenario')}")


@spec()
def _curves(theme: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    x = alt.X(
        "in_flight:Q",
        scale=alt.Scale(type="log", base=2, nice=False, padding=10),
        axis=alt.Axis(title=None, values=_LOADS, grid=False),
    )
    y = {
        "scale": alt.Scale(type="log", nice=False, padding=8),
        "axis": alt.Axis(title=None, values=_TICKS, labelExpr=_SHORT, grid=True),
    }
    colour = alt.Color("letter:N", scale=alt.Scale(**look.scale(palette.scenario)), legend=None)
    base = alt.Chart(source("curves")).encode(x=x, color=colour)
    rate = base.encode(y=alt.Y("tok_s_per_gpu:Q", **y))
    here = rate.transform_filter("datum.is_here")
    name = here.encode(text="letter:N")
    label = {"dx": 12, "dy": -12, "fontSize": 13, "fontWeight": 600}
    return alt.layer(
        base.mark_area(opacity=0.1).encode(y=alt.Y("low:Q", **y), y2="high:Q", detail="letter:N"),
        rate.mark_line(strokeWidth=2.2),
        rate.mark_point(filled=True, size=26, opacity=1).encode(
            tooltip=[
                alt.Tooltip("letter:N", title="Scenario"),
                alt.Tooltip("in_flight:Q", title="In flight", format=",.0f"),
                alt.Tooltip("said:N", title="tok/s per GPU"),
            ]
        ),
        here.mark_point(filled=True, size=190, opacity=1, stroke=palette.background, strokeWidth=2),
        name.mark_text(**label, stroke=palette.background, strokeWidth=4),
        name.mark_text(**label),
    ).properties(height=CURVES_HEIGHT)


def curves(rows: pd.DataFrame, *, theme: str, title: str) -> Chart:
    """Output rate a GPU over requests in flight (rows of ``planning.causes.curves``)."""
    said = [
        f"{number(v, 2)} ({number(low, 2)} to {number(high, 2)})"
        for v, low, high in zip(rows["tok_s_per_gpu"], rows["low"], rows["high"], strict=True)
    ]
    return Chart(
        _curves(theme),
        {"curves": rows.assign(said=said)},
        f"{title}, {plural(rows['letter'].nunique(), 'scenario')}",
    )
