"""The written orders beside the measured ones: rows for the chart, and the sentences. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from tradeoffs.evidence.claims import Computed, few, tally
from tradeoffs.evidence.estimate import LEVEL
from tradeoffs.evidence.measured import Measured
from tradeoffs.evidence.pairs import ages_months
from tradeoffs.evidence.ranking import Place, Ranking
from tradeoffs.evidence.settle import missing_words, next_run, run_words, tie_words
from tradeoffs.formats import count, listing, percent, plural, ratio, span
from tradeoffs.vocabulary import FRAMEWORKS, framework_label

ORDERS = {"ttft": "First token", "itl": "Between tokens", "throughput": "Throughput"}
MEASURES = {
    "ttft": "Time to first token (TTFT)",
    "itl": "Time per output token after the first (ITL)",
    "throughput": "Output tokens per second",
}
BETTER = {
    "ttft": "left is faster",
    "itl": "left is faster",
    "throughput": "right is more",
}
PERCENT = percent(LEVEL)
_PLURAL = {"depends": "depend"}
_ZONE = 1.2  # from the last place to the first framework without one
_STEP = 0.85


def answer(verdicts: Mapping[str, Computed], places: Iterable[str]) -> str:
    """The page's title: how the written places (claim ids) stand against the measurements."""
    found = tally({k: verdicts[k] for k in places})
    parts = [
        f"{count(n)} {words}"
        for n, words in (
            (found["supported"], "are supported"),
            (found["contradicted"], "are contradicted"),
            (found["depends"], "depend on the set-up"),
            (found["untested"], "are untested"),
        )
        if n
    ]
    return f"Of {plural(sum(found.values()), 'written place')}, {listing(parts)}"


def claims_title(verdicts: Mapping[str, Computed]) -> str:
    """How many claims the measurements can bear on, and how they come out."""
    found = tally(verdicts)
    parts = [f"{count(n)} {_PLURAL.get(v, v)}" for v, n in found.items() if n]
    return f"{plural(len(verdicts), 'claim')} put to the measurements: {listing(parts)}"


def title(ranking: Ranking) -> str:
    """``Throughput: TensorRT-LLM and vLLM not told apart, vLLM ahead of Triton``.

    Only what is certain: ahead of all that share the front, else by whom.
    """
    name = ORDERS[ranking.metric]
    if not ranking.places:
        return f"{name}: not enough matched measurements"
    names = {p.framework: framework_label(p.framework) for p in ranking.places}
    first = [p.framework for p in ranking.places if p.best == 1]
    clear = [f for f in names if f not in first and all(ranking.ahead(a, f) > 0 for a in first)]
    start = listing([names[f] for f in first])
    head = f"{start} leads" if len(first) == 1 else f"{start} not told apart"
    others = [
        f"{names[a]} ahead of {listing(behind)}"
        for a in first
        if (behind := [names[f] for f in names if f not in clear and ranking.ahead(a, f) > 0])
    ]
    tail = [f"ahead of {listing([names[f] for f in clear])}"] if clear else []
    return f"{name}: {', '.join([head, *tail, *others])}"


def drawn(claimed: pd.DataFrame, ranking: Ranking, measured: Measured) -> dict[str, pd.DataFrame]:
    """Rows of the slope chart of one metric, by name of source.

    ``lines``: one row a framework with its written ``rank`` and the height ``end`` of its measured
    place; ``measured`` says whether it has one, ``best`` and ``worst`` bound it. ``zone``: the
    height of the line above those without a place (one row, or none).
    """
    mine = claimed[claimed.metric == ranking.metric]
    heights = {p.framework: float(i + 1) for i, p in enumerate(ranking.places)}
    start = len(heights) + _ZONE
    missing = [f for f in mine.framework if f not in heights]
    ends = heights | {f: start + i * _STEP for i, f in enumerate(missing)}
    lines = [
        {
            "framework": row.framework,
            "rank": float(row.rank),
            "end": ends[row.framework],
            "measured": row.framework in heights,
            "name": f"{framework_label(row.framework)} {row.rank}",
            **_end(ranking.place(row.framework), row.framework, measured, ranking.metric),
        }
        for row in mine.itertuples()
    ]
    zone = [{"height": start - 0.55}] if missing else []
    return {"lines": pd.DataFrame(lines), "zone": pd.DataFrame(zone, columns=["height"])}


def _end(place: Place | None, framework: str, measured: Measured, metric: str) -> dict[str, object]:
    label = framework_label(framework)
    if place is None:
        pairs = _most_pairs(measured, metric, framework)
        return {"best": None, "worst": None, "said": f"{label}: {few(pairs)}", "places": "no place"}
    return {
        "best": float(place.best),
        "worst": float(place.worst),
        "said": f"{places_words(place)} {label}",
        "places": places_words(place),
    }


def _most_pairs(measured: Measured, metric: str, framework: str) -> int:
    """Pairs with the framework it was measured beside most often."""
    others = [f for f in FRAMEWORKS if f != framework]
    return max(measured.estimate(metric, framework, other).pairs for other in others)


def places_words(place: Place) -> str:
    """``2``, or ``1 to 3`` where the measurements leave it open."""
    return str(place.best) if place.best == place.worst else f"{place.best} to {place.worst}"


