"""The three views of the benchmark explorer: chart, table, coverage map."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from tradeoffs import store, ui
from tradeoffs.charts import coverage as coverage_chart
from tradeoffs.charts import explorer as explorer_chart
from tradeoffs.charts.base import Chart
from tradeoffs.explorer import cover, drawing, filters, frontier, listing, wording
from tradeoffs.formats import count, plural
from tradeoffs.links import View
from tradeoffs.ui.benchmark_record import record_panel
from tradeoffs.vocabulary import FRAMEWORKS

RAW_POINTS = 10_000
TABLE_ROWS = 1_000


def points(
    view: View, only: Mapping[str, Any], axes: Mapping[str, Any], drawn: int
) -> pd.DataFrame:
    """The chart's points; above ``RAW_POINTS`` cells with counts and the frontiers' points."""
    if drawn <= RAW_POINTS:
        return store.ask("benchmark_points", **only, **axes)
    return store.ask("benchmark_bins", **only, **axes, **view.pick("log_x", "log_y"))


def readings(view: View, rows: pd.DataFrame, summary: pd.Series) -> pd.DataFrame:
    """What each line gives at the chosen speed, best first; empty where lines do not compare."""
    if not wording.comparable(view.values, summary):
        rows = rows.head(0)
    return frontier.readings(rows, view["speed"], log_y=view["log_y"])


def chart(
    view: View,
    rows: pd.DataFrame,
    found: pd.DataFrame,
    summary: pd.Series,
    only: Mapping[str, Any],
) -> None:
    """What is mixed, then the scatter; a click on a point opens its record."""
    title = wording.chart_answer(view.values, found)
    generations = frontier.two_generations(rows.gpu_generation.tolist())
    spec, left_out = _scatter(view, rows, title, summary, with_speed=len(found) > 0)
    st.markdown(f":small[{wording.mixed(summary)}]")
    st.markdown(f":small[{_legend(rows)}]")
    ui.chart_card(
        view,
        spec,
        key="benchmarks-scatter",
        title=title,
        caption=wording.caption(view.values, generations, left_out, summary),
        source=wording.source_line(summary, view.values, binned=len(rows) and "points" in rows),
        rows=partial(_records, only),
        on_select=partial(_pick_point, view),
        selection_mode="picked_point",
    )


def _scatter(
    view: View, rows: pd.DataFrame, title: str, summary: pd.Series, *, with_speed: bool
) -> tuple[Chart, int]:
    """The chart, and how many series have no line in it."""
    drawn = drawing.sources(
        rows,
        lines=not wording.unlike(summary),
        by_gpu=view["lines"] == "gpu",
        speed=view["speed"] if with_speed else None,
        picked=view["point"],
        x_name=filters.axis_label(view["x"], view["per_gpu"]),
        y_name=filters.axis_label(view["y"], view["per_gpu"]),
        **view.pick("log_x", "log_y"),
    )
    spec = explorer_chart.scatter(
        drawn,
        title=title,
        n=int(summary.drawn),
        theme=ui.theme(),
        **view.pick("log_x", "log_y"),
    )
    return spec, rows.series.nunique() - drawn["lines"].series.nunique()


def _legend(rows: pd.DataFrame) -> str:
    """Shape and colour of each framework present; systems beside the five are grey, own ringed."""
    present = set(rows.framework)
    named = [ui.framework(f, ui.theme(), bold=False) for f in FRAMEWORKS if f in present]
    others = sorted(rows[rows.framework == "other"].system_label.unique())
    if others:
        named.append(ui.framework(None, ui.theme(), bold=False, name=", ".join(others)))
    if drawing.is_own(rows).any():
        named.append(":material/radio_button_unchecked: ringed: own results")
    return " &ensp; ".join(named)


def _pick_point(view: View) -> None:
    picked = st.session_state["benchmarks-scatter"].selection.get("picked_point") or [{}]
    view.set(point=picked[0].get("result_id") or "")


def table(view: View, summary: pd.Series, only: Mapping[str, Any]) -> None:
    """The records; a selected row opens beside the table, the download has them all."""
    rows = store.ask("benchmark_rows", **only, most=TABLE_ROWS)
    total = int(summary.points)
    shown = "all shown" if total <= TABLE_ROWS else f"the first {count(TABLE_ROWS)} shown"
    with st.container(border=True):
        ui.card_head(
            f"{plural(total, 'record')} of {wording.subject(view.values)}",
            f"{shown[:1].upper()}{shown[1:]}; select a row to read it in full. A cell is empty "
            "where the source states nothing.",
        )
        ui.table(
            view,
            listing.shown(rows),
            key="benchmarks-table",
            title=f"Benchmark records of {wording.subject(view.values)}",
            source=f"{plural(total, 'record')}; the download has every one with all its columns.",
            download=partial(_records, only),
            on_select=partial(_pick_row, view, rows.result_id.tolist()),
            selection_mode="single-row",
            height=520,
            placeholder="–",
        )


def _pick_row(view: View, ids: list[str]) -> None:
    chosen = st.session_state["benchmarks-table"].selection.rows
    view.set(point=ids[chosen[0]] if chosen else "")


def _records(only: Mapping[str, Any]) -> pd.DataFrame:
    """Every record the filters left, for a download."""
    return store.ask("benchmark_rows", **only, most=10_000_000)


def coverage(view: View, rows: pd.DataFrame, summary: pd.Series) -> None:
    """GPU by framework or precision with counts; a click filters to that cell."""
    cells = cover.cells(rows, view["cells"])
    title = f"{cover.title(cells, view['cells'])}"
    with st.container(horizontal=True, vertical_alignment="center"):
        view.segments(
            "cells",
            "Columns",
            label_visibility="collapsed",
            width="content",
            format_func={"framework": "By framework", "precision": "By precision"}.get,
        )
        wide = {"model": filters.ALL_MODELS, "len": filters.ANY_LENGTH}
        if any(view[k] != v for k, v in wide.items()):
            st.button(
                "Show all models and lengths",
                key="benchmarks-cover-all",
                on_click=view.set,
                kwargs=wide,
            )
    ui.chart_card(
        view,
        coverage_chart.heat_map(cells, title=title, theme=ui.theme()),
        key="benchmarks-coverage",
        title=title,
        caption=f"{cover.spread(cells)}. Measured points of {wording.subject(view.values)}. "
        "A dot marks empty ground; a framework behind llm-d, Dynamo or NIM counts among the "
        "others. Click a cell to chart its points.",
        source=f"{plural(int(summary.points), 'point')}; MLPerf is apart.",
        rows=rows,
        on_select=partial(_pick_cell, view, _others(rows)),
        selection_mode="picked_cell",
    )


def _others(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(s for s in rows.system.unique() if s not in FRAMEWORKS)


def _pick_cell(view: View, others: tuple[str, ...]) -> None:
    picked = st.session_state["benchmarks-coverage"].selection.get("picked_cell")
    if not picked:
        return
    gpu, key = picked[0]["gpu"], picked[0]["key"]
    if view["cells"] == "precision":
        view.set(view="chart", gpu=(gpu,), prec=(key,))
    else:
        view.set(view="chart", gpu=(gpu,), fw=others if key == "other" else (key,))


def nothing(view: View, summary: pd.Series, loosened: pd.Series) -> None:
    """Says what is missing and which filter to drop for how many points."""
    if summary.points:
        n = plural(int(summary.points), "point")
        what = "No point here states both figures of the chart"
        exists = f"{n} pass the filters; the table shows what they do state."
        instead = {
            f"Show {n} as a table": {"view": "table"},
            "Show which GPUs and frameworks they are of": {"view": "coverage"},
        }
        ui.nothing_found(view, what, exists, {}, instead=instead)
        return
    gains = {
        filters.FIRST_KEY.get(k.removeprefix("without_"), k.removeprefix("without_")): int(n)
        for k, n in loosened.items()
        if k.startswith("without_") and n
    }
    what = f"No measured point of {wording.subject(view.values)} with these filters"
    exists = f"The table holds {plural(int(loosened.all_points), 'point')} beside MLPerf."
    if not gains:
        exists += " No single filter is to blame; several exclude everything together."
    ui.nothing_found(view, what, exists, gains, drop=filters.DROPPED)


__all__ = ["chart", "coverage", "nothing", "points", "readings", "record_panel", "table"]
