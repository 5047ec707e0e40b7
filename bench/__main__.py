"""``python -m bench``: times of pages, reruns, queries and imports as Markdown."""

from __future__ import annotations

import argparse

from bench import browser, imports, queries, reruns
from bench.tables import print_head

PARTS = ("browser", "reruns", "queries", "imports")


def main() -> None:
    """Reads the command line and measures the chosen parts."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="measure just this part")
    parser.add_argument("--runs", type=int, default=7, help="measurements behind a median")
    parser.add_argument(
        "--rows",
        type=int,
        nargs="*",
        default=[10_000, 1_000_000, 10_000_000],
        help="sizes of the results table",
    )
    chosen = parser.parse_args()
    parts = chosen.only or PARTS
    print_head()
    if "browser" in parts:
        browser.measure(chosen.runs)
    if "reruns" in parts:
        reruns.measure(chosen.runs)
    if "queries" in parts:
        queries.measure(chosen.rows, chosen.runs)
    if "imports" in parts:
        imports.measure()


if __name__ == "__main__":
    main()
