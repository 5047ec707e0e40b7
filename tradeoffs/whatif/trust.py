"""How far a figure can be trusted: calibrated or extrapolated, and the width of its band."""

from __future__ import annotations

import numpy as np

from tradeoffs.whatif.calibration import QUANTITIES, Calibration
from tradeoffs.whatif.columns import distinct
from tradeoffs.whatif.points import Points
from tradeoffs.whatif.speed import Speed

# Kinds of load that were measured, with the kinds of latency their figures come from.
MEASURED_LOADS = {
    "static-batch": ("static",),
    "online-concurrency": ("tpot", "ttft"),
    "single-stream": ("tpot", "ttft"),
}


def trust(
    points: Points, scenario: np.ndarray, speed: Speed, calibration: Calibration
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Whether each point lies where the model was calibrated, and the half-width in natural
    logarithms of every one of QUANTITIES.
    """
    known = np.zeros(len(points), dtype=bool)
    widths = {quantity: np.empty(len(points)) for quantity in QUANTITIES}
    loads, load = distinct(scenario.tolist())
    precisions, precision = distinct(points.precision.tolist())
    sizes = (len(speed.pairs), len(loads), len(precisions), 2)
    alike = np.ravel_multi_index((speed.place, load, precision, points.pp > 1), sizes)
    for key in np.unique(alike):
        here = alike == key
        pair, of_load, of_precision, pipelined = np.unravel_index(key, sizes)
        kinds = MEASURED_LOADS.get(loads[of_load], ())
        who, weights = speed.pairs[pair], precisions[of_precision]
        calibrated = bool(kinds) and all(
            calibration.is_calibrated(kind, who, weights, bool(pipelined)) for kind in kinds
        )
        known[here] = calibrated
        for quantity, column in widths.items():
            column[here] = calibration.bands.half_width(quantity, who, calibrated)
    return known, widths
