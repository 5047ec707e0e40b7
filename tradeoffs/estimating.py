"""``python -m tradeoffs estimate``: a CSV of configurations in, the same rows with figures out."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from tradeoffs import calibrated
from tradeoffs.calibrate import measured_rows
from tradeoffs.whatif import matching
from tradeoffs.whatif.calibration import Calibration
from tradeoffs.whatif.estimate import FIGURES, Estimates, Load, estimate
from tradeoffs.whatif.facts import Facts
from tradeoffs.whatif.remedies import remedies
from tradeoffs.whatif.setups import REQUIRED, Setups, domains, resolve

MOST_RESULT_IDS = 3
ADDED = (
    "fits",
    "memory_gb",
    "max_concurrency",
    *(column for figure in FIGURES for column in (figure, f"{figure}_low", f"{figure}_high")),
    "tier",
    "measured_as",
    "assumptions",
    "reason",
)


class BadFile(Exception):
    """The file as a whole cannot be read or written; says which and why."""


def estimate_file(source: Path, target: Path) -> tuple[int, int]:
    """Answers every row of ``source`` in ``target``; how many rows, how many of them answered.

    Raises BadFile; then nothing is written.
    """
    rows = read(source)
    found = answer(rows, calibrated.facts(), calibrated.calibration(), measured_rows())
    write(found, target)
    return len(found), int((found["reason"] == "").sum())


def read(path: Path) -> pd.DataFrame:
    """Rows of a CSV, every cell as text. Raises BadFile."""
    try:
        cells = pd.read_csv(
            path, dtype=str, keep_default_na=False, header=None, encoding="utf-8-sig"
        )
    except pd.errors.EmptyDataError:
        raise BadFile(f"{path} is empty") from None
    except (OSError, ValueError) as error:  # parser and encoding errors are ValueErrors
        raise BadFile(f"{path} cannot be read as CSV: {str(error).strip()}") from error
    names = cells.iloc[0].str.strip()
    twice = sorted(set(names[names.duplicated()]))
    if twice:
        raise BadFile(f"{path} has a column twice: {', '.join(map(repr, twice))}")
    missing = [name for name in REQUIRED if name not in set(names)]
    if missing:
        raise BadFile(f"{path} has no column {', '.join(missing)}")
    return cells.iloc[1:].set_axis(names, axis=1).reset_index(drop=True)


def answer(
    rows: pd.DataFrame, facts: Facts, calibration: Calibration, measured: pd.DataFrame
) -> pd.DataFrame:
    """The rows as given with the columns ADDED; a column of that name in ``rows`` gives way."""
    setups = resolve(rows, facts)
    load = Load(setups.framework, setups.family, setups.scenario, setups.rate_rps)
    found = estimate(setups.points, load, calibration)
    reasons = setups.reasons.copy()
    reasons[setups.place] = refusals(setups, found, facts)
    columns = {"fits": np.where(found.fits, "true", "false")}
    columns["memory_gb"] = _texts(found.memory_bytes / 1e9)
    columns["max_concurrency"] = np.array([f"{int(n)}" for n in found.max_concurrency], object)
    for figure in FIGURES:
        value, width = getattr(found, figure), getattr(found, f"width_{figure}")
        columns[figure] = _texts(value)
        columns[f"{figure}_low"] = _texts(value * np.exp(-width))
        columns[f"{figure}_high"] = _texts(value * np.exp(width))
    columns["measured_as"] = _measured_as(setups, facts, measured)
    tier = np.where(found.is_calibrated, "calibrated", "extrapolated")
    tier = np.where(columns["measured_as"] != "", "measured", tier)
    columns["tier"] = np.where(reasons[setups.place] == "", tier, "")
    out = rows.drop(columns=[c for c in ADDED if c in rows])
    for name in ADDED:
        cells = np.full(len(rows), "", dtype=object)
        if name in columns:
            cells[setups.place] = columns[name]
        out[name] = cells
    return out.assign(assumptions=setups.assumptions, reason=reasons)


def write(rows: pd.DataFrame, path: Path) -> None:
    """Writes a CSV, swapped in whole. Raises BadFile."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, suffix=".csv", delete=False, encoding="utf-8", newline=""
        ) as file:
            rows.to_csv(file, index=False, lineterminator="\n")
        os.chmod(file.name, 0o644)
        os.replace(file.name, path)
    except OSError as error:
        raise BadFile(f"{path} cannot be written: {error.strerror}") from error


def refusals(setups: Setups, found: Estimates, facts: Facts) -> np.ndarray:
    """Why a configuration that could be read gets no speed; an empty text where it does."""
    out = np.full(len(found), "", dtype=object)
    unfit = np.flatnonzero(~found.fits)
    if unfit.size:
        static = setups.scenario[unfit] == "static-batch"
        ways = remedies(setups.points.take(unfit), static, domains(facts, setups.gpu[unfit]))
        for i, way in zip(unfit, ways, strict=True):
            out[i] = (
                f"does not fit: needs {found.memory_bytes[i] / 1e9:.1f} GB on a GPU, "
                f"{found.usable_bytes[i] / 1e9:.1f} GB are usable"
            ) + (f"; would fit with {way}" if way else "")
    for i in np.flatnonzero((out == "") & (setups.rate_rps > found.most_rps)):
        out[i] = (
            f"saturated: {setups.rate_rps[i]:g} requests/s arrive, "
            f"at most {found.most_rps[i]:.3g} can be served"
        )
    return out


def _measured_as(setups: Setups, facts: Facts, measured: pd.DataFrame) -> np.ndarray:
    """Ids of the measured points of the very same set-up, semicolon list."""
    ids = matching.index(resolve(measured, facts), measured["result_id"], facts)
    found = [ids.get(key, [])[:MOST_RESULT_IDS] for key in matching.keys(setups, facts)]
    return np.array([";".join(names) for names in found], dtype=object)


def _texts(values: np.ndarray) -> np.ndarray:
    """Figures to four digits; empty where there is none."""
    return np.array([f"{v:.4g}" if np.isfinite(v) else "" for v in values], dtype=object)
