"""Operating points: what runs where, split how, at which load; one row each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tradeoffs.whatif.columns import Columns
from tradeoffs.whatif.hardware import Hardware
from tradeoffs.whatif.shape import Shapes


@dataclass(frozen=True)
class Points(Columns):
    """Operating points with their facts beside them. Lengths in tokens, degrees as counts."""

    hardware: Hardware
    shapes: Shapes
    precision: np.ndarray  # id of tradeoffs.vocabulary.PRECISIONS
    kv_bytes: np.ndarray  # a cached number
    tp: np.ndarray
    pp: np.ndarray
    dp: np.ndarray
    ep: np.ndarray
    batch: np.ndarray  # sequences in flight in the whole system
    isl: np.ndarray
    osl: np.ndarray

    def take(self, rows: np.ndarray | slice) -> Points:
        """The same record with the rows of an index array, mask or slice."""
        picked = {n: getattr(self, n)[rows] for n in self.__dataclass_fields__ if n not in _FACTS}
        return Points(hardware=self.hardware.take(rows), shapes=self.shapes.take(rows), **picked)

    def __len__(self) -> int:
        return len(self.tp)

    @property
    def gpus(self) -> np.ndarray:
        """Accelerators of the whole system."""
        return self.tp * self.pp * self.dp

    @property
    def per_replica(self) -> np.ndarray:
        """Sequences in flight on one replica; never under one."""
        return np.maximum(self.batch / self.dp, 1.0)

    @property
    def per_stage(self) -> np.ndarray:
        """Sequences that one pipeline stage works on at a time; never under one."""
        return np.maximum(self.per_replica / self.pp, 1.0)

    @property
    def expert_shards(self) -> np.ndarray:
        """GPUs of a stage that split the experts.

        Replicas keep all experts each unless expert parallelism spreads them over the replicas.
        """
        return self.tp * np.where(self.ep > 1, self.dp, 1.0)


_FACTS = ("hardware", "shapes")
