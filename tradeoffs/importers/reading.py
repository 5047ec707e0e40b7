"""Files → reports: what each is, its points as rows of `results`, and why others were not taken."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from tradeoffs.building.names import Names
from tradeoffs.building.tables.measured import ResultRow
from tradeoffs.importers.documents import Document, open_document
from tradeoffs.importers.facts import Declared, missing, settle, unknown_model
from tradeoffs.importers.format import Format
from tradeoffs.importers.inputs import Input
from tradeoffs.importers.plausible import looks_odd
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem
from tradeoffs.importers.registry import companion_of, format_of
from tradeoffs.importers.rows import beyond_hardware, result_row

MAX_RUNS = 100_000  # of one file
_SHARED = "shared:"
_UNPLACED = "own-000000000000"  # until a batch gives its own id
_TOLD_REJECTIONS = 20


@dataclass(frozen=True)
class Taken:
    """A point that is a result: its row, and which of its columns were declared."""

    row: ResultRow
    declared: tuple[str, ...]
    source_id: str | None
    is_mlperf: bool


@dataclass
class Report:
    """What came of one file. ``points`` lack nothing; ``incomplete`` wait for ``needs``.

    ``rejected``: (where, why) of single runs; ``problem``: why the file as a whole is not taken.
    """

    name: str
    sha256: str = ""
    format_id: str | None = None
    tool: str | None = None
    tool_version: str | None = None
    points: list[Taken] = field(default_factory=list)
    incomplete: list[Point] = field(default_factory=list)
    needs: tuple[str, ...] = ()
    could_say: tuple[str, ...] = ()
    rejected: list[tuple[str, str]] = field(default_factory=list)
    repeated: int = 0
    warnings: list[str] = field(default_factory=list)
    problem: str | None = None
    is_companion: bool = False

    @property
    def is_taken(self) -> bool:
        """Whether nothing of the file was refused."""
        return not (self.problem or self.rejected or self.incomplete)


@dataclass
class _Read:
    """A file between reading and completing."""

    report: Report
    found: Format | None = None
    document: Document | None = None
    filled: list[Point] = field(default_factory=list)


def read_files(
    inputs: Iterable[Input],
    names: Names,
    declared: Declared,
    progress: Callable[[str], None] = lambda name: None,
) -> list[Report]:
    """A report a file, in order; one file is in memory at a time. Nothing is written.

    ``progress`` is told each name once its file is read. A file that cannot be read never stops
    the others.
    """
    shared: dict[PurePosixPath, dict[str, Any]] = {}
    read = []
    for one in inputs:
        read.append(_read(one, shared))
        progress(one.name)
    seen: dict[Any, str] = {}
    ids: set[str] = set()
    for one in read:
        _complete(one, shared.get(_folder(one.report.name), {}), names, declared, (seen, ids))
    return [one.report for one in read]


def _folder(name: str) -> PurePosixPath:
    return PurePosixPath(name).parent


def _read(one: Input, shared: dict[PurePosixPath, dict[str, Any]]) -> _Read:
    result = _Read(Report(one.name))
    report = result.report
    try:
        content = one.content()
        report.sha256 = hashlib.sha256(content).hexdigest()
        document = open_document(one.name, content)
        if (companion := companion_of(document)) is not None:
            report.is_companion, report.tool = True, companion.tool
            report.format_id = companion.id
            facts = {k: v for k, v in companion.facts(document).items() if v is not None}
            shared.setdefault(_folder(one.name), {}).update(facts)
            return result
        result.found = format_of(document)
        if result.found is None:
            raise ImportProblem(_unknown(document))
        report.format_id, report.tool = result.found.id, result.found.tool
        report.tool_version = result.found.tool_version(document)
        if result.found.after_companions:
            result.document = document
        else:
            result.filled = list(_points(result.found, document, report, {}))
    except ImportProblem as problem:
        report.problem = str(problem)
    return result


def _unknown(document: Document) -> str:
    hints = {
        "ttfts": "",
        "experiments": "; of a raw GenAI-Perf profile take profile_export_genai_perf.json",
    }
    keys = document.data if isinstance(document.data, dict) else {}
    hint = next((h for key, h in hints.items() if key in keys), "")
    return f"no result format is known that looks like this {document.kind}{hint}"


def _points(
    found: Format, document: Document, report: Report, shared: Mapping[str, Any]
) -> Iterator[Point]:
    """The points of a file; runs that cannot be taken go to its rejections."""
    for number, (place, raw) in enumerate(found.runs(document)):
        if number >= MAX_RUNS:
            raise ImportProblem(f"it has more than {MAX_RUNS:,} runs")
        point = Point(" ".join(filter(None, (document.name, place))), shared=shared)
        try:
            found.fill(raw, point)
        except ImportProblem as problem:
            report.rejected.append((place, str(problem)))
            continue
        yield point


def _complete(
    one: _Read,
    facts: Mapping[str, Any],
    names: Names,
    declared: Declared,
    known: tuple[dict[Any, str], set[str]],
) -> None:
    """Adds companion and declared facts, and turns what lacks nothing into rows."""
    report = one.report
    shared = {k.removeprefix(_SHARED): v for k, v in facts.items() if k.startswith(_SHARED)}
    if one.found is not None and one.document is not None:
        try:
            one.filled = list(_points(one.found, one.document, report, shared))
        except ImportProblem as problem:
            report.problem = str(problem)
        one.document = None
    cells = {k: v for k, v in facts.items() if not k.startswith(_SHARED)}
    report.tool_version = report.tool_version or cells.pop("tool_version", None)
    for point in one.filled:
        for column, value in cells.items():
            if column != "tool_version" and (column not in point.cells or column in point.weak):
                point.cells[column] = value
                point.weak.discard(column)
        _take(point, report, names, declared, known)
    _say_once(report)
    one.filled = []


def _take(
    point: Point,
    report: Report,
    names: Names,
    declared: Declared,
    known: tuple[dict[Any, str], set[str]],
) -> None:
    place = point.locator.removeprefix(report.name).strip()
    try:
        used = settle(point, declared, names)
        needs, could_say = missing(point)
        report.warnings += point.warnings
        if _is_repeated(point, report, known[0]):
            return
        report.could_say = tuple(dict.fromkeys((*report.could_say, *could_say)))
        if needs:
            report.needs = tuple(dict.fromkeys((*report.needs, *needs)))
            report.incomplete.append(point)
            return
        row = result_row(point, point.source_id or _UNPLACED)
        report.warnings += unknown_model(row.model, names)
    except ImportProblem as problem:
        report.rejected.append((place, str(problem)))
        return
    places = known[1]
    if row.locator in places:
        row = row.model_copy(update={"locator": f"{row.locator} [{report.sha256[:8]}]"})
    places.add(row.locator)
    report.warnings += looks_odd(row) + beyond_hardware(row, names)
    if "SUSPECT:" in (row.notes or "") and not any("SUSPECT:" in n for n in point.notes):
        report.warnings.append("doubtful: " + (row.notes or "").split("SUSPECT: ", 1)[1])
    report.points.append(Taken(row, used, point.source_id, point.is_mlperf))


def _is_repeated(point: Point, report: Report, seen: dict[Any, str]) -> bool:
    """Whether the same figures of the same set-up came before; MLPerf allows such twins."""
    key = tuple(sorted((k, v) for k, v in point.cells.items()))
    if point.is_mlperf or key not in seen:
        seen[key] = report.name
        return False
    report.repeated += 1
    return True


def _say_once(report: Report) -> None:
    counted: dict[str, int] = {}
    for warning in report.warnings:
        counted[warning] = counted.get(warning, 0) + 1
    told = [w if n == 1 else f"{w} ({n} times)" for w, n in counted.items()]
    more = len(told) - _TOLD_REJECTIONS
    report.warnings = told[:_TOLD_REJECTIONS] + ([f"and {more} more"] if more > 0 else [])
