"""Added columns, on rows worked out by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.small_data import SmallData
from tradeoffs.building.tables.fields import first_day, grain


@pytest.fixture
def data(tmp_path):
    data = SmallData(tmp_path)
    for framework in ("deepspeed", "tensorrt-llm", "nvidia-nim", "sglang"):
        data.rows["aliases"].append(
            {"kind": "framework", "name_as_collected": framework, "canonical_id": framework}
        )
    data.rows["aliases"].append(
        {"kind": "gpu", "name_as_collected": "Gaudi2", "gpu_generation": "gaudi"}
    )
    return data


def built(data, **cells):
    data.row("results").update(cells)
    return data.built()


@pytest.mark.parametrize(
    ("cells", "system", "label"),
    [
        ({"framework": "vllm"}, "vllm", "vLLM"),
        (
            {"framework": "tensorrt-llm", "serving_layer": "triton"},
            "triton",
            "Triton (TensorRT-LLM)",
        ),
        ({"framework": "vllm", "serving_layer": "triton"}, "triton", "Triton (vLLM)"),
        ({"framework": "deepspeed"}, "deepspeed", "DeepSpeed"),
        (
            {"framework": "deepspeed", "gpu": "Gaudi2"},
            "optimum-habana",
            "DeepSpeed on Gaudi2 (optimum-habana)",
        ),
        (
            {"framework": "tensorrt-llm", "serving_layer": "nim"},
            "tensorrt-llm+nim",
            "TensorRT-LLM in NIM",
        ),
        ({"framework": "nvidia-nim", "serving_layer": "nim"}, "nvidia-nim", "NVIDIA NIM"),
        ({"framework": "sglang", "serving_layer": "dynamo"}, "sglang+dynamo", "SGLang with Dynamo"),
        ({"framework": "vllm", "serving_layer": "llm-d"}, "vllm+llm-d", "vLLM behind llm-d"),
        (
            {"framework": "vllm", "serving_layer": "llm-d-pd-1p-tp4-3d-tp4"},
            "vllm+llm-d-pd",
            "vLLM, split prefill/decode (llm-d)",
        ),
        ({"framework": ""}, None, "not stated"),
    ],
)
def test_what_is_compared_is_the_engine_and_what_stands_before_it(data, cells, system, label):
    row = built(data, **cells)
    assert (row["system"], row["system_label"]) == (system, label)
    assert row["engine"] == (cells["framework"] or None)


@pytest.mark.parametrize(
    ("cells", "kind", "value"),
    [
        ({"scenario": "static-batch", "batch_size": 16, "concurrency": ""}, "batch", 16.0),
        ({"scenario": "online-concurrency", "concurrency": 4}, "concurrency", 4.0),
        ({"scenario": "online-rate", "request_rate_rps": 2.5, "concurrency": ""}, "rate", 2.5),
        ({"scenario": "offline", "concurrency": ""}, "offline", None),
        ({"scenario": "offline", "batch_size": 32, "concurrency": ""}, "offline", 32.0),
        ({"scenario": "single-stream", "concurrency": 1, "output_tok_s": 50}, "single", 1.0),
        ({"scenario": "online-concurrency", "concurrency": ""}, "concurrency", None),
    ],
)
def test_the_load_has_a_kind_and_a_size_or_none(data, cells, kind, value):
    row = built(data, **cells)
    assert (row["load_kind"], row["load_value"]) == (kind, value)


@pytest.mark.parametrize(
    ("text", "day", "fine"),
    [
        ("2024-07-26", dt.date(2024, 7, 26), "day"),
        ("2024-07", dt.date(2024, 7, 1), "month"),
        ("2026", dt.date(2026, 1, 1), "year"),
        ("2025-10 to 2026-07", dt.date(2025, 10, 1), "month"),
        ("2024-2026", dt.date(2024, 1, 1), "year"),
        ("2025-03-25 (DeepSpeed 2026-10-20)", dt.date(2025, 3, 25), "day"),
        (None, None, None),
        ("unknown", None, None),
    ],
)
def test_a_date_is_the_first_day_of_what_is_stated(text, day, fine):
    assert first_day(text) == day
    assert grain(text) == fine


def test_speed_for_one_user_is_the_inverse_of_tpot(data):
    row = built(data, tpot_mean_ms=20, tpot_p50_ms=10)
    assert (row["tok_s_per_user"], row["tpot_ms"], row["tpot_statistic"]) == (50, 20, "mean")


def test_the_median_stands_in_for_a_mean_that_is_not_stated(data):
    row = built(data, tpot_p50_ms=10)
    assert (row["tok_s_per_user"], row["tpot_ms"], row["tpot_statistic"]) == (100, 10, "p50")


def test_a_statistic_the_source_does_not_state_is_not_called_a_mean(data):
    row = built(data, tpot_mean_ms=20, notes="statistic (mean or median) not stated by the file")
    assert (row["tok_s_per_user"], row["tpot_statistic"]) == (50, "not stated")


def test_an_unknown_tpot_gives_no_speed(data):
    assert built(data)["tok_s_per_user"] is None


def test_a_stated_output_rate_wins(data):
    row = built(data, total_tok_s=1000, ttft_mean_ms=100, tpot_mean_ms=10)
    assert (row["generated_tok_s"], row["generated_tok_s_basis"]) == (200, "stated")


def test_the_generated_part_of_a_total(data):
    row = built(data, output_tok_s="", total_tok_s=1000, isl=300, osl=100, gpu_count=5)
    assert (row["generated_tok_s"], row["generated_tok_s_basis"]) == (250, "from total")
    assert row["generated_tok_s_per_gpu"] == 50


def test_a_closed_loop_gives_its_rate(data):
    # a request takes 100 + 100 × 19 = 2,000 ms; 4 in flight × 101 tokens / 2 s = 202 tokens/s
    row = built(data, output_tok_s="", osl=101, ttft_mean_ms=100, tpot_mean_ms=19)
    assert row["generated_tok_s"] == pytest.approx(202)
    assert row["generated_tok_s_basis"] == "derived"


def test_medians_are_combined_with_medians_only(data):
    row = built(data, output_tok_s="", osl=101, ttft_mean_ms=100, tpot_p50_ms=19)
    assert row["generated_tok_s"] is None
    row = built(data, ttft_p50_ms=100)
    assert row["generated_tok_s"] == pytest.approx(202)


@pytest.mark.parametrize(
    "cells",
    [
        {"osl": ""},
        {"concurrency": ""},
        {"ttft_mean_ms": ""},
        {"tpot_mean_ms": "", "e2e_mean_ms": 2000},
        {"num_requests": 4},  # all at once: no closed loop
        {"notes": "inter-token latency here includes the first token"},
        {"scenario": "online-rate", "request_rate_rps": 2, "concurrency": ""},
    ],
)
def test_a_rate_is_not_guessed(data, cells):
    row = built(data, **({"output_tok_s": "", "ttft_mean_ms": 100, "tpot_mean_ms": 19} | cells))
    assert (row["generated_tok_s"], row["generated_tok_s_basis"]) == (None, None)
    assert row["generated_tok_s_per_gpu"] is None


def test_an_unknown_number_of_accelerators_gives_no_rate_per_accelerator(data):
    row = built(data, gpu_count="")
    assert row["generated_tok_s"] == 200
    assert row["generated_tok_s_per_gpu"] is None


def test_a_name_that_says_too_little_keeps_its_name_and_its_generation(data):
    row = built(data, gpu="Vague")
    assert row["gpu_id"] is None
    assert (row["gpu_label"], row["gpu_generation"]) == ("Vague", "hopper")
    assert row["gpu_name_exact"] is False


def test_a_full_name_leads_to_its_data_sheet(data):
    row = built(data)
    assert (row["gpu_id"], row["gpu_label"], row["gpu_generation"]) == (
        "Card-80GB",
        "Card-80GB",
        "hopper",
    )
    assert row["gpu_name_exact"] is True


def test_an_alias_without_shape_gives_no_architecture(data):
    data.rows["aliases"].append(
        {"kind": "model", "name_as_collected": "toy-int4", "canonical_id": "toy-7b"}
    )
    row = built(data, model="toy-int4")
    assert (row["model"], row["model_id"], row["architecture_id"]) == ("toy-int4", "toy-7b", None)


def test_an_unstated_precision_stays_unknown(data):
    assert built(data, weight_precision="")["precision_id"] is None


def test_mending_a_figure_or_a_note_keeps_the_id(data):
    before = data.built()["result_id"]
    assert built(data, output_tok_s=210, notes="mended", measured_on="2025")["result_id"] == before


@pytest.mark.parametrize(
    "cells", [{"locator": "table 9"}, {"tp": 1}, {"concurrency": 5}, {"framework_version": "1"}]
)
def test_another_identity_is_another_id(data, cells):
    before = data.built()["result_id"]
    assert built(data, **cells)["result_id"] != before


def test_an_id_is_r_and_twelve_hex_digits(data):
    result_id = data.built()["result_id"]
    assert len(result_id) == 13
    assert result_id[0] == "r"
    assert set(result_id[1:]) <= set("0123456789abcdef")


def test_blackwell_is_two_generations(data):
    data.row("gpus").update({"architecture": "blackwell", "compute_capability": "12.0"})
    data.row("aliases", 5)["gpu_generation"] = "blackwell"
    assert data.build()["gpus"][0]["generation"] == "blackwell-consumer"
    data.row("gpus")["compute_capability"] = "10.0"
    assert data.build()["gpus"][0]["generation"] == "blackwell"
    data.row("gpus").update({"architecture": "blackwell-ultra", "compute_capability": "10.3"})
    assert data.build()["gpus"][0]["generation"] == "blackwell"


@pytest.mark.parametrize(
    ("licence", "stated"),
    [
        ("MIT", True),
        ("Apache-2.0 (stated in the README)", True),
        ("none stated", False),
        ("none stated for the documentation (models are Apache-2.0)", False),
        ("not stated", False),
    ],
)
def test_a_source_without_licence_says_so(data, licence, stated):
    data.row("sources")["licence"] = licence
    assert data.build()["sources"][0]["licence_stated"] is stated


def test_a_price_and_a_start_time_name_their_accelerator(data):
    data.rows["prices"].append(
        {
            "gpu": "Vague",
            "usd_per_gpu_hour": 2.5,
            "basis": "on-demand",
            "provider": "Cloud",
            "date": "2026-09",
            "evidence_url": "https://example.org/p",
        }
    )
    data.rows["startup"].append(
        {
            "framework": "vllm",
            "model": "toy-7b",
            "gpu": "Card",
            "gpu_count": 1,
            "seconds": 61,
            "what_is_counted": "start to ready",
            "statistic": "one run",
            "measured_on": "2025-12-27",
            "licence": "none stated",
            "evidence_url": "https://example.org/s",
        }
    )
    tables = data.build()
    price, start = tables["prices"][0], tables["startup"][0]
    assert (price["gpu"], price["gpu_id"], price["priced_on"]) == (
        "Vague",
        None,
        dt.date(2026, 9, 1),
    )
    assert (start["gpu_id"], start["gpu_generation"]) == ("Card-80GB", "hopper")
    assert (start["measured_date"], start["licence_stated"]) == (dt.date(2025, 12, 27), False)
