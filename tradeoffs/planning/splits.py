"""Ways to split a model over GPUs: ids for links, which are valid, and why others are not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from tradeoffs.planning.known import Known
from tradeoffs.vocabulary import framework_label
from tradeoffs.whatif.parallelism import UNEVEN, problems, splits
from tradeoffs.whatif.points import Points
from tradeoffs.whatif.setups import domains

COUNTS = (1, 2, 4, 8, 16, 32, 64)  # GPUs offered
STRATEGIES = {"tp": "tensor", "pp": "pipeline", "dp": "data", "ep": "expert"}
_ID = re.compile(r"tp(\d+)(?:-pp(\d+))?(?:-dp(\d+))?(?:-ep(\d+))?")


@dataclass(frozen=True)
class Split:
    """Degrees of tensor, pipeline, data and expert parallelism."""

    tp: int
    pp: int = 1
    dp: int = 1
    ep: int = 1

    @property
    def gpus(self) -> int:
        """GPUs of the whole system."""
        return self.tp * self.pp * self.dp

    @property
    def id(self) -> str:
        """``tp4-dp2``; degrees of 1 but TP are left out."""
        more = [f"{n}{getattr(self, n)}" for n in ("pp", "dp", "ep") if getattr(self, n) > 1]
        return "-".join([f"tp{self.tp}", *more])

    @property
    def label(self) -> str:
        """``TP 4 × DP 2``."""
        return " × ".join(
            f"{n.upper()} {getattr(self, n)}"
            for n in STRATEGIES
            if n == "tp" or getattr(self, n) > 1
        )


def parse(text: str) -> Split:
    """The split of an id. Raises ValueError for any other text."""
    found = _ID.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no split")
    return Split(*(int(n or 1) for n in found.groups()))


@cache
def every(count: int) -> tuple[Split, ...]:
    """All splits of so many GPUs, the largest tensor group first."""
    return tuple(sorted((Split(*s) for s in splits(count)), key=lambda s: (-s.tp, -s.dp, s.ep)))


@cache
def ids() -> tuple[str, ...]:
    """Ids of all splits a link may carry."""
    return tuple(s.id for count in COUNTS for s in every(count))


def judged(known: Known, framework: str, model: str, gpu: str, count: int) -> dict[Split, str]:
    """Every split of so many GPUs with why it cannot run; an empty text where it can."""
    found = every(count)
    degrees = {n: np.array([float(getattr(s, n)) for s in found]) for n in STRATEGIES}
    places = np.full(len(found), known.facts.gpu_row[gpu])
    points = Points(
        hardware=known.facts.hardware.take(places),
        shapes=known.facts.shapes.take(np.full(len(found), known.facts.model_row[model])),
        precision=np.full(len(found), "bf16"),
        kv_bytes=np.full(len(found), 2.0),
        batch=np.ones(len(found)),
        isl=np.ones(len(found)),
        osl=np.ones(len(found)),
        **degrees,
    )
    reasons = problems(points, domains(known.facts, places), framework in UNEVEN)
    ruled_out = unsupported(known, framework)
    return {
        split: ruled_out_by(split, ruled_out, framework) or str(reason)
        for split, reason in zip(found, reasons, strict=True)
    }


@lru_cache(maxsize=32)
def unsupported(known: Known, framework: str) -> frozenset[str]:
    """Degrees (``tp`` …) that the table says the framework does not have."""
    parallelism = known.parallelism
    rows = parallelism[(parallelism.framework == framework) & (parallelism.supported == "no")]
    return frozenset(n for n, strategy in STRATEGIES.items() if strategy in set(rows.strategy))


def ruled_out_by(split: Split, missing: frozenset[str], framework: str) -> str:
    """Which parallelism of the split the framework does not have, else an empty text."""
    names = [STRATEGIES[n] for n in STRATEGIES if n in missing and getattr(split, n) > 1]
    return f"{framework_label(framework)} has no {names[0]} parallelism" if names else ""


def valid(reasons: dict[Split, str]) -> list[Split]:
    """Those that can run."""
    return [split for split, reason in reasons.items() if not reason]


def by_reason(reasons: dict[Split, str]) -> dict[str, list[Split]]:
    """Those that cannot, by the reason."""
    found: dict[str, list[Split]] = {}
    for split, reason in reasons.items():
        if reason:
            found.setdefault(reason, []).append(split)
    return found
