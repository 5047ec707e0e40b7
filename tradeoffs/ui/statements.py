"""A statement of the founding text as a button: its words, its verdict, a box where it fell."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

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

    ``said`` is text from data and is escaped here.
    """
    claim_button(
        view,
        claim_id,
        f"{plain(said)} {verdict_mark(verdict)}",
        key=key or f"{view.slug}-stated-{claim_id}",
        boxed=verdict in FALLEN,
    )


def statement_grid(view: View, cells: pd.DataFrame, heads: Mapping[str, str]) -> None:
    """Framework × precision as statement buttons; scrolls sideways on a phone.

    ``cells`` has framework, precision_id, statement, claim_id, verdict; ``heads`` names the
    columns by precision_id.
    """
    at = cells.set_index(["framework", "precision_id"])
    with st.grid(
        len(heads) + 1,
        min_column_width=128,
        wrap=False,
        gap=("xxsmall", "xsmall"),
        vertical_alignment="center",
    ):
        st.markdown(text.grey("Framework"))
        for head in heads.values():
            st.markdown(f"**{plain(head)}**")
        for framework in FRAMEWORKS:
            st.markdown(text.framework(framework, theme()))
            for column in heads:
                if (framework, column) in at.index:
                    cell = at.loc[(framework, column)]
                    said = cell.statement.replace(";", ", ")
                    statement_button(view, cell.claim_id, said, cell.verdict)
                else:
                    st.markdown(text.grey("not stated"))
