"""``python -m tradeoffs.calibrate``: learns the what-if model anew and writes what it learned."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pandas as pd

from tradeoffs import calibrated, store
from tradeoffs.whatif.calibration import Calibration
from tradeoffs.whatif.setups import Setups, resolve
from tradeoffs.whatif.training import Lessons, calibrate, lessons


def measured_rows() -> pd.DataFrame:
    """Measured points that may teach the model, in the columns a set-up is written in."""
    rows = store.ask("calibration_points")
    static = rows["scenario"] == "static-batch"
    return rows.assign(
        weight_precision=rows["precision"],
        batch_size=rows["batch"].where(static),
        concurrency=rows["batch"].where(~static),
    )


def learned() -> tuple[pd.DataFrame, Setups, dict[str, Lessons]]:
    """Measured rows of the tables in use, their set-ups and what each kind can learn from."""
    rows, facts = measured_rows(), calibrated.facts()
    setups = resolve(rows, facts)
    return rows, setups, lessons(setups, rows, facts)


def calibrate_tables() -> Calibration:
    """The calibration of the tables in use."""
    rows, _, found = learned()
    return calibrate(found, rows, calibrated.version())


def main() -> None:
    """Writes ``calibration.json`` into the data folder and says what it learned from."""
    made = calibrate_tables()
    path = store.data_folder() / calibrated.FILE
    _write(path, json.dumps(made.to_json(), indent=1) + "\n")
    print(f"{path}: from tables {made.version}")
    for kind, pairs in made.taught.items():
        points = sum(t.points for t in pairs.values())
        print(f"  {kind}: {points:,} points, {len(pairs)} frameworks × GPU families")


def _write(path: Path, text: str) -> None:
    """Swapped in whole: a reader never sees half a file."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        file.write(text)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)


if __name__ == "__main__":
    main()
