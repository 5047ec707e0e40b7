"""The form for what the files leave out: asked once for all files of a batch, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from tradeoffs.importers.columns import COUNTS, DECLARABLE, LABELS
from tradeoffs.importers.facts import options
from tradeoffs.ui import text

_NUMBERS = (*COUNTS, "isl", "osl")


def facts(needs: Sequence[str], could: Sequence[str], names: Any, turn: int) -> dict[str, Any]:
    """Draws the form and returns what was stated, column → value; empty ones too.

    ``needs`` must be stated before a point is kept, ``could`` may stay open.
    """
    rest = [c for c in DECLARABLE if c not in (*needs, *could)]
    stated: dict[str, Any] = {}
    with st.form(f"yours-facts-{turn}", border=False):
        if needs:
            st.markdown("**What every point needs and some file does not state**")
            stated |= _fields(needs, names, turn)
        if could:
            st.markdown("**What else some file does not state**")
            stated |= _fields(could, names, turn)
        with st.expander("State something else"):
            st.markdown(
                text.grey(
                    "What is stated here holds for all files of the batch and is marked as "
                    "declared. What a file states stands; what it only suggests, such as the name "
                    "under which a model was served, gives way."
                )
            )
            stated |= _fields(rest, names, turn)
        st.form_submit_button("State this for all files", key=f"yours-state-{turn}")
    return stated


def _fields(columns: Sequence[str], names: Any, turn: int) -> dict[str, Any]:
    found = {}
    for start in range(0, len(columns), 4):
        row = columns[start : start + 4]
        for column, place in zip(row, st.columns(4), strict=False):
            with place:
                found[column] = _field(column, names, f"yours-fact-{column}-{turn}")
    return found


def _field(column: str, names: Any, key: str) -> Any:
    label, meaning = LABELS[column], DECLARABLE[column]
    if column in _NUMBERS:
        return st.number_input(
            label, min_value=1, max_value=999_999_999, value=None, key=key, help=meaning
        )
    if known := options(column, names):
        return st.selectbox(
            label,
            known,
            index=None,
            key=key,
            help=meaning,
            accept_new_options=column == "model",
            placeholder="not stated",
        )
    return st.text_input(label, key=key, help=meaning, max_chars=200, placeholder="not stated")
