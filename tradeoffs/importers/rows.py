"""Points → rows of `results`, with the added columns of the build and its quality flags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import pyarrow.parquet as pq
from pydantic import ValidationError

from tradeoffs.building import derive, quality
from tradeoffs.building.names import Names
from tradeoffs.building.tables.fields import Row
from tradeoffs.building.tables.measured import FIGURES, ResultRow
from tradeoffs.building.tables.reference import AliasRow, GpuRow, ModelRow
from tradeoffs.building.writing import schema_of
from tradeoffs.importers.plausible import doubts
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem, shown

COLUMNS = tuple(ResultRow.model_fields)
SCHEMA = schema_of("results")
SOURCES = schema_of("sources")
R = TypeVar("R", bound=Row)


@lru_cache(maxsize=4)
def names_of(data: Path) -> Names:
    """The resolver of names from the tables in ``data``, read once a process and folder."""
    tables = {"aliases": AliasRow, "gpus": GpuRow, "models": ModelRow}
    return Names.of(*(_table(data / f"{name}.parquet", row) for name, row in tables.items()))


def _table(path: Path, row: type[R]) -> list[R]:
    columns = list(row.model_fields)
    return [row.model_validate(r) for r in pq.read_table(path, columns=columns).to_pylist()]


def with_models(names: Names, models: Iterable[str]) -> Names:
    """``names`` that also know models of one's own: each is its own id, its shape is unknown."""
    new = {
        ("model", m): AliasRow(kind="model", name_as_collected=m, canonical_id=m)
        for m in models
        if not names.knows("model", m)
    }
    return replace(names, aliases={**names.aliases, **new}) if new else names


def result_row(point: Point, source_id: str) -> ResultRow:
    """The row of a point whose required facts are known.

    Doubts about its figures go to the end of the notes after SUSPECT, so that the build's own
    flags keep it out of rankings. Raises ImportProblem for a point that is no result.
    """
    if not any(c in point.cells for c in FIGURES):
        raise ImportProblem("it states no figure: a failed or empty run is no result")
    notes = [shown(n, 4000) for n in point.notes]
    cells = {**point.cells, "source_id": source_id, "locator": point.locator}
    row = _validated({**cells, "notes": "; ".join(notes) or None})
    already = "SUSPECT:" in (row.notes or "")
    found = [] if already else doubts(row)
    if not found:
        return row
    notes.append("SUSPECT: " + " and ".join(d.replace(";", ",") for d in found))
    return row.model_copy(update={"notes": "; ".join(notes)})


def _validated(cells: Mapping[str, Any]) -> ResultRow:
    try:
        return ResultRow.model_validate(cells)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        column = str(first["loc"][0])
        told = first.get("ctx", {}).get("error", first["msg"])
        raise ImportProblem(f"{column}: {told} ({shown(first['input'])})") from None


def beyond_hardware(row: ResultRow, names: Names) -> list[str]:
    """Why the row is faster than its hardware allows; empty where it is not, or nothing tells."""
    flags = quality.flags_of(row, with_models(names, [row.model]))
    return [reason for flag, reason in flags.items() if flag.startswith("above-")]


def full_row(row: ResultRow, names: Names) -> dict[str, Any]:
    """The row with every added column of `results`, as the build makes them."""
    flags = quality.flags_of(row, names)
    values = row.model_dump()
    values |= derive.derived_columns(row, names, set(flags))
    return values | quality.quality_columns(row, flags)
