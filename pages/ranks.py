"""Do the written orders for latency and throughput hold where it was measured?"""

import streamlit as st

from tradeoffs import links, store, ui
from tradeoffs.evidence import asking, findings, orders
from tradeoffs.ui import own, ranks_rows
from tradeoffs.ui import ranks as pieces

batches = own.include("ranks")
choices = asking.choices(store.ask("pair_choices"))
view = links.read("ranks", own=batches, claim=store.ask("claim_ids").claim_id, **choices)
pieces.keep_rival_apart(view)
claimed = store.ask("claimed_orders")
found = findings.find(view.values)
pairs = found.measured.pairs


def nothing() -> None:
    """What exists instead, and what each filter in use keeps out."""
    loosened = asking.loosened(view.values)
    counts = {key: findings.count_pairs(v) for key, v in loosened.items()}
    exists = orders.exists_instead(found.everything)
    ui.nothing_found(view, "No matched pair under these filters", exists, counts)


def measured() -> None:
    """Written against measured order, ratios with intervals, and where the better one changes."""
    for draw in (pieces.slope, pieces.forest):
        columns = st.columns(3, gap="medium")
        for column, metric in zip(columns, orders.ORDERS, strict=True):
            with column:
                draw(view, found, metric)
    ui.card_head(
        "Where it flips", "How the lead of one framework changes along a dimension.", level=2
    )
    pieces.flip(view, found)


ui.page_head(
    view,
    orders.answer(found.verdicts, claimed.claim_id),
    orders.measure(pairs, found.everything, found.too_old),
)
pieces.filters(view)
own.control(view)
if pairs.empty:
    nothing()
else:
    measured()
    ranks_rows.based_on(view, found)
    pieces.claims(view, claimed, found)
st.page_link(
    "pages/benchmarks.py", label="Explore all measured points", icon=":material/scatter_plot:"
)
ui.claim_drawer(view)
