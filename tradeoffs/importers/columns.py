"""Which columns of `results` are counts, and which a person can declare for a batch of files."""

from __future__ import annotations

COUNTS = ("gpu_count", "nodes", "tp", "pp", "dp", "ep", "batch_size", "concurrency", "num_requests")

# What a point must say before it is kept: without these it can neither be drawn nor compared.
REQUIRED = ("framework", "model", "gpu", "gpu_count")
# What is asked for where it is missing, and may stay open.
WISHED = ("framework_version", "tp", "weight_precision", "isl", "osl")

DECLARABLE = {
    "framework": "engine, such as vllm, tensorrt-llm, tgi, deepspeed, sglang",
    "framework_version": "version of the engine",
    "serving_layer": "what stands before the engine: triton, nim, dynamo, llm-d",
    "model": "model or checkpoint",
    "gpu": "accelerator with form factor and memory, such as H100-SXM-80GB",
    "gpu_count": "accelerators of the whole system",
    "nodes": "machines of the whole system",
    "tp": "tensor parallel degree",
    "pp": "pipeline parallel degree",
    "dp": "data parallel degree",
    "ep": "expert parallel degree",
    "weight_precision": "number format of the weights, such as bf16 or fp8",
    "kv_precision": "number format of the KV cache",
    "quant_method": "quantization method or tool",
    "batch_size": "requests of a static batch, where the file does not say",
    "isl": "mean prompt length in tokens, where the file does not say",
    "osl": "mean generated length in tokens, where the file does not say",
    "dataset": "prompts used, where the file does not say",
    "measured_on": "day of the measurement, where the file does not say",
}

LABELS = {
    "framework": "Engine",
    "framework_version": "Version of the engine",
    "serving_layer": "Serving layer before it",
    "model": "Model",
    "gpu": "GPU",
    "gpu_count": "Number of GPUs",
    "nodes": "Machines",
    "tp": "Tensor parallel degree",
    "pp": "Pipeline parallel degree",
    "dp": "Data parallel degree",
    "ep": "Expert parallel degree",
    "weight_precision": "Precision of the weights",
    "kv_precision": "Precision of the KV cache",
    "quant_method": "Quantization method",
    "batch_size": "Requests of a static batch",
    "isl": "Prompt tokens, mean",
    "osl": "Output tokens, mean",
    "dataset": "Prompts used",
    "measured_on": "Measured on",
}


def option(column: str) -> str:
    """The option of the command line that declares ``column``."""
    return "--" + column.replace("_", "-")
