"""The columns of the benchmark table: what a reader compares rows by, with units in the names."""

from __future__ import annotations

import pandas as pd

COLUMNS = {
    "system_label": "System",
    "framework_version": "Version",
    "model_id": "Model",
    "gpu_label": "GPU",
    "gpu_count": "GPUs",
    "precision_id": "Weights",
    "tp": "TP",
    "load_kind": "Kind of load",
    "load_value": "Load",
    "isl": "Prompt tokens",
    "osl": "Output tokens",
    "generated_tok_s_per_gpu": "Output tok/s per GPU",
    "generated_tok_s_basis": "Rate is",
    "tok_s_per_user": "tok/s for one user",
    "ttft_ms": "TTFT, ms",
    "tpot_ms": "TPOT, ms",
    "e2e_ms": "End to end, ms",
    "measured_date": "Measured",
    "quality": "Flags",
    "source_title": "Source",
}
FIGURES = (
    "Load",
    "Output tok/s per GPU",
    "tok/s for one user",
    "TTFT, ms",
    "TPOT, ms",
    "End to end, ms",
)


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns above in their order; figures to three digits, columns without a value left out.

    Rows keep their order, so a selected position is a position in ``rows``.
    """
    table = rows[list(COLUMNS)].rename(columns=COLUMNS)
    for name in FIGURES:
        table[name] = table[name].map(_three_digits)
    return table.dropna(axis="columns", how="all")


def _three_digits(value: float) -> float:
    return float(f"{value:.3g}") if pd.notna(value) else value
