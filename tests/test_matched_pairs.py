"""Which points make a pair, on small tables built for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from tests.small_data import SmallData
from tradeoffs.building.writing import write_tables
from tradeoffs.evidence import asking
from tradeoffs.querying import load_queries
from tradeoffs.store import Store


class Lab(SmallData):
    """A data folder with one vLLM point; ``pairs`` builds it and asks for what matches."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "data")
        self._cache = folder / "cache"

    def ask(self, name: str, **params: object) -> pd.DataFrame:
        write_tables(self.build(), self.folder)
        opened = Store(self.folder, self._cache, load_queries())
        try:
            return opened.ask(name, **params)
        finally:
            opened.close()

    def pairs(self, **changes: object) -> pd.DataFrame:
        return self.ask("matched_pairs", **asking.parameters({**asking.DEFAULTS, **changes}))


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    yield Lab(tmp_path)


def test_equal_set_ups_make_a_pair_with_the_ratio_of_their_figures(lab: Lab):
    lab.result(framework="tgi", output_tok_s=150)
    (pair,) = lab.pairs().itertuples()
    assert (pair.framework_a, pair.framework_b) == ("tgi", "vllm")
    assert pair.ratio == 150 / 200 and not pair.gap


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("gpu", "Vague"),
        ("gpu_count", 2),
        ("weight_precision", "fp8"),
        ("isl", 104),
        ("osl", 107),
        ("concurrency", 5),
        ("source_id", "other"),
    ],
)
def test_a_difference_in_one_dimension_makes_no_pair(lab: Lab, cell: str, value: object):
    if cell == "source_id":
        lab.rows["sources"].append(lab.row("sources") | {"source_id": "other"})
    lab.result(framework="tgi", output_tok_s=150, **{cell: value})
    assert lab.pairs().empty


@pytest.mark.parametrize(("cell", "value"), [("isl", 103), ("osl", 106)])
def test_mean_lengths_within_the_tolerance_are_the_same_length(lab: Lab, cell: str, value: int):
    lab.result(framework="tgi", output_tok_s=150, **{cell: value})
    assert len(lab.pairs()) == 1


def test_replicates_are_one_point_at_their_median(lab: Lab):
    lab.row("sources")["row_is"] = "run"
    for rate in (140, 150, 190):
        lab.result(framework="tgi", output_tok_s=rate)
    (pair,) = lab.pairs().itertuples()
    assert pair.ratio == 150 / 200


def test_settings_of_one_release_are_replicates_and_releases_are_not(lab: Lab):
    lab.result(framework="tgi", output_tok_s=100, framework_version="1.0 plain")
    lab.result(framework="tgi", output_tok_s=120, framework_version="1.0 tuned")
    (pair,) = lab.pairs().itertuples()
    assert (pair.ratio, pair.version_a) == (110 / 200, "1.0")


def test_a_setting_that_both_sides_name_is_met_with_itself(lab: Lab):
    lab.row("results")["framework_version"] = "1.0 engine"
    lab.result(output_tok_s=400, framework_version="1.0 graphs")
    lab.result(framework="tgi", output_tok_s=190, framework_version="1.0 engine")
    (pair,) = lab.pairs().itertuples()
    assert (pair.ratio, pair.settings_a, pair.settings_b) == (190 / 200, 1, 1)


def test_unlike_settings_count_as_their_median_and_are_counted(lab: Lab):
    lab.result(output_tok_s=400, framework_version="1.0 graphs")
    lab.row("results")["framework_version"] = "1.0 engine"
    lab.result(framework="tgi", output_tok_s=150, framework_version=None)
    (pair,) = lab.pairs().itertuples()
    assert (pair.ratio, pair.settings_b) == (150 / 300, 2)


def test_precisions_of_the_cache_are_apart(lab: Lab):
    lab.result(framework="tgi", output_tok_s=150, kv_precision="fp8")
    assert lab.pairs().empty


def test_all_models_of_a_shape_can_be_chosen_at_once(lab: Lab):
    lab.result(framework="tgi", output_tok_s=150)
    assert len(lab.pairs(model=("shape:toy-7b",))) == 1
    assert lab.pairs(model=("shape:other",)).empty


def test_of_two_releases_the_one_measured_closest_in_time_is_paired(lab: Lab):
    for day, rate, version in (("2023-01-05", 80, "1.0"), ("2025-01-07", 120, "2.0")):
        lab.result(framework="tgi", output_tok_s=rate, framework_version=version, measured_on=day)
    (pair,) = lab.pairs().itertuples()
    assert (pair.ratio, pair.version_a) == (120 / 200, "2.0")


