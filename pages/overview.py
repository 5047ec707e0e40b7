"""Which framework should serve our model?"""

import streamlit as st

from tradeoffs import links, openings, standing, store, ui
from tradeoffs.formats import plain
from tradeoffs.ui import standing as pieces
from tradeoffs.ui.computed import COMPUTED_LEGEND
from tradeoffs.vocabulary import FRAMEWORKS, VERDICTS

CARD_QUERIES = (
    "release_months",
    "verdict_counts",
    "star_pips",
    "measured_most",
    "precision_support",
)


def framework_cards() -> None:
    """The five frameworks, read across like a table."""
    facts = store.ask("frameworks_today").set_index("framework", drop=False)
    tables = {name: store.ask(name) for name in CARD_QUERIES}
    with st.grid(5, min_column_width=210, border=True, gap="small") as grid:
        for framework in FRAMEWORKS:
            own = {name: rows[rows.framework == framework] for name, rows in tables.items()}
            with grid.cell():
                pieces.framework_card_body(view, facts.loc[framework], own)
    with st.container(gap="xsmall"):
        st.markdown(
            ui.grey(
                "Small bars: stable releases a month, 24 months. Wide bar: verdicts on every "
                "claim about the framework. Pips: written stars, hollow where the rating is "
                "wrong or outdated; the mark below opens its evidence. Points: measured, MLPerf "
                "and doubtful ones apart. A + stands where our list ends before the newest "
                f"release. {pieces.SUPPORT_LEGEND}. TTFT, ITL, throughput: the places that matched "
                "measurements leave open, – where they are too few; below them what measurements "
                f"say of its claims: {COMPUTED_LEGEND}."
            )
        )
        st.markdown(" ".join(f":small[{ui.badge(v)}]" for v in VERDICTS))


def use_cases(rows) -> None:
    """The selection guide: recommendation, reasons, and their verdicts today."""
    ui.card_head(
        f"The selection guide: {standing.recommendations_answer(rows[rows.part == 0])}",
        "Each recommendation with its reasons as written and what the evidence says now; "
        "every mark opens its claim.",
    )
    with st.container(border=True, gap="small"):
        for use_case_id, parts in rows.groupby("use_case_id", sort=False):
            pieces.use_case(view, use_case_id, parts)


def misleading(extent) -> None:
    """The claims that would mislead a team deciding today, the worst first."""
    rows = store.ask("misleading_claims")
    ui.card_head(
        "Claims that would mislead a team deciding today",
        f"{standing.fallen_sentence(extent.fallen, extent.claims)}. "
        f"{standing.misleading_sentence(rows)}, the worst first; each opens its evidence.",
    )
    with st.grid(3, min_column_width=280, border=True, gap="small") as grid:
        for _, claims in rows.groupby("rank"):
            with grid.cell():
                pieces.misleading_card(view, claims)


def opening_views() -> None:
    """Curated views as links, worded as questions."""
    ui.card_head("Start from a question", "Each opens a view that you can change and share.")
    for opening in openings.OPENINGS:
        st.page_link(
            f"pages/{opening.slug}.py",
            label=opening.question,
            icon=f":material/{links.PAGES[opening.slug].icon}:",
            query_params=links.params(opening.slug, **opening.values),
            width="stretch",
        )


view = links.read("overview", claim=store.ask("claim_ids").claim_id)
extent = store.ask("extent").iloc[0]
recommended = standing.in_reading_order(store.ask("use_cases"))
ui.page_head(
    view, "Which framework should serve your model?", plain(standing.extent_sentence(extent))
)
framework_cards()
st.space("small")
left, right = st.columns([2.4, 1], gap="medium")
with left:
    use_cases(recommended)
with right:
    opening_views()
st.space("small")
misleading(extent)
st.space("small")
pieces.contradictions(view, store.ask("contradictions"))
ui.claim_drawer(view)
