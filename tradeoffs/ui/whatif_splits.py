"""The part of the what-if page over all splits: frontier with measured points, TP over load."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from tradeoffs import links
from tradeoffs.charts import frontiers as charts
from tradeoffs.formats import count, listing, plain, plural
from tradeoffs.links import View
from tradeoffs.planning import exploring, exploring_words, scenarios
from tradeoffs.planning.known import Known
from tradeoffs.planning.scenarios import Plans, Scenario
from tradeoffs.ui import text
from tradeoffs.ui.frame import theme
from tradeoffs.ui.show import chart_card
from tradeoffs.vocabulary import framework_label

MOST_LINKED = 30


def splits_part(view: View, plans: Plans, known: Known) -> None:
    """Frontier and map for the scenario in focus."""
    scenario = plans[scenarios.focus(view.values)]
    left, right = st.columns([1.25, 1], gap="small")
    with left:
        _frontier(view, plans, scenario, known)
    with right:
        _map(view, scenario, known)


def _frontier(view: View, plans: Plans, scenario: Scenario, known: Known) -> None:
    every = exploring.of_scenario(view.values, known, scenario)
    if every.empty or view["osl"] == 1:
        st.markdown(text.grey("No split of this GPU holds the model, or there is one token only."))
        return
    peers = sorted(plans.alike(scenario.choice.letter), key=lambda s: s is not scenario)
    lines = exploring_words.named(exploring.frontiers(view.values, known, peers or [scenario]))
    measured = exploring.measured_alike(view.values, known, scenario)
    here = _here(peers)
    if scenario.answered and "tpot_ms" in scenario.figures:
        speed = 1e3 / scenario.figures["tpot_ms"].value
        best = exploring.at_least(every, speed)
        title = exploring_words.frontier_title(best, scenario, known)
    else:
        top = lines[lines["letter"] == lines["letter"].iloc[0]].iloc[-1]
        title = f"{top['short']} gives the most tokens per GPU of {scenario.choice.gpu}"
    gpus = listing(list(dict.fromkeys(lines["gpu"])))
    with st.container(gap="small"):
        chart_card(
            view,
            charts.frontier(
                every,
                lines,
                here,
                measured.rename(columns={"label": "said"}),
                theme=theme(),
                title=title,
            ),
            key="whatif-frontier",
            title=plain(title),
            caption="Output tok/s per GPU over tok/s for one user, log scales, closed loops of 1 "
            "to 1,024. Pale: every split and precision on 1 to 8 GPUs; line: none beats it in "
            "both; diamonds: measured",
            source=plain(
                f"{framework_label(scenario.choice.framework)}; lines: {gpus}; "
                f"{count(len(every))} set-ups of {scenario.choice.gpu} that fit, "
                f"{plural(len(measured), 'measured point')} of these lengths."
            ),
            rows=lines[
                [
                    "gpu",
                    "split",
                    "weight_precision",
                    "concurrency",
                    "tok_s_per_user",
                    "output_tok_s_per_gpu",
                    "ttft_ms",
                    "memory_bytes",
                    "is_calibrated",
                ]
            ],
        )
    if len(measured):
        _records(measured)


def _here(some: list[Scenario]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "letter": s.name,
                "tok_s_per_user": 1e3 / s.figures["tpot_ms"].value,
                "output_tok_s_per_gpu": s.figures["output_tok_s_per_gpu"].value,
                "said": s.choice.label,
            }
            for s in some
            if "tpot_ms" in s.figures
        ],
        columns=["letter", "tok_s_per_user", "output_tok_s_per_gpu", "said"],
    )


def _records(measured: pd.DataFrame) -> None:
    """Links to the records of the measured points drawn."""
    label = f"Records of {plural(len(measured), 'measured point')}"
    with st.popover(label, icon=":material/verified:", type="tertiary", key="whatif-records"):
        for point in measured.head(MOST_LINKED).itertuples():
            st.page_link(
                "pages/benchmarks.py",
                label=plain(point.label),
                query_params=links.params("benchmarks", point=point.result_id),
            )
        if len(measured) > MOST_LINKED:
            st.markdown(text.grey(f"and {len(measured) - MOST_LINKED} more on Benchmarks"))


def _map(view: View, scenario: Scenario, known: Known) -> None:
    cells = exploring.tensor_by_load(view.values, known, scenario)
    title = exploring_words.map_title(cells, scenario)
    split = scenario.choice.split
    here = pd.DataFrame({"tp": [split.tp], "load": [view["load"]]})
    is_drawn = split.gpus == split.tp and view["load"] in set(cells["load"])
    chart_card(
        view,
        charts.tensor_map(
            cells,
            here if is_drawn and split.tp in exploring.TENSOR_DEGREES else here.head(0),
            theme=theme(),
            title=title,
        ),
        key="whatif-map",
        title=plain(title),
        caption="Output tok/s per GPU by tensor parallel degree and requests at once. "
        "A dash: does not fit, or cannot run",
        source=plain(
            f"{scenario.choice.gpu}, {scenario.choice.precision.upper()}, "
            f"{framework_label(scenario.choice.framework)}. Frame: scenario {scenario.name}."
        ),
        rows=cells,
    )
