"""Names as collected → canonical ids, and what an accelerator's name fixes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tradeoffs.building.tables.reference import AliasRow, GpuRow, ModelRow

# gpus.csv names architectures as vendors do; generations are what support tables speak of.
_GENERATION_OF = {"blackwell-ultra": "blackwell", "gaudi2": "gaudi"}


def generation_of(gpu: GpuRow) -> str:
    """Generation of an accelerator; Blackwell 12.x (workstation, consumer) is one of its own."""
    if gpu.architecture == "blackwell" and (gpu.compute_capability or "").startswith("12"):
        return "blackwell-consumer"
    return _GENERATION_OF.get(gpu.architecture, gpu.architecture)


@dataclass(frozen=True)
class Names:
    """Resolves names of all four kinds. Asking for a name no alias knows raises KeyError."""

    aliases: dict[tuple[str, str | None], AliasRow]
    gpus: dict[str, GpuRow]
    models: dict[str, ModelRow]

    @classmethod
    def of(
        cls, aliases: Iterable[AliasRow], gpus: Iterable[GpuRow], models: Iterable[ModelRow]
    ) -> Names:
        """Index the three tables."""
        return cls(
            {(a.kind, a.name_as_collected): a for a in aliases},
            {g.gpu: g for g in gpus},
            {m.model_id: m for m in models},
        )

    def knows(self, kind: str, name: str | None) -> bool:
        """Whether ``name`` can be resolved; a canonical id of a reference table is a name too."""
        canonical = {"gpu": self.gpus, "model": self.models}.get(kind, {})
        return (kind, name) in self.aliases or name in canonical

    def canonical(self, kind: str, name: str | None) -> str | None:
        """Canonical id, or None where the source does not say enough."""
        alias = self.aliases.get((kind, name))
        if alias is not None:
            return alias.canonical_id
        if self.knows(kind, name):
            return name
        raise KeyError((kind, name))

    def shape(self, model: str) -> ModelRow | None:
        """Row of `models` whose shape applies to ``model``; None where it is not known."""
        alias = self.aliases.get(("model", model))
        return self.models.get((alias.architecture_id or "") if alias else model)

    def candidates(self, gpu: str) -> list[GpuRow]:
        """Every row of `gpus` that the name may mean; empty where none is known."""
        alias = self.aliases.get(("gpu", gpu))
        if alias is not None and alias.could_be:
            return [self.gpus[g] for g in alias.could_be.split(";")]
        canonical = self.canonical("gpu", gpu)
        return [self.gpus[canonical]] if canonical in self.gpus else []

    def generation(self, gpu: str) -> str | None:
        """Generation of the accelerator; None for CPUs and mixed systems."""
        canonical = self.canonical("gpu", gpu)
        if canonical is not None:
            return generation_of(self.gpus[canonical])
        return self.aliases[("gpu", gpu)].gpu_generation
