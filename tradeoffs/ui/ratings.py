"""Star ratings as buttons: the matrix, and the same cells of two frameworks side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from tradeoffs.charts.theme import FALLEN, mark_colour
from tradeoffs.formats import is_missing, plain
from tradeoffs.links import View
from tradeoffs.ui import text
from tradeoffs.ui.evidence import claim_button
from tradeoffs.ui.frame import theme
from tradeoffs.ui.statements import verdict_mark


def star_label(cell: Any, shade: str) -> str:
    """Stars, number, condition and verdict of one rating as Markdown; 0 stays a written zero."""
    via = "" if is_missing(cell.qualifier) else f" {text.grey(plain(cell.qualifier))}"
    colour = mark_colour(cell.framework, shade)
    return (
        f"{text.stars(cell.stars, colour)} **{int(cell.stars)}**{via} {verdict_mark(cell.verdict)}"
    )


def star_cell(view: View, cell: Any, *, key: str = "star") -> None:
    """One rating as a button that opens its claim, boxed where it fell; a sentence if missing."""
    if is_missing(cell.stars) or is_missing(cell.claim_id):
        st.markdown(text.grey("not rated"))
        return
    claim_button(
        view,
        cell.claim_id,
        star_label(cell, theme()),
        key=f"{view.slug}-{key}-{cell.claim_id}",
        boxed=cell.verdict in FALLEN,
        width="stretch",
    )


def star_grid(view: View, rows: pd.DataFrame, frameworks: Sequence[str], key: str = "star") -> None:
    """Criterion × framework of buttons; scrolls sideways on a phone. Rows in reading order."""
    with st.grid(
        len(frameworks) + 1,
        min_column_width=170,
        wrap=False,
        gap=("xxsmall", "xsmall"),
        vertical_alignment="center",
    ):
        st.markdown(text.grey("Criterion"))
        for framework in frameworks:
            st.markdown(text.framework(framework, theme()))
        for _, line in rows.groupby("criterion_id", sort=False):
            st.markdown(f"**{plain(line.criterion.iloc[0])}**")
            by_framework = {cell.framework: cell for cell in line.itertuples()}
            for framework in frameworks:
                star_cell(view, by_framework[framework], key=key)
