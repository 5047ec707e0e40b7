"""Radar, dots and weighted bars: their rows and specs, without a browser."""

import json

import pytest

from tests.test_ratings import TWO, cells
from tradeoffs.charts import radar, ratings
from tradeoffs.comparison import ratings as logic

THREE = cells(
    ("vllm", "memory-efficiency", 5, "opinion", None),
    ("vllm", "ease-of-setup", None, None, None),
    ("vllm", "peak-throughput", 0, "wrong", None),
)


def test_missing_rating_is_a_gap_and_a_written_zero_stays_in_the_centre():
    chart = radar.radar(THREE, theme="light", title="Profile")
    dots = chart.rows["dots"].set_index("criterion")
    assert list(dots.index) == ["Memory efficiency", "Peak throughput"]
    assert (dots.x["Peak throughput"], dots.y["Peak throughput"]) == (0, 0)
    assert (dots.x["Memory efficiency"], dots.y["Memory efficiency"]) == (0, 5)
    outline = chart.rows["outline"]
    assert list(outline.x.isna()) == [False, True, False, False]
    assert not outline.fill.any()
    assert chart.alt == "Profile, 2 ratings"


def test_fallen_rating_is_hollow_in_radar_and_dots():
    assert set(radar.radar(THREE, theme="dark", title="").rows["dots"].strength) == {0.0, 1.0}
    placed = ratings.placed(TWO)
    assert set(placed.strength[placed.framework == "tgi"]) == {0.0}


def test_tied_dots_stand_side_by_side_around_their_stars():
    rows = cells(("vllm", "multi-lora", 5, "holds", None), ("tgi", "multi-lora", 5, "wrong", None))
    placed = ratings.placed(rows)
    assert placed.x.mean() == pytest.approx(5)
    assert placed.x.nunique() == 2
    assert list(placed.stars) == [5, 5]


def test_bar_parts_join_without_gaps_up_to_the_total():
    sums = logic.totals(TWO, {"memory-efficiency": 10, "multi-lora": 10})
    chart = ratings.bars(sums, logic.STANDING_WORDS, theme="light", title="Totals")
    parts = chart.rows["parts"]
    mine = parts[parts.framework == "vllm"]
    assert list(mine.part) == ["stands", "half"]
    assert list(mine["from"]) == [0, 2.5]
    assert list(mine["to"]) == [2.5, 4.5]
    said = chart.rows["totals"].set_index("framework").said
    assert said["vllm"] == "4.50, of it 2.00 half-known"
    assert said["tgi"] == "1.50, of it 1.50 fell"


def test_framework_without_a_total_has_a_row_that_says_why():
    sums = logic.totals(THREE, {"ease-of-setup": 20})
    chart = ratings.bars(sums, logic.STANDING_WORDS, theme="light", title="Totals")
    assert chart.rows["parts"].empty
    assert chart.rows["totals"].said[0] == "no total: Ease of setup not rated"


@pytest.mark.parametrize("size", ["large", "small"])
def test_specs_carry_no_data_and_name_their_sources(size):
    chart = radar.radar(THREE, theme="light", title="Profile", size=size)
    text = json.dumps(chart.spec)
    assert '"values": [{' not in text
    used = {name for name in chart.rows if f'"name": "{name}"' in text}
    assert used >= {"grid", "outline", "dots", "labels"}
