"""Which parallelism strategy runs in which framework: pure logic over parallelism_support rows."""

from __future__ import annotations

import pandas as pd

from tradeoffs.formats import is_missing, listing
from tradeoffs.vocabulary import FRAMEWORKS, framework_label

STRATEGIES = {
    "tensor": "Tensor",
    "pipeline": "Pipeline",
    "data": "Data",
    "expert": "Expert",
    "context-sequence": "Context or sequence",
    "disaggregated-prefill": "Split prefill and decode",
    "multi-node": "Several nodes",
}
SUPPORT = {
    "yes": "supported",
    "partial": "in part",
    "no": "not supported",
    "unknown": "not established",
}


def frameworks_in(rows: pd.DataFrame, *, others: bool) -> list[str]:
    """The five that have rows, then with ``others`` the context frameworks by id."""
    there = set(rows.framework)
    five = [f for f in FRAMEWORKS if f in there]
    return five + (sorted(there - set(FRAMEWORKS)) if others else [])


def answer(rows: pd.DataFrame) -> str:
    """The page's title: which of the five support every strategy (fully or in part)."""
    of_five = rows[rows.framework.isin(FRAMEWORKS)]
    runs = of_five[of_five.supported.isin(("yes", "partial"))].groupby("framework").strategy
    counts = runs.nunique()
    names = [f for f in FRAMEWORKS if counts.get(f, 0) == len(STRATEGIES)]
    every = [framework_label(f) for f in names]
    least = min(FRAMEWORKS, key=lambda f: counts.get(f, 0))
    few = f"{framework_label(least)} offers {counts.get(least, 0)}"
    if not every:
        return f"No framework offers all {len(STRATEGIES)} parallelism strategies; {few}"
    verb = "offers" if len(every) == 1 else "offer"
    partly = (of_five[of_five.framework.isin(names)].supported == "partial").any()
    tail = ", some in part" if partly else ""
    return f"{listing(every)} {verb} all {len(STRATEGIES)} parallelism strategies{tail}; {few}"


def stated_as(row: tuple) -> str:
    """A founding statement on parallelism in words, after the strategy it is about."""
    said = next(s for s in (row.statement, row.position, row.seed_value) if not is_missing(s))
    about = "other strategies" if is_missing(row.strategy) else row.strategy
    return f"{about}: {said}"


def flags_answer(rows: pd.DataFrame) -> str:
    """How many of the five run each strategy, told for the rarest and the most common."""
    of_five = rows[rows.framework.isin(FRAMEWORKS) & (rows.supported == "yes")]
    counts = {s: of_five[of_five.strategy == s].framework.nunique() for s in STRATEGIES}
    most, least = max(counts, key=counts.get), min(counts, key=counts.get)
    return (
        f"{STRATEGIES[most]} parallelism runs in {counts[most]} of {len(FRAMEWORKS)}; "
        f"{STRATEGIES[least].lower()} in {counts[least]}"
    )
