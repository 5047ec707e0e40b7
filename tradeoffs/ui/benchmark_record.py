"""The panel with the full record of one measured point."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from tradeoffs import links, store
from tradeoffs.explorer import record
from tradeoffs.formats import is_missing, number, plain
from tradeoffs.importers.columns import LABELS
from tradeoffs.links import View
from tradeoffs.ui import text
from tradeoffs.ui.frame import full_url, theme
from tradeoffs.ui.own import desk


def record_panel(view: View) -> None:
    """The record named by the link's ``point``, or a sentence that says how to open one."""
    with st.container(border=True, key="benchmarks-record"):
        if not view["point"]:
            st.markdown("##### No point chosen", anchors=False)
            st.markdown(text.grey("Click a point or a table row to read its full record."))
            return
        rows = store.ask("benchmark_record", result_id=view["point"])
        if rows.empty:
            st.markdown("##### No such point", anchors=False)
            st.markdown(text.grey(f"These data hold no point {plain(view['point'])}."))
        elif rows.iloc[0].is_mlperf:
            _mlperf()
        else:
            _record(view, rows.iloc[0])
        _close(view)


def _mlperf() -> None:
    st.markdown("##### An MLPerf result", anchors=False)
    st.markdown(text.grey("MLPerf results are compared only with one another."))
    st.page_link("pages/mlperf.py", label="Open the MLPerf page")


def _record(view: View, point: pd.Series) -> None:
    st.markdown(f"{text.framework(point.system, theme(), name=_title(point))}")
    st.markdown(
        " ".join(f":gray-badge[:material/{i}: {plain(w)}]" for i, w in record.badges(point))
    )
    left, right = st.columns(2, wrap=False)
    left.metric("Output tok/s per GPU", number(point.generated_tok_s_per_gpu))
    right.metric("tok/s for one user", number(point.tok_s_per_user))
    st.table(record.figures(point), border="horizontal", hide_header=True)
    st.table(record.identity(point), border="horizontal", hide_header=True)
    if not is_missing(point.quality_reason):
        st.markdown(text.grey(plain(point.quality_reason)))
    if not is_missing(point.notes):
        st.markdown(text.grey(f"Notes of the source: {plain(point.notes)}"))
    _source(view, point)
    st.code(full_url(view.share_url(store.version())), language=None, wrap_lines=True)


def _title(point: pd.Series) -> str:
    on = (
        point.gpu_label if is_missing(point.gpu_count) else f"{point.gpu_count} × {point.gpu_label}"
    )
    return f"{point.system_label} on {on}"


def _source(view: View, point: pd.Series) -> None:
    st.markdown(f"**{plain(point.source_title)}**")
    st.markdown(
        text.grey(
            f"{plain(point.source_kind.capitalize())}; published {plain(record.published(point))}. "
            f"Licence: {plain(point.licence)}. Where: {plain(point.locator)}. "
            f"Record {plain(point.result_id)}."
        )
    )
    if not is_missing(point.source_notes):
        with st.expander("What to know about this source"):
            st.markdown(plain(point.source_notes))
    if not is_missing(point.source_url):
        st.link_button("Open the source", point.source_url, icon=":material/open_in_new:")
    if point.source_kind == "own":
        _own(view, point.result_id)


def _own(view: View, result_id: str) -> None:
    """The file a point of one's own came from, and which of its facts were declared."""
    origin = desk().origin(view["own"], result_id)
    if origin is None:
        return
    tool = " ".join(filter(None, (origin["tool"], origin["tool_version"])))
    columns = (origin["declared"] or "").split(";")
    declared = ", ".join(LABELS[c] for c in columns if c in LABELS)
    told = f"Declared, not measured: {declared}." if declared else "Nothing was declared."
    st.markdown(text.grey(f"{plain(tool)}, file {plain(origin['input_name'])}. {told}"))
    st.page_link(
        "pages/yours.py",
        label="Open the batch",
        query_params=links.params("yours", batch=origin["batch_id"]),
    )


def _close(view: View) -> None:
    st.button(
        "Close the record",
        key="benchmarks-close-record",
        type="tertiary",
        icon=":material/close:",
        on_click=view.set,
        kwargs={"point": ""},
    )
