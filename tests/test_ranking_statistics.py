"""Ratios, intervals and orders from pairs whose truth is known."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planted import pairs, together
from tradeoffs.evidence.estimate import (
    effective_number,
    estimate,
    setups,
    source_weights,
    tail,
    weighted_median,
)
from tradeoffs.evidence.measured import Measured
from tradeoffs.evidence.ranking import Ranking


def studies(
    ratio: float,
    sources: int = 5,
    setups_each: int = 3,
    noise: float = 0.08,
    seed: int = 1,
    **more: object,
) -> pd.DataFrame:
    """Several sources, each with a few set-ups around a ratio."""
    random, parts = np.random.default_rng(seed), []
    for s in range(sources):
        for m in range(setups_each):
            middle = ratio * np.exp(random.normal(0, noise))
            ratios = middle * np.exp(random.normal(0, 0.03, size=8))
            parts.append(pairs(ratios, source=f"s{s}", model=f"m{m}", **more))
    return together(*parts)


def test_a_planted_ratio_is_recovered_within_its_interval():
    found = estimate(studies(1.2))
    assert found.low < 1.2 < found.high
    assert found.ratio == pytest.approx(1.2, rel=0.06)
    assert found.side == 1


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    found = [estimate(studies(1.3, 4, 2, seed=seed)) for seed in range(200)]
    assert 0.85 <= np.mean([f.low <= 1.3 <= f.high for f in found]) <= 0.97


def test_equal_frameworks_are_called_apart_about_one_time_in_ten():
    found = [estimate(studies(1.0, 4, 2, seed=seed)) for seed in range(200)]
    assert 0.03 <= np.mean([f.side != 0 for f in found]) <= 0.15


def test_weights_by_hand():
    """Strength n ÷ (n + 5); a set-up weighs h ÷ (1 + Σ h of its source)."""
    rows = together(
        pairs(np.exp(0.1), 5, source="a", model="x"),  # h = 5/10
        pairs(np.exp(0.2), 15, source="a", model="y"),  # h = 15/20
        pairs(np.exp(0.3), 5, source="b", model="x"),  # h = 5/10
    )
    found = setups(rows)
    raw = np.array([0.5 / 2.25, 0.75 / 2.25, 0.5 / 1.5])
    assert found.weight == pytest.approx(raw / raw.sum())
    # shares 0.25, 0.375, 0.375: 0.025 + 0.075 + 0.1125 = 0.2125
    assert estimate(rows).ratio == pytest.approx(np.exp(0.2125))


def test_one_study_of_400_pairs_does_not_outweigh_four_of_ten():
    one = [pairs(2.0, 20, source="big", model=f"m{i}") for i in range(20)]
    four = [pairs(1.0, 10, source=f"small{i}") for i in range(4)]
    found = setups(together(*one, *four))
    assert found.weight[found.source == "big"].sum() < 0.5
    assert estimate(together(*one, *four)).ratio < 2**0.5


def test_a_set_up_far_from_the_rest_counts_less():
    usual = [pairs(r, 8, source=f"s{i}") for i, r in enumerate((1.08, 1.1, 1.12, 1.09, 1.11))]
    found = setups(together(*usual, pairs(0.1, 8, source="odd")))
    odd = found.weight[found.source == "odd"][0]
    assert odd < 0.1 * found.weight[found.source == "s0"][0]
    assert estimate(together(*usual, pairs(0.1, 8, source="odd"))).ratio > 1


@pytest.mark.parametrize(
    ("n", "kinds"), [(4, 4), (20, 2)], ids=["four pairs", "twenty pairs of two set-ups"]
)
def test_few_pairs_or_few_set_ups_have_no_summary(n: int, kinds: int):
    rows = together(*(pairs(1.5, n // kinds, model=f"m{i}") for i in range(kinds)))
    found = estimate(rows)
    assert not found.enough and found.ratio is None and found.side == 0
    assert (found.pairs, found.setups) == (n, kinds)


def test_fewer_set_ups_make_a_wider_interval_from_the_same_spread():
    def width(k: int) -> float:
        spread = np.linspace(-0.2, 0.2, k)
        rows = together(*(pairs(np.exp(x), 5, source=f"s{i:02}") for i, x in enumerate(spread)))
        found = estimate(rows)
        return found.high / found.low

    assert width(3) > width(6) > width(24)


def test_tail_of_many_equal_weights_is_that_of_the_level():
    assert tail(1e6) == pytest.approx(0.05, abs=1e-4)
    assert tail(3) < tail(10) < 0.05


def test_effective_number_of_equal_weights_is_their_number():
    assert effective_number(np.full(7, 0.3)) == pytest.approx(7)


def test_weighted_median_by_hand():
    """Shares 0.25, 0.25, 0.5 have their middles at 0.125, 0.375, 0.75: half lies 1/3 between."""
    value = weighted_median(np.array([1.0, 2.0, 5.0]), np.array([1.0, 1.0, 2.0]))
    assert value == pytest.approx(2 + 3 * (0.5 - 0.375) / (0.75 - 0.375))


@given(st.lists(st.floats(0.05, 1), min_size=1, max_size=30), st.integers(1, 5))
def test_no_source_ever_weighs_1(strength: list[float], sources: int):
    place = np.arange(len(strength)) % sources
    weights = source_weights(np.array(strength), place)
    assert (np.bincount(place, weights) < 1).all()


@settings(deadline=None, max_examples=25)
@given(st.lists(st.floats(0.3, 3), min_size=6, max_size=12))
def test_exchanging_the_two_frameworks_inverts_the_ratio(ratios: list[float]):
    rows = together(*(pairs(r, 3, source=f"s{i:02}") for i, r in enumerate(ratios)))
    turned = rows.assign(ratio=1 / rows.ratio)
    found, other = estimate(rows), estimate(turned)
    assert found.ratio == pytest.approx(1 / other.ratio)
    assert found.low == pytest.approx(1 / other.high)
    assert found.side == -other.side


def rank(rows: pd.DataFrame, metric: str) -> Ranking:
    return Measured(rows).ranking(metric)


def three_frameworks(names: tuple[str, str, str]) -> pd.DataFrame:
    """x 20 % above y, y 30 % above z, in four sources of two set-ups."""
    x, y, z = names
    levels = {x: 1.2 * 1.3, y: 1.3, z: 1.0}
    parts = []
    for s in range(4):
        for m in range(2):
            wobble = {f: np.exp(0.01 * ((s + m + i) % 3 - 1)) for i, f in enumerate(names)}
            for a, b in ((x, y), (y, z), (x, z)):
                ratio = levels[a] * wobble[a] / (levels[b] * wobble[b])
                parts.append(pairs(ratio, 4, a=a, b=b, source=f"s{s}", model=f"m{m}"))
    return together(*parts)


def test_a_planted_order_is_found_with_certain_places():
    found = rank(three_frameworks(("vllm", "tgi", "triton")), "throughput")
    assert [(p.framework, p.best, p.worst) for p in found.places] == [
        ("vllm", 1, 1),
        ("tgi", 2, 2),
        ("triton", 3, 3),
    ]
    assert found.places[2].ratio == pytest.approx(1 / 1.56, rel=0.03)
    assert found.unranked == ("tensorrt-llm", "deepspeed")


def test_latency_ranks_the_other_way_round():
    rows = three_frameworks(("vllm", "tgi", "triton")).assign(metric="ttft")
    assert [p.framework for p in rank(rows, "ttft").places] == ["triton", "tgi", "vllm"]


@pytest.mark.parametrize("names", list(permutations(("vllm", "tgi", "triton"))))
def test_permuting_the_names_permutes_the_order(names: tuple[str, str, str]):
    found = rank(three_frameworks(names), "throughput")
    assert [(p.framework, p.best, p.worst) for p in found.places] == [
        (name, i, i) for i, name in enumerate(names, 1)
    ]


def test_a_tie_leaves_both_places_open():
    found = rank(studies(1.0), "throughput")
    assert {(p.framework, p.best, p.worst) for p in found.places} == {
        ("vllm", 1, 2),
        ("tensorrt-llm", 1, 2),
    }


def test_frameworks_without_a_common_partner_are_not_in_one_order():
    rows = together(studies(1.5), studies(1.4, a="tgi", b="deepspeed"))
    found = rank(rows, "throughput")
    assert len(found.places) == 2 and len(found.unranked) == 3


def test_no_pairs_rank_nobody():
    found = rank(studies(1.2), "itl")
    assert found.places == () and len(found.unranked) == 5


def test_a_third_framework_is_placed_through_a_common_partner():
    """Nobody measured vLLM beside Triton, but both beside TGI."""
    rows = together(
        studies(1.5, a="vllm", b="tgi", noise=0.01), studies(0.5, a="triton", b="tgi", noise=0.01)
    )
    found = rank(rows, "throughput")
    assert found.ahead("vllm", "triton") == 1
    assert found.place("triton").ratio == pytest.approx(0.5 / 1.5, rel=0.05)
