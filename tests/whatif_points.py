"""Operating points for tests, from the shipped facts."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from tradeoffs import calibrated
from tradeoffs.whatif.calibration import Calibration
from tradeoffs.whatif.estimate import Estimates, Load, estimate
from tradeoffs.whatif.facts import Facts
from tradeoffs.whatif.points import Points
from tradeoffs.whatif.setups import Setups, resolve

CHAT: dict[str, Any] = {
    "framework": "vllm",
    "model": "meta-llama/Meta-Llama-3.1-70B",
    "gpu": "H100-SXM-80GB",
    "gpu_count": 4,
    "tp": 4,
    "weight_precision": "bf16",
    "scenario": "online-concurrency",
    "concurrency": 16,
    "isl": 1024,
    "osl": 256,
}


@cache
def facts() -> Facts:
    """The shipped facts."""
    return calibrated.facts()


@cache
def shipped() -> Calibration:
    """The shipped calibration."""
    return calibrated.calibration()


def setups(*changes: dict[str, Any]) -> Setups:
    """One set-up for each change of CHAT; a None takes the cell away."""
    return resolve(pd.DataFrame([CHAT | change for change in changes]), facts())


def points(*changes: dict[str, Any]) -> Points:
    """The same, which all must be answerable, as points."""
    found = setups(*changes)
    assert list(found.reasons) == [""] * len(changes)
    return found.points


def estimates(*changes: dict[str, Any]) -> Estimates:
    """What the shipped calibration says about each change of CHAT."""
    found = setups(*changes)
    assert list(found.reasons) == [""] * len(changes)
    return estimate(found.points, load_of(found), shipped())


def load_of(found: Setups) -> Load:
    """Who serves the set-ups and how requests come."""
    return Load(found.framework, found.family, found.scenario, found.rate_rps)


def only(values: np.ndarray) -> float:
    """The single value of an array."""
    assert values.shape == (1,)
    return float(values[0])
