"""What a page shows when the filters leave nothing: what is missing, and which filter to loosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from tradeoffs.formats import plural
from tradeoffs.links import KEYS, View


def nothing_found(
    view: View,
    what: str,
    exists: str,
    loosen: Mapping[str, int],
    drop: Mapping[str, Mapping[str, Any]] | None = None,
    instead: Mapping[str, Mapping[str, Any]] | None = None,
) -> None:
    """A bordered box: what is missing, what exists instead, one button per filter to loosen.

    ``loosen`` maps a link key to the number of rows that would appear without it. ``drop`` gives
    the changes that drop a filter where that is not its default, or where it has several keys.
    ``instead`` maps labels of other views to the changes that open them.
    """
    with st.container(border=True, height=360, horizontal_alignment="center"):
        st.space("medium")
        st.markdown(f"### {what}", anchors=False, width="content")
        st.markdown(f":gray[{exists}]", width="content")
        for n, (label, changes) in enumerate((instead or {}).items()):
            st.button(
                label, key=f"{view.slug}-instead-{n}", on_click=view.set, kwargs=dict(changes)
            )
        for key, n in sorted(loosen.items(), key=lambda item: -item[1]):
            if n > 0:
                st.button(
                    f"Without the filter on {_inside(KEYS[view.slug][key].meaning)}: "
                    f"{plural(n, 'row')}",
                    key=f"{view.slug}-loosen-{key}",
                    on_click=view.set,
                    kwargs=dict((drop or {}).get(key) or {key: KEYS[view.slug][key].default}),
                )
        st.button("Reset all filters", key=f"{view.slug}-reset", on_click=view.reset)


def _inside(meaning: str) -> str:
    """A meaning as it stands inside a sentence; abbreviations keep their capitals."""
    return meaning[:1].lower() + meaning[1:] if meaning[1:2].islower() else meaning
