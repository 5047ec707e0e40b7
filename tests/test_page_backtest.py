"""The page Can I trust this?: its answer, every quantity and split, filters and links."""

from __future__ import annotations

from functools import partial

import pytest

from tests.page_runs import open_page, texts
from tradeoffs.charts import backtest as charts
from tradeoffs.linkkeys import KEYS
from tradeoffs.planning import known, trust

opened = partial(open_page, "backtest")


def test_title_says_error_and_share_in_the_band():
    said = texts(opened())
    assert "at the median on an architecture × GPU never seen" in said
    assert "of measurements lie in the 80 % band" in said


@pytest.mark.parametrize("quantity", KEYS["backtest"]["q"].allowed)
@pytest.mark.parametrize("split", KEYS["backtest"]["split"].allowed)
def test_every_quantity_and_split_opens_from_a_link(quantity: str, split: str):
    said = texts(opened(q=quantity, split=split))
    assert trust.QUANTITIES[quantity] in said and trust.SPLITS[split] in said


def test_what_is_untested_stands_on_the_page():
    said = texts(opened())
    assert "hardly measured or not at all" in said and "TGI" in said


def test_farthest_points_link_to_their_records():
    rows = opened().dataframe[1].value
    assert rows["Record"].str.contains("/benchmarks?point=r", regex=False).all()


def test_filters_that_leave_nothing_offer_to_loosen():
    page = opened(q="tpot", fw="deepspeed")
    assert "No held-out point under these filters" in texts(page)
    assert any(b.key == "backtest-loosen-fw" for b in page.button)


def test_scatter_draws_every_point_and_the_band_as_two_lines():
    tested, _ = known.tested()
    values = {"q": "tpot", "split": "group", "fw": (), "gpu": ("B200",)}
    rows = trust.chosen(tested, values, known.now().calibration)
    chart = charts.scatter(rows, 0.5, "ms", theme="light", title="T")
    assert len(chart.rows["points"]) == len(rows)
    assert set(chart.rows["lines"]["line"]) == {"equal", "low", "high"}
    assert "datasets" not in chart.spec
