"""Model shapes: parameters by how they are stored and read, and bytes of the KV cache."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tradeoffs.whatif.columns import Columns

# Width of a value head under MLA where it is not that of the key without its rotary part.
VALUE_HEAD = {"zai-org/GLM-5": 256, "zai-org/GLM-5.2": 256}


@dataclass(frozen=True)
class Shapes(Columns):
    """One model a row. Parameter counts are of all layers together; 0 where it has none."""

    layers: np.ndarray
    hidden: np.ndarray
    heads: np.ndarray
    kv_heads: np.ndarray
    query_width: np.ndarray  # multiply-adds a head, query and cached token, values included
    prefill_width: np.ndarray  # the same while the prompt is read (MLA unpacks its latent then)
    experts: np.ndarray
    experts_per_token: np.ndarray
    moe_layers: np.ndarray
    full_layers: np.ndarray  # layers that attend to the whole context
    window: np.ndarray  # tokens the other layers attend to; 0 for linear attention
    top_k: np.ndarray  # tokens attended to under sparse attention; 0 for all
    kv_values: np.ndarray  # numbers cached a token and layer
    is_mla: np.ndarray
    attention_params: np.ndarray
    dense_params: np.ndarray
    shared_params: np.ndarray  # shared experts
    expert_params: np.ndarray  # one expert in each of its layers
    head_params: np.ndarray  # output projection
    embedding_params: np.ndarray  # input table; 0 where shared with the output projection
    context_len: np.ndarray


def shapes(models: pd.DataFrame) -> Shapes:
    """Shape of every row of ``models`` (columns of the table), in its order."""
    c = {
        name: pd.to_numeric(models[name]).to_numpy(float, na_value=0.0)
        for name in models.columns
        if name not in ("model_id", "kv_scheme", "evidence_url", "notes")
    }
    notes = models["notes"].fillna("").astype(str)
    matrices = np.where(notes.str.contains("non-gated"), 2.0, 3.0)
    is_mla = c["kv_lora_rank"] > 0
    value = models["model_id"].map(VALUE_HEAD).to_numpy(float, na_value=np.nan)
    value = np.where(np.isnan(value), c["head_dim"], value)
    is_moe = c["experts"] > 0
    moe_layers = np.where(is_moe, c["layers"] - c["dense_layers"], 0.0)
    expert = 3.0 * c["hidden"] * c["moe_intermediate"] * moe_layers
    table = c["hidden"] * c["vocab"]
    rank, rope = c["kv_lora_rank"], c["rope_dim"]
    attention = np.where(is_mla, _latent(c, value), _grouped(c)) * c["layers"]
    dense = matrices * c["hidden"] * c["intermediate"] * (c["layers"] - moe_layers)
    # A dense model's stated count tells whether its input table is also its output projection.
    without = attention + dense + table - c["params_b"] * 1e9
    shares_table = ~is_moe & (np.abs(without) < np.abs(without + table))
    return Shapes(
        layers=c["layers"],
        hidden=c["hidden"],
        heads=c["heads"],
        kv_heads=np.maximum(c["kv_heads"], 1.0),
        query_width=np.where(is_mla, 2 * rank + rope, 2 * c["head_dim"]),
        prefill_width=np.where(is_mla, c["head_dim"] + rope + value, 2 * c["head_dim"]),
        experts=c["experts"],
        experts_per_token=c["experts_per_token"],
        moe_layers=moe_layers,
        full_layers=c["full_attn_layers"],
        window=c["sliding_window"],
        top_k=c["sparse_topk"],
        kv_values=np.where(is_mla, rank + rope, 2 * c["kv_heads"] * c["head_dim"]),
        is_mla=is_mla,
        attention_params=attention,
        dense_params=dense,
        shared_params=expert * c["shared_experts"],
        expert_params=expert,
        head_params=table,
        embedding_params=np.where(shares_table, 0.0, table),
        context_len=np.where(c["context_len"] > 0, c["context_len"], np.nan),
    )


def _grouped(c: dict[str, np.ndarray]) -> np.ndarray:
    """Query, key, value and output projections of one layer with grouped heads."""
    heads = 2 * c["heads"] + 2 * c["kv_heads"]
    return c["hidden"] * c["head_dim"] * heads


def _latent(c: dict[str, np.ndarray], value: np.ndarray) -> np.ndarray:
    """Projections of one layer under MLA (DeepSeek-V2 paper, section 2.1)."""
    rank, rope, query = c["kv_lora_rank"], c["rope_dim"], c["q_lora_rank"]
    key = c["head_dim"]
    queries = c["hidden"] * query + query * c["heads"] * (key + rope)
    cache = c["hidden"] * (rank + rope) + rank * c["heads"] * (key + value)
    return queries + cache + c["heads"] * value * c["hidden"]


def parameters(s: Shapes) -> np.ndarray:
    """Parameters of the whole model."""
    blocks = s.attention_params + s.dense_params + s.shared_params + s.expert_params * s.experts
    return blocks + s.head_params + s.embedding_params
