"""Order and sense of the figures of one measured row."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from tradeoffs.building.problems import Problem
from tradeoffs.building.reading import Placed
from tradeoffs.building.tables.measured import FIGURES

_PERCENTILES = ("p50", "p90", "p95", "p99")


def figure_problems(placed: Placed) -> Iterable[Problem]:
    """Faults of the figures: none at all, percentiles out of order, a part above its whole."""
    if all(getattr(placed.row, c) is None for c in FIGURES):
        yield placed.problem("", "states no figure: a failed or empty run is no result (rule 3.7)")
    for stem in ("ttft", "tpot", "e2e"):
        stated = [c for p in _PERCENTILES if _value(placed, c := f"{stem}_{p}_ms") is not None]
        for lower, higher in pairwise(stated):
            yield from _not_above(placed, lower, higher)
    for statistic in ("mean", "p50", "p99"):
        yield from _not_above(placed, f"ttft_{statistic}_ms", f"e2e_{statistic}_ms")
    yield from _not_above(placed, "output_tok_s", "total_tok_s")


def _value(placed: Placed, column: str) -> float | None:
    return getattr(placed.row, column, None)


def _not_above(placed: Placed, part: str, whole: str) -> Iterable[Problem]:
    small, large = _value(placed, part), _value(placed, whole)
    if small is not None and large is not None and small > large:
        yield placed.problem(part, f"larger than {whole} = {large:g}")
