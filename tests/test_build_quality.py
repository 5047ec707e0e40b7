"""Quality flags: physics worked out by hand, and what notes say.

toy-7b reads and multiplies 7e9 parameters a token (7.1e9 less an embedding table of 1e8). On the
card's 2,000 GB/s its 14 GB of fp16 weights are read at most 142.857 times a second, once every
7 ms; its 1,000 TFLOP/s allow 1e15 / 14e9 = 71,428.57 tokens a second.
"""

from __future__ import annotations

import pytest

from tests.small_data import SmallData


@pytest.fixture
def data(tmp_path):
    return SmallData(tmp_path)


def flags(data, **cells):
    data.row("results").update(cells)
    return (data.built()["quality"] or "").split(";") if data.built()["quality"] else []


@pytest.mark.parametrize(
    ("precision", "ms_per_token"), [("fp16", 7.0), ("fp8", 3.5), ("int4", 1.75)]
)
def test_a_token_faster_than_the_weights_can_be_read_is_flagged(data, precision, ms_per_token):
    assert flags(data, weight_precision=precision, tpot_mean_ms=ms_per_token * 0.999) == [
        "above-bandwidth"
    ]
    assert flags(data, weight_precision=precision, tpot_mean_ms=ms_per_token * 1.001) == []


def test_throughput_over_the_sequences_in_flight_is_held_against_the_same_ceiling(data):
    # 4 sequences × 142.857 = 571.4 tokens/s
    assert flags(data, output_tok_s=572) == ["above-bandwidth"]
    assert flags(data, output_tok_s=571) == []


def test_a_static_batch_is_held_against_the_same_ceiling(data):
    batch = {"scenario": "static-batch", "concurrency": "", "batch_size": 10}
    assert flags(data, **batch, output_tok_s=1429) == ["above-bandwidth"]
    assert flags(data, **batch, output_tok_s=1428) == []


def test_total_tokens_count_by_their_generated_part(data):
    # ISL = OSL: half of the total is generated
    assert flags(data, output_tok_s="", total_tok_s=1144) == ["above-bandwidth"]
    assert flags(data, output_tok_s="", total_tok_s=1142) == []


def test_two_cards_read_twice_as_fast(data):
    assert flags(data, gpu_count=2, tpot_mean_ms=3.51) == []
    assert flags(data, gpu_count=2, tpot_mean_ms=3.49) == ["above-bandwidth"]


def test_an_unknown_precision_has_no_bandwidth_ceiling(data):
    assert flags(data, weight_precision="", tpot_mean_ms=0.1) == []


def test_an_unknown_number_of_cards_has_no_ceiling(data):
    assert flags(data, gpu_count="", tpot_mean_ms=0.1) == []


def test_an_unknown_bandwidth_has_no_ceiling(data):
    data.row("gpus")["mem_bw_gb_s"] = ""
    assert flags(data, tpot_mean_ms=0.1) == []


def test_an_unknown_shape_has_no_ceiling(data):
    data.rows["aliases"].append(
        {"kind": "model", "name_as_collected": "toy-pruned", "canonical_id": "toy-pruned"}
    )
    assert flags(data, model="toy-pruned", tpot_mean_ms=0.1) == []


@pytest.mark.parametrize(
    "note", ["EAGLE speculative decoding, max 4 sequences", "config enables MTP", "Medusa heads"]
)
def test_speculative_decoding_may_pass_the_bandwidth_ceiling(data, note):
    assert flags(data, tpot_mean_ms=3.0, notes=note) == []


def test_a_sparse_model_reads_its_active_parameters_only(data):
    data.row("models").update({"params_b": 71, "experts": 10, "experts_per_token": 1})
    assert flags(data, tpot_mean_ms=7.01) == []


def test_a_vague_name_is_held_against_the_fastest_card_it_may_mean(data):
    data.rows["gpus"].append(data.row("gpus") | {"gpu": "Card-PCIe", "mem_bw_gb_s": 1000})
    vague = {"kind": "gpu", "name_as_collected": "Cards", "gpu_generation": "hopper"}
    data.rows["aliases"].append(vague | {"could_be": "Card-PCIe;Card-80GB"})
    assert flags(data, gpu="Cards", tpot_mean_ms=7.01) == []
    assert flags(data, gpu="Cards", tpot_mean_ms=6.99) == ["above-bandwidth"]


