"""What a format module declares, so that the registry, the documentation and the tests share it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tradeoffs.importers.documents import Document
from tradeoffs.importers.points import Point

Run = tuple[str, Any]  # where it stands in the file (empty: the file is one run), what is there


def _not_stated(_: Document) -> str | None:
    return None


@dataclass(frozen=True)
class Format:
    """One result format.

    ``recognises`` looks at content only, never at a name, and raises nothing. ``runs`` splits a
    file; ``fill`` puts one run into a point. Both raise ImportProblem for what cannot be taken.
    ``meaning`` is for people: which figure becomes what, and what is left out.
    """

    id: str
    tool: str
    file: str
    versions: str
    meaning: str
    recognises: Callable[[Document], bool]
    runs: Callable[[Document], Iterable[Run]]
    fill: Callable[[Any, Point], None]
    tool_version: Callable[[Document], str | None] = _not_stated
    after_companions: bool = False


@dataclass(frozen=True)
class Companion:
    """A file without figures that says something about the results beside it.

    ``facts``: cells for every point in the same folder whose own file does not state them, and
    under ``shared`` in the key what only readers of that format need.
    """

    id: str
    tool: str
    file: str
    meaning: str
    recognises: Callable[[Document], bool]
    facts: Callable[[Document], Mapping[str, Any]]


def one_run(document: Document) -> list[Run]:
    """``runs`` of a JSON or YAML file that is one run."""
    return [("", document.data)]


def json_lines(document: Document) -> list[Run]:
    """``runs`` of a file with one JSON object, several below each other, or a list of them."""
    if document.kind == "jsonl":
        return [(f"line {line}", value) for line, value in document.data]
    if isinstance(document.data, list):
        return [(f"entry {i}", value) for i, value in enumerate(document.data, 1)]
    return [("", document.data)]


def first_value(document: Document) -> Any:
    """The object by which a JSON or YAML file is recognised: the first where there are several."""
    if document.kind == "jsonl":
        return document.data[0][1] if document.data else None
    if isinstance(document.data, list):
        return document.data[0] if document.data else None
    return document.data
