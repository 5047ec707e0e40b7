"""Where the better framework changes: leads along the load, and ratios by kind of set-up."""

from __future__ import annotations

import math
from collections.abc import Sequence

import altair as alt
import pandas as pd

from tradeoffs.charts import theme as look
from tradeoffs.charts.base import Chart, source, spec
from tradeoffs.charts.orders import EDGE
from tradeoffs.evidence.estimate import Setups
from tradeoffs.evidence.flips import Curve, Group
from tradeoffs.formats import change, number, plural, ratio
from tradeoffs.standing import model_name
from tradeoffs.vocabulary import framework_label

HEIGHT = 420
TOP = math.log(2.5)  # leads beyond 2.5 times are drawn at the edge
_TICKS = [math.log(f) for f in (0.4, 0.5, 0.65, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 2.5)]
_LOADS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096]


@spec()
def _along_load(theme: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    scale = alt.Scale(**look.framework_scale(theme))
    percent = (
        "abs(datum.value) < 0.001 ? 'equal' : "
        "(datum.value > 0 ? '+' : '−') + format(100 * abs(exp(datum.value) - 1), '.0f') + ' %'"
    )
    leads = {
        "scale": alt.Scale(domain=[-TOP, TOP], nice=False, zero=False),
        "axis": alt.Axis(values=_TICKS, labelExpr=percent, title=None, grid=True),
    }
    y = alt.Y("lead:Q", **leads)
    x = alt.X(
        "load:Q",
        scale=alt.Scale(type="log", base=2, nice=False, padding=12),
        axis=alt.Axis(values=_LOADS, title=None, format="~s", grid=False),
    )
    halves = alt.Chart(source("halves"))
    lines = alt.Chart(source("lines")).encode(
        x=x,
        y=y,
        detail="id:N",
        tooltip=[
            alt.Tooltip("curve:N", title="Set-up"),
            alt.Tooltip("load:Q", title="Load"),
            alt.Tooltip("said:N", title="Lead"),
        ],
    )
    bold = lines.transform_filter(alt.datum.bold)
    band = alt.Chart(source("crossing"))
    half_text = {"align": "left", "fontSize": 13, "fontWeight": 600, "x": 12}
    return (
        alt.layer(
            halves.mark_rect(opacity=0.08, tooltip=None).encode(
                y=alt.Y("from:Q", **leads),
                y2="to:Q",
                fill=alt.Fill("framework:N", scale=scale, legend=None),
            ),
            band.mark_rect(opacity=0.5, color=palette.grid, tooltip=None).encode(
                x="low:Q", x2="high:Q"
            ),
            band.mark_rule(strokeDash=[4, 3], color=palette.mute).encode(x="load:Q"),
            lines.mark_line(strokeWidth=1.2, opacity=0.7, color=palette.context),
            bold.mark_line(strokeWidth=2.5, color=palette.ink, point=False),
            bold.mark_point(filled=True, size=60, opacity=1, color=palette.ink),
            alt.Chart(source("equal")).mark_rule(color=palette.ink).encode(y=y),
            halves.mark_text(**half_text).encode(
                y=alt.Y("at:Q", **leads),
                text="name:N",
                color=alt.Color(
                    "framework:N",
                    scale=alt.Scale(**look.framework_scale(theme, text=True)),
                    legend=None,
                ),
            ),
        )
        .resolve_scale(color="independent", fill="independent")
        .properties(height=HEIGHT)
    )


def along_load(
    curves: Sequence[Curve],
    bold: Curve | None,
    crossing: tuple[float, float, float] | None,
    rival: str,
    base: str,
    *,
    theme: str,
    title: str,
) -> Chart:
    """Leads of the rival over the load, one line a set-up, the bold one in ink.

    ``crossing`` is the common crossing with its interval (load, low, high), drawn as a band.
    """
    lines = pd.DataFrame(
        [
            {
                "id": place,
                "curve": curve_name(c),
                "load": load,
                "lead": max(-TOP, min(TOP, lead)),
                "factor": math.exp(lead),
                "said": change(math.exp(lead)),
                "bold": c is bold,
            }
            for place, c in enumerate(curves)
            for load, lead in zip(c.loads, c.leads, strict=True)
        ],
        columns=["id", "curve", "load", "lead", "factor", "said", "bold"],
    )
    halves = pd.DataFrame(
        [
            {"framework": f, "from": 0.0, "to": to, "at": to * 0.93, "name": f"{label} ahead"}
            for f, to in ((rival, TOP), (base, -TOP))
            for label in [framework_label(f)]
        ]
    )
    load, low, high = crossing or (None, None, None)
    rows = {
        "lines": lines,
        "halves": halves,
        "crossing": pd.DataFrame([{"load": load, "low": low, "high": high}]) if crossing else _NONE,
        "equal": pd.DataFrame({"lead": [0.0]}),
    }
    return Chart(_along_load(theme), rows, f"{title}, {plural(len(curves), 'curve')}")


_NONE = pd.DataFrame(columns=["load", "low", "high"])


def curve_name(curve: Curve) -> str:
    """``Llama-3.1-8B-Instruct, 2 × H100-SXM-80GB, FP8, 512 in, 256 out``."""
    key = curve.key
    parts = [
        model_name(str(key["model_id"])),
        f"{_whole(key['gpu_count'])} × {key['gpu_label']}",
    ]
    if isinstance(key["precision_id"], str):
        parts.append(key["precision_id"].upper())
    for column, word in (("isl", "in"), ("osl", "out")):
        if key[column] == key[column]:
            parts.append(f"{number(key[column])} {word}")
    return ", ".join(parts)


def _whole(value: object) -> str:
    return "?" if value != value else f"{int(value)}"


@spec()
def _by_kind(theme: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    words = "datum.value == 1 ? 'equal' : format(datum.value, '~r') + '×'"
    x = alt.X(
        "ratio:Q",
        scale=alt.Scale(type="log", base=2, domain=[1 / EDGE, EDGE], nice=False, padding=10),
        axis=alt.Axis(title=None, values=[1 / 4, 1 / 2, 1, 2, 4], labelExpr=words, grid=True),
    )
    y = alt.Y("value:N", sort=None, axis=None)
    rows = alt.Chart(source("groups")).encode(y=y)
    known = rows.transform_filter("isValid(datum.low)")
    scale = alt.Scale(**look.framework_scale(theme))
    colour = alt.Color("framework:N", scale=scale, legend=None)
    text = {"align": "left", "fontSize": 12}
    name = rows.encode(x=alt.value(0), text="words:N")
    halo = {"stroke": palette.background, "strokeWidth": 4, "strokeJoin": "round"}
    setups = alt.Chart(source("setups")).encode(
        x=x,
        y=y,
        color=colour,
        tooltip=[alt.Tooltip("setup:N", title="Set-up"), alt.Tooltip("said:N", title="Ratio")],
    )
    return (
        alt.layer(
            alt.Chart(source("equal"))
            .mark_rule(color=palette.ink, strokeWidth=1.5)
            .encode(x=alt.X("ratio:Q")),
            setups.mark_point(filled=True, size=60, opacity=0.4),
            known.mark_rule(strokeWidth=2, color=palette.ink).encode(x="low:Q", x2="high:Q"),
            known.mark_point(
                filled=True, size=170, opacity=1, stroke=palette.background, strokeWidth=1.5
            ).encode(x=x, fill=alt.Fill("framework:N", scale=scale, legend=None)),
            name.mark_text(dy=-15, **text, **halo),
            name.mark_text(dy=-15, color=palette.ink, **text),
        )
        .resolve_scale(color="independent")
        .properties(height=alt.Step(46))
    )


def by_kind(
    groups: Sequence[Group], names: Sequence[str], rival: str, *, theme: str, title: str
) -> Chart:
    """Ratios rival ÷ base by kind of set-up: a small mark a set-up, a large one where they are
    enough for a summary. ``names`` are the groups as readers know them."""
    rows = pd.DataFrame(
        [
            {
                "value": name,
                "framework": rival,
                "words": f"{name}: {group_words(g)}",
                "ratio": g.estimate.ratio,
                "low": g.estimate.low,
                "high": g.estimate.high,
            }
            for g, name in zip(groups, names, strict=True)
        ]
    )
    setups = pd.concat(
        [
            setup_rows(g.setups).assign(value=name, framework=rival)
            for g, name in zip(groups, names, strict=True)
        ]
    )
    for column in ("ratio", "low", "high"):
        rows[column] = rows[column].astype(float).clip(1 / EDGE, EDGE)
    shown = {"groups": rows, "setups": setups, "equal": pd.DataFrame({"ratio": [1.0]})}
    return Chart(_by_kind(theme), shown, f"{title}, {plural(len(groups), 'group')}")


def setup_rows(setups: Setups) -> pd.DataFrame:
    """Set-ups as marks: setup, source, ratio (within the edges), weight, said."""
    found = setups.frame()
    named = [
        f"{model_name(str(model))}, {gpu}"
        for model, gpu in zip(found.model_id, found.gpu_label, strict=True)
    ]
    said = [
        f"{ratio(r)}, {plural(int(n), 'pair')}"
        for r, n in zip(found.ratio, found.pairs, strict=True)
    ]
    return pd.DataFrame(
        {
            "setup": named,
            "source": found.source_id,
            "ratio": found.ratio.clip(1 / EDGE, EDGE),
            "weight": found.weight,
            "said": said,
        }
    )


def group_words(group: Group) -> str:
    """Ratio with interval and counts, or the counts alone."""
    found = group.estimate
    extent = f"{plural(found.pairs, 'pair')}, {plural(found.setups, 'set-up')}"
    if not found.enough:
        return f"{extent}: not enough"
    return f"{ratio(found.ratio)} ({found.low:.2f} to {found.high:.2f}), {extent}"
