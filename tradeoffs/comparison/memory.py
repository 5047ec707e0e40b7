"""The two technical sections of the founding text, memory and batching: what of them stands.

Rows are those of ``queries/memory_statements.sql``.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from tradeoffs.charts.theme import FALLEN
from tradeoffs.formats import day, is_missing, listing, plain, plural, span
from tradeoffs.linkkeys import FIVE
from tradeoffs.vocabulary import framework_label

STRATEGIES = {
    "continuous": "Continuous batching",
    "static": "Static batching",
    "dynamic": "Dynamic batching",
}


def answer(rows: pd.DataFrame) -> str:
    """The page's title: how many statements fell, and on whom."""
    if rows.empty:
        return "Nothing was written on memory and batching for this choice"
    claims = rows.drop_duplicates("claim_id")
    fallen = claims[claims.verdict.isin(FALLEN)]
    if fallen.empty:
        return f"Not one of {plural(len(claims), 'statement')} on memory and batching has fallen"
    verb = "stands" if len(fallen) == 1 else "stand"
    written = plural(len(claims), "statement")
    return f"{len(fallen)} of {written} on memory and batching no longer {verb}"


def measure(rows: pd.DataFrame) -> str:
    """The line under the title: whose statements fell."""
    fallen = rows[rows.verdict.isin(FALLEN)].drop_duplicates("claim_id")
    counts = [
        f"{framework_label(f)} {n}" if f != "all" else f"batching in general {n}"
        for f in (*FIVE, "all")
        if (n := int((fallen.framework == f).sum()))
    ]
    base = "The KV cache and batches as the founding text has them, with today’s facts"
    return f"{base}; fallen: {listing(counts)}." if counts else f"{base}."


def card_title(rows: pd.DataFrame) -> str:
    """``2 of 4 statements stand``; opinions and open ones are neither."""
    claims = rows.drop_duplicates("claim_id")
    holding = int((claims.verdict == "holds").sum())
    verb = "holds" if holding == 1 else "hold"
    return f"{holding} of {plural(len(claims), 'statement')} {verb}"


def statements_of(rows: pd.DataFrame, part: str, framework: str | None = None) -> pd.DataFrame:
    """Statements of one part, of one framework if given; general ones first, one row a claim.

    ``said`` joins the statements that rest on one claim; ``named`` marks where a framework begins.
    """
    mine = rows[rows.part == part]
    mine = mine.assign(said=[said(row) for row in mine.itertuples()])
    joined = mine.groupby("claim_id", sort=False).said.transform("; ".join)
    mine = mine.assign(said=joined).drop_duplicates("claim_id")
    if framework is not None:
        mine = mine[mine.framework == framework]
    order = mine.framework.map(lambda f: -1 if f == "all" else FIVE.index(f))
    mine = mine.iloc[order.argsort(kind="stable")]
    return mine.assign(named=(mine.framework != mine.framework.shift()) & (mine.framework != "all"))


def said(row: Any) -> str:
    """The statement as a reader's text; of a heading the word it gives."""
    return row.value if row.property_id == "approach" else row.statement


def today(row: Any) -> str:
    """What the evidence says now, with its version and date, as Markdown."""
    version = (
        "" if is_missing(row.as_of_version) or row.as_of_version == "n/a" else row.as_of_version
    )
    known = ", ".join(part for part in (version, f"as of {day(row.as_of_date)}") if part)
    return f"{plain(row.current_value)} ({plain(known)})"


def evidence_line(rows: pd.DataFrame) -> str:
    """Source line: statements, claims and the span of their evidence."""
    dates = span(rows.as_of.min(), rows.as_of.max())
    claims = plural(rows.claim_id.nunique(), "claim")
    lines = plural(len(rows), "line")
    return f"{lines} of the founding text resting on {claims}; evidence of {dates}."
