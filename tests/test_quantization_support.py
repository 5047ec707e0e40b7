"""Which quantization runs where, why not, and how the panels show it."""

from __future__ import annotations

import pandas as pd
import pytest

from tradeoffs import store
from tradeoffs.build import DATA
from tradeoffs.charts import support
from tradeoffs.comparison import quantization as q
from tradeoffs.comparison.methods import GENERATIONS, LINES, THROUGH
from tradeoffs.vocabulary import QUANTIZATION_COLUMNS


@pytest.fixture(scope="module")
def rows():
    return store.ask("quantization_support")


@pytest.fixture(scope="module")
def rates():
    return store.ask("gpu_generation_rates")


def test_generations_are_those_the_table_speaks_of():
    assert list(GENERATIONS) == list(QUANTIZATION_COLUMNS)


def test_every_method_of_the_table_has_a_line_or_is_a_pass_through(rows):
    known = {m for line in LINES for m in line.methods} | set(THROUGH)
    assert set(rows.method) <= known


@pytest.mark.parametrize(
    ("cell", "supported", "expected"),
    [
        ("yes", "yes", "yes"),
        ("partial", "yes", "partial"),
        ("no", "yes", "no"),
        ("unknown", "yes", "ring"),
        ("unknown", "partial", "ring"),
        ("unknown", "no", "no"),
    ],
)
def test_unknown_hardware_is_a_ring_never_a_yes(cell, supported, expected):
    assert q.state(cell, supported) == expected


def test_a_line_is_as_good_as_its_best_method_and_blank_without_one(rows):
    states = q.line_states(rows, "vllm")
    assert states["int8-w", "ada"] == "yes"  # W8A16 not stated, bitsandbytes INT8 yes
    assert states["int8", "blackwell"] == "no"
    assert states["int4-a8", "hopper"] == "blank"


def test_panel_title_counts_what_runs_on_the_chosen_generation(rows):
    # vLLM on Ada by hand: 9 full, MXFP8, NVFP4 and MXFP4 in part; three KV formats not stated
    title = q.panel_title(rows, "vllm", "ada", ())
    assert title == "12 of 17 kinds on Ada, 3 more on hardware not stated"
    assert q.panel_title(rows, "deepspeed", "hopper", ("fp8",)) == "0 of 3 kinds on Hopper"


def test_lines_that_the_generation_cannot_run_are_grey_or_left_out(rows):
    marks = q.panel(rows, "tensorrt-llm", "ada", ("fp4",), False)
    assert set(marks.framework) == {"other"}
    assert set(q.panel(rows, "tensorrt-llm", "ada", ("fp8",), False).framework) == {
        "tensorrt-llm",
        "other",
    }
    assert q.panel(rows, "tensorrt-llm", "ada", ("fp4",), True).empty


def test_page_answer_names_the_generations_with_fp8_beside_hopper(rows):
    said = q.page_answer(rows, "all")
    assert said == (
        "FP8 runs on more than Hopper: Ada, Blackwell 10, Blackwell 12 and MI300 multiply in it too"
    )
    assert q.page_answer(rows, "ada").startswith("On Ada, vLLM runs the most kinds")


def test_page_answer_says_hopper_only_where_nothing_else_runs_fp8(rows):
    assert q.page_answer(rows[rows.generation == "hopper"], "all") == "FP8 runs on Hopper only"


def why(found, framework, kind):
    return found[(found.framework == framework) & (found.kind == kind)].iloc[0]


def test_reasons_tell_framework_hardware_and_generation_apart(rows, rates):
    ada = q.obstacles(rows, rates, "ada", ())
    assert why(ada, "TensorRT-LLM", "NVFP4").cause == "hardware"
    assert why(ada, "TensorRT-LLM", "NVFP4").why.startswith(
        "No FP4 rate in the data sheets of 3 Ada GPUs. TensorRT-LLM asks for Blackwell 10.0."
    )
    assert why(ada, "TGI", "NVFP4").cause == "framework"
    blackwell = q.obstacles(rows, rates, "blackwell", ())
    assert why(blackwell, "vLLM", "INT8 W8A8").cause == "generation"


def test_an_int8_rate_that_was_only_not_found_is_not_blamed_on_hardware(rows, rates):
    mi300 = q.obstacles(rows, rates, "cdna3", ("int8",))
    assert "hardware" not in set(mi300.cause)


def test_ampere_sheets_say_that_fp8_is_missing(rows, rates):
    ampere = q.obstacles(rows, rates, "ampere", ("fp8",))
    assert "5 of them say that it is missing" in why(ampere, "vLLM", "FP8 W8A8").why


def test_causes_leave_out_zeros():
    found = pd.DataFrame({"cause": ["framework", "framework", "hardware"]})
    assert q.causes(found) == "2 missing in the framework and 1 in the hardware"


def test_fp8_check_joins_sheets_frameworks_and_points(rows, rates):
    measured = store.ask("measured_at_precision", precision="fp8")
    check = q.fp8_check(rows, rates, measured).set_index("generation")
    assert check.loc["volta", "gpus"] == 0
    assert (check.loc["ampere", "with_fp8"], check.loc["ampere", "gpus"]) == (0, 8)
    assert check.loc["hopper", "full"] == ["vllm", "tensorrt-llm", "tgi"]
    assert check.loc["ampere", "points"] == 9  # all of vLLM
    assert check.loc["ada", "points"] == 206  # 205 TensorRT-LLM, 1 vLLM
    assert "Ampere" in q.without_rate(check.reset_index())


def test_states_in_words():
    cells = dict.fromkeys(GENERATIONS, "yes") | {"volta": "no", "cdna3": "ring"}
    assert q.in_words(cells) == (
        "runs on Turing, Ampere, Ada, Hopper, Blackwell 10, Blackwell 12; "
        "hardware not stated: MI300; not on Volta"
    )
    assert q.in_words(dict.fromkeys(GENERATIONS, "ring")) == "supported, hardware not stated"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_panel_chart_has_a_row_height_per_line_and_no_data_inside(rows, theme):
    marks = q.panel(rows, "vllm", "ada", ("fp8",), False)
    chart = support.panel(marks, "ada", theme=theme, title="vLLM")
    assert chart.spec["height"] == support.HEAD_HEIGHT + 3 * support.ROW_HEIGHT
    assert "datasets" not in chart.spec
    assert list(chart.rows["chosen"].generation) == ["Ada"]
    assert chart.alt == "vLLM, 24 marks"


def test_a_cell_that_the_source_leaves_blank_is_not_a_no():
    table = pd.read_parquet(DATA / "quantization.parquet")
    blank = table[table.note.str.contains("Blackwell cells: blank", na=False)]
    assert len(blank) == 5
    assert set(blank.blackwell_10_0) == set(blank.blackwell_12_0) == {"unknown"}
    assert {q.state(c, s) for c, s in zip(blank.blackwell_10_0, blank.supported, strict=True)} == {
        "ring"
    }
