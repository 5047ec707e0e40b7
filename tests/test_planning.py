"""Scenarios of the what-if page: choices, splits, prices, differences, words."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from tradeoffs.linkkeys import KEYS
from tradeoffs.planning import (
    between,
    causes,
    generations,
    known,
    presets,
    prices,
    scenarios,
    splits,
    words,
)
from tradeoffs.planning.splits import Split

OPENING = {name: key.default for name, key in KEYS["whatif"].items()}


def values(**changes: Any) -> dict[str, Any]:
    return OPENING | {k.replace("_", "-", 1) if k[1] == "_" else k: v for k, v in changes.items()}


def planned(**changes: Any) -> scenarios.Plans:
    return scenarios.plan(values(**changes), known.now())


@pytest.mark.parametrize("name", presets.WORKLOADS)
def test_a_workload_is_recognised_by_the_values_it_sets(name: str):
    assert presets.matching(OPENING | presets.changes(name)) == name


def test_the_opening_view_is_the_chat_workload_and_a_change_makes_it_the_readers_own():
    assert presets.matching(OPENING) == "chat"
    assert presets.matching(values(isl=1025)) == presets.OWN


def test_every_split_offered_survives_the_way_through_its_id():
    assert all(splits.parse(i).id == i for i in splits.ids())
    assert len(set(splits.ids())) == len(splits.ids())


def test_a_text_that_is_no_split_is_refused():
    with pytest.raises(ValueError, match="no split"):
        splits.parse("tp4-zz2")


def test_splits_of_a_dense_model_have_no_experts_and_stay_within_a_node():
    found = splits.judged(
        known.now(), "vllm", "meta-llama/Llama-3.1-70B-Instruct", "H100-SXM-80GB", 16
    )
    assert found[Split(8, 2)] == ""
    assert found[Split(16)] == "tp=16 reaches over more than the 8 GPUs of a node"
    assert found[Split(8, 1, 2, 16)] == "ep=16, but the model has no experts"


def test_a_framework_without_pipelines_says_so_before_anything_else():
    found = splits.judged(
        known.now(), "tgi", "meta-llama/Llama-3.1-70B-Instruct", "H100-SXM-80GB", 4
    )
    assert found[Split(2, 2)] == "TGI has no pipeline parallelism"
    assert found[Split(4)] == ""


def test_only_on_demand_offers_make_a_spread_and_none_is_taken_unasked():
    rows = pd.DataFrame(
        {
            "gpu_id": ["g", "g", "g", None],
            "usd_per_gpu_hour": [2.0, 4.0, 0.5, 1.0],
            "basis": ["on-demand", "on-demand", "tco-model", "on-demand"],
            "priced_on": pd.to_datetime(["2026-05-01", "2026-09-01", "2026-09-01", "2026-09-01"]),
        }
    )
    found = prices.spreads(rows)
    assert (found["g"].low, found["g"].median, found["g"].high) == (2.0, 3.0, 4.0)
    assert found["g"].words == "2 on-demand offers of $2.00 to 4.00 an hour, May 2026 to Sep 2026"
    assert prices.price("g", 0, "none", found) is None
    assert prices.price("g", 0, "median", found).usd == 3.0
    assert prices.price("g", 1.5, "median", found).usd == 1.5
    assert prices.price("other", 0, "median", found) is None


def test_cost_is_price_times_gpus_over_the_rate():
    a = planned(a_usd=3.6)["a"]
    rate, cost = a.figures["output_tok_s"], a.figures["usd_per_mtok"]
    assert cost.value == pytest.approx(3.6 * 4 / rate.value / 3600 * 1e6)
    assert cost.low == pytest.approx(3.6 * 4 / rate.high / 3600 * 1e6)
    assert "usd_per_mtok" not in planned()["a"].figures


def test_memory_parts_and_what_is_free_make_the_device():
    found = planned()["a"].memory
    parts = found.weights + found.kv + found.kept + found.free
    assert parts == pytest.approx(found.total) == pytest.approx(80.0)
    # 70.55 billion weights of 2 bytes over 4 GPUs
    assert found.weights == pytest.approx(70.55 * 2 / 4, rel=0.002)


def test_what_does_not_fit_has_no_figures_and_the_smallest_change_that_fits():
    a = planned(a_split="tp1")["a"]
    assert a.figures == {} and not a.fits and a.memory.free == 0
    assert "would fit with" in a.reason
    assert "does not fit in memory" in words.answer(planned(a_split="tp1"), known.now())


def test_a_rate_that_the_data_sheet_lacks_is_refused_by_name():
    a = planned(a_gpu="A10G")["a"]
    assert "the data sheet of A10G is not known" in a.reason


def test_a_set_up_that_was_measured_is_marked_and_linked():
    b = planned()["b"]
    assert b.tier == "measured" and b.measured_as


def test_precision_never_measured_on_a_family_is_extrapolated_with_a_wider_band():
    near, far = planned()["a"], planned(a_prec="int8")["a"]
    assert (near.tier, far.tier) == ("calibrated", "extrapolated")

    def width(s):
        return s.figures["output_tok_s"].high / s.figures["output_tok_s"].low

    assert width(far) > width(near)


def test_figures_of_two_frameworks_are_never_divided():
    plans = planned(b_fw="tensorrt-llm")
    with pytest.raises(ValueError, match="never frameworks"):
        between.differences(plans, plans["a"], plans["b"], known.now())
    assert [s.name for s in plans.alike("a")] == ["A", "C"]
    title = words.answer(planned(b_fw="tensorrt-llm", show="ab"), known.now())
    assert "B" not in title.replace("BF16", "").replace("80GB", "").replace("GB", "")


def test_difference_is_the_ratio_of_the_figures_with_the_band_around_it():
    plans = planned()
    ratio = between.differences(plans, plans["a"], plans["c"], known.now())[0]
    value = plans["c"].figures["output_tok_s"].value / plans["a"].figures["output_tok_s"].value
    assert ratio.value == pytest.approx(value) and ratio.low < value < ratio.high
    assert not ratio.is_tie and ratio.is_better


def test_one_configuration_ties_with_itself():
    plans = planned(b_gpu="H100-SXM-80GB", b_prec="bf16", b_split="tp4")
    found = between.differences(plans, plans["a"], plans["b"], known.now())
    assert all(d.is_tie and d.value == pytest.approx(1) for d in found)


@pytest.mark.parametrize("scen", ["online-concurrency", "online-rate"])
def test_causes_add_up_to_the_latency_they_explain(scen: str):
    plans = planned(scen=scen, rate=1.0)
    for of in ("tpot", "ttft"):
        rows = causes.causes(plans, plans.alike("a"), of, known.now())
        sums = rows.groupby("letter")["ms"].sum()
        for s in plans.scenarios:
            assert sums[s.name] == pytest.approx(s.figures[f"{of}_ms"].value)


def test_causes_name_every_term_once():
    from tradeoffs.whatif.terms import NAMES

    assert sorted(t for terms in causes.CAUSES.values() for t in terms) == sorted(NAMES)


def test_curve_passes_through_the_figure_of_the_page_and_ends_where_memory_does():
    plans = planned()
    rows = causes.curves(plans, plans.alike("a"), known.now())
    here = rows[rows["is_here"]].set_index("letter")["tok_s_per_gpu"]
    for s in plans.scenarios:
        assert here[s.name] == pytest.approx(s.figures["output_tok_s_per_gpu"].value)
    most = rows.groupby("letter")["in_flight"].max()
    assert all(most[s.name] <= s.max_concurrency for s in plans.scenarios)


@pytest.mark.parametrize("scen", ["online-concurrency", "static-batch", "online-rate"])
@pytest.mark.parametrize("osl", [1, 1024])
def test_every_load_gives_a_title_and_curves(scen: str, osl: int):
    found = values(scen=scen, osl=osl, rate=0.5)
    plans = scenarios.plan(found, known.now())
    said = words.answer(plans, known.now())
    assert ("request" in said) == (scen == "online-rate")
    assert len(causes.curves(plans, plans.alike("a"), known.now()))


def test_a_format_the_architecture_cannot_multiply_is_said():
    said = words.brings(known.now(), "A100-SXM-80GB")
    assert said.startswith("Ampere: 80 GB at 2,039 GB/s") and "FP8 runs as 16 bit" in said
    assert "FP8 2×" in words.brings(known.now(), "H100-SXM-80GB")


def test_figures_of_a_file_are_those_of_the_cards():
    plans = planned(a_usd=2.0)
    rows = generations.figures(values(a_usd=2.0), plans.scenarios).set_index("letter")
    for s in plans.scenarios:
        rate = s.figures["output_tok_s"]
        assert rows.loc[s.name, "output_tok_s"] == rate.value
        assert rows.loc[s.name, "output_tok_s_high"] == rate.high
    assert rows["usd_per_gpu_hour"].notna().tolist() == [True, False, False]


def test_table_of_gpus_says_what_is_unknown_and_what_runs_as_16_bit():
    rows = generations.brought(known.now()).set_index("GPU")
    assert len(rows) == len(known.now().facts.gpus)
    assert rows.loc["A10G", "16 bit, TFLOP/s"] == "–"
    assert rows.loc["A100-SXM-80GB", "FP8"] == "runs as 16 bit"
    assert rows.loc["B200", "FP4"] == "4×"
    assert rows.loc["GB300", "On-demand offers"] == "none known"
    assert rows["Generation"].iloc[0] == "Ampere"


def test_under_a_request_rate_the_leader_is_the_fastest_to_answer():
    found = values(scen="online-rate", rate=1.0)
    plans = scenarios.plan(found, known.now())
    times = {s.name: s.figures["e2e_ms"].value for s in plans.scenarios}
    assert words.answer(plans, known.now()).startswith(min(times, key=times.get))
    found = between.differences(plans, plans["a"], plans["c"], known.now())
    assert "output_tok_s" not in {d.figure for d in found}  # the load sets it
    assert plans["a"].most_rps > 1.0


def test_a_bandwidth_the_data_sheet_lacks_is_a_dash():
    assert "GB at – GB/s" in words.brings(known.now(), "Jetson-AGX-Orin-64GB")


def test_two_scenarios_on_one_gpu_may_have_two_prices_and_both_are_said():
    found = values(price="median", b_usd=2.5)
    said = words.measure(scenarios.plan(found, known.now()), found, known.now())
    assert "A \\$3.50 \\(median on\\-demand offer of 20, May 2026 to Nov 2026\\)" in said
    assert "B \\$2.50 \\(chosen\\)" in said


def test_a_rate_that_the_load_sets_has_no_band_and_nor_has_what_follows_from_it():
    plans = scenarios.plan(values(scen="online-rate", rate=1.0, price="low"), known.now())
    first = plans["a"].figures
    for name in ("output_tok_s", "output_tok_s_per_gpu", "usd_per_mtok", "kwh_per_mtok"):
        assert first[name].low == first[name].value == first[name].high
    found = between.differences(plans, plans["a"], plans["b"], known.now())
    (cost,) = [d for d in found if d.figure == "usd_per_mtok"]
    assert cost.low == cost.value == cost.high
    assert cost.value == pytest.approx(
        plans["b"].figures["usd_per_mtok"].value / first["usd_per_mtok"].value
    )


def test_the_largest_cause_is_named_for_each_scenario_where_they_differ():
    rows = pd.DataFrame(
        {"letter": ["A", "A", "B", "B"], "cause": ["Reading weights", "Between GPUs"] * 2}
    )
    assert causes.title(rows.assign(ms=[5.0, 1.0, 5.0, 1.0]), "token").startswith(
        "Reading weights is the largest part"
    )
    assert causes.title(rows.assign(ms=[5.0, 1.0, 1.0, 5.0]), "token") == (
        "Largest part of the token: A reading weights; B between GPUs"
    )


def test_the_back_test_of_a_scenario_keeps_to_what_has_points():
    plans = scenarios.plan(values(), known.now())
    tested = pd.DataFrame({"framework": ["vllm"], "gpu": ["L4"]})
    assert scenarios.tested_filters(plans["a"], tested) == {"fw": ("vllm",)}
