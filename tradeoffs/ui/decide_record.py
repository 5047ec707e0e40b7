"""The decision record on the page: voices by pasted links, words, files, and an old record."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import streamlit as st

from tradeoffs import store
from tradeoffs.decide import documents, voicing, wording
from tradeoffs.decide.differences import Differences, differences
from tradeoffs.decide.record import Record, from_json, to_json
from tradeoffs.decide.sheet import Sheet, finished, sheet
from tradeoffs.formats import MISSING, plain, plural
from tradeoffs.linkcoding import parse
from tradeoffs.links import View
from tradeoffs.ui import text
from tradeoffs.ui.frame import full_url
from tradeoffs.ui.show import card_head

STATUSES = {"proposed": "Proposed", "accepted": "Accepted", "superseded": "Superseded"}
_EXAMPLE = "vLLM has two more releases, 2027-06-01\nmeasured data for TGI are older than 18 months"
_PASTED = "decide-pasted"
_REFUSED = "decide-refused"


def combine(view: View) -> None:
    """Pasted links of colleagues become voices; each can be dropped again."""
    n = len(view["voice"])
    label = f"Voices ({n + view['mine']})" if n else "Voices"
    with st.popover(label, icon=":material/group:", key="decide-combine"):
        st.text_area(
            "Links of colleagues to this page, one a line",
            key=_PASTED,
            placeholder="https://…/decide?who=Ops&w-throughput=40",
        )
        st.button("Add these voices", key="decide-add-voices", on_click=_add, args=(view,))
        for refused in st.session_state.pop(_REFUSED, []):
            st.warning(plain(refused))
        view.toggle("mine", "The sliders of this page are a voice too")
        for n, stated in enumerate(view["voice"]):
            name = plain(stated.split(";")[0])
            rest = tuple(t for t in view["voice"] if t != stated)
            st.button(
                f"Drop {name}",
                key=f"decide-voice-drop-{n}",
                icon=":material/close:",
                on_click=view.set,
                kwargs={"voice": rest},
            )


def _add(view: View) -> None:
    found, refused = list(view["voice"]), []
    for line in st.session_state.get(_PASTED, "").splitlines():
        if not line.strip():
            continue
        try:
            found.append(voicing.voice_of_link(line, len(found) + 2))
        except ValueError as error:
            refused.append(f"Not used: {line.strip()[:120]}: {error}")
    st.session_state[_REFUSED] = refused
    st.session_state[_PASTED] = ""
    view.set(voice=tuple(dict.fromkeys(found)))


def words(view: View, drafted: Record) -> None:
    """The fields that people write; they travel in the link like every other control."""
    view.area("question", "Question", height=70, placeholder="Which framework serves …?")
    left, right = st.columns(2)
    with left:
        view.search("title", "Title", placeholder="Serve the assistant with …")
        view.area("context", "Context", height=120)
        view.area("decision", "Decision", height=120)
    with right:
        status, day = st.columns(2)
        with status:
            view.select("status", "State", format_func=STATUSES.get)
        with day:
            view.search("day", "Day", placeholder=dt.date.today().isoformat())
        view.area("dissent", "Dissent", height=120)
        view.area("consequences", "Consequences", height=120)
    view.area("again", "When to look again", height=100, placeholder=_EXAMPLE)
    known = view["again"].splitlines()
    with st.container(horizontal=True, gap="small"):
        for n, event in enumerate(e for e in wording.revisits(drafted) if e not in known):
            st.button(
                f"When {plain(event)}",
                key=f"decide-again-{n}",
                icon=":material/add:",
                type="tertiary",
                on_click=_look_again,
                args=(view, event),
            )


def _look_again(view: View, event: str) -> None:
    """Adds a line to what stands there now, typed after the button was drawn or before."""
    lines = [*st.session_state["decide-again"].splitlines(), event]
    view.set(again="\n".join(lines)[:300])


def record_of(view: View, drafted: Record) -> Record:
    """The record to keep: with the words, the day, and the link that reopens exactly this."""
    day = wording.made_on(view.values, dt.date.today())
    shown = {"mode": "record", "step": "question", "claim": "", "one": "vllm"}
    link = view.share_url(store.version(), day=day.isoformat(), **shown)
    return finished(drafted, wording.words(view.values), full_url(link), day)


def export(view: View, drafted: Record) -> None:
    """A button that opens the record's files.

    They stand in a dialog, since a file is made from the last run: beside the text boxes, a click
    right after typing would save what was written before.
    """
    if view["day"] and wording.day_of(view["day"]) is None:
        st.warning(f"“{plain(view['day'])}” is no day such as 2026-11-25; today is used.")
    # The callback keeps what was typed just now, which the address does not know yet.
    if st.button("Export the record", icon=":material/download:", on_click=view.set):
        try:
            record = record_of(view, drafted)
        except ValueError as error:
            st.error(f"No record can be made: {plain(error)}. Shorten what is written.")
            return
        st.dialog("Decision record")(_files)(record)


def _files(record: Record) -> None:
    """The record as PDF, HTML, Markdown, JSON, and all of it in one archive with the charts."""
    forms = {
        "PDF": ("pdf", lambda: documents.pdf(record)),
        "HTML": ("html", lambda: documents.html(record).encode()),
        "Markdown": ("md", lambda: documents.markdown(record).encode()),
        "JSON": ("json", lambda: to_json(record)),
        "All, with charts": ("zip", lambda: documents.zipped(documents.bundle(record))),
    }
    st.markdown(f"**{plain(record.words.title or 'Decision without a title')}**")
    for label, (ending, make) in forms.items():
        st.download_button(
            label,
            make,
            file_name=f"decision.{ending}",
            icon=":material/download:",
            on_click="ignore",
            key=f"decide-download-{ending}",
        )
    st.markdown(
        text.grey(
            f"Data version {record.data_version}. This link, which stands in every file, reopens "
            "the state with its words: whoever has it can read them."
        )
    )
    st.code(record.link, language=None, wrap_lines=True)


def compare(view: View) -> None:
    """An old record dropped here: what its evidence and ranking say today."""
    card_head(
        "Open a record",
        "Drop the JSON of an older decision to see what has changed since",
        level=2,
    )
    dropped = st.file_uploader(
        "Decision record, JSON", type="json", key="decide-old", max_upload_size=5
    )
    if dropped is None:
        return
    try:
        old = from_json(dropped.getvalue())
        values = _values_of(view, old)
        now = sheet(values)
    except ValueError as error:
        st.error(plain(f"{dropped.name}: {error}"))
        return
    st.button(
        "Show the page as it was set up then",
        key="decide-reopen",
        on_click=view.set,
        kwargs=values,
        icon=":material/history:",
    )
    if now.record is None:
        st.warning(f"With today’s data: {plain(now.why_not)}.")
        return
    _since(old, now.record)


def _values_of(view: View, old: Record) -> dict:
    """Values of the old record's link; ValueError where it has none to this page."""
    address = urlsplit(old.link)
    if not address.path.rstrip("/").endswith("/decide"):
        raise ValueError("its link does not lead to this page")
    values, _ = parse("decide", parse_qs(address.query), view.choices)
    return values


