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
