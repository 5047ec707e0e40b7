"""Pieces of the page Can I trust this?: filters, scatter, errors by group and split, untested."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from tradeoffs import links
from tradeoffs.charts import backtest as charts
from tradeoffs.charts import theme as look
from tradeoffs.formats import count, is_missing, number, plain, plural
from tradeoffs.links import View
from tradeoffs.planning import trust
from tradeoffs.standing import model_name
from tradeoffs.ui import text
from tradeoffs.ui.frame import full_url, theme
from tradeoffs.ui.show import card_head, chart_card, table
from tradeoffs.vocabulary import framework_label
from tradeoffs.whatif.calibration import Calibration

_HEADS = {key: f"New {words.split(' ', 1)[1]}" for key, words in trust.SPLITS.items()}
_HEADS["roofline"] = "Plain roofline"
_SPLIT_LABELS = {key: f"Never saw {words}" for key, words in trust.SPLITS.items()}


def filters(view: View) -> None:
    """Quantity, what the fit never saw, framework and GPU."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view.segments(
            "q",
            "Quantity",
            label_visibility="collapsed",
            width="content",
            format_func=trust.QUANTITIES.get,
        )
        view.select(
            "split",
            "What the fit never saw",
            label_visibility="collapsed",
            width=290,
            format_func=_SPLIT_LABELS.get,
        )
        for key, label in (("fw", "Framework"), ("gpu", "GPU")):
            view.multiselect(
                key,
                label,
                label_visibility="collapsed",
                width=230,
                placeholder=f"{label}: all {len(view.choices[key])}",
                format_func=framework_label if key == "fw" else str,
            )


def scatter(view: View, rows: pd.DataFrame, calibration: Calibration) -> None:
    """Predicted over measured on log scales."""
    quantity = view["q"]
    found = trust.errors(rows)
    over = float((rows["off"] > 0).mean())
    title = (
        f"{trust.QUANTITIES[quantity]}: {over * 100:.0f} % of the predictions are too high, "
        f"{(1 - over) * 100:.0f} % too low"
    )
    width = calibration.bands.calibrated[quantity]
    if view["split"] == "pair":
        width = calibration.bands.extrapolated[quantity]
    names = " ".join(
        text.framework(f, theme(), bold=False) for f in look.SHAPES if f in set(rows["framework"])
    )
    if not set(rows["framework"]) <= set(look.SHAPES):
        names += f" {text.coloured('●', look.mark_colour(None, theme()))} others"
    chart_card(
        view,
        charts.scatter(rows, width, trust.UNITS[quantity], theme=theme(), title=title),
        key="backtest-scatter",
        title=title,
        caption=f"Predicted over measured, {trust.UNITS[quantity]}, log scales. Line: equal; "
        f"dashed: the pooled 80 % band.  \n{names}",
        source=f"{plural(found.points, 'point')}, {plural(found.groups, 'group')}; no MLPerf, no "
        "doubtful points, and none that does not fit by the memory account; "
        f"{count(trust.past_the_roofline(rows, quantity))} are faster than the roofline allows and "
        "count all the same.",
        rows=rows.drop(columns=[c for c in rows if c.startswith("predicted_")]),
    )


def pairs(view: View, rows: pd.DataFrame) -> None:
    """Errors by framework and GPU family."""
    found = trust.by_pair(rows)
    best = found[found["points"] >= 30].sort_values("median")
    if best.empty:
        title = "No framework × GPU family has 30 points here"
    else:
        first, last = best.iloc[0], best.iloc[-1]
        title = f"Nearest for {trust.pair_label(first.framework, first.family)}"
        if len(best) > 1:
            title += f", farthest for {trust.pair_label(last.framework, last.family)}"
    chart_card(
        view,
        charts.pairs(found, theme=theme(), title=title),
        key="backtest-pairs",
        title=plain(title),
        caption="Absolute error, median / 90th percentile (mark and tick), and the share of "
        "measurements in the 80 % band",
        source="Those with few points or one group count as extrapolated and get the wider band.",
        rows=found,
    )


def splits(view: View, rows: pd.DataFrame) -> None:
    """Errors of every quantity by what the fit never saw, the roofline beside (``by_split``)."""
    with st.container(border=True):
        card_head(
            _splits_title(rows),
            "Median / 90th percentile of the absolute error, and the share in the 80 % band; all "
            "points",
        )
        table(
            view,
            pd.DataFrame(
                [
                    {"": name, **{_HEADS[row.split]: _cell(row) for row in _of(rows, quantity)}}
                    for quantity, name in trust.QUANTITIES.items()
                ]
            ),
            key="backtest-splits",
            title="Errors by split",
            source="Each column was predicted by fits that saw none of the same. Bands are those "
            "a reader would have seen without its data.",
            download=rows,
        )


def _of(rows: pd.DataFrame, quantity: str):
    return rows[rows["quantity"] == quantity].itertuples()


def _cell(row) -> str:
    said = f"{number(row.median, 2)} / {number(row.p90, 2)} %"
    return said if is_missing(row.inside) else f"{said}, {row.inside * 100:.0f} % in band"


def _splits_title(rows: pd.DataFrame) -> str:
    """Which quantity a new GPU or framework hurts most."""
    wide = rows.pivot_table(index="quantity", columns="split", values="median")
    ratio = wide[list(trust.SPLITS)].max(axis=1) / wide["group"]
    worst = ratio.idxmax()
    split = wide.loc[worst, list(trust.SPLITS)].idxmax()
    return (
        f"Least sure: {trust.QUANTITIES[worst].lower()} on {trust.SPLITS[split]} it never saw, "
        f"{number(wide.loc[worst, split], 2)} % off"
    )


def untested(calibration: Calibration) -> None:
    """What no measurement, or hardly one, stands behind."""
    lines = trust.untested(calibration)
    with st.container(border=True):
        card_head(
            f"{count(len(lines))} things are hardly measured or not at all",
            "Where these meet a scenario, its tier says extrapolated and its band is wider",
        )
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
        st.markdown(
            text.grey(
                "The order of frameworks is not tested here because the model is never used for it."
            )
        )


def farthest(view: View, rows: pd.DataFrame) -> None:
    """The points that are farthest off, linked to their records."""
    some = trust.farthest(rows)
    unit = trust.UNITS[view["q"]]
    shown = pd.DataFrame(
        {
            "Record": [
                full_url(links.url("benchmarks", point=result)) for result in some["result_id"]
            ],
            "Framework": some["framework"].map(framework_label),
            "Model": some["architecture"].map(model_name).tolist(),
            "GPU": some["gpu"],
            "Precision": some["precision"].str.upper(),
            "Load": some["batch"].map("{:g}".format),
            f"Measured, {unit}": some["measured"].map(number),
            f"Predicted, {unit}": some["predicted"].map(number),
            "Predicted ÷ measured": (some["predicted"] / some["measured"]).map("{:.2f}×".format),
        }
    )
    with st.container(border=True):
        card_head(
            "The points that are farthest off",
            "Worth a look: a wrong measurement, a set-up the model does not know, or its error",
        )
        table(
            view,
            shown,
            key="backtest-farthest",
            title="The points that are farthest off",
            source=f"{plural(len(some), 'point')} of {count(len(rows))}",
            column_config={"Record": st.column_config.LinkColumn(display_text="Open")},
        )
