"""How far off are the estimates, on set-ups the model never saw?"""

import streamlit as st

from tradeoffs import links, ui
from tradeoffs.formats import plain
from tradeoffs.planning import known as facts
from tradeoffs.planning import trust
from tradeoffs.ui import backtest as pieces

calibration = facts.now().calibration
tested, by_split = facts.tested()
offered = {"fw": sorted(tested["framework"].unique()), "gpu": sorted(tested["gpu"].unique())}
view = links.read("backtest", **offered)
rows = trust.chosen(tested, view.values, calibration)

if rows.empty:
    ui.page_head(view, "No held-out point under these filters", "Choose other filters.")
    pieces.filters(view)
    loosened = {k: len(trust.chosen(tested, {**view.values, k: ()}, calibration)) for k in offered}
    ui.nothing_found(
        view,
        "No held-out point under these filters",
        "Choose another quantity, or fewer filters.",
        loosened,
    )
    st.stop()
found = trust.errors(rows)
ui.page_head(
    view,
    plain(trust.title(found, view.values)),
    plain(trust.measure(found, view.values, calibration)),
)
pieces.filters(view)
left, right = st.columns([1.25, 1], gap="small")
with left:
    pieces.scatter(view, rows, calibration)
with right:
    pieces.pairs(view, rows)

left, right = st.columns([1.8, 1], gap="small")
with left:
    pieces.splits(view, by_split)
with right:
    pieces.untested(calibration)
pieces.farthest(view, rows)
st.page_link("pages/whatif.py", label="Back to the what-if scenarios", icon=":material/tune:")
