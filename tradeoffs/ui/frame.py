"""The head of a page: answer, measure, copy-link, and what a link could not give."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from tradeoffs import store
from tradeoffs.formats import plain
from tradeoffs.links import View


def theme() -> str:
    """``light`` or ``dark``, as the reader's browser shows the page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def page_head(view: View, answer: str, measure: str) -> None:
    """Title (the answer), the grey line under it (the measure), and the copy-link control.

    Both texts are Markdown of ours; escape data in them with ``formats.plain``.
    """
    left, right = st.columns([7, 1], vertical_alignment="bottom", gap="small")
    with left, st.container(gap="xxsmall"):
        st.markdown(f"# {answer}", anchors=False)
        st.markdown(f":gray[{measure}]")
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        copy_link(view)
    notices(view)


def copy_link(view: View) -> None:
    """A popover with this view's full link, pinned to the data version, ready to copy."""
    with st.popover("Copy link", icon=":material/link:", key=f"{view.slug}-copy-link"):
        st.markdown("This exact view, for a colleague or a ticket:")
        st.code(full_url(view.share_url(store.version())), language=None, wrap_lines=True)
        st.markdown(":small[:gray[`v` names the data version; newer data are announced.]]")


def full_url(relative: str) -> str:
    """A relative link of ours with the host the reader came through."""
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}{relative}" if here.netloc else relative


def notices(view: View) -> None:
    """Says which parts of the link were not used, and whether the data are newer than it."""
    if view.dropped:
        lines = [f"- {_what(d.key, d.value)}: {d.why}" for d in view.dropped[:8]]
        if len(view.dropped) > 8:
            lines.append(f"- and {len(view.dropped) - 8} more")
        st.warning(
            "Parts of this link were not used:\n" + "\n".join(lines), icon=":material/link_off:"
        )
    if view.pinned and view.pinned != store.version():
        st.info(
            f"This link was made with data version {plain(view.pinned[:20])}; you see "
            f"{store.version()}. Figures may differ from what was shared.",
            icon=":material/update:",
        )


def _what(key: str, value: str) -> str:
    shown = plain(key[:40])
    if not value:
        return f"**{shown}**"
    return f"**{shown}** = {plain(value[:60])}{'…' if len(value) > 60 else ''}"
