"""Pieces of the ranks page: filters, written against measured orders, flips, verdicts, rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from tradeoffs import store
from tradeoffs.charts import flips as flip_charts
from tradeoffs.charts import orders as charts
from tradeoffs.evidence import asking, flip_words, flips, orders
from tradeoffs.evidence.claims import Computed
from tradeoffs.evidence.findings import Findings, unfiltered
from tradeoffs.explorer.filters import ANY_BOARD, SHAPE
from tradeoffs.formats import is_missing, plain, plural, words
from tradeoffs.linkcoding import Dropped
from tradeoffs.links import View
from tradeoffs.ui import text
from tradeoffs.ui.computed import computed_badge
from tradeoffs.ui.evidence import claim_button
from tradeoffs.ui.frame import theme
from tradeoffs.ui.show import card_head, chart_card
from tradeoffs.ui.statements import verdict_mark
from tradeoffs.vocabulary import FRAMEWORKS, GENERATIONS, SCENARIOS, framework_label

_RANGES = (
    ("load_from", "load_to", "Batch, concurrency or rate"),
    ("isl_from", "isl_to", "Prompt tokens"),
    ("osl_from", "osl_to", "Output tokens"),
)
BY = {"load": "Load", **flips.DIMENSIONS}


def keep_rival_apart(view: View) -> None:
    """Offers every rival but the base; a link that names the base itself is told so."""
    base, named = view["base"], view["rival"]
    if "rival" in view.changed() and named == base:
        view.dropped.append(Dropped("rival", named, "it is what the others are compared with"))
    view.values["rival"] = asking.rival(view.values)
    view.choices = {**view.choices, "rival": tuple(f for f in FRAMEWORKS if f != base)}


def filters(view: View) -> None:
    """One row of filters; age, generation, scenario, ranges and switches in a popover."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view.select(
            "base",
            "Compared with",
            label_visibility="collapsed",
            width=210,
            format_func=lambda f: f"Against {framework_label(f)}",
        )
        everything = unfiltered().everything
        for key, label, column in (
            ("model", "Model", "model_id"),
            ("gpu", "GPU", "gpu_label"),
            ("prec", "Precision", "precision_id"),
        ):
            pairs = everything[column].value_counts().to_dict()
            view.choices[key] = _most_pairs_first(view.choices[key], pairs)
            view.multiselect(
                key,
                label,
                label_visibility="collapsed",
                width=240,
                placeholder=f"{label}: all",
                format_func=partial(asking.name, pairs=pairs),
            )
        more = asking.behind_the_button(view.values)
        label = f"More filters ({more} active)" if more else "More filters"
        with st.popover(label, icon=":material/filter_list:", type="tertiary", key="ranks-more"):
            _more(view)


def _most_pairs_first(values: Iterable[str], pairs: Mapping[str, int]) -> tuple[str, ...]:
    """Families and shapes first, then what has pairs."""
    wide = [v for v in values if v.startswith((SHAPE, ANY_BOARD))]
    rest = sorted((v for v in values if v not in wide), key=lambda v: -pairs.get(v, 0))
    return (*wide, *rest)


def _more(view: View) -> None:
    view.number(
        "age",
        "Measured in the last … months (0: any age)",
        help="Measurements without a date are left out where a number is given.",
    )
    view.multiselect("gen", "GPU generation", format_func=lambda g: GENERATIONS.get(g, g))
    view.multiselect("scen", "Scenario", format_func=lambda s: SCENARIOS.get(s, s))
    for low, high, label in _RANGES:
        left, right = st.columns(2, wrap=False)
        with left:
            view.number(low, f"{label}, from")
        with right:
            view.number(high, "to", help="Points that do not state it are left out.")
    view.toggle("multi", "Only pairs on several GPUs")
    view.toggle("unstated", "Also pairs that leave a dimension unstated on both sides")
    view.toggle("doubtful", "Also doubtful points")
    st.button("Reset all filters", key="ranks-reset-filters", on_click=view.reset)


