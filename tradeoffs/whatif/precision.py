"""Bytes a weight takes and the rate at which an architecture really multiplies it."""

from __future__ import annotations

import numpy as np

from tradeoffs.whatif.hardware import Hardware

# Four-bit formats carry a scale for every 16 or 32 weights: half a bit more on average.
WEIGHT_BYTES = {
    "fp32": 4.0,
    "bf16": 2.0,
    "fp16": 2.0,
    "fp8": 1.0,
    "int8": 1.0,
    "int4": 0.5625,
    "fp4": 0.5625,
    "mxfp4": 0.5625,
}
FOUR_BIT_FLOATS = ("fp4", "mxfp4")


def weight_bytes(precision: np.ndarray) -> np.ndarray:
    """Bytes of one quantized weight, scales included; NaN for an unknown precision."""
    return _look_up(precision, WEIGHT_BYTES)


def attention_bytes(precision: np.ndarray, is_moe: np.ndarray) -> np.ndarray:
    """Bytes of one weight of the attention.

    Four-bit checkpoints of mixture models quantize their experts and keep the attention in 16 bit.
    """
    own = weight_bytes(precision)
    return np.where(is_moe & (own < 1), 2.0, own)


def multiply_rate(precision: np.ndarray, gpu: Hardware) -> np.ndarray:
    """Operations/s of one device for linear layers of this precision, NaN where not known.

    A format the architecture cannot multiply is widened to 16 bit first (FP8 on Ampere, FP4 on
    Hopper), and INT4 weights always are. NaN means that the data sheet rate is missing (rule 3:
    a wrong number is worse than a missing one).
    """
    four = np.isin(precision, FOUR_BIT_FLOATS)
    return np.select(
        [
            (precision == "fp8") & gpu.native_fp8,
            precision == "int8",
            four & gpu.native_fp4,
            precision == "fp32",
        ],
        [gpu.fp8_rate, gpu.int8_rate, gpu.fp4_rate, gpu.fp16_rate / 2],
        gpu.fp16_rate,
    )


def attention_rate(precision: np.ndarray, is_moe: np.ndarray, gpu: Hardware) -> np.ndarray:
    """Operations/s for the projections of the attention, see ``attention_bytes``."""
    kept = is_moe & (weight_bytes(precision) < 1)
    return np.where(kept, gpu.fp16_rate, multiply_rate(precision, gpu))


def _look_up(keys: np.ndarray, values: dict[str, float]) -> np.ndarray:
    out = np.full(len(keys), np.nan)
    for key, value in values.items():
        out[keys == key] = value
    return out
