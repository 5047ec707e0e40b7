"""Reads ``queries/*.sql``: one question a file, its promise in a header comment.

The header is what pages and tests rely on::

    -- question: Which points did the filters leave?
    -- params:
    --   $models  list  model ids; empty means all
    -- one row per: measured operating point
    -- columns:
    --   result_id  -   id of the point
    --   ttft_ms    ms  time to first token, mean, else median
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "queries"
_PARAM = re.compile(r"--\s+\$(\w+)\s+(\S+)\s+(.+)")
_COLUMN = re.compile(r"--\s+(\w+)\s+(\S+)\s+(.+)")


@dataclass(frozen=True)
class Query:
    """A named query: its question, parameters and columns as its header states them."""

    name: str
    question: str
    one_row_per: str
    params: Mapping[str, str]
    columns: Mapping[str, tuple[str, str]]
    sql: str

    def check(self, params: Mapping[str, Any]) -> None:
        """Raises ValueError where the given parameters are not exactly the stated ones."""
        if missing := self.params.keys() - params.keys():
            raise ValueError(f"{self.name} needs ${', $'.join(sorted(missing))}")
        if unknown := params.keys() - self.params.keys():
            raise ValueError(f"{self.name} does not know ${', $'.join(sorted(unknown))}")


def parse(name: str, text: str) -> Query:
    """A Query from the text of a file; raises ValueError naming what the header lacks."""
    header = [line for line in text.splitlines() if line.startswith("--")]
    single = {"question": "", "one row per": ""}
    params: dict[str, str] = {}
    columns: dict[str, tuple[str, str]] = {}
    section = ""
    for line in header:
        label, _, rest = line.removeprefix("--").strip().partition(":")
        if label in single and not single[label]:
            single[label], section = rest.strip(), label
        elif label in ("params", "columns") and not rest:
            section = label
        elif section == "params" and (found := _PARAM.match(line)):
            params[found[1]] = f"{found[2]} {found[3]}"
        elif section == "columns" and (found := _COLUMN.match(line)):
            columns[found[1]] = (found[2], found[3])
    for label, value in single.items():
        if not value:
            raise ValueError(f"queries/{name}.sql: the header lacks '{label}:'")
    if not columns:
        raise ValueError(f"queries/{name}.sql: the header lacks 'columns:'")
    return Query(name, single["question"], single["one row per"], params, columns, text)


@cache
def load_queries(folder: Path = FOLDER) -> Mapping[str, Query]:
    """Every query of the folder by name; files are read once a process."""
    return {p.stem: parse(p.stem, p.read_text("utf-8")) for p in sorted(folder.glob("*.sql"))}
