"""A kept batch: what it is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from tradeoffs import exporting, links, store
from tradeoffs.formats import count, day, plain, plural
from tradeoffs.links import View
from tradeoffs.metrics import METRICS
from tradeoffs.ui import text
from tradeoffs.ui.own import desk, name
from tradeoffs.ui.show import card_head
from tradeoffs.ui.yours_import import say
from tradeoffs.workspace.desk import Listed
from tradeoffs.workspace.manifest import MAX_NAME, MAX_NOTE, Batch

_FILES_SHOWN = 200


def opened(view: View, listed: Mapping[str, Listed]) -> Listed | None:
    """The batch of the link, else the newest; None where there is none at all.

    The view then names it, so that its link does.
    """
    if view["batch"] not in listed:
        view.values["batch"] = next(iter(listed), "")
    return listed.get(view["batch"])


def choose(view: View, listed: Mapping[str, Listed]) -> None:
    """The boxes for the batch and for the figure it is compared in."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        view.select("batch", "Batch", format_func=lambda key: name(listed[key]), width=460)
        view.select("metric", "Figure", format_func=lambda m: METRICS[m].label, width=320)


def damaged() -> None:
    """Names batches of the workspace that were set aside, with the reason."""
    found = desk().team.workspace.damaged()
    if found:
        lines = [f"- {plain(d.id)}: {plain(d.reason)}" for d in found[:8]]
        st.warning(
            f"{plural(len(found), 'batch', 'batches')} of the workspace could not be read and "
            "stand aside in its folder `damaged`; the rest is used:\n" + "\n".join(lines),
            icon=":material/report:",
        )


def card(view: View, one: Listed) -> None:
    """What the batch is, its files, and what can be done with it."""
    batch = one.batch
    with st.container(border=True):
        where = "only in this session" if one.is_private else "in the team workspace"
        card_head(plain(batch.name), _about(batch, where))
        if batch.note:
            st.text(batch.note)
        _actions(view, one)
        with st.expander(f"{plural(len(batch.files), 'file')} of this batch"):
            st.dataframe(_files(batch), hide_index=True, placeholder="–", alt="Files of the batch")
            if len(batch.files) > _FILES_SHOWN:
                st.markdown(text.grey(f"The first {_FILES_SHOWN} are shown."))


def _about(batch: Batch, where: str) -> str:
    declared = ", ".join(f"{k} = {plain(v)}" for k, v in batch.declared.items())
    told = f"Declared, not measured: {declared}." if declared else "Nothing was declared."
    return (
        f"{plural(batch.points, 'point')}, {where}, kept {day(batch.created.date())}, "
        f"batch `{batch.id}`. {told}"
    )


def _files(batch: Batch) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "File": f.name,
                "Tool": f.tool,
                "Version": f.tool_version,
                "Points": f.points,
                "Rejected": "; ".join(f.rejected) or None,
                "What to know": "; ".join(f.warnings) or None,
            }
            for f in batch.files[:_FILES_SHOWN]
        ]
    )


def _actions(view: View, one: Listed) -> None:
    batch = one.batch
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for slug, label, icon in (
            ("benchmarks", "Show among all points", "scatter_plot"),
            ("ranks", "Count in the ranks", "timer"),
        ):
            st.page_link(
                f"pages/{slug}.py",
                label=label,
                icon=f":material/{icon}:",
                query_params=links.params(slug, own=(batch.id,), **_view_of(slug, batch.id)),
            )
        with st.popover("Name and note", icon=":material/edit:", key="yours-edit"):
            _edit(batch)
        st.download_button(
            "Export CSV",
            partial(_csv, desk().keeper(batch.id).export, batch),
            file_name=f"serving-trade-offs-own-{batch.id}.csv",
            icon=":material/download:",
            on_click="ignore",
            key="yours-export",
        )
        if one.is_private:
            st.button(
                "Save to the team workspace",
                icon=":material/group:",
                key="yours-hand-over",
                on_click=_act,
                args=(batch.id, partial(_hand_over, batch)),
            )
        with st.popover("Delete", icon=":material/delete:", key="yours-delete"):
            whose = "here" if one.is_private else "for the whole team"
            st.markdown(f"Deletes {plural(batch.points, 'point')} {whose}. The files stay yours.")
            st.button(
                "Delete this batch",
                key="yours-delete-now",
                on_click=_act,
                args=(batch.id, partial(_delete, batch)),
            )


def _view_of(slug: str, key: str) -> dict[str, object]:
    """A view of the page in which the batch is seen: its most measured model, any length."""
    if slug != "benchmarks":
        return {}
    at_hand = desk()
    tables = at_hand.tables(store.current(), [key])
    options = tables.ask("own_models", sources=at_hand.sources(key))
    model = {"model": options.model_id.iloc[0]} if len(options) else {}
    return {**model, "len": "any"}


def _edit(batch: Batch) -> None:
    with st.form(f"yours-form-{batch.id}", border=False):
        new = st.text_input("Name", batch.name, max_chars=MAX_NAME, key=f"yours-rename-{batch.id}")
        note = st.text_area("Note", batch.note, max_chars=MAX_NOTE, key=f"yours-note-{batch.id}")
        if st.form_submit_button("Save", key=f"yours-save-{batch.id}"):
            _act(batch.id, partial(_rewrite, batch, new, note))
            st.rerun()


def _act(key: str, change: Callable[[], str]) -> None:
    """Does a change to a batch and says what came of it; others may have been there first."""
    try:
        say("success", change())
    except KeyError:
        say("error", f"The batch {key} is no longer here.")
    except ValueError as error:
        say("error", f"Not changed: {error}.")
    except OSError as error:
        say("error", f"The workspace cannot be written: {error.strerror or error}")


def _rewrite(batch: Batch, new: str, note: str) -> str:
    keeper = desk().keeper(batch.id)
    if new != batch.name:
        keeper.rename(batch.id, new)
    if note != batch.note:
        keeper.annotate(batch.id, note)
    return "Name and note saved."


def _hand_over(batch: Batch) -> str:
    saved = desk().session.hand_over(batch.id, desk().team.workspace, store.data_folder())
    if saved.batch is None:
        return "The team workspace has every point of this batch already."
    return f"{plural(saved.batch.points, 'point')} saved for the team."


def _delete(batch: Batch) -> str:
    desk().keeper(batch.id).delete(batch.id)
    return f"{batch.name} is deleted ({count(batch.points)} points)."


def _csv(export: Callable, batch: Batch) -> str:
    head = [f"Serving Trade-offs, own results: {batch.name}", f"Batch {batch.id}; {batch.note}"]
    return exporting.csv_text(export(batch.id).to_pandas(), head)
