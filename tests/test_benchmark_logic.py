"""Filters, frontiers, names and sentences of the benchmark explorer, worked out by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from tradeoffs.charts import coverage, explorer
from tradeoffs.explorer import cover, drawing, filters, frontier, record, wording
from tradeoffs.linkkeys import KEYS

OPENING = {k: s.default for k, s in KEYS["benchmarks"].items()}


def test_reading_between_points_is_geometric_on_a_log_axis_and_arithmetic_else():
    assert frontier.at([0, 10], [10, 1000], 5, log_y=True) == pytest.approx(100)
    assert frontier.at([0, 10], [10, 1000], 5, log_y=False) == 505


def test_nothing_is_read_outside_the_measured_speeds():
    assert frontier.at([50, 60], [9, 8], 49.9, log_y=True) is None
    assert frontier.at([50, 60], [9, 8], 60.1, log_y=True) is None
    assert frontier.at([], [], 5, log_y=False) is None


def test_single_point_reads_as_itself():
    assert frontier.at([50], [9], 50, log_y=True) == 9


def test_hollow_marks_need_exactly_two_generations():
    assert frontier.two_generations(["blackwell", "hopper"]) == ("hopper", "blackwell")
    assert frontier.two_generations(["hopper"]) == (None, None)
    assert frontier.two_generations(["ada", "hopper", "blackwell"]) == (None, None)


def test_length_preset_and_range_are_both_kept():
    params = filters.query_filters(OPENING | {"isl_from": 2000})
    assert (params["isl_low"], params["isl_high"]) == (2000, 1024)
    assert (params["osl_low"], params["osl_high"]) == (1024, 1024)


def test_untouched_limits_are_no_limits():
    params = filters.query_filters(OPENING | {"len": "any", "model": "all"})
    unset = ("model", "isl_low", "isl_high", "load_low", "load_high", "since")
    assert [params[k] for k in unset] == [None] * 6


def test_a_family_of_gpus_stands_for_all_its_boards():
    gpus = filters.query_filters(OPENING | {"gpu": ("any:H200", "B200", "H200-SXM")})["gpus"]
    assert gpus == ("H200-NVL", "H200-SXM", "B200")
    assert filters.families(["H100", "H100-SXM-80GB", "A100", "B200"]) == ["any:H100"]


def test_degrees_are_bound_as_numbers():
    assert filters.query_filters(OPENING | {"tp": ("2", "8")})["tps"] == (2, 8)


def test_count_of_hidden_filters_leaves_the_visible_row_out():
    moved = OPENING | {"gpu": ("B200",), "tp": ("2",), "quality": "all"}
    assert filters.hidden_active(moved) == 2


def points(*rows) -> pd.DataFrame:
    names = ["result_id", "series", "system_label", "gpu_label", "gpu_generation", "x", "y"]
    return pd.DataFrame(rows, columns=names).assign(
        framework="vllm",
        on_frontier=True,
        gpu_count=2,
        precision_id="fp8",
        tp=2,
        load_kind="concurrency",
        load_value=64.0,
    )


TWO = points(
    ("a", "vllm|H", "vLLM", "H", "hopper", 50.0, 100.0),
    ("b", "vllm|H", "vLLM", "H", "hopper", 150.0, 10.0),
    ("c", "vllm|B", "vLLM", "B", "blackwell", 50.0, 800.0),
    ("d", "vllm|B", "vLLM", "B", "blackwell", 150.0, 200.0),
)


def drawn(rows=TWO, **changes):
    usual = {"lines": True, "by_gpu": True, "log_x": False, "log_y": True, "speed": None}
    return drawing.sources(rows, **(usual | {"picked": "", "x_name": "X", "y_name": "Y"} | changes))


def test_best_reading_comes_first():
    found = frontier.readings(TWO, 100, log_y=True)
    # geometric means: sqrt(800 × 200) = 400, sqrt(100 × 10) = 31.6
    assert found.gpu_label.tolist() == ["B", "H"]
    assert found.y.tolist() == pytest.approx([400, 31.6228], rel=1e-4)


def test_chart_title_compares_two_gpus_under_one_system():
    found = frontier.readings(TWO, 100, log_y=True)
    title = "At 100 tok/s for each user, one B with vLLM serves 13× what one H does"
    assert wording.chart_answer(OPENING, found) == title


def test_chart_title_takes_for_each_gpu_the_system_that_serves_it_best():
    found = pd.DataFrame(
        [("x", "TRT", "B", 800.0), ("y", "vLLM", "H", 200.0), ("z", "TRT", "H", 100.0)],
        columns=["series", "system_label", "gpu_label", "y"],
    )
    title = "At 100 tok/s for each user, one B with TRT serves 4.0× what one H does with vLLM"
    assert wording.chart_answer(OPENING, found) == title


def test_every_series_is_named_once_and_the_older_generation_is_hollow():
    sources = drawn()
    assert sources["names"]["name"].tolist() == ["vLLM, B", "vLLM, H"]
    hollow = sources["points"].set_index("result_id").hollow
    assert hollow.to_dict() == {"a": True, "b": True, "c": False, "d": False}
    assert sources["points"].set_up[0] == "2 × H, fp8, TP 2, 64 concurrent requests"


def test_names_do_not_overlap_where_two_lines_start_together():
    close = points(
        ("a", "s|1", "TensorRT-LLM", "H200", "hopper", 50.0, 1000.0),
        ("b", "s|1", "TensorRT-LLM", "H200", "hopper", 400.0, 10.0),
        ("c", "s|2", "TensorRT-LLM", "H100", "hopper", 51.0, 990.0),
        ("d", "s|2", "TensorRT-LLM", "H100", "hopper", 300.0, 12.0),
    )
    names = drawn(close)["names"]
    assert len(names.drop_duplicates(["x", "side"])) == 2


def test_a_name_stands_on_its_own_line_and_not_just_over_another():
    falling = range(10)
    rows = [(f"a{i}", "s|A", "vLLM", "A", "hopper", 10.0 + 12 * i, 900.0 - 90 * i) for i in falling]
    rows += [
        (f"b{i}", "s|B", "vLLM", "B", "hopper", 10.0 + 12 * i, 1000.0 - 90 * i) for i in falling
    ]
    lines = drawn(points(*rows), log_y=False)["names"].set_index("name")
    # B runs above A: its name stands to the right of it, clear of A; A's is left of it, below B
    assert lines.side["vLLM, B"] == "left" and lines.side["vLLM, A"] != "left"


def test_the_short_name_stands_where_the_full_one_would_lie_on_another_line():
    rows = [
        (f"{s}{i}", f"s|{s}", "TensorRT-LLM", s, "hopper", 10.0 + 10 * i + 30 * n, 900.0 - 90 * i)
        for n, s in enumerate("ABCD")
        for i in range(10)
    ]
    four = points(*rows).assign(framework="tensorrt-llm")
    names = drawn(four, log_y=False)["names"].name
    assert set(names) <= {n + s for n in ("", "TensorRT-LLM, ") for s in "ABCD"}
    assert {"B", "C"} <= set(names)  # hemmed in; the outer ones have room
    assert "TensorRT-LLM, D" in set(names)


def test_the_only_gpu_is_left_out_of_a_short_name():
    rows = [
        (f"{s}{i}", s, f"behind layer {s}", "H100", "hopper", 10.0 + 9 * i + 25 * n, 900 - 90.0 * i)
        for n, s in enumerate("ABCD")
        for i in range(10)
    ]
    names = set(drawn(points(*rows), log_y=False)["names"].name)
    assert "behind layer B" in names or "behind layer C" in names
    assert names <= {f"behind layer {s}{end}" for s in "ABCD" for end in ("", ", H100")}


def test_lines_of_two_precisions_carry_the_precision_in_their_names():
    two = TWO.assign(precision_id=["fp8", "fp8", "fp4", "fp4"])
    assert drawn(two)["names"]["name"].tolist() == ["vLLM, B, FP4", "vLLM, H, FP8"]


def test_no_line_joins_unlike_loads_and_the_caption_says_which():
    one = dict.fromkeys([c for c, _, _ in wording._DIMENSIONS], 1)
    assert wording.unlike(one) == []
    mixed = one | {"lengths": 12, "sources": 2, "precisions": 3}
    said = wording.caption(OPENING, (None, None), 0, mixed)
    assert said.startswith(
        "No frontier is drawn across 12 pairs of prompt and output length and 2 sources; "
        "choose one of each."
    )
    said = wording.caption(OPENING, (None, None), 0, one | {"precisions": 2})
    assert said.startswith("Lines join the best points of each system, GPU and precision.")


def test_what_no_source_states_is_never_called_the_same():
    one = dict.fromkeys([c for c, _, _ in wording._DIMENSIONS], 1)
    unstated = one | {"precision_unstated": 114}
    said = wording.mixed(unstated)
    assert "so perhaps mixed: precision." in said
    assert "precision" not in said.split("Not stated")[0]
    assert wording.comparable(OPENING, one) and not wording.comparable(OPENING, unstated)


def test_points_of_several_models_get_no_lines():
    sources = drawn(lines=False)
    assert sources["lines"].empty and sources["names"].empty
    assert len(sources["points"]) == 4


def test_picked_point_gets_the_ring():
    assert drawn(picked="b")["picked"].to_dict("list") == {"x": [150.0], "y": [10.0]}


def test_specs_hold_no_rows_and_answer_clicks_with_the_point_id():
    chart = explorer.scatter(drawn(), title="T", n=4, theme="light", log_x=False, log_y=True)
    assert "datasets" not in chart.spec and chart.alt == "T, 4 points"
    [param] = chart.spec["params"]
    assert param["name"] == "picked_point" and param["select"]["fields"] == ["result_id"]
    scales = [layer["encoding"]["y"]["scale"]["type"] for layer in chart.spec["layer"][1:3]]
    assert scales == ["log", "log"]


COVER = pd.DataFrame(
    [
        ("H100", "hopper", "vllm", "fp8", 5),
        ("H100", "hopper", "vllm", "fp16", 2),
        ("H100", "hopper", "sglang", "fp8", 1),
        ("V100", "volta", "tgi", "not-stated", 3),
    ],
    columns=["gpu_label", "gpu_generation", "system", "precision_id", "points"],
)


def test_map_has_every_cell_measured_or_not_oldest_gpu_first():
    cells = cover.cells(COVER, "framework")
    assert len(cells) == 2 * 6
    assert cells.gpu.drop_duplicates().tolist() == ["V100", "H100"]
    at = cells.set_index(["gpu", "key"])
    assert at.points["H100", "vllm"] == 7 and at.points["H100", "other"] == 1
    assert at.points["V100", "vllm"] == 0 and at.label["V100", "vllm"] == "·"
    title = "3 of 12 pairs of GPU and framework have measurements here, 9 have none"
    assert cover.title(cells, "framework") == title


def test_map_by_precision_keeps_what_no_source_states_last():
    cells = cover.cells(COVER, "precision")
    assert cells.column.drop_duplicates().tolist() == ["FP16", "FP8", "not stated"]
    chart = coverage.heat_map(cells, title="T", theme="dark")
    assert chart.rows["cells"].strength.between(0, 1).all()


def test_summary_of_one_set_up_says_that_nothing_is_mixed():
    one = dict.fromkeys([c for c, _, _ in wording._DIMENSIONS], 1)
    assert wording.mixed(one) == "Nothing is mixed: one model, set-up and source."
    said = wording.mixed(one | {"gpus": 2, "versions": 3})
    assert said.startswith("**Mixed here:** 2 kinds of GPU and 3 versions of the systems.")


def test_parallelism_names_only_degrees_the_source_states():
    point = pd.Series({"tp": 4, "pp": pd.NA, "dp": pd.NA, "ep": 2})
    assert record.parallelism(point) == "TP 4, EP 2"
    assert record.parallelism(pd.Series(dict.fromkeys(["tp", "pp", "dp", "ep"], pd.NA))) is None


def test_dates_are_said_no_finer_than_the_source_says_them():
    year = pd.Series({"published_on": "2026", "published": pd.Timestamp("2026-01-01")})
    assert record.published(year) == "2026"
    span = {"published_on": "2024-12 to 2025-03", "published": pd.Timestamp("2024-12-01")}
    assert record.published(pd.Series(span)).startswith("Dec 2024 to Mar 2025, ")
    assert record.published(pd.Series({"published_on": None, "published": pd.NaT})) == "undated"
