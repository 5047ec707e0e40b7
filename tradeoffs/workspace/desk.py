"""What one browser session has at hand: its own batches, those of the team, and both as tables."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow.compute as pc

from tradeoffs.beside import Own, Shelf
from tradeoffs.importers.rows import SCHEMA
from tradeoffs.store import Store
from tradeoffs.workspace.folder import Workspace
from tradeoffs.workspace.keeping import joined, sources_for
from tradeoffs.workspace.manifest import Batch
from tradeoffs.workspace.rows import ORIGIN
from tradeoffs.workspace.session import SessionBatches


@dataclass(frozen=True)
class Listed:
    """A batch, and whether only this session has it."""

    batch: Batch
    is_private: bool


class Team:
    """The team workspace as all sessions of this process share it: read anew when it changes."""

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace(folder)
        self.shelf = Shelf()
        self._lock = threading.Lock()
        self._seen: tuple | None = None
        self._batches: list[Batch] = []

    def batches(self) -> list[Batch]:
        """Every sound batch, oldest first."""
        with self._lock:
            signature = self.workspace.signature()
            if signature != self._seen:
                self._batches = self.workspace.batches()
                self._seen = signature
            return list(self._batches)


@lru_cache(maxsize=4)
def team(folder: Path) -> Team:
    """The one `Team` of a folder in this process."""
    return Team(folder)


class Desk:
    """The batches of one session and of its team."""

    def __init__(self, team: Team) -> None:
        self.session = SessionBatches()
        self.team = team
        self._shelf = Shelf()
        self._sources: dict[str, tuple[str, ...]] = {}

    def listed(self) -> dict[str, Listed]:
        """Every batch by id, newest first; one that the team has too counts as the team's."""
        found = {b.id: Listed(b, True) for b in self.session.batches()}
        found |= {b.id: Listed(b, False) for b in self.team.batches()}
        newest = sorted(found.values(), key=lambda one: one.batch.created, reverse=True)
        return {one.batch.id: one for one in newest}

    def keeper(self, key: str) -> SessionBatches | Workspace:
        """Who renames, annotates, deletes and exports the batch. Raises KeyError."""
        return self.session if self.listed()[key].is_private else self.team.workspace

    def sources(self, key: str) -> tuple[str, ...]:
        """Ids of the sources of a batch's rows, MLPerf apart (rule 3.4); none for an unknown id."""
        one = self.listed().get(key)
        if one is None:
            return ()
        if one.batch.rows_file not in self._sources:  # named after its content
            keeper = self.session if one.is_private else self.team.workspace
            found = {s for _, rows in keeper.held([key]) for s in rows["source_id"].to_pylist()}
            plain = (s for s in sorted(found) if not s.startswith("mlperf-"))
            self._sources[one.batch.rows_file] = tuple(plain)
        return self._sources[one.batch.rows_file]

    def origin(self, keys: Collection[str], result_id: str) -> dict[str, str] | None:
        """Where a point of the batches ``keys`` comes from: ``batch_id``, ``tool``,
        ``tool_version``, ``input_name`` and ``declared`` (columns, semicolon list)."""
        for _, rows in (*self.team.workspace.held(keys), *self.session.held(keys)):
            found = rows.filter(pc.equal(rows["result_id"], result_id))
            if found.num_rows:
                return found.select(list(ORIGIN)).to_pylist()[0]
        return None

    def tables(self, published: Store, ids: Collection[str]) -> Store:
        """The published tables with the rows of the batches ``ids`` beside them.

        Ids that are not here are left out. What only this session has never reaches another.
        """
        listed = self.listed()
        chosen = [listed[key] for key in sorted(set(ids) & listed.keys())]
        if not chosen:
            return published
        private = {one.batch.id for one in chosen if one.is_private}
        shared = {one.batch.id for one in chosen} - private
        key = hashlib.sha256(b"".join(one.batch.text() for one in chosen)).hexdigest()[:12]
        shelf = self._shelf if private else self.team.shelf
        return shelf.store(published, key, lambda: self._own(key, shared, private))

    def _own(self, key: str, shared: Collection[str], private: Collection[str]) -> Own:
        held = [*self.team.workspace.held(shared), *self.session.held(private)]
        rows = joined(held)
        return Own(key, rows.select(SCHEMA.names), sources_for((b for b, _ in held), rows))
