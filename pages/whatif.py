"""What would this model on those GPUs give, and how sure is that?"""

import streamlit as st

from tradeoffs import links, ui
from tradeoffs.planning import known as facts
from tradeoffs.planning import scenarios, words
from tradeoffs.ui import (
    whatif_cards,
    whatif_cheapest,
    whatif_controls,
    whatif_launch,
    whatif_splits,
    whatif_views,
)

PARTS = {
    "why": "Why, and over the load",
    "splits": "All splits",
    "cheapest": "Cheapest within limits",
    "launch": "Launch",
    "gpus": "What GPUs bring",
}

known = facts.now()
view = links.read("whatif", **whatif_controls.choices(known))
plans = scenarios.plan(view.values, known)

ui.page_head(view, words.answer(plans, known), words.measure(plans, view.values, known))
whatif_controls.workload(view)
for column, scenario in zip(
    st.columns(max(len(plans.scenarios), 2), gap="small"), plans.scenarios, strict=False
):
    with column:
        whatif_cards.card(view, plans, scenario, known)
whatif_views.figures(view, plans)
whatif_views.differences(view, plans, known)

with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
    view.segments(
        "part", "Part", label_visibility="collapsed", width="content", format_func=PARTS.get
    )
    st.page_link(
        "pages/backtest.py",
        label="Can I trust this?",
        icon=":material/fact_check:",
        query_params=links.params(
            "backtest", **scenarios.tested_filters(plans[scenarios.focus(view)], facts.tested()[0])
        ),
    )
    if len(plans.scenarios) > 1:
        view.segments(
            "focus",
            "Scenario looked into",
            label_visibility="collapsed",
            width="content",
            format_func=str.upper,
        )
if view["part"] == "why":
    whatif_views.why(view, plans, known)
elif view["part"] == "splits":
    whatif_splits.splits_part(view, plans, known)
elif view["part"] == "cheapest":
    whatif_cheapest.cheapest_part(view, known)
elif view["part"] == "gpus":
    whatif_views.gpus(view, known)
else:
    whatif_launch.launch_part(view, known, plans)
