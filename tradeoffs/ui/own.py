"""Own batches on a page of measurements: which the link asks for, and the box to choose them."""

from __future__ import annotations

import streamlit as st

from tradeoffs import links, store
from tradeoffs.formats import plain, plural
from tradeoffs.links import View
from tradeoffs.workspace.desk import Desk, Listed, team
from tradeoffs.workspace.folder import workspace_folder

_DESK = "own.desk"


def desk() -> Desk:
    """The batches of this browser session and of its team."""
    here = team(workspace_folder())
    found = st.session_state.get(_DESK)
    if found is None or found.team is not here:
        found = st.session_state[_DESK] = Desk(here)
    return found


def include(slug: str) -> list[str]:
    """Puts the batches of the page's link beside the published tables, before any question.

    Returns the ids that can be chosen.
    """
    at_hand = desk()
    ids = list(at_hand.listed())
    store.use(at_hand.tables(store.current(), links.asked(slug, "own")))
    return ids


def control(view: View) -> None:
    """The box that adds own batches; where there are none, the way to bring some."""
    listed = desk().listed()
    _say_what_is_gone(view, listed)
    if not listed:
        st.page_link("pages/yours.py", label="Add your own results", icon=":material/upload_file:")
        return
    view.multiselect(
        "own",
        "Own results",
        label_visibility="collapsed",
        width=230,
        placeholder=f"Own results: none of {plural(len(listed), 'batch', 'batches')}",
        format_func=lambda key: name(listed[key]) if key in listed else key,
    )


def name(one: Listed) -> str:
    """A batch in a list: its name, points and whether only this session has it."""
    where = "this session" if one.is_private else "team"
    return f"{one.batch.name} ({plural(one.batch.points, 'point')}, {where})"


def _say_what_is_gone(view: View, listed: dict[str, Listed]) -> None:
    """Batches that were chosen and have since been deleted leave the view, with a word."""
    gone = [key for key in view["own"] if key not in listed]
    if gone:
        view.values["own"] = tuple(key for key in view["own"] if key in listed)
        st.warning(
            f"No longer here: {', '.join(map(plain, gone))}. The page shows the rest.",
            icon=":material/link_off:",
        )
