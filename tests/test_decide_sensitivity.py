"""What would change the winner: exact intervals and flips, draws, maps, uncertain values."""

import itertools

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.deciding import SHARES, WEIGHTS, decisions, small_table, values_of
from tradeoffs.decide.chances import winner_map, winner_shares
from tradeoffs.decide.criteria import Reading, Table
from tradeoffs.decide.scoring import LEAVE_OUT, RULES, TIE, WORST_CASE, leaders, scores
from tradeoffs.decide.sensitivity import contest, first_loss, nearest_flip, weight_intervals
from tradeoffs.decide.summary import (
    explore,
    flip_sentence,
    map_axes,
    sentence,
    swing_sentence,
)
from tradeoffs.decide.swings import deciding_values

VALUES = small_table().values()
LABELS = {c.id: c.label for c in small_table().criteria}
NAMES = {o.id: o.name for o in small_table().options}


def grid(size: int, steps: int) -> np.ndarray:
    """Every weighting of ``size`` criteria in whole steps."""
    cuts = itertools.combinations(range(steps + size - 1), size - 1)
    bars = np.array([(-1, *cut, steps + size - 1) for cut in cuts])
    return (np.diff(bars, axis=1) - 1) / steps


def test_intervals_are_those_worked_out_by_hand():
    setup, throughput, support = weight_intervals(contest(VALUES, SHARES, WORST_CASE))
    assert (setup.low, setup.high) == pytest.approx((3 / 7, 1))
    assert (setup.below, setup.above) == ("tensorrt-llm", None)
    assert (throughput.low, throughput.high) == pytest.approx((0, 4 / 11))
    assert (throughput.below, throughput.above) == (None, "tensorrt-llm")
    assert (support.low, support.high, support.below, support.above) == (0, 1, None, None)


def test_interval_under_leave_out_is_the_root_of_a_quotient():
    # a scores t on p and (1 − t) · 0.4 on q; b, known on p alone, scores 0.7 whatever t is.
    values = values_of([[1.0, 0.4], [0.7, None]])
    (p, q) = weight_intervals(contest(values, np.array([0.8, 0.2]), LEAVE_OUT))
    assert (p.low, p.high, p.below, p.above) == (pytest.approx(0.5), 1, "b", None)
    assert (q.low, q.high, q.below, q.above) == (0, pytest.approx(0.5), None, "b")


def test_all_weight_on_one_criterion_shares_the_rest_equally():
    values = values_of([[1.0, 0.0, 0.0], [0.0, 1.0, 0.5]])
    first, *_ = weight_intervals(contest(values, np.array([1.0, 0, 0]), WORST_CASE))
    # t against (1 − t) · (1 + 0.5) ÷ 2
    assert first.low == pytest.approx(0.75 / 1.75)


def test_lone_criterion_never_flips():
    match = contest(values_of([[1.0], [0.5]]), np.array([1.0]), WORST_CASE)
    (only,) = weight_intervals(match)
    assert (only.low, only.high, only.below, only.above) == (0, 1, None, None)
    assert nearest_flip(match) == (None, True)


def test_nearest_flip_is_the_one_worked_out_by_hand():
    flip, proven = nearest_flip(contest(VALUES, SHARES, WORST_CASE))
    # Each share moved from setup to throughput gains 0.4 + 0.5 on a gap of 0.05.
    assert (flip.rival, proven) == ("tensorrt-llm", True)
    assert flip.takes == (("setup", pytest.approx(0.05 / 0.9)),)
    assert flip.gives == (("throughput", pytest.approx(0.05 / 0.9)),)
    assert flip.weights == pytest.approx((0.5 - 1 / 18, 0.3 + 1 / 18, 0.2))


def test_flip_drains_one_criterion_before_it_takes_from_the_next():
    values = values_of([[0.9, 0.8, 0.0], [0.0, 0.2, 0.6]])
    flip, _ = nearest_flip(contest(values, np.array([0.2, 0.5, 0.3]), WORST_CASE))
    # Gap 0.18 + 0.3 − 0.18 = 0.3 is closed by 0.2 · (0.6 + 0.9) = 0.3.
    assert flip.takes == (("p", pytest.approx(0.2)),)
    flip, _ = nearest_flip(contest(values, np.array([0.1, 0.7, 0.2]), WORST_CASE))
    # Gap 0.09 + 0.42 − 0.12 = 0.39: 0.1 · 1.5 = 0.15, then 0.24 ÷ (0.6 + 0.6) = 0.2.
    assert flip.takes == (("q", pytest.approx(0.2)), ("p", pytest.approx(0.1)))
    assert flip.gives == (("r", pytest.approx(0.3)),)


