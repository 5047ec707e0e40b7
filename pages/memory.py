"""How does each framework hold its KV cache and fill its batches?"""

import pandas as pd
import streamlit as st

from tradeoffs import links, store, ui
from tradeoffs.comparison import memory
from tradeoffs.linkkeys import FIVE
from tradeoffs.ui.statements import statement_button
from tradeoffs.vocabulary import framework_label

view = links.read("memory", claim=store.ask("claim_ids").claim_id)
rows = store.ask("memory_statements", fw=view["fw"])
chosen = [f for f in FIVE if not view["fw"] or f in view["fw"]]


def statements(shown: pd.DataFrame, *, named: bool = False) -> None:
    """Each statement as a button with its verdict, and today's fact under it."""
    for row in shown.itertuples():
        with st.container(gap=None):
            if named and row.named:
                st.markdown(ui.framework(row.framework, ui.theme()))
            key = f"memory-{row.property_id}-{row.claim_id}"
            statement_button(view, row.claim_id, row.said, row.verdict, key=key)
            st.markdown(ui.grey(memory.today(row)))


def memory_cards() -> None:
    """One card a framework; a framework the text is silent on says so."""
    ui.card_head("Memory: how the KV cache is held", "Boxed: no longer stands", level=2)
    with st.grid(3, min_column_width=300):
        for framework in chosen:
            mine = memory.statements_of(rows, "memory", framework)
            with st.container(border=True, height="stretch"):
                st.markdown(ui.framework(framework, ui.theme()))
                if mine.empty:
                    name = framework_label(framework)
                    st.markdown(ui.grey(f"The founding text says nothing on {name}’s memory."))
                else:
                    st.markdown(ui.grey(memory.card_title(mine)))
                    statements(mine)


def batching_cards() -> None:
    """One card a batching strategy: what is said in general, then of each framework."""
    ui.card_head("Batching: how requests share a step", "General first, then by framework", level=2)
    with st.grid(3, min_column_width=300):
        for strategy, label in memory.STRATEGIES.items():
            mine = memory.statements_of(rows, strategy)
            with st.container(border=True, height="stretch"):
                st.markdown(f"**{label}**")
                if mine.empty:
                    st.markdown(ui.grey("Nothing is said of the chosen frameworks."))
                else:
                    st.markdown(ui.grey(memory.card_title(mine)))
                    statements(mine, named=True)


title = memory.answer(rows)
ui.page_head(view, title, memory.measure(rows))
view.pills("fw", "Frameworks", format_func=framework_label, width="content")
memory_cards()
batching_cards()
st.markdown(ui.verdict_legend(rows.drop_duplicates("claim_id").verdict.value_counts().to_dict()))
ui.foot(view, memory.evidence_line(rows), key="memory-statements", rows=rows, title=title)
ui.claim_drawer(view)
