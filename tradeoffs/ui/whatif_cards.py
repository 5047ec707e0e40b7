"""One card a scenario: what it runs on, its figures with bands and tier, its memory."""

from __future__ import annotations

import streamlit as st

from tradeoffs import links
from tradeoffs.charts import theme as look
from tradeoffs.charts import whatif as charts
from tradeoffs.formats import MISSING, count, is_missing, number, plain, plural
from tradeoffs.links import View
from tradeoffs.planning import words
from tradeoffs.planning.known import Known
from tradeoffs.planning.measured import Measured
from tradeoffs.planning.scenarios import Figure, Plans, Scenario
from tradeoffs.ui import text
from tradeoffs.ui.frame import theme
from tradeoffs.ui.show import draw
from tradeoffs.ui.whatif_controls import scenario as controls
from tradeoffs.whatif.cost import usd_per_mtok

TIER_BADGES = {
    "measured": ("green", "verified"),
    "calibrated": ("blue", "straighten"),
    "extrapolated": ("violet", "explore"),
}
MOST_LINKED = 3


def tier_badge(tier: str) -> str:
    """A tier as icon and word."""
    colour, icon = TIER_BADGES[tier]
    return f":{colour}-badge[:material/{icon}: {tier}]"


def card(view: View, plans: Plans, scenario: Scenario, known: Known) -> None:
    """The card of one scenario."""
    is_open = view["scen"] == "online-rate"
    with st.container(border=True, gap="small", key=f"whatif-card-{scenario.choice.letter}"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            name = plain(words.card_name(plans, scenario))
            st.markdown(
                f"##### :gray[{scenario.name}] &ensp;{name}", anchors=False, width="content"
            )
            badge = tier_badge(scenario.tier) if scenario.answered else _refused(scenario)
            st.markdown(badge, width="content")
        controls(view, known, scenario.choice.letter)
        if scenario.answered:
            _figures(plans, scenario, known, is_open)
        else:
            st.markdown(f"**{plain(_first_up(scenario.reason))}.**")
        _memory(scenario)
        _said(scenario, known, is_open)


def _refused(scenario: Scenario) -> str:
    if scenario.memory is not None and not scenario.fits:
        return ":red-badge[:material/close: does not fit]"
    return ":gray-badge[:material/question_mark: no answer]"


def _first_up(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _figures(plans: Plans, scenario: Scenario, known: Known, is_open: bool) -> None:
    figures = scenario.figures
    rate = figures["output_tok_s"]
    left, right = st.columns(2, gap="small", wrap=False)
    with left, st.container(gap=None):
        st.metric("Output tok/s", number(rate.value, 2))
        st.markdown(text.grey("set by the request rate" if is_open else words.band(rate)))
    with right, st.container(gap=None):
        _cost(scenario, known)
    peers = [s for s in plans.alike(scenario.choice.letter) if s is not scenario]
    measured = [known.figures[i] for i in scenario.measured_as]
    draw(
        charts.rate(
            _row(rate),
            [_row(s.figures["output_tok_s"]) for s in peers],
            [m.output_tok_s for m in measured if m.output_tok_s],
            theme=theme(),
            title=f"Output tokens per second of {scenario.name}: {number(rate.value, 2)}",
        ),
        f"whatif-rate-{scenario.choice.letter}",
    )
    small = {
        "Per GPU": ("output_tok_s_per_gpu", "tok/s"),
        "First token": ("ttft_ms", "ms"),
        "Per token": ("tpot_ms", "ms"),
    }
    if "ttft_ms" not in figures and "tpot_ms" not in figures:
        small = {"Per GPU": ("output_tok_s_per_gpu", "tok/s"), "Whole batch": ("e2e_ms", "ms")}
    for column, (label, (key, unit)) in zip(
        st.columns(len(small), gap="small", wrap=False), small.items(), strict=True
    ):
        with column:
            _small(label, figures.get(key), unit)


def _row(figure: Figure) -> dict[str, float]:
    return {"value": figure.value, "low": figure.low, "high": figure.high}


def _small(label: str, figure: Figure | None, unit: str) -> None:
    value = f"{number(figure.value, 2)} {unit}" if figure else MISSING
    under = words.band(figure) if figure else "not stated"
    st.markdown(f"{text.grey(label)}  \n**{value}**  \n{text.grey(under)}")


def _cost(scenario: Scenario, known: Known) -> None:
    """Cost at the chosen price; without one, what it would be over the spread of offers."""
    cost = scenario.figures.get("usd_per_mtok")
    label = "\\$ per M output tokens"
    if cost:
        st.metric(label, number(cost.value, 2))
        st.markdown(text.grey(words.band(cost)))
        return
    st.metric(label, MISSING)
    spread = known.prices.get(scenario.choice.gpu)
    if spread is None:
        st.markdown(text.grey("no offer known: type a price"))
        return
    rate, gpus = scenario.figures["output_tok_s"].value, scenario.choice.split.gpus
    ends = [number(float(usd_per_mtok(p, gpus, rate)), 2) for p in (spread.low, spread.high)]
    offers = plural(len(spread.offers), "offer")
    span = " to ".join(dict.fromkeys(ends))
    st.markdown(text.grey(f"choose a price; {offers}: {span}"))


def _memory(scenario: Scenario) -> None:
    found = scenario.memory
    if found is None:
        return
    parts = {
        "weights": found.weights,
        "KV cache": found.kv,
        "kept back": found.kept,
        "free": found.free,
    }
    colours = look.PALETTES[theme()].memory
    legend = " ".join(f"{text.coloured('■', colours[part])}:gray[&nbsp;{part}]" for part in parts)
    st.markdown(f":small[:gray[{found.total:g} GB a GPU:&ensp;]{legend}]")
    title = ", ".join(f"{part} {number(gb, 2)} GB" for part, gb in parts.items())
    draw(
        charts.memory(parts, found.total, theme=theme(), title=f"Memory of one GPU: {title}"),
        f"whatif-memory-{scenario.choice.letter}",
    )


def _said(scenario: Scenario, known: Known, is_open: bool) -> None:
    """Room, framework, what the tier means, what was assumed, and the measured points."""
    lines = []
    if scenario.max_concurrency:
        lines.append(f"room for {plural(scenario.max_concurrency, 'request')} at once")
    if scenario.tier:
        lines.append(words.TIERS[scenario.tier])
    if is_open and not is_missing(scenario.most_rps):
        lines.append(f"saturates near {number(scenario.most_rps, 2)} requests/s")
    if scenario.answered and is_open:
        lines.append(f"about {count(round(scenario.in_flight))} in flight")
    if scenario.answered:
        lines.append(words.energy(scenario))
    if scenario.assumptions:
        lines.append(scenario.assumptions)
    if lines:
        st.markdown(text.grey(f"{plain(_first_up('; '.join(lines)))}."))
    if scenario.measured_as and not scenario.fits and scenario.memory:
        st.markdown(text.grey("It was run all the same, with requests that had to wait:"))
    for result_id in scenario.measured_as[:MOST_LINKED]:
        st.page_link(
            "pages/benchmarks.py",
            label=plain(f"Measured: {_measured(known.figures[result_id])}"),
            query_params=links.params("benchmarks", point=result_id),
        )


def _measured(point: Measured) -> str:
    said = []
    if point.output_tok_s:
        said.append(f"{number(point.output_tok_s)} tok/s")
    if point.tpot_ms:
        said.append(f"TPOT {number(point.tpot_ms)} ms")
    return ", ".join(said) or point.result_id
