"""Ids and the words people read for them: frameworks, precisions, scenarios, GPU generations.

Pure data, no reading and no drawing. Ids are stable: a link made today must open in two years.
"""

from __future__ import annotations

_LABELS = {
    # the five of the founding comparison, in its order
    "vllm": "vLLM",
    "tensorrt-llm": "TensorRT-LLM",
    "tgi": "TGI",
    "deepspeed": "DeepSpeed",
    "triton": "Triton",
    # context
    "sglang": "SGLang",
    "lmdeploy": "LMDeploy",
    "llama.cpp": "llama.cpp",
    "dynamo": "NVIDIA Dynamo",
    "mlc-llm": "MLC LLM",
    "exllamav2": "ExLlamaV2",
    "ctranslate2": "CTranslate2",
    "transformers": "Transformers",
    "qserve": "QServe",
    "zhilight": "ZhiLight",
    "mindie": "MindIE",
    "mango-llmboost": "MangoBoost LLMBoost",
    "nvidia-nim": "NVIDIA NIM",
    "optimum-habana": "DeepSpeed on Gaudi2 (optimum-habana)",
    "sambaflow": "SambaFlow",
    "pytorch": "PyTorch",
    "llama-cpp-python": "llama-cpp-python",
    "all": "All frameworks",
}

FRAMEWORKS = ("vllm", "tensorrt-llm", "tgi", "deepspeed", "triton")
CONTEXT_FRAMEWORKS = tuple(i for i in _LABELS if i not in (*FRAMEWORKS, "all"))

# Order of charts and filters: widest weights first. Labels as the sources write them.
PRECISIONS = ("fp32", "bf16", "fp16", "fp8", "int8", "int4", "fp4", "mxfp4")
PRECISION_BITS = {
    "fp32": 32,
    "bf16": 16,
    "fp16": 16,
    "fp8": 8,
    "int8": 8,
    "int4": 4,
    "fp4": 4,
    "mxfp4": 4,
}

SCENARIOS = {
    "online-concurrency": "Online, fixed concurrency",
    "online-rate": "Online, fixed request rate",
    "offline": "Offline, all requests at once",
    "static-batch": "Static batch",
    "single-stream": "One request at a time",
    "server": "MLPerf Server",
    "interactive": "MLPerf Interactive",
}

LOAD_KINDS = {
    "batch": "requests in a batch",
    "concurrency": "concurrent requests",
    "rate": "requests per second",
    "offline": "offline",
    "single": "one request at a time",
}

# Accelerator generations, oldest first within a vendor. Blackwell is two instruction sets: the
# data-centre parts (10.x) and the workstation and consumer parts (12.x) run different methods.
GENERATIONS = {
    "volta": "Volta (7.0)",
    "turing": "Turing (7.5)",
    "ampere": "Ampere (8.0, 8.6)",
    "ada": "Ada (8.9)",
    "hopper": "Hopper (9.0)",
    "blackwell": "Blackwell, data centre (10.x)",
    "blackwell-consumer": "Blackwell, workstation (12.0)",
    "cdna2": "CDNA2 (MI250)",
    "cdna3": "CDNA3 (MI300)",
    "cdna4": "CDNA4 (MI350)",
    "gaudi": "Gaudi",
    "xe-hpc": "Xe-HPC",
    "xe2": "Xe2",
    "ascend": "Ascend",
    "sn40l": "SN40L",
}

# Boards of one product name, for those who do not mind which: sources often name no form factor.
GPU_FAMILIES = {
    "A100": ("A100", "A100-80GB", "A100-PCIe-40GB", "A100-PCIe-80GB", "A100-SXM-40GB")
    + ("A100-SXM-80GB",),
    "H100": ("H100", "H100-80GB", "H100-NVL", "H100-PCIe-80GB", "H100-SXM-80GB"),
    "H200": ("H200-NVL", "H200-SXM"),
    "GH200": ("GH200", "GH200-96GB", "GH200-144GB"),
}

# Generations the table `quantization` speaks of, with the column that holds the statement.
QUANTIZATION_COLUMNS = {
    "volta": "volta_7_0",
    "turing": "turing_7_5",
    "ampere": "ampere_8_0_8_6",
    "ada": "ada_8_9",
    "hopper": "hopper_9_0",
    "blackwell": "blackwell_10_0",
    "blackwell-consumer": "blackwell_12_0",
    "cdna3": "amd_cdna3",
}

VERDICTS = {
    "holds": "Holds",
    "outdated": "Outdated",
    "disputed": "Disputed",
    "wrong": "Wrong",
    "unverifiable": "Unverifiable",
    "opinion": "Opinion",
}

SUPPORT = ("yes", "partial", "no", "unknown")

# Quality flags of a measured point. Serious ones keep a point out of rankings (DESIGN 3.5).
QUALITY_FLAGS = {
    "suspect-note": "The source or the collection marks it as doubtful",
    "above-bandwidth": "Faster than the memory bandwidth allows",
    "above-compute": "Faster than the arithmetic rate allows",
    "tpot-includes-ttft": "Its time per token includes the first token",
    "statistic-unknown": "Mean or median is not stated",
    "output-nominal": "Output length is nominal, early stops were possible",
    "ttft-is-queueing": "All requests were sent at once, so TTFT includes queueing",
    "ttft-clients-differ": "Each server had another client, so its TTFT compares with no other",
    "client-limited": "The load generator says that it may have been the limit",
}
SERIOUS_FLAGS = ("suspect-note", "above-bandwidth", "above-compute")


def family_label(generation: str) -> str:
    """``Hopper``: the name of a GPU generation without its number; data-centre Blackwell is
    ``Blackwell``."""
    name = GENERATIONS.get(generation, generation.capitalize()).split(" (")[0]
    return name.removesuffix(", data centre")


def framework_label(framework: str | None) -> str:
    """The name people read; "not stated" for None; an id without a label is its own name."""
    if framework is None:
        return "not stated"
    return _LABELS.get(framework, framework)
