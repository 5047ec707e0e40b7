"""The sentences over the frontier and the map of TP over the load."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tradeoffs.formats import number
from tradeoffs.planning import splits
from tradeoffs.planning.known import Known
from tradeoffs.planning.scenarios import Scenario


def setup(row: pd.Series) -> str:
    """``FP8 on TP 2``."""
    return f"{str(row['weight_precision']).upper()} on {splits.parse(row['split']).label}"


def named(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with ``short`` (precision and split) and ``said`` (with the load)."""
    short = [setup(row) for _, row in rows.iterrows()]
    said = [f"{s}, {int(n)} in flight" for s, n in zip(short, rows["concurrency"], strict=True)]
    return rows.assign(short=short, said=said)


def frontier_title(best: pd.Series | None, scenario: Scenario, known: Known) -> str:
    """How a scenario stands against the best of its GPU that serves a user as fast."""
    rate = scenario.figures["output_tok_s_per_gpu"].value
    speed = 1e3 / scenario.figures["tpot_ms"].value
    if best is None:
        return f"No split searched serves each user at {number(speed, 2)} tok/s"
    times = best["output_tok_s_per_gpu"] / rate
    if times <= 1.005:
        return f"{scenario.name} is on the frontier of its GPU at {number(speed, 2)} tok/s a user"
    sure = "" if times > np.exp(known.calibration.bands.ratio["output"]) else ", within the band"
    return (
        f"At {scenario.name}’s {number(speed, 2)} tok/s a user, {setup(best)} gives "
        f"{times:.1f} times its rate per GPU{sure}"
    )


def map_title(cells: pd.DataFrame, scenario: Scenario) -> str:
    """Where the highest rate a GPU is."""
    known = cells.dropna(subset=["tok_s_per_gpu"])
    if known.empty:
        return f"{scenario.choice.precision.upper()} fits at no TP degree searched"
    top = known.loc[known["tok_s_per_gpu"].idxmax()]
    return (
        f"{scenario.choice.precision.upper()} gives most per GPU on TP {int(top['tp'])}, "
        f"{number(top['tok_s_per_gpu'], 2)} tok/s at {int(top['load'])}"
    )
