"""A small decision worked out by hand in docs/method.md, and random ones for properties."""

import math

import numpy as np
from hypothesis import strategies as st

from tradeoffs.decide.criteria import Criterion, Option, Reading, Scale, Table, Values

WEIGHTS = {"setup": 50, "throughput": 30, "support": 20}
SHARES = np.array([0.5, 0.3, 0.2])
STARS = {
    "vllm": (4, 2, 3),
    "tensorrt-llm": (2, 4.5, 3),
    "triton": (3, 3, None),
}
NAMES = {"vllm": "vLLM", "tensorrt-llm": "TensorRT-LLM", "triton": "Triton"}


def small_table() -> Table:
    """Three frameworks, three criteria in stars of 0 to 5; one rating is missing."""
    criteria = tuple(
        Criterion(c, label, "rating", Scale(0, 5), "★")
        for c, label in zip(
            WEIGHTS, ("Ease of setup", "Peak throughput", "Model support"), strict=True
        )
    )
    readings = {
        (option, c.id): Reading(stars)
        for option, row in STARS.items()
        for c, stars in zip(criteria, row, strict=True)
    }
    return Table(tuple(Option(o, NAMES[o], o) for o in STARS), criteria, readings)


def values_of(rows: list[list[float | None]]) -> Values:
    """Rows of figures on 0 to 1 as options a, b, … and criteria p, q, …; None is missing."""
    found = np.array([[math.nan if x is None else x for x in row] for row in rows], dtype=float)
    missing = np.isnan(found)
    return Values(
        tuple("abcdefghi"[: len(rows)]),
        tuple("pqrstuvwxyz!"[: found.shape[1]]),
        found,
        np.where(missing, 0.0, found),
        np.where(missing, 1.0, found),
    )


_TENTHS = st.integers(0, 10).map(lambda n: n / 10)


@st.composite
def decisions(draw, options=(2, 4), criteria=(2, 4), missing=False):
    """Values and weights on a grid of tenths and points, so that ties and zeros do occur."""
    n, m = draw(st.integers(*options)), draw(st.integers(*criteria))
    cell = st.one_of(_TENTHS, st.none()) if missing else _TENTHS
    rows = draw(st.lists(st.lists(cell, min_size=m, max_size=m), min_size=n, max_size=n))
    weights = draw(st.lists(st.integers(0, 10), min_size=m, max_size=m).filter(any))
    return values_of(rows), np.array(weights) / sum(weights)
