"""What the ranks page is based on: the rows behind every figure, their age, and conflicts."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from tradeoffs import store
from tradeoffs.evidence import asking, conflicts, orders
from tradeoffs.evidence.findings import Findings
from tradeoffs.evidence.pairs import with_ages
from tradeoffs.formats import plural
from tradeoffs.links import View
from tradeoffs.mlperf import TRADEMARK
from tradeoffs.ui import text
from tradeoffs.ui.show import card_head, table
from tradeoffs.vocabulary import FRAMEWORKS, framework_label

ROWS = {
    "pairs": "Pairs of the two above",
    "all": "All pairs",
    "setups": "Set-ups with their weights",
    "fp8": "FP8 against 16 bit",
    "triton": "Triton against bare TensorRT-LLM, MLPerf",
    "conflicts": "Sources that disagree",
}


def based_on(view: View, found: Findings) -> None:
    """One table of the chosen rows, with what it says and its download."""
    card_head("What is this based on?", "", level=2)
    view.segments("rows", "Rows listed", format_func=ROWS.get, label_visibility="collapsed")
    {
        "pairs": _pairs,
        "all": _all_pairs,
        "setups": _setups,
        "fp8": _fp8,
        "triton": _triton,
        "conflicts": _conflicts,
    }[view["rows"]](view, found)


def _pairs(view: View, found: Findings) -> None:
    metric, base, rival = view["metric"], view["base"], view["rival"]
    names = f"{framework_label(rival)} and {framework_label(base)}, {orders.MEASURES[metric]}"
    _paired(view, found.measured.rows(metric, rival, base), "pairs", f"{names}. ")


def _all_pairs(view: View, found: Findings) -> None:
    parts = [found.measured.against(metric, view["base"]) for metric in orders.ORDERS]
    rows = pd.concat(parts, ignore_index=True)
    _paired(view, rows, "all", f"Every metric and rival of {framework_label(view['base'])}. ")


def _paired(view: View, pairs: pd.DataFrame, kind: str, names: str) -> None:
    if pairs.empty:
        st.markdown(text.grey(f"{names}No matched pair under these filters."))
        return
    rows = with_ages(pairs, store.ask("version_ages"))
    st.markdown(text.grey(f"{names}{orders.freshness(rows, dt.date.today())}"))
    _table(
        view,
        rows[[*_FIRST, *(c for c in rows if c not in _FIRST)]],
        kind,
        orders.pairs_source(rows),
    )


# What makes a pair and what came out; the rest stands to the right.
_FIRST = [
    "metric",
    "rival",
    "base",
    "model_id",
    "gpu_count",
    "gpu_label",
    "precision_id",
    "load_kind",
    "load_value",
    "isl",
    "osl",
    "rival_value",
    "base_value",
    "ratio",
    "rival_version",
    "base_version",
    "rival_newer",
    "base_newer",
    "measured_date",
    "source_id",
]


def _setups(view: View, found: Findings) -> None:
    base, parts = view["base"], []
    for metric in orders.ORDERS:
        for rival in (f for f in FRAMEWORKS if f != base):
            frame = found.measured.setups(metric, rival, base).frame()
            parts.append(frame.assign(metric=metric, rival=rival, base=base))
    rows = pd.concat(parts, ignore_index=True)
    said = (
        "A ratio of two frameworks is e to the sum of weight × ln ratio over its set-ups; the "
        "weights of each rival and metric add up to 1."
    )
    st.markdown(text.grey(said))
    _table(view, rows, "setups", f"{plural(len(rows), 'set-up')} against {framework_label(base)}.")


def _fp8(view: View, found: Findings) -> None:
    rows = found.narrow
    said = "One engine with FP8 and with 16-bit weights, everything else alike, as far as stated."
    st.markdown(text.grey(said))
    n = plural(len(rows), "pair")
    sources = plural(rows.source_id.nunique(), "source")
    _table(view, rows, "fp8", f"{n} from {sources}; not narrowed by the filters above.")


def _triton(view: View, found: Findings) -> None:
    rows = found.mlperf
    said = (
        "MLPerf results compare only among themselves; factor is Triton ÷ bare TensorRT-LLM. "
        "The MLPerf page has every detail and the footnotes."
    )
    st.markdown(text.grey(said))
    st.page_link("pages/mlperf.py", label="Open the MLPerf page", icon=":material/trophy:")
    _table(view, rows, "triton", f"{plural(len(rows), 'pair')}. {TRADEMARK}", notes=(TRADEMARK,))


def _conflicts(view: View, found: Findings) -> None:
    asked = store.ask("source_conflicts", doubtful=view["doubtful"], **asking.LENGTHS)
    repeats = store.ask("repeat_spread", doubtful=view["doubtful"], **asking.LENGTHS)
    rows = conflicts.beyond_repeats(asked, repeats)
    st.markdown(f"**{conflicts.title(rows, asked)}**")
    st.markdown(text.grey(f"{conflicts.measure(repeats)}. Not narrowed by the filters above."))
    _table(view, rows, "conflicts", f"{plural(len(rows), 'conflict')}, the widest first.")


def _table(
    view: View, rows: pd.DataFrame, kind: str, source: str, notes: tuple[str, ...] = ()
) -> None:
    table(
        view,
        rows,
        key=f"ranks-rows-{kind}",
        title=ROWS[kind],
        source=source,
        height=360,
        notes=notes,
    )
