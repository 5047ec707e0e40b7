"""How a computed verdict is shown, beside the researched one."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from tradeoffs import links
from tradeoffs.evidence.claims import Computed
from tradeoffs.evidence.findings import unfiltered
from tradeoffs.formats import plain, plural
from tradeoffs.links import View
from tradeoffs.ui import text

MARKS = {
    "supported": ("green", "check"),
    "contradicted": ("red", "close"),
    "depends": ("violet", "balance"),
    "untested": ("gray", "question_mark"),
}


COMPUTED_LEGEND = ", ".join(
    f":{colour}[:material/{icon}:] {verdict}" for verdict, (colour, icon) in MARKS.items()
)


def computed_badge(verdict: str) -> str:
    """A computed verdict as icon and word; ``measured:`` tells it from a researched one."""
    colour, icon = MARKS[verdict]
    return f":{colour}-badge[:material/{icon}: measured: {verdict}]"


def computed_mark(verdict: str) -> str:
    """The icon alone, small, in its colour."""
    colour, icon = MARKS[verdict]
    return f":{colour}[:material/{icon}:]"


def computed_block(view: View, claim_id: str, researched: str) -> None:
    """What the measurements say of a claim, for its drawer; nothing where none can bear on it."""
    found: Computed | None = unfiltered().verdicts.get(claim_id)
    if found is None:
        return
    with st.container(gap=None):
        st.markdown(text.grey("What the measurements say"))
        st.markdown(f"{computed_badge(found.verdict)}  \n{plain(found.because)}")
        differs = (
            " It says something else than the research above." if found.differs(researched) else ""
        )
        extent = (
            f"{plural(found.pairs, 'pair')}, {plural(found.sources, 'source')}; computed by "
            f"queries/{found.query}.sql."
            if found.query
            else "No query bears on it."
        )
        st.markdown(text.grey(plain(extent + differs)))
    if found.query == "mlperf_pairs":
        st.page_link("pages/mlperf.py", label="Open the MLPerf pairs", icon=":material/trophy:")
    if found.view:
        _rows_behind(view, found.view)


def _rows_behind(view: View, values: Mapping[str, object]) -> None:
    """A way to the rows on the ranks page; a button there, where a link would change nothing."""
    label, icon = "Open the rows behind it", ":material/timer:"
    if view.slug == "ranks":
        changes = {"claim": "", "rows": "pairs", **values}
        st.button(label, icon=icon, type="tertiary", on_click=view.set, kwargs=changes)
        return
    st.page_link(
        "pages/ranks.py", label=label, icon=icon, query_params=links.params("ranks", **values)
    )
