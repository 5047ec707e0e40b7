"""Load curves, the frontier over all splits, and the cheapest within limits."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests.whatif_points import facts, load_of, setups, shipped
from tradeoffs.whatif.explore import (
    Limits,
    answered,
    cheapest,
    frontier,
    loosened,
    options,
    priced,
    rivals,
    sweep,
)

BASE = {"framework": "vllm", "model": "meta-llama/Meta-Llama-3.1-70B", "isl": 1024, "osl": 256}


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    rows = options(BASE, ["H100-SXM-80GB", "B200"], [1, 4, 8], ["bf16", "fp8"], [1, 16, 64])
    return answered(rows, facts(), shipped())


def test_load_curve_trades_the_speed_of_one_for_the_rate_of_all():
    one = setups({})
    curve = sweep(one.points, load_of(one), np.array([1, 4, 16, 64]), shipped())
    assert list(curve.in_flight) == [1, 4, 16, 64]
    assert (np.diff(curve.tpot_ms) > 0).all() and (np.diff(curve.output_tok_s) > 0).all()


def test_options_hold_every_split_and_only_those_that_run_are_answered(found: pd.DataFrame):
    rows = options(BASE, ["B200"], [8], ["fp8"], [16])
    # tp × pp × dp = 8 in ten ways, each with ep 1 and, where tp × dp > 1, with tp × dp.
    assert len(rows) == 19
    answers = answered(rows, facts(), shipped())
    assert set(answers["ep"]) == {1} and len(answers) == 10
    assert not ((found["gpu"] == "H100-SXM-80GB") & (found["gpus"] == 1)).any()


def test_no_other_point_beats_one_on_the_frontier(found: pd.DataFrame):
    best = frontier(found)
    assert 1 < len(best) < len(found)
    for _, row in best.iterrows():
        faster = found["tok_s_per_user"] >= row["tok_s_per_user"]
        more = found["output_tok_s_per_gpu"] >= row["output_tok_s_per_gpu"]
        better = (found["tok_s_per_user"] > row["tok_s_per_user"]) | (
            found["output_tok_s_per_gpu"] > row["output_tok_s_per_gpu"]
        )
        assert not (faster & more & better).any()


def offers(*rows: tuple) -> pd.DataFrame:
    """(gpu, gpus, tok/s, TTFT, TPOT) at 2 USD for A and 4 for B, with a band of a factor 2."""
    names = ["gpu", "gpus", "output_tok_s", "ttft_ms", "tpot_ms"]
    rows = pd.DataFrame(rows, columns=names).assign(width_output_tok_s=np.log(2))
    return priced(rows.assign(framework="vllm"), {"A": 2.0, "B": 4.0})


def test_price_of_tokens_and_its_band():
    row = offers(("A", 4, 1000.0, 1, 1)).iloc[0]
    assert row["usd_per_hour"] == 8
    assert row["usd_per_mtok"] == pytest.approx(8 / 3.6)
    assert row["usd_per_mtok_low"] == pytest.approx(4 / 3.6)
    assert row["usd_per_mtok_high"] == pytest.approx(16 / 3.6)


def test_gpu_without_a_price_is_left_out():
    assert list(offers(("A", 1, 10.0, 1, 1), ("C", 1, 10.0, 1, 1))["gpu"]) == ["A"]


def test_cheapest_keeps_every_limit():
    some = offers(
        ("A", 1, 100.0, 900, 20), ("A", 4, 200.0, 100, 20), ("B", 1, 150.0, 100, 90),
        ("B", 2, 250.0, 100, 20),
    )  # fmt: skip
    assert cheapest(some, Limits()).iloc[0]["gpus"] == 1
    inside = cheapest(some, Limits(ttft_ms=500, tpot_ms=50))
    assert list(zip(inside["gpu"], inside["gpus"], strict=True)) == [("B", 2), ("A", 4)]
    assert list(cheapest(some, Limits(ttft_ms=500, tpot_ms=50, gpus=3))["gpu"]) == ["B"]
    assert cheapest(some, Limits(usd_per_hour=1)).empty


def test_rivals_say_at_which_price_they_would_win_and_what_is_a_tie():
    ranked = cheapest(offers(("A", 1, 100.0, 1, 1), ("B", 1, 100.0, 1, 1)), Limits())
    rival = rivals(ranked).iloc[0]
    assert rival["gpu"] == "B" and rival["usd_per_gpu_hour_to_win"] == pytest.approx(2.0)
    assert rival["is_tie"]
    far = cheapest(offers(("A", 1, 900.0, 1, 1), ("B", 1, 100.0, 1, 1)), Limits())
    assert not rivals(far).iloc[0]["is_tie"]
    assert rivals(far.head(0)).empty


def test_dropped_limit_shows_what_it_costs():
    some = offers(("A", 1, 100.0, 900, 20), ("A", 4, 200.0, 100, 20))
    limits = Limits(ttft_ms=500, gpus=8)
    found = loosened(some, limits).set_index("dropped")["usd_per_mtok"]
    assert found["ttft_ms"] == pytest.approx(2 / 0.36)
    assert found["gpus"] == pytest.approx(8 / 0.72)


def test_frameworks_are_never_ranked():
    some = offers(("A", 1, 100.0, 1, 1), ("B", 1, 50.0, 1, 1)).assign(framework=["vllm", "tgi"])
    with pytest.raises(ValueError, match="never frameworks"):
        cheapest(some, Limits())
    with pytest.raises(ValueError, match="never frameworks"):
        frontier(some.assign(tok_s_per_user=1.0, output_tok_s_per_gpu=1.0))