def slope(view: View, found: Findings, metric: str) -> None:
    """The written order of a metric beside the measured one."""
    ranking = found.measured.ranking(metric)
    title = orders.title(ranking)
    rows = orders.drawn(store.ask("claimed_orders"), ranking, found.measured)
    chart_card(
        view,
        charts.slopes(rows, theme=theme(), title=title),
        key=f"ranks-slope-{metric}",
        title=title,
        caption=f"{orders.MEASURES[metric]}: as written, as measured. "
        "Bar: the places it may hold; dashed: too few pairs for one",
        source=orders.slope_source(ranking, found.measured),
        rows=rows["lines"].drop(columns=["end", "name"]),
    )


def forest(view: View, found: Findings, metric: str) -> None:
    """Every rival of the base in one metric: set-ups, ratio and interval."""
    base = view["base"]
    rivals = [f for f in FRAMEWORKS if f != base]
    title = orders.forest_title(found.measured, metric, base, rivals)
    marks, estimates = [], []
    for rival in rivals:
        marks.append(
            flip_charts.setup_rows(found.measured.setups(metric, rival, base)).assign(
                framework=rival
            )
        )
        estimates.append(_estimate_row(found, metric, rival, base))
    setups_drawn, summaries = pd.concat(marks, ignore_index=True), pd.DataFrame(estimates)
    chart_card(
        view,
        charts.forest(setups_drawn, summaries, base, theme=theme(), title=title),
        key=f"ranks-forest-{metric}",
        title=title,
        caption=f"{orders.MEASURES[metric]} ÷ {framework_label(base)}’s; {orders.BETTER[metric]}. "
        f"Small: a set-up; large: weighted geometric mean, {orders.PERCENT} interval",
        source=orders.pairs_source(found.measured.against(metric, base)),
        rows=summaries,
    )


def _estimate_row(found: Findings, metric: str, rival: str, base: str) -> dict[str, object]:
    pairs = found.measured.rows(metric, rival, base)
    told = found.measured.estimate(metric, rival, base)
    names = pairs.rival_label.unique()
    withheld = orders.withheld(found.everything, found.measured, metric, rival, base)
    return {
        "framework": rival,
        "label": names[0] if len(names) == 1 else framework_label(rival),
        "words": orders.summary_words(found.measured, metric, rival, base, withheld),
        "ratio": told.ratio,
        "low": told.low,
        "high": told.high,
        "median_of_pairs": told.median,
        "pairs": told.pairs,
        "setups": told.setups,
        "sources": told.sources,
        "models": told.models,
        "gpus": told.gpus,
    }


def flip(view: View, found: Findings) -> None:
    """Where the better of two frameworks changes, along the dimension of the link."""
    metric, base, rival = view["metric"], view["base"], view["rival"]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        view.select("metric", "Metric", width=200, format_func=orders.ORDERS.get)
        view.select(
            "rival", f"Rival of {framework_label(base)}", width=200, format_func=framework_label
        )
        view.select("by", "Along", width=220, format_func=BY.get)
    pairs = found.measured.rows(metric, rival, base)
    if view["by"] == "load":
        _along_load(view, pairs, metric, rival)
    else:
        _by_kind(view, pairs, metric, rival)
    settle = orders.settling(found.measured, metric, rival, base, _running())
    if settle:
        st.markdown(text.grey(f"What would settle it: {plain(settle)}."))


def _running() -> set[tuple[str, str]]:
    """(framework, precision) that are stated to run."""
    rows = store.ask("precision_support")
    rows = rows[rows.supported.isin(["yes", "partial"])]
    return set(zip(rows.framework, rows.precision, strict=True))


def _along_load(view: View, pairs: pd.DataFrame, metric: str, rival: str) -> None:
    base = view["base"]
    told = flip_words.along_load(flips.curves(pairs, metric))
    if told is None:
        names = f"{framework_label(rival)} and {framework_label(base)}"
        card_head(
            f"No set-up shows {names} at {flips.MIN_LOADS} loads or more",
            "Choose another metric, rival or dimension, or fewer filters.",
        )
        return
    title = flip_words.load_title(told, rival, base)
    at = told.crossing
    band = (at.ratio, at.low, at.high) if at and at.enough else None
    chart = flip_charts.along_load(
        told.curves, told.bold, band, rival, base, theme=theme(), title=title
    )
    others = f"; {told.others} under other kinds of load" if told.others else ""
    chart_card(
        view,
        chart,
        key="ranks-flip",
        title=title,
        caption=flip_words.load_caption(told, orders.MEASURES[metric], rival, base),
        source=f"Ink: {plain(flip_charts.curve_name(told.bold))}. {orders.pairs_source(pairs)} "
        f"{plural(len(told.curves), 'curve')} drawn{others}.",
        rows=chart.rows["lines"].drop(columns=["bold", "said", "lead"]),
    )


