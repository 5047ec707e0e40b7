"""Meeting mode and brief of the decide page: one thing at a time, all of it without controls."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from tradeoffs.charts import decide as charts
from tradeoffs.decide import wording
from tradeoffs.decide.catalog import STEPS
from tradeoffs.decide.record import Record
from tradeoffs.decide.sheet import Sheet
from tradeoffs.decide.telling import told
from tradeoffs.formats import MISSING, plain, plural
from tradeoffs.links import View
from tradeoffs.ui import decide_controls as controls
from tradeoffs.ui import decide_record as records
from tradeoffs.ui import text
from tradeoffs.ui.frame import theme
from tradeoffs.ui.show import card_head, draw

# Streamlit sizes everything in rem, so one rule makes a page readable across a room.
_LARGE = """
html {
  font-size: clamp(17px, 1.45vw, 34px) !important;
}
"""


def meeting(view: View, sheet: Sheet) -> None:
    """The agenda step of the link, large; arrow keys go back and on, Escape leaves."""
    st.components.v2.component(
        "large-letters", css=_LARGE, html="<span></span>", isolate_styles=False
    )(key="decide-large")
    step = view["step"]
    _steer(view, step)
    steps: dict[str, Callable[[View, Sheet], None]] = {
        "question": _question,
        "must-haves": _must_haves,
        "options": _options,
        "evidence": _evidence,
        "ranking": _ranking,
        "sensitivity": _sensitivity,
        "decision": _decision,
    }
    steps[step](view, sheet)


def _steer(view: View, step: str) -> None:
    order = list(STEPS)
    at = order.index(step)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for label, to, key in (("Back", at - 1, "Left"), ("Next", at + 1, "Right")):
            inside = 0 <= to < len(order)
            st.button(
                label,
                key=f"decide-{label.lower()}",
                shortcut=key,
                disabled=not inside,
                on_click=view.set,
                kwargs={"step": order[to] if inside else step},
            )
        st.button(
            "Leave",
            key="decide-leave",
            shortcut="Escape",
            type="tertiary",
            on_click=view.set,
            kwargs={"mode": "page", "step": order[0]},
        )
        st.markdown(f":gray[{at + 1} of {len(order)}: {STEPS[step]}]", width="content")


def _title(said: str) -> None:
    st.markdown(f"# {plain(said)}", anchors=False)


def _question(view: View, sheet: Sheet) -> None:
    _title(view["question"] or "Which framework do we take?")
    st.markdown(plain_lines(view["context"]) or ":gray[No context is written yet.]")
    st.markdown(f":gray[{plain(wording.measure(sheet))}]")


def plain_lines(said: str) -> str:
    """A reader's text with its line breaks, shown letter by letter."""
    return "  \n".join(plain(line) if line.strip() else "" for line in said.splitlines())


def _must_haves(view: View, sheet: Sheet) -> None:
    _title(wording.shortlist_title(sheet))
    if sheet.grounds.must_haves:
        st.markdown(f":gray[{plain(', '.join(m.label for m in sheet.grounds.must_haves))}]")
    controls.verdicts(sheet, limit=110)


def _options(view: View, sheet: Sheet) -> None:
    _title(
        f"{len(sheet.grounds.chosen.kept)} of {len(sheet.grounds.table.options)} options take part"
    )
    out = {v.option: v.must_have.label for v in sheet.grounds.chosen.excluded}
    for option in sheet.grounds.table.options:
        status = sheet.grounds.statuses.get(option.id, "")
        fate = f"out: {out[option.id]}" if option.id in out else "takes part"
        name = text.framework(option.framework, theme(), name=option.name)
        st.markdown(f"{name} &ensp; {plain(status)}, {plain(fate)}")


def _evidence(view: View, sheet: Sheet) -> None:
    if sheet.record is None:
        return _title(wording.answer(sheet))
    rows = wording.matrix(sheet.record)
    cells = rows.drop(columns=["Criterion", "Weight"])
    missing = int((cells == MISSING).to_numpy().sum())
    _title(f"{cells.size - missing} of {cells.size} readings are known")
    st.table(rows.map(plain), border="horizontal", hide_index=True)


def _ranking(view: View, sheet: Sheet) -> None:
    _title(wording.answer(sheet))
    if sheet.record is not None:
        draw(charts.ranking(sheet.record, theme=theme(), size="large"), key="decide-large-ranking")


def _sensitivity(view: View, sheet: Sheet) -> None:
    if sheet.record is None:
        return _title(wording.answer(sheet))
    found = sheet.record.fragility
    _title(wording.capital(found.flip) or wording.answer(sheet))
    st.markdown(f":gray[{plain(wording.fragility_caption(sheet.record))}]")
    for swing in found.swings:
        st.markdown(f"- {plain(swing)}")
    chart = charts.weights(sheet.record, theme=theme(), size="large", live=True)
    if len(chart.rows["weights"]):
        draw(chart, key="decide-large-room")
    others = len(found.intervals) - len(chart.rows["weights"])
    st.markdown(f":gray[{plural(others, 'other weight')} alone cannot change it]")


def _decision(view: View, sheet: Sheet) -> None:
    _title(view["decision"] or view["title"] or "Not decided yet")
    st.markdown(f":gray[{plain(wording.answer(sheet))}]")
    _written(view, ("consequences", "dissent", "again"))
    if sheet.record is not None:
        records.export(view, sheet.record)


_HEADS = {
    "context": "Context",
    "decision": "Decision",
    "consequences": "Consequences",
    "dissent": "Dissent",
    "again": "Look at this again",
}


def _written(view: View, keys: tuple[str, ...]) -> None:
    for key in keys:
        if view[key].strip():
            card_head(_HEADS[key])
            st.markdown(plain_lines(view[key]))


def brief(view: View, sheet: Sheet) -> None:
    """Everything on one page for people who were not there: a figure and a sentence an option."""
    record = sheet.record
    _title(view["title"] or view["question"] or "Which framework do we take?")
    st.markdown(f"**{plain(wording.answer(sheet))}**")
    _written(view, ("context", "decision"))
    if record is not None:
        _scores(record)
    if sheet.grounds.chosen.excluded:
        card_head(plain(wording.shortlist_title(sheet)), level=3)
        controls.verdicts(sheet, limit=140)
    if record is not None and record.fragility.flip:
        card_head("What would change it")
        st.markdown(f"{plain(wording.capital(record.fragility.flip))}.")
    _written(view, ("consequences", "dissent", "again"))
    here = view.url(mode="page")
    st.markdown(
        f"{text.grey(plain(wording.measure(sheet)))}  \n[Open it with its controls]({here})"
    )


def _scores(record: Record) -> None:
    rows = []
    for place, reason in zip(told(record)["ranking"], wording.reasons(record), strict=True):
        rows.append(
            {
                "Rank": place["rank"],
                "Option": plain(place["name"]),
                "Score": plain(place["score"].split(" ")[0]),
                "Why": plain(reason),
            }
        )
    st.table(rows, border="horizontal", hide_index=True)
