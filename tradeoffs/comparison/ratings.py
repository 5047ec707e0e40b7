"""The written star ratings: which still stand, how far apart they are, what they add up to.

Rows are those of ``queries/star_matrix.sql`` (framework × criterion). Stars are opinions of the
founding text: they are added up as written and never averaged with measurements.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from tradeoffs.charts.theme import FALLEN
from tradeoffs.formats import is_missing, listing, plural, span
from tradeoffs.linkkeys import CRITERIA, FIVE
from tradeoffs.vocabulary import framework_label

STANDS, HALF, FELL, MISSING = "stands", "half", "fell", "missing"
STANDING_WORDS = {
    STANDS: "stands or is an opinion",
    HALF: "half-known: unproven, disputed or only through another engine",
    FELL: "no longer stands",
}
BAR_LEGEND = (
    "Solid: stands or opinion; half tone: half-known or only via another engine; dashed: fell."
)
LABELS = {
    "memory-efficiency": "Memory efficiency",
    "ease-of-setup": "Ease of setup",
    "peak-throughput": "Peak throughput",
    "multi-lora": "Multi-LoRA",
    "model-support": "Model support",
    "production-maturity": "Production maturity",
}


def standing(verdict: str | None, qualifier: str | None) -> str:
    """Whether a rating ``stands``, is ``half`` known, ``fell`` or is ``missing``."""
    if is_missing(verdict):
        return MISSING
    if verdict in FALLEN:
        return FELL
    borrowed = not is_missing(qualifier)
    return HALF if borrowed or verdict in ("disputed", "unverifiable") else STANDS


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order of the founding text, each with its ``standing`` and ``name``."""
    states = [standing(r.verdict, r.qualifier) for r in rows.itertuples()]
    marked = rows.assign(
        standing=pd.Series(states, index=rows.index, dtype=object),
        name=rows.framework.map(framework_label),
        _f=rows.framework.map(FIVE.index),
        _c=rows.criterion_id.map(CRITERIA.index),
    )
    return marked.sort_values(["_f", "_c"]).drop(columns=["_f", "_c"]).reset_index(drop=True)


def answer(rows: pd.DataFrame) -> str:
    """The page's title: how many of the ratings shown no longer stand."""
    given = rows[rows.stars.notna()]
    fallen = int(given.verdict.isin(FALLEN).sum())
    if given.empty:
        return "No star rating was written for this choice"
    if fallen == 0:
        return f"Not one of {plural(len(given), 'star rating')} has fallen"
    verb = "stands" if fallen == 1 else "stand"
    return f"{fallen} of {plural(len(given), 'star rating')} no longer {verb}"


MEASURE = (
    "The founding text’s stars, each checked against evidence. "
    "Stars are opinions: they are never averaged with measurements."
)


def evidence_line(rows: pd.DataFrame) -> str:
    """Source line: ratings, claims and the span of their evidence."""
    given = rows[rows.stars.notna()]
    if given.empty:
        return "No rating among the founding text's ratings fits."
    dates = span(given.as_of.min(), given.as_of.max())
    return f"{plural(len(given), 'rating')} of the founding text; evidence of {dates}."


def spread(rows: pd.DataFrame) -> pd.DataFrame:
    """Per criterion the lowest and highest written stars, widest gap first.

    Columns criterion_id, criterion, low, high, gap; criteria without stars are left out.
    """
    known = rows[rows.stars.notna()]
    found = known.groupby(["criterion_id", "criterion"], as_index=False, sort=False).agg(
        low=("stars", "min"), high=("stars", "max")
    )
    found["gap"] = found.high - found.low
    return found.sort_values("gap", ascending=False, kind="stable").reset_index(drop=True)


def profile_title(rows: pd.DataFrame) -> str:
    """What the profiles show: where the frameworks are furthest apart, or one's best."""
    known = rows[rows.stars.notna()]
    if known.empty:
        return "No stars were written for this choice"
    if known.framework.nunique() == 1:
        best = known[known.stars == known.stars.max()]
        names = listing(list(best.criterion))
        return f"{best['name'].iloc[0]} has {plural(int(best.stars.max()), 'star')} for {names}"
    wide = spread(rows)
    if wide.gap.iloc[0] == 0:
        return "The same stars on every criterion"
    top = wide[wide.gap == wide.gap.iloc[0]]
    gaps = {f"{int(r.low)} to {int(r.high)}" for r in top.itertuples()}
    far = f": {gaps.pop()} stars" if len(gaps) == 1 else ""
    return f"Furthest apart on {listing(list(top.criterion))}{far}"


def totals(rows: pd.DataFrame, weights: Mapping[str, float]) -> pd.DataFrame:
    """Weighted mean of the written stars, and the parts of it by standing; best first.

    One row a framework: total, stands, half, fell (0 to 5, the parts add up to the total) and
    unrated (criteria of positive weight without stars). Total and parts are NULL where something
    weighted is unrated, or where all weights are 0: a missing rating never counts as 0 stars.
    """
    whole = sum(weights.get(c, 0) for c in rows.criterion_id.unique())
    found = []
    for framework, mine in rows.groupby("framework", sort=False):
        weight = mine.criterion_id.map(weights).fillna(0)
        unrated = list(mine.criterion[mine.stars.isna() & (weight > 0)])
        known = whole > 0 and not unrated
        points = mine.stars.fillna(0) * weight / whole if known else mine.stars * float("nan")
        parts = {
            s: float(points[mine.standing == s].sum()) if known else float("nan")
            for s in (STANDS, HALF, FELL)
        }
        found.append(
            {
                "framework": framework,
                "name": mine["name"].iloc[0],
                "status": mine.status.iloc[0],
                "total": sum(parts.values()),
                **parts,
                "unrated": ", ".join(unrated),
            }
        )
    made = pd.DataFrame(found)
    return made.sort_values("total", ascending=False, kind="stable").reset_index(drop=True)


def totals_title(sums: pd.DataFrame) -> str:
    """Who leads as written, and how much of that rests on ratings that fell."""
    known = sums[sums.total.notna()]
    if known.empty:
        return "Nothing to add up: every weight is zero or a rating is missing"
    best = known.total.max()
    leaders = known[(known.total - best).abs() < 1e-9]
    verb = "leads" if len(leaders) == 1 else "lead"
    said = f"As written, {listing(list(leaders['name']))} {verb} with {best:.2f} of 5 stars"
    fell = leaders.fell.max()
    if len(leaders) > 1:
        return said
    return f"{said}; " + (
        f"{fell:.2f} of it on ratings that fell" if fell > 1e-9 else "none of it fell"
    )


def standing_only(sums: pd.DataFrame) -> str:
    """Who leads when only ratings that stand or are half-known count."""
    known = sums[sums.total.notna()].assign(left=lambda s: s.total - s.fell)
    if known.empty:
        return ""
    best = known.left.max()
    leading = known[(known.left - best).abs() < 1e-9]
    leaders = listing(list(leading["name"]))
    worst = known.loc[known.fell.idxmax()]
    half = leading.half.max()
    part = f", {half:.2f} of it half-known" if half > 1e-9 else ""
    said = f"What has not fallen: {leaders} with {best:.2f}{part}"
    if worst.fell < 1e-9:
        return f"{said}."
    share = round(100 * worst.fell / worst.total)
    return f"{said}. Most fallen: {worst['name']}, {share} % of its total."
