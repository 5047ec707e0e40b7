"""Physical terms: seconds that a data sheet would allow for each part of a step.

Every latency is a sum of these, each times a slowdown, so it can be drawn as a stack. Sources of
the equations: Pope et al. 2022, "Efficiently Scaling Transformer Inference"; Kaplan et al. 2020,
section 2.1 (two operations a parameter and token); Thakur et al. 2005 (ring all-reduce).
"""

from __future__ import annotations

import numpy as np

from tradeoffs.whatif.columns import safe_divide
from tradeoffs.whatif.memory import kv_bytes_per_token_layer
from tradeoffs.whatif.points import Points
from tradeoffs.whatif.precision import (
    attention_bytes,
    attention_rate,
    multiply_rate,
    weight_bytes,
)
from tradeoffs.whatif.shape import Shapes

MICROSECOND = 1e-6  # unit of launch and host terms; their slowdowns count it
MILLISECOND = 1e-3
HOP_SECONDS = 10e-6  # from one pipeline stage to the next
SENT_BYTES = 2.0  # a value sent between GPUs

# What each term is, in the words a reader sees. The order is that of the coefficients.
TERMS = {
    "weights_read": "Reading the weights",
    "experts_read": "Reading the experts",
    "kv_read": "Reading the KV cache",
    "decode_math": "Arithmetic of the step",
    "layer_launch": "Starting the layers",
    "expert_launch": "Starting the expert layers",
    "reduce_latency": "Waiting for other GPUs",
    "reduce_bytes": "Sending between GPUs",
    "sequence_host": "Host work for the sequences",
    "step_host": "Host work for each step",
    "prefill_math": "Prompt: linear layers",
    "prefill_experts": "Prompt: experts",
    "prefill_attention": "Prompt: attention",
    "prefill_read": "Prompt: reading the weights",
    "prefill_reduce": "Prompt: sending between GPUs",
    "prefill_host": "Prompt: host work",
    "queue": "Waiting for other prompts",
    "burst": "Waiting in the first burst",
}
NAMES = tuple(TERMS)
# Terms of a prompt that every further prompt adds; the others are paid once a pass.
PER_PROMPT = ("prefill_math", "prefill_experts", "prefill_attention", "prefill_reduce")
Parts = dict[str, np.ndarray]


def distinct_experts(s: Shapes, tokens: np.ndarray) -> np.ndarray:
    """Experts of a layer that so many tokens reach, expected: E·(1 − (1 − k/E)^tokens)."""
    share = np.minimum(safe_divide(s.experts_per_token, s.experts), 1.0)
    return s.experts * (1.0 - (1.0 - share) ** tokens)


def attended_tokens(s: Shapes, context: np.ndarray) -> np.ndarray:
    """Tokens that one query attends to, summed over layers: all, a window or the sparse top k."""
    seen = np.where(s.top_k > 0, np.minimum(context, s.top_k), context)
    return s.full_layers * seen + (s.layers - s.full_layers) * np.minimum(context, s.window)


def decode(p: Points) -> Parts:
    """Terms of one decode step, in seconds, for everything in flight at half its output.

    A token crosses all pipeline stages, so a pipeline splits the sequences and not the weights.
    """
    s, gpu = p.shapes, p.hardware
    sequences = p.per_stage
    seen = attended_tokens(s, p.isl + p.osl / 2)
    tokens = sequences * np.where(p.ep > 1, p.dp, 1.0)
    read, expert_bytes = _bytes(p)
    math = (_linear_seconds(p) + _expert_seconds(p)) * sequences
    # Two operations each for the output projection and for the cached tokens.
    pairs = 2 * s.head_params + s.heads * s.query_width * 2 * seen
    several = (p.expert_shards > 1).astype(float)
    return {
        "weights_read": read / gpu.bandwidth,
        "experts_read": expert_bytes * distinct_experts(s, tokens) / gpu.bandwidth,
        "kv_read": sequences * kv_bytes_per_token_layer(p) * seen / gpu.bandwidth,
        "decode_math": math + sequences * pairs / gpu.fp16_rate / p.tp,
        "layer_launch": s.layers * MICROSECOND,
        "expert_launch": s.moe_layers * MICROSECOND,
        "reduce_latency": 2 * s.layers * several * np.log2(p.expert_shards + 1) * MICROSECOND
        + (p.pp - 1) * HOP_SECONDS,
        "reduce_bytes": _reduce_seconds(p) * sequences,
        "sequence_host": p.per_replica * MICROSECOND,
        "step_host": np.full(len(p), MILLISECOND),
    }


def prefill(p: Points) -> Parts:
    """Terms of reading one prompt on one replica, in seconds."""
    s, gpu = p.shapes, p.hardware
    read, expert_bytes = _bytes(p)
    reached = distinct_experts(s, np.maximum(p.isl, 1.0))
    # Causal: a token attends to half of the prompt on average.
    pairs = s.heads * s.prefill_width * 2 * attended_tokens(s, p.isl / 2)
    return {
        "prefill_math": _linear_seconds(p) * p.isl,
        "prefill_experts": _expert_seconds(p) * p.isl,
        "prefill_attention": pairs * p.isl / gpu.fp16_rate / p.tp,
        "prefill_read": (read + expert_bytes * reached) / gpu.bandwidth,
        "layer_launch": s.layers * MICROSECOND,
        "prefill_reduce": _reduce_seconds(p) * p.isl,
        "prefill_host": np.full(len(p), MILLISECOND),
    }


def _bytes(p: Points) -> tuple[np.ndarray, np.ndarray]:
    """Weight bytes one GPU reads for a token beside the experts, and of one expert a layer."""
    s, each = p.shapes, weight_bytes(p.precision)
    attention = s.attention_params * attention_bytes(p.precision, s.experts > 0)
    dense = (s.dense_params + s.shared_params) * each
    read = (attention + dense + s.head_params * 2.0) / p.tp
    return read, s.expert_params * each / p.expert_shards


def _linear_seconds(p: Points) -> np.ndarray:
    """Arithmetic of one token in the layers that every token passes, output projection aside."""
    s, gpu = p.shapes, p.hardware
    attention = s.attention_params / attention_rate(p.precision, s.experts > 0, gpu)
    dense = (s.dense_params + s.shared_params) / multiply_rate(p.precision, gpu)
    return 2 * (attention + dense) / p.tp


def _expert_seconds(p: Points) -> np.ndarray:
    """Arithmetic of one token in its experts; replicas that share experts bring tokens alike."""
    routed = p.shapes.expert_params * p.shapes.experts_per_token
    return 2 * routed / multiply_rate(p.precision, p.hardware) / p.tp


def _reduce_seconds(p: Points) -> np.ndarray:
    """Two ring all-reduces a layer of one token's activations."""
    ring = 2 * (p.tp - 1) / p.tp
    return 2 * p.shapes.layers * p.shapes.hidden * SENT_BYTES * ring / p.hardware.link
