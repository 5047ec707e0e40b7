"""A against B: the ratio of two figures with a band of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tradeoffs.whatif.calibration import Calibration
from tradeoffs.whatif.columns import Columns
from tradeoffs.whatif.estimate import Estimates

# Figure → quantity whose errors it has; all figures of a static batch have those of the batch.
QUANTITY = {
    "ttft_ms": "ttft",
    "tpot_ms": "tpot",
    "e2e_ms": "output",
    "output_tok_s": "output",
    "total_tok_s": "output",
}


@dataclass(frozen=True)
class Ratio(Columns):
    """Second over first, with its 80 % band; ``is_tie`` where the band holds 1."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    is_tie: np.ndarray


def compared(
    first: Estimates,
    second: Estimates,
    figure: str,
    is_alike: np.ndarray,
    is_static: np.ndarray,
    calibration: Calibration,
) -> Ratio:
    """Ratio of a figure, row by row.

    ``is_alike`` says where architecture, GPU and framework are the same: errors they share cancel,
    if both are calibrated. Elsewhere errors are taken as independent, so widths add as squares.
    """
    apart = np.hypot(getattr(first, f"width_{figure}"), getattr(second, f"width_{figure}"))
    shared = np.where(
        is_static,
        calibration.bands.ratio["static"],
        calibration.bands.ratio[QUANTITY[figure]],
    )
    cancels = is_alike & first.is_calibrated & second.is_calibrated
    width = np.where(cancels, np.minimum(shared, apart), apart)
    value = getattr(second, figure) / getattr(first, figure)
    low, high = value * np.exp(-width), value * np.exp(width)
    return Ratio(value, low, high, (low <= 1) & (high >= 1))
