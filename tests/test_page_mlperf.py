"""The MLPerf page: its opening view, derived figures, records, empty results and bad links."""

from __future__ import annotations

from functools import partial

import pandas as pd

from tests.page_runs import bare_texts as texts
from tests.page_runs import open_page
from tradeoffs.build import DATA

opened = partial(open_page, "mlperf")


def test_the_opening_view_ranks_by_throughput_and_carries_the_footnote():
    page = opened()
    said = texts(page)
    assert "1,096,766 tok/s at most, with TensorRT-LLM on 72 × GB300" in said
    assert "registered and unregistered trademarks of MLCommons Association" in said
    assert "vLLM led TensorRT-LLM in 1 of 4" in said
    assert "No result names TGI or DeepSpeed" in said
    assert not page.warning


def test_a_derived_figure_is_switched_on_and_labelled():
    page = opened()
    assert "derived by this dashboard (throughput" not in texts(page)
    page.toggle(key="mlperf-per").set_value(True).run()
    assert "15,233 tok/s per accelerator (derived, unofficial)" in texts(page)
    assert "derived by this dashboard (throughput" in texts(page)
    assert page.query_params["per"] in ("1", ["1"])


def test_rounds_declared_compatible_stand_together_and_are_named():
    said = texts(opened(bench="gptj"))
    assert "rounds v4.1 and v5.0, declared compatible" in said
    assert "LoadGen infers the token rate of 41 from samples" in said


def test_engine_filter_includes_results_that_name_none():
    page = opened(bench="llama2-70b", round="v5.0", fw=["not-stated"])
    assert "with an engine not stated" in texts(page)


def test_the_accuracy_control_shows_only_where_there_are_targets():
    keys = {g.key for g in opened().button_group}
    assert "mlperf-acc" not in keys and "mlperf-scen" in keys
    assert "mlperf-acc" in {g.key for g in opened(bench="llama2-70b").button_group}


def test_a_scenario_that_was_never_run_says_what_exists():
    page = opened(bench="gptj", scen="interactive")
    assert "No MLPerf® result fits these filters" in texts(page)
    assert "gptj has 178 results" in texts(page)
    button = page.button(key="mlperf-loosen-scen")
    assert button.label.endswith("81 rows")
    button.click().run()
    assert "MLPerf® gptj Server reaches" in texts(page)


def test_a_linked_record_opens_with_system_and_limits():
    page = opened(point="rd714d4d01a6b")
    assert page.metric[0].value == "1,096,766 tok/s"
    assert "GB300-NVL72_GB300-288GB_aarch64x72_TRT" in texts(page)


def test_a_record_that_is_not_held_is_said():
    page = opened(point="r000000000000")
    assert "no MLPerf result r000000000000" in page.info[0].value.replace("\\", "")


def test_a_point_of_another_kind_is_not_shown_as_mlperf():
    """Rule 3.4: the record opens MLPerf results only."""
    results = pd.read_parquet(DATA / "results.parquet", columns=["result_id", "is_mlperf"])
    other = results[~results.is_mlperf].result_id.iloc[0]
    assert "no MLPerf result" in opened(point=other).info[0].value


def test_hostile_values_are_dropped_with_a_notice():
    page = opened(bench="<script>alert(1)</script>", gpu="' or 1=1 --")
    assert "bench" in page.warning[0].value and "gpu" in page.warning[0].value
    assert "gpt-oss-120b Server reaches" in texts(page)


def test_the_table_says_how_its_tint_reads_in_both_themes():
    assert "the more a cell stands out, the nearer to the best" in texts(opened())
