"""Several people's weights: winners, the mean, agreement, and where they differ."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.deciding import WEIGHTS, small_table
from tradeoffs.decide.scoring import LEAVE_OUT
from tradeoffs.decide.voices import Voice, kendall_w, together

VALUES = small_table().values()
OPS = Voice("Ops", WEIGHTS)
SPEED = Voice("Speed", {"setup": 1, "throughput": 3})


def test_each_voice_has_its_winner_and_the_mean_has_one():
    found = together(VALUES, [OPS, SPEED], LEAVE_OUT)
    assert found.winners == (("vllm",), ("tensorrt-llm",))
    # Means: 0.375, 0.525, 0.1. vLLM 0.57, TensorRT-LLM 0.6825, Triton 0.6.
    assert found.mean == pytest.approx({"setup": 0.375, "throughput": 0.525, "support": 0.1})
    assert found.mean_winners == ("tensorrt-llm",)


def test_weights_on_which_voices_differ_most_come_first():
    found = together(VALUES, [OPS, SPEED], LEAVE_OUT).spreads
    assert [s.criterion for s in found] == ["throughput", "setup", "support"]
    assert (found[0].low, found[0].high) == pytest.approx((0.3, 0.75))


def test_kendalls_w_of_a_worked_example():
    # Ranks 1 2 3, 1 3 2 and 2 1 3: sums 4, 6, 8; 12 · 8 ÷ (9 · 24) = 4/9.
    scored = -np.array([[1.0, 2, 3], [1, 3, 2], [2, 1, 3]])
    assert kendall_w(scored) == pytest.approx(4 / 9)


def test_kendalls_w_corrects_for_ties():
    # Ranks 1 2.5 2.5 and 1 2 3: sums 2, 4.5, 5.5; 12 · 6.5 ÷ (4 · 24 − 2 · 6) = 78/84.
    scored = -np.array([[1.0, 2, 2], [1, 2, 3]])
    assert kendall_w(scored) == pytest.approx(78 / 84)


@pytest.mark.parametrize(
    "scored", [[[1.0, 2.0]], [[1.0], [2.0]], [[1.0, 1.0], [2.0, 2.0]], [[1.0, np.nan], [1.0, 2.0]]]
)
def test_agreement_of_one_voice_one_option_or_only_ties_is_unknown(scored):
    assert kendall_w(np.array(scored)) is None


@given(st.permutations(range(5)), st.integers(2, 6))
def test_voices_that_rank_alike_agree_wholly_and_opposites_not_at_all(order, voices):
    alike = np.array([order] * voices, dtype=float)
    assert kendall_w(alike) == pytest.approx(1)
    assert kendall_w(np.array([order, [-x for x in order]], dtype=float)) == pytest.approx(0)


def test_voice_without_weights_is_named():
    with pytest.raises(ValueError, match="Quiet: every weight is 0"):
        together(VALUES, [OPS, Voice("Quiet", {})], LEAVE_OUT)
    with pytest.raises(ValueError, match="no voice"):
        together(VALUES, [], LEAVE_OUT)
