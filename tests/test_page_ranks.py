"""The ranks page: written beside measured orders, flips, verdicts, rows, and its links."""

from __future__ import annotations

from functools import partial

import pandas as pd
import pytest

from tests.page_runs import open_page, texts
from tests.planted import pairs, sweep, together
from tradeoffs import store
from tradeoffs.charts import flips as flip_charts
from tradeoffs.charts import orders as charts
from tradeoffs.evidence import asking, findings, flips, orders
from tradeoffs.evidence.estimate import setups
from tradeoffs.evidence.findings import unfiltered
from tradeoffs.evidence.measured import Measured
from tradeoffs.evidence.pairs import turned

opened = partial(open_page, "ranks")


def test_title_says_how_the_fifteen_written_places_stand_against_measurements():
    claimed = store.ask("claimed_orders")
    said = orders.answer(unfiltered().verdicts, claimed.claim_id)
    assert said.startswith("Of 15 written places, ")
    assert f"# {said}" in texts(opened())


def test_every_place_and_reason_is_a_button_into_its_claim():
    keys = {b.key for b in opened().button}
    places = set(store.ask("claimed_orders").claim_id)
    assert {f"ranks-place-{p}" for p in places} <= keys
    assert len([k for k in keys if k and k.startswith("ranks-reason-")]) == 10


def test_both_verdicts_stand_side_by_side_and_a_difference_is_said():
    said = texts(opened())
    assert "measured: depends" in said and ":gray[research:]" in said and "differs" in said


def test_a_click_on_a_place_opens_its_claim_with_the_computed_verdict():
    page = opened()
    page.button(key="ranks-place-lat-thr-vllm").click().run()
    assert "lat-thr-vllm" in page.query_params["claim"]
    assert "What the measurements say" in texts(page)
    assert "computed by queries/matched\\_pairs\\.sql" in texts(page) or (
        "queries/matched" in texts(page)
    )


def test_filters_that_leave_nothing_say_what_each_keeps_out():
    page = opened(gpu="A10G", prec="fp8")
    assert "No matched pair under these filters" in texts(page)
    assert any(b.key == "ranks-reset" for b in page.button)


def test_a_value_no_data_has_is_dropped_with_a_notice():
    page = opened(model="no-such-model")
    assert "not among the values this page knows" in page.warning[0].value


@pytest.mark.parametrize("by", ["load", *flips.DIMENSIONS])
def test_every_dimension_of_the_flip_chart_opens_from_a_link(by: str):
    opened(by=by, metric="itl")


def test_any_board_of_a_family_counts_more_pairs_than_one_board():
    every, one = (
        findings.find({**asking.DEFAULTS, "gpu": (gpu,)}).measured.pairs
        for gpu in ("any:A100", "A100")
    )
    assert len(every) > len(one) > 0


def test_the_rows_behind_a_claim_open_on_the_page_itself():
    page = opened(claim="lat-itl-trtllm")
    (button,) = [b for b in page.button if b.label == "Open the rows behind it"]
    button.click().run()
    assert page.query_params["metric"] == "itl" and "claim" not in page.query_params


@pytest.mark.parametrize("rows", ["pairs", "all", "setups", "fp8", "triton", "conflicts"])
def test_every_kind_of_rows_opens_from_a_link(rows: str):
    assert len(opened(rows=rows).dataframe) == 1


def test_a_rival_that_is_the_base_itself_gives_way_to_another():
    page = opened(base="tensorrt-llm", rival="tensorrt-llm")
    assert "TensorRT-LLM and TensorRT-LLM" not in texts(page)


def test_a_link_whose_rival_is_the_base_is_told_so():
    page = opened(base="triton", rival="triton")
    assert "it is what the others are compared with" in page.warning[0].value


def test_a_rival_with_few_pairs_says_what_would_settle_it():
    said = texts(opened(rival="tgi"))
    assert "What would settle it: lacks 1 more pair and 2 more set\\-ups" in said


def sources(ratio: float, **more: object) -> pd.DataFrame:
    return together(*(pairs(ratio, 4, source=f"s{i}", **more) for i in range(4)))


def test_slopes_draw_every_framework_and_the_bars_of_ties_side_by_side():
    measured = Measured(sources(1.0))
    claimed = store.ask("claimed_orders")
    rows = orders.drawn(claimed, measured.ranking("throughput"), measured)
    chart = charts.slopes(rows, theme="light", title="Throughput")
    lines = chart.rows["lines"]
    assert len(lines) == 5 and lines.measured.sum() == 2
    assert lines[lines.measured].span.is_unique
    assert chart.alt == "Throughput, 5 frameworks" and "datasets" not in chart.spec


def test_forest_keeps_outliers_at_the_edge_and_says_their_ratio():
    marks = flip_charts.setup_rows(setups(pairs(100.0)))
    assert marks.ratio.tolist() == [charts.EDGE]
    assert marks.said.tolist() == ["100.00×, 1 pair"]


def test_flip_chart_draws_one_line_a_set_up_and_the_crossing_as_a_band():
    found = flips.curves(
        turned(together(sweep(40), sweep(40, model="n")), "tensorrt-llm"), "throughput"
    )
    chart = flip_charts.along_load(
        found, found[0], (40, 32, 64), "tensorrt-llm", "vllm", theme="dark", title="T"
    )
    assert chart.rows["lines"].id.nunique() == 2
    assert chart.rows["lines"].groupby("id").bold.first().sum() == 1
    assert chart.rows["crossing"].to_dict("records") == [{"load": 40, "low": 32, "high": 64}]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_specs_hold_no_data_and_name_their_sources(theme: str):
    groups = flips.groups(turned(sources(1.2), "tensorrt-llm"), "generation")
    chart = flip_charts.by_kind(groups, ["Hopper"], "tensorrt-llm", theme=theme, title="T")
    assert "datasets" not in chart.spec
    assert set(chart.rows) == {"groups", "setups", "equal"}
