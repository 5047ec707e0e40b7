"""``python -m tradeoffs export``: the rows of a named query, for a script."""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import sys
from pathlib import Path
from typing import Any

FAILED, UNUSABLE = 1, 2


def add(commands: Any) -> None:
    """Adds the command and its options."""
    parser = commands.add_parser(
        "export",
        help="rows of a named query",
        description="Writes the rows of queries/NAME.sql. A parameter that is not given is NULL, "
        "which restricts nothing. Exit status: 0 written, 1 the query failed, 2 unusable call.",
    )
    parser.add_argument("--query", required=True, metavar="NAME")
    parser.add_argument("--format", choices=("csv", "parquet", "json"), default="csv")
    parser.add_argument(
        "--param",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a parameter of the query; of a list, values with commas between them",
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="else the standard output")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Asks and writes. Returns the exit status."""
    from tradeoffs import store
    from tradeoffs.querying import load_queries

    query = load_queries().get(options.query)
    if query is None:
        return _told(f"no query {options.query}; there are: {', '.join(load_queries())}", UNUSABLE)
    try:
        params = parameters(options.param, query.params)
    except ValueError as fault:
        return _told(str(fault), UNUSABLE)
    try:
        rows = store.ask(options.query, **params)
    except (store.QueryTooSlow, store.DataProblem) as problem:
        return _told(str(problem), FAILED)
    content = _written(rows, options.format)
    if options.output:
        try:
            options.output.write_bytes(content)
        except OSError as error:
            return _told(f"cannot write: {error}", UNUSABLE)
    else:
        sys.stdout.buffer.write(content)
    return 0


def _told(reason: str, status: int) -> int:
    print(f"python -m tradeoffs export: {reason}", file=sys.stderr)
    return status


def parameters(given: list[str], stated: Any) -> dict[str, Any]:
    """Values by name, typed as the query's header states; those not given are None.

    Raises ValueError for an unknown name, a name twice or a value of another type.
    """
    values: dict[str, Any] = dict.fromkeys(stated)
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or name not in values:
            known = ", ".join(values) or "none"
            raise ValueError(f"--param {text}: write NAME=VALUE with a parameter of it ({known})")
        if values[name] is not None:
            raise ValueError(f"--param {name} is given twice")
        try:
            values[name] = _typed(value, stated[name].split(" ")[0])
        except ValueError as fault:
            raise ValueError(f"--param {text}: {fault}") from None
    return values


def _typed(value: str, kind: str) -> Any:
    if kind == "list":
        parts = [v for v in value.split(",") if v]
        whole = all(p.isascii() and p.isdigit() for p in parts)
        return tuple(int(p) for p in parts) if whole and parts else tuple(parts)
    if kind == "flag":
        if value.lower() not in ("true", "false"):
            raise ValueError("write true or false")
        return value.lower() == "true"
    if kind in ("number", "tokens"):
        try:
            return float(value)
        except ValueError:
            raise ValueError("not a number") from None
    if kind == "date":
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise ValueError("write YYYY-MM-DD") from None
    return value


def _written(rows: Any, form: str) -> bytes:
    if form == "parquet":
        sink = io.BytesIO()
        rows.to_parquet(sink, index=False)
        return sink.getvalue()
    if form == "json":
        plain = rows.astype(object).where(rows.notna(), None).to_dict("records")
        return (json.dumps(plain, ensure_ascii=False, default=_json, indent=1) + "\n").encode()
    from tradeoffs.exporting import csv_text

    return csv_text(rows, ()).encode()


def _json(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    return value.isoformat() if isinstance(value, dt.date) else value.item()
