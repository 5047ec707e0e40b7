"""Launch commands: flags from the tables, and refusals where the tables rule a plan out."""

from __future__ import annotations

import json
import shlex

import pytest

from tradeoffs import store
from tradeoffs.vocabulary import FRAMEWORKS
from tradeoffs.whatif.launch import METHODS, Launch, Plan, launch

MODEL = "meta-llama/Meta-Llama-3.1-70B"


def made(framework: str, **changes) -> Launch:
    plan = Plan(framework, MODEL, "hopper", "bf16", **changes)
    return launch(plan, store.ask("parallelism_support"), store.ask("quantization_support"))


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_every_framework_of_the_founding_text_starts_a_plain_plan(framework: str):
    found = made(framework, tp=4)
    assert found.command and found.refusals == ()
    assert MODEL in found.command + "".join(found.files.values())


def test_vllm_takes_the_flags_of_the_table():
    found = made("vllm", tp=4, pp=2, dp=2)
    assert found.command == (
        f"vllm serve {MODEL} --tensor-parallel-size 4 --pipeline-parallel-size 2 "
        "--data-parallel-size 2 --max-model-len 4096 --max-num-seqs 256"
    )
    assert "--enable-expert-parallel" in shlex.split(made("vllm", tp=8, ep=8).command)


def test_tensorrt_llm_counts_attention_replicas_in_the_tensor_group():
    found = made("tensorrt-llm", tp=1, dp=8, ep=8)
    assert found.command == f"trtllm-serve {MODEL} --config config.yaml"
    assert found.files["config.yaml"] == (
        "tensor_parallel_size: 8\nmoe_expert_parallel_size: 8\nenable_attention_dp: true\n"
        "max_seq_len: 4096\nmax_batch_size: 256\n"
    )


def test_tgi_splits_over_shards():
    assert "--num-shard 2" in made("tgi", tp=2).command
    assert "--num-shard" not in made("tgi").command


def test_deepspeed_is_a_python_file_that_parses():
    text = made("deepspeed", tp=4, dp=2).files["serve.py"]
    compile(text, "serve.py", "exec")
    assert "tensor_parallel=4" in text and "replica_num=2" in text


def test_triton_is_a_model_repository_of_its_backend():
    found = made("triton", tp=4)
    assert json.loads(found.files["models/llm/1/model.json"]) == {
        "model": MODEL,
        "tensor_parallel_size": 4,
        "max_model_len": 4096,
        "max_num_seqs": 256,
    }
    assert 'backend: "vllm"' in found.files["models/llm/config.pbtxt"]
    other = made("triton", tp=4, backend="tensorrt-llm")
    assert list(other.files) == ["llmapi_repo/tensorrt_llm/1/model.yaml"]
    assert any("copy tensorrt_llm" in said for said in other.cautions)


@pytest.mark.parametrize(
    "framework, changes, words",
    [
        ("tgi", {"pp": 2}, "tgi has no pipeline parallelism"),
        ("tgi", {"dp": 2}, "tgi has no data parallelism: Run several copies behind a balancer"),
        ("deepspeed", {"pp": 2}, "deepspeed has no pipeline parallelism"),
        ("deepspeed", {"precision": "fp8"}, "deepspeed on hopper runs no FP8 weights"),
        ("tgi", {"precision": "fp4"}, "tgi on hopper runs no FP4 weights (mxfp4, nvfp4)"),
        (
            "vllm",
            {"precision": "int8", "generation": "blackwell"},
            "",
        ),
    ],
)
def test_what_the_tables_rule_out_is_refused_with_their_words(framework, changes, words):
    plan = Plan(**{"framework": framework, "model": MODEL, "generation": "hopper",
                   "precision": "bf16"} | changes)  # fmt: skip
    found = launch(plan, store.ask("parallelism_support"), store.ask("quantization_support"))
    assert (found.command == "") == bool(words)
    assert words == "" or found.refusals[0].startswith(words)


def test_partial_support_is_cautioned():
    found = made("deepspeed", tp=2, ep=2)
    assert found.command
    assert any(
        said.startswith("expert parallelism in deepspeed: partial") for said in found.cautions
    )


def test_quantized_weights_need_a_checkpoint_and_triton_follows_its_backend():
    plan = Plan("triton", MODEL, "hopper", "fp8", tp=2)
    found = launch(plan, store.ask("parallelism_support"), store.ask("quantization_support"))
    assert found.cautions[-1] == (
        f"put a checkpoint of {MODEL} in FP8 for FP8_CHECKPOINT (fp8-w8a16, fp8-w8a8)"
    )


def test_a_command_for_narrow_weights_never_names_the_plain_checkpoint():
    plan = Plan("vllm", MODEL, "hopper", "fp8", tp=2)
    found = launch(plan, store.ask("parallelism_support"), store.ask("quantization_support"))
    assert MODEL not in found.command and "serve FP8_CHECKPOINT " in found.command


def test_text_of_a_reader_stays_one_argument():
    plan = Plan("vllm", "x; rm -rf ~ $(y)", "hopper", "bf16")
    found = launch(plan, store.ask("parallelism_support"), store.ask("quantization_support"))
    assert shlex.split(found.command)[2] == "x; rm -rf ~ $(y)"


def test_methods_are_those_of_the_table():
    known = set(store.ask("quantization_support")["method"])
    assert {m for methods in METHODS.values() for m in methods} <= known
