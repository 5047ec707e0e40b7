"""What the tests of the import share: fixtures, and reading them with the shipped names."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tradeoffs.importers.facts import Declared
from tradeoffs.importers.inputs import Input, from_paths, from_upload
from tradeoffs.importers.reading import read_files
from tradeoffs.importers.reports import Report, Taken
from tradeoffs.importers.rows import names_of

ROOT = Path(__file__).resolve().parent.parent
FILES = ROOT / "tests" / "files"
NAMES = names_of(ROOT / "data")
SETUP = {"framework": "vllm", "model": "Qwen/Qwen3-8B", "gpu": "H100-SXM-80GB", "gpu_count": 1}


def fixtures() -> list[Path]:
    """Every result file with its expected rows beside it."""
    found = [p for p in FILES.rglob("*.rows.json")]
    return sorted(
        next(q for q in p.parent.glob(f"{p.name.removesuffix('.rows.json')}.*") if q != p)
        for p in found
    )


def expected(path: Path) -> list[dict[str, Any]]:
    """The rows that stand beside a fixture."""
    return json.loads(path.with_name(path.name.rsplit(".", 1)[0] + ".rows.json").read_text())


def read(inputs: Iterable[Input], **declared: Any) -> list[Report]:
    """Reports of the inputs."""
    return read_files(inputs, NAMES, Declared.of(declared, NAMES))


def read_path(path: Path, **declared: Any) -> Report:
    """The report of one file; a file in a folder of its own is read with what is beside it."""
    folder = path.parent if path.parent.parent.parent == FILES else path
    reports = read(from_paths([folder]), **declared)
    return next(r for r in reports if Path(r.name).name == path.name)


def read_bytes(content: bytes, name: str = "file.json", **declared: Any) -> Report:
    """The report of one uploaded file."""
    (report,) = read(from_upload(name, content), **declared)
    return report


def rounded(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with figures to nine digits, so that unit factors compare equal."""
    return [
        {k: float(f"{v:.9g}") if isinstance(v, float) else v for k, v in r.items()} for r in rows
    ]


def cells(report: Report) -> list[dict[str, Any]]:
    """Stated cells of every point that was read, in the order of the file."""
    found = []
    for one in (*report.points, *report.incomplete):
        if isinstance(one, Taken):
            values = one.row.model_dump(exclude_none=True, exclude={"source_id"})
        else:
            values = {**one.cells, "locator": one.locator}
            values |= {"notes": "; ".join(one.notes)} if one.notes else {}
        found.append(values)
    return found
