"""The memory of one GPU: weights, KV cache, reserve, and how many sequences fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tradeoffs.whatif.columns import Columns
from tradeoffs.whatif.points import Points
from tradeoffs.whatif.precision import attention_bytes, weight_bytes

USABLE = 0.90  # share of the device a server takes by default (vLLM gpu-memory-utilization)
RUNTIME_BYTES = 2e9  # context, graphs and libraries of one process
ACTIVATION_SHARE = 0.02  # of the device, for activations and workspaces


@dataclass(frozen=True)
class Ledger(Columns):
    """Bytes on one GPU, the fullest of the system."""

    weights: np.ndarray
    kv_per_token: np.ndarray  # of one sequence
    kv: np.ndarray  # of all sequences in flight
    reserve: np.ndarray
    needed: np.ndarray
    usable: np.ndarray
    max_concurrency: np.ndarray  # sequences the whole system holds, 0 if none

    @property
    def fits(self) -> np.ndarray:
        """Whether everything in flight has its place."""
        return self.needed <= self.usable


def weights_per_gpu(p: Points) -> np.ndarray:
    """Weight bytes one GPU holds: all experts, tables in 16 bit."""
    s = p.shapes
    each = weight_bytes(p.precision)
    attention = s.attention_params * attention_bytes(p.precision, s.experts > 0) / p.tp
    dense = (s.dense_params + s.shared_params) * each / p.tp
    experts = s.expert_params * s.experts * each / p.expert_shards
    tables = (s.head_params + s.embedding_params) * 2.0 / p.tp
    return (attention + dense + experts + tables) / p.pp


def kv_bytes_per_token_layer(p: Points) -> np.ndarray:
    """Cache bytes of one token in one layer on one GPU.

    Grouped heads are split over at most as many GPUs as there are; a latent (MLA) is on each.
    """
    shards = np.where(p.shapes.is_mla, 1.0, np.minimum(p.tp, p.shapes.kv_heads))
    return p.shapes.kv_values * p.kv_bytes / shards


def kv_bytes_per_sequence(p: Points, length: np.ndarray) -> np.ndarray:
    """Cache bytes on one GPU of one sequence of so many tokens; windowed layers keep the window."""
    s = p.shapes
    tokens = s.full_layers * length + (s.layers - s.full_layers) * np.minimum(length, s.window)
    return kv_bytes_per_token_layer(p) * tokens / p.pp


def ledger(p: Points, at_full_length: np.ndarray | bool = True) -> Ledger:
    """The account of every point; an estimate of what a server's own profiling finds.

    A static batch is at full length all at once; requests of a closed or open loop are at
    different places of their output, on average at half of it.
    """
    weights = weights_per_gpu(p)
    length = p.isl + np.where(at_full_length, p.osl, p.osl / 2)
    per_sequence = kv_bytes_per_sequence(p, length)
    kv = per_sequence * np.ceil(p.per_replica)
    reserve = RUNTIME_BYTES + ACTIVATION_SHARE * p.hardware.memory_bytes
    usable = USABLE * p.hardware.memory_bytes
    free = np.maximum(usable - reserve - weights, 0.0)
    return Ledger(
        weights=weights,
        kv_per_token=kv_bytes_per_token_layer(p) * p.shapes.full_layers / p.pp,
        kv=kv,
        reserve=reserve,
        needed=weights + kv + reserve,
        usable=usable,
        max_concurrency=np.floor(free / np.maximum(per_sequence, 1.0)) * p.dp,
    )
