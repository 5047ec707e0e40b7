"""How own points compare: a chart of each beside its published one and its band, and the table."""

from __future__ import annotations

from functools import partial

import streamlit as st

from tradeoffs import calibrated, store
from tradeoffs.charts import own as chart
from tradeoffs.comparison import own, own_words
from tradeoffs.evidence.asking import LENGTHS, LOAD_TOLERANCE
from tradeoffs.formats import plain
from tradeoffs.links import View
from tradeoffs.metrics import METRICS
from tradeoffs.ui import text
from tradeoffs.ui.frame import theme
from tradeoffs.ui.own import desk
from tradeoffs.ui.show import card_head, chart_card, table
from tradeoffs.workspace.desk import Listed


def found(view: View, one: Listed) -> own.Compared:
    """The batch compared in the metric of the link."""
    at_hand = desk()
    tables = at_hand.tables(store.current(), [one.batch.id])
    metric = view["metric"]
    points = tables.ask("own_points", sources=at_hand.sources(one.batch.id), metric=metric)
    ids = points.result_id.head(own.MOST).tolist()
    nearest = tables.ask(
        "own_nearest", ids=ids, metric=metric, **LENGTHS, load_tolerance=LOAD_TOLERANCE
    )
    return own.compare(points, nearest, metric, calibrated.facts(), calibrated.calibration())


def compared(view: View, rows: own.Compared) -> None:
    """Chart and table of the comparison; a sentence where there is nothing to draw."""
    if rows.rows.empty:
        with st.container(border=True):
            card_head(
                "Nothing to compare in this figure",
                "Other figures may be stated. MLPerf results of one's own are compared with none.",
            )
        return
    _chart(view, rows)
    with st.container(border=True):
        card_head(
            "What each is compared with",
            "A ratio stands only where model, framework, GPU and count, precision, parallelism, "
            "lengths and load agree; otherwise the difference is named.",
        )
        listed = own_words.table(rows, own_words.MOST_LISTED)
        table(
            view,
            listed.dropna(axis="columns", how="all"),
            key="yours-table",
            title="Own points and the published ones most like them",
            source=own_words.source(rows, len(listed), "listed"),
            download=partial(own_words.table, rows),
            placeholder="–",
        )


def _chart(view: View, rows: own.Compared) -> None:
    metric = METRICS[view["metric"]]
    drawn = own_words.drawn(rows)
    title = "Each point beside the published one most like it"
    better = "further right" if metric.better == "higher" else "further left"
    shared = own_words.shared(rows)
    st.markdown(
        text.grey(
            "Filled: ours, pale where doubtful. Hollow with a line: its published twin, alike in "
            "all but the source. Hollow and pale: the nearest published point, which differs in "
            "what the table names. Bar and "
            "tick: band and estimate of the what-if model."
            + (f" All points: {plain(shared)}." if shared else "")
        )
    )
    chart_card(
        view,
        chart.rows(drawn, theme=theme(), title=title),
        key="yours-compared",
        title=title,
        caption=f"{metric.axis}; {better} is better. {metric.definition}",
        source=own_words.source(rows, len(drawn), "drawn"),
        rows=drawn,
    )
