"""Words and sums of the sources page: kinds, answers, one source's record, what a table holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from tradeoffs.formats import age, count, day, is_missing, number, plural, span
from tradeoffs.vocabulary import QUALITY_FLAGS, SERIOUS_FLAGS

# Kinds in the order of a source's distance from what it measures.
KINDS = {
    "official benchmark consortium": "MLPerf consortium",
    "academic": "Academic",
    "independent": "Independent",
    "community": "Community",
    "vendor": "Vendor",
}
COLLECTIONS = {
    "published": "Publications, first pass",
    "published-2": "Publications, second pass",
    "aic-silicon": "AIConfigurator silicon files",
    "mlperf": "MLPerf rounds",
}
LICENCES = {"all": "Any licence", "stated": "Licence stated", "none": "None stated"}
PARTS = {"list": "Sources", "method": "Method and terms", "tables": "Tables and prices"}

TABLES = {
    "aliases": "what a name means that a source uses for a model, GPU, framework or precision",
    "batching": "what the founding comparison says about batching",
    "claims": "every claim of the founding comparison with its verdict and evidence",
    "contradictions": "places where the founding comparison contradicts itself",
    "deployment": "what it says about containers, scaling and monitoring",
    "frameworks": "frameworks with status, latest release and interfaces",
    "gpus": "accelerators: memory, bandwidth and arithmetic rates",
    "memory": "what the founding comparison says about memory management",
    "metrics_catalog": "exported metric names by framework and concept",
    "misleading": "the claims that mislead most today",
    "mlperf": "round, division, submitter and system of each MLPerf result",
    "models": "model shapes",
    "parallelism": "parallel strategies by framework, with flag and status",
    "parallelism_seed": "what the founding comparison says about several GPUs",
    "prices": "dated prices of accelerators",
    "qa": "the questions and answers of the founding comparison",
    "quantization": "quantization methods by framework and GPU generation",
    "quantization_seed": "what the founding comparison says about quantization",
    "ranks": "its orders for latency and throughput",
    "ratings": "its star ratings",
    "releases": "releases of each framework with their dates",
    "results": "measured operating points",
    "selection": "its recommendation for each use case",
    "sources": "publications that the measured points come from",
    "startup": "measured start times",
}


def listed_answer(rows: pd.DataFrame, today: dt.date | None = None) -> str:
    """The page's title: how many publications there are and how old the middle one is."""
    dated = rows.published.dropna()
    what = f"{plural(len(rows), 'publication')} {'carries' if len(rows) == 1 else 'carry'}"
    if dated.empty:
        return f"{what} these figures; none states its date"
    middle = dated.sort_values().iloc[(len(dated) - 1) // 2]
    return f"{what} these figures; of the dated ones the middle one is {age(middle, today)} old"


def listed_measure(rows: pd.DataFrame) -> str:
    """The line under it: rows, doubtful rows, undated and unlicensed publications."""
    undated = int(rows.published.isna().sum())
    unlicensed = int((~rows.licence_stated.astype(bool)).sum())
    return (
        f"{plural(int(rows.points.sum()), 'measured row')}, {count(rows.doubtful.sum())} of them "
        f"doubtful; {undated} of {plural(len(rows), 'publication')} state no date, {unlicensed} "
        "no licence"
    )


def method_answer(matched: Mapping[str, int]) -> str:
    """The title of the method part: how few points compare."""
    if not matched["points"]:
        return "There is no sound point to compare"
    share = 100 * matched["matched"] / matched["points"]
    return f"{number(share, 2)} % of the sound points were measured like a rival’s"


def matched_sentence(matched: Mapping[str, int]) -> str:
    """What rule 3.3 leaves of the shipped points, in counts."""
    return (
        f"Of {plural(matched['points'], 'sound point')} (MLPerf apart), "
        f"{count(matched['comparable'])} state all of these. "
        f"{count(matched['matched'])} of them stand in {plural(matched['setups'], 'set-up')} "
        f"that one source ran with two systems or more; they come from "
        f"{matched['sources']} of {plural(matched['all_sources'], 'publication')}. "
        "All other points can be looked at, and rank nobody."
    )


def flag_lines(rows: pd.DataFrame) -> list[dict[str, str]]:
    """Each quality flag: its name, what it means, its rows, and what follows from it."""
    return [
        {
            "flag": row.flag,
            "meaning": QUALITY_FLAGS[row.flag],
            "rows": plural(int(row.points + row.mlperf), "row"),
            "sources": plural(row.sources, "source"),
            "follows": "out of rankings" if row.flag in SERIOUS_FLAGS else "shown with a note",
        }
        for row in rows.itertuples()
    ]


def record_facts(source: pd.Series, today: dt.date | None = None) -> dict[str, str]:
    """What is known of one source, as label and text; what it does not state is left out."""
    facts = {
        "Publisher": source.publisher,
        "Kind": KINDS.get(source.kind, source.kind),
        "Licence": source.licence,
        "Published": _published(source, today),
        "Measured": span(source.first_day, source.last_day),
        "Rows": _row_words(source),
        "Systems": source.systems,
        "GPUs": source.gpu_names,
        "Models": source.model_names,
        "Collection": COLLECTIONS.get(source.collection, source.collection),
        "Source id": source.source_id,
    }
    return {k: str(v) for k, v in facts.items() if not is_missing(v)}


def _published(source: pd.Series, today: dt.date | None) -> str:
    if is_missing(source.published):
        return "no date stated"
    stated = day(source.published_on)
    stated = source.published_on if stated == "undated" else stated
    return f"{stated} ({age(source.published, today)} ago)"


def _row_words(source: pd.Series) -> str:
    doubtful = f", {count(source.doubtful)} doubtful" if source.doubtful else ""
    derived = f", {count(source.derived)} with a derived output rate" if source.derived else ""
    return f"{count(source.points)}{doubtful}{derived}"


def tables_answer(extent: pd.DataFrame) -> str:
    """The title of the tables part."""
    return f"{plural(len(extent), 'table')} hold {plural(int(extent.entries.sum()), 'row')}"


def by_kind(rows: pd.DataFrame) -> pd.DataFrame:
    """Dated sources as the age chart takes them: published, kind label, points, hollow, title."""
    dated = rows[rows.published.notna()]
    return pd.DataFrame(
        {
            "published": dated.published,
            "kind": [KINDS.get(k, k) for k in dated.kind],
            "points": dated.points,
            "hollow": ~dated.licence_stated.astype(bool),
            "title": dated.title,
            "source_id": dated.source_id,
        }
    )


def kinds_title(rows: pd.DataFrame) -> str:
    """The chart's title: which kind of source gives most of the rows."""
    sums = rows.groupby("kind").points.sum().sort_values(ascending=False)
    total = int(sums.sum())
    if not total:
        return "None of these sources has a measured row"
    share = number(100 * sums.iloc[0] / total, 2)
    name = KINDS.get(sums.index[0], sums.index[0])
    return f"{name} sources give {share} % of the rows"


def drawn_note(rows: pd.DataFrame) -> str:
    """The line under the chart: what is drawn and what cannot be."""
    undated = int(rows.published.isna().sum())
    note = f"{plural(len(rows) - undated, 'source')} drawn"
    return f"{note}; {undated} without a stated date cannot be" if undated else note
