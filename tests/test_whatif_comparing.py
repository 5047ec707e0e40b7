"""A against B: shared errors cancel, and what lies within the band is a tie."""

from __future__ import annotations

import numpy as np
import pytest

from tests.whatif_points import estimates, only, shipped
from tradeoffs.whatif.comparing import QUANTITY, Ratio, compared
from tradeoffs.whatif.estimate import FIGURES

FP8 = {"weight_precision": "fp8"}


def ratio(first: dict, second: dict, figure: str = "output_tok_s", alike: bool = True) -> Ratio:
    one, other = estimates(FP8 | first), estimates(FP8 | second)
    return compared(one, other, figure, np.array([alike]), np.array([False]), shipped())


def test_ratio_is_second_over_first_within_its_band():
    found = ratio({}, {"tp": 8, "gpu_count": 8})
    first, second = estimates(FP8, FP8 | {"tp": 8, "gpu_count": 8}).output_tok_s
    assert only(found.value) == pytest.approx(second / first)
    assert only(found.low) < only(found.value) < only(found.high)


def test_errors_that_are_shared_cancel():
    near = ratio({}, {"concurrency": 32})
    far = ratio({}, {"concurrency": 32}, alike=False)
    width = np.log(only(near.high) / only(near.value))
    assert width <= shipped().bands.ratio["output"] + 1e-9
    assert width < np.log(only(far.high) / only(far.value))


def test_independent_errors_add_as_squares():
    found = ratio({}, {"gpu": "MI300X"}, alike=False)
    own = only(estimates(FP8).width_output_tok_s)
    other = only(estimates(FP8 | {"gpu": "MI300X"}).width_output_tok_s)
    width = np.log(only(found.high) / only(found.value))
    assert width == pytest.approx((own**2 + other**2) ** 0.5)


def test_what_the_band_cannot_tell_apart_is_a_tie():
    assert only(ratio({}, {"concurrency": 17}).is_tie)
    assert not only(ratio({"concurrency": 1}, {"concurrency": 128}).is_tie)


def test_every_figure_has_its_quantity():
    assert set(QUANTITY) == set(FIGURES)
