"""The figures of the model's own bench, on points made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from bench import accuracy
from bench.model import GOALS, SEED, predicted
from tests.whatif_points import shipped
from tradeoffs.calibrate import learned
from tradeoffs.whatif.loads import KINDS
from tradeoffs.whatif.terms import NAMES
from tradeoffs.whatif.training import fit_slowdowns, folds, held_out

SAME = {"framework": "vllm", "architecture": "m", "precision": "fp8", "group": "m|g"}
SAME |= {"pair": "vllm/hopper"} | dict.fromkeys(("batch", "isl", "osl", "tp", "pp", "dp", "ep"), 1)


def points(**columns: list) -> pd.DataFrame:
    return pd.DataFrame({**SAME, **columns})


def test_errors_are_of_the_measured_figure():
    found = points(measured=[10.0] * 10, predicted=[11.0] * 9 + [20.0])
    median, high, capped = accuracy.errors(found)
    assert (median, capped) == (pytest.approx(10), pytest.approx(10))
    assert 10 < high <= 100


def test_order_counts_pairs_that_differ_in_one_thing_and_clearly():
    found = points(gpu=["a", "b", "c"], measured=[1.0, 2.0, 2.01], predicted=[1.0, 1.5, 0.5])
    # a and b: right; a and c: wrong; b and c measured alike and are left out.
    assert accuracy.order(found, ["gpu"]) == (2, 0.5)


def test_order_leaves_out_pairs_that_differ_in_more():
    found = points(gpu=["a", "b"], measured=[1.0, 2.0], predicted=[1.0, 2.0]).assign(tp=[1, 2])
    assert accuracy.order(found, ["gpu"])[0] == 0


def test_rank_agreement_is_within_groups():
    found = points(measured=[1, 2, 3, 4, 5.0] * 2, predicted=[1, 2, 3, 4, 5.0, 50, 40, 30, 20, 10])
    found = found.assign(group=["x"] * 5 + ["y"] * 5)
    assert accuracy.rank_agreement(found).to_dict() == pytest.approx({"x": 1, "y": -1})


def test_coverage_uses_bands_of_other_folds_only():
    found = points(measured=[1.0] * 40, predicted=[1.1] * 20 + [3.0] * 20)
    found = found.assign(group=[f"g{i}" for i in range(40)])
    inside = accuracy.covered(found, np.array([0] * 20 + [1] * 20))
    assert inside[:20].all() and not inside[20:].any()


def test_roofline_is_the_larger_of_memory_and_arithmetic():
    seconds = {"weights_read": 3.0, "kv_read": 1.0, "decode_math": 2.0, "prefill_math": 5.0}
    terms = np.array([[seconds.get(name, 0.0) for name in NAMES]])
    assert accuracy.roofline(terms) == [4 + 5]


@pytest.fixture(scope="module")
def taught():
    return learned()


@pytest.mark.parametrize("kind", KINDS)
def test_shipped_slowdowns_are_what_this_code_learns(taught, kind: str):
    """If this fails the model changed: run `make calibrate` and commit what it writes."""
    known, stored = taught[2][kind], shipped().slowdowns[kind]
    found = fit_slowdowns(known, kind, shipped().pulls[kind])
    assert found.common == pytest.approx(stored.common, rel=0.01)
    assert found.by_pair.keys() == stored.by_pair.keys()
    for pair, slowdowns in found.by_pair.items():
        assert slowdowns == pytest.approx(stored.by_pair[pair], rel=0.05), pair


def test_errors_on_groups_never_seen_meet_the_goals(taught):
    _, setups, found = taught
    points = predicted(
        setups,
        found,
        lambda k: held_out(found[k], k, shipped().pulls[k], folds(found[k].group, SEED)),
    )
    for quantity, (median, high) in GOALS.items():
        off = accuracy.errors(points[quantity])
        assert off[0] <= median and off[1] <= high * 1.02, quantity
        inside = accuracy.covered(points[quantity], folds(points[quantity]["group"], SEED))
        assert 0.75 <= inside.mean() <= 0.90, quantity
    assert accuracy.rank_agreement(points["output"]).median() >= 0.95
