"""Files → reports: what each is, its points as rows of `results`, and why others were not taken."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from tradeoffs.building.names import Names
from tradeoffs.importers.completing import Completion
from tradeoffs.importers.documents import Document, open_document
from tradeoffs.importers.facts import Declared
from tradeoffs.importers.format import Format
from tradeoffs.importers.inputs import Input
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem
from tradeoffs.importers.registry import companion_of, format_of
from tradeoffs.importers.reports import Report

MAX_RUNS = 100_000  # of one file
_SHARED = "shared:"


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
    completion = Completion(names, declared)
    for one in read:
        _finish(one, shared.get(_folder(one.report.name), {}), completion)
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
    is_raw = isinstance(document.data, dict) and "experiments" in document.data
    hint = "; of a raw GenAI-Perf profile take profile_export_genai_perf.json" if is_raw else ""
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


def _finish(one: _Read, facts: Mapping[str, Any], completion: Completion) -> None:
    """Fills what waited for its companions and completes all points of the file."""
    report = one.report
    shared = {k.removeprefix(_SHARED): v for k, v in facts.items() if k.startswith(_SHARED)}
    beside = {k: v for k, v in facts.items() if not k.startswith(_SHARED)}
    report.tool_version = report.tool_version or beside.get("tool_version")
    beside.pop("tool_version", None)
    if one.found is not None and one.document is not None:
        try:
            one.filled = list(_points(one.found, one.document, report, shared))
        except ImportProblem as problem:
            report.problem = str(problem)
    for point in one.filled:
        completion.complete(point, report, beside)
    report.say_once()
    one.document, one.filled = None, []
