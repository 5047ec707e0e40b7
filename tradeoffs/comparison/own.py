"""Own points against the nearest published ones and the what-if band: figures, not words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tradeoffs.whatif.calibration import Calibration
from tradeoffs.whatif.estimate import Load, estimate
from tradeoffs.whatif.facts import Facts
from tradeoffs.whatif.setups import resolve

MOST = 1000  # own points of a batch that are compared
ENOUGH = 5  # twins that make a summary (rule 3.6)
# Dimensions of rule 3.3 but the source, which always differs, and what each is called.
DIMENSIONS = {
    "same_model": "model",
    "same_system": "framework",
    "same_gpu": "GPU",
    "same_count": "number of GPUs",
    "same_precision": "precision",
    "same_split": "parallelism",
    "same_lengths": "lengths",
    "same_load": "load",
    "same_statistic": "kind of figure",
}
# Columns that must be stated on both sides before a dimension can be the same.
_STATED = {
    "same_count": ("gpu_count", "near_count"),
    "same_precision": ("precision_id", "near_precision"),
    "same_lengths": ("isl", "near_isl", "osl", "near_osl"),
    "same_load": ("load_kind", "near_load_kind"),
}
HIGHER_IS_BETTER = ("generated_tok_s_per_gpu", "tok_s_per_user")


@dataclass(frozen=True)
class Compared:
    """``rows``: one an own point, with ``near_*`` of the published one (missing where there is
    none), ``differs`` (names of dimensions, comma list), ``is_twin``, ``ratio`` own ÷ published
    (twins only) and ``estimate``, ``low``, ``high``, ``tier``, ``reason`` of the what-if model.
    """

    rows: pd.DataFrame
    metric: str
    left_out: int = 0  # own points beyond MOST

    @property
    def twins(self) -> pd.DataFrame:
        """Sound own points whose published point differs in the source alone."""
        return self.rows[self.rows.is_twin & ~self.rows.is_doubtful.astype(bool)]

    @property
    def banded(self) -> pd.DataFrame:
        """Sound own points that the what-if model has a figure for."""
        return self.rows[self.rows.estimate.notna() & ~self.rows.is_doubtful.astype(bool)]

    @property
    def within(self) -> int:
        """How many of ``banded`` lie in their band."""
        rows = self.banded
        return int(rows.value.between(rows.low, rows.high).sum())


def compare(
    points: pd.DataFrame, nearest: pd.DataFrame, metric: str, facts: Facts, calibration: Calibration
) -> Compared:
    """The first ``MOST`` rows of ``own_points`` with those of ``own_nearest`` and an estimate."""
    left_out = max(len(points) - MOST, 0)
    points = points.head(MOST)
    rows = points.merge(nearest, on="result_id", how="left", validate="one_to_one")
    same = rows[list(DIMENSIONS)].fillna(False).astype(bool)
    has_near = rows.near_id.notna()
    told = [_named(key, rows, same[key]) for key in DIMENSIONS]
    rows["differs"] = [", ".join(filter(None, one)) for one in zip(*told, strict=True)]
    rows["differs"] = rows.differs.where(has_near, None)
    rows["is_twin"] = has_near & same.all(axis=1)
    rows["ratio"] = (rows.value / rows.near_value).where(rows.is_twin)
    return Compared(rows.join(band(rows, metric, facts, calibration)), metric, left_out)


def _named(key: str, rows: pd.DataFrame, agrees: pd.Series) -> list[str]:
    """For each row the dimension where it is not the same, and why; empty where it is."""
    name = DIMENSIONS[key]
    if key == "same_statistic":
        mine, theirs = (
            rows[c].astype(object).where(rows[c].notna(), "not stated")
            for c in ("statistic", "near_statistic")
        )
        said = f"{name} (" + mine + ", theirs " + theirs + ")"
    else:
        unstated = rows[list(_STATED.get(key, ()))].isna().any(axis=1)
        said = pd.Series(np.where(unstated, f"{name} (not stated)", name), index=rows.index)
    return said.where(~agrees, "").tolist()


def band(points: pd.DataFrame, metric: str, facts: Facts, calibration: Calibration) -> pd.DataFrame:
    """``estimate``, ``low`` and ``high`` in the metric's unit, ``tier``, and the ``reason`` where
    there is no figure; one row a point, on its index.

    The band holds 80 % of measurements the model had not seen (90 % where extrapolated).
    """
    written = points.assign(
        framework=points.system.where(points.system == "optimum-habana", points.engine),
        model=points.architecture_id,
        weight_precision=points.precision_id,
    )
    setups = resolve(written, facts)
    load = Load(setups.framework, setups.family, setups.scenario, setups.rate_rps)
    found = estimate(setups.points, load, calibration)
    value, width = _figure(metric, found, setups.points.gpus)
    out = pd.DataFrame(
        {
            **dict.fromkeys(("estimate", "low", "high"), np.full(len(points), np.nan)),
            "tier": None,
            "reason": setups.reasons,
        },
        index=points.index,
    ).astype({"tier": object})
    at = points.index[setups.place]
    out.loc[at, "estimate"] = value
    out.loc[at, "low"], out.loc[at, "high"] = value * np.exp(-width), value * np.exp(width)
    out.loc[at, "tier"] = np.where(found.is_calibrated, "calibrated", "extrapolated")
    unanswered = out.estimate.isna()
    out.loc[unanswered & (out.reason == ""), "reason"] = "the model gives no such figure here"
    out.loc[unanswered, "tier"] = None
    return out


def _figure(metric: str, found, gpus: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The figure of the metric and its half-width in natural logarithms."""
    if metric == "generated_tok_s_per_gpu":
        return found.output_tok_s / gpus, found.width_output_tok_s
    if metric == "tok_s_per_user":
        return 1000 / found.tpot_ms, found.width_tpot_ms
    return getattr(found, metric), getattr(found, f"width_{metric}")
