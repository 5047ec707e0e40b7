"""The commands: ``python -m tradeoffs serve``, ``estimate``, ``import`` and ``export``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tradeoffs.commands import estimating, exporting, importing


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the command line, runs the command, returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tradeoffs", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="run the dashboard")
    serving.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serving.add_argument("--port", type=int, default=8501)
    serving.set_defaults(run=_serve)
    estimating.add(commands)
    importing.add(commands)
    exporting.add(commands)
    chosen = parser.parse_args(arguments)
    return chosen.run(chosen)


def _serve(chosen: argparse.Namespace) -> int:
    from tradeoffs.ui.server import serve  # heavy imports only when needed

    serve(chosen.host, chosen.port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
