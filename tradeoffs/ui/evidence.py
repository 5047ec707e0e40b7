"""The evidence drawer: what a claim says, whether it still stands, and where that is known from."""

from __future__ import annotations

from functools import partial

import streamlit as st

from tradeoffs import store
from tradeoffs.formats import age, day, is_missing, plain, words
from tradeoffs.links import View
from tradeoffs.ui import text
from tradeoffs.ui.computed import computed_block
from tradeoffs.ui.frame import full_url, theme
from tradeoffs.vocabulary import framework_label


def claim_button(
    view: View, claim_id: str, label: str, *, key: str, boxed: bool = False, **more: object
) -> None:
    """A button that opens a claim's evidence; ``label`` is Markdown of ours."""
    st.button(
        label,
        key=key,
        type="secondary" if boxed else "tertiary",
        on_click=view.set,
        kwargs={"claim": claim_id},
        **more,
    )


def claim_drawer(view: View) -> None:
    """Opens the drawer of the claim named in the link, if any; call it last on a page."""
    claim_id = view["claim"]
    if not claim_id:
        return
    rows = store.ask("claim", claim_id=claim_id)
    if rows.empty:
        return
    claim = rows.iloc[0]
    opened = st.dialog(
        "Evidence",
        position="right",
        width=480,
        on_dismiss=partial(view.set, claim=""),
    )
    opened(_drawer)(view, claim)


def _drawer(view: View, claim) -> None:
    who = claim.framework if claim.framework != "all" else None
    name = text.framework(who, theme()) if who else "**All frameworks**"
    st.markdown(f"{text.badge(claim.verdict)} &ensp; {name}")
    with st.container(gap=None):
        st.markdown(text.grey("The founding comparison says"))
        st.markdown(f"**{plain(words(claim.feature))}: “{plain(claim.seed_value)}”**")
        if not is_missing(claim.stars):
            st.markdown(text.stars(claim.stars, text.look.mark_colour(who, theme())))
    with st.container(gap=None):
        st.markdown(text.grey("What the evidence says now"))
        st.markdown(plain(claim.current_value))
    if not is_missing(claim.note):
        st.markdown(text.grey(plain(claim.note)))
    computed_block(view, claim.claim_id, claim.verdict)
    _facts(claim)
    if not is_missing(claim.evidence_url):
        st.link_button("Open the source", claim.evidence_url, icon=":material/open_in_new:")
    st.code(full_url(view.share_url(store.version())), language=None, wrap_lines=True)


def _facts(claim) -> None:
    about = framework_label(claim.framework) if claim.framework != "all" else "all frameworks"
    rows = {
        "About": about,
        "Version": claim.as_of_version,
        "As of": f"{day(claim.as_of_date)} ({age(claim.as_of)} ago)",
        "Where": claim.evidence_locator,
        "Claim id": claim.claim_id,
    }
    shown = {k: plain(v) for k, v in rows.items() if not is_missing(v)}
    st.table(shown, border="horizontal", hide_header=True)
