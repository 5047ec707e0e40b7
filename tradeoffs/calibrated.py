"""The facts of the tables in use and the committed calibration of the what-if model."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from tradeoffs import store
from tradeoffs.whatif.calibration import Calibration
from tradeoffs.whatif.facts import Facts

FILE = "calibration.json"
BACKTEST = "backtest/points.parquet"  # a folder of its own: it is made from tables, and no table
# Tables a calibration depends on; others may change without making it stale.
LEARNED_FROM = ("aliases", "gpus", "models", "results")


def facts() -> Facts:
    """Accelerators, model shapes and names of the tables in use."""
    return Facts(store.ask("gpu_facts"), store.ask("model_shapes"), store.ask("names_as_collected"))


def calibration(folder: Path | None = None) -> Calibration:
    """The calibration of a data folder, else of the one in use.

    Raises DataProblem where it is missing, damaged or made for other terms.
    """
    path = (folder or store.data_folder()) / FILE
    try:
        return Calibration.from_json(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise store.DataProblem(
            path, f"no usable calibration, run `make calibrate`: {error}"
        ) from error


def backtest(folder: Path | None = None) -> pd.DataFrame:
    """Held-out predictions beside measurements (``whatif.backtesting.backtest``), kept with the
    calibration.

    Raises DataProblem where it is missing, damaged or of other tables than the calibration.
    """
    path = (folder or store.data_folder()) / BACKTEST
    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException) as error:
        raise store.DataProblem(
            path, f"no usable back-test, run `make calibrate`: {error}"
        ) from error
    made_from = (table.schema.metadata or {}).get(b"version", b"").decode()
    if made_from != calibration(folder).version:
        raise store.DataProblem(path, "made from other tables than the calibration")
    return table.to_pandas()


def packed(tested: pd.DataFrame, made_from: str) -> bytes:
    """A back-test as Parquet, times and rates to four digits, with the version of its tables."""
    numbers = [c for c in tested if c in ("measured", "roofline") or c.startswith("predicted_")]
    short = tested.assign(**{c: _digits(tested[c].to_numpy(float)) for c in numbers})
    table = pa.Table.from_pandas(short, preserve_index=False)
    table = table.replace_schema_metadata({"version": made_from})
    out = pa.BufferOutputStream()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue().to_pybytes()


def _digits(values: np.ndarray) -> np.ndarray:
    return np.array([float(f"{v:.4g}") for v in values])


def version(folder: Path | None = None) -> str:
    """12 hex digits over the tables a calibration is learned from."""
    digest = hashlib.sha256()
    for name in LEARNED_FROM:
        path = (folder or store.data_folder()) / f"{name}.parquet"
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
