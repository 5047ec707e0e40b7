"""Facts the model needs, and what a name as written means among them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from tradeoffs.vocabulary import PRECISIONS, framework_label
from tradeoffs.whatif.hardware import Hardware, hardware
from tradeoffs.whatif.shape import Shapes, shapes

# What makes two models one architecture: the same shape, whatever they are called.
_NOT_SHAPE = ("model_id", "params_b", "active_params_b", "context_len", "notes")
# Servers whose scheduling the model describes. Measurements teach it about some of them.
MODELLED = (
    "vllm",
    "tensorrt-llm",
    "tgi",
    "deepspeed",
    "triton",
    "sglang",
    "lmdeploy",
    "dynamo",
    "nvidia-nim",
    "optimum-habana",
)


@dataclass(frozen=True)
class Facts:
    """Frames of the queries ``gpu_facts``, ``model_shapes`` and ``names_as_collected``."""

    gpus: pd.DataFrame
    models: pd.DataFrame
    names: pd.DataFrame

    @cached_property
    def hardware(self) -> Hardware:
        """Rates of every accelerator, in the order of ``gpus``."""
        return hardware(self.gpus)

    @cached_property
    def shapes(self) -> Shapes:
        """Shape of every model, in the order of ``models``."""
        return shapes(self.models)

    @cached_property
    def gpu_row(self) -> dict[str, int]:
        """Place of each accelerator in ``gpus``."""
        return {name: i for i, name in enumerate(self.gpus["gpu"])}

    @cached_property
    def model_row(self) -> dict[str, int]:
        """Place of each model in ``models``."""
        return {name: i for i, name in enumerate(self.models["model_id"])}

    @cached_property
    def generations(self) -> np.ndarray:
        """Generation of each accelerator: the GPU family of the calibration."""
        return self.gpus["generation"].to_numpy(object)

    @cached_property
    def architectures(self) -> np.ndarray:
        """For each model the first one of the same shape; DeepSeek-V3 is DeepSeek-R1 here."""
        shape = self.models.drop(columns=list(_NOT_SHAPE)).fillna(0).apply(tuple, axis=1)
        return self.models["model_id"].groupby(shape).transform("first").to_numpy(object)

    def framework(self, name: str) -> str | None:
        """Canonical id of a framework, None if not known. Case does not matter."""
        return self._framework_names.get(name.strip().casefold())

    def precision(self, name: str) -> str | None:
        """Canonical id of a weight precision, None if not known."""
        return self._precision_names.get(name.strip().casefold())

    def model(self, name: str) -> int | None:
        """Place in ``models`` of the shape that applies, None if not known."""
        return self.model_row.get(self._model_names.get(name.strip().casefold(), ""))

    def accelerators(self, name: str) -> list[int]:
        """Places in ``gpus`` of every accelerator the name may mean; empty if none is known."""
        found = self._gpu_names.get(name.strip().casefold(), "")
        return [self.gpu_row[g] for g in found.split(";") if g in self.gpu_row]

    @cached_property
    def _framework_names(self) -> dict[str, str]:
        own = {framework_label(f): f for f in MODELLED} | {f: f for f in MODELLED}
        return _folded(own | self._meaning("framework", "canonical_id"))

    @cached_property
    def _precision_names(self) -> dict[str, str]:
        return _folded({p: p for p in PRECISIONS} | self._meaning("precision", "canonical_id"))

    @cached_property
    def _model_names(self) -> dict[str, str]:
        return _folded({m: m for m in self.model_row} | self._meaning("model", "architecture_id"))

    @cached_property
    def _gpu_names(self) -> dict[str, str]:
        exact = {g: g for g in self.gpu_row} | self._meaning("gpu", "canonical_id")
        return _folded(self._meaning("gpu", "could_be") | exact)

    def _meaning(self, kind: str, column: str) -> dict[str, str]:
        rows = self.names[(self.names["kind"] == kind) & self.names[column].notna()]
        return dict(zip(rows["name"], rows[column], strict=True))


def _folded(meaning: dict[str, str]) -> dict[str, str]:
    return {name.casefold(): value for name, value in meaning.items()}
