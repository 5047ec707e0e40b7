"""Own points against published ones: a ratio only between twins, every difference named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.importing import NAMES, ROOT, read
from tradeoffs import calibrated, exporting, store
from tradeoffs.charts import own as chart
from tradeoffs.comparison import own, own_words
from tradeoffs.evidence.asking import LENGTHS, LOAD_TOLERANCE
from tradeoffs.importers.facts import Declared
from tradeoffs.importers.inputs import from_upload
from tradeoffs.importers.rows import COLUMNS
from tradeoffs.workspace.desk import Desk, Team

RATE = "generated_tok_s_per_gpu"
RESULTS = pd.read_parquet(ROOT / "data/results.parquet")


def published(n: int = 1) -> pd.DataFrame:
    """Published vLLM points with a stated rate, each alone in its set-up."""
    rows = RESULTS[
        (RESULTS.system == "vllm")
        & ~RESULTS.is_mlperf
        & ~RESULTS.is_doubtful
        & (RESULTS.generated_tok_s_basis == "stated")
        & (RESULTS.load_kind == "concurrency")
        & RESULTS.architecture_id.notna()
        & RESULTS.precision_id.notna()
        & RESULTS.gpu_id.notna()
        & (RESULTS.gpu_count == 1)
        & RESULTS.isl.notna()
        & RESULTS.osl.notna()
    ]
    alone = ~rows.duplicated(
        ["architecture_id", "gpu_label", "precision_id", "isl", "osl", "load_value"], keep=False
    )
    assert alone.sum() >= n
    return rows[alone].sort_values("result_id").head(n)


def mine(rows: pd.DataFrame, **changes: Any) -> pd.DataFrame:
    """The rows as one's own file would have them: rates a fifth higher, and ``changes``."""
    return rows.assign(
        output_tok_s=rows.output_tok_s * 1.2, total_tok_s=None, notes=None, req_s=None, **changes
    )


def compared(tmp_path: Path, rows: pd.DataFrame, metric: str = RATE) -> own.Compared:
    desk = Desk(Team(tmp_path / "team"))
    content = exporting.csv_text(rows[list(COLUMNS)], []).encode()
    reports = read(from_upload("mine.csv", content))
    key = desk.session.save(reports, Declared.of({}, NAMES), ROOT / "data").batch.id
    tables = desk.tables(store.current(), [key])
    points = tables.ask("own_points", sources=desk.sources(key), metric=metric)
    nearest = tables.ask(
        "own_nearest",
        ids=points.result_id.tolist(),
        metric=metric,
        **LENGTHS,
        load_tolerance=LOAD_TOLERANCE,
    )
    return own.compare(points, nearest, metric, calibrated.facts(), calibrated.calibration())


def test_twin_has_a_ratio_and_names_the_published_point(tmp_path: Path):
    rows = published()
    (found,) = compared(tmp_path, mine(rows)).rows.to_dict("records")
    assert found["near_id"] == rows.result_id.iloc[0]
    assert found["is_twin"] and found["differs"] == ""
    assert found["ratio"] == pytest.approx(1.2)


@pytest.mark.parametrize(
    ("column", "value", "named"),
    [
        ("gpu", "MI325X", "GPU"),
        ("weight_precision", "int4", "precision"),
        ("weight_precision", None, "precision (not stated)"),
        ("framework", "lmdeploy", "framework"),
        ("concurrency", 999_999, "load"),
        ("isl", 77_777.0, "lengths"),
        ("isl", None, "lengths (not stated)"),
    ],
)
def test_point_that_differs_has_no_ratio_and_says_in_what(
    tmp_path: Path, column: str, value: object, named: str
):
    found = compared(tmp_path, mine(published(), **{column: value}))
    assert found.rows.ratio.isna().all() and not found.rows.is_twin.any()
    assert named in found.rows.differs.iloc[0].split(", ")


def test_number_of_gpus_and_split_that_differ_are_named(tmp_path: Path):
    found = compared(tmp_path, mine(published(), gpu_count=64, tp=64))
    assert {"number of GPUs", "parallelism"} <= set(found.rows.differs.iloc[0].split(", "))


def test_length_and_load_within_tolerance_are_the_same(tmp_path: Path):
    rows = published()
    rows = mine(rows, isl=rows.isl * 1.02, osl=rows.osl * 0.95)
    assert compared(tmp_path, rows).rows.is_twin.all()


def test_model_that_nobody_published_has_no_neighbour(tmp_path: Path):
    found = compared(tmp_path, mine(published(), model="our/secret-model"))
    assert found.rows.near_id.isna().all() and found.rows.differs.isna().all()
    assert found.rows.estimate.isna().all() and (found.rows.reason != "").all()
    assert own_words.answer(found, 1).startswith("Nobody published a point of the models")


