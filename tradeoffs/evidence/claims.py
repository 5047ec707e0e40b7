"""Claims of the founding text put to the measurements: supported, contradicted, depends, untested.

Pure. A verdict names what it rests on: how many pairs, of which query, and in which view they are.
The registry below says which measurement bears on which claim; the places of the three written
orders come from the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from tradeoffs.evidence.estimate import Estimate, estimate
from tradeoffs.evidence.measured import Measured
from tradeoffs.evidence.ranking import BETTER
from tradeoffs.formats import change, count, listing, plural, ratio
from tradeoffs.vocabulary import FRAMEWORKS, framework_label

SUPPORTED, CONTRADICTED, DEPENDS, UNTESTED = "supported", "contradicted", "depends", "untested"
COMPUTED = (SUPPORTED, CONTRADICTED, DEPENDS, UNTESTED)
METRICS = {"ttft": "TTFT", "itl": "ITL", "throughput": "throughput"}
AS_CLAIMED = 1.05  # a stated figure is met within 5 %
# What each researched verdict would be, had it been computed; an opinion compares with nothing.
ALIKE = {
    "holds": (SUPPORTED,),
    "wrong": (CONTRADICTED,),
    "outdated": (CONTRADICTED, DEPENDS),
    "disputed": (DEPENDS,),
}


@dataclass(frozen=True)
class Computed:
    """What the measurements say of one claim.

    ``view`` are the values of the ranks page that show the rows; ``query`` is the file in
    ``queries/`` that found them.
    """

    claim_id: str
    verdict: str
    because: str
    pairs: int = 0
    sources: int = 0
    query: str = "matched_pairs"
    view: Mapping[str, object] = field(default_factory=dict)

    def differs(self, researched: str) -> bool:
        """Whether it says something else than the researched verdict."""
        if self.verdict == UNTESTED or researched == "unverifiable":
            return False  # no data is no dissent
        return researched in ALIKE and self.verdict not in ALIKE[researched]


@dataclass(frozen=True)
class Order:
    """A claim that a framework is better than others, and worse than others, in a metric."""

    metric: str
    framework: str
    ahead_of: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    several_gpus: bool = False


@dataclass(frozen=True)
class Range:
    """A claim that rival ÷ base lies between two ratios."""

    metric: str
    rival: str
    base: str
    low: float
    high: float


def _others(framework: str) -> tuple[str, ...]:
    return tuple(f for f in FRAMEWORKS if f != framework)


_STARS = {"vllm": 5, "tensorrt-llm": 5, "tgi": 4, "deepspeed": 3}


def _by_stars(framework: str) -> Order:
    """A rating of peak throughput as an order: more stars, more tokens per second."""
    own = _STARS[framework]
    return Order(
        "throughput",
        framework,
        tuple(f for f, stars in _STARS.items() if stars < own),
        tuple(f for f, stars in _STARS.items() if stars > own),
    )


TESTS: dict[str, Order | Range] = {
    "sel-vllm-throughput-multitenancy": Order("throughput", "vllm", _others("vllm")),
    "sel-trtllm-peak-nvidia": Order("throughput", "tensorrt-llm", _others("tensorrt-llm")),
    "qa-trtllm-max": Order("throughput", "tensorrt-llm", _others("tensorrt-llm")),
    "qa-trtllm-fastest-premise": Order("itl", "tensorrt-llm", _others("tensorrt-llm")),
    "qa-trtllm-gain-10-20": Range("throughput", "tensorrt-llm", "vllm", 1.10, 1.20),
    "qa-vllm-slightly-higher": Order("throughput", "vllm", ("tgi",)),
    "qa-vllm-tgi-similar": Range("throughput", "tgi", "vllm", 0.90, 1.10),
    "par-tp-trtllm-lowest": Order(
        "itl", "tensorrt-llm", _others("tensorrt-llm"), several_gpus=True
    ),
    "par-tp-vllm-overhead": Order("itl", "vllm", (), ("tensorrt-llm",), several_gpus=True),
    "par-tp-tgi-optimised": Order("itl", "tgi", (), ("tensorrt-llm",), several_gpus=True),
    **{
        f"mat-throughput-{name}": _by_stars(f)
        for name, f in (
            ("vllm", "vllm"),
            ("trtllm", "tensorrt-llm"),
            ("tgi", "tgi"),
            ("deepspeed", "deepspeed"),
        )
    },
}
FP8_CLAIM, FP8_TIMES = "q-fp8-2x", 2.0
FP8_GENERATIONS = ("hopper", "blackwell", "blackwell-consumer")  # the claim is about H100 and up
TRITON_CLAIM = "lat-ttft-triton-reason"
# Nothing collected measures one engine with static and with continuous batching.
BATCHING_CLAIMS = ("bat-gain-20-30", "qa-cb-throughput-20-30", "qa-cb-latency-5-10")


def places(claimed: pd.DataFrame) -> dict[str, tuple[Order, str | None]]:
    """The places of the written orders as Orders, with their condition; ``claimed_orders`` rows."""
    found = {}
    for metric, order in claimed.groupby("metric"):
        ranks = dict(zip(order.framework, order["rank"], strict=True))
        for row in order.itertuples():
            ahead = tuple(f for f, r in ranks.items() if r > row.rank)
            behind = tuple(f for f, r in ranks.items() if r < row.rank)
            condition = row.qualifier if isinstance(row.qualifier, str) else None
            found[row.claim_id] = (Order(metric, row.framework, ahead, behind), condition)
    return found


def judge_order(claim_id: str, order: Order, measured: Measured) -> Computed:
    """An order is contradicted by one certain reversal, and supported only without a tie."""
    agree, against, tied, unknown = [], [], [], []
    pairs, sources = 0, set()
    for other, expected in [(f, 1) for f in order.ahead_of] + [(f, -1) for f in order.behind]:
        met = measured.setups(order.metric, order.framework, other)
        pairs, sources = pairs + int(met.n.sum()), sources | set(met.source)
        side = measured.ahead(order.metric, order.framework, other)
        if not side and not measured.estimate(order.metric, order.framework, other).enough:
            unknown.append(f"{framework_label(other)} ({few(int(met.n.sum()))})")
            continue
        place = tied if not side else agree if side == expected else against
        place.append(other)
    verdict = CONTRADICTED if against else DEPENDS if tied else SUPPORTED if agree else UNTESTED
    said = [
        *(
            _said(measured, order, f, "ahead of" if s > 0 else "behind")
            for f in (*agree, *against)
            for s in [measured.ahead(order.metric, order.framework, f)]
        ),
        *(f"tied with {_figure(measured, order, f)}{_on_what(measured, order, f)}" for f in tied),
    ]
    if unknown:
        said.append(f"not enough against {listing(unknown)}")
    view = _view(order, (*against, *tied, *agree, *order.ahead_of, *order.behind))
    because = "; ".join(said)
    return Computed(
        claim_id, verdict, because[:1].upper() + because[1:], pairs, len(sources), view=view
    )


def _view(order: Order, others: tuple[str, ...]) -> dict[str, object]:
    base = others[0] if others else "vllm"
    view = {"base": base, "rival": order.framework, "metric": order.metric}
    return {**view, "multi": True} if order.several_gpus else view


def _said(measured: Measured, order: Order, other: str, word: str) -> str:
    return f"{word} {_figure(measured, order, other)}"


def _figure(measured: Measured, order: Order, other: str) -> str:
    """``DeepSpeed (1.15×, 158 pairs)``; through others where there are no own pairs."""
    found = measured.estimate(order.metric, order.framework, other)
    if not found.enough:
        return f"{framework_label(other)} (through others)"
    return f"{framework_label(other)} ({interval(found)}, {plural(found.pairs, 'pair')})"


def _on_what(measured: Measured, order: Order, other: str) -> str:
    dimensions = measured.depends_on(order.metric, order.framework, other)
    if dimensions:
        return f", changing with {listing([DIMENSION_WORDS[d] for d in dimensions])}"
    found = measured.estimate(order.metric, order.framework, other)
    better = found.ahead if BETTER[order.metric] > 0 else found.setups - found.ahead
    return f", better in {count(better)} of {plural(found.setups, 'set-up')}"


DIMENSION_WORDS = {
    "load": "the load",
    "generation": "the GPU generation",
    "size": "the model size",
    "precision": "the precision",
    "version": "the version",
    "year": "the year",
    "source": "the source",
}


def few(pairs: int) -> str:
    """``4 pairs`` or ``no pair``."""
    return plural(pairs, "pair") if pairs else "no pair"


def interval(found: Estimate) -> str:
    """``1.02× (0.87 to 1.18)``."""
    return f"{ratio(found.ratio)}, {found.low:.2f} to {found.high:.2f}"


def judge_range(claim_id: str, claim: Range, measured: Measured) -> Computed:
    """A range is supported where the whole interval lies in it, contradicted where none does."""
    found = measured.estimate(claim.metric, claim.rival, claim.base)
    view = {"base": claim.base, "rival": claim.rival, "metric": claim.metric}
    more = {"pairs": found.pairs, "sources": found.sources, "view": view}
    names = f"{framework_label(claim.rival)} against {framework_label(claim.base)}"
    if not found.enough:
        return Computed(
            claim_id,
            UNTESTED,
            f"{names}: {few(found.pairs)} of {plural(found.setups, 'set-up')}, not enough",
            **more,
        )
    verdict = within(found, claim.low, claim.high)
    because = f"{names}: {interval(found)} over {plural(found.setups, 'set-up')}"
    if verdict == DEPENDS:
        on = measured.depends_on(claim.metric, claim.rival, claim.base)
        because += f"; half of all pairs lie above {ratio(found.median)}"
        if on:
            because += f"; changing with {listing([DIMENSION_WORDS[d] for d in on])}"
    return Computed(claim_id, verdict, because, **more)


def within(found: Estimate, low: float, high: float) -> str:
    """How an interval lies to a claimed range, which is met within AS_CLAIMED."""
    low, high = low / AS_CLAIMED, high * AS_CLAIMED
    if low <= found.low and found.high <= high:
        return SUPPORTED
    return CONTRADICTED if found.high < low or found.low > high else DEPENDS


def judge_all(
    claimed: pd.DataFrame,
    measured: Measured,
    several_gpus: Measured,
    more: Mapping[str, Computed],
) -> dict[str, Computed]:
    """Every claim a measurement can bear on, by claim id.

    ``several_gpus`` holds the pairs on more than one GPU; ``more`` are verdicts from other
    queries (precision, MLPerf).
    """
    found = {}
    for claim_id, (order, condition) in places(claimed).items():
        judged = judge_order(claim_id, order, measured)
        found[claim_id] = _with_condition(judged, order, condition, measured)
    for claim_id, test in TESTS.items():
        if isinstance(test, Range):
            found[claim_id] = judge_range(claim_id, test, measured)
        else:
            own = several_gpus if test.several_gpus else measured
            found[claim_id] = judge_order(claim_id, test, own)
    for claim_id in BATCHING_CLAIMS:
        found[claim_id] = Computed(
            claim_id,
            UNTESTED,
            "No source collected here ran one engine with static and with continuous batching "
            "in one set-up; that run would settle it",
            query="",
        )
    return found | more


def _with_condition(
    judged: Computed, order: Order, condition: str | None, measured: Measured
) -> Computed:
    """Triton with the vLLM backend is another thing than Triton with TensorRT-LLM behind it."""
    if condition != "with the vLLM backend":
        return judged
    labels = set()
    for other in _others(order.framework):
        labels |= set(measured.rows(order.metric, order.framework, other).rival_label)
    if any("vLLM" in label for label in labels):
        return judged
    behind = f"; measured were {listing(sorted(labels))}" if labels else ""
    return Computed(
        judged.claim_id,
        UNTESTED,
        f"No pair with the vLLM backend{behind}",
        view=judged.view,
    )


def judge_fp8(rows: pd.DataFrame) -> Computed:
    """The claim of twice the throughput, from rows of ``matched_precisions``."""
    rows = rows[rows.gpu_generation.isin(FP8_GENERATIONS)]
    verdicts, said = [], []
    for part, words in (
        (rows[rows.same_cache], "KV cache alike"),
        (rows[~rows.same_cache], "KV cache differing too"),
    ):
        found = estimate(part)
        if found.enough:
            verdicts.append(within(found, FP8_TIMES, FP8_TIMES))
            said.append(f"{words}: {interval(found)} ({_extent(found)})")
        elif len(part):
            said.append(f"{words}: {_extent(found)}, not enough")
    verdict = UNTESTED if not verdicts else verdicts[0] if len(set(verdicts)) == 1 else DEPENDS
    because = f"FP8 ÷ 16 bit in one engine, {'; '.join(said)}" if said else "No pair"
    return Computed(
        FP8_CLAIM,
        verdict,
        because,
        len(rows),
        rows.source_id.nunique(),
        "matched_precisions",
        {"rows": "fp8"},
    )


def _extent(found: Estimate) -> str:
    return f"{plural(found.pairs, 'pair')}, {plural(found.setups, 'set-up')}"


def judge_triton(rows: pd.DataFrame, measured: Measured) -> Computed:
    """Triton's overhead over bare TensorRT-LLM: MLPerf among itself (rule 3.4), and own pairs.

    ``rows`` are those of ``mlperf_pairs`` between the two, with ``factor`` Triton ÷ bare engine.
    """
    own = measured.rows("throughput", "triton", "tensorrt-llm")
    parts = []
    if len(rows):
        low, high = rows.factor.min(), rows.factor.max()
        parts.append(
            f"in MLPerf Triton’s throughput lies {change(low)} to {change(high)} from bare "
            f"TensorRT-LLM’s ({plural(len(rows), 'pair')}, ranked among themselves)"
        )
    if len(own):
        extent = _extent(measured.estimate("throughput", "triton", "tensorrt-llm"))
        spread = f"{ratio(float(own.ratio.min()))} to {ratio(float(own.ratio.max()))}"
        middle = ratio(float(own.ratio.median()))
        parts.append(f"elsewhere half the pairs lie above {middle} ({spread}; {extent})")
    slower = bool(len(own) and own.ratio.median() < 1 / AS_CLAIMED)
    tested = measured.estimate("ttft", "triton", "tensorrt-llm")
    parts.append(f"TTFT alone: {_extent(tested)}, not enough" if not tested.enough else "")
    even = bool(len(rows) and rows.factor.between(1 / AS_CLAIMED, AS_CLAIMED).all())
    verdict = (
        DEPENDS if even and slower else CONTRADICTED if even else SUPPORTED if slower else UNTESTED
    )
    text = "; ".join(p for p in parts if p) or "No pair of Triton and its bare engine"
    return Computed(
        TRITON_CLAIM,
        verdict,
        text[:1].upper() + text[1:],
        len(rows) + len(own),
        own.source_id.nunique() + (rows["round"].nunique() if len(rows) else 0),
        "mlperf_pairs",
        {"base": "tensorrt-llm", "rival": "triton", "rows": "triton"},
    )


def tally(found: Mapping[str, Computed]) -> dict[str, int]:
    """How many claims have each verdict, in the order of COMPUTED."""
    return {v: sum(c.verdict == v for c in found.values()) for v in COMPUTED}
