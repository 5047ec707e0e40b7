"""Which measured points are of the very same set-up as another."""

from __future__ import annotations

from collections.abc import Iterable

from tradeoffs.whatif.facts import Facts
from tradeoffs.whatif.setups import Setups


def keys(setups: Setups, facts: Facts) -> list[tuple]:
    """What makes a set-up, point by point: who serves what on which GPU, split, load, lengths."""
    p = setups.points
    own = (setups.framework, facts.architectures[setups.model], setups.gpu, setups.scenario)
    split = (p.tp, p.pp, p.dp, p.ep, p.kv_bytes, p.precision)
    return list(zip(*(a.tolist() for a in (*own, *split, p.batch, p.isl, p.osl)), strict=True))


def index(known: Setups, ids: Iterable[str], facts: Facts) -> dict[tuple, list[str]]:
    """Ids of measured rows by what makes their set-up; ``ids`` are those of all rows given."""
    names = list(ids)
    found: dict[tuple, list[str]] = {}
    for key, row in zip(keys(known, facts), known.place, strict=True):
        found.setdefault(key, []).append(names[row])
    return found
