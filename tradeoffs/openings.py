"""Views worth starting from, worded as questions: pages with the values of their link keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Opening:
    """A question, the page that answers it, and the view to open there."""

    question: str
    slug: str
    values: Mapping[str, Any] = field(default_factory=dict)


OPENINGS = (
    Opening("Which written stars still stand?", "compare"),
    Opening("vLLM or TensorRT-LLM, side by side?", "compare", {"view": "pair"}),
    Opening("Does the written latency order hold?", "ranks"),
    Opening("gpt-oss-120b: throughput at which speed?", "benchmarks"),
    Opening(
        "Llama 3.3 70B in FP8: H100 or H200?",
        "benchmarks",
        {
            "model": "meta-llama/Llama-3.3-70B-Instruct",
            "gpu": ("H100-SXM-80GB", "H200-SXM"),
            "prec": ("fp8",),
        },
    ),
    Opening(
        "A Llama 70B on any H100: all points",
        "benchmarks",
        {
            "model": "shape:meta-llama/Meta-Llama-3.1-70B",
            "gpu": ("any:H100",),
            "len": "any",
            "view": "table",
        },
    ),
    Opening(
        "Llama 3.1 8B: where was it measured?",
        "benchmarks",
        {"model": "meta-llama/Llama-3.1-8B-Instruct", "len": "any", "view": "coverage"},
    ),
    Opening("Llama 3.1 70B: four H100, two, or one B200?", "whatif"),
    Opening("Which precisions run on Ampere GPUs?", "quantization", {"gen": "ampere"}),
    Opening("How do we split a model over nodes?", "deployment", {"strategy": "multi-node"}),
    Opening("What do the MLPerf rounds show?", "mlperf"),
    Opening("How do our own measurements compare?", "yours"),
    Opening("Who is left if archived projects are out?", "decide", {"must": ("alive",)}),
)

# For each question of the founding answers, the page that shows the evidence.
EVIDENCE = {
    "vllm-or-trtllm": Opening("What was measured of both, order by order", "ranks"),
    "why-not-everyone-trtllm": Opening("How each is deployed and how long it starts", "deployment"),
    "when-deepspeed": Opening("Which ways to spread a model each offers", "deployment"),
    "mix-frameworks": Opening("Containers and serving paths", "deployment"),
    "vllm-or-tgi": Opening("Their stars side by side", "compare"),
    "main-bottleneck": Opening("How each holds its KV cache and fills batches", "memory"),
    "continuous-batching-latency": Opening("Batching, framework by framework", "memory"),
}
