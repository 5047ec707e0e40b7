"""Where does every figure come from, and how old is it?"""

import streamlit as st

from tradeoffs import links, sourcebook, store, ui
from tradeoffs.charts import source_ages
from tradeoffs.formats import plain, plural
from tradeoffs.ui import sourcebook as pieces

FILTERS = ("kind", "coll", "licence", "q")


def ask(view: links.View, **changes):
    """The sources that the view's filters leave; ``changes`` replace single filters."""
    chosen = {**view.pick(*FILTERS), **changes}
    return store.ask(
        "source_list",
        kinds=chosen["kind"],
        collections=chosen["coll"],
        licence=chosen["licence"],
        search=chosen["q"].strip() or None,
    )


def filters(view: links.View) -> None:
    """One row of controls: text, kind, licence, collection."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        view.search("q", "Find", placeholder="publisher, model, GPU …", width=220)
        view.pills("kind", "Kind", format_func=lambda k: sourcebook.KINDS.get(k, k))
        view.segments("licence", "Licence", format_func=sourcebook.LICENCES.get)
        view.pills("coll", "Collection", format_func=lambda c: sourcebook.COLLECTIONS.get(c, c))


def sources(view: links.View) -> None:
    """Ages, the table and the record of one source."""
    rows = ask(view)
    if rows.empty:
        loosen = {k: len(ask(view, **{k: links.KEYS["sources"][k].default})) for k in FILTERS}
        exists = f"{plural(len(everything), 'source')} are held in all."
        ui.nothing_found(view, "No source fits these filters", exists, loosen)
        return
    drawn = sourcebook.by_kind(rows)
    if not drawn.empty:
        title = sourcebook.kinds_title(rows)
        ui.chart_card(
            view,
            source_ages.strip(drawn, theme=ui.theme(), title=title),
            key="sources-ages",
            title=title,
            caption="One mark a source at its date of publication; the area grows with its rows; "
            "hollow where no licence is stated",
            source=sourcebook.drawn_note(rows),
            rows=drawn,
        )
    pieces.source_table(view, rows)


def method(view: links.View, matched) -> None:
    """What the figures mean and when they compare."""
    left, right = st.columns(2)
    with left:
        pieces.comparability(sourcebook.matched_sentence(matched))
        pieces.citing_mlperf()
    with right:
        pieces.quality_flags(view, store.ask("quality_flags"))
    pieces.glossary()


def head(view: links.View) -> None:
    """The answer of the chosen part and the line under it."""
    version = f"data version {plain(store.version())}"
    if view["part"] == "method":
        about = "Only like with like can rank; every flag and term in words"
        ui.page_head(view, sourcebook.method_answer(matched), f"{about}; {version}")
    elif view["part"] == "tables":
        ui.page_head(view, sourcebook.tables_answer(extent), f"What is held, how much; {version}")
    else:
        found = ask(view)
        rows = everything if found.empty else found
        measure = f"{sourcebook.listed_measure(rows)}; {version}"
        ui.page_head(view, sourcebook.listed_answer(rows), measure)


choices = store.ask("source_choices")
view = links.read(
    "sources",
    kind=[k for k in sourcebook.KINDS if k in set(choices.kind)],
    coll=[c for c in sourcebook.COLLECTIONS if c in set(choices.collection)],
    source=choices.source_id,
)
everything = ask(view, **{k: links.KEYS["sources"][k].default for k in FILTERS})
matched = store.ask("matched_setups").iloc[0].astype(int).to_dict()
extent = store.ask("table_extent")
head(view)
view.segments("part", "Part", format_func=sourcebook.PARTS.get, label_visibility="collapsed")
if view["part"] == "method":
    method(view, matched)
elif view["part"] == "tables":
    pieces.table_list(view, extent)
    pieces.price_list(view, store.ask("price_offers"))
else:
    filters(view)
    sources(view)
pieces.record_drawer(view, everything)
