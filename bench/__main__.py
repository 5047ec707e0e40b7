"""``python -m bench``: times of pages, rankings, queries, decisions and imports, as Markdown.

Progress goes to the error output.
"""

from __future__ import annotations

import argparse

from bench import browser, deciding, imports, queries, rankings, reruns
from bench.tables import print_head

PARTS = ("browser", "reruns", "rankings", "queries", "deciding", "imports")


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
    if "rankings" in parts:
        rankings.measure(chosen.runs)
    if "queries" in parts:
        queries.measure(chosen.rows, chosen.runs)
    if "deciding" in parts:
        deciding.measure(chosen.runs)
    if "imports" in parts:
        imports.measure()


if __name__ == "__main__":
    main()
