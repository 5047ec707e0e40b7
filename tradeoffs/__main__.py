"""The commands: ``python -m tradeoffs serve`` and ``python -m tradeoffs estimate``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def main() -> None:
    """Reads the command line and runs the command."""
    parser = argparse.ArgumentParser(prog="python -m tradeoffs", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="run the dashboard")
    serving.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serving.add_argument("--port", type=int, default=8501)
    estimating = commands.add_parser("estimate", help="estimate the configurations of a CSV file")
    estimating.add_argument("--csv", type=Path, required=True, help="configurations, one a row")
    estimating.add_argument("--out", type=Path, required=True, help="where the answers go")
    chosen = parser.parse_args()
    if chosen.command == "serve":
        from tradeoffs.ui.server import serve  # heavy imports only when needed

        serve(chosen.host, chosen.port)
    else:
        sys.exit(_estimate(chosen.csv, chosen.out))


def _estimate(source: Path, target: Path) -> int:
    """Exit code of the command: 0, or 2 where the file as a whole is no good."""
    from tradeoffs.estimating import BadFile, estimate_file
    from tradeoffs.store import DataProblem

    try:
        rows, answered = estimate_file(source, target)
    except (BadFile, DataProblem) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(f"{target}: {rows:,} rows, {answered:,} answered, {rows - answered:,} with a reason")
    return 0


if __name__ == "__main__":
    main()
