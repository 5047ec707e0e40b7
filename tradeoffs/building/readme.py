"""The column tables of ``data/README.md``, written from the row models, so they cannot drift."""

from __future__ import annotations

import inspect

from tradeoffs.building.tables import RESULTS, TABLES
from tradeoffs.building.tables.added import ADDED
from tradeoffs.building.writing import schema_of
from tradeoffs.vocabulary import QUALITY_FLAGS, SERIOUS_FLAGS

BEGIN = "<!-- from here on written by `python -m tradeoffs.build`; edit the row models instead -->"
_MLPERF = "What an MLPerf row of `results` says about its submission, read from its notes."
_WORDS = {
    "string": "text",
    "int64": "integer",
    "double": "number",
    "bool": "true/false",
    "date32[day]": "date",
}


def render(readme: str) -> str:
    """``readme`` with everything after the marker written anew. ValueError without a marker."""
    if BEGIN not in readme:
        raise ValueError(f"data/README.md lacks the line {BEGIN}")
    written = readme.split(BEGIN)[0]
    models = {t.name: t.row for t in (*TABLES, RESULTS)}
    sections = [_flags()]
    for name in sorted({*models, *ADDED}):
        about = inspect.getdoc(models[name]) if name in models else _MLPERF
        sections.append(_table(name, about or ""))
    return written + BEGIN + "\n\n" + "\n\n".join(sections) + "\n"


def _flags() -> str:
    lines = [
        "## Quality flags of `results`",
        "",
        "| flag | meaning | serious |",
        "|---|---|---|",
    ]
    for flag, meaning in QUALITY_FLAGS.items():
        lines.append(f"| `{flag}` | {meaning} | {'yes' if flag in SERIOUS_FLAGS else 'no'} |")
    return "\n".join(lines)


def _table(name: str, about: str) -> str:
    origin = {"results": "`sources/results/*.csv`", "mlperf": "`results`, MLPerf rows"}
    lines = [
        f"## {name}",
        "",
        f"{about.splitlines()[0]} From {origin.get(name, f'`sources/{name}.csv`')}.",
        "",
        "| column | type | unit | meaning |",
        "|---|---|---|---|",
    ]
    said = _descriptions(name)
    for field in schema_of(name):
        meaning, unit = said[field.name]
        cells = (f"`{field.name}`", _WORDS[str(field.type)], unit, meaning)
        lines.append("| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |")
    return "\n".join(lines)


def _descriptions(name: str) -> dict[str, tuple[str, str]]:
    """Column → (meaning, unit); added columns say so."""
    model = {t.name: t.row for t in (*TABLES, RESULTS)}.get(name)
    said = {}
    for column, info in (model.model_fields if model else {}).items():
        extra = info.json_schema_extra
        unit = str(extra["unit"]) if isinstance(extra, dict) else ""
        said[column] = (info.description or "", unit)
    mark = "added: " if model else ""
    return said | {a.name: (mark + a.meaning, a.unit) for a in ADDED.get(name, ())}
