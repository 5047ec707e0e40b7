"""The drawer of a quantization method: where it runs, and where that is known from."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from tradeoffs import store
from tradeoffs.comparison.methods import GENERATIONS, STATES, method_label
from tradeoffs.comparison.quantization import methods_of, state
from tradeoffs.formats import day, is_missing, number, plain, plural
from tradeoffs.links import View
from tradeoffs.ui import text
from tradeoffs.ui.frame import full_url, theme
from tradeoffs.vocabulary import GENERATIONS as LONG_NAMES
from tradeoffs.vocabulary import framework_label

# The marks of the charts; the font that is served has them all.
STATE_ICONS = {"yes": "●", "partial": "◐", "ring": "○", "no": "×", "blank": "–"}


def state_legend(generation: str) -> str:
    """The marks and their meaning, as one Markdown line; "all" has no grey rows."""
    parts = [f"{STATE_ICONS[s]} {said}" for s, said in STATES.items()]
    if generation != "all":
        parts.append(f"grey: not on {GENERATIONS[generation]}")
    return text.grey(" &ensp; ".join(parts))


def method_list(view: View, rows: pd.DataFrame) -> None:
    """Every method of one framework, a button each that opens its evidence; fit for a phone."""
    with st.container(gap="xsmall"):
        st.markdown(f"### Every method of {framework_label(view['one'])}", anchors=False)
        view.segments("one", "Framework", format_func=framework_label, label_visibility="collapsed")
    shown = methods_of(rows, view["one"], view["gen"], view["family"], view["only"])
    if not shown:
        st.markdown("No method of this framework is left by the filters above.")
    with st.grid(3, min_column_width=300):
        for m in shown:
            with st.container(border=True, gap=None):
                label = f"{STATE_ICONS.get(m['here'], '')} **{plain(method_label(m['method']))}**"
                st.button(
                    label,
                    key=f"{view.slug}-method-{m['method']}",
                    type="tertiary",
                    on_click=view.set,
                    kwargs={"method": m["method"], "claim": ""},
                )
                st.markdown(text.grey(plain(m["words"])))


def method_drawer(view: View, rows: pd.DataFrame) -> None:
    """Opens the drawer of the method named in the link, if the chosen framework has it."""
    mine = rows[(rows.framework == view["one"]) & (rows.method == view["method"])]
    if mine.empty:
        return
    opened = st.dialog(
        "Evidence", position="right", width=480, on_dismiss=partial(view.set, method="")
    )
    opened(_drawer)(view, mine)


def _drawer(view: View, mine: pd.DataFrame) -> None:
    first = mine.iloc[0]
    st.markdown(text.framework(first.framework, theme()))
    st.markdown(f"### {plain(method_label(first.method))}", anchors=False)
    if not is_missing(first.note):
        st.markdown(plain(first.note))
    cells = {r.generation: state(r.cell, r.supported) for r in mine.itertuples()}
    st.table(
        {plain(LONG_NAMES[g]): f"{STATE_ICONS[cells[g]]} {STATES[cells[g]]}" for g in GENERATIONS},
        border="horizontal",
        hide_header=True,
    )
    facts = {
        "Bits": _bits(first),
        "Oldest GPU": first.min_gpu_arch,
        "Since": first.since_version,
        "Version read": first.as_of_version,
        "As of": day(first.as_of_date),
        "Where": first.evidence_locator,
    }
    shown = {k: plain(v) for k, v in facts.items() if not is_missing(v)}
    st.table(shown, border="horizontal", hide_header=True)
    st.link_button("Open the source", first.evidence_url, icon=":material/open_in_new:")
    st.code(full_url(view.share_url(store.version())), language=None, wrap_lines=True)


def _bits(row: pd.Series) -> str | None:
    named = {
        "weights": row.weight_bits,
        "activations": row.activation_bits,
        "KV cache": row.kv_bits,
    }
    parts = [f"{k} {v}" for k, v in named.items() if not is_missing(v)]
    return ", ".join(parts) or None


def fp8_table(check: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``comparison.quantization.fp8_check`` as a reader's table, Markdown cells."""
    return pd.DataFrame(
        {
            "GPU generation": [plain(LONG_NAMES[g]) for g in check.generation],
            "FP8 rate in data sheets": [_rate(r) for r in check.itertuples()],
            "Runs FP8 weights and activations": [_names(f) for f in check.full],
            "Runs FP8 weights only": [_names(f) for f in check.weights_only],
            "Measured at FP8": [_measured(r) for r in check.itertuples()],
        }
    )


def _rate(row: tuple) -> str:
    if not row.gpus:
        return text.grey("no GPU of it in the table")
    if not row.with_fp8:
        return f"none of {plural(row.gpus, 'GPU')}"
    low, high = number(row.ratio_low, 2), number(row.ratio_high, 2)
    times = f"{low}×" if low == high else f"{low} to {high}×"
    return f"{row.with_fp8} of {plural(row.gpus, 'GPU')}, {times} the FP16 rate"


def _names(frameworks: list[str]) -> str:
    return ", ".join(framework_label(f) for f in frameworks) or "–"


def _measured(row: tuple) -> str:
    if not row.points:
        return "–"
    return f"{plural(row.points, 'point')}: {_names(row.engines)}"
