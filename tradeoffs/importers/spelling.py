"""How tools spell engines, accelerators and precisions, in our spelling. Unknown stays unknown."""

from __future__ import annotations

import re

# What a client calls the server it speaks to. "openai" and the like name an interface, no engine.
_ENGINES = {
    "vllm": "vllm",
    "tgi": "tgi",
    "text-generation-inference": "tgi",
    "tensorrt-llm": "tensorrt-llm",
    "tensorrtllm": "tensorrt-llm",
    "trtllm": "tensorrt-llm",
    "trt-llm": "tensorrt-llm",
    "trt": "tensorrt-llm",
    "sglang": "sglang",
    "sglang-native": "sglang",
    "sglang-oai": "sglang",
    "sglang-oai-chat": "sglang",
    "lmdeploy": "lmdeploy",
    "lmdeploy-chat": "lmdeploy",
    "deepspeed": "deepspeed",
    "deepspeed-mii": "deepspeed",
    "llama.cpp": "llama.cpp",
    "vllm-chat": "vllm",
}

# As drivers and MLPerf name boards → as this project does; the names fix form factor and memory.
_BOARDS = {
    "h100-80gb-hbm3": "H100-SXM-80GB",
    "h100-sxm-80gb": "H100-SXM-80GB",
    "h100-sxm5-80gb": "H100-SXM-80GB",
    "h100-pcie": "H100-PCIe-80GB",
    "h100-pcie-80gb": "H100-PCIe-80GB",
    "h100-nvl": "H100-NVL",
    "h100-nvl-94gb": "H100-NVL",
    "h200": "H200-SXM",
    "h200-sxm": "H200-SXM",
    "h200-sxm-141gb": "H200-SXM",
    "h200-nvl": "H200-NVL",
    "h200-nvl-141gb": "H200-NVL",
    "a100-sxm4-80gb": "A100-SXM-80GB",
    "a100-sxm-80gb": "A100-SXM-80GB",
    "a100-sxm4-40gb": "A100-SXM-40GB",
    "a100-sxm-40gb": "A100-SXM-40GB",
    "a100-80gb-pcie": "A100-PCIe-80GB",
    "a100-pcie-80gb": "A100-PCIe-80GB",
    "a100-pcie-40gb": "A100-PCIe-40GB",
    "b200": "B200",
    "b200-sxm-180gb": "B200",
    "b300": "B300",
    "b300-sxm-270gb": "B300",
    "gb200": "GB200",
    "gb300": "GB300",
    "l40s": "L40S",
    "l4": "L4",
    "a10g": "A10G",
    "a30": "A30",
    "geforce-rtx-4090": "RTX-4090",
    "geforce-rtx-5090": "RTX-5090",
    "rtx-4090": "RTX-4090",
    "mi300x": "MI300X",
    "mi325x": "MI325X",
    "mi350x": "MI350X",
    "mi355x": "MI355X",
}
_MAKERS = re.compile(r"^(nvidia|amd|instinct)-")

_PRECISIONS = {
    "bfloat16": "bf16",
    "bf16": "bf16",
    "float16": "fp16",
    "half": "fp16",
    "fp16": "fp16",
    "float32": "fp32",
    "fp32": "fp32",
    "fp8": "fp8",
    "float8": "fp8",
    "int8": "int8",
    "int4": "int4",
    "nvfp4": "fp4",
    "fp4": "fp4",
    "mxfp4": "mxfp4",
}


def engine(name: str | None) -> str | None:
    """Our id of an engine that a tool names; None for a name of an interface and for others."""
    return _ENGINES.get((name or "").strip().lower().replace("_", "-").replace(" ", "-"))


def board(name: str | None) -> str | None:
    """Our name of an accelerator as a driver or MLPerf writes it; None where it says too little."""
    plain = re.sub(r"[\s_-]+", "-", (name or "").strip().lower())
    plain = re.sub(r"-?\(x\d+\)$", "", plain)
    while found := _MAKERS.match(plain):
        plain = plain[found.end() :]
    return _BOARDS.get(plain)


def precision(name: str | None) -> str | None:
    """Our name of a number format; None for one that is not plainly a format."""
    return _PRECISIONS.get((name or "").strip().lower().removeprefix("torch."))
