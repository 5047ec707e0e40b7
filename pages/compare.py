"""Which star ratings still stand?"""

import streamlit as st

from tradeoffs import links, store, ui
from tradeoffs.comparison import ratings
from tradeoffs.ui.ratings import star_grid
from tradeoffs.vocabulary import framework_label

VIEWS = {
    "matrix": "Matrix",
    "profiles": "Profiles",
    "pair": "Side by side",
    "weighted": "Weighted",
}

view = links.read("compare", claim=store.ask("claim_ids").claim_id)
rows = ratings.in_order(store.ask("star_matrix", **view.pick("fw", "crit")))


def controls() -> None:
    """The view, and which frameworks and criteria it is about."""
    view.segments("view", "View", format_func=VIEWS.get, label_visibility="collapsed")
    with st.container(horizontal=True):
        if view["view"] != "pair":
            view.pills("fw", "Frameworks", format_func=framework_label, width="content")
        view.pills("crit", "Criteria", format_func=ratings.LABELS.get, width="content")


def matrix() -> None:
    """Every rating as a button: colour, stars, number and verdict."""
    title = ratings.answer(rows)
    star_grid(view, rows, list(rows.framework.unique()))
    legend = ui.verdict_legend(rows.verdict.value_counts().to_dict())
    st.markdown(f"{ui.grey('Boxed: the rating no longer stands.')} &ensp; {legend}")
    source = ratings.evidence_line(rows)
    ui.foot(view, source, key="compare-matrix", rows=rows, title=title)


ui.page_head(view, ratings.answer(rows), ratings.measure(rows))
controls()
{"matrix": matrix}.get(view["view"], matrix)()
ui.claim_drawer(view)
