"""Bringing results: files in, what they hold, the facts they leave out, and where to keep them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from tradeoffs import store
from tradeoffs.formats import plain, plural
from tradeoffs.importers import preview
from tradeoffs.importers.facts import Declared
from tradeoffs.importers.inputs import from_upload
from tradeoffs.importers.problems import ImportProblem
from tradeoffs.importers.reading import read_files
from tradeoffs.importers.reports import Report
from tradeoffs.importers.rows import names_of
from tradeoffs.links import View
from tradeoffs.ui import text
from tradeoffs.ui.own import desk
from tradeoffs.ui.show import card_head
from tradeoffs.ui.yours_facts import facts

_MOST_MEGABYTES = 300
_READ, _TURN, _SAID = "yours.read", "yours.turn", "yours.said"

_WHAT = (
    "Result files of vLLM, SGLang, TensorRT-LLM, TGI, Triton, GuideLLM, GenAI-Perf, AIPerf, "
    "inference-perf, LLMPerf, genai-bench, MLPerf, InferenceX or llm-d, a CSV, or a zip of them. "
    "What a file is follows from its content. Prompts and answers are never kept."
)


@dataclass(frozen=True)
class _Read:
    """Files as they were read under some declared facts."""

    key: tuple
    reports: list[Report]
    declared: Declared


def bring(view: View, *, more: bool) -> None:
    """Takes files and, once they are there, shows and keeps them; folded where it is for more."""
    _tell()
    turn = st.session_state.setdefault(_TURN, 0)
    place = st.expander("Bring more results") if more else st.container(border=True)
    with place:
        if not more:
            card_head("Bring results")
        st.markdown(text.grey(_WHAT))
        uploads = st.file_uploader(
            "Result files",
            accept_multiple_files=True,
            label_visibility="collapsed",
            max_upload_size=_MOST_MEGABYTES,
            key=f"yours-files-{turn}",
        )
        if not uploads:
            _forget()
            return
        _look(view, uploads, turn)


def _look(view: View, uploads: Sequence[Any], turn: int) -> None:
    names = names_of(store.data_folder())
    plain_read = _read(uploads, Declared({}), f"{_READ}.bare")
    stated = facts(*preview.asked(plain_read.reports), names, turn)
    try:
        declared = Declared.of(stated, names)
    except ImportProblem as problem:
        st.error(plain(problem), icon=":material/error:")
        declared = Declared({})
    read = _read(uploads, declared, _READ) if declared.cells else plain_read
    st.session_state[_READ] = read
    st.markdown(f"#### {preview.sentence(read.reports)}", anchors=False)
    _tables(read.reports)
    _keep_row(view, read, turn)


def _read(uploads: Sequence[Any], declared: Declared, place: str) -> _Read:
    """The files, read once for the same files and facts; a bar says how far it is."""
    key = (tuple(u.file_id for u in uploads), tuple(declared.cells.items()))
    known = st.session_state.get(place)
    if known is not None and known.key == key:
        return known
    inputs = [i for u in uploads for i in from_upload(u.name, u.getvalue())]
    bar = st.progress(0.0)
    names = names_of(store.data_folder())
    reports = read_files(inputs, names, declared, _progress(bar, len(inputs)))
    bar.empty()
    found = _Read(key, reports, declared)
    st.session_state[place] = found
    return found


def _progress(bar: Any, total: int) -> Callable[[str], None]:
    """Moves the bar a hundred times at most: each move is a message to the browser."""
    done = 0

    def moved(name: str) -> None:
        nonlocal done
        done += 1
        if done * 100 // total != (done - 1) * 100 // total:
            bar.progress(done / total, text=f"{done} of {plural(total, 'file')}: {plain(name)}")

    return moved


def _tables(reports: Sequence[Report]) -> None:
    """Per file, per rejected run, per point; text of files stays text in a table."""
    refused = preview.refusals(reports)
    labels = ["Files", f"Not taken ({len(refused)})", "Points"]
    by_file, by_run, by_point = st.tabs(labels)
    with by_file:
        st.dataframe(preview.files(reports), hide_index=True, placeholder="–", alt="Files read")
    with by_run:
        st.dataframe(refused, hide_index=True, placeholder="–", alt="What was not taken, and why")
    with by_point:
        points = preview.points(reports)
        st.dataframe(points, hide_index=True, placeholder="–", alt="Points as they would be kept")
        if len(points) == preview.MOST_POINTS:
            st.markdown(text.grey(f"The first {preview.MOST_POINTS} are shown."))


def _keep_row(view: View, read: _Read, turn: int) -> None:
    ready = any(r.points for r in read.reports)
    st.text_input(
        "Name of the batch",
        max_chars=120,
        key=f"yours-name-{turn}",
        placeholder="named after its files unless you say otherwise",
        disabled=not ready,
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for where, label, icon in (
            ("session", "Keep in this browser session", "tab"),
            ("team", "Save to the team workspace", "group"),
        ):
            st.button(
                label,
                icon=f":material/{icon}:",
                key=f"yours-keep-{where}",
                disabled=not ready,
                on_click=_keep,
                args=(view, where, turn),
            )
        st.markdown(
            text.grey(
                "Kept in the session, nobody else sees it and it is gone when you close the page. "
                "The workspace is shared by all who use this dashboard."
            ),
            width="stretch",
        )


def _keep(view: View, where: str, turn: int) -> None:
    """Keeps what is ready, opens the batch and empties the box for files."""
    read: _Read = st.session_state[_READ]
    name = st.session_state.get(f"yours-name-{turn}") or ""
    at_hand = desk()
    keeper = at_hand.session if where == "session" else at_hand.team.workspace
    try:
        saved = keeper.save(read.reports, read.declared, store.data_folder(), name)
    except OSError as error:
        say("error", f"The workspace cannot be written: {error.strerror or error}")
        return
    if saved.batch is not None:
        say("success", f"{plural(saved.batch.points, 'point')} kept as {saved.batch.name}.")
        view.set(batch=saved.batch.id)
    else:
        say("info", "Nothing new: every point of these files is kept already.")
        view.set(batch=next((b for b in saved.already.values() if b), ""))
    st.session_state[_TURN] = turn + 1
    _forget()


def _forget() -> None:
    """Lets go of what was read."""
    for place in (_READ, f"{_READ}.bare"):
        st.session_state.pop(place, None)


def say(kind: str, words: str) -> None:
    """Remembers a message for the next run of the page; ``kind``: success, info or error."""
    st.session_state[_SAID] = (kind, words)


_ICONS: Mapping[str, str] = {"success": "check", "info": "info", "error": "error"}


def _tell() -> None:
    if (said := st.session_state.pop(_SAID, None)) is not None:
        kind, words = said
        getattr(st, kind)(plain(words), icon=f":material/{_ICONS[kind]}:")
