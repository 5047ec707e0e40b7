"""Two frameworks side by side: in which stars they differ, and what both are today."""

from __future__ import annotations

import pandas as pd

from tradeoffs.comparison.ratings import FELL
from tradeoffs.formats import age, day, is_missing, listing, plain
from tradeoffs.standing import release_age
from tradeoffs.vocabulary import framework_label

METRICS = {"ttft": "Time to first token", "itl": "Time between tokens", "throughput": "Throughput"}
FACTS = {
    "display_name": "Full name",
    "status": "Status",
    "latest_release": "Newest stable release",
    "licence": "Licence",
    "vendor": "Maker",
    "language_core": "Core language",
    "official_image": "Container image",
    "api_openai_compatible": "OpenAI-style API",
    "metrics_endpoint": "Metrics endpoint",
    "structured_output": "Structured output",
    "token_streaming": "Token streaming",
}
NOT_FOUND = "none found"


def stars_title(rows: pd.DataFrame, a: str, b: str) -> str:
    """On how many criteria each has more written stars. Rows of ``star_matrix`` of both."""
    if a == b:
        return f"{framework_label(a)} beside itself: choose two frameworks"
    stars = rows.pivot(index="criterion_id", columns="framework", values="stars")
    both = stars.dropna(subset=[a, b])
    if both.empty:
        return "No criterion is rated for both"
    ahead_a, ahead_b = int((both[a] > both[b]).sum()), int((both[b] > both[a]).sum())
    level = len(both) - ahead_a - ahead_b
    parts = [f"{framework_label(f)} has more on {n}" for f, n in ((a, ahead_a), (b, ahead_b)) if n]
    if level:
        parts.append(f"level on {level}")
    noun = "criterion" if len(both) == 1 else "criteria"
    return f"Stars as written on {len(both)} {noun}: {listing(parts)}"


def fallen_sentence(rows: pd.DataFrame, a: str, b: str) -> str:
    """How many ratings of each no longer stand."""
    parts = []
    for framework in dict.fromkeys((a, b)):
        mine = rows[(rows.framework == framework) & rows.stars.notna()]
        fell = int((mine.standing == FELL).sum())
        parts.append(f"{fell} of {framework_label(framework)}’s {len(mine)}")
    return f"No longer stand: {listing(parts)}. Boxed cells fell; each opens its evidence."


def facts_table(facts: pd.DataFrame, a: str, b: str) -> pd.DataFrame:
    """Facts down, the two frameworks across, cells as Markdown; a missing fact says so."""
    by_framework = {row["framework"]: row for row in facts.to_dict("records")}
    shown = {"Today": list(FACTS.values())}
    for framework in dict.fromkeys((a, b)):
        row = by_framework[framework]
        shown[framework_label(framework)] = [_fact(row, key) for key in FACTS]
    return pd.DataFrame(shown)


def facts_title(facts: pd.DataFrame, a: str, b: str) -> str:
    """``vLLM is active, TGI is archived``."""
    status = facts.set_index("framework").status
    if a != b and status[a] == status[b]:
        return f"Both are {_state(status[a])}"
    return listing([f"{framework_label(f)} is {_state(status[f])}" for f in dict.fromkeys((a, b))])


def facts_source(facts: pd.DataFrame) -> str:
    """When and from what the facts were read."""
    read = facts.as_of.min()
    return f"Table of frameworks, read on {day(read)} ({age(read)} ago)."


def _state(status: str) -> str:
    return "in maintenance" if status == "maintenance" else status


def _fact(row: dict, key: str) -> str:
    value = row[key]
    if is_missing(value):
        return NOT_FOUND
    if key == "latest_release":
        dated = row["latest_release_date"]
        shown = dated if day(dated) == "undated" else day(dated)
        return plain(f"{value}, {shown}, {release_age(dated)}")
    if key == "status":
        return f"{plain(value)} ([source]({row['status_source_url']}))"
    return plain(value)


def labelled(ranks: pd.DataFrame) -> pd.DataFrame:
    """Written places with the ``label`` of their metric, metrics in reading order."""
    order = {metric: place for place, metric in enumerate(METRICS)}
    named = ranks.assign(label=ranks.metric.map(METRICS), _place=ranks.metric.map(order))
    return named.sort_values("_place", kind="stable").drop(columns="_place")


def ranks_title(ranks: pd.DataFrame, a: str, b: str) -> str:
    """Which of the two is written ahead on each metric."""
    if a == b:
        return f"Written places of {framework_label(a)}"
    places = ranks.pivot(index="metric", columns="framework", values="rank")
    ahead: dict[str, list[str]] = {}
    for metric, label in METRICS.items():
        if metric in places.index and not places.loc[metric, [a, b]].isna().any():
            first = a if places.loc[metric, a] < places.loc[metric, b] else b
            ahead.setdefault(first, []).append(label.lower())
    if not ahead:
        return "No written order places both"
    return "Written ahead: " + "; ".join(
        f"{framework_label(f)} on {listing(labels)}" for f, labels in ahead.items()
    )
