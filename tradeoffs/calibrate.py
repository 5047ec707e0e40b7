"""``python -m tradeoffs.calibrate``: learns the what-if model anew and writes what it learned."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pandas as pd

from tradeoffs import calibrated, store
from tradeoffs.whatif.backtesting import backtest
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


def calibrate_tables() -> tuple[Calibration, pd.DataFrame]:
    """The calibration of the tables in use, and its back-test."""
    rows, setups, found = learned()
    made = calibrate(found, rows, calibrated.version())
    return made, backtest(found, setups, rows["result_id"], made)


def main() -> None:
    """Writes ``calibration.json`` and its back-test into the data folder and says what it learned
    from."""
    made, tested = calibrate_tables()
    path = store.data_folder() / calibrated.FILE
    _write(path, (json.dumps(made.to_json(), indent=1) + "\n").encode())
    _write(store.data_folder() / calibrated.BACKTEST, calibrated.packed(tested, made.version))
    print(f"{path}: from tables {made.version}")
    for kind, pairs in made.taught.items():
        points = sum(t.points for t in pairs.values())
        print(f"  {kind}: {points:,} points, {len(pairs)} frameworks × GPU families")


def _write(path: Path, content: bytes) -> None:
    """Swapped in whole: a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, delete=False) as file:
        file.write(content)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)


if __name__ == "__main__":
    main()
