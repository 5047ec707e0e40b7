"""Pieces that show how claims stand: framework cards, and claims as buttons into their evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from tradeoffs import store
from tradeoffs.charts import framework_card
from tradeoffs.charts import theme as look
from tradeoffs.evidence import claims
from tradeoffs.evidence.findings import unfiltered
from tradeoffs.evidence.orders import places_words
from tradeoffs.formats import plain, plural
from tradeoffs.linkkeys import CRITERIA, PAGES
from tradeoffs.links import View
from tradeoffs.standing import (
    Claim,
    claim_name,
    gravest,
    model_name,
    reasons_with_claims,
    release_age,
    releases_sentence,
    short_version,
    verdict_tally,
    who,
)
from tradeoffs.ui import text
from tradeoffs.ui.computed import computed_mark
from tradeoffs.ui.evidence import claim_button
from tradeoffs.ui.frame import theme
from tradeoffs.ui.show import card_head, draw

STATUS = {
    "active": ("green", "check_circle", "active"),
    "maintenance": ("orange", "pause_circle", "dormant"),
    "archived": ("red", "archive", "archived"),
}
SUPPORT = {
    "yes": ":green[:material/check:]",
    "partial": ":orange[:material/contrast:]",
    "no": ":gray[:material/remove:]",
    "unknown": ":gray[:material/question_mark:]",
}
SUPPORT_LEGEND = (
    f"{SUPPORT['yes']} runs, {SUPPORT['partial']} in part, {SUPPORT['no']} not, "
    f"{SUPPORT['unknown']} nothing stated"
)


def marked(verdict: str, label: str = "") -> str:
    """A verdict's icon in its colour, and words of ours beside it."""
    icon, colour, _ = look.VERDICT_ICONS[verdict]
    return f":{colour}[:material/{icon}:] {label}".rstrip()


