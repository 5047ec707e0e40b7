"""The benchmark explorer: its answers on the shipped data, its empty states, its links."""

from __future__ import annotations

from functools import partial

import pytest

from tests.page_runs import bare_texts as texts
from tests.page_runs import open_page
from tradeoffs.build import DATA
from tradeoffs.explorer import drawing, filters
from tradeoffs.linkkeys import KEYS
from tradeoffs.store import Store, load_queries
from tradeoffs.vocabulary import GPU_FAMILIES

opened = partial(open_page, "benchmarks")


def test_title_reads_both_lines_at_100_tokens_a_second():
    # TensorRT-LLM: (90.48, 11312) to (147.73, 9236), on the log line at 100: 10937.
    # vLLM: (74.38, 9406) to (105.21, 6668): 7067.
    said = texts(opened())
    assert "up to 11,000 tok/s a GPU with TensorRT-LLM on B200, 7,100 with vLLM" in said


def test_opening_view_says_what_it_mixes_and_that_rates_are_derived():
    said = texts(opened())
    assert "**Mixed here:** 2 kinds of GPU, 4 GPU counts" in said
    assert "102 points, 1 source" in said and "kind: vendor" in said
    assert "102 of 102 output rates derived" in said
    assert "Mean or median not stated for 102" in said


def test_two_precisions_are_never_ranked_in_the_title():
    model = "meta-llama/Llama-3.3-70B-Instruct"
    assert "# 147 measured points of Llama-3.3-70B-Instruct" in texts(opened(model=model))
    assert "up to" in texts(opened(model=model, prec="fp8"))


def test_a_model_never_measured_at_the_opening_length_opens_at_its_own():
    page = opened(model="meta-llama/Llama-3.1-70B-Instruct")
    said = texts(page)
    assert "# 114 measured points of Llama-3.1-70B-Instruct, 9,999 tokens in" in said
    assert "Nothing was measured at 1,024 in, 1,024 out for this model" in said


def test_choosing_a_model_takes_a_length_it_was_measured_at():
    page = opened()
    box = next(b for b in page.selectbox if b.key == "benchmarks-model")
    box.select("meta-llama/Llama-3.1-70B-Instruct").run()
    assert page.query_params["len"] in ("9999-1000", ["9999-1000"])
    assert "Nothing was measured" not in texts(page)


def test_a_length_that_the_link_names_is_never_exchanged():
    said = texts(opened(model="meta-llama/Llama-3.1-70B-Instruct", len="128-128"))
    assert "# No measured point of Llama-3.1-70B-Instruct, 128 tokens in" in said


def test_points_without_both_figures_are_offered_as_a_table():
    page = opened(model="meta-llama/Meta-Llama-3.1-70B")
    assert "none with both figures of this chart" in texts(page)
    page.button(key="benchmarks-instead-0").click().run()
    assert page.query_params["view"] in ("table", ["table"])
    assert len(page.dataframe[0].value)


def test_gpu_nobody_measured_is_said_and_dropping_it_brings_the_125_rows_back():
    page = opened(gpu="L4")
    assert "# No measured point of gpt-oss-120b" in texts(page)
    loosen = next(b for b in page.button if b.key == "benchmarks-loosen-gpu")
    assert loosen.label == "Without the filter on GPU: 125 rows"
    loosen.click().run()
    assert "up to 11,000 tok/s a GPU" in texts(page)


def test_model_filter_is_dropped_by_showing_all_models():
    # Nobody measured gpt-oss-120b on an L4; TGI ran other models there, 8 points.
    page = opened(gpu="L4", len="any", fw="tgi")
    loosen = next(b for b in page.button if b.key == "benchmarks-loosen-model")
    assert loosen.label == "Without the filter on model: 8 rows"
    loosen.click().run()
    assert page.query_params["model"] in ("all", ["all"])


def test_record_shows_the_load_the_source_and_its_quality_flag():
    page = opened(point="rfc90217a530a")
    said = texts(page)
    assert "**TensorRT-LLM on 2 × B200**" in said
    assert "throughput derived" in said and "mean or median is not stated" in said
    assert "silicon_sample.csv line" in said
    metrics = {m.label: m.value for m in page.metric}
    assert metrics == {"Output tok/s per GPU": "11,300", "tok/s for one user": "90.5"}


def test_unknown_point_is_said_and_an_mlperf_point_is_sent_to_its_page():
    assert "No such point" in texts(opened(point="r000000000000"))
    said = texts(opened(point="r12630e8ae24f"))
    assert "An MLPerf result" in said and "gpt-j" not in said


def test_bad_values_of_a_link_are_named_and_left_out():
    page = opened(gpu="'; drop table results; --", tp="99", view="nope")
    warned = page.warning[0].value.replace("\\", "")
    assert "**gpu** = '; drop table results; --" in warned
    assert "**tp** = 99" in warned and "**view** = nope" in warned
    assert "up to 11,000 tok/s a GPU" in texts(page)


def test_table_lists_every_record_with_figures_to_three_digits():
    page = opened(view="table")
    table = page.dataframe[0].value
    assert len(table) == 125
    assert 11300.0 in set(table["Output tok/s per GPU"])


