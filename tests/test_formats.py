"""Figures, dates and ages read alike everywhere, and a missing value never reads as 0."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradeoffs import formats

TODAY = dt.date(2026, 11, 25)
UNKNOWN = [None, float("nan"), pd.NA, pd.NaT]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.01234, "0.0123"),
        (1.5, "1.50"),
        (12.345, "12.3"),
        (999.6, "1,000"),
        (12_345, "12,300"),
        (-4.2, "−4.20"),
        (1_234_567, "1,230,000"),
    ],
)
def test_number_has_three_significant_digits(value: float, text: str):
    assert formats.number(value) == text


def test_number_takes_other_digits():
    assert formats.number(20.502, 2) == "21"


@pytest.mark.parametrize("value", UNKNOWN, ids=repr)
def test_unknown_figure_is_a_dash_and_never_zero(value):
    assert formats.number(value) == formats.ratio(value) == formats.change(value) == "–"
    assert formats.plain(value) == "–"


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=1e-6, max_value=1e12))
def test_number_stays_within_half_a_percent(value: float):
    read = float(formats.number(value).replace(",", ""))
    assert read == pytest.approx(value, rel=0.0051)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.25, "+25 %"), (0.6, "−40 %"), (1, "equal"), (1.004, "equal"), (0.994, "−1 %")],
)
def test_change_is_written_with_a_true_minus(value: float, text: str):
    assert formats.change(value) == text


def test_ratio_has_two_decimals():
    assert formats.ratio(0.9512) == "0.95×"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2026-11-23", "23 Nov 2026"),
        ("2026-11", "Nov 2026"),
        ("2026", "2026"),
        ("2026-13", "undated"),
        ("soon", "undated"),
        (None, "undated"),
        (dt.date(2026, 1, 2), "2 Jan 2026"),
    ],
)
def test_day_states_no_more_than_its_source(value, text: str):
    assert formats.day(value) == text


@pytest.mark.parametrize(
    ("since", "text"),
    [
        (dt.date(2026, 11, 25), "0 days"),
        (dt.date(2026, 11, 24), "1 day"),
        (dt.date(2026, 8, 27), "90 days"),
        (dt.date(2026, 8, 26), "3 months"),
        (dt.date(2024, 11, 25), "24 months"),
        (dt.date(2026, 12, 1), "0 days"),
        (None, "age unknown"),
    ],
)
def test_age_counts_days_then_months(since, text: str):
    assert formats.age(since, TODAY) == text


def test_span_names_one_month_once():
    assert formats.span(dt.date(2024, 10, 1), dt.date(2024, 10, 9)) == "Oct 2024"
    assert formats.span(dt.date(2024, 10, 1), dt.date(2026, 8, 1)) == "Oct 2024 to Aug 2026"
    assert formats.span(None, dt.date(2026, 8, 1)) == "undated"


def test_plural_and_listing():
    assert [formats.plural(n, "point") for n in (0, 1, 12_209)] == [
        "0 points",
        "1 point",
        "12,209 points",
    ]
    assert formats.plural(2, "study", "studies") == "2 studies"
    assert formats.listing(["a"]) == "a"
    assert formats.listing(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize(
    "text",
    [
        "[here](javascript:alert(1))",
        "<script>alert(1)</script>",
        "**bold**",
        ":material/home:",
        "$x^2$",
        "`code`",
    ],
)
def test_plain_text_shows_letter_by_letter(text: str):
    escaped = formats.plain(text)
    assert escaped.replace("\\", "") == text
    for mark in "[]()<>*:$`":
        assert escaped.count(mark) == escaped.count("\\" + mark)


def test_plain_text_stays_on_one_line():
    assert formats.plain("a\n\n# b") == "a \\# b"


def test_words_spell_the_known_names():
    assert formats.words("ttft-rank") == "TTFT rank"
    assert formats.words("memory-efficiency") == "Memory efficiency"


def test_directives_and_icons_leave_only_their_words_in_files():
    said = ':color[●]{foreground="#2A5BD7"} vLLM &ensp;:small[:gray[median]] :material/link: 3\\-4'
    assert formats.unescaped(said) == "● vLLM  median 3-4"
