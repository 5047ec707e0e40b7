"""Pieces of the MLPerf page: chart, table coloured against the best, meetings, record, rules."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from tradeoffs import mlperf, store
from tradeoffs import mlperf_words as words
from tradeoffs.charts import mlperf as charts
from tradeoffs.charts.theme import PALETTES
from tradeoffs.formats import is_missing, plain
from tradeoffs.links import View
from tradeoffs.ui import text
from tradeoffs.ui.frame import full_url, theme
from tradeoffs.ui.show import card_head, chart_card, foot
from tradeoffs.vocabulary import FRAMEWORKS


def legend(rows: pd.DataFrame) -> str:
    """Shapes of the engines in the rows; grey stands for other engines and for none stated."""
    seen = [f for f in FRAMEWORKS if f in set(rows.framework)]
    names = [text.framework(f, theme(), bold=False) for f in seen]
    if (rows.framework == "other").any():
        others = rows[rows.framework == "other"].system_label.unique()
        names.append(text.framework(None, theme(), bold=False, name=", ".join(sorted(others))))
    return " &ensp; ".join(names)


def lane_chart(view: View, rows: pd.DataFrame, notes: Sequence[str]) -> None:
    """The results by kind of system; a click on a mark opens its record."""
    title = words.lanes_title(rows)
    key = f"mlperf-lanes-{view['point'] or 'none'}"  # a closed record leaves no mark picked

    def picked() -> None:
        marks = st.session_state[key].selection.get("picked_point") or [{}]
        view.set(point=marks[0].get("result_id") or "")

    chart = charts.lanes(words.lanes(rows), theme=theme(), title=title, notes=notes)
    chart_card(
        view,
        chart,
        key=key,
        title=title,
        caption=plain(words.lanes_caption(rows, view)),
        source=legend(rows),
        rows=words.download(rows, view["per"]),
        notes=notes,
        on_select=picked,
        selection_mode="picked_point",
    )


def result_table(view: View, rows: pd.DataFrame, notes: Sequence[str]) -> None:
    """Every result, best first, fainter the farther from the best; a row opens its record."""
    shown = words.table(rows)
    key = f"mlperf-table-{view['point'] or 'none'}"  # a closed record leaves no row picked

    def picked() -> None:
        chosen = st.session_state[key].selection.rows
        if chosen:
            view.set(point=rows.result_id.iloc[chosen[0]])

    title = words.table_title(rows)
    with st.container(border=True):
        how = "Best first; the more a cell stands out, the nearer to the best."
        card_head(title, f"{how} Choose a row for its record.")
        st.dataframe(
            coloured(shown, theme()),
            key=key,
            alt=f"{title}, {len(shown):,} rows",
            hide_index=True,
            height=min(36 * len(shown) + 38, 470),
            on_select=picked,
            selection_mode="single-row",
        )
        source = plain(words.table_source(rows))
        more = {"rows": words.download(rows, view["per"]), "title": title, "notes": notes}
        foot(view, source, key="mlperf-table", **more)


# Least share of the best for each step of the ramp above the palest: the best and its near
# replicas, then two thirds, half, a fifth and a twentieth of it.
_STEPS = (0.05, 0.2, 0.5, 0.67, 0.9)


def coloured(shown: pd.DataFrame, shade: str) -> Styler:
    """The table with its first column in steps of the ramp: the best is strongest."""
    palette = PALETTES[shade]

    def tint(value: float) -> str:
        if is_missing(value):
            return ""
        step = sum(value >= least for least in _STEPS)
        ink = palette.ink if step < len(palette.ramp) / 2 else palette.background
        return f"background-color: {palette.ramp[step]}; color: {ink}"

    figures = [c for c in shown if c.startswith(("Throughput", "Per accelerator"))]
    first = "Against best"
    styled = shown.style.map(tint, subset=[first])
    return styled.format(dict.fromkeys(figures, mlperf.score) | {first: words.against}, na_rep="–")


def meetings(view: View, rows: pd.DataFrame, absent: str, notes: Sequence[str]) -> None:
    """Where two stated systems ran the same benchmark on the same accelerators.

    ``absent`` says which frameworks never ran.
    """
    title = words.pairs_title(rows)
    key = f"mlperf-pairs-{view['point'] or 'none'}"

    def picked() -> None:
        chosen = st.session_state[key].selection.rows
        if chosen:
            view.set(point=rows.ahead_result_id.iloc[chosen[0]])

    with st.container(border=True):
        card_head(title, plain(words.pairs_caption(rows)))
        st.dataframe(
            words.pairs_table(rows),
            key=key,
            alt=f"{title}, {len(rows):,} rows",
            hide_index=True,
            height=min(36 * len(rows) + 38, 400),
            on_select=picked,
            selection_mode="single-row",
        )
        source = plain(f"{absent} A row opens the record of the system ahead.".strip())
        foot(view, source, key="mlperf-pairs", rows=rows, title=title, notes=notes)


def rules(notes: Sequence[str]) -> None:
    """How to read MLPerf here, and the footnotes every figure needs."""
    with st.container(border=True):
        card_head("What may be compared, and how to cite it")
        st.markdown(
            "MLPerf® results compare only with one another: one division, benchmark and scenario, "
            "and one round or rounds declared compatible. Rank by throughput: Server and "
            "Interactive runs are tuned to the highest load that still meets the latency limits, "
            "so their latencies sit just under those limits and say nothing about the fastest "
            "answer. Systems differ in number of accelerators, host and tuning; the table names "
            "them."
        )
        for note in notes:
            st.markdown(text.grey(plain(note)))


def record_drawer(view: View) -> None:
    """Opens the record of the result named in the link, if any; call it last on the page."""
    if not view["point"]:
        return
    rows = store.ask("mlperf_record", result_id=view["point"])
    if rows.empty:
        st.info(f"These data hold no MLPerf result {plain(view['point'])}.")
        return
    opened = st.dialog(
        "MLPerf® result", position="right", width=480, on_dismiss=partial(view.set, point="")
    )
    opened(_record)(view, rows.iloc[0])


def _record(view: View, row: pd.Series) -> None:
    st.markdown(text.framework(row.framework, theme(), name=row.system_label))
    st.metric("Throughput of the whole system, as submitted", mlperf.score(row.score, row.unit))
    if row.is_doubtful:
        st.warning(plain(row.quality_reason), icon=":material/report:")
    facts = {k: plain(v) for k, v in words.record_facts(row, per=view["per"]).items()}
    st.table(facts, border="horizontal", hide_header=True)
    if not is_missing(row.notes):
        st.markdown(text.grey(f"Notes of the collection: {plain(row.notes)}"))
    st.markdown(text.grey(f"{plain(row.source_title)}. {plain(row.source_notes)}"))
    st.markdown(text.grey(f"Where: {plain(row.locator)}. Licence: {plain(row.licence)}."))
    if view["per"]:
        st.markdown(text.grey(plain(mlperf.DERIVED)))
    st.markdown(text.grey(plain(mlperf.TRADEMARK)))
    st.link_button("Open the source", row.source_url, icon=":material/open_in_new:")
    st.code(full_url(view.share_url(store.version())), language=None, wrap_lines=True)


__all__ = [
    "lane_chart",
    "meetings",
    "record_drawer",
    "result_table",
    "rules",
]
