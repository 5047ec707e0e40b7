"""Matched pairs with a known truth, shaped like rows of ``matched_pairs``."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

import numpy as np
import pandas as pd

_ids = count()


def pairs(
    ratio: float | Iterable[float],
    n: int = 1,
    *,
    a: str = "tensorrt-llm",
    b: str = "vllm",
    metric: str = "throughput",
    source: str = "lab",
    model: str = "model",
    gpu: str = "GPU",
    **cells: object,
) -> pd.DataFrame:
    """``n`` pairs of one set-up with the ratio a ÷ b (or one pair for each of several ratios)."""
    ratios = np.full(n, ratio, float) if np.isscalar(ratio) else np.array(list(ratio), float)
    first, second = sorted((a, b))
    if first != a:
        ratios = 1 / ratios
    plain = {
        "metric": metric,
        "framework_a": first,
        "framework_b": second,
        "label_a": first,
        "label_b": second,
        "source_id": source,
        "model_id": model,
        "params_b": 8.0,
        "gpu_label": gpu,
        "gpu_generation": "hopper",
        "gpu_count": 1,
        "tp": 1,
        "pp": 1,
        "dp": None,
        "ep": None,
        "precision_id": "bf16",
        "kv_precision": None,
        "scenario": "online-concurrency",
        "load_kind": "concurrency",
        "load_value": 8.0,
        "isl": 100.0,
        "osl": 100.0,
        "dataset": None,
        "statistic": "mean",
        "version_a": None,
        "version_b": None,
        "settings_a": 1,
        "settings_b": 1,
        "nominal_length": False,
        "gap": False,
        "measured_date": pd.Timestamp("2025-01-01"),
    }
    rows = pd.DataFrame({**plain, **cells, "ratio": ratios}, index=range(len(ratios)))
    return rows.assign(
        value_a=100 * rows.ratio,
        value_b=100.0,
        result_id_a=[f"a{next(_ids)}" for _ in ratios],
        result_id_b=[f"b{next(_ids)}" for _ in ratios],
    )


def together(*parts: pd.DataFrame) -> pd.DataFrame:
    """Several set-ups as one table."""
    return pd.concat(parts, ignore_index=True)


def sweep(crossing: float, *, slope: float = -0.1, **more: object) -> pd.DataFrame:
    """One set-up at loads 1 to 256, whose lead falls by ``slope`` (ln) a doubling to 0 there."""
    loads = 2.0 ** np.arange(9)
    leads = slope * (np.log2(loads) - np.log2(crossing))
    return pairs(np.exp(leads), load_value=loads, **more)
