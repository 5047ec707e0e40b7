"""Predictions of set-ups that the fit never saw, beside what was measured there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from tradeoffs.whatif.bands import shrunk_half_widths
from tradeoffs.whatif.calibration import LEVEL, Calibration
from tradeoffs.whatif.fitting import group_weights
from tradeoffs.whatif.loads import KINDS
from tradeoffs.whatif.setups import Setups
from tradeoffs.whatif.terms import NAMES
from tradeoffs.whatif.training import Lessons, folds, held_out

# What the fit never saw → the part of a point that is kept together. The first is the split that
# the bands are made from.
UNSEEN: dict[str, Callable[[Lessons], np.ndarray]] = {
    "group": lambda known: folds(known.group),
    "gpu": lambda known: _numbered(_part(known.group, 1)),
    "architecture": lambda known: _numbered(_part(known.group, 0)),
    "pair": lambda known: _numbered(known.pair),
}
QUANTITIES = (*KINDS, "output")
DESCRIBED = (
    "framework",
    "family",
    "architecture",
    "gpu",
    "precision",
    "tp",
    "pp",
    "dp",
    "ep",
    "batch",
    "isl",
    "osl",
)


def backtest(
    found: Mapping[str, Lessons], setups: Setups, ids: pd.Series, calibration: Calibration
) -> pd.DataFrame:
    """One row per measured point × quantity (static, tpot, ttft in ms; output in tokens/s):
    what ran, ``measured``, ``roofline``, ``predicted_NAME`` for every split of UNSEEN, and
    ``inside``: whether the measurement lies in the 80 % band made without its group.

    ``ids`` are the result ids of the rows the lessons come from.
    """
    splits = {name: _held_out(found, setups, calibration, key) for name, key in UNSEEN.items()}
    out = []
    for quantity in QUANTITIES:
        rows = splits["group"][quantity].reset_index(drop=True)
        fold = folds(rows["group"].to_numpy(str))
        unit = 1.0 if quantity == "output" else 1e3
        made = rows[list(DESCRIBED)].copy()
        made.insert(0, "result_id", ids.to_numpy()[rows["row"]])
        made.insert(1, "quantity", quantity)
        made["measured"] = rows["measured"] * unit
        made["roofline"] = rows["roofline"] * unit
        for name, predictions in splits.items():
            made[f"predicted_{name}"] = predictions[quantity]["predicted"].to_numpy() * unit
        made["inside"] = covered(rows, fold)
        out.append(made)
    return pd.concat(out, ignore_index=True)


def _held_out(
    found: Mapping[str, Lessons],
    setups: Setups,
    calibration: Calibration,
    key: Callable[[Lessons], np.ndarray],
) -> dict[str, pd.DataFrame]:
    """Points of every quantity with what a fit predicts that saw none of the same key."""
    out = {}
    for kind in KINDS:
        seconds = held_out(found[kind], kind, calibration.pulls[kind], key(found[kind]))
        out[kind] = frame(found[kind], setups, seconds)
    return out | {"output": rates(out["ttft"], out["tpot"])}


def _part(group: np.ndarray, place: int) -> np.ndarray:
    return np.array([name.split("|")[place] for name in group])


def _numbered(names: np.ndarray) -> np.ndarray:
    return np.unique(names, return_inverse=True)[1]


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
