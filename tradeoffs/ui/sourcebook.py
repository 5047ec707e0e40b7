"""Pieces of the sources page: the record of one source, the method in words, the tables."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from tradeoffs import links, sourcebook, store
from tradeoffs.formats import count, plain
from tradeoffs.links import View
from tradeoffs.metrics import METRICS, TERMS
from tradeoffs.ui import text
from tradeoffs.ui.frame import full_url
from tradeoffs.ui.show import card_head, foot, table


def record_drawer(view: View, rows: pd.DataFrame) -> None:
    """Opens the record of the source named in the link, if any; ``rows`` are all sources."""
    found = rows[rows.source_id == view["source"]]
    if found.empty:
        return
    opened = st.dialog(
        "Source", position="right", width=480, on_dismiss=partial(view.set, source="")
    )
    opened(_record)(view, found.iloc[0])


def _record(view: View, source: pd.Series) -> None:
    licence = (
        ":gray-badge[:material/gavel: licence stated]"
        if source.licence_stated
        else ":orange-badge[:material/gavel: no licence stated: figures only]"
    )
    st.markdown(f"**{plain(source.title)}**")
    st.markdown(licence)
    st.markdown(text.grey("Know before comparing"))
    st.markdown(plain(source.notes))
    facts = {k: plain(v) for k, v in sourcebook.record_facts(source).items()}
    st.table(facts, border="horizontal", hide_header=True)
    st.link_button("Open the source", source.url, icon=":material/open_in_new:")
    st.code(full_url(view.share_url(store.version())), language=None, wrap_lines=True)
    if source.is_mlperf:
        st.page_link("pages/mlperf.py", label="Its results", icon=":material/trophy:")
        return
    st.page_link(
        "pages/benchmarks.py",
        label=f"Its {count(source.points)} points in Benchmarks",
        icon=":material/scatter_plot:",
        query_params=links.params(
            "benchmarks",
            view="table",
            model="all",
            len="any",
            quality="all",
            src=(source.source_id,),
        ),
    )


def source_table(view: View, rows: pd.DataFrame) -> None:
    """The sources as a table; a click on a row opens its record."""
    key = f"sources-table-{view['source'] or 'none'}"  # a closed record leaves no row picked

    def opened() -> None:
        picked = st.session_state[key].selection.rows
        if picked:
            view.set(source=rows.source_id.iloc[picked[0]])

    shown = rows.assign(
        kind=[sourcebook.KINDS.get(k, k) for k in rows.kind],
        licence=rows.licence.where(rows.licence_stated, "none stated"),
    )
    config = st.column_config
    with st.container(border=True):
        card_head("Every source", "Newest first; choose a row for its record and its notes")
        table(
            view,
            shown[list(_COLUMNS)],
            key=key,
            title="Every source",
            source=f"{len(rows)} publications; a source without a licence gives figures only.",
            download=rows,
            on_select=opened,
            selection_mode="single-row",
            height=430,
            column_config={
                **{
                    name: config.Column(label, width=width)
                    for name, (label, width) in _COLUMNS.items()
                },
                "published": config.DateColumn("Published", format="MMM YYYY", width=96),
                "url": config.LinkColumn("Address", display_text="open", width=70),
            },
        )


_COLUMNS = {
    "title": ("Source", 300),
    "publisher": ("Publisher", 130),
    "kind": ("Kind", 120),
    "published": ("Published", 96),
    "points": ("Rows", 64),
    "doubtful": ("Doubtful", 72),
    "systems": ("Systems", 190),
    "models": ("Models", 68),
    "gpus": ("GPUs", 60),
    "licence": ("Licence", 120),
    "url": ("Address", 66),
}


def comparability(sentence: str) -> None:
    """Rule 3.3 in plain words, with what it leaves of the data."""
    with st.container(border=True):
        card_head("When two figures may be compared")
        st.markdown(
            "Two systems share a ranking only where **one source** measured both with the **same "
            "model, GPU and number of GPUs, precision, parallelism, prompt and output length and "
            "load**. A chart that mixes any of these says so above the chart."
        )
        st.markdown(sentence)
        st.markdown(
            text.grey(
                "A point faster than its hardware allows, or doubted by its source, keeps its row "
                "and stays out of rankings. A failed run is no result. A figure that a source "
                "does not state is missing, never 0 and never a guess."
            )
        )


def quality_flags(view: View, rows: pd.DataFrame) -> None:
    """Each flag with its meaning, its rows and what follows."""
    lines = pd.DataFrame(sourcebook.flag_lines(rows))
    with st.container(border=True):
        card_head("Quality flags", "Computed when the tables are built, from the figures and notes")
        for line in lines.itertuples():
            colour = "orange" if line.follows == "out of rankings" else "gray"
            with st.container(gap=None):
                st.markdown(
                    f":{colour}-badge[{plain(line.flag)}] {plain(line.meaning)}: "
                    f"**{line.rows}** from {line.sources}, {line.follows}"
                )
        foot(
            view,
            "A row can carry several flags; MLPerf rows are counted too.",
            key="sources-flags",
            rows=rows,
            title="Quality flags",
        )


def glossary() -> None:
    """Every metric with unit, direction and definition, then the terms."""
    with st.container(border=True):
        card_head("What the figures mean")
        with st.grid(2, min_column_width=300, gap=("medium", "small")):
            for metric in METRICS.values():
                with st.container(gap=None):
                    st.markdown(f"**{metric.axis}**, {metric.better} is better")
                    st.markdown(text.grey(metric.definition))
            for term, meaning in TERMS.items():
                with st.container(gap=None):
                    st.markdown(f"**{term}**")
                    st.markdown(text.grey(meaning))


def citing_mlperf() -> None:
    """How MLPerf results are to be named, and where this dashboard does it."""
    with st.container(border=True):
        card_head("How to cite MLPerf")
        st.markdown(
            "Write **MLPerf®** with the sign, and name beside every figure the suite and version, "
            "division, benchmark, scenario, submitter, system and result id, with the place and "
            "day you read it. Compare MLPerf results only with compatible MLPerf results. "
            "A figure per accelerator or per watt is yours, not theirs: call it derived and not "
            "verified by MLCommons Association. The downloads of the MLPerf page carry this."
        )
        st.markdown(
            text.grey(
                "The MLPerf name and logo are registered and unregistered trademarks of MLCommons "
                "Association in the United States and other countries. All rights reserved. "
                "Unauthorized use strictly prohibited. See www.mlcommons.org for more information."
            )
        )
        st.page_link("pages/mlperf.py", label="The MLPerf results", icon=":material/trophy:")


def table_list(view: View, extent: pd.DataFrame) -> None:
    """Every table with what it holds, its rows, its evidence pages and its dates."""
    shown = extent.assign(holds=[sourcebook.TABLES[name] for name in extent.table_name])
    config = st.column_config
    with st.container(border=True):
        card_head("Every table", "All are in the project’s data folder, as Parquet and as CSV")
        table(
            view,
            shown[["table_name", "holds", "entries", "pages", "oldest", "newest"]],
            key="sources-tables",
            title="Every table",
            source="Pages: different addresses of evidence; dates as the sources state them.",
            height=430,
            placeholder="–",
            column_config={
                "table_name": config.Column("Table", width=140),
                "holds": config.Column("Holds", width=420),
                "entries": config.NumberColumn("Rows", format="localized", width=80),
                "pages": config.NumberColumn("Pages", format="localized", width=80),
                "oldest": config.Column("Oldest date", width=110),
                "newest": config.Column("Newest date", width=110),
            },
        )


def price_list(view: View, rows: pd.DataFrame) -> None:
    """Every dated price with its address."""
    config = st.column_config
    with st.container(border=True):
        card_head("Prices and where they stand", "US dollars for one accelerator and hour")
        table(
            view,
            rows,
            key="sources-prices",
            title="Prices",
            source=f"{len(rows)} prices on {rows.evidence_url.nunique()} pages; "
            "tco-model is a modelled cost, not an offer.",
            height=320,
            column_order=[c for c in rows.columns if c not in ("priced_on", "note")],
            column_config={
                "gpu": config.Column("Accelerator", width=150),
                "usd_per_gpu_hour": config.NumberColumn("USD/h", format="%.2f", width=80),
                "basis": config.Column("Basis", width=110),
                "provider": config.Column("Provider", width=230),
                "region": config.Column("Region", width=120),
                "date": config.Column("Date", width=110),
                "evidence_url": config.LinkColumn("Address", display_text="open", width=70),
            },
        )
