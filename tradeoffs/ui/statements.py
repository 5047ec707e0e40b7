"""A statement of the founding text as a button: its words, its verdict, a box where it fell."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tradeoffs.charts.theme import FALLEN, VERDICT_ICONS
from tradeoffs.formats import plain
from tradeoffs.links import View
from tradeoffs.ui import text
from tradeoffs.ui.evidence import claim_button
from tradeoffs.ui.frame import theme
from tradeoffs.vocabulary import FRAMEWORKS


def verdict_mark(verdict: str) -> str:
    """Verdict as a small icon and word in its colour, without a box."""
    icon, colour, _ = VERDICT_ICONS[verdict]
    return f":{colour}[:material/{icon}: :small[{verdict}]]"


def statement_button(
    view: View, claim_id: str, said: str, verdict: str, *, key: str | None = None
) -> None:
    """A button that opens the claim; boxed where the statement no longer stands.

    ``said`` is text from data and is escaped here. The verdict comes first, because a button
    too long for a phone loses its end.
    """
    claim_button(
        view,
        claim_id,
        f"{verdict_mark(verdict)} {plain(said)}",
        key=key or f"{view.slug}-stated-{claim_id}",
        boxed=verdict in FALLEN,
    )


def statement_grid(view: View, cells: pd.DataFrame, heads: Mapping[str, str]) -> None:
    """Framework × precision as statement buttons; scrolls sideways on a phone.

    ``cells`` has framework, precision_id, statement, claim_id, verdict; ``heads`` names the
    columns by precision_id. The last column is twice as wide.
    """
    at = cells.set_index(["framework", "precision_id"])
    *narrow, last = heads
    grid = scrolling_grid(len(heads) + 1, 118, spans=1)
    with grid:
        st.markdown(text.grey("Framework"))
        for column in narrow:
            st.markdown(f"**{plain(heads[column])}**")
        grid.cell(column_span=2).markdown(f"**{plain(heads[last])}**")
        for framework in FRAMEWORKS:
            st.markdown(text.framework(framework, theme()))
            for column in heads:
                with grid.cell(column_span=2 if column == last else 1):
                    _stated(view, at, framework, column)


def _stated(view: View, at: pd.DataFrame, framework: str, column: str) -> None:
    if (framework, column) not in at.index:
        st.markdown(text.grey("not stated"))
        return
    cell = at.loc[(framework, column)]
    statement_button(view, cell.claim_id, cell.statement.replace(";", ", "), cell.verdict)


def text_grid(rows: pd.DataFrame, column_width: int = 150) -> None:
    """Rows of Markdown of ours as a quiet table that scrolls sideways on a phone."""
    with scrolling_grid(len(rows.columns), column_width):
        for head in rows.columns:
            st.markdown(text.grey(head))
        for row in rows.itertuples(index=False):
            for cell in row:
                st.markdown(f":small[{cell}]")


def scrolling_grid(columns: int, width: int, *, spans: int = 0) -> DeltaGenerator:
    """A grid that keeps its columns; a line above says that it scrolls where it does not fit.

    Nothing on a phone shows otherwise that more columns lie to the right. ``columns`` counts the
    row names; ``spans`` are tracks more, for columns twice as wide.
    """
    st.markdown(text.grey(f"{columns - 1} columns; on a narrow screen scroll sideways →"))
    return st.grid(
        columns + spans,
        min_column_width=width,
        wrap=False,
        gap=("xxsmall", "xsmall"),
        vertical_alignment="center",
    )
