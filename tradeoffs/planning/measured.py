"""Measured points beside the model's figures: of the very same set-up, and of the same work."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tradeoffs.planning.known import Known

COLUMNS = ("result_id", "framework", "output_tok_s", "gpus", "ttft_ms", "tpot_ms")


def points(known: Known, ids: Sequence[str]) -> pd.DataFrame:
    """The measured points of these ids, in COLUMNS; the rate is that of the whole system."""
    rows = known.measured[known.measured["result_id"].isin(ids)]
    return _columns(rows)


def _columns(rows: pd.DataFrame) -> pd.DataFrame:
    of_batch = rows["batch"] * rows["osl"] / rows["e2e_ms"] * 1e3
    static = rows["scenario"] == "static-batch"
    rate = rows["generated_tok_s"].astype(float).fillna(of_batch.where(static))
    found = rows.assign(output_tok_s=rate, gpus=rows["gpu_count"])
    return found[list(COLUMNS)].reset_index(drop=True)
