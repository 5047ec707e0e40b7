"""docs/importing.md says what the importers do."""

from __future__ import annotations

import re

import pytest

from tests.importing import ROOT
from tradeoffs.commands.importing import ALL_TAKEN, SOME_REJECTED, UNUSABLE
from tradeoffs.importers import documents, inputs, plausible, reading, skimming
from tradeoffs.importers.columns import DECLARABLE, REQUIRED, option
from tradeoffs.importers.formats.own_csv import SYNONYMS, column_of
from tradeoffs.importers.registry import COMPANIONS, FORMATS

TEXT = (ROOT / "docs" / "importing.md").read_text("utf-8")


def table(heading: str, number: int = 0) -> list[list[str]]:
    """Cells of the rows of a table below a heading, without its head."""
    section = TEXT.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    tables = re.findall(r"(?:^\|.*\n)+", section, re.M)
    rows = tables[number].splitlines()[2:]
    return [[c.strip() for c in r.strip("|").split("|")] for r in rows]


def test_formats_are_those_of_the_registry():
    assert table("Formats") == [[f"`{f.id}`", f.tool, f.file, f.versions] for f in FORMATS]


def test_companions_are_those_of_the_registry():
    rows = [[f"`{c.id}`", c.tool, c.file, c.meaning] for c in COMPANIONS]
    assert table("Formats", 1) == rows


@pytest.mark.parametrize("one", FORMATS, ids=lambda f: f.id)
def test_meaning_of_each_format_is_told(one):
    assert f"- **{one.tool}** (`{one.id}`). {one.meaning}\n" in TEXT


def test_declared_facts_are_those_of_the_command():
    assert table("Declared facts") == [
        [f"`{option(c)}`", f"`{c}`", "yes" if c in REQUIRED else "", meaning]
        for c, meaning in DECLARABLE.items()
    ]


def test_headers_of_a_csv_are_those_understood():
    rows = [[h, f"`{c}`", f"{f:g}"] for h, (c, f) in SYNONYMS.items()]
    assert table("CSV") == rows
    assert all(column_of(h.upper()) == SYNONYMS[h] for h in SYNONYMS)


def test_limits_are_those_of_the_code():
    told = dict(table("Limits"))
    assert list(told.values()) == [
        f"{documents.MAX_BYTES / 1e6:g} MB",
        f"{documents.MAX_PARSED_BYTES / 1e6:g} MB",
        f"{documents.MAX_TEXT_BYTES / 1e6:g} MB",
        f"{skimming.MAX_DEPTH}",
        f"{reading.MAX_RUNS:,}",
        f"{inputs.MAX_FILES:,}, {inputs.MAX_ZIP_BYTES / 1e9:g} GB",
        f"{inputs.MAX_RATIO}",
    ]


def test_thresholds_are_those_of_the_code():
    assert f"factor above {plausible.OFF:g}" in TEXT
    assert f"factor above {plausible.UNSURE:g}" in TEXT
    slowest = plausible.SLOWEST_TPOT_MS / 1000
    told = f"TPOT below {plausible.FASTEST_TPOT_MS} ms or above {slowest:g} s"
    assert f"{told}, TTFT below {plausible.FASTEST_TTFT_MS} ms" in TEXT


def test_exit_statuses_are_those_of_the_command():
    section = TEXT.split("## Formats", 1)[0]
    statuses = [int(n) for n in re.findall(r"^\| (\d) \|", section, re.M)]
    assert statuses == [ALL_TAKEN, SOME_REJECTED, UNUSABLE]
