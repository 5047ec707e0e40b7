"""Options under weights: scales, must-haves, scores, missing values, and checks on the winner."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.deciding import SHARES, decisions, small_table, values_of
from tradeoffs.decide.criteria import (
    Criterion,
    Evidence,
    Levels,
    Option,
    Reading,
    Scale,
    Table,
)
from tradeoffs.decide.must_haves import Finding, MustHave, shortlist
from tradeoffs.decide.scoring import (
    LEAVE_OUT,
    RANGE,
    RULES,
    WORST_CASE,
    contenders,
    dominance,
    leaders,
    ranking,
    scores,
    shares,
    topsis,
)

PAPER = Evidence("claim-1", "archived in March", "https://example.org/1", "2026-03-01")


@pytest.mark.parametrize(
    ("scale", "reading", "value"),
    [
        (Scale(0, 5), 4, 0.8),
        (Scale(0.5, 2, log=True), 1, 0.5),
        (Scale(200, 50), 80, 0.8),
        (Scale(200, 50), 900, 0),
        (Scale(200, 50), 10, 1),
        (Levels((("yes", 1), ("partly", 0.5), ("no", 0))), "partly", 0.5),
    ],
)
def test_scale_brings_a_reading_onto_0_to_1(scale, reading, value):
    assert scale.value(reading) == pytest.approx(value)


@given(st.floats(0, 1), st.sampled_from([Scale(0.5, 2, log=True), Scale(1, 9), Scale(9, 1)]))
def test_figure_said_for_a_value_has_that_value(value, scale):
    better, than, figure, unit = scale.beyond(value, True, "ms").split(" ")
    assert (better, than, unit) == ("better", "than", "ms")
    assert scale.value(float(figure)) == pytest.approx(value, abs=0.01)


def test_levels_beyond_a_value_are_named():
    levels = Levels((("yes", 1), ("partly", 0.5), ("no", 0)))
    assert levels.beyond(0.2, True, "") == "at least partly"
    assert levels.beyond(0.5, True, "") == "at least yes"
    assert levels.beyond(0.5, False, "") == "at most no"
    assert levels.beyond(1, True, "") == "no known level"


def test_value_function_is_said_in_words():
    ratio = Criterion("r", "TTFT", "measured", Scale(2, 0.5, log=True), "×")
    assert ratio.sentence() == (
        "matched measurement: 2× counts 0 and 0.5× counts 1, straight in the logarithm "
        "between, no more beyond"
    )
    assert ratio.better == "lower"


@pytest.mark.parametrize("ends", [(1, 1), (0, math.inf), (math.nan, 1)])
def test_scale_without_two_finite_ends_is_refused(ends):
    with pytest.raises(ValueError, match="two different finite ends"):
        Scale(*ends)


def test_bad_reading_is_named_with_option_and_criterion():
    table = small_table()
    bad = Table(table.options, table.criteria, {("vllm", "setup"): Reading("many")})
    with pytest.raises(ValueError, match="vLLM, Ease of setup: 'many' is not a finite figure"):
        bad.values()


def test_interval_must_hold_its_value():
    table = small_table()
    bad = Table(table.options, table.criteria, {("vllm", "setup"): Reading(4, low=1, high=3)})
    with pytest.raises(ValueError, match="4 does not lie between 1 and 3"):
        bad.values()


def test_bounds_swap_where_lower_is_better():
    criterion = Criterion("ttft", "TTFT", "measured", Scale(100, 0), "ms")
    reading = {("a", "ttft"): Reading(40, low=20, high=70)}
    values = Table((Option("a", "A", "a"),), (criterion,), reading).values()
    assert [float(x[0, 0]) for x in (values.low, values.value, values.high)] == [0.3, 0.6, 0.8]


def test_fallen_rating_can_lie_anywhere():
    values = small_table().values()
    assert np.isnan(values.value[2, 2])
    assert (values.low[2, 2], values.high[2, 2]) == (0, 1)


def test_estimate_never_separates_frameworks():
    cost = Criterion("cost", "What-if cost", "estimate", Scale(9, 0), "$")
    options = Option("a", "vLLM on H100", "vllm"), Option("b", "TGI on H100", "tgi")
    with pytest.raises(ValueError, match="What-if cost: an estimate cannot order frameworks"):
        Table(options, (cost,), {})
    same = Option("a", "vLLM on H100", "vllm"), Option("b", "vLLM on A100", "vllm")
    assert Table(same, (cost,), {}).values().value.shape == (2, 1)


def test_must_have_excludes_with_its_evidence_and_never_on_silence():
    alive = MustHave("alive", "Not archived", {"tgi": Finding(False, (PAPER,)), "b": Finding(True)})
    found = shortlist(["b", "tgi", "c"], [alive])
    assert found.kept == ("b", "c")
    assert [(v.option, v.must_have.id, v.evidence) for v in found.excluded] == [
        ("tgi", "alive", (PAPER,))
    ]
    assert [v.option for v in found.unknown] == ["c"]


def test_exclusion_without_evidence_is_refused():
    with pytest.raises(ValueError, match="FP8 excludes a without evidence"):
        shortlist(["a"], [MustHave("fp8", "FP8", {"a": Finding(False)})])


def test_excluded_option_is_out_of_the_table():
    left = small_table().keep(["triton", "vllm"])
    assert left.values().options == ("vllm", "triton")


@pytest.mark.parametrize(
    ("rule", "triton"),
    [(LEAVE_OUT, (0.6, 0.6, 0.6)), (WORST_CASE, (0.48,) * 3), (RANGE, (0.58, 0.48, 0.68))],
)
def test_scores_are_those_worked_out_by_hand(rule, triton):
    found = scores(small_table().values(), SHARES, rule)
    assert found.score == pytest.approx([0.64, 0.59, triton[0]])
    assert (found.low[2], found.high[2]) == pytest.approx(triton[1:])
    assert found.known == pytest.approx([1, 1, 0.8])


def test_contender_may_lead_once_the_missing_value_is_known():
    table = small_table()
    assert contenders(table.values(), SHARES) == ("vllm", "triton")
    known = Table(
        table.options, table.criteria, {**table.readings, ("triton", "support"): Reading(1)}
    )
    assert contenders(known.values(), SHARES) == ("vllm",)


def test_equal_scores_share_a_rank_and_unscored_options_come_last():
    values = values_of([[0.5, None], [None, None], [0.5, 0.5], [0.1, 0.1]])
    places = ranking(scores(values, np.array([0.5, 0.5]), LEAVE_OUT))
    assert [(p.option, p.rank) for p in places] == [("a", 1), ("c", 1), ("d", 3), ("b", None)]
    assert math.isnan(places[-1].score)


@pytest.mark.parametrize("weights", [{}, {"p": -1, "q": 2}, {"p": math.nan}, {"p": math.inf}])
def test_weights_that_are_no_shares_are_refused(weights):
    with pytest.raises(ValueError, match="weight"):
        shares(weights, ["p", "q"])


def test_unknown_rule_is_refused():
    with pytest.raises(ValueError, match="'guess' is none of leave-out"):
        scores(small_table().values(), SHARES, "guess")


def test_topsis_is_the_relative_distance_to_the_worst():
    values = values_of([[1.0, 0.0], [0.5, 0.5], [None, 0.25]])
    close = topsis(values, np.array([0.6, 0.4]), LEAVE_OUT)
    # a: far 0.6, near 0.4. b: both equal. c: only q counts, far 0.1, near 0.3.
    assert close == pytest.approx([0.6, 0.5, 0.25])


def test_dominance_needs_certainty():
    values = values_of([[0.9, 0.5], [0.5, 0.5], [0.4, None]])
    assert dominance(values) == [("a", "b")]


@given(decisions(missing=True), st.sampled_from(list(RULES)), st.randoms())
def test_order_of_the_options_changes_no_place(decision, rule, random):
    values, w = decision
    order = list(range(len(values.options)))
    random.shuffle(order)
    moved = type(values)(
        tuple(values.options[i] for i in order),
        values.criteria,
        *(a[order] for a in (values.value, values.low, values.high)),
    )
    told = [
        [(p.option, p.rank, p.known) for p in ranking(scores(v, w, rule))] for v in (values, moved)
    ]
    assert told[0] == told[1]


@given(decisions(missing=True), st.sampled_from(list(RULES)))
def test_score_lies_within_its_range_and_on_the_scale(decision, rule):
    found = scores(*decision, rule)
    known = ~np.isnan(found.score)
    assert (found.low[known] <= found.score[known] + 1e-12).all()
    assert (found.score[known] <= found.high[known] + 1e-12).all()
    assert ((found.low[known] >= 0) & (found.high[known] <= 1 + 1e-12)).all()


@given(decisions())
def test_better_on_everything_never_ranks_behind(decision):
    values, w = decision
    found = dict(zip(values.options, scores(values, w, LEAVE_OUT).score, strict=True))
    close = dict(zip(values.options, topsis(values, w, LEAVE_OUT), strict=True))
    for better, worse in dominance(values):
        assert found[better] >= found[worse] - 1e-12
        assert close[better] >= close[worse] - 1e-12


def test_leader_of_equals_is_told_with_its_peers():
    assert leaders(("b", "a", "c"), np.array([0.5, 0.5, np.nan])) == ("a", "b")
    assert leaders(("a",), np.array([np.nan])) == ()