def test_coverage_shows_empty_ground_of_every_framework():
    said = texts(opened(view="coverage", model="all", len="any"))
    assert "81 of 198 pairs of GPU and framework have measurements here, 117 have none" in said
    assert "DeepSpeed on 2" in said


def test_no_frontier_is_drawn_across_models():
    said = texts(opened(model="all", len="any"))
    assert "No frontier is drawn across" in said and "models" in said.split("drawn across")[1][:12]
    assert "up to" not in said.split("\n")[0]


def test_models_of_one_shape_stand_together_and_are_never_joined_by_a_line():
    shape = {"model": "shape:meta-llama/Meta-Llama-3.1-70B", "gpu": "any:H100", "len": "any"}
    page = opened(**shape)
    assert not page.warning
    said = texts(page)
    assert "measured points of models of the shape of Meta-Llama-3.1-70B" in said
    assert "No frontier is drawn across" in said
    table = opened(**shape, view="table").dataframe[0].value
    assert set(table.GPU) == {"H100", "H100-80GB", "H100-SXM-80GB"}
    assert {"vLLM", "TensorRT-LLM", "TGI", "Triton (TensorRT-LLM)"} <= set(table.System)
    assert table.Model.nunique() == 3


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened_store = Store(DATA, tmp_path_factory.mktemp("cache"), load_queries())
    yield opened_store
    opened_store.close()


def _params(**changes):
    values = {k: s.default for k, s in KEYS["benchmarks"].items()} | changes
    return filters.query_filters(values), filters.query_axes(values)


WIDE = {"model": "all", "len": "any"}


@pytest.mark.parametrize("quality", ["sound", "all", "doubtful"])
@pytest.mark.parametrize("x", ["tok_s_per_user", "ttft_ms"])
def test_cells_hold_every_point_and_the_same_frontier(store, x, quality):
    only, axes = _params(**WIDE, x=x, quality=quality)
    points = store.ask("benchmark_points", **only, **axes)
    cells = store.ask("benchmark_bins", **only, **axes, log_x=False, log_y=True)
    assert cells[~cells.on_frontier].points.sum() == len(points)
    leading = set(points[points.on_frontier].result_id)
    assert set(cells[cells.on_frontier].result_id) == leading


def test_cells_are_drawn_larger_for_more_points_and_frontier_points_stay_clickable(store):
    only, axes = _params()
    cells = store.ask("benchmark_bins", **only, **axes, log_x=False, log_y=True)
    usual = {"speed": None, "picked": "", "x_name": "X", "y_name": "Y"}
    drawn = drawing.sources(cells, lines=True, by_gpu=True, log_x=False, log_y=True, **usual)
    marks = drawn["points"].assign(n=cells.points)
    plain = marks[marks.result_id.isna()]
    assert plain.groupby("n")["size"].first().is_monotonic_increasing
    named = dict(zip(drawn["names"].framework + " " + drawn["names"].name, "abcd", strict=True))
    assert len(named) == 4
    assert all("B200" in name or "H200-SXM" in name for name in named)


def test_doubtful_points_are_shown_beside_sound_ones_but_never_lead(store):
    only, axes = _params(**WIDE, x="e2e_ms", quality="all")
    points = store.ask("benchmark_points", **only, **axes)
    assert points.is_doubtful.any()
    assert not points[points.is_doubtful].on_frontier.any()


def test_no_point_beats_a_frontier_point_of_its_series(store):
    only, axes = _params()
    points = store.ask("benchmark_points", **only, **axes)
    for leader in points[points.on_frontier].itertuples():
        rivals = points[points.series == leader.series]
        better = (rivals.x >= leader.x) & (rivals.y >= leader.y)
        assert rivals[better].result_id.tolist() == [leader.result_id]


def test_system_rates_are_divided_by_gpus_only_where_asked(store):
    whole = store.ask("benchmark_points", **_params()[0], **_params(per_gpu=False)[1])
    each = store.ask("benchmark_points", **_params()[0], **_params()[1])
    both = whole.merge(each, on="result_id", suffixes=("_whole", "_each"))
    assert len(both) == 102
    assert (both.y_whole / both.gpu_count_whole - both.y_each).abs().max() < 1e-6
    assert (both.x_whole == both.x_each).all()


def test_an_engine_behind_a_serving_layer_keeps_the_colour_of_the_engine(store):
    only, axes = _params(**WIDE)
    for query, more in (("points", {}), ("bins", {"log_x": False, "log_y": True})):
        rows = store.ask(f"benchmark_{query}", **only, **axes, **more)
        engine = rows.groupby("system").framework.unique().map(list)
        assert engine["vllm+llm-d"] == engine["vllm+llm-d-pd"] == ["vllm"]
        assert engine["sglang"] == ["other"]


def test_mlperf_rows_never_enter_the_explorer(store):
    only, _ = _params(**WIDE, quality="all")
    assert not store.ask("benchmark_rows", **only, most=100_000).is_mlperf.any()
    assert store.ask("benchmark_loosen", **only).iloc[0].all_points == 11_029


def test_every_board_of_a_family_in_the_data_is_in_the_family(store):
    labels = store.ask("benchmark_options", model=None)
    labels = set(labels[labels["filter"] == "gpu"].value)
    for family, members in GPU_FAMILIES.items():
        assert {b for b in labels if b.split("-")[0] == family} <= set(members)
