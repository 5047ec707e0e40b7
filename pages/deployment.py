"""How do we spread a model over GPUs, start it and watch it?"""

import streamlit as st

from tradeoffs import links, store, ui
from tradeoffs.charts import starting as starting_chart
from tradeoffs.comparison import monitoring, starting
from tradeoffs.comparison import parallelism as par
from tradeoffs.formats import listing, plain, plural
from tradeoffs.ui import deploying
from tradeoffs.vocabulary import FRAMEWORKS

support = store.ask("parallelism_support")
stated = store.ask("parallelism_statements")
deployed = store.ask("deployment_statements")
catalogue = monitoring.with_paths(store.ask("metric_names"))
every_start = store.ask("startup_times", counted=(), gpus=())
view = links.read(
    "deployment",
    claim=store.ask("claim_ids").claim_id,
    gpu=sorted(every_start.gpu_label.unique()),
    path=monitoring.path_labels(catalogue),
)


def spreading() -> None:
    """Strategy × framework with flags; one strategy's flags ready to copy; what was written."""
    names = par.frameworks_in(support, others=view["others"])
    title = par.flags_answer(support)
    with st.container(border=True):
        ui.card_head(title, "Parallelism strategies and the setting that turns each on")
        view.toggle("others", "Show context frameworks")
        deploying.strategy_grid(support, names)
        view.segments("strategy", "Settings for", format_func=par.STRATEGIES.get)
        st.markdown(ui.grey("Names as documented; the values depend on your GPUs."))
        deploying.flags(support[support.strategy == view["strategy"]], names)
        source = f"{plural(len(support), 'framework and strategy pair')} read from documentation."
        ui.foot(view, source, key="deployment-strategies", rows=support, title=title)
    deploying.statements(
        view,
        stated.assign(said=[par.stated_as(r) for r in stated.itertuples()]),
        "As written on parallelism",
    )


def running() -> None:
    """Images, containers and scaling as written."""
    deploying.images(view, store.ask("framework_images"), deployed)
    said = deployed[deployed.aspect.str.startswith(("scaling", "multi"))]
    deploying.statements(view, deploying.in_words(said), "As written on scaling")


def start_times() -> None:
    """Cold starts where measured, and what the founding text makes of them."""
    counted = starting.counted_values(view["counted"])
    rows = store.ask("startup_times", counted=counted, gpus=view["gpu"])
    st.markdown("## Cold start", anchors=False)
    deploying.cold_start_note(view, store.ask("startup_statements"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view.segments("counted", "Counted", format_func=starting.counted_label, width="content")
        view.pills("gpu", "GPU", width="content")
    if rows.empty:
        where = listing([plain(g) for g in view["gpu"]])
        what = f"No {starting.counted_label(view['counted']).lower()} was timed on {where}"
        exists = f"{plural(len(every_start), 'start')} were timed in all."
        without = store.ask("startup_times", counted=counted, gpus=())
        other = store.ask("startup_times", counted=(), gpus=view["gpu"])
        loosen = {"gpu": len(without), "counted": len(other)}
        ui.nothing_found(view, what, exists, loosen, {"counted": {"counted": "all"}})
        return
    title = starting.answer(rows, view["counted"])
    lanes = starting.lanes(rows)
    present = set(rows.framework)
    marks = [ui.framework(f, ui.theme(), bold=False) for f in FRAMEWORKS if f in present]
    st.markdown(f":small[{' &ensp; '.join(marks)}]")
    ui.chart_card(
        view,
        starting_chart.lanes(lanes, theme=ui.theme(), title=title),
        key="deployment-starts",
        title=title,
        caption="Each mark is a start; under each name what the clock ran over. Not TTFT. "
        + starting.untimed(every_start),
        source=starting.sources_line(rows),
        rows=rows,
    )


def watching() -> None:
    """Exact metric names by serving path, and PromQL for the common panels."""
    st.markdown("## Monitoring", anchors=False)
    names = monitoring.names_table(catalogue, others=view["others"])
    title = monitoring.coverage_answer(catalogue)
    how = "Exact exported names; “–” was not looked up. Click a cell that is cut to read it whole."
    with st.container(border=True):
        ui.card_head(title, how)
        source = f"{plural(len(catalogue), 'entry', 'entries')} read from code and documentation."
        columns = deploying.metric_columns(names)
        key = "deployment-metrics"
        ui.table(
            view,
            names,
            key=key,
            title=title,
            source=source,
            column_config=columns,
            height="content",
        )
    said = deployed[deployed.aspect.isin(("monitoring", "key-metrics"))]
    deploying.statements(view, deploying.in_words(said), "As written on monitoring")
    labels = monitoring.path_labels(catalogue)
    st.markdown(f"### Queries to copy for {plain(labels[view['path']])}", anchors=False)
    view.select("path", "Server", format_func=labels.get, width=330)
    deploying.queries(catalogue, view["path"])


ui.page_head(view, par.answer(support), deploying.measure(support, every_start, catalogue))
spreading()
st.markdown("## Containers and scaling", anchors=False)
running()
start_times()
watching()
ui.claim_drawer(view)
