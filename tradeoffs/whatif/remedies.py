"""The smallest single changes with which a configuration would fit in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from tradeoffs.whatif.memory import ledger
from tradeoffs.whatif.parallelism import problems
from tradeoffs.whatif.points import Points
from tradeoffs.whatif.precision import multiply_rate, weight_bytes

MOST_NAMED = 3


def remedies(points: Points, at_full_length: np.ndarray, domain: np.ndarray) -> np.ndarray:
    """For points that do not fit: up to three changes, each enough alone, smallest first.

    An empty text where none of those tried is enough. ``domain`` as in parallelism.problems.
    """
    said: list[dict[str, str]] = [{} for _ in range(len(points))]
    most = ledger(points, at_full_length).max_concurrency
    for i in np.flatnonzero(most >= 1):
        said[i]["load"] = f"at most {int(most[i]):,} requests at once"
    for kind, changed, possible in _changes(points, domain):
        for i in np.flatnonzero(possible & ledger(changed, at_full_length).fits):
            words = f"tp={changed.tp[i]:g} on {changed.gpus[i]:g} GPUs" if kind == "tp" else kind
            said[i].setdefault(kind, words)
    return np.array([" or ".join(list(s.values())[:MOST_NAMED]) for s in said], dtype=object)


def _changes(p: Points, domain: np.ndarray) -> Iterator[tuple[str, Points, np.ndarray]]:
    """Kind of change, the points with it, and whether it changes anything that can run."""
    yield "an 8-bit KV cache", replace(p, kv_bytes=np.ones(len(p))), p.kv_bytes > 1
    wide = weight_bytes(p.precision)
    for precision in ("fp8", "int4"):
        changed = replace(p, precision=np.full(len(p), precision))
        known = np.isfinite(multiply_rate(changed.precision, p.hardware))
        smaller = weight_bytes(changed.precision) < wide
        yield f"{precision.upper()} weights", changed, smaller & known
    for factor in (2, 4, 8, 16):
        changed = replace(p, tp=p.tp * factor)
        yield "tp", changed, problems(changed, domain) == ""
