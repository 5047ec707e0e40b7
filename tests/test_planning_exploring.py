"""All splits of a GPU: what is searched, the frontier, measured points beside it, TP over load."""

from __future__ import annotations

import numpy as np
import pytest

from tests.test_planning import planned, values
from tradeoffs.planning import exploring, exploring_words, known
from tradeoffs.planning.splits import Split


def test_precisions_are_those_with_a_rate_that_the_tables_do_not_rule_out():
    assert exploring.precisions(known.now(), "vllm", "H100-SXM-80GB") == [
        "bf16",
        "fp8",
        "int8",
        "int4",
        "fp4",
    ]
    assert "int8" not in exploring.precisions(known.now(), "vllm", "MI300X")  # rate unknown


def test_a_framework_without_pipelines_is_searched_without_them():
    a = planned(a_fw="tgi")["a"]
    rows = exploring.of_scenario(values(a_fw="tgi"), known.now(), a)
    assert set(rows["pp"]) == {1} and set(rows["framework"]) == {"tgi"}


def test_nothing_searched_beats_the_frontier_in_both():
    plans = planned()
    every = exploring.of_scenario(values(), known.now(), plans["a"])
    line = exploring.frontiers(values(), known.now(), [plans["a"]])
    for row in line.itertuples():
        faster = every["tok_s_per_user"] > row.tok_s_per_user
        assert not (faster & (every["output_tok_s_per_gpu"] > row.output_tok_s_per_gpu)).any()


def test_each_gpu_has_one_frontier_whoever_runs_on_it():
    line = exploring.frontiers(values(), known.now(), planned().scenarios)
    assert list(dict.fromkeys(line["letter"])) == ["A", "C"]  # B runs on the GPU of A


def test_best_at_a_speed_is_as_fast_and_the_highest_rate():
    every = exploring.of_scenario(values(), known.now(), planned()["a"])
    best = exploring.at_least(every, 40)
    assert best["tok_s_per_user"] >= 40
    fast = every[every["tok_s_per_user"] >= 40]
    assert best["output_tok_s_per_gpu"] == fast["output_tok_s_per_gpu"].max()
    assert exploring.at_least(every, 1e9) is None


def test_measured_points_are_of_the_same_work_on_the_same_gpu():
    found = exploring.measured_alike(values(), known.now(), planned()["c"])
    rows = known.now().measured.set_index("result_id").loc[found["result_id"]]
    assert len(found) and set(rows["gpu"].str.contains("B200")) == {True}
    assert rows["isl"].between(1024 / 1.04, 1024 * 1.04).all()
    of_one = found.iloc[0]
    row = rows.loc[of_one["result_id"]]
    assert of_one["output_tok_s_per_gpu"] == pytest.approx(row.generated_tok_s / row.gpu_count)
    assert of_one["tok_s_per_user"] == pytest.approx(1000 / row.tpot_ms)


def test_map_of_tp_agrees_with_the_card_and_says_why_a_cell_is_empty():
    plans = planned()
    cells = exploring.tensor_by_load(values(), known.now(), plans["a"]).set_index(["tp", "load"])
    here = plans["a"].figures["output_tok_s_per_gpu"].value
    assert cells.loc[(4, 32), "tok_s_per_gpu"] == pytest.approx(here)
    assert np.isnan(cells.loc[(1, 1), "tok_s_per_gpu"])
    assert cells.loc[(1, 1), "reason"] == "does not fit"


def test_title_says_where_a_scenario_stands_at_its_own_speed():
    plans = planned()
    a = plans["a"]
    every = exploring.of_scenario(values(), known.now(), a)
    best = exploring.at_least(every, 1e3 / a.figures["tpot_ms"].value)
    said = exploring_words.frontier_title(best, a, known.now())
    times = best["output_tok_s_per_gpu"] / a.figures["output_tok_s_per_gpu"].value
    assert f"gives {times:.1f} times its rate per GPU" in said
    none = exploring_words.frontier_title(None, a, known.now())
    assert none.startswith("No split searched serves each user at ")


def test_split_ids_of_rows_are_their_degrees():
    every = exploring.of_scenario(values(), known.now(), planned()["a"])
    row = every.iloc[-1]
    assert row["split"] == Split(*(int(row[d]) for d in ("tp", "pp", "dp", "ep"))).id
