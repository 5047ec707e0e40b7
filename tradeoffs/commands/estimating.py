"""``python -m tradeoffs estimate``: what the model says of every configuration of a CSV file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def add(commands: argparse._SubParsersAction) -> None:
    """Registers the command and its options."""
    parser = commands.add_parser("estimate", help="estimate the configurations of a CSV file")
    parser.add_argument("--csv", type=Path, required=True, help="configurations, one a row")
    parser.add_argument("--out", type=Path, required=True, help="where the answers go")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Exit status: 0, or 2 where the file as a whole is no good."""
    from tradeoffs.estimating import BadFile, estimate_file  # heavy imports only when needed
    from tradeoffs.store import DataProblem

    try:
        rows, answered = estimate_file(chosen.csv, chosen.out)
    except (BadFile, DataProblem) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(f"{chosen.out}: {rows:,} rows, {answered:,} answered, {rows - answered:,} with a reason")
    return 0