def test_nothing_flips_what_is_better_on_everything():
    match = contest(values_of([[0.9, 0.5], [0.5, 0.5]]), np.array([0.5, 0.5]), WORST_CASE)
    assert nearest_flip(match) == (None, True)


def test_level_options_need_no_change():
    match = contest(values_of([[1.0, 0.0], [0.0, 1.0]]), np.array([0.5, 0.5]), WORST_CASE)
    assert nearest_flip(match)[0].moved == 0


@pytest.mark.parametrize(
    ("coefficients", "start", "end", "loss"),
    [
        ((1, -2, 0), 0, 1, 0.5),
        ((1, -2, 0), 0.2, 0, None),
        ((0.25, -1, 1), 0, 1, None),  # touches 0 at 0.5
        ((0.24, -1, 1), 0, 1, 0.4),
        ((0.24, -1, 1), 1, 0, 0.6),
        ((0, -1, 0), 0, 1, 0),
        ((0, 0, 0), 0, 1, None),
    ],
)
def test_first_loss_is_where_the_lead_turns_negative(coefficients, start, end, loss):
    found = first_loss(coefficients, start, end)
    assert found == (None if loss is None else pytest.approx(loss))


@given(decisions())
def test_no_weighting_nearer_than_the_flip_changes_the_winner(decision):
    values, w = decision
    match = contest(values, w, WORST_CASE)
    flip, _ = nearest_flip(match)
    near = grid(len(w), 20)
    moved = np.abs(near - w).sum(axis=1) / 2
    found = near @ values.value.T
    lost = found.max(axis=1) > found[:, match.leader] + 1e-7
    if flip is None:
        assert not lost.any()
        return
    assert not lost[moved < flip.moved - 1e-7].any()
    after = np.array(flip.weights)
    assert (after.sum(), np.abs(after - w).sum() / 2) == pytest.approx((1, flip.moved))
    level = scores(values, after, WORST_CASE).score
    assert level[match.leader] == pytest.approx(level[values.options.index(flip.rival)])
    assert level.max() == pytest.approx(level[match.leader])


@given(decisions(missing=True), st.sampled_from(list(RULES)))
def test_winner_stays_within_its_intervals_and_not_beyond(decision, rule):
    values, w = decision
    match = contest(values, w, rule)
    assume(match is not None)
    rows = [match.leader, *match.rivals]
    for k, interval in enumerate(weight_intervals(match)):
        others = np.delete(np.eye(len(w)), k, axis=0).sum(axis=0) * w
        others = others if others.sum() > TIE else 1 - np.eye(len(w))[k]
        for t in np.linspace(0.01, 0.99, 50):
            at = (1 - t) * others / others.sum() + t * np.eye(len(w))[k]
            found = scores(values, at, rule).score[rows]
            inside = interval.low + 1e-6 < t < interval.high - 1e-6
            if inside:
                assert found[0] >= np.nanmax(found) - 1e-7
        for end, rival, step in (
            (interval.low, interval.below, -1e-5),
            (interval.high, interval.above, 1e-5),
        ):
            if rival and 0 < end + step < 1:
                at = (1 - end - step) * others / others.sum() + (end + step) * np.eye(len(w))[k]
                found = scores(values, at, rule).score
                assert found[values.options.index(rival)] > found[match.leader]


def test_flip_under_leave_out_is_the_one_worked_out_by_hand():
    # b scores 0.7; a scores 1 − 0.6 · q ÷ (p + q), which is 0.7 where p = q: 0.27 of p moved to q,
    # or 0.54 of p moved to r.
    values = values_of([[1.0, 0.4, None], [None, None, 0.7]])
    flip, proven = nearest_flip(contest(values, np.array([0.72, 0.18, 0.1]), LEAVE_OUT))
    assert proven
    assert flip.takes == (("p", pytest.approx(0.27, abs=5e-4)),)
    assert flip.gives == (("q", pytest.approx(0.27, abs=5e-4)),)


