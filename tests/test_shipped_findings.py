"""Published facts that must come out of the shipped tables, and what the findings promise."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from statsmodels.formula.api import mixedlm

from tradeoffs import store
from tradeoffs.evidence import asking, claims
from tradeoffs.evidence.estimate import MIN_PAIRS, MIN_SETUPS
from tradeoffs.evidence.findings import find, unfiltered

ARGONNE = "argonne-llm-inference-bench"


@pytest.mark.parametrize(("gpu", "percent"), [("A100", 14), ("H100-SXM-80GB", 24), ("GH200", 31)])
def test_argonne_median_of_tensorrt_llm_over_vllm(gpu: str, percent: int):
    rows = unfiltered().measured.rows("throughput", "tensorrt-llm", "vllm")
    mine = rows[(rows.source_id == ARGONNE) & (rows.gpu_label == gpu)]
    assert round(100 * (mine.ratio.median() - 1)) == percent


@pytest.mark.parametrize("gpu", ["A100", "H100-SXM-80GB", "GH200"])
def test_argonne_gap_is_wider_at_batch_64_than_at_1(gpu: str):
    rows = unfiltered().measured.rows("throughput", "tensorrt-llm", "vllm")
    by_batch = rows[(rows.source_id == ARGONNE) & (rows.gpu_label == gpu)].groupby("load_value")
    medians = by_batch.ratio.median()
    assert medians[64] > medians[1]


def test_triton_stays_within_a_few_percent_of_its_bare_engine_in_mlperf():
    rows = unfiltered().mlperf
    assert len(rows) == 4
    assert rows.factor.between(0.95, 1.05).all()


@pytest.mark.parametrize(
    ("metric", "rival", "low", "high"),
    [
        ("ttft", "tensorrt-llm", 0.9, 1.4),
        ("itl", "tensorrt-llm", 0.9, 1.25),
        ("throughput", "tensorrt-llm", 0.85, 1.25),
        ("throughput", "deepspeed", 0.75, 1.0),
        ("throughput", "triton", 0.68, 0.98),
    ],
)
def test_ratios_against_vllm_are_where_the_first_pass_saw_them(
    metric: str, rival: str, low: float, high: float
):
    found = unfiltered().measured.estimate(metric, rival, "vllm")
    assert low < found.low < found.ratio < found.high < high + 0.02


@pytest.mark.parametrize(
    ("metric", "rival", "median"),
    [
        ("ttft", "tensorrt-llm", 0.955),
        ("itl", "tensorrt-llm", 0.911),
        ("throughput", "tensorrt-llm", 1.169),
        ("throughput", "deepspeed", 0.786),
        ("throughput", "triton", 0.882),
    ],
)
def test_medians_of_all_pairs_are_those_of_the_first_pass(metric: str, rival: str, median: float):
    found = unfiltered().measured.estimate(metric, rival, "vllm")
    assert found.median == pytest.approx(median, abs=5e-4)


def test_tgi_has_too_few_matched_pairs_for_any_summary():
    for metric in ("ttft", "itl", "throughput"):
        found = unfiltered().measured.estimate(metric, "tgi", "vllm")
        assert not found.enough
        assert found.pairs < MIN_PAIRS or found.setups < MIN_SETUPS


def test_a_mixed_model_by_restricted_likelihood_agrees_with_our_interval():
    """Random source and set-up effects, fitted by another library on the same pairs."""
    rows = unfiltered().measured.rows("throughput", "tensorrt-llm", "vllm")
    data = rows.assign(log=np.log(rows.ratio), setup=rows.model_id + rows.gpu_label)
    fitted = mixedlm(
        "log ~ 1", data, groups="source_id", vc_formula={"setup": "0 + C(setup)"}
    ).fit()
    found = unfiltered().measured.estimate("throughput", "tensorrt-llm", "vllm")
    assert found.low < np.exp(fitted.params["Intercept"]) < found.high


def test_no_pair_mixes_sources_statistics_or_mlperf():
    rows = find({**asking.DEFAULTS, "unstated": True, "doubtful": True}).measured.pairs
    assert not rows.source_id.str.startswith("mlperf").any()
    ids = store.ask("matched_pairs", **asking.parameters(asking.DEFAULTS))
    assert (ids.result_id_a != ids.result_id_b).all()


def test_no_point_stands_in_two_pairs_with_one_framework():
    rows = unfiltered().measured.pairs
    for side, other in (("a", "b"), ("b", "a")):
        assert not rows.duplicated(["metric", f"result_id_{side}", f"framework_{other}"]).any()


def test_a_flagged_point_is_in_no_pair():
    doubtful = find({**asking.DEFAULTS, "doubtful": True}).measured.pairs
    sound = unfiltered().measured.pairs
    assert len(doubtful) > len(sound)
    results = pd.read_parquet(store.ROOT / "data" / "results.parquet")
    flagged = results.result_id[results.is_doubtful]
    assert not set(flagged) & {*sound.result_id_a, *sound.result_id_b}


def test_the_same_filters_are_worked_out_once():
    values = {**asking.DEFAULTS, "gpu": ("A100",)}
    assert find(values) is find(dict(values))
    assert find(values) is not unfiltered()


def test_what_the_view_focuses_on_does_not_change_the_findings():
    assert find({**asking.DEFAULTS, "metric": "ttft", "by": "size"}) is unfiltered()


def test_every_verdict_names_its_reason_and_an_existing_query():
    for found in unfiltered().verdicts.values():
        assert found.verdict in claims.COMPUTED and found.because
        assert not found.query or (store.ROOT / "queries" / f"{found.query}.sql").is_file()


def test_only_pairs_on_several_gpus_stay_where_asked_for():
    rows = find({**asking.DEFAULTS, "multi": True}).measured.pairs
    assert len(rows) and (rows.gpu_count > 1).all()


def test_age_leaves_out_what_is_older_and_counts_it():
    young = find({**asking.DEFAULTS, "age": 12})
    assert young.too_old > 0
    assert len(young.everything) + young.too_old == len(unfiltered().everything)
