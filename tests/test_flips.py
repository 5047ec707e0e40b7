"""Crossings along the load and changes between kinds of set-ups, planted and found."""

from __future__ import annotations

import numpy as np
import pytest

from tests.planted import pairs, sweep, together
from tradeoffs.evidence import flip_words, flips
from tradeoffs.evidence.pairs import turned


def as_rival(rows):
    return turned(rows, "tensorrt-llm")


def test_a_planted_crossing_is_found_between_the_loads_around_it():
    (curve,) = flips.curves(as_rival(sweep(40)), "throughput")
    assert curve.course == "crosses"
    assert curve.crossing.load == pytest.approx(40)
    assert (curve.crossing.low, curve.crossing.high) == (32, 64)
    assert not curve.crossing.rival_wins_above


def test_for_latency_the_lead_is_turned():
    (curve,) = flips.curves(as_rival(sweep(40, metric="ttft")), "ttft")
    assert curve.crossing.rival_wins_above


def test_the_common_crossing_of_several_sources_holds_the_planted_one():
    rows = together(
        *(
            sweep(at, source=f"s{i}", model=f"m{j}")
            for i in range(4)
            for j, at in enumerate((30, 36, 45))
        )
    )
    found, above = flips.common_crossing(flips.curves(as_rival(rows), "throughput"))
    assert found.low < 36 < found.high and not above
    assert found.pairs == 12 and found.sources == 4


def test_a_lead_within_three_percent_is_no_crossing():
    ratios = [1.02, 0.99, 0.985, 1.01]
    rows = pairs(ratios, load_value=[1.0, 2.0, 4.0, 8.0])
    (curve,) = flips.curves(as_rival(rows), "throughput")
    assert curve.course == "even" and curve.crossing is None


def test_more_than_one_change_is_back_and_forth():
    rows = pairs([1.2, 0.8, 1.3], load_value=[1.0, 2.0, 4.0])
    (curve,) = flips.curves(as_rival(rows), "throughput")
    assert curve.course == "back and forth" and curve.crossing is None


def test_points_of_other_set_ups_are_not_joined_to_a_curve():
    rows = together(
        pairs([1.2, 1.1], load_value=[1.0, 2.0], precision_id="bf16"),
        pairs([0.9], load_value=[4.0], precision_id="fp8"),
    )
    assert flips.curves(as_rival(rows), "throughput") == []


def test_the_lead_per_doubling_is_the_planted_slope():
    rows = together(*(sweep(40, slope=-0.1, source=f"s{i}") for i in range(5)))
    found = flips.per_doubling(flips.curves(as_rival(rows), "throughput"))
    assert found.ratio == pytest.approx(np.exp(-0.1)) and found.side == -1


def test_a_flip_between_generations_is_named():
    def part(ratio: float, generation: str):
        return together(
            *(
                pairs(ratio * w, 4, source=f"s{i}", gpu=generation, gpu_generation=generation)
                for i, w in enumerate((0.98, 1.0, 1.02, 1.01))
            )
        )

    rows = as_rival(together(part(1.3, "hopper"), part(0.8, "blackwell")))
    assert "generation" in flips.depends_on(rows, "throughput")
    groups = flips.groups(rows, "generation")
    names = flip_words.group_names(groups, "generation")
    said = flip_words.group_title(groups, names, "throughput", "generation", "tensorrt-llm")
    assert "ahead on Hopper (9.0) (1.30×" in said
    assert "behind on Blackwell, data centre (10.x) (0.80×)" in said


def test_kinds_that_no_source_measured_both_are_a_difference_of_sources():
    def part(ratio: float, source: str, precision: str):
        return together(
            *(
                pairs(ratio * w, 4, source=source, model=f"{source}{i}", precision_id=precision)
                for i, w in enumerate((0.98, 1.0, 1.02, 1.01))
            )
        )

    rows = as_rival(together(part(1.3, "old", "fp16"), part(0.8, "new", "fp8")))
    assert flips.depends_on(rows, "throughput") == ["source"]


def test_one_crossing_curve_among_many_is_no_dependence_on_the_load():
    loads = [1.0, 2.0, 4.0]
    steady = [
        pairs([1.2, 1.2, 1.2 + step], load_value=loads, source=f"s{i}")
        for i, step in enumerate((-0.03, 0.02, 0.01, -0.01, 0.03, -0.02))
    ]
    rows = as_rival(together(*steady, pairs([1.2, 1.0, 0.8], load_value=loads)))
    assert flips.depends_on(rows, "throughput") == []


def test_a_lead_that_shrinks_for_certain_but_never_turns_is_no_flip():
    rows = as_rival(together(*(sweep(4096, source=f"s{i}") for i in range(6))))
    assert flips.depends_on(rows, "throughput") == []


def test_groups_of_model_sizes_run_from_small_to_large():
    rows = together(*(pairs(1.1, params_b=size) for size in (405.0, 8.0, 70.0, 32.0)))
    assert [g.value for g in flips.groups(as_rival(rows), "size")] == [n for _, n in flips.SIZES]


def test_an_unknown_value_is_in_no_group():
    rows = together(pairs(1.1, params_b=float("nan")), pairs(1.1, params_b=8.0))
    assert [g.estimate.pairs for g in flips.groups(as_rival(rows), "size")] == [1]


def test_the_title_names_who_passes_whom_and_where():
    rows = together(
        *(sweep(at, source=f"s{i}", model=m) for i in range(4) for m, at in (("x", 30), ("y", 45)))
    )
    told = flip_words.along_load(flips.curves(as_rival(rows), "throughput"))
    said = flip_words.load_title(told, "tensorrt-llm", "vllm")
    assert said.startswith("In 8 of 8 curves vLLM passes TensorRT-LLM at about 37 (")
    assert said.endswith(") concurrent requests")


def test_curves_that_cross_the_other_way_are_said_and_never_drawn_bold():
    usual = [sweep(30, source=f"s{i}", model=m) for i in range(4) for m in "xy"]
    other = sweep(10, slope=0.2, source="odd")
    told = flip_words.along_load(flips.curves(as_rival(together(*usual, other)), "throughput"))
    assert flip_words.load_title(told, "tensorrt-llm", "vllm").endswith("in 1 the other way")
    assert not told.bold.crossing.rival_wins_above


def test_without_a_sweep_there_is_no_curve():
    assert flip_words.along_load(flips.curves(as_rival(pairs(1.2, 5)), "throughput")) is None
