"""Writes the tables as Parquet, the same bytes for the same rows."""

from __future__ import annotations

import datetime as dt
import os
import types
import typing
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tradeoffs.building.assemble import Rows
from tradeoffs.building.tables import RESULTS, TABLES
from tradeoffs.building.tables.added import ADDED

ROW_GROUP = 2_000  # so that a filter on the sort columns skips most groups
_ARROW = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    dt.date: pa.date32(),
}
_TYPED_ANEW = {("releases", "prerelease"): pa.bool_()}


def schema_of(table: str) -> pa.Schema:
    """Columns and types of an output table: the source's, then the added ones."""
    fields = []
    model = {t.name: t.row for t in (*TABLES, RESULTS)}.get(table)
    for name, info in (model.model_fields if model else {}).items():
        arrow = _TYPED_ANEW.get((table, name)) or _ARROW[_plain(info.annotation)]
        fields.append(pa.field(name, arrow))
    fields += [pa.field(a.name, _ARROW[a.type]) for a in ADDED.get(table, ())]
    return pa.schema(fields)


def _plain(annotation: object) -> type:
    """The Python type of a cell: without None, Literal and constraints."""
    arguments = [a for a in typing.get_args(annotation) if a is not type(None)]
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType, typing.Annotated):
        return _plain(arguments[0])
    if origin is typing.Literal:
        return type(arguments[0])
    return typing.cast(type, annotation)


def write_tables(tables: Mapping[str, Rows], folder: Path) -> None:
    """One ``NAME.parquet`` a table in ``folder``; each file is replaced whole."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in sorted(tables.items()):
        table = pa.Table.from_pylist(rows, schema=schema_of(name))
        path = folder / f"{name}.parquet"
        unfinished = path.with_suffix(".parquet.tmp")
        pq.write_table(table, unfinished, compression="zstd", row_group_size=ROW_GROUP)
        os.replace(unfinished, path)