def _since(old: Record, new: Record) -> None:
    found = differences(old, new)
    names = {o.id: o.name for o in (*old.options, *new.options)}
    changed = "has changed" if found.ranking_changed else "is the same"
    counts = (
        f"{plural(len(found.changed), 'piece')} of evidence changed, "
        f"{len(found.added)} added, {len(found.gone)} gone"
    )
    st.markdown(f"### The ranking {changed}: {counts}", anchors=False)
    st.markdown(
        text.grey(
            f"Data version {plain(old.data_version)} of {old.made_on.isoformat()} against "
            f"{plain(new.data_version)} today"
        )
    )
    left, right = st.columns(2)
    for column, title, ranking in (
        (left, "Then", found.old_ranking),
        (right, "Now", found.new_ranking),
    ):
        rows = [
            {
                "Rank": MISSING if p.rank is None else str(p.rank),
                title: plain(names[p.option]),
                "Score": MISSING if p.score is None else f"{p.score:.2f}",
            }
            for p in ranking
        ]
        column.table(rows, border="horizontal", hide_index=True)
    lines = changes(found, old, new)
    if len(lines):
        st.table(lines.map(plain), border="horizontal", hide_index=True)


def changes(found: Differences, old: Record, new: Record) -> pd.DataFrame:
    """One row for each piece of evidence that differs: where, what, then, now."""
    names = {o.id: o.name for o in (*old.options, *new.options)}
    labels = {c.id: c.label for c in (*old.criteria, *new.criteria)}
    rows = [
        *(("changed", c.old, c.old, c.new) for c in found.changed),
        *(("added", line, None, line) for line in found.added),
        *(("gone", line, line, None) for line in found.gone),
    ]
    return pd.DataFrame(
        [
            {
                "": what,
                "Framework": names[at.option],
                "Criterion": labels[at.criterion],
                "Then": _line(before),
                "Now": _line(after),
            }
            for what, at, before, after in rows
        ]
    )


def _line(line) -> str:
    return MISSING if line is None else f"{line.shown or 'missing'}: {line.text} {line.as_of}"


def pinned(view: View, made: Sheet, version: str) -> None:
    """Under newer data than the link's: its ranking beside today's."""
    if not view.pinned or view.pinned == version or not view["was"]:
        return
    rows = wording.then_and_now(view["was"], made.record)
    same = (rows.Then.str.rsplit(" ", n=1).str[0] == rows.Now.str.rsplit(" ", n=1).str[0]).all()
    verb = "is the same" if same else "has changed"
    with st.container(border=True):
        card_head(
            f"Since this link was made the ranking {verb}",
            "Drop the record’s JSON under Record to see which evidence changed",
        )
        st.table(rows.astype(str).map(plain), border="horizontal", hide_index=True)
