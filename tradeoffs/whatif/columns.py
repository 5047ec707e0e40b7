"""Records of equally long arrays: one place a row, picked together."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, fields
from typing import Self

import numpy as np


@dataclass(frozen=True)
class Columns:
    """Base of records whose fields are arrays of one length."""

    def take(self, rows: np.ndarray | slice) -> Self:
        """The same record with the rows of an index array, mask or slice."""
        return type(self)(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))


def distinct(values: Iterable[Hashable]) -> tuple[list, np.ndarray]:
    """Distinct values in order of appearance, and the place of each value among them.

    Faster on Python texts than numpy.unique, which sorts.
    """
    known: dict[Hashable, int] = {}
    place = [known.setdefault(value, len(known)) for value in values]
    return list(known), np.array(place, dtype=int)


def safe_divide(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """Quotient, 0 where the divisor is 0."""
    return np.divide(above, below, out=np.zeros_like(above, dtype=float), where=below != 0)
