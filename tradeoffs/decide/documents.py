"""A decision record as Markdown, HTML, PDF and pictures.

Every text may come from a stranger. Markdown and HTML escape each value that a template puts in;
the PDF template gets the record as data and never as markup. Links are kept only where they lead
to the web. The same record gives the same bytes.
"""

from __future__ import annotations

import base64
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import typst

from tradeoffs import exporting
from tradeoffs.charts.base import Chart
from tradeoffs.charts.decide import pictures
from tradeoffs.decide.record import Record, to_json
from tradeoffs.decide.telling import told

TEMPLATES = Path(__file__).parent / "templates"
_FONTS = Path(__file__).resolve().parents[2] / "static" / "export"
_WIDTH, _MAP_WIDTH = 640, 420  # pixels of the charts that fill a page, and of the map


def markdown(record: Record) -> str:
    """The record under the headings of MADR 4; charts are linked as files beside it."""
    return _markdown(_content(record))


def html(record: Record) -> str:
    """One file that loads nothing: styles and charts are inside, scripts cannot run."""
    return _html(_content(record))


def pdf(record: Record) -> bytes:
    """The record on A4 with numbered pages, drawn offline."""
    return _pdf(_content(record))


def bundle(record: Record) -> dict[str, bytes]:
    """Every form of the record by file name, the charts as SVG among them."""
    content = _content(record)
    return {
        "decision.md": _markdown(content).encode(),
        "decision.html": _html(content).encode(),
        "decision.pdf": _pdf(content),
        "decision.json": to_json(record),
        **{f"{c['name']}.svg": c["svg"].encode() for c in content["charts"]},
    }


def _markdown(content: dict[str, Any]) -> str:
    return _markdown_templates().get_template("record.md.j2").render(content)


def _html(content: dict[str, Any]) -> str:
    return _html_templates().get_template("record.html.j2").render(content)


def _pdf(content: dict[str, Any]) -> bytes:
    return typst.compile(
        (TEMPLATES / "record.typ").read_bytes(),
        sys_inputs={"record": json.dumps(content)},
        font_paths=[str(_FONTS)],
    )


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files in one archive, without times, so that equal files give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _content(record: Record) -> dict[str, Any]:
    """What a template needs, as plain text: printable characters only, and the charts as SVG."""
    content = _printable(told(record))
    content["charts"] = [
        {
            "name": name,
            "alt": _printable(chart.alt),
            "svg": _svg(chart, _MAP_WIDTH if name == "winners" else _WIDTH),
        }
        for name, chart in pictures(record).items()
    ]
    return content


def _svg(chart: Chart, width: int) -> str:
    spec = chart.standalone("light")
    if chart.spec.get("width") == "container":
        spec["width"] = width
    return exporting.svg(spec)


def _printable(value: Any) -> Any:
    """Without control characters and those that turn the direction of the text around them."""
    if isinstance(value, str):
        return "".join(c for c in value if c == "\n" or not _hidden(c))
    if isinstance(value, dict):
        return {k: _printable(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_printable(v) for v in value]
    return value


def _hidden(c: str) -> bool:
    turns = 0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069
    return turns or unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")


_ANYWHERE = re.compile(r"([\\`*_{}\[\]<>#|~$@&!]|:(?=\S)|(?<=www)\.)", re.IGNORECASE)
_LIST_MARK = re.compile(r"^(\d*)([-+=](?!\d)|(?<=\d)[.)](?=\s|$))")


class _Ready(str):
    """Markdown already, not to be escaped again."""


def markdown_text(text: object) -> str:
    """Text that CommonMark and GitHub show letter by letter, in one line."""
    flat = _ANYWHERE.sub(r"\\\1", " ".join(str(text).split()))
    return _LIST_MARK.sub(r"\1\\\2", flat)


def _markdown_link(text: str, web: str) -> _Ready:
    said = markdown_text(text)
    return _Ready(f"[{said}](<{web}>)" if web else said)


def _markdown_paragraphs(text: str) -> _Ready:
    """The text with its line breaks and blank lines kept, each line escaped."""
    blocks = re.split(r"\n\s*\n", text.strip())
    lines = [[markdown_text(line) for line in b.splitlines() if line.strip()] for b in blocks]
    return _Ready("\n\n".join("\\\n".join(block) for block in lines if block))


@cache
def _markdown_templates() -> jinja2.Environment:
    """Every value is escaped on its way in, unless a filter made it Markdown already."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        finalize=lambda v: v if isinstance(v, _Ready) else markdown_text(v),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["paragraphs"] = _markdown_paragraphs
    made.filters["quoted"] = lambda v: _Ready(json.dumps(v, ensure_ascii=False))
    made.filters["link"] = _markdown_link
    return made


@cache
def _html_templates() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["data_address"] = lambda svg: (
        f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
    )
    return made
