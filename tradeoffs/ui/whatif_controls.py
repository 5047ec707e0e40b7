"""Controls of the what-if page: the workload on top, and what each scenario runs on."""

from __future__ import annotations

from typing import Any

import streamlit as st

from tradeoffs.formats import plain
from tradeoffs.links import View
from tradeoffs.planning import presets, prices, splits, words
from tradeoffs.planning.known import Known
from tradeoffs.planning.scenarios import Choice, choice
from tradeoffs.standing import model_name
from tradeoffs.ui import text
from tradeoffs.vocabulary import PRECISIONS, framework_label

SCENARIOS = {
    "online-concurrency": "In flight",
    "static-batch": "Static batch",
    "online-rate": "Request rate",
}
_LOADS = (1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024)
_RATES = (0.1, 0.2, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 20.0, 30.0, 50.0, 100.0)
_PROMPTS = (128, 256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072)
_OUTPUTS = (1, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384)


def choices(known: Known) -> dict[str, list[str]]:
    """Allowed values of the keys that come from the data."""
    gpus = known.facts.gpus.sort_values(["generation", "gpu"])["gpu"].tolist()
    found: dict[str, Any] = {"model": known.models, "among": gpus}
    for letter in "abc":
        found |= {f"{letter}-gpu": gpus, f"{letter}-split": splits.ids()}
    return found


def workload(view: View) -> None:
    """One row: model, workload, load and lengths; exact values and prices in a popover."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        view.select("model", "Model", width=220, format_func=model_name)
        _preset(view)
        view.select("scen", "Load", width=130, format_func=SCENARIOS.get)
        if view["scen"] == "online-rate":
            view.ladder("rate", "Requests a second", _RATES, width=185)
        else:
            name = "Batch size" if view["scen"] == "static-batch" else "Requests in flight"
            view.ladder("load", name, _LOADS, width=185)
        view.ladder("isl", "Tokens in", _PROMPTS, width=140, format_func=_short)
        view.ladder("osl", "Tokens out", _OUTPUTS, width=140, format_func=_short)
        with st.popover("Prices, exact values", icon=":material/tune:", width="content"):
            view.select(
                "price",
                "GPUs without a price of their own cost",
                format_func=prices.RULE_LABELS.get,
                help="Of the dated on-demand offers in the data; modelled rentals never count.",
            )
            exact = "rate" if view["scen"] == "online-rate" else "load"
            for key, name in ((exact, "Load"), ("isl", "Tokens in"), ("osl", "Tokens out")):
                view.number(key, name, at="-exact")
            view.segments("show", "Scenarios", format_func=_letters)


def _preset(view: View) -> None:
    name = "whatif-workload"
    st.session_state[name] = presets.matching(view.values)
    st.selectbox(
        "Workload",
        [*presets.WORKLOADS, presets.OWN],
        key=name,
        width=115,
        format_func=presets.label,
        on_change=lambda: view.set(**presets.changes(st.session_state[name])),
        help="A usual shape to start from. Every value of it can be changed.",
    )


def _short(tokens: int) -> str:
    return f"{tokens // 1024}k" if tokens >= 1024 and tokens % 1024 == 0 else str(tokens)


def _letters(shown: str) -> str:
    return " ".join(shown.upper())


def scenario(view: View, known: Known, letter: str) -> None:
    """GPU, count, precision and split of one scenario, and a popover with the rest."""
    chosen = choice(view.values, letter)
    reasons = splits.judged(known, chosen.framework, view["model"], chosen.gpu, chosen.split.gpus)
    left, right = st.columns([1, 2.4], gap="xsmall", wrap=False)
    with left:
        _count(view, known, chosen)
    with right:
        view.select(
            f"{letter}-gpu",
            "GPU",
            label_visibility="collapsed",
            format_func=lambda gpu: f"{gpu} ({words.family(known, gpu)})",
        )
    left, right = st.columns([1, 1.4], gap="xsmall", wrap=False)
    with left:
        _precision(view, chosen)
    with right:
        _split(view, reasons, chosen)
    with st.container(gap=None):
        st.markdown(text.grey(plain(words.brings(known, chosen.gpu))))
        label = f"{framework_label(chosen.framework)}, price, KV cache"
        with st.popover(label, type="tertiary", key=f"whatif-{letter}-more"):
            _more(view, known, chosen, reasons)


def _count(view: View, known: Known, chosen: Choice) -> None:
    """How many GPUs; a change takes the first valid split of that number."""
    name = f"whatif-{chosen.letter}-count"
    st.session_state[name] = chosen.split.gpus
    counts = sorted({*splits.COUNTS, chosen.split.gpus})

    def take() -> None:
        count = st.session_state[name]
        judged = splits.judged(known, chosen.framework, view["model"], chosen.gpu, count)
        found = splits.valid(judged) or splits.every(count)
        view.set(**{f"{chosen.letter}-split": found[0].id})

    st.selectbox(
        "Number of GPUs",
        counts,
        key=name,
        on_change=take,
        format_func=lambda n: f"{n} ×",
        label_visibility="collapsed",
    )


def _precision(view: View, chosen: Choice) -> None:
    key = f"{chosen.letter}-prec"
    view.choices = {**view.choices, key: tuple(p for p in PRECISIONS if p != "fp32")}
    if chosen.precision not in view.choices[key]:
        view.choices[key] = (chosen.precision, *view.choices[key])
    view.select(key, "Precision", label_visibility="collapsed", format_func=str.upper)


def _split(view: View, reasons: dict, chosen: Choice) -> None:
    """Only valid splits are offered; the one of the link stays until another is chosen."""
    key = f"{chosen.letter}-split"
    offered = [s.id for s in splits.valid(reasons)]
    if chosen.split.id not in offered:
        offered.insert(0, chosen.split.id)
    view.choices = {**view.choices, key: tuple(offered)}
    view.select(
        key,
        "Parallelism",
        label_visibility="collapsed",
        format_func=lambda s: splits.parse(s).label,
    )


def _more(view: View, known: Known, chosen: Choice, reasons: dict) -> None:
    letter = chosen.letter
    view.select(f"{letter}-fw", "Framework", format_func=framework_label)
    view.select(f"{letter}-kv", "KV cache", format_func=str.upper)
    _offers(view, known, chosen)
    view.number(
        f"{letter}-usd",
        "USD for a GPU and hour",
        help="0: as priced by the rule under “Prices, exact values”.",
    )
    refused = splits.by_reason(reasons)
    if refused:
        lines = [
            f"- {plain(reason)}: {plain(', '.join(s.label for s in found[:4]))}"
            + (" …" if len(found) > 4 else "")
            for reason, found in refused.items()
        ]
        st.markdown(text.grey("Splits of this number of GPUs that cannot run"))
        st.markdown("\n".join(lines[:8]))


def _offers(view: View, known: Known, chosen: Choice) -> None:
    """The dated offers of this GPU; one that is picked becomes the typed price."""
    spread = known.prices.get(chosen.gpu)
    if spread is None:
        st.markdown(text.grey("No dated on-demand offer of this GPU is known: type a price."))
        return
    name = f"whatif-{chosen.letter}-offer"
    st.session_state[name] = None
    told = spread.told

    def take() -> None:
        if st.session_state[name] is not None:
            view.set(**{f"{chosen.letter}-usd": told[st.session_state[name]][1]})

    st.selectbox(
        "Take the price of an offer",
        range(len(told)),
        key=name,
        on_change=take,
        format_func=lambda place: told[place][0],
        placeholder=f"{len(told)} dated on-demand offers",
    )
