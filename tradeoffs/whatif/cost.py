"""What a million tokens cost: money at a price the reader chose, energy at the power limit."""

from __future__ import annotations

import numpy as np


def usd_per_mtok(
    usd_per_gpu_hour: np.ndarray | float, gpus: np.ndarray | float, tok_s: np.ndarray
) -> np.ndarray:
    """USD for a million tokens at full load: price × GPUs ÷ (tokens/s × 3600) × 10⁶.

    ``tok_s`` is the rate of the whole system; with output tokens it is the price of those alone.
    NaN where there is no rate or no price.
    """
    return np.asarray(usd_per_gpu_hour) * gpus / (tok_s * 3600) * 1e6


def kwh_per_mtok(
    limit_w: np.ndarray | float, gpus: np.ndarray | float, tok_s: np.ndarray
) -> np.ndarray:
    """kWh of the accelerators for a million tokens were each at its power limit (an upper bound).

    Power limit × GPUs ÷ (tokens/s × 3600) × 10⁶ ÷ 1000. Hosts, network and cooling come on top.
    NaN where there is no rate or the data sheet states no limit.
    """
    return np.asarray(limit_w) * gpus / (tok_s * 3600) * 1e3