def test_a_flagged_point_never_enters_unless_asked_for(lab: Lab):
    lab.result(framework="tgi", output_tok_s=150, notes="SUSPECT: clock ran backwards")
    assert lab.pairs().empty
    assert len(lab.pairs(doubtful=True)) == 1


def test_a_dimension_that_neither_side_states_is_a_gap(lab: Lab):
    lab.row("results").pop("weight_precision")
    lab.result(framework="tgi", output_tok_s=150)
    assert lab.pairs().gap.tolist() == [True]


def test_parallelism_over_several_gpus_must_be_stated(lab: Lab):
    lab.row("results")["gpu_count"] = 2
    lab.result(framework="tgi", output_tok_s=150)
    assert lab.pairs().gap.tolist() == [True]
    for row in lab.rows["results"]:
        row |= {"tp": 2, "pp": 1}
    assert lab.pairs().gap.tolist() == [False]


def test_one_framework_measured_twice_is_no_pair(lab: Lab):
    lab.row("sources")["row_is"] = "run"
    lab.result(output_tok_s=150)
    assert lab.pairs().empty


def test_a_mean_is_never_set_beside_a_median(lab: Lab):
    lab.row("results")["ttft_mean_ms"] = 50
    lab.result(framework="tgi", output_tok_s=150, ttft_mean_ms=None, ttft_p50_ms=40)
    assert set(lab.pairs().metric) == {"throughput"}


def test_filters_narrow_both_sides(lab: Lab):
    lab.result(framework="tgi", output_tok_s=150)
    assert lab.pairs(prec=("fp8",)).empty
    assert len(lab.pairs(prec=("fp16",), load_from=4, load_to=4)) == 1
    assert lab.pairs(load_from=5).empty


def test_narrow_and_wide_weights_of_one_engine_are_a_pair(lab: Lab):
    lab.result(weight_precision="fp8", output_tok_s=300)
    lab.result(weight_precision="fp8", output_tok_s=500, concurrency=8)
    (pair,) = lab.ask(
        "matched_precisions", precision="fp8", doubtful=False, **asking.LENGTHS
    ).itertuples()
    assert pair.ratio == 1.5 and pair.same_cache


def test_two_sources_of_one_configuration_are_set_side_by_side(lab: Lab):
    lab.rows["sources"].append(lab.row("sources") | {"source_id": "other"})
    lab.result(source_id="other", output_tok_s=100, framework_version="0.9")
    (row,) = lab.ask("source_conflicts", doubtful=False, **asking.LENGTHS).itertuples()
    assert (row.source_a, row.source_b, row.ratio) == ("lab", "other", 2.0)


def test_repeats_of_one_source_show_how_far_runs_are_apart(lab: Lab):
    lab.row("sources")["row_is"] = "run"
    lab.result(output_tok_s=250)
    (row,) = lab.ask("repeat_spread", doubtful=False, **asking.LENGTHS).itertuples()
    assert (row.metric, row.pairs, row.median, row.p75) == ("throughput", 1, 1.25, 1.25)


def release(version: str, day: str, framework: str = "vllm", prerelease: str = "no") -> dict:
    return {
        "framework": framework,
        "package_or_repo": framework,
        "version": version,
        "released_on": day,
        "prerelease": prerelease,
        "evidence_url": "https://example.org/page",
    }


def test_newer_releases_are_counted_from_the_date_of_the_measured_version(lab: Lab):
    lab.row("results")["framework_version"] = "0.9 nightly build"
    lab.result(framework_version="unlisted", concurrency=9)
    lab.rows["releases"] = [
        release("0.9.0", "2025-01-01"),
        release("1.0.0rc1", "2025-02-01", prerelease="yes"),
        release("1.0.0", "2025-03-01"),
        release("1.1.0", "2025-04-01"),
    ]
    found = lab.ask("version_ages").set_index("version")
    assert found.loc["0.9", "newer_releases"] == 2
    assert found.loc["0.9", "newest_version"] == "1.1.0"
    assert pd.isna(found.loc["unlisted", "newer_releases"])


@pytest.mark.parametrize(("cell", "one", "other"), [("dp", 1, 2), ("kv_precision", "fp16", "fp8")])
def test_two_sources_conflict_only_where_nothing_they_state_differs(
    lab: Lab, cell: str, one: object, other: object
):
    lab.rows["sources"].append(lab.row("sources") | {"source_id": "other"})
    lab.row("results")[cell] = one
    lab.result(source_id="other", output_tok_s=100, **{cell: other})
    assert lab.ask("source_conflicts", doubtful=False, **asking.LENGTHS).empty
