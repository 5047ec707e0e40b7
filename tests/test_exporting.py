"""What a reader takes along says what it is, and runs nothing in a spreadsheet."""

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradeoffs import exporting
from tradeoffs.charts.base import SCHEMA, Chart
from tradeoffs.formulas import guarded, unguarded

SMALL = {
    "$schema": SCHEMA,
    "data": {"values": [{"x": 1, "y": 2}, {"x": 2, "y": 3}]},
    "mark": "point",
    "encoding": {
        "x": {"field": "x", "type": "quantitative"},
        "y": {"field": "y", "type": "quantitative"},
    },
}


def written(rows: pd.DataFrame, *about: str) -> list[str]:
    return exporting.csv_text(rows, about).splitlines()


def test_header_lines_stand_above_the_columns():
    lines = written(pd.DataFrame({"n": [1]}), "Serving Trade-offs", "Filters: none")
    assert lines == ["# Serving Trade-offs", "# Filters: none", "n", "1"]


def test_line_break_in_a_header_line_cannot_start_a_row():
    assert written(pd.DataFrame({"n": [1]}), "a\n=cmd()")[:2] == ["# a =cmd()", "n"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@sum(a1)", "\t=1"])
def test_text_that_a_spreadsheet_would_run_is_quoted(text: str):
    rows = pd.DataFrame({"text": [text]})
    cells = list(csv.reader(io.StringIO(exporting.csv_text(rows, []))))
    assert cells[1] == ["'" + text]


@pytest.mark.parametrize("text", ["a\r=1+1", "a\r\n=1+1", "a\n=1+1"])
def test_line_break_in_a_cell_cannot_start_a_row_with_a_formula(text: str):
    out = exporting.csv_text(pd.DataFrame({"text": [text]}), [])
    assert out == 'text\n"a\n=1+1"\n'


def test_negative_figure_stays_a_figure():
    assert written(pd.DataFrame({"change": [-0.5]})) == ["change", "-0.5"]


def test_missing_values_are_empty_and_zero_stays_zero():
    rows = pd.DataFrame({"a": [None, 0.0], "b": [np.nan, 1.5], "c": [pd.NaT, pd.NaT]})
    assert written(rows) == ["a,b,c", ",,", "0.0,1.5,"]


def test_dates_are_written_as_days():
    rows = pd.DataFrame({"day": pd.to_datetime(["2026-11-23"])})
    assert written(rows) == ["day", "2026-11-23"]


@given(st.lists(st.text(st.characters(exclude_categories=("C",)), max_size=30), max_size=5))
def test_any_text_comes_back_whole(texts: list[str]):
    rows = pd.DataFrame({"text": pd.Series(texts, dtype=object)})
    cells = list(csv.reader(io.StringIO(exporting.csv_text(rows, []))))[1:]
    back = [cell[0] if cell else "" for cell in cells]
    assert [t.removeprefix("'") for t in back] == [t.removeprefix("'") for t in texts]


def test_chart_is_drawn_as_svg_and_png():
    assert exporting.svg(SMALL).startswith("<svg")
    assert exporting.png(SMALL).startswith(b"\x89PNG\r\n")


@given(text=st.text(alphabet="'=+-@\t\nab1", max_size=6))
def test_guard_is_taken_off_again(text: str):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\n"))


def test_a_saved_picture_says_what_it_shows_and_where_from():
    chart = Chart({"mark": "point", "config": {}}, {}, "alt", notes=("A footnote.",))
    made = chart.standalone("light", "A title", ["The measure", "5 pairs, 2 sources."])
    assert made["title"]["text"] == ["A title"]
    assert made["title"]["subtitle"] == ["The measure", "5 pairs, 2 sources.", "A footnote."]
    assert made["width"] == 900
