"""Nothing but the documented error leaves an importer, whatever a file holds."""

from __future__ import annotations

import contextlib
import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importing import FILES, NAMES, SETUP, fixtures, read
from tradeoffs.importers.documents import open_document
from tradeoffs.importers.inputs import from_upload
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem
from tradeoffs.importers.registry import COMPANIONS, FORMATS, companion_of
from tradeoffs.importers.rows import full_row, with_models

FIXTURES = fixtures()
FILES_BY_FORMAT = {p.relative_to(FILES).parts[0]: p for p in FIXTURES}
STRUCTURED = {i: p for i, p in FILES_BY_FORMAT.items() if p.suffix in (".json", ".jsonl", ".yaml")}
PLAIN = {i: p for i, p in FILES_BY_FORMAT.items() if i not in STRUCTURED}
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**400), 10**400)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["inf", "NaN", "-1", "=1+1", "<b>x</b>", "0", "8", "1e999", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
PIECES = st.sampled_from([b"inf", b"nan", b"-", b",", b"|", b'"', b"9" * 30, b"\xff\xfe"])


def value_of(path: Path) -> Any:
    if path.suffix == ".yaml":
        return yaml.safe_load(path.read_text())
    document = open_document(path.name, path.read_bytes())
    return [v for _, v in document.data] if document.kind == "jsonl" else document.data


def places(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths to everything inside ``value``."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, held in inside:
        found.append((*above, key))
        if isinstance(held, dict | list):
            found += places(held, (*above, key))
    return found


def spoiled(data: st.DataObject, value: Any) -> Any:
    """A copy with up to four places replaced or removed."""
    value = copy.deepcopy(value)
    for _ in range(data.draw(st.integers(1, 4))):
        known = places(value)
        if not known:
            return value
        *way, last = data.draw(st.sampled_from(known))
        held = value
        for key in way:
            held = held[key]
        if data.draw(st.booleans()):
            held[last] = data.draw(VALUES)
        else:
            del held[last]
    return value


def imported(content: bytes) -> None:
    """Reads, completes and derives; every report says what became of the file."""
    (report,) = read(from_upload("fuzz", content), **SETUP)
    for taken in report.points:
        full_row(taken.row, with_models(NAMES, [taken.row.model]))
    assert (
        report.is_companion
        or report.points
        or report.incomplete
        or not report.is_taken
        or (report.repeated or report.format_id)
    )


@pytest.mark.parametrize("format_id", STRUCTURED)
@settings(max_examples=25)
@given(data=st.data())
def test_spoiled_structure_raises_nothing(format_id: str, data: st.DataObject):
    value = spoiled(data, value_of(STRUCTURED[format_id]))
    imported(json.dumps(value, default=str).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("format_id", STRUCTURED)
@settings(max_examples=25)
@given(data=st.data())
def test_a_format_that_reads_what_is_no_longer_its_own_raises_only_its_error(
    format_id: str, data: st.DataObject
):
    """Also past detection: each reader is handed spoiled runs directly."""
    value = spoiled(data, value_of(STRUCTURED[format_id]))
    document = open_document("x", json.dumps(value, default=str).encode())
    for one in FORMATS:
        if one.recognises(document):
            with contextlib.suppress(ImportProblem):
                for _, run in one.runs(document):
                    one.fill(run, Point("x"))
                one.tool_version(document)
    for companion in COMPANIONS:
        if companion.recognises(document):
            with contextlib.suppress(ImportProblem):
                companion.facts(document)


@pytest.mark.parametrize("format_id", [*PLAIN, *STRUCTURED])
@settings(max_examples=25)
@given(data=st.data())
def test_spoiled_bytes_raise_nothing(format_id: str, data: st.DataObject):
    content = bytearray(FILES_BY_FORMAT[format_id].read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 40))
        content[start : start + length] = data.draw(
            st.binary(max_size=8)
            | st.sampled_from([b"inf", b"nan", b"-", b",", b"|", b'"', b"9" * 30])
        )
    imported(bytes(content))


@given(content=st.binary(max_size=300))
def test_any_bytes_raise_nothing(content: bytes):
    imported(content)


@given(value=VALUES)
def test_any_json_raises_nothing(value: Any):
    imported(json.dumps(value).encode())


def test_companions_are_recognised_and_hold_no_points():
    for path in FILES.rglob("*"):
        if path.name in ("configs.json", "experiment_metadata.json", "config.yaml"):
            assert companion_of(open_document(path.name, path.read_bytes())) is not None
