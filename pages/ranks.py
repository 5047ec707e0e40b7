"""Do the written orders for latency and throughput hold where it was measured?"""

import streamlit as st

from tradeoffs import links, store, ui
from tradeoffs.charts import orders as charts
from tradeoffs.evidence import asking, orders
from tradeoffs.evidence import pairs as matched
from tradeoffs.ui import ranks as pieces
from tradeoffs.vocabulary import framework_label

offered = store.ask("pair_choices")
choices = {key: part.value.tolist() for key, part in offered.groupby("filter")}
view = links.read("ranks", claim=store.ask("claim_ids").claim_id, **choices)
base = view["base"]
claimed = store.ask("claimed_orders")
everything = store.ask("matched_pairs", **asking.parameters({**view.values, "unstated": True}))
pairs = store.ask("matched_pairs", **asking.parameters(view.values))


def written() -> None:
    """The three orders as written: slopes, and every place as a button into its claim."""
    left, right = st.columns([1, 1.6], gap="medium")
    title = "The three orders as written"
    with left:
        ui.chart_card(
            view,
            charts.slopes(claimed, theme=ui.theme(), title=title),
            key="ranks-written",
            title=title,
            caption="Top: place 1. Filled: holds; hollow: fell; pale: disputed or unverifiable",
            source=orders.source_line(claimed),
            rows=claimed,
        )
    with right, st.container(border=True):
        ui.card_head(
            orders.reasons_title(claimed),
            "Each place, and under it the reason given; all open their evidence",
        )
        with st.grid(3, min_column_width=230) as grid:
            for metric, name in orders.ORDERS.items():
                with grid.cell(), st.container(gap="xsmall"):
                    st.markdown(f"**{name}**")
                    pieces.places(view, claimed, metric)


def measured(metric: str) -> None:
    """The matched pairs of one metric, a strip a rival."""
    mine = pairs[pairs.metric == metric]
    found = matched.summaries(pairs, everything, metric, base)
    title = matched.title(found, metric, base)
    ui.chart_card(
        view,
        charts.strips(mine, found, base, theme=ui.theme(), title=title),
        key=f"ranks-{metric}",
        title=title,
        caption=f"{orders.MEASURES[metric]} ÷ {framework_label(base)}’s; {orders.BETTER[metric]}. "
        f"Large mark: median, bar: middle 80 % of pairs; beyond {matched.EDGE:g}× at the edge",
        source=matched.source_line(mine),
        rows=mine,
    )


def nothing() -> None:
    """What exists instead, and what each filter in use keeps out."""
    loosened = asking.loosened(view.values)
    counts = {key: len(store.ask("matched_pairs", **p)) for key, p in loosened.items()}
    exists = matched.exists_instead(everything)
    ui.nothing_found(view, f"No matched pair against {framework_label(base)}", exists, counts)


ui.page_head(view, orders.answer(claimed), matched.measure(pairs, everything, base))
written()
ui.card_head("The same orders where they were measured", orders.NOT_YET, level=2)
pieces.filters(view)
if pairs.empty:
    nothing()
else:
    for column, metric in zip(st.columns(3, gap="medium"), orders.ORDERS, strict=True):
        with column:
            measured(metric)
    title = "Matched pairs"
    with st.expander("The pairs, row by row"):
        ui.table(
            view,
            pairs,
            key="ranks-pairs",
            title=title,
            source=matched.source_line(pairs),
            height=320,
        )
st.page_link(
    "pages/benchmarks.py", label="Explore all measured points", icon=":material/scatter_plot:"
)
ui.claim_drawer(view)
