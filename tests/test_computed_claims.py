"""Claims put to the measurements: what is supported, contradicted, undecided, untested."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from tests.planted import pairs, sweep, together
from tradeoffs import store
from tradeoffs.evidence import claims, conflicts, orders, settle
from tradeoffs.evidence.claims import CONTRADICTED, DEPENDS, SUPPORTED, UNTESTED, Order, Range
from tradeoffs.evidence.estimate import estimate
from tradeoffs.evidence.measured import Measured
from tradeoffs.evidence.pairs import recent, turned, with_ages


def sources(ratio: float, n: int = 5, each: int = 4, **more: object) -> pd.DataFrame:
    """Pairs of several sources close around a ratio."""
    wobble = np.linspace(0.98, 1.02, n)
    return together(*(pairs(ratio * w, each, source=f"s{i}", **more) for i, w in enumerate(wobble)))


FIRST = Order("throughput", "vllm", ("tensorrt-llm", "tgi"))


def test_a_claimed_order_that_was_measured_is_supported_and_says_what_was_not():
    found = claims.judge_order("c", FIRST, Measured(sources(0.8)))
    assert found.verdict == SUPPORTED
    assert found.because.startswith("Ahead of TensorRT-LLM (1.25×, ")
    assert found.because.endswith("not enough against TGI (no pair)")
    assert (found.pairs, found.sources) == (20, 5)


def test_one_certain_reversal_contradicts_an_order():
    measured = Measured(together(sources(1.3), sources(0.5, a="tgi")))
    found = claims.judge_order("c", FIRST, measured)
    assert found.verdict == CONTRADICTED
    assert "behind TensorRT-LLM" in found.because and "head of TGI" in found.because


def test_a_tie_depends_and_names_what_changes_the_winner():
    rows = together(*(sweep(16, source=f"s{i}") for i in range(6)))
    found = claims.judge_order("c", FIRST, Measured(rows))
    assert found.verdict == DEPENDS
    assert "tied with TensorRT-LLM" in found.because.lower().replace("tensorrt-llm", "TensorRT-LLM")
    assert "changing with the load" in found.because


def test_too_few_pairs_test_nothing():
    found = claims.judge_order("c", FIRST, Measured(pairs(0.5, 4)))
    assert found.verdict == UNTESTED and "TensorRT-LLM (4 pairs)" in found.because


def test_a_claim_about_several_gpus_opens_just_those_pairs():
    order = Order("itl", "vllm", (), ("tensorrt-llm",), several_gpus=True)
    found = claims.judge_order("c", order, Measured(sources(1.1, metric="itl", gpu_count=2)))
    assert found.view == {
        "base": "tensorrt-llm",
        "rival": "vllm",
        "metric": "itl",
        "multi": True,
    }


def test_a_lower_latency_is_ahead():
    order = Order("ttft", "vllm", ("tensorrt-llm",))
    assert claims.judge_order("c", order, Measured(sources(1.3, metric="ttft"))).verdict == (
        SUPPORTED
    )


@pytest.mark.parametrize(
    ("ratio", "verdict"),
    [(1.15, SUPPORTED), (1.6, CONTRADICTED), (0.9, CONTRADICTED), (1.27, DEPENDS)],
)
def test_a_claimed_range_against_a_measured_interval(ratio: float, verdict: str):
    claim = Range("throughput", "tensorrt-llm", "vllm", 1.10, 1.20)
    assert claims.judge_range("c", claim, Measured(sources(ratio))).verdict == verdict


def test_triton_with_another_backend_is_not_the_claimed_triton():
    rows = sources(0.8, a="triton", label_a="Triton (TensorRT-LLM)")
    claimed = pd.DataFrame(
        {
            "claim_id": ["t", "v"],
            "metric": "throughput",
            "rank": [2, 1],
            "framework": ["triton", "vllm"],
            "qualifier": ["with the vLLM backend", None],
        }
    )
    measured = Measured(rows)
    found = claims.judge_all(claimed, measured, measured, {})["t"]
    assert found.verdict == UNTESTED
    assert found.because == "No pair with the vLLM backend; measured were Triton (TensorRT-LLM)"


def narrow(ratio: float, same_cache: bool, n: int = 4) -> pd.DataFrame:
    rows = sources(ratio, each=n)
    return rows.assign(same_cache=same_cache)


def test_twice_the_throughput_in_fp8_depends_where_the_cache_decides():
    rows = together(narrow(1.3, True), narrow(2.0, False))
    found = claims.judge_fp8(rows)
    assert found.verdict == DEPENDS
    assert "KV cache alike: 1.30×" in found.because
    assert "KV cache differing too: 2.00×" in found.because


def test_fp8_on_ampere_does_not_bear_on_the_claim():
    rows = narrow(2.0, True).assign(gpu_generation="ampere")
    assert claims.judge_fp8(rows).verdict == UNTESTED


def test_verdicts_differ_where_research_and_measurement_disagree():
    held = claims.Computed("c", SUPPORTED, "")
    assert held.differs("wrong") and not held.differs("holds") and not held.differs("opinion")


def test_where_one_side_found_nothing_there_is_no_dissent():
    assert not claims.Computed("c", UNTESTED, "").differs("holds")
    assert not claims.Computed("c", SUPPORTED, "").differs("unverifiable")


def test_every_tested_claim_is_one_of_the_founding_text():
    known = set(store.ask("claim_ids").claim_id)
    tested = {*claims.TESTS, *claims.BATCHING_CLAIMS, claims.FP8_CLAIM, claims.TRITON_CLAIM}
    assert tested <= known


def test_the_next_run_is_one_that_makes_pairs_and_can_run():
    rows = together(
        pairs(1.1, 6, model="old/m", measured_date=pd.Timestamp("2024-01-01")),
        pairs(1.1, 3, model="new/m", measured_date=pd.Timestamp("2026-01-01")),
        pairs(
            1.1, 9, model="new/fp8", precision_id="fp8", measured_date=pd.Timestamp("2026-02-01")
        ),
    )
    run = settle.next_run(Measured(rows), "throughput", "tgi", "vllm", runs=set())
    assert (run.model_id, run.pairs, run.partners) == ("new/m", 3, ("tensorrt-llm",))
    able = settle.next_run(Measured(rows), "throughput", "tgi", "vllm", runs={("tgi", "fp8")})
    assert able.model_id == "new/fp8"


def test_a_tie_says_how_many_set_ups_would_separate_it():
    rows = together(
        *(pairs(r, 5, source=f"s{i}") for i, r in enumerate((0.9, 1.1, 1.2, 1.0, 1.15)))
    )
    found = estimate(rows)
    half = (np.log(found.high) - np.log(found.low)) / 2
    wanted = int(np.ceil(5 * ((half / abs(np.log(found.ratio))) ** 2 - 1)))
    assert found.side == 0 and settle.setups_to_settle(found) == wanted
    assert settle.setups_to_settle(estimate(sources(1.5))) is None


def test_a_place_without_enough_pairs_is_drawn_in_the_zone_below():
    claimed = pd.DataFrame(
        {
            "metric": "throughput",
            "rank": [1, 2, 3],
            "framework": ["vllm", "tensorrt-llm", "tgi"],
        }
    )
    measured = Measured(sources(0.8))
    rows = orders.drawn(claimed, measured.ranking("throughput"), measured)
    lines = rows["lines"].set_index("framework")
    assert lines.end.to_dict() == {"vllm": 1.0, "tensorrt-llm": 2.0, "tgi": pytest.approx(3.2)}
    assert lines.said["tgi"] == "TGI: no pair" and not lines.measured["tgi"]
    assert lines.places["vllm"] == "1"


def test_the_title_of_an_order_names_the_tie_and_who_is_behind():
    measured = Measured(together(sources(1.0), sources(0.6, a="tgi")))
    assert orders.title(measured.ranking("throughput")) == (
        "Throughput: vLLM and TensorRT-LLM not told apart, ahead of TGI"
    )


def test_the_title_claims_no_lead_that_only_one_of_the_front_has():
    """TGI is certainly behind vLLM; nobody measured it beside TensorRT-LLM."""
    rows = together(
        *(pairs(r, 4, source=f"s{i}") for i, r in enumerate((0.7, 1.5, 0.8, 1.3))),
        sources(0.9, a="tgi"),
    )
    said = orders.title(Measured(rows).ranking("throughput"))
    assert said.endswith(" not told apart, vLLM ahead of TGI")


TODAY = dt.date(2026, 11, 25)


def test_only_recent_pairs_stay_and_undated_ones_are_not_recent():
    rows = together(
        pairs(1.1, measured_date=pd.Timestamp("2026-06-01")),
        pairs(1.2, measured_date=pd.Timestamp("2024-06-01")),
        pairs(1.3, measured_date=pd.NaT),
    )
    assert recent(rows, 12, TODAY).ratio.tolist() == [1.1]
    assert len(recent(rows, 0, TODAY)) == 3


def test_releases_since_a_version_are_counted_and_unknown_stays_unknown():
    rows = turned(together(pairs(1.1, version_a="1.0"), pairs(1.1)), "tensorrt-llm")
    versions = pd.DataFrame(
        {"framework": ["tensorrt-llm"], "version": ["1.0"], "newer_releases": [7.0]}
    )
    found = with_ages(rows, versions)
    assert found.rival_newer.tolist()[0] == 7 and np.isnan(found.rival_newer.tolist()[1])
    said = orders.freshness(found, TODAY)
    assert "23 months old or older" in said
    assert "Of 1 pair with a listed TensorRT-LLM version half are 7 stable releases behind" in said
    assert "(1 more name no listed version)" in said


def conflict(**cells: object) -> pd.DataFrame:
    plain = {
        "metric": "throughput",
        "ratio": 0.5,
        "version_a": "1.0",
        "version_b": "2.0",
        "dataset_a": None,
        "dataset_b": None,
        "isl_a": 100.0,
        "isl_b": 100.0,
        "osl_a": 100.0,
        "osl_b": 100.0,
        "load_value": 8.0,
        "measured_a": pd.Timestamp("2025-01-01"),
        "measured_b": pd.Timestamp("2025-01-20"),
    }
    return pd.DataFrame([{**plain, **cells}])


REPEATS = pd.DataFrame(
    {"metric": ["throughput"], "p75": [1.3], "pairs": [10], "sources": [2], "median": [1.1]}
)


def test_sources_conflict_only_beyond_what_repeats_show():
    assert conflicts.beyond_repeats(conflict(ratio=0.8), REPEATS).empty
    (row,) = conflicts.beyond_repeats(conflict(), REPEATS).itertuples()
    assert (row.factor, row.why) == (2.0, "version 1.0 against 2.0")


def test_a_conflict_names_every_difference_the_sources_state():
    rows = conflict(
        version_b=None,
        isl_b=101.0,
        load_value=float("nan"),
        measured_b=pd.Timestamp("2026-01-01"),
    )
    (row,) = conflicts.beyond_repeats(rows, REPEATS).itertuples()
    assert row.why == (
        "a version is not stated; lengths within the tolerance; the load behind “offline” is "
        "not stated; measured at other times"
    )
