"""Files a reader takes along: CSV with its filters in the header, and charts as SVG or PNG."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import vl_convert

from tradeoffs.formulas import guarded

# Pictures are set in the page's own face; the exporter needs it as files.
vl_convert.register_font_directory(
    str(Path(__file__).resolve().parent.parent / "static" / "export")
)


def csv_text(rows: pd.DataFrame, about: Iterable[str]) -> str:
    """CSV of the rows under ``#`` lines that say what they are, filtered how, from where.

    Missing values are empty. Text that a spreadsheet would run as a formula gets a leading
    apostrophe.
    """
    out = io.StringIO()
    for line in about:
        out.write(f"# {' '.join(str(line).split())}\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows.columns)
    as_objects = rows.astype(object).where(rows.notna(), None)
    for record in as_objects.itertuples(index=False):
        writer.writerow([_cell(value) for value in record])
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        # A lone carriage return goes out unquoted and would start a row, maybe with a formula.
        value = value.replace("\r\n", "\n").replace("\r", "\n")
        return guarded(value)
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value


def svg(spec: dict[str, Any]) -> str:
    """The chart as SVG, drawn offline."""
    return vl_convert.vegalite_to_svg(json.dumps(spec, default=str))


def png(spec: dict[str, Any], scale: float = 2) -> bytes:
    """The chart as PNG at twice its size, drawn offline."""
    return vl_convert.vegalite_to_png(json.dumps(spec, default=str), scale=scale)
