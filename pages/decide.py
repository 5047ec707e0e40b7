"""Which framework do we take, and what would change that?"""

import streamlit as st

from tradeoffs import links, store, ui
from tradeoffs.decide import wording
from tradeoffs.decide.catalog import MODES
from tradeoffs.decide.sheet import sheet
from tradeoffs.formats import plain
from tradeoffs.ui import decide_controls as controls
from tradeoffs.ui import decide_meeting as meetings
from tradeoffs.ui import decide_record as records
from tradeoffs.ui import decide_results as results

offered = store.ask("pair_choices")
choices = {key: part.value.tolist() for key, part in offered.groupby("filter")}
view = links.read("decide", claim=store.ask("claim_ids").claim_id, **choices)
found = sheet(view.values)
view.dropped.extend(found.problems)
view.stamp = {"was": wording.snapshot(found.record)}


def settings() -> None:
    """Everything that changes the ranking."""
    with st.container(horizontal=True, gap="small"):
        controls.counting(view)
        controls.measured_where(view)
        controls.own_stars(view)
        records.combine(view)
    with st.container(border=True):
        controls.weights(view)


def outcome() -> None:
    """The shortlist, the ranking and how fragile it is."""
    with st.container(border=True):
        controls.shortlist(view, found)
    if found.record is None:
        return
    results.ranking(view, found.record)
    left, right = st.columns(2)
    with left:
        results.room(view, found.record)
    with right:
        results.winners(view, found.record)
    with st.container(border=True):
        results.deciding(found.record)


def weigh() -> None:
    """Settings beside what they lead to."""
    left, right = st.columns([1, 2.4])
    with left:
        settings()
    with right:
        outcome()


def evidence() -> None:
    """Every reading of the weighed criteria, and what each rests on."""
    if found.record is not None:
        results.readings(view, found.record)


def record() -> None:
    """Voices, what people write, the files of it, and older records."""
    if found.record is not None:
        results.voices(found.record)
        ui.card_head("Record this decision", "Editable; exported with the charts and its link", 2)
        records.words(view, found.record)
        records.export(view, found.record)
    records.compare(view)


def page() -> None:
    """A part of the working page under its head."""
    ui.page_head(view, plain(wording.answer(found)), plain(wording.measure(found)))
    view.segments("mode", "How to show it", format_func=MODES.get, label_visibility="collapsed")
    records.pinned(view, found, store.version())
    {"page": weigh, "evidence": evidence, "record": record}[view["mode"]]()
    ui.claim_drawer(view)


alone = {"meeting": meetings.meeting, "brief": meetings.brief}
if view["mode"] in alone:
    ui.notices(view)
    alone[view["mode"]](view, found)
else:
    page()
