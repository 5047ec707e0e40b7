"""The back-test kept with the calibration: what it holds, and that it is of these tables."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tradeoffs import calibrated, store
from tradeoffs.build import DATA
from tradeoffs.calibrate import learned
from tradeoffs.whatif.backtesting import UNSEEN
from tradeoffs.whatif.training import folds, held_out


@pytest.fixture(scope="module")
def tested() -> pd.DataFrame:
    return calibrated.backtest()


def test_shipped_back_test_is_of_the_shipped_tables():
    calibrated.backtest()
    assert calibrated.calibration().version == calibrated.version()


def test_every_measured_point_of_a_kind_was_predicted_once(tested: pd.DataFrame):
    assert not tested.duplicated(["quantity", "result_id"]).any()
    known = calibrated.calibration().taught
    for kind, pairs in known.items():
        points = sum(t.points for t in pairs.values())
        assert (tested["quantity"] == kind).sum() == points


def test_predictions_are_those_of_a_fit_that_never_saw_the_group(tested: pd.DataFrame):
    rows, _, found = learned()
    tpot, known = tested[tested["quantity"] == "tpot"], found["tpot"]
    pulls = calibrated.calibration().pulls["tpot"]
    again = held_out(known, "tpot", pulls, folds(known.group)) * 1e3
    assert list(tpot["result_id"]) == list(rows["result_id"].to_numpy()[known.row])
    assert tpot["predicted_group"].to_numpy() == pytest.approx(again, rel=1e-3)


def test_a_fit_that_never_saw_the_gpu_predicts_otherwise(tested: pd.DataFrame):
    static = tested[tested["quantity"] == "static"]
    for name in UNSEEN:
        assert np.isfinite(static[f"predicted_{name}"]).all()
    assert not np.allclose(static["predicted_group"], static["predicted_gpu"], rtol=0.01)


def test_rate_and_latencies_of_a_closed_loop_belong_together(tested: pd.DataFrame):
    rates = tested[tested["quantity"] == "output"].set_index("result_id")
    of = tested.set_index(["quantity", "result_id"])["measured"]
    one = rates.iloc[0]
    request = of["ttft", one.name] + (one.osl - 1) * of["tpot", one.name]
    assert one.measured == pytest.approx(one.batch * one.osl / request * 1e3, rel=1e-3)


def folder(tmp_path: Path) -> Path:
    shutil.copy(DATA / calibrated.FILE, tmp_path / calibrated.FILE)
    (tmp_path / calibrated.BACKTEST).parent.mkdir()
    return tmp_path


def test_back_test_of_other_tables_is_refused(tmp_path: Path, tested: pd.DataFrame):
    path = folder(tmp_path) / calibrated.BACKTEST
    path.write_bytes(calibrated.packed(tested, "000000000000"))
    with pytest.raises(store.DataProblem, match="other tables"):
        calibrated.backtest(tmp_path)


def test_missing_or_damaged_back_test_says_what_to_run(tmp_path: Path):
    path = folder(tmp_path) / calibrated.BACKTEST
    with pytest.raises(store.DataProblem, match="make calibrate"):
        calibrated.backtest(tmp_path)
    path.write_bytes(b"no parquet")
    with pytest.raises(store.DataProblem, match="make calibrate"):
        calibrated.backtest(tmp_path)


def test_packing_rounds_figures_and_keeps_lengths_whole(tmp_path: Path, tested: pd.DataFrame):
    one = tested.head(1).assign(measured=1.23456, isl=123_456.0)
    version = calibrated.calibration().version
    path = folder(tmp_path) / calibrated.BACKTEST
    path.write_bytes(calibrated.packed(one, version))
    row = calibrated.backtest(tmp_path).iloc[0]
    assert (row["measured"], row["isl"]) == (1.235, 123_456)
