"""One framework at a glance: releases of 24 months, verdict counts, stars that stand or fell."""

from __future__ import annotations

import altair as alt
import pandas as pd

from tradeoffs.charts import theme as look
from tradeoffs.charts.base import Chart, source, spec
from tradeoffs.formats import plural
from tradeoffs.linkkeys import CRITERIA, FIVE
from tradeoffs.vocabulary import framework_label

# One drawing instead of three, so that a page of five cards draws five charts. Everything stands
# on one grid: 24 units across (months; four a criterion), pixels upwards.
ACROSS = 24
HEIGHT = 172
_RELEASES = (142, 170)
_VERDICTS = (112, 130)
_PIPS, _PIP, _PIP_GAP = 26, 10, 5
_LABELS = 10
SHORT = dict(zip(CRITERIA, ("Mem", "Setup", "Speed", "LoRA", "Models", "Prod"), strict=True))


def at_a_glance(
    releases: pd.DataFrame, verdicts: pd.DataFrame, pips: pd.DataFrame, framework: str, theme: str
) -> Chart:
    """Rows of ``release_months``, ``verdict_counts`` and ``star_pips`` of one framework."""
    placed = pips.assign(
        place=pips.criterion_id.map(CRITERIA.index), label=pips.criterion_id.map(SHORT)
    )
    stars = placed.drop_duplicates("criterion_id")
    told = ", ".join(f"{r.criterion} {r.stars} ({r.verdict})" for r in stars.itertuples())
    alt_text = (
        f"{framework_label(framework)}: {plural(int(releases.releases.sum()), 'stable release')} "
        f"in 24 months; {plural(int(verdicts.claims.sum()), 'claim')}; stars: {told}"
    )
    rows = {"releases": releases, "verdicts": verdicts, "pips": placed}
    return Chart(_spec(theme, framework), rows, alt_text)


@spec(FIVE)
def _spec(theme: str, framework: str) -> alt.LayerChart:
    palette = look.PALETTES[theme]
    colour = look.mark_colour(framework, theme)
    layers = [
        _release_bars(colour),
        *_verdict_bar(palette),
        _star_pips(palette, colour),
        _criterion_names(palette),
    ]
    return alt.layer(
        *layers, height=HEIGHT, padding={"left": 0, "right": 0, "top": 2, "bottom": 0}
    ).resolve_scale(color="independent")


def _x(field: str = "x") -> alt.X:
    return alt.X(
        field, type="quantitative", axis=None, scale=alt.Scale(domain=[0, ACROSS], nice=False)
    )


def _y(field: str = "y") -> alt.Y:
    return alt.Y(
        field, type="quantitative", axis=None, scale=alt.Scale(domain=[0, HEIGHT], nice=False)
    )


def _release_bars(colour: str) -> alt.Chart:
    low, high = _RELEASES
    return (
        alt.Chart(source("releases"))
        .transform_calculate(
            x="datum.place + 0.12",
            x2="datum.place + 0.88",
            y=f"{low}",
            y2=f"{low} + {high - low} * datum.share",
        )
        .mark_rect(color=colour)
        .encode(x=_x(), x2="x2:Q", y=_y(), y2="y2:Q")
    )


def _verdict_bar(palette: look.Palette) -> list[alt.Chart]:
    low, high = _VERDICTS
    order = list(look.VERDICT_ICONS)
    base = (
        alt.Chart(source("verdicts"))
        .transform_calculate(order=f"indexof({order}, datum.verdict)")
        .transform_stack(
            stack="claims",
            groupby=[],
            sort=[alt.SortField("order")],
            offset="normalize",
            as_=["from", "to"],
        )
        .transform_calculate(
            x=f"datum.from * {ACROSS}",
            x2=f"datum.to * {ACROSS}",
            mid=f"(datum.from + datum.to) / 2 * {ACROSS}",
            y=f"{low}",
            y2=f"{high}",
            middle=f"{(low + high) / 2}",
        )
    )

    def colour(shades: dict[str, str]) -> alt.Color:
        scale = alt.Scale(domain=order, range=[shades[v] for v in order])
        return alt.Color("verdict:N", scale=scale, legend=None)

    bar = base.mark_rect(stroke=palette.background, strokeWidth=1.5, cornerRadius=2).encode(
        x=_x(), x2="x2:Q", y=_y(), y2="y2:Q", color=colour(palette.verdict_fill)
    )
    counts = base.mark_text(fontSize=11.5, fontWeight=600, baseline="middle").encode(
        x=_x("mid"), y=_y("middle"), text="claims:Q", color=colour(palette.verdict_text)
    )
    return [bar, counts]


def _star_pips(palette: look.Palette, colour: str) -> alt.Chart:
    step = _PIP + _PIP_GAP
    states = ["stands", "fallen", "not given"]

    def by_state(*colours: str) -> alt.Scale:
        return alt.Scale(domain=states, range=list(colours))

    return (
        alt.Chart(source("pips"))
        .transform_calculate(
            x="datum.place * 4 + 0.45",
            x2="datum.place * 4 + 3.55",
            y=f"{_PIPS} + (datum.star - 1) * {step}",
            y2=f"{_PIPS} + (datum.star - 1) * {step} + {_PIP}",
            state="!datum.given ? 'not given' : "
            f"indexof({list(look.FALLEN)}, datum.verdict) >= 0 ? 'fallen' : 'stands'",
        )
        .mark_rect(cornerRadius=1.5, strokeWidth=1.3)
        .encode(
            x=_x(),
            x2="x2:Q",
            y=_y(),
            y2="y2:Q",
            fill=alt.Fill(
                "state:N", scale=by_state(colour, palette.background, palette.grid), legend=None
            ),
            stroke=alt.Stroke("state:N", scale=by_state(colour, colour, palette.grid), legend=None),
        )
    )


def _criterion_names(palette: look.Palette) -> alt.Chart:
    return (
        alt.Chart(source("pips"))
        .transform_filter("datum.star == 1")
        .transform_calculate(x="datum.place * 4 + 2", y=f"{_LABELS}")
        .mark_text(fontSize=10, color=palette.mute, baseline="middle")
        .encode(x=_x(), y=_y(), text="label:N")
    )
