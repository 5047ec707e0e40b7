"""What the model says under each kind of load, how far to trust it, and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.whatif_points import CHAT, estimates, load_of, only, points, setups, shipped
from tradeoffs.whatif.cost import kwh_per_mtok, usd_per_mtok
from tradeoffs.whatif.estimate import CHUNK, breakdown, estimate
from tradeoffs.whatif.loads import KINDS
from tradeoffs.whatif.memory import ledger
from tradeoffs.whatif.remedies import remedies

RATE = {"scenario": "online-rate", "concurrency": None}
STATIC = {"scenario": "static-batch", "concurrency": None, "batch_size": 16}


def test_closed_loop_figures_follow_from_one_another():
    found = estimates({})
    e2e_ms = only(found.ttft_ms) + 255 * only(found.tpot_ms)
    assert only(found.e2e_ms) == pytest.approx(e2e_ms)
    assert only(found.output_tok_s) == pytest.approx(16 * 256 / e2e_ms * 1e3)
    assert only(found.total_tok_s) == pytest.approx(only(found.output_tok_s) * 1280 / 256)


def test_static_batch_states_the_whole_batch_and_no_latency_within():
    found = estimates(STATIC)
    assert only(found.output_tok_s) == pytest.approx(16 * 256 / only(found.e2e_ms) * 1e3)
    assert np.isnan(only(found.ttft_ms)) and np.isnan(only(found.tpot_ms))


def test_static_batch_of_one_token_ends_with_the_first():
    found = estimates(STATIC | {"osl": 1})
    assert only(found.ttft_ms) == only(found.e2e_ms)
    assert np.isnan(only(found.tpot_ms))


@pytest.mark.parametrize("kind", KINDS)
def test_breakdown_adds_up_to_the_figure(kind: str):
    change = STATIC if kind == "static" else {}
    found = setups(change)
    parts = breakdown(found.points, found.framework, found.family, kind, shipped())
    figure = {"static": "e2e_ms", "tpot": "tpot_ms", "ttft": "ttft_ms"}[kind]
    total = sum(only(np.broadcast_to(part, (1,))) for part in parts.values())
    assert total * 1e3 == pytest.approx(only(getattr(estimates(change), figure)))
    assert min(part.min() for part in parts.values()) >= 0


@given(st.floats(0.05, 3.0))
def test_open_loop_obeys_littles_law(rate: float):
    found = estimates(RATE | {"request_rate_rps": rate})
    assert only(found.in_flight) == pytest.approx(rate * only(found.e2e_ms) / 1e3, rel=1e-3)
    assert only(found.output_tok_s) == pytest.approx(rate * 256)
    assert rate < only(found.most_rps)


def test_open_loop_above_what_can_be_served_is_saturated():
    found = estimates(RATE | {"request_rate_rps": 1000})
    assert only(found.most_rps) < 1000
    assert np.isnan(only(found.e2e_ms)) and np.isnan(only(found.output_tok_s))
    assert only(found.fits)


def test_offline_runs_as_many_as_there_are_or_fit():
    few, many = estimates(
        {"scenario": "offline", "num_requests": 7}, {"scenario": "offline"}
    ).in_flight
    assert few == 7
    assert many == only(ledger(points({}), at_full_length=False).max_concurrency)


def test_offline_states_rates_and_no_time_of_a_request():
    found = estimates({"scenario": "offline"})
    assert np.isnan(only(found.e2e_ms)) and np.isnan(only(found.ttft_ms))
    assert only(found.output_tok_s) > only(estimates({}).output_tok_s)


def test_single_stream_is_a_loop_of_one():
    alone = estimates({"scenario": "single-stream", "concurrency": 64})
    assert only(alone.tpot_ms) == only(estimates({"concurrency": 1}).tpot_ms)


def test_what_does_not_fit_has_no_speed():
    found = estimates({"tp": 1, "gpu_count": 1})
    assert not only(found.fits)
    assert only(found.memory_bytes) > 141e9
    assert all(np.isnan(only(getattr(found, n))) for n in ("ttft_ms", "e2e_ms", "total_tok_s"))


def test_remedies_are_enough_and_named_smallest_first():
    p = points({"tp": 2, "gpu_count": 2, "concurrency": 4}, {"concurrency": 400})
    said = remedies(p, np.array([False, False]), np.array([8, 8]))
    assert said[0] == "FP8 weights or INT4 weights or tp=4 on 4 GPUs"
    assert said[1].startswith("at most 350 requests at once or an 8-bit KV cache")
    assert ledger(points({"concurrency": 350}), False).fits[0]
    assert not ledger(points({"concurrency": 351}), False).fits[0]


def test_known_framework_and_family_are_calibrated_and_others_extrapolated():
    changes = [
        {"weight_precision": "fp8"},
        {"framework": "tgi", "weight_precision": "fp8"},
        {"weight_precision": "int8"},
        {"weight_precision": "fp8", "tp": 2, "pp": 2},
        {"weight_precision": "fp8", "gpu": "MI300X"},
        RATE | {"weight_precision": "fp8", "request_rate_rps": 1},
    ]
    found = estimates(*changes)
    assert list(found.is_calibrated) == [True, False, False, False, False, False]
    assert (found.width_tpot_ms[1:] == shipped().bands.extrapolated["tpot"]).all()


def test_chunks_change_nothing():
    many = [CHAT | {"concurrency": 1 + i % 9} for i in range(9)]
    nine = setups(*many)
    rows = np.arange(CHUNK + 9) % 9
    whole = estimate(nine.points.take(rows), load_of(nine).take(rows), shipped())
    assert len(whole) == CHUNK + 9
    first = estimate(nine.points, load_of(nine), shipped())
    assert (whole.tpot_ms == first.tpot_ms[rows]).all()


def test_no_points_give_no_estimates():
    nobody = setups({"model": "no such model"})
    assert len(estimate(nobody.points, load_of(nobody), shipped())) == 0


def test_cost_worked_out_by_hand():
    """Eight GPUs at 2 USD make 1000 tokens a second: 16 USD for 3.6 million."""
    assert usd_per_mtok(2.0, 8, np.array([1000.0]))[0] == pytest.approx(16 / 3.6)
    assert np.isnan(usd_per_mtok(2.0, 8, np.array([np.nan]))[0])


def test_energy_at_the_power_limit_by_hand():
    """8 × 700 W at 1,000 tokens a second: 5.6 J a token, 5.6 MJ or 1.556 kWh a million."""
    assert kwh_per_mtok(700.0, 8, np.array([1000.0]))[0] == pytest.approx(5.6 / 3.6)
