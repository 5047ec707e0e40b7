"""Pieces of the deployment page: strategies with flags, images, statements, PromQL."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from tradeoffs.comparison import monitoring
from tradeoffs.comparison import parallelism as par
from tradeoffs.formats import day, is_missing, plain, plural
from tradeoffs.links import View
from tradeoffs.ui import text
from tradeoffs.ui.frame import theme
from tradeoffs.ui.show import card_head, foot
from tradeoffs.ui.statements import statement_button, text_grid
from tradeoffs.vocabulary import FRAMEWORKS, framework_label

_ICONS = {
    "yes": ":material/check_circle:",
    "partial": ":material/contrast:",
    "no": ":material/close:",
    "unknown": ":material/question_mark:",
}

_ASPECTS = {
    "containerization": "containers",
    "monitoring": "monitoring, rank",
    "key-metrics": "what to watch",
    "scaling-horizontal": "horizontal scaling",
    "scaling-vertical": "vertical scaling",
    "multi-model": "several models",
}


def measure(support: pd.DataFrame, starts: pd.DataFrame, catalogue: pd.DataFrame) -> str:
    """The grey line under the page's title: what is counted here."""
    return (
        f"{plural(len(support), 'documented pair')} of framework and strategy, "
        f"{plural(len(starts), 'timed start')}, "
        f"{plural(int(catalogue.metric_name.nunique()), 'exported metric')}"
    )


def strategy_grid(support: pd.DataFrame, frameworks: list[str]) -> None:
    """Strategy × framework: state, maturity and flag; scrolls sideways on a phone."""
    at = {(r.framework, r.strategy): _support_cell(r) for r in support.itertuples()}
    rows = [
        {
            " ": f"**{label}**",
            **{framework_label(f): at.get((f, s), text.grey("not looked up")) for f in frameworks},
        }
        for s, label in par.STRATEGIES.items()
    ]
    text_grid(pd.DataFrame(rows), 190)
    legend = [f"{_ICONS[s]} {said}" for s, said in par.SUPPORT.items()]
    st.markdown(text.grey(" &ensp; ".join(legend)))


def _support_cell(row: tuple) -> str:
    parts = [_ICONS[row.supported]]
    if not is_missing(row.flag_or_config):
        parts.append(f"`{row.flag_or_config}`")
    if not is_missing(row.status):
        parts.append(f":gray[{plain(row.status)}]")
    if len(parts) == 1:
        parts.append(f":gray[{par.SUPPORT[row.supported]}]")
    return " ".join(parts)


def flags(rows: pd.DataFrame, frameworks: list[str]) -> None:
    """One strategy: per framework the setting to copy, its limits and its evidence."""
    with st.grid(5, min_column_width=220):
        for framework in frameworks:
            mine = rows[rows.framework == framework]
            with st.container(gap="xxsmall"):
                st.markdown(text.framework(framework, theme()))
                if mine.empty:
                    st.markdown(text.grey("not looked up"))
                else:
                    _flag(mine.iloc[0])


def _flag(row: pd.Series) -> None:
    if not is_missing(row.flag_or_config):
        _setting(row.flag_or_config)
    status = par.SUPPORT[row.supported] if is_missing(row.status) else plain(row.status)
    no_flag = row.supported in ("yes", "partial") and is_missing(row.flag_or_config)
    note = "" if is_missing(row.note) else f" {plain(row.note)}."
    st.markdown(f":small[{_ICONS[row.supported]} {status}{'; no flag read' * no_flag}.{note}]")
    read = f"{plain(row.as_of_version)}, as of {day(row.as_of_date)}"
    if is_missing(row.evidence_url):
        st.markdown(text.grey(f"{read}; no page found"))
    else:
        st.markdown(text.grey(f"{read}: [{plain(row.evidence_locator)}]({row.evidence_url})"))


def _setting(stated: str) -> None:
    """A setting to copy where it is one; several, or one with its place in words, as text."""
    if " " in stated:
        st.markdown(plain(stated))
    else:
        st.code(stated, language=None, wrap_lines=True)


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """deployment_statements rows with ``said``: aspect, position and reason."""
    said = []
    for r in rows.itertuples():
        parts = [str(p) for p in (r.position, r.reason) if not is_missing(p)]
        said.append(f"{_ASPECTS[r.aspect]}: {'; '.join(parts)}")
    return rows.assign(said=said)


