"""Controls of the decide page: weights, must-haves, how to count, what was measured, own stars."""

from __future__ import annotations

import streamlit as st

from tradeoffs.comparison.methods import FAMILIES
from tradeoffs.comparison.ratings import LABELS
from tradeoffs.decide import voicing, wording
from tradeoffs.decide.catalog import KIND_TITLES, MUST_HAVES, WEIGHABLE
from tradeoffs.decide.sheet import Sheet
from tradeoffs.formats import plain
from tradeoffs.links import KEYS, View
from tradeoffs.ui import text
from tradeoffs.ui.show import card_head
from tradeoffs.vocabulary import FRAMEWORKS, GENERATIONS, framework_label


def weights(view: View) -> None:
    """Sliders of points by kind of evidence; only the proportions count."""
    card_head("What matters to us", "Points; only their proportions count. 0 leaves one out.")
    view.search("who", "Whose weights are these?", placeholder="Name or team")
    for kind, title in KIND_TITLES.items():
        mine = [w for w in WEIGHABLE if w.kind == kind]
        points = sum(view[w.key] for w in mine)
        with st.expander(f"{title}: {points:g} points", expanded=True, key=f"decide-{kind}"):
            for w in mine:
                view.slider(w.key, w.label)
    opening = {w.key: KEYS["decide"][w.key].default for w in WEIGHABLE}
    equal = {w.key: 10 for w in WEIGHABLE}
    none = dict.fromkeys(opening, 0)
    with st.container(horizontal=True, gap="small"):
        for label, values in (("Opening", opening), ("All 10", equal), ("All 0", none)):
            st.button(label, key=f"decide-points-{label}", on_click=view.set, kwargs=values)


def shortlist(view: View, sheet: Sheet) -> None:
    """Must-haves, whom each put out and by what evidence, and what could not be told."""
    card_head(wording.shortlist_title(sheet), "Must-haves exclude before anything is added up")
    labels = MUST_HAVES | {
        "precision": f"{FAMILIES[view['family']]} on {GENERATIONS[view['gen']]}",
    }
    view.pills("must", "Must-haves", format_func=labels.get)
    verdicts(sheet)


def verdicts(sheet: Sheet, limit: int = 300) -> None:
    """A line for each exclusion and for each must-have that could not be told."""
    for found, word, icon in (
        (sheet.grounds.chosen.excluded, "is out", "block"),
        (sheet.grounds.chosen.unknown, "stays, though nothing settles it", "help"),
    ):
        for row in wording.verdict_rows(found):
            said = row["text"] if len(row["text"]) <= limit else f"{row['text'][:limit]} …"
            st.markdown(
                f":material/{icon}: **{plain(row['option'])}** {word}: "
                f"“{plain(row['must_have'])}” – "
                f"{text.cited(said, row['url'], row['as_of'])}"
            )


def counting(view: View) -> None:
    """Rules for what is missing or fell, the options, and the GPU and precision of the facts."""
    with st.popover("Counting", icon=":material/tune:", key="decide-counting"):
        view.pills("fw", "Options (none means all)", format_func=framework_label)
        view.segments("rule", "A missing value", format_func=wording.RULE_LABELS.get)
        view.segments("fallen", "A rating that fell", format_func=wording.FALLEN_LABELS.get)
        view.select("gen", "Our GPU generation", format_func=lambda g: GENERATIONS.get(g, g))
        view.select("family", "Our precision", format_func=FAMILIES.get)


def measured_where(view: View) -> None:
    """Which matched measurements count: model, GPU, precision, load, and the base of ratios."""
    with st.popover("Data used", icon=":material/filter_list:", key="decide-where"):
        view.select("base", "Ratios against", format_func=framework_label)
        for key, label in (("model", "Model"), ("gpu", "GPU"), ("prec", "Precision")):
            hint = f"all {len(view.choices[key])}"
            view.multiselect(key, label, placeholder=hint)
        left, right = st.columns(2, wrap=False)
        with left:
            view.number("load_from", "Load from")
        with right:
            view.number("load_to", "to")
        st.markdown(
            text.grey("Fewer than 5 pairs or 3 set-ups give no ratio: the reading is then missing.")
        )


def own_stars(view: View) -> None:
    """The team's own stars: a form to add one with its reason, and the list of those in force."""
    n = len(view["own"])
    label = f"Own stars ({n})" if n else "Own stars"
    with st.popover(label, icon=":material/edit:", key="decide-own"):
        with st.form("decide-own-form", border=False, clear_on_submit=True):
            st.selectbox("Framework", FRAMEWORKS, key="decide-own-f", format_func=framework_label)
            st.selectbox("Rating", list(LABELS), key="decide-own-c", format_func=LABELS.get)
            st.slider("Stars", 0.0, 5.0, 3.0, 0.5, key="decide-own-s")
            st.text_input("Reason", key="decide-own-r", max_chars=120)
            st.form_submit_button("Use our stars", on_click=_add_own, args=(view,))
        if st.session_state.pop("decide-own-lacks", False):
            st.warning("Own stars need a reason.")
        for n, stated in enumerate(view["own"]):
            _own_line(view, n, stated)


def _own_line(view: View, n: int, stated: str) -> None:
    try:
        own = voicing.own_stars(stated)
    except ValueError:
        return  # the notice above the page names it
    said = f"{framework_label(own.framework)}, {LABELS[own.criterion]}: {own.stars:g} ★"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(said)}** {text.grey(plain(own.reason))}", width="stretch")
        rest = tuple(t for t in view["own"] if t != stated)
        st.button(
            "Drop",
            key=f"decide-own-drop-{n}",
            icon=":material/close:",
            type="tertiary",
            on_click=view.set,
            kwargs={"own": rest},
        )


def _add_own(view: View) -> None:
    state = st.session_state
    reason = " ".join(state["decide-own-r"].split())
    if not reason:
        state["decide-own-lacks"] = True
        return
    own = voicing.OwnStars(
        state["decide-own-f"], state["decide-own-c"], float(state["decide-own-s"]), reason
    )
    start = f"{own.framework};{own.criterion};"
    rest = [t for t in view["own"] if not t.startswith(start)]
    view.set(own=(*rest, voicing.own_text(own)))