def _by_kind(view: View, pairs: pd.DataFrame, metric: str, rival: str) -> None:
    groups = flips.groups(pairs, view["by"])
    if not groups:
        card_head("No matched pair here", "Choose another metric or rival, or fewer filters.")
        return
    names = flip_words.group_names(groups, view["by"])
    title = flip_words.group_title(groups, names, metric, view["by"], rival)
    base = framework_label(view["base"])
    chart = flip_charts.by_kind(groups, names, rival, theme=theme(), title=title)
    chart_card(
        view,
        chart,
        key="ranks-flip",
        title=title,
        caption=f"{orders.MEASURES[metric]}, {framework_label(rival)} ÷ {base}; "
        f"{orders.BETTER[metric]}. Small: a set-up; large: enough for a summary",
        source=orders.pairs_source(pairs),
        rows=chart.rows["groups"].drop(columns=["words", "framework"]),
    )


def places(
    view: View, claimed: pd.DataFrame, metric: str, verdicts: Mapping[str, Computed]
) -> None:
    """A written order as rows: each place with its researched and computed verdict, and why."""
    st.markdown(f"**{orders.ORDERS[metric]}**")
    for cell in claimed[claimed.metric == metric].itertuples():
        name = text.framework(cell.framework, theme(), bold=False)
        via = "" if is_missing(cell.qualifier) else f" {text.grey(plain(cell.qualifier))}"
        judged(view, cell.claim_id, f"{cell.rank} {name}{via}", cell.verdict, verdicts)
        if not is_missing(cell.reason_claim_id):
            claim_button(
                view,
                cell.reason_claim_id,
                f":small[reason given: {plain(cell.reason_tags.replace(';', ', '))}] "
                f"{verdict_mark(cell.reason_verdict)}",
                key=f"ranks-reason-{cell.reason_claim_id}",
            )


def judged(
    view: View, claim_id: str, label: str, verdict: str, verdicts: Mapping[str, Computed]
) -> None:
    """One claim: a button into its evidence, both verdicts, and what the measurements say."""
    found = verdicts[claim_id]
    with st.container(gap=None):
        claim_button(view, claim_id, label, key=f"ranks-place-{claim_id}")
        differs = " :gray[·] differs" if found.differs(verdict) else ""
        st.markdown(
            f"{computed_badge(found.verdict)} :small[:gray[research:]] {verdict_mark(verdict)}"
            f":small[{differs}]  \n{text.grey(plain(found.because))}"
        )


def claims(view: View, claimed: pd.DataFrame, found: Findings) -> None:
    """Every claim a measurement can bear on: both verdicts, and why."""
    places_told = set(claimed.claim_id)
    others = [k for k in found.verdicts if k not in places_told]
    card_head(
        orders.claims_title(found.verdicts),
        "Computed from the pairs under the filters above, beside the researched verdict; each "
        "opens its evidence. Supported: every comparison that can be made agrees. Depends: "
        "some cannot be told apart, and what changes the winner is named where it is known.",
        level=2,
    )
    with st.grid(3, min_column_width=280, border=True, gap="small") as grid:
        for metric in orders.ORDERS:
            with grid.cell(), st.container(gap="small"):
                places(view, claimed, metric, found.verdicts)
    rows = store.ask("claims_named", claim_ids=others).set_index("claim_id")
    with (
        st.expander(f"{plural(len(others), 'other claim')} that measurements bear on"),
        st.grid(3, min_column_width=280, gap="medium") as grid,
    ):
        for claim_id in others:
            row = rows.loc[claim_id]
            said = plain(f"{words(row.feature)}: {row.seed_value}")
            label = f"{text.framework(row.framework, theme(), bold=False)} {said}"
            with grid.cell():
                judged(view, claim_id, label, row.verdict, found.verdicts)