def test_flip_under_leave_out_may_need_several_criteria():
    # A linear programme for each of 401 scores gave 0.6230; moved to one criterion, 0.637.
    values = values_of([[0.1, None, 1.0], [0.1, 0.3, 0.1]])
    w = np.array([2, 7, 19]) / 28
    flip, proven = nearest_flip(contest(values, w, LEAVE_OUT))
    assert proven
    assert flip.moved == pytest.approx(0.623, abs=5e-4)
    assert [k for k, _ in flip.gives] == ["p", "q"]


@given(decisions(missing=True, options=(2, 3)))
def test_no_weighting_nearer_than_the_flip_under_leave_out_changes_the_winner(decision):
    values, w = decision
    match = contest(values, w, LEAVE_OUT)
    assume(match is not None)
    flip, proven = nearest_flip(match)
    assume(proven)
    rows = [match.leader, *match.rivals]
    near = grid(len(w), 20)
    moved = np.abs(near - w).sum(axis=1) / 2
    fill, counts = match.fill[rows], match.counts[rows]
    whole = near @ counts.T
    found = np.where(whole > 0, near @ fill.T / np.maximum(whole, 1e-12), np.nan)
    with np.errstate(invalid="ignore"):
        lost = (found[:, 1:] > found[:, :1] + 1e-4).any(axis=1)
    assert not lost[moved < (flip.moved - 1e-3 if flip else 2)].any()
    if flip:
        after = np.array(flip.weights)
        assert (after.sum(), np.abs(after - w).sum() / 2) == pytest.approx((1, flip.moved))
        rival = values.options.index(flip.rival)
        assert match.along(rival, after, 0 * after)[0] == pytest.approx(0, abs=1e-8)


def test_draws_are_seeded_and_share_out_every_draw():
    found = winner_shares(VALUES, SHARES, LEAVE_OUT)
    assert found == winner_shares(VALUES, SHARES, LEAVE_OUT)
    assert sum(found.values()) == pytest.approx(1)
    assert found["vllm"] > found["tensorrt-llm"] > 0


def test_draw_shares_of_two_weights_match_the_beta_distribution():
    # a wins where p weighs over 0.5; with mean 0.5 that is half of all draws.
    values = values_of([[1.0, 0.0], [0.0, 1.0]])
    found = winner_shares(values, np.array([0.5, 0.5]), WORST_CASE, draws=20_000)
    assert found["a"] == pytest.approx(0.5, abs=0.02)


def test_level_options_share_every_draw():
    values = values_of([[0.5, 0.5], [0.5, 0.5]])
    found = winner_shares(values, np.array([0.5, 0.5]), WORST_CASE, draws=10)
    assert found == {"a": pytest.approx(0.5), "b": pytest.approx(0.5)}


def test_weight_of_nothing_stays_nothing_in_every_draw():
    values = values_of([[0.0, 1.0], [1.0, 0.0]])
    assert winner_shares(values, np.array([1.0, 0]), WORST_CASE)["b"] == 1


def test_map_names_the_winner_at_every_pair_of_weights():
    found = winner_map(VALUES, SHARES, WORST_CASE, "setup", "throughput", steps=10)
    at = {(round(c.x, 1), round(c.y, 1)): c.winners for c in found}
    assert len(at) == 66
    assert at[1.0, 0.0] == ("vllm",)
    assert at[0.0, 1.0] == ("tensorrt-llm",)
    assert at[0.0, 0.0] == ("tensorrt-llm", "vllm")


def test_map_of_the_only_two_criteria_is_a_line():
    values = values_of([[1.0, 0.0], [0.0, 1.0]])
    found = winner_map(values, np.array([0.5, 0.5]), WORST_CASE, "p", "q", steps=2)
    assert [(c.x, c.y, c.winners) for c in found] == [
        (0, 1, ("b",)),
        (0.5, 0.5, ("a", "b")),
        (1, 0, ("a",)),
    ]


def test_missing_rating_that_could_change_the_winner_is_named_with_its_threshold():
    (swing,) = deciding_values(VALUES, SHARES, LEAVE_OUT)
    # Triton reaches 0.48 + 0.2 · x; vLLM has 0.64, so x = 0.8: four stars.
    assert (swing.option, swing.criterion, swing.winner) == ("triton", "support", "triton")
    assert (swing.threshold, swing.part) == pytest.approx((0.8, 0.2))
    said = swing_sentence(swing, small_table().criteria[2], NAMES, "vllm")
    assert said == (
        "Model support of Triton is unknown: if it is better than 4 ★, Triton leads instead of vLLM"
    )


