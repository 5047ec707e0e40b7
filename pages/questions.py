"""Which of the usual answers still hold?"""

import streamlit as st

from tradeoffs import links, openings, standing, store, ui
from tradeoffs.formats import plain, plural
from tradeoffs.ui import standing as pieces
from tradeoffs.vocabulary import VERDICTS, framework_label


def ask(**changes):
    """The answers that the filters leave, with some of the filters changed."""
    chosen = {**view.values, **changes}
    return store.ask(
        "questions",
        question=chosen["q"] or None,
        verdicts=chosen["verdict"],
        frameworks=chosen["fw"],
    )


def filters(questions: dict[str, str]) -> None:
    """One row: question, verdict of its claims, framework they are about."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        view.select(
            "q",
            "Question",
            format_func=lambda q: questions.get(q, "All questions"),
            width=330,
        )
        view.pills("verdict", "With a claim that is", format_func=VERDICTS.get)
        view.pills("fw", "About", format_func=pieces.about_label)


def answer_card(qa_id: str, claims) -> None:
    """One question: the answer as written, its claims with verdicts, and where the evidence is."""
    told = claims.iloc[0]
    with st.container(border=True, gap="small"):
        ui.card_head(plain(told.question), standing.answer_standing(claims.verdict))
        st.markdown(f":gray[As written:] {plain(told.answer)}.")
        for claim in claims.itertuples():
            claim_line(claim)
        opening = openings.EVIDENCE[qa_id]
        st.page_link(
            f"pages/{opening.slug}.py",
            label=opening.question,
            icon=f":material/{links.PAGES[opening.slug].icon}:",
            query_params=links.params(opening.slug, **opening.values),
        )


def claim_line(claim) -> None:
    """One claim of an answer: what it says, its verdict, and what the evidence says now."""
    verdict, said, now = st.columns([0.5, 1.2, 1.8], gap="small", vertical_alignment="center")
    with verdict:
        ui.claim_button(
            view,
            claim.claim_id,
            ui.badge(claim.verdict),
            key=f"questions-{claim.claim_id}",
            help=f"{framework_label(claim.framework)}: open the evidence",
        )
    with said:
        about = standing.claim_name(claim.framework, claim.feature)
        st.markdown(f":small[**{plain(about)}**: {plain(claim.seed_value)}]")
    with now:
        st.markdown(ui.grey(plain(claim.current_value)))


every = store.ask("questions", question=None, verdicts=(), frameworks=())
names = dict(zip(every.qa_id, every.question, strict=True))
view = links.read("questions", claim=store.ask("claim_ids").claim_id, q=("", *names))
rows = ask()
ui.page_head(
    view,
    standing.answers_sentence(every),
    f"{plural(len(names), 'question')} of the founding comparison with the answers as written, "
    f"restated in our words; {plural(len(every), 'claim')} checked one by one.",
)
filters(names)
if rows.empty:
    ui.nothing_found(
        view,
        "No answer has such a claim",
        f"There are {plural(len(names), 'question')} with {plural(len(every), 'claim')}.",
        {
            key: ask(**{key: links.KEYS["questions"][key].default}).qa_id.nunique()
            for key in ("q", "verdict", "fw")
        },
    )
for qa_id, claims in rows.groupby("qa_id", sort=False):
    answer_card(qa_id, claims)
ui.claim_drawer(view)
