"""Matched pairs: what they add up to, and the sentences said of them. Pure.

A pair is a rival's figure and the base framework's in the same set-up (DESIGN 3.3, query
``matched_pairs``). Fewer than MIN_PAIRS are shown as points without a summary (rule 3.6), and
so are pairs of fewer than MIN_SETUPS set-ups.
Medians of pairs are not yet ranking statistics: pairs of one source are not independent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from tradeoffs.evidence.orders import ORDERS
from tradeoffs.formats import change, count, listing, plural, ratio, span
from tradeoffs.vocabulary import FRAMEWORKS, framework_label

MIN_PAIRS = 5
MIN_SETUPS = 3
EDGE = 8.0  # ratios beyond 1/8 and 8 are drawn at the edge
_BINS_PER_OCTAVE = 12


@dataclass(frozen=True)
class Summary:
    """The pairs of one rival under one metric; the quantiles are None where they are too few.

    ``withheld`` counts pairs left out because both sides leave the same dimension unstated.
    """

    metric: str
    framework: str
    label: str
    pairs: int
    setups: int
    sources: int
    median: float | None
    low: float | None
    high: float | None
    withheld: int


def rivals(base: str) -> list[str]:
    """The frameworks that are compared with the base, in reading order."""
    return [f for f in FRAMEWORKS if f != base]


def summaries(
    pairs: pd.DataFrame, everything: pd.DataFrame, metric: str, base: str
) -> list[Summary]:
    """One Summary a rival, also where nothing matches.

    ``everything`` also has the pairs with a dimension that both sides leave unstated.
    """
    mine = pairs[pairs.metric == metric]
    total = everything[everything.metric == metric].rival.value_counts()
    return [_summary(mine[mine.rival == f], metric, f, int(total.get(f, 0))) for f in rivals(base)]


def _summary(mine: pd.DataFrame, metric: str, framework: str, total: int) -> Summary:
    n, kinds = len(mine), setups(mine)
    enough = n >= MIN_PAIRS and kinds >= MIN_SETUPS  # rule 3.6
    low, middle, high = mine.ratio.quantile([0.1, 0.5, 0.9]) if enough else (None, None, None)
    names = mine.rival_label.unique()
    label = names[0] if len(names) == 1 else framework_label(framework)
    withheld = max(total - n, 0)
    sources = mine.source_id.nunique()
    return Summary(metric, framework, label, n, kinds, sources, middle, low, high, withheld)


def setups(pairs: pd.DataFrame) -> int:
    """Distinct source, model, GPU, count and precision among the pairs."""
    kinds = ["source_id", "model_id", "gpu_label", "gpu_count", "precision_id"]
    return len(pairs[kinds].drop_duplicates())


def summary_words(s: Summary) -> str:
    """The line under a rival's marks: median, spread and n, or why there is none."""
    held = f"{count(s.withheld)} more with gaps" if s.withheld else ""
    if s.median is None:
        few = "no matched pair"
        if s.pairs:
            few = f"{plural(s.pairs, 'pair')}, {plural(s.setups, 'set-up')}: not enough"
        return "; ".join(p for p in (few, held) if p)
    return (
        f"median {ratio(s.median)} ({ratio(s.low)} to {ratio(s.high)}), "
        f"{plural(s.pairs, 'pair')}, {plural(s.setups, 'set-up')}"
    )


def title(found: Sequence[Summary], metric: str, base: str) -> str:
    """``First token: TensorRT-LLM −6 % against vLLM``; says so where nothing can be summed up."""
    told = [s for s in found if s.median is not None]
    if not told:
        return f"{ORDERS[metric]}: not enough matched measurements"
    said = [f"{s.label} {change(s.median)}" for s in told]
    return f"{ORDERS[metric]}: {listing(said)} against {framework_label(base)}"


def source_line(pairs: pd.DataFrame) -> str:
    """n, publications, models, GPUs, dates, and what to know of these pairs."""
    if pairs.empty:
        return "No matched pair under these filters."
    parts = [
        f"{plural(len(pairs), 'pair')} from {plural(pairs.source_id.nunique(), 'publication')}, "
        f"{plural(pairs.model_id.nunique(), 'model')}, {plural(pairs.gpu_label.nunique(), 'GPU')}, "
        f"{_when(pairs)}"
    ]
    for n, words in (
        ((pairs.statistic == "not stated").sum(), "do not state mean or median"),
        (pairs.nominal_length.sum(), "have a nominal output length"),
        ((pairs.statistic == "from total").sum(), "take the output rate from a total rate"),
    ):
        if n:
            parts.append(f"{count(n)} {words}")
    return "; ".join(parts) + "."


def _when(pairs: pd.DataFrame) -> str:
    dates = pairs.measured_date.dropna()
    if dates.empty:
        return "undated"
    undated = len(pairs) - len(dates)
    known = span(dates.min(), dates.max())
    return f"{known} ({count(undated)} undated)" if undated else known


def marks(pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs as marks: near-equal ratios of a rival share one, at their geometric mean.

    Columns: framework, ratio (drawn, within the edges), n, said (exact ratio and n).
    """
    logs = pairs.ratio.map(math.log2)
    rows = pd.DataFrame(
        {"framework": pairs.rival, "log": logs, "bin": (logs * _BINS_PER_OCTAVE).round()}
    )
    found = rows.groupby(["framework", "bin"], as_index=False).agg(
        log=("log", "mean"), n=("log", "size")
    )
    exact = found.log.map(lambda x: 2**x)
    found["ratio"] = exact.clip(1 / EDGE, EDGE)
    found["said"] = [
        f"{ratio(r)}, {plural(int(n), 'pair')}" for r, n in zip(exact, found.n, strict=True)
    ]
    return found[["framework", "ratio", "n", "said"]]


def measure(pairs: pd.DataFrame, everything: pd.DataFrame, base: str) -> str:
    """The measure line: what a pair is, how many are counted, and how many are not."""
    held = len(everything) - len(pairs)
    more = (
        f" {count(held)} more have gaps: a dimension that neither side states." if held > 0 else ""
    )
    n = plural(len(pairs), "matched pair") if len(pairs) else "no matched pair"
    return (
        f"Beside each order: {n} against "
        f"{framework_label(base)}, of the same source, model, GPU, precision, parallelism, lengths "
        f"and load.{more}"
    )


def exists_instead(everything: pd.DataFrame) -> str:
    """What an empty result can offer: pairs with a gap that both sides share."""
    if everything.empty:
        return (
            "Not even a pair with an unstated dimension; the written orders stand unchecked here."
        )
    return f"{plural(len(everything), 'pair')} here leave a dimension unstated on both sides."
