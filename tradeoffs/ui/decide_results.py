"""Results of the decide page: ranking, what would change it, readings with their evidence."""

from __future__ import annotations

import streamlit as st

from tradeoffs import links
from tradeoffs.charts import decide as charts
from tradeoffs.decide import wording
from tradeoffs.decide.criteria import KINDS
from tradeoffs.decide.record import Record
from tradeoffs.decide.scoring import RULES
from tradeoffs.decide.telling import told
from tradeoffs.formats import plain, plural
from tradeoffs.links import View
from tradeoffs.ui import text
from tradeoffs.ui.frame import theme
from tradeoffs.ui.show import card_head, chart_card, foot


def ranking(view: View, record: Record) -> None:
    """Who scores what, as bars with their ranges."""
    chart = charts.ranking(record, theme=theme())
    chart_card(
        view,
        chart,
        key="decide-ranking",
        title=plain(wording.ranking_title(record)),
        caption=wording.RANKING_CAPTION,
        source=f"{_source(record)} {RULES[record.rule]}",
        rows=chart.rows["ranking"],
    )


def _source(record: Record) -> str:
    dates = [e.as_of for e in record.evidence if e.as_of]
    span = f", {min(dates)[:7]} to {max(dates)[:7]}" if dates else ""
    return f"{plural(len(record.evidence), 'piece')} of evidence{span}."


def room(view: View, record: Record) -> None:
    """How far each weight may move before somebody else leads."""
    chart = charts.weights(record, theme=theme())
    flip = record.fragility.flip
    title = plain(wording.capital(flip)) if flip else "No weighting changes the leader"
    chart_card(
        view,
        chart,
        key="decide-room",
        title=title,
        caption="One weight moves, the others keep their proportions. Dark: the leader stays; "
        "mark: who takes over there",
        source=plain(wording.fragility_caption(record)),
        rows=chart.rows["weights"],
    )


def winners(view: View, record: Record) -> None:
    """The map of leaders over the two weights with the nearest flips."""
    if not record.fragility.map_cells:
        return
    chart = charts.winner_map(record, theme=theme())
    chart_card(
        view,
        chart,
        key="decide-map",
        title="Who leads where two weights move",
        caption=f"{plain(chart.alt)}; the others share the rest. Ring: here. Grey: level",
        source="The two weights with the nearest flips",
        rows=chart.rows["cells"],
    )


def deciding(record: Record) -> None:
    """Which uncertain or missing value would change the leader, so what is worth finding out."""
    found = record.fragility
    n = len(found.swings)
    title = (
        f"{plural(n, 'uncertain value')} could change the leader"
        if n
        else "No single uncertain value changes the leader"
    )
    names = {o.id: o.name for o in record.options}
    lead = ", ".join(names[o] for o in found.could_lead)
    card_head(
        title, plain(f"If several turn out otherwise at once, any of these could lead: {lead}")
    )
    for swing in found.swings:
        st.markdown(f"- {plain(swing)}")


def readings(view: View, record: Record) -> None:
    """Every reading, then the evidence of one framework line by line."""
    rows = wording.matrix(record)
    card_head("What every criterion says", "As shown; a dash is missing, never 0", level=2)
    st.table(rows.map(plain), border="horizontal", hide_index=True)
    foot(view, _source(record), key="decide-readings", rows=rows, title="Readings")
    with st.expander("How each reading becomes 0 to 1", key="decide-scales"):
        for c in record.criteria:
            st.markdown(f"- **{plain(c.label)}**: {plain(c.scale)}")
    evidence(view, record)


def evidence(view: View, record: Record) -> None:
    """The evidence of the framework in focus, each piece with its link and age."""
    options = [o.id for o in record.options]
    names = {o.id: charts.named(o) for o in record.options}
    if view["one"] not in options:
        view.values["one"] = options[0]
    view.choices = {**view.choices, "one": tuple(options)}
    view.segments("one", "Evidence of", format_func=names.get)
    kinds = {c.label: KINDS[c.kind] for c in record.criteria}
    lines = []
    for e in wording.evidence_rows(record, view["one"]):
        inside = _inside(view, e["ref"], view["one"])
        own = f" **Our own: {plain(e['override'])}.**" if e["override"] else ""
        lines.append(
            {
                "Criterion": f"{plain(e['criterion'])}  \n{text.grey(kinds[e['criterion']])}",
                "Reading": plain(e["shown"]),
                "Counts": plain(e["value"]),
                "Evidence": f"{own} {text.cited(e['text'], e['web'], '')}{inside}".strip(),
                "Dated": plain(e["dated"]),
            }
        )
    st.table(lines, border="horizontal", hide_index=True)


def _inside(view: View, ref: str, option: str) -> str:
    """A link to the page of ours that shows the evidence: matched pairs, or the claim."""
    kind, *parts = ref.split(" ")
    if kind == "matched_pairs" and option != view["base"]:
        shared = view.pick("base", "model", "gpu", "prec", "load_from", "load_to")
        return f" [pairs]({links.url('ranks', **shared, metric=parts[0], rival=option)})"
    if kind in view.choices["claim"]:
        return f" [claim]({links.url('compare', claim=kind)})"
    return ""


def voices(record: Record) -> None:
    """Voices side by side: weights, whom each would choose, and how far they agree."""
    rows = told(record)["weights"]
    heads = told(record)["weight_heads"]
    shown = [
        {
            "Voice": plain(r["name"]),
            "Leads": plain(r["winners"]),
            **{plain(h): w for h, w in zip(heads, r["weights"], strict=True)},
        }
        for r in rows
    ]
    agreed = "" if record.agreement is None else f"Agreement (Kendall’s W) {record.agreement:.2f}"
    measure = ["Each counts alike in the mean", plain(wording.difference(record)), agreed]
    title = plain(wording.agreement(record)) or "One voice so far"
    card_head(title, ". ".join(m for m in measure if m), level=2)
    st.table(shown, border="horizontal", hide_index=True)
