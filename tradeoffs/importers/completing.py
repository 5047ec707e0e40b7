"""Filled points → rows: companion and declared facts are added, twins count once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tradeoffs.building.derive import result_id
from tradeoffs.building.names import Names
from tradeoffs.building.tables.measured import ResultRow
from tradeoffs.importers.facts import Declared, missing, settle, unknown_model
from tradeoffs.importers.plausible import looks_odd
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem
from tradeoffs.importers.reports import Report, Taken
from tradeoffs.importers.rows import beyond_hardware, result_row

_UNPLACED = "own-000000000000"  # until a batch gives its own id


class Completion:
    """Completes the points of all files of one import."""

    def __init__(self, names: Names, declared: Declared) -> None:
        self._names = names
        self._declared = declared
        self._seen: set[tuple[tuple[str, Any], ...]] = set()
        self._ids: set[str] = set()

    def complete(self, point: Point, report: Report, beside: Mapping[str, Any]) -> None:
        """Puts the point where it belongs in ``report``; ``beside``: facts of companion files."""
        _add(point, beside)
        place = point.locator.removeprefix(report.name).strip()
        try:
            used = settle(point, self._declared, self._names)
            report.warnings += point.warnings
            if self._is_repeated(point):
                report.repeated += 1
            elif not _is_waiting(point, report):
                row = result_row(point, point.source_id or _UNPLACED)
                row = self._apart(row, report.sha256)
                report.points.append(Taken(row, used, point.source_id, point.is_mlperf))
                report.warnings += self._told(row, point)
        except ImportProblem as problem:
            report.rejected.append((place, str(problem)))

    def _is_repeated(self, point: Point) -> bool:
        """Whether the same figures of the same set-up came before; MLPerf allows such twins."""
        key = tuple(sorted(point.cells.items()))
        if point.is_mlperf or key not in self._seen:
            self._seen.add(key)
            return False
        return True

    def _apart(self, row: ResultRow, sha256: str) -> ResultRow:
        """The row with a locator that no other row of the same set-up has, so that none is lost.

        Where files share a name, theirs gets a piece of the hash.
        """
        stated, number = row.locator, 0
        while (key := result_id(row)) in self._ids:
            number += 1
            mark = sha256[:8] if number == 1 else f"{sha256[:8]} {number}"
            row = row.model_copy(update={"locator": f"{stated} [{mark}]"})
        self._ids.add(key)
        return row

    def _told(self, row: ResultRow, point: Point) -> list[str]:
        """What the owner of the file should look at."""
        found = unknown_model(row.model, self._names) + looks_odd(row)
        found += beyond_hardware(row, self._names)
        notes = row.notes or ""
        if "SUSPECT: " in notes and not any("SUSPECT:" in n for n in point.notes):
            found.append("doubtful: " + notes.split("SUSPECT: ", 1)[1])
        return found


def _add(point: Point, beside: Mapping[str, Any]) -> None:
    for column, value in beside.items():
        if column not in point.cells or column in point.weak:
            point.cells[column] = value
            point.weak.discard(column)


def _is_waiting(point: Point, report: Report) -> bool:
    """Whether the point lacks a required fact; notes in the report what would help."""
    needs, could_say = missing(point)
    report.could_say = tuple(dict.fromkeys((*report.could_say, *could_say)))
    if needs:
        report.needs = tuple(dict.fromkeys((*report.needs, *needs)))
        report.incomplete.append(point)
    return bool(needs)