def test_more_tokens_than_the_card_can_multiply_are_flagged(data):
    offline = {"scenario": "offline", "concurrency": ""}
    assert flags(data, **offline, output_tok_s=71_429) == ["above-compute"]
    assert flags(data, **offline, output_tok_s=71_428) == []


def test_a_blank_rate_that_the_generation_has_leaves_compute_unjudged(data):
    data.row("gpus")["fp8_dense_tflops"] = ""
    assert flags(data, scenario="offline", concurrency="", output_tok_s=1_000_000) == []


def test_an_impossible_point_keeps_its_row_and_says_why(data):
    data.row("results")["tpot_mean_ms"] = 5.0
    row = data.built()
    assert row["is_doubtful"] is True
    assert row["tpot_mean_ms"] == 5.0
    assert row["quality_reason"] == (
        "200 tokens/s for one sequence, where reading the fp16 weights once a token allows 143 "
        "on 1 × Card."
    )


def test_a_suspect_note_is_serious_and_quoted_as_far_as_it_goes(data):
    data.row("results")["notes"] = (
        "run 3; SUSPECT: file lists tp=12; probably the GPU total; another run: 5 tok/s"
    )
    row = data.built()
    assert row["quality"] == "suspect-note"
    assert row["is_doubtful"] is True
    assert row["quality_reason"] == (
        "Marked as doubtful: file lists tp=12; probably the GPU total."
    )


def test_a_plain_point_carries_no_flag(data):
    row = data.built()
    assert (row["quality"], row["quality_reason"], row["is_doubtful"]) == (None, None, False)


@pytest.mark.parametrize(
    ("cells", "flag"),
    [
        (
            {"notes": "statistic (mean or median) not stated by the file", "ttft_mean_ms": 50},
            "statistic-unknown",
        ),
        ({"notes": "latency statistic assumed mean", "tpot_mean_ms": 20}, "statistic-unknown"),
        (
            {"notes": "statistic of first-token latency not stated", "ttft_mean_ms": 50},
            "statistic-unknown",
        ),
        ({"notes": "output length is nominal: early stop not disabled"}, "output-nominal"),
        ({"notes": "all prompts sent at once, no cap", "ttft_mean_ms": 50}, "ttft-is-queueing"),
        ({"notes": "3 bursts of N requests", "ttft_p50_ms": 50}, "ttft-is-queueing"),
        ({"num_requests": 4, "ttft_mean_ms": 50}, "ttft-is-queueing"),
        (
            {
                "notes": "TTFT not comparable between the two servers (different clients)",
                "ttft_mean_ms": 50,
            },
            "ttft-clients-differ",
        ),
        ({"notes": "x; load generator: generation was slow"}, "client-limited"),
        (
            {"notes": "inter-token latency here includes the first token", "tpot_mean_ms": 20},
            "tpot-includes-ttft",
        ),
    ],
)
def test_a_limited_figure_is_flagged_but_not_doubtful(data, cells, flag):
    assert flags(data, **cells) == [flag]
    assert data.built()["is_doubtful"] is False


@pytest.mark.parametrize(
    "cells",
    [
        {"notes": "statistic of first-token latency not stated"},  # and no latency is stated
        {"notes": "median inter-token latency 13 ms (source's ITL, not TPOT)", "ttft_p50_ms": 50},
        {"notes": "all prompts sent at once"},  # and no TTFT is stated
        {"num_requests": 5, "ttft_mean_ms": 50},
        {"num_requests": 1, "concurrency": 1, "output_tok_s": 50, "ttft_mean_ms": 50},
    ],
)
def test_a_limit_that_touches_no_stated_figure_is_not_flagged(data, cells):
    assert flags(data, **cells) == []


def test_a_time_per_token_that_includes_the_first_is_no_tpot(data):
    data.row("results").update(
        {"notes": "inter-token latency here includes the first token", "tpot_mean_ms": 20}
    )
    row = data.built()
    assert row["tpot_mean_ms"] == 20  # as collected
    assert row["tpot_ms"] is None
    assert row["tok_s_per_user"] is None
