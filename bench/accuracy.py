"""How far held-out predictions are from measurements: errors, order within groups, bands."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from tradeoffs.whatif.backtesting import covered, errors, frame, rates, roofline
from tradeoffs.whatif.training import Lessons, held_out

__all__ = ["covered", "errors", "frame", "held_out", "rates", "roofline"]

SAME = 1.05  # two measurements closer than this ratio have no order
FEWEST = 5  # points a group needs for an order within it


def rank_agreement(points: pd.DataFrame, column: str = "predicted") -> pd.Series:
    """Spearman's correlation of predicted and measured within each group of enough points."""
    large = points.groupby("group").filter(lambda g: len(g) >= FEWEST)
    return large.groupby("group")[[column, "measured"]].apply(
        lambda g: g[column].corr(g["measured"], method="spearman")
    )


def order(points: pd.DataFrame, differs: list[str], column: str = "predicted") -> tuple[int, float]:
    """Pairs alike in all but ``differs``, and the share in which the faster one was foretold."""
    keys = ["framework", "architecture", "gpu", "precision", "tp", "pp", "dp", "ep"]
    keys += ["batch", "isl", "osl"]
    alike = [k for k in keys if k not in differs]
    pairs = points.merge(points, on=alike, suffixes=("_a", "_b"))
    pairs = pairs[pairs[f"{differs[0]}_a"] < pairs[f"{differs[0]}_b"]]
    measured = np.log(pairs["measured_a"] / pairs["measured_b"])
    foretold = np.log(pairs[f"{column}_a"] / pairs[f"{column}_b"])
    apart = measured.abs() > np.log(SAME)
    right = np.sign(measured[apart]) == np.sign(foretold[apart])
    return int(apart.sum()), float(right.mean()) if apart.any() else float("nan")


def held_out_by(
    known: Lessons, kind: str, pulls, key: Callable[[Lessons], np.ndarray]
) -> np.ndarray:
    """Seconds of every point from a fit that saw none with the same key."""
    return held_out(known, kind, pulls, np.unique(key(known), return_inverse=True)[1])
