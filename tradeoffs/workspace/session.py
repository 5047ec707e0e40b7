"""Batches of one browser session: in memory, gone with it, never written anywhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from tradeoffs.importers.facts import Declared
from tradeoffs.importers.reports import Report
from tradeoffs.importers.rows import COLUMNS
from tradeoffs.workspace.folder import Workspace
from tradeoffs.workspace.keeping import Saved, annotated, make, renamed
from tradeoffs.workspace.manifest import Batch


@dataclass(frozen=True)
class _Held:
    batch: Batch
    table: pa.Table
    reports: list[Report]
    declared: Declared


class SessionBatches:
    """The calls of `Workspace` over memory. Raises KeyError for a batch that is not there."""

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}

    def save(
        self, reports: Iterable[Report], declared: Declared, data: Path, name: str = ""
    ) -> Saved:
        """Keeps the complete points of all reports as one batch, unless they are there already."""
        reports = [r for r in reports if r.points]
        held = [(b, frozenset(t["result_id"].to_pylist())) for b, t in self.held()]
        kept, already = make(reports, declared, data, name, held)
        if kept is None:
            return Saved(None, already)
        files = {f.sha256 for f in kept.batch.files}
        new = [r for r in reports if r.sha256 in files]
        self._held[kept.batch.id] = _Held(kept.batch, kept.table, new, declared)
        return Saved(kept.batch, already)

    def hand_over(self, key: str, workspace: Workspace, data: Path) -> Saved:
        """Saves a batch to the workspace with its name and note, and lets go of it here."""
        one = self._held[key]
        saved = workspace.save(one.reports, one.declared, data, one.batch.name)
        if saved.batch and one.batch.note and not saved.batch.note:
            workspace.annotate(saved.batch.id, one.batch.note)
        del self._held[key]
        return saved

    def batches(self) -> list[Batch]:
        """Every batch, oldest first."""
        return [one.batch for one in self._held.values()]

    def batch(self, key: str) -> Batch:
        """One batch by id."""
        return self._held[key].batch

    def held(self, ids: Collection[str] | None = None) -> Iterator[tuple[Batch, pa.Table]]:
        """The batches ``ids`` (all, where None) with their rows, oldest first."""
        for key, one in self._held.items():
            if ids is None or key in ids:
                yield one.batch, one.table

    def rename(self, key: str, name: str) -> Batch:
        """Another name. Raises ValueError for an empty one."""
        return self._edit(renamed(self.batch(key), name))

    def annotate(self, key: str, note: str) -> Batch:
        """Another note; an empty one removes it."""
        return self._edit(annotated(self.batch(key), note))

    def delete(self, key: str) -> None:
        """The batch is gone."""
        del self._held[key]

    def export(self, key: str) -> pa.Table:
        """The collected columns of a batch: what its CSV holds and an import takes back."""
        return self._held[key].table.select(list(COLUMNS))

    def _edit(self, batch: Batch) -> Batch:
        self._held[batch.id] = replace(self._held[batch.id], batch=batch)
        return batch
