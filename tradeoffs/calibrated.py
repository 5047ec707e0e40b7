"""The facts of the tables in use and the committed calibration of the what-if model."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from tradeoffs import store
from tradeoffs.whatif.calibration import Calibration
from tradeoffs.whatif.facts import Facts

FILE = "calibration.json"
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


def version(folder: Path | None = None) -> str:
    """12 hex digits over the tables a calibration is learned from."""
    digest = hashlib.sha256()
    for name in LEARNED_FROM:
        path = (folder or store.data_folder()) / f"{name}.parquet"
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
