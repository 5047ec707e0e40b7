"""Own rows beside the published ones: which, and a shelf of the stores that were built for them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from tradeoffs.store import Store

_KEPT = 6


@dataclass(frozen=True)
class Own:
    """Rows of `results` and `sources` that stand beside the published ones.

    ``key`` names their content: equal keys, equal rows.
    """

    key: str
    results: pa.Table
    sources: pa.Table


class Shelf:
    """The last few stores with own rows. What a browser session holds alone goes on a shelf of
    its own, which no other session can reach."""

    def __init__(self) -> None:
        self._stores: OrderedDict[tuple[str, str], Store] = OrderedDict()
        self._lock = threading.Lock()

    def store(self, published: Store, key: str, own: Callable[[], Own]) -> Store:
        """The published store with the rows ``own`` gives; built once a data version and key."""
        place = (published.version, key)
        with self._lock:
            if place not in self._stores:
                self._stores[place] = published.beside(own())
            self._stores.move_to_end(place)
            while len(self._stores) > _KEPT:
                # The store is left to queries still running and closed by the collector.
                self._stores.popitem(last=False)
            return self._stores[place]
