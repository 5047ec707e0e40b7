"""What is read off the frontier lines: the figure at a speed, and which lines are named."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from tradeoffs.vocabulary import GENERATIONS

MOST_LINES = 8


def at(xs: Sequence[float], ys: Sequence[float], x: float, *, log_y: bool) -> float | None:
    """y on the straight line between measured points, as drawn; None outside of them.

    ``xs`` ascend. On a log axis the straight line is geometric. Nothing is extrapolated.
    """
    if not len(xs) or not xs[0] <= x <= xs[-1]:
        return None
    for i, (a, b) in enumerate(zip(xs[:-1], xs[1:], strict=True)):
        if a <= x <= b and b > a:
            share = (x - a) / (b - a)
            if log_y:
                return math.exp((1 - share) * math.log(ys[i]) + share * math.log(ys[i + 1]))
            return (1 - share) * ys[i] + share * ys[i + 1]
    return float(ys[0])


def readings(points: pd.DataFrame, x: float, *, log_y: bool) -> pd.DataFrame:
    """One row a series that spans ``x``: series, system_label, gpu_label, y; best y first."""
    found = []
    for series, line in points[points.on_frontier].groupby("series", sort=True):
        value = at(line.x.tolist(), line.y.tolist(), x, log_y=log_y)
        if value is not None:
            first = line.iloc[0]
            found.append((series, first.system_label, first.gpu_label, value))
    rows = pd.DataFrame(found, columns=["series", "system_label", "gpu_label", "y"])
    return rows.sort_values(["y", "series"], ascending=[False, True], ignore_index=True)


def two_generations(generations: Sequence[str]) -> tuple[str | None, str | None]:
    """Older and newer of exactly two generations, drawn hollow and filled; else None, None."""
    present = [g for g in GENERATIONS if g in set(generations)]
    return (present[0], present[1]) if len(present) == 2 else (None, None)


def drawn_series(points: pd.DataFrame) -> list[str]:
    """Series that get a line and a name: the largest, at most ``MOST_LINES``."""
    counts = points.groupby("series").size().sort_values(ascending=False, kind="stable")
    return counts.index[:MOST_LINES].tolist()
