"""The ranks page's filters, and its written places as buttons."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from tradeoffs.charts.theme import FALLEN
from tradeoffs.evidence import asking
from tradeoffs.formats import is_missing, plain
from tradeoffs.links import View
from tradeoffs.ui import text
from tradeoffs.ui.evidence import claim_button
from tradeoffs.ui.frame import theme
from tradeoffs.ui.statements import verdict_mark
from tradeoffs.vocabulary import GENERATIONS, SCENARIOS, framework_label

_RANGES = (
    ("load_from", "load_to", "Batch, concurrency or rate"),
    ("isl_from", "isl_to", "Prompt tokens"),
    ("osl_from", "osl_to", "Output tokens"),
)


def filters(view: View) -> None:
    """One row of filters; generation, scenario, ranges and switches in a popover."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view.select(
            "base",
            "Compared with",
            label_visibility="collapsed",
            width=210,
            format_func=lambda f: f"Against {framework_label(f)}",
        )
        for key, label in (("model", "Model"), ("gpu", "GPU"), ("prec", "Precision")):
            n = len(view.choices[key])
            hint = f"{label}: all {n}"
            view.multiselect(key, label, label_visibility="collapsed", width=220, placeholder=hint)
        more = asking.in_use(view.values)
        label = f"More filters ({more} active)" if more else "More filters"
        with st.popover(label, icon=":material/filter_list:", type="tertiary", key="ranks-more"):
            _more(view)


def _more(view: View) -> None:
    view.multiselect("gen", "GPU generation", format_func=lambda g: GENERATIONS.get(g, g))
    view.multiselect("scen", "Scenario", format_func=lambda s: SCENARIOS.get(s, s))
    for low, high, label in _RANGES:
        left, right = st.columns(2, wrap=False)
        with left:
            view.number(low, f"{label}, from")
        with right:
            view.number(high, "to", help="Points that do not state it are left out.")
    view.toggle("unstated", "Also pairs that leave a dimension unstated on both sides")
    view.toggle("doubtful", "Also doubtful points")
    st.button("Reset all filters", key="ranks-reset-filters", on_click=view.reset)


def places(view: View, claimed: pd.DataFrame, metric: str) -> None:
    """One written order as buttons: each place with its verdict, under it the stated reason."""
    for cell in claimed[claimed.metric == metric].itertuples():
        name = text.framework(cell.framework, theme(), bold=False)
        via = "" if is_missing(cell.qualifier) else f" {text.grey(plain(cell.qualifier))}"
        with st.container(gap=None):
            claim_button(
                view,
                cell.claim_id,
                f"{cell.rank} {name}{via} {verdict_mark(cell.verdict)}",
                key=f"ranks-place-{cell.claim_id}",
                boxed=cell.verdict in FALLEN,
            )
            if not is_missing(cell.reason_claim_id):
                claim_button(
                    view,
                    cell.reason_claim_id,
                    f"{text.grey(plain(cell.reason_tags.replace(';', ', ')))} "
                    f"{verdict_mark(cell.reason_verdict)}",
                    key=f"ranks-reason-{cell.reason_claim_id}",
                    boxed=cell.reason_verdict in FALLEN,
                )
