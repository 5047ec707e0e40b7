"""Which measurement would settle a comparison most. Pure."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from tradeoffs.evidence.estimate import MIN_PAIRS, MIN_SETUPS, SETUP, Estimate
from tradeoffs.evidence.measured import Measured
from tradeoffs.formats import plural
from tradeoffs.standing import model_name
from tradeoffs.vocabulary import FRAMEWORKS, framework_label

_WIDE = ("bf16", "fp16")


@dataclass(frozen=True)
class Run:
    """A set-up in which the base was paired with others, and the rival was not yet measured."""

    model_id: str
    gpu_label: str
    gpu_count: int
    precision_id: str | None
    partners: tuple[str, ...]
    pairs: int


def next_run(
    measured: Measured, metric: str, rival: str, base: str, runs: Collection[tuple[str, str]]
) -> Run | None:
    """The set-up where a run of the rival would join the most recent and most numerous pairs.

    ``runs`` are the (framework, precision) that are stated to run; 16-bit weights always do.

    Only set-ups in which the base already stands beside another framework: there one more run
    makes pairs with all of them. None where the base has no pair at all.
    """
    others = [f for f in FRAMEWORKS if f not in (rival, base)]
    rows = pd.concat([measured.rows(metric, f, base) for f in others])
    taken = set(map(tuple, measured.rows(metric, rival, base)[SETUP[1:]].to_numpy()))
    rows = rows[[key not in taken for key in map(tuple, rows[SETUP[1:]].to_numpy())]]
    rows = rows[[p in _WIDE or (rival, p) in runs for p in rows.precision_id]]
    if rows.empty:
        return None
    keys = ["model_id", "gpu_label", "gpu_count", "precision_id"]
    found = rows.groupby(keys, dropna=False).agg(
        pairs=("ratio", "size"), latest=("measured_date", "max")
    )
    year = found.latest.dt.year.fillna(0)
    best = found.assign(year=year).sort_values(["year", "pairs"], ascending=False)
    model, gpu, count, precision = best.index[0]
    same = rows[(rows.model_id == model) & (rows.gpu_label == gpu) & (rows.gpu_count == count)]
    partners = tuple(f for f in others if f in set(same.rival))
    stated = precision if isinstance(precision, str) else None
    return Run(model, gpu, int(count), stated, partners, int(best.pairs.iloc[0]))


def missing_words(found: Estimate) -> str:
    """What a comparison lacks to be summed up: ``1 more pair and 2 more set-ups``."""
    lacking = (
        (MIN_PAIRS - found.pairs, "more pair"),
        (MIN_SETUPS - found.setups, "more set-up"),
    )
    return " and ".join(plural(n, words) for n, words in lacking if n > 0)


def run_words(run: Run, rival: str, base: str) -> str:
    """The run in one sentence."""
    model = model_name(run.model_id)
    partners = " and ".join(framework_label(f) for f in (base, *run.partners))
    precision = f", {run.precision_id.upper()}" if run.precision_id else ""
    return (
        f"most useful: {framework_label(rival)} beside {framework_label(base)} on {model}, "
        f"{run.gpu_count} × {run.gpu_label}{precision}, where {partners} have "
        f"{plural(run.pairs, 'pair')}"
    )


def setups_to_settle(found: Estimate) -> int | None:
    """How many more set-ups like these would separate a tie, if its ratio stays as it is.

    The half width of an interval falls with the square root of the set-ups. None for no tie or
    a ratio within 1 % of 1, which no number of runs need ever separate.
    """
    if not found.enough or found.side:
        return None
    away = abs(math.log(found.ratio))
    if away < math.log(1.01):
        return None
    half = (math.log(found.high) - math.log(found.low)) / 2
    return max(math.ceil(found.setups * ((half / away) ** 2 - 1)), 1)


def tie_words(found: Estimate) -> str:
    """What would separate a tie."""
    more = setups_to_settle(found)
    if more is None:
        return ""
    if more > 20 * max(found.setups, 1):
        return (
            "more runs like these would not: set-ups differ more than the two frameworks do, so "
            "choose a model, GPU or version first"
        )
    return f"about {plural(more, 'more set-up')} would separate them if the ratio stays"
