"""Rate of a GPU against the speed of one user over all splits, and TP over the load as a map."""

from __future__ import annotations

import altair as alt
import pandas as pd

from tradeoffs.charts import theme as look
from tradeoffs.charts.base import Chart, source, spec
from tradeoffs.formats import number, plural

HEIGHT = 330
_TICKS = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000]
_USERS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
_BINARY = "datum.value >= 1024 ? datum.value / 1024 + 'k' : datum.value"
_SHORT = "datum.value >= 1000 ? datum.value / 1000 + 'k' : datum.value"


@spec()
def _frontier(theme: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    x = alt.X(
        "tok_s_per_user:Q",
        scale=alt.Scale(type="log", nice=False, padding=10),
        axis=alt.Axis(title="tok/s for one user", titleAnchor="end", values=_USERS, grid=False),
    )
    y = alt.Y(
        "output_tok_s_per_gpu:Q",
        scale=alt.Scale(type="log", nice=False, padding=12),
        axis=alt.Axis(title=None, values=_TICKS, labelExpr=_SHORT, grid=True),
    )
    colour = alt.Color("letter:N", scale=alt.Scale(**look.scale(palette.scenario)), legend=None)
    tooltip = [
        alt.Tooltip("said:N", title="Set-up"),
        alt.Tooltip("rate:N", title="tok/s per GPU"),
        alt.Tooltip("user:N", title="tok/s a user"),
    ]
    line = alt.Chart(source("frontier")).encode(x=x, y=y, color=colour)
    names = alt.Chart(source("names")).encode(x=x, y=y, text="name:N")
    text = {"align": "left", "dx": 6, "dy": -9, "fontSize": 12, "fontWeight": 600}
    measured = alt.Chart(source("measured")).encode(x=x, y=y, tooltip=tooltip)
    return alt.layer(
        alt.Chart(source("all"))
        .mark_point(filled=True, size=14, opacity=0.35, color=palette.context)
        .encode(x=x, y=y),
        line.mark_line(strokeWidth=2.2).encode(order="tok_s_per_user:Q"),
        line.mark_point(filled=True, size=30, opacity=1).encode(tooltip=tooltip),
        measured.mark_point(
            shape="diamond",
            size=70,
            opacity=1,
            strokeWidth=1.8,
            color=palette.ink,
            fill=palette.background,
        ),
        alt.Chart(source("here"))
        .mark_point(filled=True, size=190, opacity=1, stroke=palette.background, strokeWidth=2)
        .encode(x=x, y=y, color=colour, tooltip=tooltip),
        names.mark_text(**text, stroke=palette.background, strokeWidth=4),
        names.mark_text(**text).encode(color=colour),
    ).properties(height=HEIGHT)


def frontier(
    every: pd.DataFrame,
    lines: pd.DataFrame,
    here: pd.DataFrame,
    measured: pd.DataFrame,
    *,
    theme: str,
    title: str,
) -> Chart:
    """All set-ups pale, frontiers as lines, the page's scenarios large, measured points hollow.

    Frames carry tok_s_per_user, output_tok_s_per_gpu; but for ``every`` also ``said``, and
    ``letter`` where they are the model's.
    """
    names = pd.concat([_ends(lines), here.assign(name=here["letter"])], ignore_index=True)
    rows = {
        "all": every[["tok_s_per_user", "output_tok_s_per_gpu"]].round(1),
        "frontier": _told(lines),
        "here": _told(here),
        "measured": _told(measured),
        "names": names[["tok_s_per_user", "output_tok_s_per_gpu", "letter", "name"]],
    }
    n = f"{plural(len(every), 'set-up')}, {plural(len(measured), 'measured point')}"
    return Chart(_frontier(theme), rows, f"{title}, {n}")


def _ends(lines: pd.DataFrame) -> pd.DataFrame:
    """Both ends of each frontier, named by what runs there."""
    by_user = lines.sort_values("tok_s_per_user")
    ends = by_user.groupby("letter", sort=False).head(1)
    return ends.assign(name=ends["short"])


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    columns = [c for c in ("tok_s_per_user", "output_tok_s_per_gpu", "letter", "said") if c in rows]
    return rows[columns].assign(
        rate=rows["output_tok_s_per_gpu"].map(lambda v: number(v, 2)),
        user=rows["tok_s_per_user"].map(lambda v: number(v, 2)),
    )


@spec()
def _tensor_map(theme: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    x = alt.X(
        "load:O",
        axis=alt.Axis(title=None, labelAngle=0, ticks=False, domain=False, labelExpr=_BINARY),
    )
    y = alt.Y("tp:O", axis=alt.Axis(title=None, labelExpr="'TP ' + datum.label"))
    cells = alt.Chart(source("cells")).encode(x=x, y=y)
    known = cells.transform_filter("isValid(datum.tok_s_per_gpu)")
    tooltip = [
        alt.Tooltip("tp:O", title="TP"),
        alt.Tooltip("load:O", title="Requests"),
        alt.Tooltip("said:N", title="tok/s per GPU"),
    ]
    return (
        alt.layer(
            cells.mark_rect(color=palette.grid, opacity=0.5).encode(tooltip=tooltip),
            known.mark_rect().encode(
                color=alt.Color(
                    "tok_s_per_gpu:Q",
                    scale=alt.Scale(type="log", range=list(palette.ramp)),
                    legend=None,
                ),
                tooltip=tooltip,
            ),
            cells.mark_text(fontSize=11.5, fontWeight=600).encode(
                text="words:N",
                color=alt.Color(
                    "tone:N",
                    scale=alt.Scale(
                        domain=["pale", "deep", "none"],
                        range=[
                            look.on(palette.ramp[0], theme),
                            look.on(palette.ramp[-1], theme),
                            palette.mute,
                        ],
                    ),
                    legend=None,
                ),
            ),
            alt.Chart(source("here"))
            .mark_rect(filled=False, stroke=palette.ink, strokeWidth=2)
            .encode(x=x, y=y),
        )
        .resolve_scale(color="independent")
        .properties(height=230)
    )


def tensor_map(cells: pd.DataFrame, here: pd.DataFrame, *, theme: str, title: str) -> Chart:
    """Rate a GPU by TP and load; empty cells carry a dash, the page's own cell a frame."""
    rates = cells["tok_s_per_gpu"]
    middle = (rates.min() * rates.max()) ** 0.5
    drawn = cells.assign(
        said=[
            reason or number(rate, 2) for rate, reason in zip(rates, cells["reason"], strict=True)
        ],
        words=[number(r, 2) if r == r else "–" for r in rates],
        tone=["none" if r != r else "deep" if r > middle else "pale" for r in rates],
    )
    n = plural(int(rates.notna().sum()), "cell")
    return Chart(_tensor_map(theme), {"cells": drawn, "here": here}, f"{title}, {n} with a figure")
