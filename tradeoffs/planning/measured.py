"""Measured points beside the model's figures: their own figures, by result id."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Measured:
    """One measured point; None where its source states no such figure. The rate is that of the
    whole system."""

    result_id: str
    output_tok_s: float | None
    tpot_ms: float | None


def by_id(rows: pd.DataFrame) -> dict[str, Measured]:
    """Rows of ``calibration_points`` by their id; a static batch may state its time only."""
    of_batch = rows["batch"] * rows["osl"] / rows["e2e_ms"] * 1e3
    static = rows["scenario"] == "static-batch"
    rate = rows["generated_tok_s"].astype(float).fillna(of_batch.where(static))
    return {
        result_id: Measured(result_id, _known(output), _known(tpot))
        for result_id, output, tpot in zip(rows["result_id"], rate, rows["tpot_ms"], strict=True)
    }


def _known(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
