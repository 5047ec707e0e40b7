"""Quantization methods: their kinds, families and names, and the marks of support. Pure data."""

from __future__ import annotations

from dataclasses import dataclass

FAMILIES = {
    "fp8": "FP8",
    "int8": "INT8",
    "int4": "INT4",
    "fp4": "FP4",
    "kv": "KV cache",
    "other": "Other",
}
# Short column heads; the long names with capabilities are vocabulary.GENERATIONS.
GENERATIONS = {
    "volta": "Volta",
    "turing": "Turing",
    "ampere": "Ampere",
    "ada": "Ada",
    "hopper": "Hopper",
    "blackwell": "Blackwell 10",
    "blackwell-consumer": "Blackwell 12",
    "cdna3": "MI300",
}
STATES = {
    "yes": "runs",
    "partial": "runs in part or by a fallback",
    "ring": "supported, hardware not stated",
    "no": "does not run",
    "blank": "not looked up",
}
RUNS = ("yes", "partial")
BEST_FIRST = tuple(STATES)


@dataclass(frozen=True)
class Line:
    """Methods of one kind. ``rate`` is the arithmetic rate they multiply at, where its absence
    from data sheets tells something (an INT8 rate missing for AMD was only not found)."""

    id: str
    family: str
    label: str
    methods: tuple[str, ...]
    rate: str | None = None


LINES = (
    Line("fp8", "fp8", "FP8 W8A8", ("fp8-w8a8",), "fp8"),
    Line("fp8-w", "fp8", "FP8 weights only", ("fp8-w8a16",)),
    Line("mxfp8", "fp8", "MXFP8", ("mxfp8",)),
    Line(
        "int8",
        "int8",
        "INT8 W8A8",
        ("int8-w8a8", "smoothquant", "zeroquant"),
    ),
    Line("int8-w", "int8", "INT8 weights only", ("int8-w8a16", "bitsandbytes-int8", "eetq")),
    Line("int4-awq", "int4", "INT4 AWQ", ("awq", "int4-awq")),
    Line("int4-gptq", "int4", "INT4 GPTQ", ("gptq",)),
    Line("int4-a8", "int4", "INT4 W4A8 (FP8)", ("w4a8-awq", "w4a8-gptq"), "fp8"),
    Line("int4-w", "int4", "INT4 weights, other", ("int4-w4a16", "int4-weight-only", "marlin")),
    Line("int4-nf4", "int4", "INT4 NF4", ("bitsandbytes-nf4",)),
    Line("nvfp4", "fp4", "NVFP4", ("nvfp4",), "fp4"),
    Line("mxfp4", "fp4", "MXFP4", ("mxfp4",), "fp4"),
    Line("kv-fp8", "kv", "KV cache FP8", ("kv-cache-fp8",)),
    Line("kv-int8", "kv", "KV cache INT8", ("kv-cache-int8",)),
    Line("kv-4", "kv", "KV cache 4 bits", ("kv-cache-int4", "kv-cache-nvfp4")),
    Line("fp6", "other", "FP6 weights only", ("fp6",)),
    Line("mixed", "other", "GGUF, EXL2", ("gguf", "exl2")),
)
# Triton has no methods of its own: these rows say which engine decides.
THROUGH = ("via-vllm-backend", "via-tensorrtllm-backend")
LINE_OF = {method: line for line in LINES for method in line.methods}

_LABELS = {
    "fp8-w8a8": "FP8 W8A8",
    "fp8-w8a16": "FP8 W8A16",
    "int8-w8a8": "INT8 W8A8",
    "int8-w8a16": "INT8 W8A16",
    "int4-w4a16": "INT4 W4A16",
    "int4-weight-only": "INT4, weights only",
    "w4a8-awq": "AWQ W4A8",
    "w4a8-gptq": "GPTQ W4A8",
    "awq": "AWQ",
    "int4-awq": "AWQ W4A16",
    "gptq": "GPTQ",
    "gguf": "GGUF",
    "exl2": "EXL2",
    "eetq": "EETQ",
    "fp6": "FP6",
    "marlin": "Marlin kernels",
    "smoothquant": "SmoothQuant",
    "zeroquant": "ZeroQuant",
    "mxfp8": "MXFP8",
    "mxfp4": "MXFP4",
    "nvfp4": "NVFP4",
    "bitsandbytes-nf4": "bitsandbytes NF4",
    "bitsandbytes-int8": "bitsandbytes INT8",
    "kv-cache-fp8": "KV cache FP8",
    "kv-cache-int8": "KV cache INT8",
    "kv-cache-int4": "KV cache INT4",
    "kv-cache-nvfp4": "KV cache NVFP4",
    "via-vllm-backend": "through the vLLM backend",
    "via-tensorrtllm-backend": "through the TensorRT-LLM backend",
}


def method_label(method: str) -> str:
    """The name people read; an id without one is its own name."""
    return _LABELS.get(method, method)


def family_of(method: str) -> str | None:
    """Family id of a method; None for Triton's pass-through rows and unknown methods."""
    return LINE_OF[method].family if method in LINE_OF else None
