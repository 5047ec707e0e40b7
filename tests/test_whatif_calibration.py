"""What the model learned: the committed file, its floors, the fit and the bands."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests.whatif_points import shipped
from tradeoffs import calibrated, store
from tradeoffs.whatif.bands import half_width, ratio_half_width, shrunk_half_widths
from tradeoffs.whatif.calibration import QUANTITIES, Calibration
from tradeoffs.whatif.fitting import fit, group_weights
from tradeoffs.whatif.loads import KINDS
from tradeoffs.whatif.terms import NAMES
from tradeoffs.whatif.training import FLOOR, PRIOR, folds


def test_calibration_was_learned_from_the_shipped_tables():
    """If this fails the tables changed: run `make calibrate` and commit what it writes."""
    assert shipped().version == calibrated.version()


def test_calibration_does_not_change_the_data_version(tmp_path):
    before = store.data_version(tmp_path)
    (tmp_path / calibrated.FILE).write_text("{}")
    assert store.data_version(tmp_path) == before


def test_file_reads_back_as_written():
    stored = shipped().to_json()
    assert Calibration.from_json(json.loads(json.dumps(stored))).to_json() == stored


def test_file_made_for_other_terms_is_refused(tmp_path):
    stored = shipped().to_json()
    stored["terms"] = stored["terms"][1:]
    (tmp_path / calibrated.FILE).write_text(json.dumps(stored))
    with pytest.raises(store.DataProblem, match="other terms: run `make calibrate`"):
        calibrated.calibration(tmp_path)


@pytest.mark.parametrize("text", ["", "[]", '{"terms": []}'])
def test_damaged_file_is_named(tmp_path, text):
    (tmp_path / calibrated.FILE).write_text(text)
    with pytest.raises(store.DataProblem, match=r"calibration\.json: no usable calibration"):
        calibrated.calibration(tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_no_slowdown_is_below_its_physical_floor(kind: str):
    learned = shipped().slowdowns[kind]
    floor = np.array([FLOOR.get(name, 0.0) for name in NAMES])
    found = [learned.common, *learned.by_framework.values(), *learned.by_pair.values()]
    assert all((slowdowns >= floor * (1 - 1e-3)).all() for slowdowns in found)


def test_floors_and_priors_speak_of_terms():
    assert set(PRIOR) == set(NAMES)
    assert set(FLOOR) < set(NAMES)


def test_unknown_frameworks_take_the_slowdowns_of_all():
    learned = shipped().slowdowns["tpot"]
    assert learned.of("tgi", "hopper") is learned.common
    assert learned.of("vllm", "ada") is learned.by_framework["vllm"]


def test_only_measured_frameworks_families_and_precisions_are_calibrated():
    known = shipped()
    assert known.is_calibrated("tpot", ("vllm", "hopper"), "fp8", False)
    assert not known.is_calibrated("tpot", ("tgi", "hopper"), "fp8", False)
    assert not known.is_calibrated("tpot", ("vllm", "hopper"), "int8", False)
    assert not known.is_calibrated("tpot", ("vllm", "hopper"), "fp8", pipelined=True)


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_what_was_never_measured_has_the_wider_band(quantity: str):
    bands = shipped().bands
    assert bands.extrapolated[quantity] > bands.calibrated[quantity]
    assert bands.half_width(quantity, ("tgi", "hopper"), False) == bands.extrapolated[quantity]
    assert bands.ratio[quantity] < 2**0.5 * bands.calibrated[quantity]  # errors are shared


def test_fit_finds_the_slowdowns_behind_exact_times_past_an_outlier():
    draw = np.random.default_rng(0)
    terms = draw.uniform(0.1, 10, (400, 3))
    seconds = terms @ np.array([1.5, 4.0, 0.9])
    seconds[:20] *= 30
    found = fit(terms, seconds, np.ones(400), np.zeros(3), 1e-3, np.log(np.full(3, 0.5)))
    assert np.exp(found) == pytest.approx([1.5, 4.0, 0.9], rel=0.1)


def test_fit_stays_above_the_floor_and_near_the_start_without_data_against_it():
    terms = np.array([[1.0, 0.0]] * 30)
    found = np.exp(fit(terms, np.full(30, 0.1), np.ones(30), np.log([1.0, 7.0]), 1.0,
                       np.log([0.8, 0.8])))  # fmt: skip
    assert found == pytest.approx([0.8, 7.0])


def test_large_groups_weigh_no_more_than_the_cap():
    groups = np.array(["big"] * 600 + ["small"] * 10)
    weights = group_weights(groups)
    assert weights[:600].sum() == pytest.approx(60)
    assert list(weights[600:]) == [1.0] * 10


def test_folds_never_split_a_group():
    groups = np.array([f"g{i % 29}" for i in range(500)])
    fold = folds(groups)
    assert all(len(set(fold[groups == g])) == 1 for g in set(groups))
    assert len(set(fold)) == 8


def test_band_holds_the_asked_share_with_a_group_weighing_the_root_of_its_points():
    residuals = np.array([0.1] * 16 + [0.2, 0.3, 0.4, 0.5])
    groups = np.array(["big"] * 16 + ["a", "b", "c", "d"])
    # 4 of 8 parts lie within 0.1, 5 within 0.2, … 7 within 0.4.
    assert half_width(residuals, groups, 4 / 8) == 0.1
    assert half_width(-residuals, groups, 0.8) == 0.4


def test_band_of_a_family_is_drawn_towards_all_and_with_few_groups_never_narrower():
    residuals = np.array([0.1] * 8 + [0.2] * 4 + [0.9])
    groups = np.array(list("abcdefghijklm"))
    pairs = np.array(["x"] * 8 + ["y"] * 4 + ["z"])
    pooled, own = shrunk_half_widths(residuals, groups, pairs, 0.8)
    assert pooled == 0.2
    assert own["x"] == pytest.approx(0.1 * 8 / 12 + 0.2 * 4 / 12)
    assert own["y"] == 0.2
    assert own["z"] == pytest.approx(0.9 / 5 + 0.2 * 4 / 5)


def test_errors_that_are_shared_cancel_in_a_ratio():
    shared = np.repeat([0.7, -0.4, 0.2], 50)
    groups = np.repeat(["a", "b", "c"], 50)
    assert ratio_half_width(shared, groups, 0.8) == 0.0
