"""How to start the scenario in focus, or why it cannot be started."""

from __future__ import annotations

import math

import streamlit as st

from tradeoffs.formats import plain
from tradeoffs.links import View
from tradeoffs.planning import scenarios
from tradeoffs.planning.known import Known
from tradeoffs.planning.scenarios import Scenario
from tradeoffs.ui import text
from tradeoffs.ui.show import card_head
from tradeoffs.vocabulary import framework_label
from tradeoffs.whatif.launch import Launch, Plan, launch


def launch_card(view: View, known: Known, scenario: Scenario) -> None:
    """Command and files with their cautions; refusals with their reasons."""
    made = started(view, known, scenario)
    name = f"{scenario.name}, {plain(scenario.choice.label)}"
    framework = framework_label(scenario.choice.framework)
    with st.container(border=True, key="whatif-launch"):
        if made.refusals:
            card_head(f"{framework} cannot start {name}", "As the support tables say")
            st.markdown("\n".join(f"- {plain(r)}" for r in made.refusals))
            return
        card_head(
            f"Start {name}, with {framework}",
            "Flags from the tables of parallelism and quantization; not tried here.",
        )
        if not scenario.fits:
            st.markdown(text.grey(plain(f"It will not run as it is: {scenario.reason}.")))
        st.code(made.command, language="bash", wrap_lines=True)
        for file, content in made.files.items():
            st.markdown(text.grey(plain(file)))
            st.code(content, language=None, wrap_lines=True)
        if made.cautions:
            st.markdown("\n".join(f"- {plain(c)}" for c in made.cautions))


def started(view: View, known: Known, scenario: Scenario) -> Launch:
    """The launch of a scenario; sequences are those of one replica under the page's load."""
    c = scenario.choice
    in_flight = scenario.in_flight if scenario.in_flight == scenario.in_flight else view["load"]
    plan = Plan(
        framework=c.framework,
        model=view["model"],
        generation=str(known.facts.generations[known.facts.gpu_row[c.gpu]]),
        precision=c.precision,
        tp=c.split.tp,
        pp=c.split.pp,
        dp=c.split.dp,
        ep=c.split.ep,
        max_tokens=view["isl"] + view["osl"],
        max_sequences=max(math.ceil(in_flight / c.split.dp), 1),
        backend=view["engine"],
    )
    return launch(plan, known.parallelism, known.quantization)


def launch_part(view: View, known: Known, plans: scenarios.Plans) -> None:
    """The launch of the scenario in focus, and the engine behind Triton."""
    scenario = plans[scenarios.focus(view.values)]
    if scenario.choice.framework == "triton":
        view.segments("engine", "Engine behind Triton", format_func=framework_label)
    launch_card(view, known, scenario)
