"""What the checked claims say of measured gaps follows from the measured points."""

from __future__ import annotations

import pandas as pd
import pytest

from tradeoffs.build import DATA

_SET_UP = ["model_id", "gpu_label", "gpu_count", "tp", "precision_id", "load_value", "isl", "osl"]


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    return pd.read_parquet(DATA / "claims.parquet").set_index("claim_id")


@pytest.fixture(scope="module")
def argonne_pairs() -> pd.DataFrame:
    """One row per set-up that Argonne measured with both; column ``gain`` of TensorRT-LLM."""
    rows = pd.read_parquet(DATA / "results.parquet")
    rows = rows[(rows.source_id == "argonne-llm-inference-bench") & ~rows.is_doubtful]
    rates = rows.pivot_table("total_tok_s", _SET_UP, "system", aggfunc="median")
    both = rates[["vllm", "tensorrt-llm"]].dropna()
    gain = both["tensorrt-llm"] / both["vllm"] - 1
    return gain.rename("gain").reset_index()


def test_the_gap_of_a_70b_is_said_beside_the_gap_of_all_models(claims, argonne_pairs):
    large = argonne_pairs[argonne_pairs.model_id.str.contains("70")]
    on_h100 = large[large.gpu_label == "H100-SXM-80GB"]
    on_a100 = large[large.gpu_label == "A100"]
    assert (len(on_h100), len(on_a100), len(large)) == (40, 11, 51)
    assert set(on_h100.gpu_count) == {4}
    assert round(100 * on_h100.gain.median()) == 5
    assert round(100 * on_a100.gain.median()) == 3
    for claim in ("sel-trtllm-peak-nvidia", "qa-trtllm-gain-10-20"):
        assert "70B on 4 H100" in claims.current_value[claim]
        assert "+24% H100" in claims.current_value[claim]
    assert "11 pairs of 70B on A100 the median is +3%" in claims.note["sel-trtllm-peak-nvidia"]


def test_the_medians_told_are_those_of_the_measured_table(claims, argonne_pairs):
    by_gpu = argonne_pairs.groupby("gpu_label").gain
    assert by_gpu.size().to_dict() == {"A100": 191, "GH200": 40, "H100-SXM-80GB": 227}
    assert (100 * by_gpu.median()).round().tolist() == [14, 31, 25]
    note = claims.note["qa-trtllm-gain-10-20"]
    assert "191 sound pairs on A100, 227 on H100 and 40 on GH200" in note


def test_the_gap_of_all_models_is_that_of_small_ones(argonne_pairs):
    small = argonne_pairs[argonne_pairs.model_id.str.contains("7B|8B|7b")]
    for gpu, share in (("H100-SXM-80GB", 0.8), ("A100", 0.8), ("GH200", 1.0)):
        of_gpu = argonne_pairs.gpu_label == gpu
        assert (small.gpu_label == gpu).sum() >= share * of_gpu.sum()


def test_a_test_outside_the_measured_tables_says_so_and_who_published_it(claims):
    june = claims[claims.current_value.str.contains("June 2026")]
    march = claims[(claims.current_value + claims.note.fillna("")).str.contains("March 2026 test")]
    assert len(june) >= 9 and len(march) >= 3
    for said in june.note:
        assert "published by RunInfra, an inference provider" in said
        assert "not in the measured tables" in said
    for claim in march.itertuples():
        assert "published by Spheron, a GPU cloud" in claim.note
        assert "spheron.network/blog/" in claim.evidence_locator
    one_size = june.current_value.str.contains("8B")
    assert one_size.all(), june.current_value[~one_size].tolist()
