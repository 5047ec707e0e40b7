"""Bytes of a file → a document: JSON, JSON Lines, YAML, CSV or plain text, told by its content."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from tradeoffs.importers.problems import ImportProblem, shown
from tradeoffs.importers.skimming import MAX_DEPTH, skim

MAX_BYTES = 300_000_000  # of one file
MAX_PARSED_BYTES = 64_000_000  # of what is left of a JSON file without its per-request arrays
MAX_TEXT_BYTES = 20_000_000  # of a CSV, YAML, log or UTF-16 file
MAX_CELLS = 2_000_000  # of a CSV
MAX_VALUES = 200_000  # JSON values below each other
MAX_YAML_EVENTS = 500_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEADER = re.compile(r"^[^#\s].*$", re.M)
_YAML_KEY = re.compile(r"^(version|run|scenario|metadata|config|benchmarks|load|api)\s*:", re.M)


@dataclass(frozen=True)
class Document:
    """What a file holds. ``kind``: json, jsonl, yaml, csv or text.

    ``data``: the parsed value of json and yaml; a list of (line, value) of jsonl; None else.
    ``table``: header and (line, cells) of a csv.
    """

    name: str
    kind: str
    text: str = ""
    data: Any = None
    header: tuple[str, ...] = ()
    rows: tuple[tuple[int, list[str]], ...] = ()


def open_document(name: str, content: bytes) -> Document:
    """The document in ``content``. Raises ImportProblem for what cannot be read as text."""
    if len(content) > MAX_BYTES:
        raise ImportProblem(f"it is larger than {MAX_BYTES / 1e6:,.0f} MB")
    content = _as_utf8(content)
    first = content.lstrip()[:1]
    if not first:
        raise ImportProblem("it is empty")
    if first in (b"{", b"["):
        return _json_document(name, content)
    if len(content) > MAX_TEXT_BYTES:
        raise ImportProblem(f"it is a text of more than {MAX_TEXT_BYTES / 1e6:,.0f} MB")
    text = _decoded(content)
    if _YAML_KEY.search(text[:200_000]) and not text.lstrip().startswith(("=", "|")):
        return Document(name, "yaml", data=_yaml(text))
    return _table(name, text) or Document(name, "text", text=text)


def _as_utf8(content: bytes) -> bytes:
    """Without byte order mark; UTF-16 with a mark becomes UTF-8."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            if encoding == "utf-8-sig":
                return content[len(mark) :]
            if len(content) > MAX_TEXT_BYTES:
                raise ImportProblem(f"it is UTF-16 of more than {MAX_TEXT_BYTES / 1e6:,.0f} MB")
            try:
                return content.decode(encoding).encode()
            except UnicodeError:
                raise ImportProblem("it starts as UTF-16 text but is none") from None
    if b"\0" in content[:4096]:
        raise ImportProblem("it is not a text file")
    return content


def _decoded(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise ImportProblem(f"it is not UTF-8 text (byte {error.start})") from None


def _json_document(name: str, content: bytes) -> Document:
    kept = skim(content)
    if len(kept) > MAX_PARSED_BYTES:
        limit = f"{MAX_PARSED_BYTES / 1e6:,.0f} MB"
        raise ImportProblem(f"it holds more than {limit} besides the figures of single requests")
    text = _decoded(kept)
    values = list(itertools.islice(_values(text), MAX_VALUES + 1))
    if len(values) > MAX_VALUES:
        raise ImportProblem(f"it holds more than {MAX_VALUES:,} JSON values below each other")
    if len(values) == 1:
        return Document(name, "json", data=values[0][1])
    return Document(name, "jsonl", data=values)


def _values(text: str) -> Iterator[tuple[int, Any]]:
    """Every JSON value of the text with the line it starts on; they follow each other."""
    decoder = json.JSONDecoder(object_pairs_hook=_without_duplicates)
    place, line = 0, 1
    while place < len(text):
        skipped = len(text) - len(text[place:].lstrip()) if place == 0 else _next(text, place)
        line += text.count("\n", place, skipped)
        place = skipped
        if place == len(text):
            return
        try:
            value, end = decoder.raw_decode(text, place)
        except json.JSONDecodeError as error:
            lines = text.count("\n", 0, error.pos) + 1
            raise ImportProblem(f"it is not whole or not JSON: line {lines}: {error.msg}") from None
        except (RecursionError, ValueError) as error:
            raise ImportProblem(f"it is not JSON: {shown(error)}") from None
        yield line, value
        line += text.count("\n", place, end)
        place = end


def _next(text: str, place: int) -> int:
    found = re.compile(r"\S").search(text, place)
    return found.start() if found else len(text)


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        double = next(k for k, _ in pairs if k in seen or seen.add(k))  # type: ignore[func-returns-value]
        raise ImportProblem(f"it has the key {shown(double)!r} twice in one object")
    return found


def _yaml(text: str) -> Any:
    """The first document of a YAML text. An alias inside what another may repeat is refused."""
    try:
        _check_events(yaml.parse(text, Loader=yaml.CSafeLoader))
        return yaml.load(text, Loader=_PlainLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ImportProblem(f"it is not whole or not YAML: {shown(error)}") from None


def _check_events(events: Iterator[yaml.Event]) -> None:
    """Raises ImportProblem for YAML that is too deep, too large or multiplies itself."""
    depth, anchored = 0, 0  # anchored: depth at which a repeatable node began
    for number, event in enumerate(events):
        if number > MAX_YAML_EVENTS:
            raise ImportProblem("it is YAML with too many parts: export JSON instead")
        if isinstance(event, yaml.AliasEvent) and anchored:
            raise ImportProblem("it is YAML whose aliases multiply")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            anchored = anchored or (depth if event.anchor else 0)
        elif isinstance(event, yaml.CollectionEndEvent):
            anchored = 0 if anchored == depth else anchored
            depth -= 1
        if depth > MAX_DEPTH:
            raise ImportProblem(f"it is nested more than {MAX_DEPTH} levels deep")


class _PlainLoader(yaml.CSafeLoader):
    """YAML's safe types; a key twice is an error. Dates stay text."""


def _mapping(loader: yaml.CSafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    pairs = [
        (str(loader.construct_object(k, deep=True)), loader.construct_object(v, deep=True))
        for k, v in node.value
    ]
    return _without_duplicates(pairs)


_PlainLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_PlainLoader.add_constructor(
    "tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node)
)


def _table(name: str, text: str) -> Document | None:
    """A CSV with comma, semicolon or tab; ``#`` lines above the header are left out."""
    head = _HEADER.search(text)
    if head is None:
        return None
    delimiter = max(",;\t", key=head[0].count)
    if delimiter not in head[0]:
        return None
    above = text.count("\n", 0, head.start())
    reader = csv.reader(io.StringIO(text[head.start() :]), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    start, cells_seen = above + 1, 0
    try:
        for cells in reader:
            if any(c.strip() for c in cells):
                rows.append((start, cells))
            cells_seen += len(cells) or 1
            if cells_seen > MAX_CELLS:
                raise ImportProblem(f"it is a table of more than {MAX_CELLS:,} cells")
            start = above + reader.line_num + 1
    except csv.Error as error:
        raise ImportProblem(f"it is not a CSV: line {start}: {shown(error)}") from None
    if not rows:
        return None
    header = tuple(c.strip() for c in rows[0][1])
    return Document(name, "csv", text=text, header=header, rows=tuple(rows[1:]))
