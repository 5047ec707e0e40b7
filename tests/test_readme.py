"""The README is true: its figures, its commands, its links and the pages it names."""

import re
from pathlib import Path

import pandas as pd
import pytest

from tradeoffs.linkkeys import PAGES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_number_of_measured_points_is_that_of_the_shipped_table():
    stated = re.search(r"([\d,]+) measured points", README)[1]
    assert int(stated.replace(",", "")) == len(pd.read_parquet(ROOT / "data/results.parquet"))


@pytest.mark.parametrize("title", [page.title for page in PAGES.values()])
def test_every_page_is_in_the_table_of_questions(title):
    assert re.search(rf"^\|.+\| {re.escape(title)} \|$", README, re.M)


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", README))
def test_link_leads_to_a_file_of_the_project(target):
    assert (ROOT / target).exists()


def test_commands_shown_are_targets_of_the_makefile():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    shown = re.findall(r"make ([a-z]+)\b(?=\s{2,}|`)", README)
    assert {"run", "test", "data", "help"} <= set(shown) <= set(targets)
