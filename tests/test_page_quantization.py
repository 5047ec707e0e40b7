"""The quantization page: founding table, GPU control, methods, and what a link may carry."""

from __future__ import annotations

from functools import partial

from tests.page_runs import open_page, texts

opened = partial(open_page, "quantization")


def test_the_founding_table_shows_verdicts_and_opens_claims():
    page = opened()
    cell = page.button(key="quantization-stated-q-trtllm-int8")
    assert "outdated" in cell.label
    cell.click().run()
    assert "current matrix lists no INT8 activation recipe" in texts(page)


def test_the_note_on_hopper_is_wrong():
    assert "wrong" in opened().button(key="quantization-stated-q-fp8-hopper-only").label


def test_a_chosen_generation_gives_counts_and_reasons():
    page = opened(gen="ada")
    assert "12 of 17 kinds on Ada, 3 more on hardware not stated" in texts(page)
    reasons = page.dataframe[0].value
    assert set(reasons.cause) == {"framework", "hardware"}


def test_a_method_opens_its_evidence_from_a_link():
    page = opened(one="tensorrt-llm", method="nvfp4")
    assert "NVFP4 GEMM introduced in 0.17 release notes" in texts(page)


def test_an_empty_selection_says_what_would_bring_rows():
    page = opened(gen="volta", family="fp4", only="1")
    assert "None of these runs on Volta" in texts(page)
    # NVFP4 and MXFP4 in four frameworks
    assert page.button(key="quantization-loosen-only").label.endswith("8 rows")


def test_a_bad_generation_is_dropped_with_a_notice():
    page = opened(gen="pascal")
    assert "pascal" in page.warning[0].value
    assert "FP8 runs on more than Hopper" in texts(page)


def test_the_legend_shows_the_marks_of_the_charts():
    said = texts(opened())
    assert "● runs" in said and "◐ runs in part" in said and "○ supported" in said


def test_grey_rows_are_explained_where_a_generation_is_chosen():
    assert "grey: not on Hopper" in texts(opened(gen="hopper"))
    assert "grey:" not in texts(opened())
