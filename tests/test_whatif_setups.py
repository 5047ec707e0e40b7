"""Set-ups as people write them: what is read, what is assumed, and why a row is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.whatif_points import CHAT, facts, load_of, only, setups, shipped
from tradeoffs.vocabulary import SCENARIOS
from tradeoffs.whatif.estimate import estimate
from tradeoffs.whatif.setups import resolve


def reason(**change) -> str:
    return setups(change).reasons[0]


@pytest.mark.parametrize(
    "change, words",
    [
        ({"framework": "vlllm"}, "framework 'vlllm' is no framework known here"),
        ({"framework": "llama.cpp"}, "framework 'llama.cpp' is not modelled"),
        ({"framework": None}, "framework is not stated"),
        ({"model": "my/model"}, "model 'my/model' is no model whose shape is known here"),
        ({"gpu": "H1000"}, "gpu 'H1000' is no accelerator known here"),
        ({"gpu": "H100-NVL"}, "the data sheet of H100-NVL is not known in its 16-bit rate"),
        (
            {"gpu": "MI300X", "weight_precision": "int8"},
            "the data sheet of MI300X is not known in its rate at int8",
        ),
        ({"weight_precision": "fp7"}, "weight_precision 'fp7' is no precision known here"),
        ({"weight_precision": ""}, "weight_precision is not stated"),
        ({"kv_precision": "fp3"}, "kv_precision 'fp3' is not known here"),
        ({"isl": None}, "isl is not stated"),
        ({"osl": "many"}, "osl is 'many', not a positive number"),
        ({"osl": -5}, "osl is '-5', not a positive number"),
        ({"isl": "1e99"}, "isl is '1e99', not a positive number up to 10,000,000"),
        ({"isl": "inf"}, "isl is 'inf', not a positive number"),
        ({"isl": "nan"}, "isl is 'nan', not a positive number"),
        ({"concurrency": 1.5}, "concurrency is '1.5', not a positive whole number"),
        ({"tp": 0}, "tp is '0', not a positive whole number"),
        ({"concurrency": None}, "concurrency is not stated for online-concurrency"),
        ({"scenario": "online-rate"}, "request_rate_rps is not stated for online-rate"),
        ({"scenario": "server"}, "scenario 'server' is not modelled"),
        ({"scenario": None, "concurrency": None}, "scenario is not stated"),
        ({"tp": None, "gpu_count": None}, "neither gpu_count nor tp is stated"),
        ({"tp": 8}, "tp=8 × pp=1 does not make gpu_count=4"),
        ({"tp": 2, "dp": 4}, "tp=2 × pp=1 × dp=4 does not make gpu_count=4"),
        ({"tp": None, "pp": 3}, "gpu_count=4 is no multiple of pp × dp"),
        ({"tp": 3, "gpu_count": 3}, "tp=3 does not divide the 64 attention heads"),
        ({"tp": 16, "gpu_count": 16}, "tp=16 reaches over more than the 8 GPUs of a node"),
        ({"tp": 1, "pp": 81, "gpu_count": 81}, "pp=81 is more than the 80 layers"),
        ({"ep": 4}, "ep=4, but the model has no experts"),
        (
            {"model": "mistralai/Mixtral-8x7B-v0.1", "ep": 3},
            "ep=3 does not divide tp × dp = 4",
        ),
        (
            {"model": "mistralai/Mixtral-8x7B-v0.1", "tp": 8, "dp": 2, "ep": 16, "gpu_count": 16},
            "ep=16 does not divide the 8 experts",
        ),
    ],
)
def test_refusal_says_what_is_wrong(change, words):
    assert reason(**change).startswith(words)


def test_first_reason_is_given_and_other_rows_are_answered():
    found = setups({"gpu": "H1000", "isl": "x"}, {})
    assert found.reasons[0].startswith("gpu 'H1000'")
    assert found.reasons[1] == "" and list(found.place) == [1]


@pytest.mark.parametrize(
    "written, meant",
    [
        ({"framework": "vLLM"}, {"framework": "vllm"}),
        ({"framework": "TensorRT-LLM"}, {"framework": "tensorrt-llm"}),
        ({"gpu": "h200-sxm"}, {"gpu": "H200-SXM"}),
        ({"model": "META-LLAMA/llama-3.1-70b-instruct"}, {"model": "meta-llama/Llama-3.1-70B"}),
        ({"weight_precision": " FP8 "}, {"weight_precision": "fp8"}),
    ],
)
def test_names_are_read_through_aliases_whatever_their_case(written, meant):
    found = setups(written, meant)
    assert list(found.reasons) == ["", ""]
    assert found.framework[0] == found.framework[1]
    assert found.gpu[0] == found.gpu[1]
    assert found.points.precision[0] == found.points.precision[1]
    architectures = facts().architectures[found.model]
    assert architectures[0] == architectures[1]


def split(**change) -> tuple:
    found = setups(change)
    assert found.reasons[0] == ""
    p = found.points
    return *(int(only(d)) for d in (p.tp, p.pp, p.dp, p.ep)), found.assumptions[0]


def test_unstated_tp_is_the_number_of_gpus_and_said():
    assert split(tp=None) == (4, 1, 1, 1, "tp not stated, tp=4 assumed")


def test_unstated_count_follows_from_the_split():
    assert split(gpu_count=None, tp=2, pp=2) == (2, 2, 1, 1, "")


def test_unstated_dp_fills_the_gpus_with_replicas_and_is_said():
    assert split(tp=4, gpu_count=8) == (4, 1, 2, 1, "dp not stated, dp=2 replicas assumed")


def test_attention_replicas_inside_the_tensor_group_are_read_as_such():
    tp, pp, dp, ep, said = split(
        model="deepseek-ai/DeepSeek-R1", gpu="B200", weight_precision="fp8", tp=8, dp=8, gpu_count=8
    )
    assert (tp, pp, dp, ep) == (1, 1, 8, 8)
    assert said == "dp=8 read as attention replicas inside tp=8"


def test_racks_join_more_gpus_than_nodes():
    moe = {"model": "deepseek-ai/DeepSeek-R1", "weight_precision": "fp8", "tp": 16, "gpu_count": 16}
    assert reason(**moe, gpu="GB200") == ""
    assert reason(**moe, gpu="B200").startswith("tp=16 reaches over")


def test_scenario_follows_from_the_load_and_is_said():
    found = setups({"scenario": None})
    assert found.scenario[0] == "online-concurrency"
    assert found.assumptions[0].startswith("scenario not stated, online-concurrency taken")


def test_vague_board_is_the_slowest_that_holds_the_model_and_said():
    small = {"gpu": "A100", "model": "meta-llama/Meta-Llama-3.1-8B", "tp": 4}
    found = setups(small, {"gpu": "A100", "tp": 4})
    names = facts().gpus["gpu"].to_numpy()[found.gpu]
    assert list(names) == ["A100-SXM-40GB", "A100-SXM-80GB"]
    assert found.assumptions[0] == "gpu name does not say which board, A100-SXM-40GB taken"


def test_requests_past_the_context_of_the_model_are_noted():
    found = setups({"isl": 131_072, "concurrency": 1}, {"isl": 130_816, "concurrency": 1})
    assert found.assumptions[0] == "longer than the 131,072 tokens of the model's context"
    assert found.assumptions[1] == ""


def test_deepspeed_splits_heads_unevenly_as_it_was_measured_to():
    odd = {"model": "Qwen/Qwen2-7B", "tp": 8, "gpu_count": 8, "gpu": "A100-SXM-80GB"}
    assert reason(**odd, framework="deepspeed") == ""
    assert reason(**odd).startswith("tp=8 does not divide the 28 attention heads")


def test_deepspeed_on_gaudi_is_another_product():
    assert setups({"framework": "deepspeed", "gpu": "Gaudi2"}).framework[0] == "optimum-habana"


def test_long_text_of_a_reader_is_shortened():
    assert len(reason(model="x" * 5000)) < 130


CELLS = st.one_of(
    st.none(),
    st.text(max_size=5),
    st.sampled_from(
        ["", " ", "0", "-1", "1.5", "nan", "inf", "1e400", "1e6", "TRUE", "8", "4", "3"]
    ),
    st.integers(-2, 10**9),
    st.floats(),
)
WRITTEN = st.fixed_dictionaries(
    {},
    optional={
        **{c: CELLS for c in ("gpu_count", "tp", "pp", "dp", "ep", "isl", "osl")},
        **{c: CELLS for c in ("batch_size", "concurrency", "request_rate_rps", "num_requests")},
        "framework": st.one_of(CELLS, st.sampled_from(["vllm", "tgi", "triton", "deepspeed"])),
        "gpu": st.one_of(CELLS, st.sampled_from(["A100", "H100", "GB200", "L4", "Gaudi2", "B200"])),
        "model": st.one_of(CELLS, st.sampled_from(sorted(facts().model_row))),
        "weight_precision": st.one_of(CELLS, st.sampled_from(["fp8", "int4", "fp4", "fp32"])),
        "kv_precision": st.one_of(CELLS, st.sampled_from(["fp8", "auto"])),
        "scenario": st.one_of(CELLS, st.sampled_from(sorted(SCENARIOS))),
    },
)


@given(st.lists(WRITTEN, min_size=1, max_size=8))
def test_whatever_is_written_each_row_is_a_point_or_has_a_reason(changes):
    found = resolve(pd.DataFrame([CHAT | change for change in changes]), facts())
    answered = np.zeros(len(changes), dtype=bool)
    answered[found.place] = True
    assert (answered == (found.reasons == "")).all()
    figures = estimate(found.points, load_of(found), shipped())
    for name in ("memory_bytes", "max_concurrency", "in_flight", "width_ttft_ms"):
        assert np.isfinite(getattr(figures, name)).all(), name
    for name in ("ttft_ms", "tpot_ms", "e2e_ms", "output_tok_s", "total_tok_s"):
        values = getattr(figures, name)
        assert ((values > 0) | np.isnan(values)).all() and not np.isinf(values).any(), name
    assert np.isnan(figures.output_tok_s[~figures.fits]).all()
