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
    Opening("Which of the written stars still stand?", "compare"),
    Opening("Does the written latency order hold where it was measured?", "ranks"),
    Opening("gpt-oss-120b: how much throughput at which speed for a user?", "benchmarks"),
    Opening("What runs on our Ampere GPUs, and in which precision?", "quantization"),
    Opening("What do the peer-reviewed MLPerf rounds show?", "mlperf"),
    Opening("Does every framework page its KV cache by now?", "memory"),
    Opening("How long does a cold start take?", "deployment"),
    Opening("Where do the figures come from?", "sources"),
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
