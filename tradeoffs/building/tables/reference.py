"""Rows of the reference tables: releases, support, metrics, accelerators, models, aliases."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from tradeoffs.building.tables.fields import (
    Count,
    CountOrZero,
    DatesInWords,
    Positive,
    Row,
    StatedDate,
    Support,
    Text,
    Url,
    YesNo,
    col,
    gap,
)


class ReleaseRow(Row):
    """One release of one package or repository."""

    framework: Text = col("framework, see `aliases`")
    package_or_repo: Text = col("package on PyPI or repository")
    version: Text = col("version, with `package_or_repo` the key")
    released_on: dt.date = col("day of the release")
    prerelease: YesNo = col("whether it is a pre-release")
    evidence_url: Url = col("where it stands")


class QuantizationRow(Row):
    """One method in one framework, with what each hardware generation can run."""

    framework: Text = col("framework")
    method: Text = col("method, with `framework` the key")
    weight_bits: Text | None = gap("bits of the weights", "bits")
    activation_bits: Text | None = gap("bits of the activations", "bits")
    kv_bits: Text | None = gap("bits of the KV cache", "bits")
    supported: Support = col("support in the framework as a whole")
    min_gpu_arch: Text | None = gap("lowest generation named")
    volta_7_0: Support = col("NVIDIA Volta, compute capability 7.0")
    turing_7_5: Support = col("NVIDIA Turing, 7.5")
    ampere_8_0_8_6: Support = col("NVIDIA Ampere, 8.0 and 8.6")
    ada_8_9: Support = col("NVIDIA Ada, 8.9")
    hopper_9_0: Support = col("NVIDIA Hopper, 9.0")
    blackwell_10_0: Support = col("NVIDIA Blackwell data centre, 10.x")
    blackwell_12_0: Support = col("NVIDIA Blackwell workstation and consumer, 12.x")
    amd_cdna3: Support = col("AMD CDNA3 (MI300)")
    since_version: Text | None = gap("first version with it")
    as_of_version: Text = col("version read")
    as_of_date: DatesInWords = col("date of the evidence")
    evidence_url: Url = col("where it stands")
    evidence_locator: Text = col("where on that page")
    note: Text | None = gap("limits, exceptions, measurements that show more")


class ParallelismRow(Row):
    """One parallel strategy in one framework."""

    framework: Text = col("framework")
    strategy: Literal[
        "tensor",
        "pipeline",
        "data",
        "expert",
        "context-sequence",
        "disaggregated-prefill",
        "multi-node",
    ] = col("strategy, with `framework` the key")
    supported: Support = col("support")
    status: Text | None = gap("maturity as documented")
    flag_or_config: Text | None = gap("flag or setting that turns it on")
    evidence_url: Url | None = gap("where it stands; empty only where support is unknown")
    evidence_locator: Text | None = gap("where on that page")
    as_of_version: Text = col("version read")
    as_of_date: DatesInWords = col("date of the evidence")
    note: Text | None = gap("limits")


class MetricRow(Row):
    """One exported metric of one framework, or that it exports none for a concept."""

    framework: Text = col("framework")
    serving_path: Text = col("how the framework is served, and the endpoint")
    concept: Text = col("what one wants to watch")
    metric_name: Text | None = gap("exact name; empty where there is none")
    type: Text | None = gap("gauge, counter or histogram")
    labels: Text | None = gap("labels")
    available: Literal["yes", "partial", "no"] = col("whether it is exported")
    evidence_url: Url = col("where it stands")
    evidence_locator: Text = col("where on that page")
    as_of_version: Text = col("version read")
    as_of_date: DatesInWords = col("date of the evidence")
    note: Text | None = gap("conditions, opt-ins")


class GpuRow(Row):
    """One accelerator. Rates are dense (no sparsity), as the data sheet states them."""

    gpu: Text = col("key")
    vendor: Literal["nvidia", "amd", "intel", "sambanova"] = col("vendor")
    architecture: Text = col("architecture")
    compute_capability: Text | None = gap("CUDA compute capability or gfx target")
    memory_gb: Positive = col("device memory", "GB")
    mem_bw_gb_s: Positive | None = gap("memory bandwidth", "GB/s")
    fp16_dense_tflops: Positive | None = gap("16-bit matrix rate", "TFLOP/s")
    fp8_dense_tflops: Positive | None = gap("FP8 matrix rate", "TFLOP/s")
    int8_dense_tops: Positive | None = gap("INT8 matrix rate", "TOP/s")
    fp4_dense_tflops: Positive | None = gap("FP4 matrix rate", "TFLOP/s")
    nvlink_gb_s: Positive | None = gap("link between accelerators, both ways", "GB/s")
    pcie_gen: Count | None = gap("PCIe generation")
    tdp_w: Positive | None = gap("power limit", "W")
    release_year: Count = col("year of release")
    price_usd_per_h: Positive | None = gap("one price, see `price_basis`", "USD/h")
    price_low_usd_per_h: Positive | None = gap("low end of a price range", "USD/h")
    price_high_usd_per_h: Positive | None = gap("high end of a price range", "USD/h")
    price_basis: Text | None = gap("what the price is")
    price_date: StatedDate | None = gap("its date")
    price_source_url: Url | None = gap("where it stands")
    evidence_url: Url = col("where the figures stand")
    notes: Text | None = gap("doubts, derivations, gaps")


class ModelRow(Row):
    """One model shape. A 0 means the model has none of it (a dense model has 0 experts)."""

    model_id: Text = col("key")
    params_b: Positive = col("parameters", "10^9")
    active_params_b: Positive = col("parameters used for one token", "10^9")
    layers: Count = col("layers")
    hidden: Count = col("hidden size")
    heads: Count = col("attention heads")
    kv_heads: Count = col("key/value heads")
    head_dim: Count = col("size of a head")
    intermediate: CountOrZero = col("inner size of a dense layer")
    vocab: Count = col("vocabulary", "tokens")
    experts: CountOrZero = col("experts of a layer")
    experts_per_token: CountOrZero = col("experts used for one token")
    kv_scheme: Literal["mha", "mqa", "gqa", "mla"] = col("attention scheme")
    context_len: Count | None = gap("longest context", "tokens")
    moe_intermediate: CountOrZero = col("inner size of an expert")
    shared_experts: CountOrZero = col("experts used for every token")
    dense_layers: CountOrZero = col("layers without experts")
    kv_lora_rank: CountOrZero = col("rank of the compressed KV (MLA)")
    rope_dim: CountOrZero = col("rotary part of the compressed KV (MLA)")
    q_lora_rank: CountOrZero = col("rank of the compressed query (MLA)")
    full_attn_layers: CountOrZero = col("layers with full attention")
    sliding_window: CountOrZero = col("window of the others", "tokens")
    sparse_topk: CountOrZero = col("tokens attended to under sparse attention", "tokens")
    evidence_url: Url = col("where the shape stands")
    notes: Text | None = gap("what else to know")


class AliasRow(Row):
    """One name as collected and what it means, or that its source does not say enough."""

    kind: Literal["model", "gpu", "framework", "precision"] = col("kind of name")
    name_as_collected: Text | None = gap("the name; empty stands for `not stated`")
    canonical_id: Text | None = gap(
        "id it means; empty where the source does not say enough or we hold no data sheet"
    )
    architecture_id: Text | None = gap(
        "models: row of `models` whose shape applies; empty where the shape is unknown or changed"
    )
    gpu_generation: Text | None = gap(
        "accelerators without `canonical_id`: the generation that the product name fixes"
    )
    could_be: Text | None = gap(
        "accelerators whose name fits several rows of `gpus`: those rows, semicolon list; the "
        "ceilings of physics take the fastest of them"
    )
    note: Text | None = gap("why")
