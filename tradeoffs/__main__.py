"""The commands: ``python -m tradeoffs serve``."""

from __future__ import annotations

import argparse


def main() -> None:
    """Reads the command line and runs the command."""
    parser = argparse.ArgumentParser(prog="python -m tradeoffs", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="run the dashboard")
    serving.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serving.add_argument("--port", type=int, default=8501)
    chosen = parser.parse_args()

    from tradeoffs.ui.server import serve  # heavy imports only when needed

    serve(chosen.host, chosen.port)


if __name__ == "__main__":
    main()
