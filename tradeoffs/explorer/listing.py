"""The columns of the benchmark table: what a reader compares rows by, with units in the names."""

from __future__ import annotations

import pandas as pd

from tradeoffs.formats import is_missing
from tradeoffs.vocabulary import QUALITY_FLAGS

COLUMNS = {
    "system_label": "System",
    "gpu_label": "GPU",
    "gpu_count": "GPUs",
    "precision_id": "Weights",
    "tp": "TP",
    "load_kind": "Kind of load",
    "load_value": "Load",
    "generated_tok_s_per_gpu": "Output tok/s per GPU",
    "tok_s_per_user": "tok/s for one user",
    "ttft_ms": "TTFT, ms",
    "tpot_ms": "TPOT, ms",
    "e2e_ms": "End to end, ms",
    "isl": "Prompt tokens",
    "osl": "Output tokens",
    "generated_tok_s_basis": "Output rate is",
    "framework_version": "Version",
    "model_id": "Model",
    "measured_on": "Measured",
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
    table["Flags"] = table["Flags"].map(_flags)
    return table.dropna(axis="columns", how="all")


def _three_digits(value: float) -> float:
    return float(f"{value:.3g}") if pd.notna(value) else value


def _flags(ids: str | None) -> str | None:
    if is_missing(ids):
        return None
    return "; ".join(QUALITY_FLAGS.get(i, i) for i in ids.split(";"))
