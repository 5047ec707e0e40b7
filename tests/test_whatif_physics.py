"""The physics of the what-if model: counts, memory and terms worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tests.whatif_points import facts, only, points
from tradeoffs.whatif.memory import ledger
from tradeoffs.whatif.parallelism import splits
from tradeoffs.whatif.precision import multiply_rate, weight_bytes
from tradeoffs.whatif.shape import parameters
from tradeoffs.whatif.terms import NAMES, TERMS, decode, distinct_experts, prefill

LLAMA_70B_LAYER = 8192 * 128 * (2 * 64 + 2 * 8) + 3 * 8192 * 28672  # attention, gated MLP
LLAMA_70B_TABLE = 8192 * 128256


def shape(model: str) -> int:
    return facts().model_row[model]


def stated_and_counted() -> list[tuple[str, float, float, bool]]:
    models = facts().models
    counted = parameters(facts().shapes) / 1e9
    return list(
        zip(models["model_id"], models["params_b"], counted, models["experts"] > 0, strict=True)
    )


@pytest.mark.parametrize(
    "stated, counted, is_moe", [pytest.param(*row[1:], id=row[0]) for row in stated_and_counted()]
)
def test_parameters_are_the_published_ones(stated: float, counted: float, is_moe: bool):
    """Within 0.2 % (dense), 3 % (experts), or half of the last stated digit."""
    assert counted == pytest.approx(stated, rel=0.03 if is_moe else 0.002, abs=0.0051)


def test_parameters_of_llama_70b_worked_out_by_hand():
    counted = parameters(facts().shapes)[shape("meta-llama/Meta-Llama-3.1-70B")]
    assert counted == 80 * LLAMA_70B_LAYER + 2 * LLAMA_70B_TABLE


def test_deepseek_r1_and_v3_are_one_architecture():
    first = facts().architectures
    assert first[shape("deepseek-ai/DeepSeek-R1")] == first[shape("deepseek-ai/DeepSeek-V3")]
    assert first[shape("deepseek-ai/DeepSeek-R1")] != first[shape("moonshotai/Kimi-K2.5")]


def test_memory_of_llama_70b_on_four_gpus_worked_out_by_hand():
    account = ledger(points({}))
    weights = (80 * LLAMA_70B_LAYER + 2 * LLAMA_70B_TABLE) * 2 / 4
    assert only(account.weights) == weights
    assert only(account.kv_per_token) == 80 * 2 * 8 * 128 * 2 / 4  # layers, K and V, heads, bf16
    assert only(account.kv) == 16 * (1024 + 256) * 81920
    usable = 0.9 * 80e9
    assert only(account.usable) == usable
    free = usable - weights - (2e9 + 0.02 * 80e9)
    assert only(account.max_concurrency) == free // (1280 * 81920)


def test_all_experts_are_held_and_four_bit_keeps_attention_and_tables_wide():
    p = points({"model": "openai/gpt-oss-120b", "weight_precision": "fp4", "tp": 1, "gpu_count": 1})
    hidden, experts = 2880, 36 * 128 * 3 * 2880 * 2880
    attention = 36 * hidden * 64 * (2 * 64 + 2 * 8)
    tables = 2 * hidden * 201088
    assert only(ledger(p).weights) == experts * 0.5625 + attention * 2 + tables * 2


def test_latent_cache_is_on_every_gpu_and_grouped_heads_are_split():
    latent = {"model": "deepseek-ai/DeepSeek-R1", "weight_precision": "fp8", "gpu": "B200"}
    one, eight = ledger(points(latent | {"tp": 4}, latent | {"gpu_count": 8, "tp": 8})).kv_per_token
    assert one == eight == 61 * (512 + 64) * 2
    narrow, wide = ledger(points({"tp": 4}, {"tp": 8, "gpu_count": 8})).kv_per_token
    assert wide == narrow / 2


def test_heads_are_split_no_further_than_there_are():
    model = {"model": "Qwen/Qwen3-30B-A3B"}
    four, eight = ledger(points(model, model | {"tp": 8, "gpu_count": 8})).kv_per_token
    assert four == eight


def test_window_bounds_the_cache():
    long = {"model": "openai/gpt-oss-120b", "weight_precision": "fp4", "isl": 100_000}
    account = ledger(points(long | {"concurrency": 1}))
    per_token_layer = 2 * 8 * 64 * 2 / 4
    assert only(account.kv) == per_token_layer * (18 * 100_256 + 18 * 128)


def test_weights_are_multiplied_as_the_architecture_can():
    p = points(
        {"weight_precision": "fp8"},
        {"weight_precision": "fp8", "gpu": "A100-SXM-80GB"},
        {"weight_precision": "fp4"},
        {"weight_precision": "fp4", "gpu": "B200"},
        {"weight_precision": "int4", "gpu": "B200"},
        {"weight_precision": "int8"},
    )
    rates = multiply_rate(p.precision, p.hardware) / 1e12
    assert list(rates) == [1979, 312, 989, 9000, 2250, 1979]
    assert list(weight_bytes(p.precision)) == [1, 1, 0.5625, 0.5625, 0.5625, 1]


def test_distinct_experts_grow_from_k_to_all():
    s = facts().shapes.take(np.array([shape("mistralai/Mixtral-8x7B-v0.1")] * 3))
    reached = distinct_experts(s, np.array([1.0, 2.0, 1000.0]))
    assert reached == pytest.approx([2, 8 * (1 - 0.75**2), 8])


def test_decode_terms_of_llama_70b_worked_out_by_hand():
    step = decode(points({}))
    read = (80 * LLAMA_70B_LAYER + LLAMA_70B_TABLE) * 2 / 4
    assert only(step["weights_read"]) == pytest.approx(read / 3350e9)
    context = 1024 + 128
    assert only(step["kv_read"]) == pytest.approx(16 * context * 81920 / 3350e9)
    operations = 2 * (80 * LLAMA_70B_LAYER + LLAMA_70B_TABLE) + 4 * 80 * 64 * 128 * context
    assert only(step["decode_math"]) == pytest.approx(16 * operations / 4 / 989e12)
    sent = 2 * 80 * 16 * 8192 * 2 * 2 * (3 / 4)
    assert only(step["reduce_bytes"]) == pytest.approx(sent / 450e9)
    assert only(step["layer_launch"]) == pytest.approx(80e-6)
    assert only(step["experts_read"]) == 0


def test_prefill_terms_of_llama_70b_worked_out_by_hand():
    prompt = prefill(points({}))
    assert only(prompt["prefill_math"]) == pytest.approx(
        1024 * 2 * 80 * LLAMA_70B_LAYER / 4 / 989e12
    )
    attention = 80 * 64 * 4 * 128 * 1024 * 512
    assert only(prompt["prefill_attention"]) == pytest.approx(attention / 4 / 989e12)


def test_pipeline_splits_sequences_and_not_the_weights_a_token_passes():
    flat, piped = decode(points({"tp": 1, "gpu_count": 1}, {"tp": 1, "pp": 4})), None
    piped = {name: value[1] / value[0] for name, value in flat.items() if value[0] > 0}
    assert piped["weights_read"] == 1
    assert piped["kv_read"] == piped["decode_math"] == 1 / 4
    memory = ledger(points({"tp": 1, "gpu_count": 1}, {"tp": 1, "pp": 4})).weights
    assert memory[1] == memory[0] / 4


def test_replicas_hold_all_experts_unless_expert_parallelism_spreads_them():
    moe = {"model": "deepseek-ai/DeepSeek-R1", "weight_precision": "fp8", "gpu": "B200"}
    moe |= {"gpu_count": 8, "tp": 1, "dp": 8}
    apart, spread = ledger(points(moe | {"ep": 1}, moe | {"ep": 8})).weights
    assert apart > 600e9 and spread < 110e9


def test_splits_use_every_gpu_and_leave_nothing_out():
    assert splits(2) == [(1, 1, 2, 1), (1, 1, 2, 2), (1, 2, 1, 1), (2, 1, 1, 1), (2, 1, 1, 2)]
    assert all(tp * pp * dp == 8 and ep in (1, tp * dp) for tp, pp, dp, ep in splits(8))


def test_every_term_has_words():
    assert len(set(TERMS.values())) == len(NAMES) == 18
