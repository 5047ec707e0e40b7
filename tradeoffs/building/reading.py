"""Reads the source CSV into checked rows, keeping the line on which each row stands."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tradeoffs.building.problems import Problem
from tradeoffs.building.tables import RESULTS, TABLES, Table
from tradeoffs.building.tables.fields import Row
from tradeoffs.building.tables.measured import FIGURES

_NEVER_ZERO = {*FIGURES, "num_requests", "osl"}


@dataclass(frozen=True)
class Placed:
    """A row and where it stands: the file's name in messages and its first physical line."""

    file: str
    line: int
    row: Row

    def problem(self, column: str, message: str) -> Problem:
        """A fault of this row's cell ``column``; an empty name means the whole row."""
        value = getattr(self.row, column) if column else None
        return Problem(self.file, self.line, column, "" if value is None else str(value), message)


Sources = dict[str, list[Placed]]


def read_sources(folder: Path, shown: str = "") -> tuple[Sources, list[Problem]]:
    """All tables of ``folder`` (``data/sources``) by name, with the faults of single cells.

    ``shown`` is how messages name the folder. A faulty row is left out of its table.
    """
    shown = shown or str(folder)
    tables: Sources = {}
    problems: list[Problem] = []
    for table in TABLES:
        tables[table.name] = _read(table, folder / f"{table.name}.csv", shown, problems)
    tables[RESULTS.name] = []
    for path in sorted((folder / "results").glob("*.csv")):
        tables[RESULTS.name] += _read(RESULTS, path, f"{shown}/results", problems)
    return tables, problems


def _read(table: Table, path: Path, shown: str, problems: list[Problem]) -> list[Placed]:
    name = f"{shown}/{path.name}"
    columns = list(table.row.model_fields)
    placed = []
    try:
        records = list(_records(path))
    except FileNotFoundError:
        problems.append(Problem(name, 1, "", "", "the file is missing"))
        return []
    except UnicodeDecodeError:
        problems.append(Problem(name, 1, "", "", "the file is not UTF-8 text"))
        return []
    header = records[0][1] if records else []
    wrong = _header_problems(name, header, columns)
    if wrong:
        problems += wrong
        return []
    for line, cells in records[1:]:
        if len(cells) != len(columns):
            message = f"{len(cells)} cells where the header has {len(columns)}"
            problems.append(Problem(name, line, "", "", message))
            continue
        values = {c: v or None for c, v in zip(columns, cells, strict=True)}
        try:
            placed.append(Placed(name, line, table.row.model_validate(values)))
        except ValidationError as error:
            problems += _cell_problems(name, line, values, error)
    return placed


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """First line and cells of each record; a quoted cell may span lines."""
    with path.open(newline="", encoding="utf-8") as handle:
        reader = csv.reader(handle)
        start = 1
        for cells in reader:
            yield start, cells
            start = reader.line_num + 1


def _header_problems(name: str, header: list[str], columns: list[str]) -> list[Problem]:
    missing = [c for c in columns if c not in header]
    unknown = [c for c in header if c not in columns]
    problems = [Problem(name, 1, c, "", "the column is missing") for c in missing]
    problems += [Problem(name, 1, c, c, "no such column in this table") for c in unknown]
    if not problems and header != columns:
        expected = ", ".join(columns)
        problems.append(Problem(name, 1, "", "", f"columns are not in the order {expected}"))
    return problems


def _cell_problems(
    name: str, line: int, values: dict[str, str | None], error: ValidationError
) -> list[Problem]:
    """One problem a faulty cell; what a union type says twice is said once."""
    problems = {}
    for detail in error.errors(include_url=False):
        column = str(detail["loc"][0])
        value = values[column] or ""
        problems.setdefault(column, Problem(name, line, column, value, _words(column, detail)))
    return list(problems.values())


def _words(column: str, detail: Any) -> str:
    """The fault in plain words."""
    kind, context = detail["type"], detail.get("ctx", {})
    if detail["input"] is None:
        return "must not be empty"
    if column in _NEVER_ZERO and str(detail["input"]).strip("0.") == "":
        return "0 is no result: a failed or empty run never enters (rule 3.7)"
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        return f"not one of {context['expected'].replace(' or ', ', ')}"
    if kind in ("greater_than", "greater_than_equal"):
        sign = ">" if kind == "greater_than" else "≥"
        return f"must be {sign} {next(iter(context.values())):g}"
    if kind == "less_than_equal":
        return f"must be ≤ {context['le']:g}"
    if kind == "string_too_long":
        return f"longer than {context['max_length']} characters"
    if kind.startswith("date"):
        return "not a day; write YYYY-MM-DD"
    if kind.startswith("int"):
        return "not a whole number"
    return str(detail["msg"])