def slope_source(ranking: Ranking, measured: Measured) -> str:
    """What a measured order rests on, and which frameworks it leaves out."""
    mine = measured.pairs[measured.pairs.metric == ranking.metric]
    if mine.empty:
        return "No matched pair under these filters."
    said = (
        f"{plural(len(mine), 'pair')}, {plural(mine.source_id.nunique(), 'source')}; the places "
        f"that {PERCENT} intervals leave open"
    )
    behind = set(mine.label_a) | set(mine.label_b)
    engine = [label for label in behind if label.startswith("Triton (")]
    if len(engine) != 1:
        return f"{said}."
    return f"{said}; Triton with {engine[0].removeprefix('Triton (').rstrip(')')} behind it."


def settling(
    measured: Measured, metric: str, rival: str, base: str, runs: Collection[tuple[str, str]]
) -> str:
    """What would settle the comparison of two frameworks in a metric, as a sentence; else empty.

    ``runs`` are the (framework, precision) that are stated to run.
    """
    found = measured.estimate(metric, rival, base)
    if found.side:
        return ""
    if found.enough:
        return tie_words(found)
    run = next_run(measured, metric, rival, base, runs)
    wanted = run_words(run, rival, base) if run else ""
    return "; ".join(p for p in (f"lacks {missing_words(found)}", wanted) if p)


def summary_words(measured: Measured, metric: str, rival: str, base: str, withheld: int) -> str:
    """The line under a rival's name: ratio, interval and counts, or what is missing."""
    found = measured.estimate(metric, rival, base)
    held = f"{count(withheld)} more with gaps" if withheld else ""
    if not found.enough:
        extent = f"{few(found.pairs)}, {plural(found.setups, 'set-up')}: not enough"
        return "; ".join(p for p in (extent if found.pairs else "no matched pair", held) if p)
    return (
        f"{ratio(found.ratio)} ({found.low:.2f} to {found.high:.2f}), "
        f"{plural(found.pairs, 'pair')}, {plural(found.setups, 'set-up')}"
    )


def forest_title(measured: Measured, metric: str, base: str, rivals: list[str]) -> str:
    """What the pairs say against the base, only where it is certain."""
    name = framework_label(base)
    ahead = [f for f in rivals if measured.estimate(metric, f, base).side]
    if not ahead:
        enough = any(measured.estimate(metric, f, base).enough for f in rivals)
        told = f"no rival is certainly apart from {name}" if enough else "too few matched pairs"
        return f"{ORDERS[metric]}: {told}"
    said = [f"{framework_label(f)} {_figure(measured, metric, f, base)}" for f in ahead]
    return f"{ORDERS[metric]}: {listing(said)} against {name}"


def _figure(measured: Measured, metric: str, rival: str, base: str) -> str:
    """``1.20×, slower``."""
    found = measured.estimate(metric, rival, base)
    words = {"throughput": ("less", "more")}.get(metric, ("faster", "slower"))
    return f"{ratio(found.ratio)}, {words[found.side > 0]}"


def withheld(
    everything: pd.DataFrame, measured: Measured, metric: str, rival: str, base: str
) -> int:
    """Pairs of two frameworks left out because both sides leave the same dimension unstated."""
    sides = sorted((rival, base))
    mine = everything[
        (everything.metric == metric)
        & (everything.framework_a == sides[0])
        & (everything.framework_b == sides[1])
    ]
    return max(len(mine) - measured.estimate(metric, rival, base).pairs, 0)


def pairs_source(pairs: pd.DataFrame) -> str:
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
        (pairs.nominal_length.sum(), "have an output length that is only asked for"),
        ((pairs.statistic == "from total").sum(), "have an output rate worked out of a total one"),
        (
            ((pairs.metric == "ttft") & (pairs.load_kind == "batch")).sum(),
            "time a whole batch to its first tokens",
        ),
        (
            ((pairs.settings_a > 1) | (pairs.settings_b > 1)).sum(),
            "are medians over several settings of a release",
        ),
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


def measure(pairs: pd.DataFrame, everything: pd.DataFrame, too_old: int) -> str:
    """The measure line: what is checked, what a pair is, how many count and how many do not."""
    held = len(everything) - len(pairs)
    n = plural(len(pairs), "matched pair") if len(pairs) else "no matched pair"
    said = (
        f"The three orders of the founding comparison against {n} of two frameworks each: same "
        "source, model, GPU, precision, parallelism, lengths and load."
    )
    if held > 0:
        said += f" {count(held)} more have gaps: a dimension that neither side states."
    if too_old:
        said += f" {count(too_old)} are older than asked for, or undated."
    return said


def freshness(pairs: pd.DataFrame, today: dt.date) -> str:
    """Median age of pairs, and how many releases came since; ``pairs`` as by ``with_ages``."""
    dated = ages_months(pairs, today)
    if dated.empty:
        return "None of these measurements has a date."
    said = [f"Half of these measurements are {round(dated.median())} months old or older"]
    for side in ("base", "rival"):
        for framework, rows in pairs.groupby(side):
            known = rows[f"{side}_newer"].dropna()
            if len(known):
                unknown = len(rows) - len(known)
                more = f" ({count(unknown)} more name no listed version)" if unknown else ""
                said.append(
                    f"Of {plural(len(known), 'pair')} with a listed {framework_label(framework)} "
                    f"version half are {count(known.median())} stable releases behind or "
                    f"more{more}"
                )
    return ". ".join(said) + "."


def exists_instead(everything: pd.DataFrame) -> str:
    """What an empty result can offer: pairs with a gap that both sides share."""
    if everything.empty:
        return (
            "Not even a pair with an unstated dimension; the written orders stand unchecked here."
        )
    return f"{plural(len(everything), 'pair')} here leave a dimension unstated on both sides."
