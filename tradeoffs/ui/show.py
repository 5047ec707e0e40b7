"""Cards around charts and tables: title, caption, drawing, source line, downloads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from tradeoffs import exporting, store
from tradeoffs.charts.base import Chart
from tradeoffs.formats import plain, unescaped
from tradeoffs.links import KEYS, PAGES, View
from tradeoffs.ui.frame import full_url, theme


def card_head(title: str, caption: str = "", level: int = 3) -> None:
    """A chart's title (its answer) and the grey line under it (the measure)."""
    with st.container(gap=None):
        st.markdown(f"{'#' * level} {title}", anchors=False)
        if caption:
            st.markdown(f":small[:gray[{caption}]]")


def draw(chart: Chart, key: str, **more: Any) -> Any:
    """Draws a chart; ``more`` goes to Streamlit (``on_select``, ``height`` …)."""
    spec = {**chart.spec, "datasets": chart.rows}
    more.setdefault("width", "stretch")
    return st.vega_lite_chart(spec=spec, theme=None, key=key, alt=unescaped(chart.alt), **more)


def chart_card(
    view: View,
    chart: Chart,
    *,
    key: str,
    title: str,
    caption: str,
    source: str,
    rows: pd.DataFrame,
    notes: Sequence[str] = (),
    **more: Any,
) -> Any:
    """A bordered card: title, caption, chart, source line and downloads of ``rows``.

    ``notes`` are lines every download must carry (attribution, footnotes).
    """
    with st.container(border=True):
        card_head(title, caption)
        event = draw(chart, key, **more)
        foot(
            view, source, key=key, rows=rows, chart=chart, title=title, caption=caption, notes=notes
        )
    return event


def table(view: View, rows: pd.DataFrame, *, key: str, title: str, source: str, **more: Any) -> Any:
    """A data table with its source line and CSV download; selection events are returned."""
    notes = more.pop("notes", ())
    download = more.pop("download", rows)
    more.setdefault("hide_index", True)
    event = st.dataframe(rows, key=key, alt=f"{unescaped(title)}, {len(rows):,} rows", **more)
    foot(view, source, key=key, rows=download, title=title, notes=notes)
    return event


def foot(
    view: View,
    source: str,
    *,
    key: str,
    rows: pd.DataFrame,
    title: str,
    chart: Chart | None = None,
    caption: str = "",
    notes: Sequence[str] = (),
) -> None:
    """One grey line (n, sources, dates, what is mixed) and the downloads beside it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", wrap=False):
        st.markdown(f":small[:gray[{source}]]", width="stretch")
        with st.container(horizontal=True, width=56, wrap=False, horizontal_alignment="right"):
            lines = [line for line in (caption, source, *notes) if line]
            _downloads(view, key, rows, title, chart, lines)


def _downloads(
    view: View,
    key: str,
    rows: pd.DataFrame,
    title: str,
    chart: Chart | None,
    notes: Sequence[str],
) -> None:
    stem = f"serving-trade-offs-{view.slug}-{key.removeprefix(view.slug + '-')}"
    with st.popover(
        "", icon=":material/download:", type="tertiary", help="Download", key=f"{key}-downloads"
    ):
        head = about(view, title, notes)
        make = lambda: exporting.csv_text(rows() if callable(rows) else rows, head)  # noqa: E731
        _button("CSV", make, stem, "csv")
        if chart is not None:
            _, filters, link, *lines = head
            full = partial(
                chart.standalone, theme(), unescaped(title), [*lines, f"{filters}. {link}"]
            )
            _button("PNG", lambda: exporting.png(full()), stem, "png")
            _button("SVG", lambda: exporting.svg(full()), stem, "svg")


def _button(label: str, make: Any, stem: str, ending: str) -> None:
    st.download_button(
        label,
        store.bound(make),
        file_name=f"{stem}.{ending}",
        on_click="ignore",
        type="tertiary",
        key=f"{stem}-{ending}",
    )


def about(view: View, title: str, notes: Sequence[str]) -> list[str]:
    """The header lines of a download: what it is, its filters, its link, its sources."""
    changed = view.changed()
    filters = "; ".join(f"{k} = {_said(v)}" for k, v in changed.items()) or "none"
    version = store.version()
    return [
        f"Serving Trade-offs, {PAGES[view.slug].title}: {unescaped(title)}",
        f"Filters: {filters}",
        f"Data version {version}; link: {full_url(view.share_url(version))}",
        *map(unescaped, notes),
    ]


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


__all__ = ["KEYS", "about", "card_head", "chart_card", "draw", "foot", "plain", "table"]
