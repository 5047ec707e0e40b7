"""How far held-out predictions are from measurements: errors, order within groups, bands."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from tradeoffs.whatif.bands import shrunk_half_widths
from tradeoffs.whatif.calibration import LEVEL
from tradeoffs.whatif.fitting import group_weights
from tradeoffs.whatif.setups import Setups
from tradeoffs.whatif.terms import NAMES
from tradeoffs.whatif.training import Lessons, held_out

SAME = 1.05  # two measurements closer than this ratio have no order
FEWEST = 5  # points a group needs for an order within it


def frame(known: Lessons, setups: Setups, predicted: np.ndarray) -> pd.DataFrame:
    """Measured and predicted seconds of every point, with what it ran and how."""
    place = {row: i for i, row in enumerate(setups.place)}
    at = np.array([place[row] for row in known.row])
    p = setups.points
    return pd.DataFrame(
        {
            "row": known.row,
            "framework": known.framework,
            "family": known.family,
            "pair": known.pair,
            "group": known.group,
            "architecture": [g.split("|")[0] for g in known.group],
            "gpu": [g.split("|")[1] for g in known.group],
            "precision": known.precision,
            "batch": p.batch[at],
            **{c: getattr(p, c)[at] for c in ("tp", "pp", "dp", "ep", "isl", "osl")},
            "measured": known.seconds,
            "predicted": predicted,
            "roofline": roofline(known.terms),
        }
    )


def roofline(terms: np.ndarray) -> np.ndarray:
    """Seconds without slowdowns: the larger of memory and arithmetic, and bytes between GPUs."""
    column = {name: terms[:, i] for i, name in enumerate(NAMES)}
    memory = column["weights_read"] + column["experts_read"] + column["kv_read"]
    prompt = column["prefill_math"] + column["prefill_experts"] + column["prefill_attention"]
    step = np.maximum(memory, column["decode_math"])
    between = column["reduce_bytes"] + column["prefill_reduce"]
    return step + np.maximum(prompt, column["prefill_read"]) + between


def errors(points: pd.DataFrame, column: str = "predicted") -> tuple[float, float, float]:
    """Median and 90th percentile of the absolute error in percent, and the median with each group
    weighing as in the fit."""
    off = (points[column] / points["measured"] - 1).abs().to_numpy() * 100
    order = np.argsort(off)
    reached = np.cumsum(group_weights(points["group"].to_numpy())[order])
    capped = off[order][np.searchsorted(reached, reached[-1] / 2)]
    return float(np.median(off)), float(np.quantile(off, 0.9)), float(capped)


def rates(ttft: pd.DataFrame, tpot: pd.DataFrame) -> pd.DataFrame:
    """Output rate of a closed loop, as seconds a token of the system, where both are known."""
    both = ttft.merge(
        tpot[["row", "measured", "predicted", "roofline"]], on="row", suffixes=("", "_step")
    )
    for column in ("measured", "predicted", "roofline"):
        request = both[column] + (both["osl"] - 1) * both[f"{column}_step"]
        both[column] = both["batch"] * both["osl"] / request
    return both


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


def covered(points: pd.DataFrame, fold: np.ndarray) -> np.ndarray:
    """Whether each measurement lies in its band, made from the residuals of other folds."""
    residual = np.log(points["predicted"] / points["measured"]).to_numpy()
    group, pair = points["group"].to_numpy(str), points["pair"].to_numpy(str)
    inside = np.zeros(len(points), bool)
    for number in np.unique(fold):
        here = fold == number
        pooled, own = shrunk_half_widths(residual[~here], group[~here], pair[~here], LEVEL)
        width = np.array([own.get(name, pooled) for name in pair[here]])
        inside[here] = np.abs(residual[here]) <= width
    return inside
