"""Star ratings as buttons: the matrix, and the same cells of two frameworks side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from tradeoffs.charts.radar import radar
from tradeoffs.charts.theme import FALLEN, mark_colour
from tradeoffs.formats import is_missing, plain
from tradeoffs.links import View
from tradeoffs.ui import text
from tradeoffs.ui.evidence import claim_button
from tradeoffs.ui.frame import theme
from tradeoffs.ui.show import draw
from tradeoffs.ui.statements import scrolling_grid, verdict_mark
from tradeoffs.vocabulary import framework_label


def marks_legend(frameworks: Sequence[str]) -> str:
    """Shapes of these frameworks and what filled, pale and hollow mean, as one Markdown line."""
    names = " &ensp; ".join(text.framework(f, theme(), bold=False) for f in frameworks)
    kinds = "filled: stands or opinion; pale: half-known or via another engine; hollow: fell"
    return f"{names} &ensp; {text.grey(kinds)}"


def star_label(cell: Any, shade: str) -> str:
    """Stars, number and verdict of one rating as Markdown; 0 stays a written zero."""
    colour = mark_colour(cell.framework, shade)
    return f"{text.stars(cell.stars, colour)} **{int(cell.stars)}** {verdict_mark(cell.verdict)}"


def star_cell(view: View, cell: Any, *, key: str = "star") -> None:
    """One rating as a button that opens its claim, boxed where it fell; a sentence if missing."""
    if is_missing(cell.stars) or is_missing(cell.claim_id):
        st.markdown(text.grey("not rated"))
        return
    with st.container(gap=None):
        claim_button(
            view,
            cell.claim_id,
            star_label(cell, theme()),
            key=f"{view.slug}-{key}-{cell.claim_id}",
            boxed=cell.verdict in FALLEN,
            width="stretch",
        )
        if not is_missing(cell.qualifier):
            st.markdown(text.grey(plain(cell.qualifier)), text_alignment="center")


def star_grid(view: View, rows: pd.DataFrame, frameworks: Sequence[str], key: str = "star") -> None:
    """Criterion × framework of buttons; scrolls sideways on a phone. Rows in reading order."""
    with scrolling_grid(len(frameworks) + 1, 200):
        st.markdown(text.grey("Criterion"))
        for framework in frameworks:
            st.markdown(text.framework(framework, theme()))
        for _, line in rows.groupby("criterion_id", sort=False):
            st.markdown(f"**{plain(line.criterion.iloc[0])}**")
            by_framework = {cell.framework: cell for cell in line.itertuples()}
            for framework in frameworks:
                star_cell(view, by_framework[framework], key=key)


def pair_grid(view: View, rows: pd.DataFrame, pair: Sequence[str], metrics: pd.DataFrame) -> None:
    """Two frameworks: stars by criterion, then written places by metric; every cell a button.

    ``rows`` of ``star_matrix``; ``metrics`` of ``pair_ranks`` with ``label``, in reading order.
    """
    with scrolling_grid(len(pair) + 1, 150):
        st.markdown(text.grey("Stars as written"))
        for framework in pair:
            st.markdown(text.framework(framework, theme()))
        for _, line in rows.groupby("criterion_id", sort=False):
            st.markdown(f"**{plain(line.criterion.iloc[0])}**")
            for framework in pair:
                for cell in line[line.framework == framework].itertuples():
                    star_cell(view, cell, key="pair")
        st.markdown(text.grey("Places as written"))
        for _ in pair:
            st.markdown("")
        for label, line in metrics.groupby("label", sort=False):
            st.markdown(f"**{plain(label)}**")
            for framework in pair:
                _rank_cell(view, line[line.framework == framework])


def _rank_cell(view: View, line: pd.DataFrame) -> None:
    if line.empty:
        st.markdown(text.grey("not placed"))
    for cell in line.itertuples():
        via = "" if is_missing(cell.qualifier) else f" {text.grey(plain(cell.qualifier))}"
        claim_button(
            view,
            cell.claim_id,
            f"**{cell.rank}** of {cell.places}{via} {verdict_mark(cell.verdict)}",
            key=f"{view.slug}-rank-{cell.claim_id}",
            boxed=cell.verdict in FALLEN,
            width="stretch",
        )


def small_radars(rows: pd.DataFrame) -> None:
    """One small radar a framework, where five lines in one are hard to follow."""
    with st.grid(5, min_column_width=160):
        for framework, mine in rows.groupby("framework", sort=False):
            with st.container(gap=None):
                st.markdown(text.framework(framework, theme()))
                title = framework_label(framework)
                chart = radar(mine, theme=theme(), title=title, size="small")
                draw(chart, key=f"compare-radar-{framework}")
