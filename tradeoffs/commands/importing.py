"""``python -m tradeoffs import``: result files → the team workspace, or rows for a script."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tradeoffs.importers.columns import DECLARABLE, option

ALL_TAKEN, SOME_REJECTED, UNUSABLE = 0, 1, 2


def add(commands: Any) -> None:
    """Adds the command and its options."""
    parser = commands.add_parser(
        "import",
        help="take over results of benchmark tools",
        description="Reads result files, folders and zips. Exit status: 0 all taken, 1 some "
        "rejected, 2 unusable call. docs/importing.md lists the formats.",
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    for column, meaning in DECLARABLE.items():
        parser.add_argument(option(column), dest=column, help=meaning, metavar="…")
    parser.add_argument("--workspace", type=Path, metavar="DIR", help="folder of the workspace")
    parser.add_argument("--name", default="", help="name of the batch")
    parser.add_argument("--dry-run", action="store_true", help="read and report, keep nothing")
    parser.add_argument("--json", action="store_true", help="rows and reports as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Reads, reports, keeps. Returns the exit status."""
    from tradeoffs import store  # heavy imports only when needed
    from tradeoffs.importers.facts import Declared
    from tradeoffs.importers.inputs import from_paths
    from tradeoffs.importers.problems import ImportProblem
    from tradeoffs.importers.reading import read_files
    from tradeoffs.importers.rows import names_of
    from tradeoffs.workspace.folder import Workspace, workspace_folder

    data = store.data_folder()
    facts = {column: getattr(options, column) for column in DECLARABLE}
    try:
        declared = Declared.of(facts, names_of(data))
        reports = read_files(from_paths(options.paths), names_of(data), declared)
    except ImportProblem as problem:
        return _unusable(str(problem))
    except FileNotFoundError as error:
        return _unusable(f"no such file or folder: {error}")
    if not reports:
        return _unusable("no file in what was given")
    saved = None
    if not options.dry_run:
        folder = options.workspace or workspace_folder()
        try:
            saved = Workspace(folder).save(reports, declared, data, options.name)
        except OSError as error:
            return _unusable(f"the workspace cannot be written: {error}")
    _tell(reports, saved, options.json, data)
    return ALL_TAKEN if all(r.is_taken for r in reports) else SOME_REJECTED


def _unusable(reason: str) -> int:
    print(f"python -m tradeoffs import: {reason}", file=sys.stderr)
    return UNUSABLE


def _tell(reports: Sequence[Any], saved: Any, as_json: bool, data: Path) -> None:
    """A line a file; with JSON on the standard output, the lines go to the error output."""
    lines = sys.stderr if as_json else sys.stdout
    for report in reports:
        print(line_of(report, saved.already if saved else {}), file=lines)
    if saved and saved.batch:
        batch = saved.batch
        print(f"batch {batch.id}: {_counted(batch.points, 'point')} kept", file=lines)
    if as_json:
        from tradeoffs.commands.rows_json import as_document

        json.dump(as_document(reports, saved, data), sys.stdout, ensure_ascii=False, indent=1)
        print()


def line_of(report: Any, already: dict[str, str]) -> str:
    """What became of one file, in a line."""
    if report.problem:
        return f"{report.name}: rejected: {report.problem}"
    tool = " ".join(filter(None, (report.tool, report.tool_version)))
    if report.is_companion:
        return f"{report.name}: {tool}, facts for the files beside it"
    parts = [f"{tool}, {_counted(len(report.points), 'point')}"]
    if report.name in already:
        where = already[report.name]
        parts.append(f"there already, in batch {where}" if where else "there already")
    if report.repeated:
        parts.append(f"{report.repeated} repeated")
    if report.incomplete:
        asked = " ".join(option(c) for c in report.needs)
        parts.append(f"{len(report.incomplete)} rejected: not stated, declare {asked}")
    if report.rejected:
        reasons = dict.fromkeys(why for _, why in report.rejected)
        told = "; ".join(list(reasons)[:3]) + ("; …" if len(reasons) > 3 else "")
        parts.append(f"{len(report.rejected)} rejected: {told}")
    if report.could_say:
        parts.append(f"open: {', '.join(report.could_say)}")
    parts += [f"note: {w}" for w in report.warnings[:3]]
    return f"{report.name}: {', '.join(parts)}"


def _counted(n: int, what: str) -> str:
    return f"{n} {what}" + "s" * (n != 1)
