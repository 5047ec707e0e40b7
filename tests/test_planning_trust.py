"""The back-test in figures: errors, bands a reader would have seen, and what is untested."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from tests.whatif_points import shipped
from tradeoffs.linkkeys import KEYS
from tradeoffs.planning import known, trust
from tradeoffs.whatif.backtesting import QUANTITIES, UNSEEN
from tradeoffs.whatif.calibration import Taught

OPENING = {name: key.default for name, key in KEYS["backtest"].items()}


def points(**columns) -> pd.DataFrame:
    """Points of one group, measured as 100 and predicted as given."""
    n = len(next(iter(columns.values())))
    same = {
        "quantity": "tpot",
        "framework": "vllm",
        "family": "hopper",
        "architecture": "m",
        "gpu": "H100-SXM-80GB",
        "measured": 100.0,
        "roofline": 50.0,
        "inside": True,
    }
    rows = pd.DataFrame({k: [v] * n for k, v in same.items()} | columns)
    for split in trust.SPLITS:
        if f"predicted_{split}" not in rows:
            rows[f"predicted_{split}"] = 100.0
    return rows


def test_errors_are_of_the_measured_figure_either_way():
    rows = points(predicted_group=[90.0, 110.0, 130.0], inside=[True, True, False])
    found = trust.errors(trust.of_split(rows, "tpot", "group", shipped()))
    assert (found.points, found.groups, found.median) == (3, 1, pytest.approx(10))
    assert found.p90 == pytest.approx(26)  # 10, 10, 30: four fifths of the way from 10 to 30
    assert found.inside == pytest.approx(2 / 3)


def test_split_and_quantity_names_are_those_of_the_back_test():
    assert set(trust.SPLITS) == set(UNSEEN) == set(KEYS["backtest"]["split"].allowed)
    assert set(trust.QUANTITIES) == set(QUANTITIES) == set(KEYS["backtest"]["q"].allowed)


def test_the_only_gpu_of_a_family_gets_the_band_of_the_unknown_once_it_is_held_out():
    wide = shipped().bands.extrapolated["tpot"]
    own = shipped().bands.half_width("tpot", ("vllm", "hopper"), True)
    between = 100 * 2.718281828 ** ((wide + own) / 2)
    alone = points(predicted_gpu=[between] * 40)
    assert trust.of_split(alone, "tpot", "gpu", shipped())["inside"].all()
    gpus = ["H100-SXM-80GB"] * 40 + ["H200-SXM"] * 40 + ["GH200"] * 40
    among = points(predicted_gpu=[between] * 120, gpu=gpus)
    assert not trust.of_split(among, "tpot", "gpu", shipped())["inside"].any()


def test_filters_narrow_the_points_and_none_means_all():
    tested, _ = known.tested()
    everything = trust.chosen(tested, OPENING, shipped())
    hopper = trust.chosen(tested, OPENING | {"gpu": ("H100-SXM-80GB",)}, shipped())
    assert len(everything) == (tested["quantity"] == "output").sum()
    assert set(hopper["gpu"]) == {"H100-SXM-80GB"} and 0 < len(hopper) < len(everything)


def test_errors_by_framework_and_family_add_up_to_all_points():
    tested, _ = known.tested()
    rows = trust.chosen(tested, OPENING | {"q": "static"}, shipped())
    found = trust.by_pair(rows)
    assert found["points"].sum() == len(rows)
    assert found["points"].is_monotonic_decreasing


def test_every_split_and_the_roofline_are_measured_for_every_quantity():
    _, by_split = known.tested()
    assert len(by_split) == len(trust.QUANTITIES) * (len(trust.SPLITS) + 1)
    wide = by_split.pivot(index="quantity", columns="split", values="median")
    assert (wide["group"] < wide["roofline"]).all()


def test_the_farthest_point_is_the_one_with_the_largest_ratio_either_way():
    rows = points(predicted_group=[300.0, 20.0, 110.0])
    found = trust.farthest(trust.of_split(rows, "tpot", "group", shipped()), 2)
    assert found["predicted"].tolist() == [20.0, 300.0]


def test_what_is_untested_is_counted_from_what_taught_the_model():
    lines = trust.untested(shipped())
    assert "Pipeline parallelism in a closed loop: no point" in lines
    assert any(line.startswith("TGI: no point at all") for line in lines)
    taught = shipped().taught
    tgi = {("tgi", "hopper"): Taught(50, 3, frozenset({"bf16"}), True)}
    more = replace(shipped(), taught={kind: {**pairs, **tgi} for kind, pairs in taught.items()})
    lines = trust.untested(more)
    assert not any(line.startswith("TGI") for line in lines)
    assert "Pipeline parallelism in a closed loop: no point" not in lines


def test_points_past_the_roofline_are_counted_by_what_is_faster():
    rows = pd.DataFrame({"measured": [5.0, 20.0, 10.0], "roofline": [10.0, 10.0, 10.0]})
    assert trust.past_the_roofline(rows, "output") == 1
    assert trust.past_the_roofline(rows, "tpot") == 1
