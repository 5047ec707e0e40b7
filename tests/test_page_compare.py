"""The comparison page: what its views say of the shipped data, and what links may carry."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.page_runs import open_page, texts


def opened(slug: str = "compare", **query: str | list[str]) -> AppTest:
    return open_page(slug, **query)


def stars_of(page: AppTest) -> list[str]:
    return [b.label for b in page.button if b.key.startswith("compare-star-")]


def test_matrix_shows_thirty_ratings_of_which_ten_fell():
    page = opened()
    assert "# 10 of 30 star ratings no longer stand" in texts(page)
    assert "never averaged with measurements" in texts(page)
    assert len(stars_of(page)) == 30


def test_rating_through_another_engine_says_so_in_its_cell():
    said = texts(opened())
    assert said.count("via vLLM") == 2
    assert said.count("via backends") == 1


def test_written_zero_stars_is_shown_as_zero_with_its_verdict():
    page = opened()
    label = page.button(key="compare-star-mat-lora-tgi").label
    assert "**0**" in label
    assert "wrong" in label
    assert "★" not in label


def test_cell_opens_its_claim_and_the_link_names_it():
    page = opened()
    page.button(key="compare-star-mat-memory-triton").click().run()
    assert page.query_params["claim"] == "mat-memory-triton"
    assert "via vLLM" in texts(page)
    assert "What the evidence says now" in texts(page)


def test_choice_of_frameworks_and_criteria_narrows_matrix_and_title():
    page = opened(fw=["tgi", "deepspeed"], crit=["multi-lora", "model-support"])
    assert len(stars_of(page)) == 4
    assert "# 3 of 4 star ratings no longer stand" in texts(page)


def charts_of(page: AppTest) -> int:
    return len(page.get("vega_lite_chart"))


def test_profiles_of_five_have_a_radar_a_twin_and_five_small_ones():
    assert charts_of(opened(view="profiles")) == 7
    assert charts_of(opened(view="profiles", fw=["vllm", "tgi"])) == 2


def test_profiles_of_two_criteria_have_dots_and_say_why_no_radar():
    page = opened(view="profiles", crit=["multi-lora", "model-support"])
    assert charts_of(page) == 1
    assert "three criteria" in page.info[0].value


def test_pair_shows_stars_places_and_facts_of_both():
    page = opened(view="pair", a="tgi", b="triton")
    said = texts(page)
    assert "TGI is archived and Triton is active" in said
    assert "Written ahead: TGI on time to first token, time between tokens and throughput" in said
    labels = [b.label for b in page.button if b.key.startswith("compare-rank-")]
    assert len(labels) == 6
    assert any("depends on backend" in label for label in labels)


def test_pair_of_one_framework_with_itself_asks_for_two():
    assert "choose two frameworks" in texts(opened(view="pair", a="tgi", b="tgi"))


def test_equal_weights_put_vllm_first_as_written():
    said = texts(opened(view="weighted"))
    assert "As written, vLLM leads with 4.83 of 5 stars; 0.67 of it on ratings that fell" in said
    assert "What has not fallen: Triton with 4.50, 2.33 of it half-known" in said


def test_weight_on_setup_alone_ties_vllm_and_tgi():
    nothing = dict.fromkeys(("w_memory", "w_throughput", "w_lora", "w_models", "w_maturity"), "0")
    page = opened(view="weighted", **nothing)
    assert "As written, vLLM and TGI lead with 5.00 of 5 stars" in texts(page)
    page.slider(key="compare-w-setup").set_value(0).run()
    assert "Nothing to add up" in texts(page)
    page.button(key="compare-equal").click().run()
    assert "As written, vLLM leads with 4.83" in texts(page)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("view", "<script>alert(1)</script>"),
        ("fw", "'; drop table ratings; --"),
        ("w_memory", "101"),
        ("claim", "no-such-claim"),
    ],
)
def test_value_a_link_may_not_carry_is_named_and_the_page_stays(key: str, value: str):
    page = opened(**{key: value})
    assert "Parts of this link were not used" in page.warning[0].value
    assert "# 10 of 30 star ratings no longer stand" in texts(page)


def test_memory_page_counts_claims_and_names_whose_fell():
    page = opened("memory")
    said = texts(page)
    assert "# 6 of 26 statements on memory and batching no longer stand" in said
    assert "TensorRT-LLM 2, TGI 1, DeepSpeed 1, Triton 1 and batching in general 1" in said
    assert "says nothing on Triton" in said


def test_memory_statement_opens_its_claim():
    page = opened("memory")
    page.button(key="memory-paged-kv-mem-tgi-no-paging").click().run()
    assert page.query_params["claim"] == "mem-tgi-no-paging"


def test_memory_of_one_framework_keeps_general_batching_and_drops_the_others():
    page = opened("memory", fw="triton")
    labels = json.dumps([b.label for b in page.button])
    assert "Waits until the whole batch is finished" in labels
    assert "Collects requests over a time window" in labels
    assert "No paging" not in labels
    assert "says nothing on Triton" in texts(page)


def test_memory_link_with_an_unknown_framework_says_what_it_dropped():
    page = opened("memory", fw="sglang")
    assert "sglang" in page.warning[0].value
    assert "# 6 of 26 statements" in texts(page)


def test_a_wide_grid_says_that_more_columns_lie_to_the_right():
    assert "5 columns; on a narrow screen scroll sideways →" in texts(opened())
    assert "2 columns; on a narrow screen scroll sideways →" in texts(opened(view="pair"))
