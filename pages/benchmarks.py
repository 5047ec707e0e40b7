"""What was measured for our model, GPU and load?"""

import streamlit as st

from tradeoffs import links, store, ui
from tradeoffs.explorer import filters, wording
from tradeoffs.ui import benchmark_filters as controls
from tradeoffs.ui import benchmark_views as views
from tradeoffs.ui import own

batches = own.include("benchmarks")
everything = store.ask("benchmark_options", model=None)
view = links.read("benchmarks", own=batches, **controls.choices(everything))
of_model = store.ask("benchmark_options", model=filters.query_filters(view.values)["model"])
moved = controls.follow_model(view, of_model)
only = filters.query_filters(view.values)
axes = filters.query_axes(view.values)
summary = store.ask(
    "benchmark_summary", **only, **{k: axes[k] for k in ("x", "y", "per_gpu")}
).iloc[0]
points = views.points(view, only, axes, int(summary.drawn))
readings = views.readings(view, points, summary)

ui.page_head(
    view,
    wording.page_answer(view.values, readings, summary),
    wording.measure(view.values, readings),
)
controls.narrow(view, of_model)
controls.filter_row(view, everything)
if moved:
    st.markdown(ui.grey(moved))
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    view.segments(
        "view",
        "View",
        label_visibility="collapsed",
        width="content",
        format_func={"chart": "Chart", "table": "Table", "coverage": "Coverage"}.get,
    )
    if view["view"] == "chart":
        controls.axes_popover(view)
    own.control(view)
    st.page_link("pages/mlperf.py", label="MLPerf has its own page", icon=":material/trophy:")

if not summary.points or (view["view"] == "chart" and not summary.drawn):
    views.nothing(view, summary, store.ask("benchmark_loosen", **only).iloc[0])
elif view["view"] == "coverage":
    views.coverage(view, store.ask("benchmark_coverage", **only), summary)
else:
    left, right = st.columns([2.6, 1], gap="medium")
    with right:
        views.record_panel(view)
    with left:
        if view["view"] == "chart":
            views.chart(view, points, readings, summary, only)
        else:
            views.table(view, summary, only)
