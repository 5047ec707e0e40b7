"""The sources page: where every figure comes from, what may be compared, what the words mean."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pandas as pd
import pytest

from tests.page_runs import bare_texts as texts
from tests.page_runs import open_page
from tradeoffs import sourcebook, store
from tradeoffs.charts import source_ages
from tradeoffs.metrics import METRICS, TERMS
from tradeoffs.vocabulary import QUALITY_FLAGS, SERIOUS_FLAGS

opened = partial(open_page, "sources")


TODAY = dt.date(2026, 11, 25)
ALL = {"kinds": (), "collections": (), "licence": "all", "search": None}
MATCHED = {
    "points": 200,
    "comparable": 120,
    "matched": 41,
    "setups": 9,
    "sources": 2,
    "all_sources": 5,
}


def some(**columns: list) -> pd.DataFrame:
    rows = pd.DataFrame(columns)
    if "published" in rows:
        rows["published"] = pd.to_datetime(rows.published)
    return rows


def test_opening_view_counts_the_shipped_sources():
    said = texts(opened())
    assert "# 54 publications carry these figures" in said
    assert "12,209 measured rows" in said
    assert "10 of 54 publications state no date, 11 no licence" in said


def test_filters_of_the_link_reach_the_table():
    page = opened(kind="academic")
    assert "# 2 publications carry these figures" in texts(page)
    (table,) = page.dataframe
    assert sorted(table.value.publisher) == ["Argonne National Laboratory", "MIT Han Lab"]


def test_source_without_a_licence_is_labelled_so():
    (table,) = opened(licence="none").dataframe
    assert len(table.value) == 11
    assert set(table.value.licence) == {"none stated"}


def test_text_search_looks_into_models_and_systems_too():
    (table,) = opened(q="llama-3.2-3b").dataframe
    assert "Llama-3.2-3B-Instruct with vLLM 0.8.5 on RTX A5000" in " ".join(table.value.title)


def test_search_that_finds_nothing_says_what_exists_and_how_to_loosen():
    page = opened(q="nosuchword", kind="academic")
    said = texts(page)
    assert "No source fits these filters" in said
    assert "54 sources are held in all" in said
    assert "Without the filter on words to find in a source: 2 rows" in [
        b.label for b in page.button
    ]


def test_record_of_a_source_tells_notes_and_leads_to_its_points():
    page = opened(source="argonne-llm-inference-bench")
    said = texts(page)
    assert "throughput counts input plus output tokens" in said
    assert "licence stated" in said


def test_record_of_an_unlicensed_source_says_figures_only():
    said = texts(opened(source="axionis-l4-vllm-2026"))
    assert "no licence stated: figures only" in said


def test_bad_values_of_a_link_are_named():
    page = opened(kind="<script>", source="nobody", part="list")
    (warning,) = page.warning
    assert "source" in warning.value and "kind" in warning.value
    assert "# 54 publications" in texts(page)


def test_method_explains_every_flag_metric_and_term():
    said = texts(opened(part="method"))
    for flag, meaning in QUALITY_FLAGS.items():
        assert f"{flag}" in said and meaning in said
    for metric in METRICS.values():
        assert metric.label in said and metric.definition in said
    for term, meaning in TERMS.items():
        assert f"**{term}**" in said and meaning in said
    assert "MLPerf®" in said


def test_tables_part_lists_every_table_and_price():
    tables, prices = opened(part="tables").dataframe
    assert list(tables.value.table_name) == sorted(store.TABLES)
    assert tables.value.set_index("table_name").entries["claims"] == 175
    assert len(prices.value) == 159


def test_every_table_kind_collection_and_flag_has_words():
    rows = store.ask("source_list", **ALL)
    assert sourcebook.TABLES.keys() == set(store.TABLES)
    assert set(rows.kind) <= sourcebook.KINDS.keys()
    assert set(rows.collection) <= sourcebook.COLLECTIONS.keys()
    assert set(store.ask("quality_flags").flag) == QUALITY_FLAGS.keys()


def test_counts_of_sources_add_up_to_the_results():
    rows = store.ask("source_list", **ALL)
    extent = store.ask("table_extent").set_index("table_name").entries
    assert rows.points.sum() == extent["results"]
    assert len(rows) == extent["sources"]


def test_counts_of_serious_flags_cover_the_doubtful_rows():
    flags = store.ask("quality_flags").set_index("flag")
    doubtful = store.ask("source_list", **ALL).doubtful.sum()
    serious = flags.loc[list(SERIOUS_FLAGS)]
    assert (serious.doubtful == serious.points + serious.mlperf).all()
    assert serious.doubtful.max() <= doubtful <= serious.doubtful.sum()


def test_matched_setups_shrink_step_by_step():
    found = store.ask("matched_setups").iloc[0]
    assert found.points > found.comparable > found.matched >= 2 * found.setups > 0
    assert 0 < found.sources < found.all_sources <= 50  # 54 publications, 4 of them MLPerf


def test_title_ages_by_the_middle_of_the_dated_sources():
    rows = some(published=["2026-10-25", "2025-11-25", "2024-11-25", None], points=[1] * 4)
    said = sourcebook.listed_answer(rows, TODAY)
    assert said == (
        "4 publications carry these figures; of the dated ones the middle one is 12 months old"
    )


def test_title_of_undated_sources_claims_no_age():
    rows = some(published=[None], points=[3])
    assert sourcebook.listed_answer(rows, TODAY) == (
        "1 publication carries these figures; none states its date"
    )


def test_share_of_matched_points_is_computed():
    assert sourcebook.method_answer(MATCHED).startswith("20 % of the sound points")
    assert "41 of them stand in 9 set-ups" in sourcebook.matched_sentence(MATCHED)
    assert sourcebook.method_answer(MATCHED | {"points": 0}) == (
        "There is no sound point to compare"
    )


def test_largest_kind_gives_the_chart_its_title():
    rows = some(kind=["vendor", "academic", "vendor"], points=[30, 40, 20])
    assert sourcebook.kinds_title(rows) == "Vendor sources give 56 % of the rows"


def test_undated_sources_are_counted_under_the_chart_not_drawn():
    rows = some(
        published=["2025-01-01", None],
        kind=["vendor", "vendor"],
        points=[1, 2],
        licence_stated=[False, True],
        title=["a", "b"],
        source_id=["a", "b"],
    )
    drawn = sourcebook.by_kind(rows)
    assert list(drawn.title) == ["a"] and list(drawn.hollow) == [True]
    assert sourcebook.drawn_note(rows) == ("1 source drawn; 1 without a stated date cannot be")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_age_chart_takes_its_rows_by_name_and_keeps_hollow_for_no_licence(theme: str):
    rows = pd.DataFrame({"published": [], "points": []})
    chart = source_ages.strip(rows, theme=theme, title="Ages")
    assert chart.spec["data"] == {"name": "sources"}
    assert chart.spec["encoding"]["fillOpacity"]["condition"]["test"] == "datum.hollow"
    assert chart.spec["encoding"]["x"]["field"] == "published"
    assert chart.alt == "Ages, 0 sources"
