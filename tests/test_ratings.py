"""The written stars: what stands, how far apart they are, what they add up to."""

import math

import pandas as pd
import pytest

from tradeoffs.comparison import ratings


def cells(*stated: tuple) -> pd.DataFrame:
    """Rows of ``star_matrix`` from (framework, criterion id, stars, verdict, qualifier)."""
    columns = ["framework", "criterion_id", "stars", "verdict", "qualifier"]
    rows = pd.DataFrame(stated, columns=columns).astype({"stars": float})
    day = pd.Timestamp("2026-11-01")
    named = rows.assign(
        criterion=rows.criterion_id.map(ratings.LABELS),
        status="active",
        claim_id=[f"c{i}" for i in range(len(rows))],
        current_value="",
        as_of=day,
    )
    return ratings.in_order(named)


TWO = cells(
    ("tgi", "memory-efficiency", 3, "wrong", None),
    ("tgi", "multi-lora", 0, "wrong", None),
    ("vllm", "multi-lora", 5, "holds", None),
    ("vllm", "memory-efficiency", 4, "opinion", "via vLLM"),
)


@pytest.mark.parametrize(
    ("verdict", "qualifier", "expected"),
    [
        ("holds", None, "stands"),
        ("opinion", None, "stands"),
        ("holds", "via vLLM", "half"),
        ("unverifiable", None, "half"),
        ("disputed", None, "half"),
        ("wrong", "via vLLM", "fell"),
        ("outdated", None, "fell"),
        (None, None, "missing"),
    ],
)
def test_fallen_outweighs_a_condition_and_a_condition_outweighs_a_holding_verdict(
    verdict, qualifier, expected
):
    assert ratings.standing(verdict, qualifier) == expected


def test_rows_come_in_the_order_of_the_founding_text():
    assert list(TWO.framework) == ["vllm", "vllm", "tgi", "tgi"]
    assert list(TWO.criterion_id[:2]) == ["memory-efficiency", "multi-lora"]


def test_title_counts_wrong_and_outdated_ratings_only():
    assert ratings.answer(TWO) == "2 of 4 star ratings no longer stand"
    assert ratings.answer(TWO[TWO.framework == "vllm"]) == ("Not one of 2 star ratings has fallen")


def test_missing_rating_is_not_counted_as_a_rating():
    one = cells(("vllm", "multi-lora", 5, "holds", None), ("tgi", "multi-lora", None, None, None))
    assert ratings.answer(one) == "Not one of 1 star rating has fallen"


def test_widest_gap_comes_first():
    wide = ratings.spread(TWO)
    assert list(wide.criterion_id) == ["multi-lora", "memory-efficiency"]
    assert list(wide.gap) == [5, 1]


def test_profile_title_names_the_widest_gap():
    assert ratings.profile_title(TWO) == "Furthest apart on Multi-LoRA: 0 to 5 stars"


def test_total_is_the_weighted_mean_and_its_parts_add_up():
    sums = ratings.totals(TWO, {"memory-efficiency": 30, "multi-lora": 10}).set_index("framework")
    assert sums.total["vllm"] == pytest.approx((4 * 30 + 5 * 10) / 40)
    assert sums.half["vllm"] == pytest.approx(3)
    assert sums.stands["vllm"] == pytest.approx(1.25)
    assert sums.fell["tgi"] == pytest.approx(sums.total["tgi"]) == pytest.approx(2.25)


def test_only_proportions_of_weights_count():
    small = ratings.totals(TWO, {"memory-efficiency": 3, "multi-lora": 1})
    large = ratings.totals(TWO, {"memory-efficiency": 75, "multi-lora": 25})
    assert list(small.total) == pytest.approx(list(large.total))


def test_zero_weights_give_no_total_and_say_so():
    sums = ratings.totals(TWO, {"memory-efficiency": 0, "multi-lora": 0})
    assert sums.total.isna().all()
    assert ratings.totals_title(sums).startswith("Nothing to add up")
    assert ratings.standing_only(sums) == ""


def test_missing_rating_never_counts_as_zero_stars():
    rows = cells(
        ("vllm", "multi-lora", 5, "holds", None),
        ("vllm", "memory-efficiency", None, None, None),
        ("tgi", "multi-lora", 0, "holds", None),
        ("tgi", "memory-efficiency", 3, "holds", None),
    )
    sums = ratings.totals(rows, {"multi-lora": 1, "memory-efficiency": 1}).set_index("framework")
    assert math.isnan(sums.total["vllm"])
    assert sums.unrated["vllm"] == "Memory efficiency"
    assert sums.total["tgi"] == pytest.approx(1.5)
    weightless = ratings.totals(rows, {"multi-lora": 1}).set_index("framework")
    assert weightless.total["vllm"] == pytest.approx(5)


def test_title_of_totals_says_how_much_of_the_lead_fell():
    rows = cells(("vllm", "multi-lora", 4, "wrong", None), ("tgi", "multi-lora", 3, "holds", None))
    sums = ratings.totals(rows, {"multi-lora": 20})
    expected = "As written, vLLM leads with 4.00 of 5 stars; 4.00 of it on ratings that fell"
    assert ratings.totals_title(sums) == expected
    expected = "What has not fallen: TGI with 3.00. Most fallen: vLLM, 100 % of its total."
    assert ratings.standing_only(sums) == expected


def test_tied_leaders_are_both_named():
    rows = cells(("vllm", "multi-lora", 5, "holds", None), ("tgi", "multi-lora", 5, "wrong", None))
    title = ratings.totals_title(ratings.totals(rows, {"multi-lora": 20}))
    assert title == "As written, vLLM and TGI lead with 5.00 of 5 stars"
