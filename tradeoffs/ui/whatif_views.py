"""Parts of the what-if page under the scenarios: differences, causes, curves over the load."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from tradeoffs.charts import theme as look
from tradeoffs.charts import whatif as charts
from tradeoffs.formats import listing, number, plain, plural
from tradeoffs.links import View
from tradeoffs.planning import between, causes, generations, headtohead, scenarios, words
from tradeoffs.planning.known import Known
from tradeoffs.planning.scenarios import Plans, Scenario
from tradeoffs.ui import text
from tradeoffs.ui.frame import theme
from tradeoffs.ui.show import card_head, chart_card, draw, foot, table
from tradeoffs.vocabulary import framework_label

_OF = {"tpot": "Each token after the first", "ttft": "The first token"}
_KIND = {"tpot": "token after the first", "ttft": "first token", "static": "batch"}


def differences(view: View, plans: Plans, known: Known) -> None:
    """Every answered scenario over the first, figure by figure; frameworks apart are not."""
    first, *others = plans.scenarios
    alike = [s for s in plans.alike(first.choice.letter) if s is not first]
    if first.answered and alike:
        found = {s.name: between.differences(plans, first, s, known) for s in alike}
        rows = _difference_rows(found, first)
        with st.container(border=True):
            names = listing([s.name for s in alike])
            card_head(
                f"{names} against {first.name}",
                "Ratio with its 80 % band, which holds 1 in a tie. One architecture, GPU and "
                "framework share errors, so their band is narrower than two taken apart.",
            )
            heads = " | ".join(f"{name} ÷ {first.name}" for name in found)
            lines = [f"| | {heads} |", "|---|" + "---|" * len(found)]
            for figure in rows["figure"].unique():
                cells = [_cell(found[s.name], figure) for s in alike]
                lines.append(f"| {_escaped(words.NAMES[figure])} | {' | '.join(cells)} |")
            st.markdown("\n".join(lines))
            foot(
                view,
                "Ratios above 1: more tokens, or longer and dearer.",
                key="whatif-differences",
                rows=rows,
                title="Differences between scenarios",
            )
    if others:
        _frameworks(plans, known)


def _escaped(words_: str) -> str:
    return words_.replace("$", "\\$")


def _cell(found: list[between.Difference], figure: str) -> str:
    one = next((d for d in found if d.figure == figure), None)
    if one is None:
        return "–"
    said = f"**{one.value:.2f}×** :gray[{one.low:.2f} to {one.high:.2f}]"
    if one.is_tie:
        return f"{said} :gray[tie]"
    return f"{said} {':green[better]' if one.is_better else ':orange[worse]'}"


def _difference_rows(found: dict[str, list[between.Difference]], first: Scenario) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "scenario": name,
                "against": first.name,
                "figure": d.figure,
                "ratio": d.value,
                "low": d.low,
                "high": d.high,
                "tie": d.is_tie,
            }
            for name, some in found.items()
            for d in some
        ]
    )


def _frameworks(plans: Plans, known: Known) -> None:
    """Measured head-to-heads where scenarios run different frameworks (rule 3.8)."""
    said = words.frameworks_differ(plans)
    if not said:
        return
    base, *rivals = dict.fromkeys(s.choice.framework for s in plans.scenarios)
    model = known.facts.models["model_id"]
    of = known.facts.architectures
    place = plans.setups.model[0] if len(plans.setups.model) else None
    models = set(model[of == of[place]]) if place is not None else set()
    with st.container(border=True):
        card_head("Frameworks: measured, not modelled", plain(said))
        for rival in rivals:
            rows = headtohead.measured(rival, base, models)
            st.markdown(f"**{plain(framework_label(rival))} ÷ {plain(framework_label(base))}**")
            st.table(
                pd.DataFrame(rows).drop(columns="Measured"), border="horizontal", hide_index=True
            )
        st.page_link(
            "pages/ranks.py", label="Open the matched measurements", icon=":material/timer:"
        )


def figures(view: View, plans: Plans) -> None:
    """One grey line under the cards, with all figures as a file."""
    foot(
        view,
        "Dot: estimate; bar: its 80 % band; ticks: the other scenarios of its framework; hollow: "
        "measured.",
        key="whatif-figures",
        rows=generations.figures(view.values, plans.scenarios),
        title="Figures of the scenarios",
    )


def gpus(view: View, known: Known) -> None:
    """What every accelerator brings."""
    rows = generations.brought(known)
    title = f"What each of {plural(len(rows), 'accelerator')} brings"
    with st.container(border=True):
        card_head(
            title,
            "As the data sheets say. FP8, FP4: rate over 16 bit, or what happens to such weights. "
            "A dash is unknown; a configuration that needs it is refused",
        )
        table(
            view,
            rows,
            key="whatif-gpus",
            title=title,
            source="Data sheets and dated offers: the tables gpus and prices.",
        )


def why(view: View, plans: Plans, known: Known) -> None:
    """Causes of a latency beside the rate over the load, for scenarios of one framework."""
    letter = scenarios.focus(view.values)
    drawn = plans.alike(letter)
    if not drawn:
        st.markdown(text.grey("No scenario of this framework has figures to take apart."))
        return
    left, right = st.columns(2, gap="small")
    with left:
        _causes(view, plans, drawn, known)
    with right:
        _curves(view, plans, drawn, known)


def _left_out(plans: Plans, drawn: list[Scenario]) -> str:
    """Which scenarios a chart leaves out, and why."""
    names = {s.name for s in drawn}
    apart = [s.name for s in plans.scenarios if s.answered and s.name not in names]
    none = [s.name for s in plans.scenarios if not s.answered]
    said = []
    if apart:
        said.append(
            f"{listing(apart)} left out: another framework, which the model does not order."
        )
    if none:
        said.append(f"{listing(none)} left out: no figures.")
    return " ".join(said)


def _causes(view: View, plans: Plans, drawn: list[Scenario], known: Known) -> None:
    of = causes.kind(view["scen"], view["of"])
    rows = causes.causes(plans, drawn, of, known)
    title = causes.title(rows, _KIND[of])
    colours = look.PALETTES[theme()].cause
    legend = " ".join(
        f"{text.coloured('■', colours[c])}:gray[&nbsp;{c}]&ensp;"
        for c in colours
        if c in set(rows["cause"])
    )
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="top"):
            with st.container(width="stretch"):
                card_head(title, "Milliseconds by cause; each is a physical term times a slowdown")
            if of != "static":
                view.select(
                    "of", "Latency", label_visibility="collapsed", width=210, format_func=_OF.get
                )
        st.markdown(f":small[{legend}]")
        chart = charts.causes(rows, theme=theme(), title=title)
        draw(chart, "whatif-causes")
        foot(
            view,
            plain(
                "Slowdowns trade off against one another: read the large parts, not the small. "
                + _left_out(plans, drawn)
            ),
            key="whatif-causes",
            rows=rows.drop(columns="label"),
            title=title,
            chart=chart,
        )


def _curves(view: View, plans: Plans, drawn: list[Scenario], known: Known) -> None:
    rows = causes.curves(plans, drawn, known)
    title = _curve_title(rows)
    ends = [
        f"{s.name} holds {plural(s.max_concurrency, 'request')}" for s in drawn if s.max_concurrency
    ]
    chart_card(
        view,
        charts.curves(rows, theme=theme(), title=title),
        key="whatif-curves",
        title=title,
        caption="Output tok/s per GPU over requests in flight, both on log scales. Shaded: 80 % "
        "band; large: the load above",
        source=plain(f"{'; '.join(ends)}. {_left_out(plans, drawn)}"),
        rows=rows,
    )


def _curve_title(rows: pd.DataFrame) -> str:
    """Who has the highest rate a GPU at how many of the loads that all can hold."""
    wide = rows.set_index(["in_flight", "letter"])["tok_s_per_gpu"].unstack().dropna()
    if wide.shape[1] < 2 or wide.empty:
        top = rows.loc[rows["tok_s_per_gpu"].idxmax()]
        return (
            f"{top.letter} peaks near {number(top.tok_s_per_gpu, 2)} tok/s per GPU, at "
            f"{number(top.in_flight, 3)} in flight"
        )
    leaders = wide.idxmax(axis=1)
    most = leaders.value_counts()
    if len(most) == 1:
        return f"{most.index[0]} has the highest rate per GPU at every load drawn"
    turn = leaders[leaders != leaders.iloc[0]].index[0]
    return (
        f"{leaders.iloc[0]} has the highest rate per GPU up to a load of about "
        f"{number(turn, 2)}, then {leaders.loc[turn]}"
    )