def test_own_points_are_never_compared_with_own_ones(tmp_path: Path):
    rows = mine(published(), model="our/secret-model")
    both = pd.concat([rows, rows.assign(concurrency=rows.concurrency * 2)])
    assert compared(tmp_path, both).rows.near_id.isna().all()


def test_doubtful_point_is_shown_and_never_counted(tmp_path: Path):
    rows = mine(published()).assign(notes="SUSPECT: a test")
    found = compared(tmp_path, rows)
    assert found.rows.is_twin.all() and found.twins.empty
    assert "1 doubtful point shown and not counted" in own_words.measure(found)


def test_summary_needs_five_twins(tmp_path: Path):
    few, enough = (
        compared(tmp_path / "a", mine(published(4))),
        compared(tmp_path / "b", mine(published(5))),
    )
    assert own_words.answer(few, 4) == "4 of 4 own points have a published twin"
    assert own_words.answer(enough, 5).startswith("Ours are 20 % ahead of what was published")
    assert own_words.measure(enough).startswith("Median of own ÷ published 1.20×, half of them")


def test_lower_is_better_for_latencies(tmp_path: Path):
    assert own_words._stand(1.25, "ttft_ms") == "Ours are 25 % behind what was published"
    assert own_words._stand(0.8, "ttft_ms") == "Ours are 20 % ahead of what was published"
    assert own_words._stand(1.0, "ttft_ms") == "Ours equal what was published"


def test_band_is_that_of_the_model_per_gpu_and_counts_those_within(tmp_path: Path):
    found = compared(tmp_path, mine(published(5)))
    rows = found.banded
    assert len(rows) > 0 and (rows.low < rows.estimate).all() and (rows.estimate < rows.high).all()
    assert found.within == sum(
        lo <= v <= hi for v, lo, hi in zip(rows.value, rows.low, rows.high, strict=True)
    )
    assert set(rows.tier) <= {"calibrated", "extrapolated"}


def test_speed_for_one_user_is_the_inverse_of_tpot(tmp_path: Path):
    rows = published(3).assign(tpot_mean_ms=20.0)
    tpot = compared(tmp_path / "a", mine(rows), "tpot_ms").rows
    speed = compared(tmp_path / "b", mine(rows), "tok_s_per_user").rows
    assert (speed.estimate * tpot.estimate).dropna().round(6).eq(1000).all()
    assert (speed.low * tpot.high).dropna().round(6).eq(1000).all()


def test_points_are_named_by_what_sets_them_apart_and_the_rest_is_said_once(tmp_path: Path):
    rows = mine(published())
    both = pd.concat([rows, rows.assign(concurrency=rows.concurrency * 2)])
    found = compared(tmp_path, both)
    load = int(rows.concurrency.iloc[0])
    assert own_words.drawn(found)["name"].tolist() == [
        f"{load} concurrent",
        f"{2 * load} concurrent",
    ]
    assert rows.gpu_label.iloc[0] in own_words.shared(found)


def test_points_that_nothing_sets_apart_are_numbered(tmp_path: Path):
    rows = mine(published())
    found = compared(tmp_path, pd.concat([rows, rows.assign(output_tok_s=rows.output_tok_s * 2)]))
    assert own_words.drawn(found)["name"].tolist() == ["own point", "own point (2)"]


def test_points_beyond_the_most_are_counted_and_said(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(own, "MOST", 2)
    found = compared(tmp_path, mine(published(3)))
    assert (len(found.rows), found.left_out) == (2, 1)
    assert own_words.answer(found, 3) == "2 of the first 2 own points have a published twin"
    assert "1 point more of the batch not compared" in own_words.source(found, 2, "drawn")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_chart_draws_a_row_a_point_and_holds_no_data(tmp_path: Path, theme: str):
    drawn = own_words.drawn(compared(tmp_path, mine(published(3))))
    made = chart.rows(drawn, theme=theme, title="T")
    assert "datasets" not in made.spec and len(made.rows["points"]) == 3
    assert made.alt == "T, 3 own points"
    assert made.spec["height"] == 3 * chart.ROW_HEIGHT + 30


def test_mlperf_results_of_ones_own_are_compared_with_none(tmp_path: Path):
    rows = mine(published())
    desk = Desk(Team(tmp_path))
    content = exporting.csv_text(rows[list(COLUMNS)].assign(source_id="mlperf-v5.1"), []).encode()
    reports = read(from_upload("mlperf.csv", content))
    key = desk.session.save(reports, Declared.of({}, NAMES), ROOT / "data").batch.id
    assert desk.sources(key) == ()