def statements(view: View, rows: pd.DataFrame, title: str) -> None:
    """Founding statements (framework, said, claim_id, verdict) as buttons, by framework."""
    verdicts = rows.drop_duplicates("claim_id").verdict.value_counts()
    with st.container(border=True):
        claims = plural(int(verdicts.sum()), "claim")
        made = plural(len(rows), "statement")
        card_head(f"{title}: {made} on {claims}", text.verdict_legend(verdicts))
        order = [*FRAMEWORKS, "all"]
        for framework, part in sorted(rows.groupby("framework"), key=lambda i: order.index(i[0])):
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                name = (
                    text.framework(framework, theme()) if framework != "all" else "**All of them**"
                )
                st.markdown(name, width=140)
                for n, r in enumerate(part.itertuples()):
                    key = f"{view.slug}-{r.claim_id}-{framework}-{n}"
                    statement_button(view, r.claim_id, r.said, r.verdict, key=key)
        foot(
            view,
            "Founding text, restated; verdict by claim.",
            key=f"deployment-{title.split()[-1]}",
            rows=rows,
            title=title,
        )


def images(view: View, rows: pd.DataFrame, deployed: pd.DataFrame) -> None:
    """Per framework: its image to copy, API, metrics endpoint, and how it was graded."""
    graded = deployed[deployed.aspect == "containerization"].set_index("framework")
    at = rows.set_index("framework")
    with st.grid(5, min_column_width=225, border=True):
        for framework in FRAMEWORKS:
            with st.container(gap="xsmall"):
                _image(view, framework, at.loc[framework], graded.loc[framework])


def _image(view: View, framework: str, row: pd.Series, grade: pd.Series) -> None:
    st.markdown(text.framework(framework, theme()))
    if is_missing(row.official_image):
        st.markdown(text.grey("No official image was found."))
    else:
        st.code(row.official_image, language=None, wrap_lines=True)
    statement_button(view, grade.claim_id, grade.position, grade.verdict)
    reason = "" if is_missing(grade.reason) else f", {plain(grade.reason)}"
    facts = [
        f"As written: {plain(grade.position)}{reason}",
        f"{plain(row.status)}, {plain(row.latest_release_version)}",
        f"OpenAI API: {plain(row.api_openai_compatible)}",
        f"Metrics: {plain(row.metrics_endpoint)}",
    ]
    st.markdown(text.grey("  \n".join(facts)))


def cold_start_note(view: View, rows: pd.DataFrame) -> None:
    """Says that the founding text takes the start of a server for a reason of TTFT."""
    mixed = rows[rows.verdict == "wrong"]
    with st.container(border=True, gap="xsmall"):
        st.markdown(
            f"The founding text explains {plural(len(mixed), 'TTFT rank')} by loading: a start is "
            "over before the first request, TTFT is measured on each request. The times below are "
            "starts, and say nothing on TTFT."
        )
        with st.container(horizontal=True, gap="xsmall"):
            for r in mixed.itertuples():
                said = f"{framework_label(r.framework)}: {r.seed_value}"
                statement_button(view, r.claim_id, said, r.verdict)
            st.page_link(
                "pages/ranks.py", label="TTFT where it was measured", icon=":material/timer:"
            )


def metric_columns(names: pd.DataFrame) -> dict[str, object]:
    """Column widths with which all five fit beside one another; narrow where no name is long."""
    longest = names.map(lambda cell: len(str(cell))).max()
    config = st.column_config.TextColumn
    columns = {name: config(width=115 if n < 15 else 200) for name, n in longest.items()}
    return {**columns, "concept": config("To watch", pinned=True, width=130)}


def queries(catalogue: pd.DataFrame, path: str) -> None:
    """The common panels of one serving path as PromQL to copy, or why there is none."""
    with st.grid(2, min_column_width=330, border=True):
        for panel in monitoring.PANELS:
            filled = monitoring.fill(panel, catalogue, path)
            with st.container(gap="xxsmall"):
                st.markdown(f"**{plain(filled.title)}**")
                if filled.query:
                    st.code(filled.query, language="promql", wrap_lines=True)
                if filled.note:
                    st.markdown(text.grey(plain(filled.note)))
    missing = monitoring.gaps(catalogue, path)
    if missing:
        st.markdown(text.grey(f"Not exported, or not looked up: {', '.join(missing)}."))
