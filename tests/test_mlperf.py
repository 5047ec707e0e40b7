"""MLPerf's rules of comparison, its footnotes, and the words of its page."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from tradeoffs import mlperf, store
from tradeoffs import mlperf_words as words
from tradeoffs.charts import mlperf as charts
from tradeoffs.charts.theme import PALETTES
from tradeoffs.ui.mlperf import coloured

OPENING = {"bench": "gpt-oss-120b", "scen": "server", "div": "closed", "acc": "99", "per": False}


def ask(**changes: Any) -> pd.DataFrame:
    asked = {
        "rounds": ("v6.0",),
        "benchmark": "gpt-oss-120b",
        "scenario": "server",
        "division": "closed",
        "target": "99%",
        "systems": (),
        "gpus": (),
        "doubtful": False,
        "per": False,
    }
    return store.ask("mlperf_results", **{**asked, **changes})


def pairs(**changes: Any) -> pd.DataFrame:
    return store.ask("mlperf_pairs", **{"target": "99%", "doubtful": False, **changes})


@pytest.mark.parametrize(
    ("benchmark", "held", "together"),
    [
        ("gptj", ["v5.0", "v4.1"], ("v4.1", "v5.0")),
        ("gptj", ["v4.1", "v5.0", "v5.1"], ("v4.1", "v5.0")),
        ("llama3.1-405b", ["v4.1", "v5.0", "v6.0"], ("v5.0", "v6.0")),
        ("gpt-oss-120b", ["v6.0", "v6.1"], ("v6.1",)),
        ("gpt-oss-120b", [], ()),
    ],
)
def test_only_rounds_declared_compatible_stand_together(benchmark, held, together):
    assert mlperf.compatible_rounds(benchmark, held) == together


def test_rounds_are_ordered_by_number_not_by_text():
    assert mlperf.compatible_rounds("unlisted", ["v9.0", "v10.0"]) == ("v10.0",)


def test_an_unheld_benchmark_never_means_all_rounds():
    extent = pd.DataFrame({"benchmark": ["gptj"], "round": ["v4.1"]})
    assert mlperf.rounds_compared("all", "unheld", extent) == ("none held",)
    assert mlperf.rounds_compared("v5.1", "gptj", extent) == ("v5.1",)


def test_results_are_ranked_by_throughput_of_the_whole_system():
    rows = ask()
    assert len(rows) == 28
    assert rows.score.iloc[0] == 1_096_765.78
    assert rows.submitter.iloc[0] == "Nebius"
    assert rows.score.is_monotonic_decreasing
    assert rows.place.tolist() == list(range(1, 29))
    b200 = rows[(rows.gpu_label == "B200") & (rows.submitter == "Nebius")].iloc[0]
    assert b200.of_best == pytest.approx(87_444.22 / 1_096_765.78)


def test_a_figure_per_accelerator_exists_only_when_asked_for():
    assert ask().derived_per_accelerator.isna().all()
    derived = ask(per=True)
    assert derived.compared.iloc[0] == pytest.approx(1_096_765.78 / 72)
    one = derived[derived.gpu_count == 1].iloc[0]
    assert one.derived_per_accelerator == one.score == 14_973.14


def test_a_figure_per_accelerator_without_their_number_stays_missing():
    on_cpu = ask(rounds=("v4.1",), benchmark="gptj", gpus=("CPU",), per=True)
    assert len(on_cpu) > 0
    assert on_cpu[["derived_per_accelerator", "of_best", "place"]].isna().all(axis=None)


def test_doubtful_results_are_out_until_asked_for():
    asked = {"rounds": ("v4.1",), "benchmark": "llama2-70b", "scenario": "offline"}
    asked["division"] = "open"
    sound, every = ask(**asked), ask(**asked, doubtful=True)
    assert (len(sound), len(every)) == (4, 6)
    assert int(every.is_doubtful.sum()) == 2
    assert not sound.is_doubtful.any()


def test_a_run_for_both_targets_counts_for_each_and_one_for_99_only_there():
    asked = {"rounds": ("v6.0",), "benchmark": "llama2-70b"}
    strict = set(ask(**asked, target="99.9%").accuracy_targets)
    loose = set(ask(**asked, target="99%").accuracy_targets)
    assert strict == {"99%;99.9%", "99.9%"}
    assert loose == {"99%;99.9%", "99%"}


def test_variants_of_the_open_division_are_not_measured_against_one_another():
    rows = ask(rounds=("v5.1",), benchmark="llama2-70b", scenario="offline", division="open")
    best = rows.groupby("variant", dropna=False).of_best.max()
    assert len(best) > 2
    assert (best == 1).all()


def test_a_benchmark_counted_in_samples_keeps_that_unit():
    rows = ask(benchmark="qwen3-vl-235b-a22b")
    assert set(rows.unit) == {"samples/s"}
    assert "samples/s at most" in words.answer(rows, {**OPENING, "bench": "qwen3-vl-235b-a22b"})


def test_triton_is_paired_with_the_same_machine_without_it():
    met = pairs()
    old = met[(met["round"] == "v4.1") & (met.gpu_label == "H200-SXM")].set_index("scenario")
    assert old.loc["offline"].ahead == "TensorRT-LLM"
    assert old.loc["offline"].ratio == pytest.approx(31_302.7 / 31_059.3)
    assert old.loc["server"].ahead == "Triton (TensorRT-LLM)"
    assert old.loc["server"].ratio == pytest.approx(30_128.44 / 29_228.22)
    assert old.same_machine.all()


def test_pairs_never_mix_rules_and_the_one_ahead_is_not_slower():
    met = pairs(target=None)
    keys = ["round", "division", "benchmark", "variant", "scenario", "gpu_label", "gpu_count"]
    seen = store.ask("mlperf_results", **dict.fromkeys(_PARAMS)).set_index("result_id")
    for side in ("ahead", "behind"):
        found = seen.loc[met[f"{side}_result_id"], keys].reset_index(drop=True)
        pd.testing.assert_frame_equal(found, met[keys], check_dtype=False)
    assert (met.ratio >= 1).all()


_PARAMS = (
    "rounds",
    "benchmark",
    "scenario",
    "division",
    "target",
    "systems",
    "gpus",
    "doubtful",
    "per",
)


def test_pairs_are_counted_for_the_two_frameworks_at_issue():
    met = pd.DataFrame(
        {
            "ahead": ["vLLM behind llm-d", "TensorRT-LLM", "SGLang"],
            "behind": ["TensorRT-LLM", "vLLM", "vLLM"],
        }
    )
    assert words.pairs_title(met).endswith("vLLM led TensorRT-LLM in 1 of 2")
    assert words.pairs_title(met[2:]).endswith("vLLM and TensorRT-LLM never")
    assert words.pairs_title(met[:0]) == "No two stated engines met on the same accelerators"


def test_answer_names_figure_engine_and_accelerators():
    said = words.answer(ask(), OPENING).replace("\u00a0", " ")
    assert said == (
        "MLPerf® gpt-oss-120b Server reaches 1,096,766 tok/s at most, with TensorRT-LLM on "
        "72 × GB300"
    )


def test_a_derived_answer_says_so():
    assert "derived, unofficial" in words.answer(ask(per=True), {**OPENING, "per": True})


def test_measure_states_rules_sizes_and_limits():
    said = words.measure(ask(), OPENING, ("v6.0",))
    assert said == (
        "28 results of 14 submitters; closed division; round v6.0; throughput of the whole "
        "system; systems of 1 to 94 accelerators; p99 limits TTFT 3,000 ms and TPOT 80 ms"
    )


def test_spellings_of_one_submitter_count_once():
    assert words.submitters(pd.DataFrame({"submitter": ["CoreWeave", "coreweave", "HPE"]})) == 2


def test_no_share_of_the_best_reads_as_zero():
    assert words.against(0.000412) == "0.00041×"
    assert words.against(0.87) == "0.87×"
    assert words.against(float("nan")) == "–"


def test_footnotes_carry_what_the_guidelines_ask():
    first, *_, last = mlperf.footnotes(ask(), OPENING, ("v6.0",))
    for part in ("MLPerf®", "v6.0", "Closed division", "gpt-oss-120b Server", "github.com"):
        assert part in first
    assert "day of retrieval not recorded" in first
    assert "registered and unregistered trademarks of MLCommons Association" in last


def test_footnotes_label_derived_figures_and_the_open_division():
    told = mlperf.footnotes(ask(), {**OPENING, "per": True, "div": "open"}, ("v6.0",))
    assert mlperf.DERIVED in told and mlperf.OPEN in told


def test_a_source_without_result_ids_is_said():
    old = ask(rounds=("v4.1",), benchmark="mixtral-8x7b")
    assert "15 results without a result id" in mlperf.footnotes(old, OPENING, ("v4.1",))[0]


def test_a_known_day_of_retrieval_is_given():
    days = pd.Series(pd.to_datetime(["2026-11-20", None]))
    assert mlperf.retrieved(days) == "retrieved 20 Nov 2026"


def test_frameworks_mlperf_never_ran_are_named():
    extent = pd.DataFrame({"system": ["vllm+llm-d", "triton", "not-stated"]})
    five = {"vllm": "vLLM", "triton": "Triton", "tgi": "TGI"}
    assert words.absent(extent, five).startswith("No result names TGI:")
    assert words.absent(extent, {"vllm": "vLLM"}) == ""


def test_the_download_has_a_derived_column_only_when_asked_for():
    assert not [c for c in words.download(ask(), False) if "per_accelerator" in c]
    assert "per_accelerator_derived_unofficial" in words.download(ask(per=True), True)


def test_the_table_shows_a_dash_where_nothing_is_stated():
    table = words.table(ask())
    assert table.Version.iloc[2] == "–"
    assert "Round" not in table and "Variant" not in table
    assert table.iloc[0]["Throughput, tok/s"] == 1_096_765.78


def test_the_best_has_the_strongest_colour_and_a_missing_share_none():
    shown = pd.DataFrame({"Against best": [1.0, 0.01, None], "Throughput": [2.0, 1.0, 1.0]})
    html = coloured(shown, "light").to_html()
    ramp = PALETTES["light"].ramp
    assert f"background-color: {ramp[-1]}" in html and f"background-color: {ramp[0]}" in html
    assert html.count("background-color") == 2


def test_lanes_group_by_number_and_kind_and_label_their_best():
    drawn = words.lanes(ask())
    b200 = drawn[drawn.lane == "8 × B200"]
    assert b200.said.tolist() == ["0.080×", ""]
    assert set(b200.framework) == {"tensorrt-llm", "vllm"}
    assert drawn.lane[drawn.lane_place == 0].unique().tolist() == ["72 × GB300"]


def test_lanes_beyond_the_limit_are_left_out_and_the_caption_says_so():
    rounds = ("v4.1", "v5.0", "v5.1", "v6.0")
    rows = ask(rounds=rounds, benchmark="llama2-70b")
    assert words.lanes(rows).lane.nunique() == words.MAX_LANES
    assert f"the best {words.MAX_LANES} of 45 kinds" in words.lanes_caption(rows, OPENING)


def test_the_picture_carries_its_footnotes_and_the_spec_no_rows():
    notes = mlperf.footnotes(ask(), OPENING, ("v6.0",))
    chart = charts.lanes(words.lanes(ask()), theme="dark", title="T", notes=notes)
    assert "datasets" not in chart.spec
    assert chart.alt == "T, 28 points"
    written = " ".join(chart.standalone("dark")["title"]["text"])
    assert mlperf.TRADEMARK in written


def test_a_record_says_limits_and_hides_the_derived_figure():
    row = store.ask("mlperf_record", result_id=ask().result_id.iloc[0]).iloc[0]
    facts = words.record_facts(row, per=False)
    assert facts["TTFT, p99"] == "1,490 ms under a limit of 3,000 ms"
    assert facts["Result id"] == "6.0-0081"
    assert facts["Retrieved"] == "not recorded"
    assert not [k for k in facts if "derived" in k]
    derived = words.record_facts(row, per=True)["Per accelerator (derived, unofficial)"]
    assert derived == "15,233 tok/s"


def test_an_id_that_two_tables_give_differently_is_marked():
    rows = ask()
    hpe = rows[rows.entry_id == "6.0-0045"].result_id.iloc[0]
    facts = words.record_facts(store.ask("mlperf_record", result_id=hpe).iloc[0], per=False)
    assert facts["Result id"].startswith("6.0-0045; another copy")
