"""The what-if page: its answer, cards, controls, links, and what it refuses to say."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.page_runs import open_page, texts
from tradeoffs.formats import plain
from tradeoffs.planning import presets


def opened(**query: str) -> AppTest:
    """The page with the query given; ``a_fw`` is the key ``a-fw``."""
    return open_page("whatif", **{key.replace("_", "-"): value for key, value in query.items()})


def select(page: AppTest, key: str):
    return next(s for s in page.selectbox if s.key == key)


def test_title_is_the_difference_and_the_measure_says_what_it_rests_on():
    said = texts(opened())
    assert "times the tokens of" in said and "measured points, each with its 80 % band" in said
    assert "No price chosen" in said


def test_every_scenario_shows_its_tier_in_words_and_its_memory():
    said = texts(opened())
    assert "calibrated]" in said and "measured]" in said
    assert said.count("a GPU:") == 3


def test_no_cost_without_a_chosen_price_but_the_span_of_dated_offers():
    costs = [m.value for m in opened().metric if "per M" in m.label]
    assert costs == ["–"] * 3
    page = opened(price="median")
    assert all(m.value != "–" for m in page.metric if "per M" in m.label)
    assert "median on\\-demand offer" in texts(page)


def test_a_workload_sets_the_load_and_lengths_of_the_link():
    page = opened()
    select(page, "whatif-workload").set_value("rag").run()
    assert page.query_params["isl"] == "8192"
    assert select(page, "whatif-workload").value == "rag"


def test_only_valid_splits_are_offered_and_others_say_why():
    page = opened()
    assert select(page, "whatif-a-split").options[0] == "TP 4"
    assert not any("EP" in o for o in select(page, "whatif-a-split").options)
    assert "but the model has no experts" in texts(page)


def test_more_gpus_take_the_first_split_that_is_valid_for_them():
    page = opened()
    select(page, "whatif-a-count").set_value(16).run()
    assert page.query_params["a-split"] == "tp8-dp2"
    assert not page.exception


def test_a_configuration_that_does_not_fit_says_what_would():
    said = texts(opened(a_split="tp1"))
    assert "does not fit]" in said and "would fit with" in plain(said).replace("\\", "")


def test_scenarios_of_two_frameworks_get_measurements_instead_of_an_order():
    said = texts(opened(b_fw="tensorrt-llm", show="ab"))
    assert "B ÷ A" not in said
    assert "Frameworks: measured, not modelled" in said
    assert "TensorRT\\-LLM ÷ vLLM" in said


def test_frontier_links_every_measured_point_to_its_record():
    page = opened(part="splits")
    said = texts(page)
    assert "tok/s a user" in said and "15 measured points of these lengths" in said
    links = [e.proto for e in page.get("page_link")]
    assert len([x for x in links if "in flight" in x.label and "point=" in x.query_string]) == 15


def test_the_cheapest_asks_for_a_price_and_assumes_none():
    said = texts(opened(part="cheapest"))
    assert "The cheapest needs a price" in said and "No price is ever assumed" in said


def test_the_cheapest_names_a_winner_its_band_and_what_would_change_it():
    page = opened(part="cheapest", price="median", tpot="20")
    said = texts(page)
    assert "is cheapest" in said and "What would change the winner" in said
    assert "would win under" in said and "Without the limit on TPOT" in said
    assert page.dataframe[0].value["GB used of usable"].str.contains(" of ").all()


def test_limits_that_nothing_keeps_say_what_each_costs():
    said = texts(opened(part="cheapest", price="median", tpot="1"))
    assert "Nothing searched keeps every limit" in said and "Without the limit on TPOT" in said


def test_the_winner_becomes_the_scenario_in_focus_by_a_click():
    page = opened(part="cheapest", price="median", focus="b", among="H200-SXM")
    page.button(key="whatif-take-cheapest").click().run()
    assert not page.exception and page.query_params["b-gpu"] == "H200-SXM"


def test_launch_is_a_command_and_a_refusal_where_the_tables_rule_it_out():
    page = opened(part="launch")
    assert page.code[-1].value.startswith("vllm serve meta-llama/Llama-3.1-70B-Instruct")
    assert "--tensor-parallel-size 4" in page.code[-1].value
    refused = texts(opened(part="launch", a_fw="tgi", a_split="tp2-pp2"))
    assert "TGI cannot start A" in refused


@pytest.mark.parametrize("name", presets.WORKLOADS)
def test_every_workload_opens_with_figures(name: str):
    page = opened(**{k: str(v) for k, v in presets.changes(name).items()})
    assert any(m.label == "Output tok/s" for m in page.metric)


@pytest.mark.parametrize("scen", ["static-batch", "online-rate"])
@pytest.mark.parametrize("part", ["why", "splits"])
def test_every_kind_of_load_opens(scen: str, part: str):
    said = texts(opened(scen=scen, part=part, rate="0.5"))
    assert ("a request takes on" in said or "s a request" in said) == (scen == "online-rate")


@pytest.mark.parametrize("part", ["why", "splits", "cheapest", "launch", "gpus"])
@pytest.mark.parametrize("model", ["openai/gpt-oss-120b", "deepseek-ai/DeepSeek-R1"])
def test_every_part_opens_for_a_mixture_of_experts(part: str, model: str):
    opened(part=part, model=model, a_split="tp8-ep8", of="ttft")


def test_values_no_data_has_are_dropped_with_a_notice():
    page = opened(a_gpu="no-such-gpu", a_split="tp3")
    assert page.warning[0].value.count("not among the values this page knows") == 2
