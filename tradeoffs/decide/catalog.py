"""What a decision can weigh and what it can demand: ids, labels, opening weights. Pure data.

Ids stand in links and records: they are stable, and new ones come last.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Weighable:
    """A criterion on offer: ``weight`` are its points in the opening view, 0 leaves it out."""

    id: str
    label: str
    kind: str
    weight: int

    @property
    def key(self) -> str:
        """The link key of its weight."""
        return f"w-{self.id}"


# The ratings have the ids of the founding criteria; measured peak throughput stands in for the
# rating of it, so that the same merit does not count twice in the opening view.
WEIGHABLE = (
    Weighable("throughput", "Measured throughput", "measured", 20),
    Weighable("ttft", "Measured TTFT", "measured", 10),
    Weighable("itl", "Measured ITL", "measured", 10),
    Weighable("memory-efficiency", "Memory efficiency", "rating", 10),
    Weighable("ease-of-setup", "Ease of setup", "rating", 10),
    Weighable("peak-throughput", "Peak throughput", "rating", 0),
    Weighable("multi-lora", "Multi-LoRA", "rating", 0),
    Weighable("model-support", "Model support", "rating", 10),
    Weighable("production-maturity", "Production maturity", "rating", 10),
    Weighable("upkeep", "Upkeep", "fact", 10),
    Weighable("precision", "Precision on our GPU", "fact", 10),
    Weighable("parallelism", "Ways to spread a model", "fact", 0),
    Weighable("observability", "Observability", "fact", 0),
    Weighable("structured-output", "Structured output", "fact", 0),
    Weighable("openai-api", "OpenAI-compatible API", "fact", 0),
)
BY_ID = {w.id: w for w in WEIGHABLE}
KIND_TITLES = {
    "measured": "Measured head to head",
    "rating": "Star ratings",
    "fact": "Documented facts",
}

MUST_HAVES = {
    "alive": "Not archived",
    "maintained": "Actively maintained",
    "licence": "Open-source licence",
    "api": "OpenAI-compatible API",
    "precision": "The chosen precision on our GPU",
    "tensor": "Tensor parallelism",
    "pipeline": "Pipeline parallelism",
    "expert": "Expert parallelism",
    "multi-node": "Several nodes",
    "structured": "Structured output",
    "lora": "Several LoRA adapters at once",
    "metrics": "Exports metrics",
}
STRATEGY_MUSTS = ("tensor", "pipeline", "expert", "multi-node")

MODES = {
    "page": "Weigh",
    "evidence": "Evidence",
    "record": "Record",
    "meeting": "Meeting",
    "brief": "Brief",
}
STEPS = {
    "question": "Question",
    "must-haves": "Must-haves",
    "options": "Options",
    "evidence": "Evidence",
    "ranking": "Ranking",
    "sensitivity": "What would change it",
    "decision": "Decision",
}
