"""Which star ratings still stand?"""

import streamlit as st

from tradeoffs import links, store, ui
from tradeoffs.charts import radar
from tradeoffs.charts import ratings as charts
from tradeoffs.comparison import pair, ratings
from tradeoffs.linkkeys import CRITERIA, KEYS, WEIGHT_KEYS
from tradeoffs.ui.ratings import marks_legend, pair_grid, small_radars, star_grid
from tradeoffs.vocabulary import framework_label

VIEWS = {
    "matrix": "Matrix",
    "profiles": "Profiles",
    "pair": "Side by side",
    "weighted": "Weighted",
}
OPINIONS = "Opinions of the founding text, not measurements."

view = links.read("compare", claim=store.ask("claim_ids").claim_id)
a, b = view["a"], view["b"]
chosen = (a, b) if view["view"] == "pair" else view["fw"]
rows = ratings.in_order(store.ask("star_matrix", fw=chosen, crit=view["crit"]))
frameworks = list(rows.framework.unique())


def controls() -> None:
    """The view, and which frameworks and criteria it is about."""
    view.segments("view", "View", format_func=VIEWS.get, label_visibility="collapsed")
    with st.container(horizontal=True):
        if view["view"] == "pair":
            view.select("a", "Left", format_func=framework_label, width=200)
            view.select("b", "Right", format_func=framework_label, width=200)
        else:
            view.pills("fw", "Frameworks", format_func=framework_label, width="content")
        view.pills("crit", "Criteria", format_func=ratings.LABELS.get, width="content")


def matrix() -> None:
    """Every rating as a button: colour, stars, number and verdict."""
    star_grid(view, rows, frameworks)
    legend = ui.verdict_legend(rows.verdict.value_counts().to_dict())
    st.markdown(f"{ui.grey('Boxed: the rating no longer stands.')} &ensp; {legend}")
    source, title = ratings.evidence_line(rows), ratings.answer(rows)
    ui.foot(view, source, key="compare-matrix", rows=rows, title=title)


def profiles() -> None:
    """The radar with its dot-plot twin; beyond three frameworks a small radar each as well."""
    title = ratings.profile_title(rows)
    shared = {"source": f"{ratings.evidence_line(rows)} {OPINIONS}", "rows": rows}
    st.markdown(marks_legend(frameworks))
    left, right = st.columns(2)
    with left:
        enough = rows.criterion_id.nunique() >= radar.MIN_AXES
        caption = "Stars as written, 0 in the centre to 5; a missing rating is a gap"
        if enough:
            chart = radar.radar(rows, theme=ui.theme(), title=title)
            ui.chart_card(view, chart, key="compare-radar", title=title, caption=caption, **shared)
        else:
            st.info("A radar needs three criteria or more; the dots show one or two as well.")
    with right:
        second = "The same stars, to read values"
        caption = "Widest gap first; ties stand side by side"
        chart = charts.dots(rows, theme=ui.theme(), title=second)
        ui.chart_card(view, chart, key="compare-dots", title=second, caption=caption, **shared)
    if enough and len(frameworks) > 3:
        small_radars(rows)


def side_by_side() -> None:
    """Two frameworks: stars, written places and today's facts."""
    ranks = store.ask("pair_ranks", a=a, b=b)
    labelled = pair.labelled(ranks)
    title = pair.stars_title(rows, a, b)
    with st.container(border=True):
        ui.card_head(title, pair.fallen_sentence(rows, a, b))
        pair_grid(view, rows, list(dict.fromkeys((a, b))), labelled)
        st.markdown(ui.grey(pair.ranks_title(ranks, a, b)))
        source = f"{ratings.evidence_line(rows)} {OPINIONS}"
        ui.foot(view, source, key="compare-pair", rows=rows, title=title)
    facts = store.ask("pair_facts", a=a, b=b)
    title = pair.facts_title(facts, a, b)
    with st.container(border=True):
        ui.card_head(title, "What the projects are today")
        st.table(pair.facts_table(facts, a, b), border="horizontal", hide_index=True)
        ui.foot(view, pair.facts_source(facts), key="compare-facts", rows=facts, title=title)


def weighted() -> None:
    """Six weights, and what the written stars add up to under them."""
    left, right = st.columns([1, 2.2])
    shown = [c for c in CRITERIA if c in set(rows.criterion_id)]
    with left, st.container(border=True):
        ui.card_head("What matters to you", "Only the proportions count")
        equal = {key: KEYS["compare"][key].default for key in WEIGHT_KEYS.values()}
        weights = {c: view.slider(WEIGHT_KEYS[c], ratings.LABELS[c]) for c in shown}
        st.button("Equal weights", key="compare-equal", on_click=view.set, kwargs=equal)
    sums = ratings.totals(rows, weights)
    title = ratings.totals_title(sums)
    chart = charts.bars(sums, ratings.STANDING_WORDS, theme=ui.theme(), title=title)
    with right:
        source = f"{ratings.evidence_line(rows)} {OPINIONS}"
        caption = f"{ratings.standing_only(sums)} {ratings.BAR_LEGEND}"
        said = {"title": title, "caption": caption, "source": source}
        ui.chart_card(view, chart, key="compare-weighted", rows=sums, **said)


ui.page_head(view, ratings.answer(rows), ratings.MEASURE)
controls()
draw = {"matrix": matrix, "profiles": profiles, "pair": side_by_side, "weighted": weighted}
draw[view["view"]]()
ui.claim_drawer(view)
