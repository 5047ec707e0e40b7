"""The deployment page: flags, start times, monitoring queries, and what a link may carry."""

from __future__ import annotations

from functools import partial

from streamlit.testing.v1 import AppTest

from tests.page_runs import open_page, texts

opened = partial(open_page, "deployment")


def codes(page: AppTest) -> list[str]:
    return [c.value for c in page.code]


def test_the_flags_of_a_strategy_can_be_copied():
    page = opened(strategy="expert")
    assert "--enable-expert-parallel" in codes(page)
    assert "moe.ep_size" in codes(page)
    assert "--expert-parallel-size" not in codes(page)  # SGLang, a context framework


def test_a_setting_with_its_place_in_words_is_no_code_to_copy():
    page = opened(strategy="tensor")
    assert not any(" " in code for code in codes(page) if "parallel" in code)
    assert "tensor_parallel_size in model.json or model.yaml" in texts(page).replace("\\", "")


def test_statements_are_counted_beside_their_claims():
    assert "As written on scaling: 5 statements on 3 claims" in texts(opened())


def test_context_frameworks_appear_on_demand():
    assert "--expert-parallel-size" in codes(opened(strategy="expert", others="1"))


def test_the_pipeline_statement_on_deepspeed_is_wrong_and_opens():
    page = opened()
    button = page.button(key="deployment-par-pp-deepspeed-deepspeed-0")
    assert "wrong" in button.label
    button.click().run()
    assert "no pipeline option in its config" in texts(page)


def test_cold_start_is_kept_apart_from_ttft():
    page = opened()
    assert "explains 2 TTFT ranks by loading" in texts(page)
    assert "wrong" in page.button(key="deployment-stated-lat-ttft-tgi-reason").label


def test_start_times_of_one_kind():
    said = texts(opened(counted="wake"))
    assert "Wake from sleep: 0.260 to 2.58 s in 4 measured starts, all vLLM" in said


def test_start_times_say_whose_they_are_and_who_was_not_timed():
    said = texts(opened())
    assert "in 58 measured starts, 55 vLLM and 3 DeepSpeed" in said
    assert "No start of TensorRT-LLM, TGI or Triton was found." in said


def test_no_start_of_that_kind_says_what_exists():
    page = opened(counted="wake", gpu="T4")
    assert "No wake from sleep was timed on T4" in texts(page)
    assert page.button(key="deployment-loosen-gpu").label.endswith("4 rows")
    assert page.button(key="deployment-loosen-counted").label.endswith("6 rows")


def test_monitoring_queries_of_a_server():
    page = opened(path="triton-tensorrt-llm")
    assert 'nv_trt_llm_request_metrics{request_type="waiting"}' in codes(page)


def test_a_bad_server_is_dropped_with_a_notice():
    page = opened(path="<script>")
    assert "script" in page.warning[0].value
    assert "vllm:num_requests_waiting" in codes(page)