def claim_row(view: View, claims: Sequence[tuple[Claim, str]], *, key: str) -> None:
    """Claims as small buttons in a row that wraps: each with its label, as plain text."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        for place, ((claim_id, verdict), label) in enumerate(claims):
            words = marked(verdict, f":small[{plain(label)}]")
            claim_button(
                view, claim_id, words, key=f"{key}-{place}", help=f"{verdict}: open the evidence"
            )


def framework_card_body(view: View, facts: pd.Series, rows: Mapping[str, pd.DataFrame]) -> None:
    """One framework: status, release, measured points, precisions, and its stars as they stand.

    ``facts`` is its row of ``frameworks_today``; ``rows`` hold its rows of ``release_months``,
    ``verdict_counts``, ``star_pips``, ``measured_most`` and ``precision_support``.
    """
    colour, icon, word = STATUS[facts.status]
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="xsmall",
        wrap=False,
    ):
        name = text.framework(facts.framework, theme(), bold=False)
        st.markdown(f"##### {name}", anchors=False, width="content")
        st.markdown(f":{colour}-badge[:material/{icon}: {word}]", width="content")
    released = releases_sentence(facts.year_releases, facts.list_is_behind)
    st.markdown(
        f"**{plain(short_version(facts.version))}** :gray[· {release_age(facts.released_on)}]  \n"
        f"{text.grey(released)}  \n{_measured(rows['measured_most'].iloc[0])}  \n"
        f"{_precisions(rows['precision_support'])}  \n{_places(facts.framework)}"
    )
    chart = framework_card.at_a_glance(
        rows["release_months"],
        rows["verdict_counts"],
        rows["star_pips"],
        facts.framework,
        theme(),
    )
    draw(chart, f"overview-card-{facts.framework}")
    _star_buttons(view, rows["star_pips"], facts.framework)


def _measured(row: pd.Series) -> str:
    if not row.points:
        return text.grey("no measured points")
    return (
        f"**{plural(int(row.points), 'point')}** "
        f":gray[· {plural(int(row.sources), 'source')}]  \n"
        f"{text.grey(f'most on {plain(model_name(row.model_id))},')}  \n"
        f"{text.grey(f'{plain(row.gpu_label)}: {int(row.most_points):,}')}"
    )


def _places(framework: str) -> str:
    """The places the measured orders leave open to a framework, and how its claims came out."""
    found = unfiltered()
    said = []
    for metric, name in claims.METRICS.items():
        place = found.measured.ranking(metric).place(framework)
        said.append(f"{name} **{places_words(place) if place else '–'}**")
    *latencies, rate = said
    return f":small[Place: {' · '.join(latencies)}]  \n:small[{rate}]  \n{_computed(framework)}"


def _computed(framework: str) -> str:
    about = store.ask("claims_named", claim_ids=list(unfiltered().verdicts))
    mine = about.claim_id[about.framework == framework]
    tally = claims.tally({k: unfiltered().verdicts[k] for k in mine})
    return " &ensp;".join(
        f"{computed_mark(verdict)} :small[{n}]" for verdict, n in tally.items() if n
    )


def _precisions(rows: pd.DataFrame) -> str:
    if (rows.supported == "engine").all():
        return text.grey("precisions as its engine allows")
    found = dict(zip(rows.precision, rows.supported, strict=True))
    return " &ensp;".join(
        f":small[{precision.upper()} {SUPPORT[found[precision]]}]"
        for precision in ("fp8", "int8", "int4")
    )


def _star_buttons(view: View, pips: pd.DataFrame, framework: str) -> None:
    """Under each column of stars its verdict, a button into the claim behind it."""
    cells = pips.drop_duplicates("criterion_id").set_index("criterion_id")
    with st.grid(6, min_column_width=20, gap=None, wrap=False) as grid:
        for criterion in CRITERIA:
            cell = cells.loc[criterion]
            condition = f" {cell.qualifier}" if isinstance(cell.qualifier, str) else ""
            with grid.cell():
                claim_button(
                    view,
                    cell.claim_id,
                    marked(cell.verdict),
                    key=f"overview-star-{framework}-{criterion}",
                    help=f"{cell.criterion}: {cell.stars} of 5{condition}, {cell.verdict}",
                    width="stretch",
                )


def use_case(view: View, use_case_id: str, parts: pd.DataFrame) -> None:
    """One use case in a row of three; its rows of query ``use_cases``, recommendation first."""
    told, reasons = parts.iloc[0], parts.iloc[1:]
    name, why, now = st.columns([1.1, 1.2, 1.9], gap="small")
    with name:
        recommended = text.framework(told.framework, theme())
        st.markdown(f"{plain(told.use_case)}  \n{recommended}")
    with why:
        behind = list(zip(reasons.claim_id, reasons.verdict, strict=True))
        claim_row(view, reasons_with_claims(told.reasons, behind), key=f"overview-{use_case_id}")
    with now, st.container(gap=None):
        claim_button(
            view,
            told.claim_id,
            text.badge(told.verdict),
            key=f"overview-{use_case_id}",
            help="Open the evidence",
        )
        st.markdown(text.grey(plain(told.current_value)))


def misleading_card(view: View, claims: pd.DataFrame) -> None:
    """One misleading statement, in our words: rows of ``misleading_claims``; opens the gravest."""
    told = gravest(claims)
    tally = verdict_tally(claims.verdict)
    badges = " ".join(text.badge(v, n if len(claims) > 1 else None) for v, n in tally.items())
    with st.container(gap="xsmall"):
        st.markdown(f"{badges} &ensp;:small[:gray[{plain(who(claims.framework))}]]")
        claim_button(
            view,
            told.claim_id,
            f"**{plain(told.headline)}**",
            key=f"overview-misleading-{told['rank']}",
            help="Open the evidence",
        )
        st.markdown(f":small[{plain(told.fact_today)}]")
        page = PAGES[told.page]
        if told.page != view.slug:
            st.page_link(
                f"pages/{told.page}.py",
                label=f":small[{page.title}]",
                icon=f":material/{page.icon}:",
            )


def contradictions(view: View, rows: pd.DataFrame) -> None:
    """Places where the founding comparison contradicts itself; each side opens its claims.

    ``rows`` come from query ``contradictions``.
    """
    card_head(
        f"{plural(rows.contradiction_id.nunique(), 'place')} where the founding comparison "
        "contradicts itself",
        "Two statements that cannot both stand. Each mark opens the claim behind it.",
    )
    with st.grid(2, min_column_width=330, border=True, gap="small") as grid:
        for contradiction_id, parts in rows.groupby("contradiction_id", sort=False):
            with grid.cell(), st.container(gap="xsmall"):
                st.markdown(f"**{plain(parts.topic.iloc[0])}**")
                for side, claims in parts.groupby("side"):
                    _side(view, claims, key=f"overview-{contradiction_id}-{side}")
                st.markdown(text.grey(plain(parts.why.iloc[0])))


def _side(view: View, claims: pd.DataFrame, *, key: str) -> None:
    st.markdown(f":small[{plain(claims.statement.iloc[0])}]")
    labels = [claim_name(r.framework, r.feature) for r in claims.itertuples()]
    behind = zip(claims.claim_id, claims.verdict, strict=True)
    claim_row(view, list(zip(behind, labels, strict=True)), key=key)


def about_label(framework: str) -> str:
    """A framework's name as a filter shows it."""
    return who([framework])
