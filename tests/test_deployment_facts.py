"""Parallelism, and how long servers take to start."""

from __future__ import annotations

import pandas as pd
import pytest

from tradeoffs import store
from tradeoffs.charts import starting as chart
from tradeoffs.comparison import parallelism as par
from tradeoffs.comparison import starting


@pytest.fixture(scope="module")
def starts():
    return store.ask("startup_times", counted=(), gpus=())


def test_answer_names_who_offers_every_strategy():
    rows = store.ask("parallelism_support")
    assert par.answer(rows) == (
        "vLLM and TensorRT-LLM offer all 7 parallelism strategies, some in part; TGI offers 1"
    )
    without_vllm_tensor = rows[~((rows.framework == "vllm") & (rows.strategy == "tensor"))]
    assert par.answer(without_vllm_tensor) == (
        "TensorRT-LLM offers all 7 parallelism strategies, some in part; TGI offers 1"
    )


def test_context_frameworks_come_only_when_asked_for():
    rows = store.ask("parallelism_support")
    assert par.frameworks_in(rows, others=False) == [
        "vllm",
        "tensorrt-llm",
        "tgi",
        "deepspeed",
        "triton",
    ]
    assert "sglang" in par.frameworks_in(rows, others=True)


def test_every_kind_of_start_in_the_data_is_in_exactly_one_group(starts):
    listed = [v for kind in starting.COUNTED for v in starting.counted_values(kind)]
    assert sorted(listed) == sorted(starts.what_is_counted.unique())


def test_all_restricts_nothing():
    assert starting.counted_values("all") == ()


def test_lanes_keep_every_start_and_put_the_slowest_first():
    rows = pd.DataFrame(
        {
            "framework": "vllm",
            "model_id": ["a/fast", "a/slow", "a/slow"],
            "gpu_label": "L4",
            "gpu_count": 1,
            "what_is_counted": "LLM initialisation",
            "seconds": [5.0, 40.0, 80.0],
        }
    )
    lanes = starting.lanes(rows)
    assert list(lanes.title) == ["slow on 1 × L4", "slow on 1 × L4", "fast on 1 × L4"]
    assert lanes.said.iloc[0] == "engine initialisation: 40.0 to 80.0 s, 2 starts"
    assert lanes.said.iloc[2] == "engine initialisation: 5.00 s, 1 start"


def test_start_chart_is_as_high_as_its_lanes(starts):
    rows = starts[starts.what_is_counted.isin(starting.counted_values("wake"))]
    made = chart.lanes(starting.lanes(rows), theme="light", title="Wake")
    assert made.spec["height"] == 4 * chart.LANE_HEIGHT + 50
    assert made.alt == "Wake, 4 points"
    assert len(made.rows["lanes"]) == 4


def test_start_times_filter_by_accelerator():
    rows = store.ask("startup_times", counted=(), gpus=("T4",))
    assert set(rows.gpu_label) == {"T4"}
    assert len(rows) == 6
