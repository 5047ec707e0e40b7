"""The data build: ``python -m tradeoffs.build`` turns ``data/sources`` into ``data/*.parquet``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tradeoffs.building.assemble import Rows, assemble
from tradeoffs.building.checks import check
from tradeoffs.building.problems import BuildFailed
from tradeoffs.building.reading import read_sources
from tradeoffs.building.readme import render
from tradeoffs.building.writing import write_tables

DATA = Path(__file__).resolve().parent.parent / "data"


def build(data: Path) -> dict[str, Rows]:
    """The rows of every table, from ``data/sources``. Raises BuildFailed with all faults."""
    sources, problems = read_sources(data / "sources", f"{data.name}/sources")
    problems += check(sources, problems)
    if problems:
        raise BuildFailed(problems)
    return assemble(sources)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 built (or only checked), 1 with every fault printed."""
    parser = argparse.ArgumentParser(prog="python -m tradeoffs.build", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="data folder (default: data)")
    parser.add_argument("--check", action="store_true", help="check only, write nothing")
    options = parser.parse_args(arguments)
    try:
        tables = build(options.data)
    except BuildFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    if not options.check:
        write_tables(tables, options.data)
        readme = options.data / "README.md"
        if readme.exists():
            readme.write_text(render(readme.read_text(encoding="utf-8")), encoding="utf-8")
    for name, rows in sorted(tables.items()):
        print(f"{name:18} {len(rows):6,} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