def test_leader_can_fall_within_its_own_interval():
    table = small_table()
    readings = dict(table.readings) | {("vllm", "setup"): Reading(4, low=3, high=4.5)}
    values = Table(table.options, table.criteria, readings).values()
    swing = deciding_values(values, SHARES, WORST_CASE)[0]
    # 0.24 + 0.5 · x against 0.59: x = 0.7, of 0.6 to 0.9.
    assert (swing.option, swing.winner, swing.upward) == ("vllm", "tensorrt-llm", False)
    assert (swing.threshold, swing.part) == pytest.approx((0.7, 1 / 3))


@given(decisions(missing=True), st.sampled_from(list(RULES)))
def test_swing_says_where_the_winner_changes(decision, rule):
    values, w = decision
    for swing in deciding_values(values, w, rule):
        i, k = values.options.index(swing.option), values.criteria.index(swing.criterion)
        end = swing.high if swing.upward else swing.low
        for x in (end, (end + swing.threshold) / 2):
            if abs(x - swing.threshold) < 1e-6:
                continue
            moved = values.value.copy()
            moved[i, k] = x
            tried = type(values)(values.options, values.criteria, moved, values.low, values.high)
            assert leaders(values.options, scores(tried, w, rule).score)[0] == swing.winner


def test_sentence_names_the_nearest_end_of_a_weight():
    said = explore(small_table(), WEIGHTS, LEAVE_OUT).sentence
    assert said == (
        "vLLM leads unless Peak throughput weighs more than 36.4 % (now 30 %): "
        "then TensorRT-LLM does."
    )


def test_sentence_for_one_option_level_options_and_a_sure_winner():
    table = small_table()
    alone = explore(table.keep(["triton"]), WEIGHTS, LEAVE_OUT)
    assert alone.sentence == "Triton is the only option left."
    level = explore(table.keep(["vllm", "tensorrt-llm"]), {"support": 1}, LEAVE_OUT)
    assert level.sentence.startswith("TensorRT-LLM and vLLM are level")
    sure = {k: r for k, r in table.readings.items() if k[0] != "tensorrt-llm"}
    sure[("triton", "support")] = Reading(1)
    sure[("triton", "throughput")] = Reading(1)
    sure_table = Table(table.options, table.criteria, sure).keep(["vllm", "triton"])
    assert explore(sure_table, WEIGHTS, WORST_CASE).sentence == (
        "vLLM leads whatever the weights are."
    )
    nothing = explore(table.keep(["triton"]), {"support": 1}, LEAVE_OUT)
    assert nothing.sentence == "Nothing that carries weight is known of any option."


def test_sentence_never_claims_more_than_is_proven():
    said = sentence(small_table(), ("vllm",), (), None, False)
    assert said == (
        "vLLM leads whatever any one weight is; no change of several that ends it was found."
    )


def test_flip_is_said_in_points():
    flip = explore(small_table(), WEIGHTS, WORST_CASE).flip
    assert flip_sentence(flip, True, LABELS, NAMES) == (
        "the smallest move of weight that brings TensorRT-LLM level is 5.6 points from "
        "Ease of setup, to Peak throughput"
    )


def test_map_shows_the_two_weights_nearest_to_a_flip():
    assert map_axes(explore(small_table(), WEIGHTS, WORST_CASE).intervals) == (
        "throughput",
        "setup",
    )


@given(decisions(missing=True), st.sampled_from(list(RULES)), st.randoms())
def test_order_of_the_options_changes_no_flip_and_no_interval(decision, rule, random):
    values, w = decision
    order = list(range(len(values.options)))
    random.shuffle(order)
    moved = type(values)(
        tuple(values.options[i] for i in order),
        values.criteria,
        *(a[order] for a in (values.value, values.low, values.high)),
    )
    here, there = contest(values, w, rule), contest(moved, w, rule)
    assume(here is not None)
    for a, b in zip(weight_intervals(here), weight_intervals(there), strict=True):
        assert (a.low, a.high) == pytest.approx((b.low, b.high))
        assert (a.below is None, a.above is None) == (b.below is None, b.above is None)
    (a, _), (b, _) = nearest_flip(here), nearest_flip(there)
    assert (a is None) == (b is None)
    assert a is None or a.moved == pytest.approx(b.moved)
    assert winner_shares(values, w, rule, draws=50) == pytest.approx(
        winner_shares(moved, w, rule, draws=50)
    )
