"""Every query keeps the promise of its header, on the shipped tables, in portable SQL."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from tradeoffs import store
from tradeoffs.querying import FOLDER, Query, load_queries, parse
from tradeoffs.vocabulary import QUALITY_FLAGS

QUERIES = load_queries()
NAMES = sorted(QUERIES)
# A value of each parameter type that a header may state; NULL must work for every one.
EXAMPLES: dict[str, Any] = {
    "list": ("vllm", "a value no row has"),
    "text": "vllm",
    "flag": True,
    "number": 1.5,
    "tokens": 1024,
    "date": dt.date(2025, 1, 1),
}
WHOLE_NUMBER_LISTS = {"counts", "tps", "pps"}
ONLY_COUNT_TABLES = {"table_extent"}  # how many rows a table has, no figure of them
KEYWORDS = (
    "select|from|where|group by|order by|with|as|and|or|not|case|when|then|else|end|join|left|"
    "inner|cross|union all|having|over|partition by|null|is|in|on|cast|limit|distinct"
)


def body(query: Query) -> str:
    """The statement without comments and quoted texts."""
    without = "\n".join(line.split("--")[0] for line in query.sql.splitlines())
    return re.sub(r"'(?:[^']|'')*'", "''", without)


def example(query: Query) -> Mapping[str, Any]:
    """A value of the stated type for every parameter."""
    values = {k: EXAMPLES[stated.split(" ")[0]] for k, stated in query.params.items()}
    return {k: (1, 8) if k in WHOLE_NUMBER_LISTS else v for k, v in values.items()}


def test_there_are_queries():
    assert "claim" in NAMES and len(NAMES) == len(list(FOLDER.glob("*.sql")))


@pytest.mark.parametrize("name", NAMES)
def test_stated_parameters_are_the_used_ones(name: str):
    query = QUERIES[name]
    assert set(re.findall(r"\$(\w+)", body(query))) == set(query.params)


@pytest.mark.parametrize("name", NAMES)
def test_parameters_have_a_known_type(name: str):
    types = {stated.split(" ")[0] for stated in QUERIES[name].params.values()}
    assert types <= EXAMPLES.keys()


@pytest.mark.parametrize("name", NAMES)
def test_query_gives_the_stated_columns_when_no_parameter_is_set(name: str):
    query = QUERIES[name]
    rows = store.ask(name, **dict.fromkeys(query.params))
    assert list(rows.columns) == list(query.columns)


@pytest.mark.parametrize("name", [n for n in NAMES if QUERIES[n].params])
def test_query_takes_a_value_of_each_stated_type(name: str):
    query = QUERIES[name]
    rows = store.ask(name, **example(query))
    assert list(rows.columns) == list(query.columns)


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_described_and_units_given(name: str):
    for column, (unit, meaning) in QUERIES[name].columns.items():
        assert unit and len(meaning) > 2, column


@pytest.mark.parametrize("name", NAMES)
def test_statement_ends_in_final(name: str):
    text = body(QUERIES[name])
    ctes = re.findall(r"^(?:with )?(\w+)(?:\([^)]*\))? as \($", text, re.M)
    assert ctes[-1] == "final"
    assert re.search(r"^select \* from final\b", text, re.M)


@pytest.mark.parametrize("name", NAMES)
def test_sql_is_lower_case_and_portable(name: str):
    text = body(QUERIES[name])
    shouted = re.findall(rf"\b({KEYWORDS})\b", text, re.I)
    assert [word for word in shouted if word != word.lower()] == []
    assert "qualify" not in text.lower()
    assert re.search(r"\b(read_\w+|copy|attach|install|load|pragma|set)\b\s*[('\w]", text) is None


@pytest.mark.parametrize("name", NAMES)
def test_order_of_rows_is_fixed(name: str):
    query = QUERIES[name]
    if len(store.ask(name, **dict.fromkeys(query.params))) > 1:
        assert re.search(r"^select \* from final\s+order by", body(query), re.M), (
            "several rows without an order would jump about between runs"
        )


@pytest.mark.parametrize("name", NAMES)
def test_measured_rows_leave_mlperf_out_or_say_that_they_count_it(name: str):
    """DESIGN rule 3.4: MLPerf rows compare only with one another."""
    text = body(QUERIES[name])
    if re.search(r"\b(from|join) results\b", text) and name not in ONLY_COUNT_TABLES:
        assert "is_mlperf" in text or "join mlperf" in text


HEADER = """-- question: How many?
-- params:
--   $fw  text  framework id
-- one row per: dashboard
-- columns:
--   n  -  how many
select 1 as n
"""


def test_header_is_read_into_its_parts():
    query = parse("small", HEADER)
    assert query.question == "How many?"
    assert query.one_row_per == "dashboard"
    assert query.params == {"fw": "text framework id"}
    assert query.columns == {"n": ("-", "how many")}


@pytest.mark.parametrize("lost", ["question", "one row per", "columns"])
def test_header_without_a_part_is_refused_by_name(lost: str):
    with pytest.raises(ValueError, match=rf"queries/small\.sql: the header lacks '{lost}:'"):
        parse("small", HEADER.replace(f"{lost}:", "something else:"))


def test_missing_and_unknown_parameters_are_named():
    query = parse("small", HEADER)
    with pytest.raises(ValueError, match=r"small needs \$fw"):
        query.check({})
    with pytest.raises(ValueError, match=r"small does not know \$other"):
        query.check({"fw": "vllm", "other": 1})


def test_every_quality_flag_is_counted_once():
    flags = store.ask("quality_flags")["flag"].tolist()
    assert sorted(flags) == sorted(QUALITY_FLAGS)
    shipped = store.ask("quality_flags").set_index("flag")
    rows = pd.read_parquet(store.ROOT / "data" / "results.parquet", columns=["quality"])
    told = rows["quality"].dropna().str.split(";").explode().value_counts()
    counted = (shipped["points"] + shipped["mlperf"]).astype(int)
    assert {f: n for f, n in counted.items() if n} == told.to_dict()
