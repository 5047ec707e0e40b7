"""What a file does not say is declared, checked, shown as such, and never guessed."""

from __future__ import annotations

import json

import pytest

from tests.importing import FILES, NAMES, SETUP, read_bytes, read_path
from tradeoffs.building.quality import flags_of
from tradeoffs.importers.columns import DECLARABLE
from tradeoffs.importers.facts import Declared
from tradeoffs.importers.plausible import doubts, looks_odd
from tradeoffs.importers.points import Point
from tradeoffs.importers.problems import ImportProblem
from tradeoffs.importers.rows import full_row, result_row, with_models
from tradeoffs.importers.spelling import board, engine, precision

OWN_RUN = FILES / "vllm-serve/vllm-0.25-detailed.json"
REPORT = FILES / "trtllm-bench/trtllm-bench-1.0.json"


def test_declared_facts_complete_a_point_and_are_marked():
    report = read_path(OWN_RUN, framework="vLLM", gpu="nvidia h200", gpu_count="8", tp=4)
    (taken,) = report.points
    row = taken.row
    assert (row.framework, row.gpu, row.gpu_count, row.tp) == ("vllm", "H200-SXM", 8, 4)
    assert taken.declared == ("framework", "gpu", "gpu_count", "tp")
    assert report.could_say == ("framework_version", "weight_precision")


def test_fact_that_the_file_states_is_not_overruled():
    report = read_path(REPORT, gpu="L4", gpu_count=2)
    assert report.rejected == [("", "the file says gpu H100-SXM-80GB, declared is L4")]


def test_stated_and_declared_alike_is_no_declaration():
    (taken,) = read_path(REPORT, gpu="h100-sxm-80gb", gpu_count=2).points
    assert taken.declared == ()


def test_name_under_which_a_model_was_served_gives_way():
    content = json.loads(OWN_RUN.read_text()) | {"model_id": "/models/mine"}
    (taken,) = read_bytes(json.dumps(content).encode(), **SETUP).points
    assert taken.row.model == "Qwen/Qwen3-8B"
    assert "model as the file names it: /models/mine" in (taken.row.notes or "")


def test_measured_lengths_stand():
    (taken,) = read_path(OWN_RUN, **SETUP, isl=999, osl=999).points
    assert (taken.row.isl, taken.row.osl, "isl" in taken.declared) == (100.0, 10.0, False)


def test_batch_size_can_be_declared_for_a_static_batch():
    path = FILES / "vllm-latency/vllm-0.6.json"
    assert "batch_size" in read_path(path).could_say
    (taken,) = read_path(path, **SETUP, batch_size=8, isl=128, osl=64).points
    row = full_row(taken.row, NAMES)
    assert (row["load_kind"], row["load_value"], row["e2e_ms"]) == ("batch", 8.0, 2500.0)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"gpu": "H1000"}, "gpu: H1000 is not known; near: H100"),
        ({"framework": "vlm"}, "framework: vlm is not known; near: vllm"),
        ({"weight_precision": "fp9"}, "weight_precision: fp9 is not known; near: fp8"),
        ({"gpu_count": "0"}, "gpu_count: not a whole number above 0 (0)"),
        ({"tp": "1.5"}, "tp: not a whole number above 0 (1.5)"),
        ({"tp": "²"}, "tp: not a whole number above 0 (²)"),
        ({"serving_layer": "nginx"}, "serving_layer: not one of triton"),
        ({"measured_on": "soon"}, "measured_on: write YYYY-MM-DD"),
        ({"measured_on": "2025-13-01"}, "measured_on: write YYYY-MM-DD"),
        ({"ttft_mean_ms": 1}, "ttft_mean_ms cannot be declared"),
    ],
)
def test_wrong_fact_is_refused_with_what_is_near(facts: dict[str, object], words: str):
    with pytest.raises(ImportProblem) as error:
        Declared.of(facts, NAMES)
    assert words in str(error.value)


def test_every_declarable_column_is_one_of_results():
    from tradeoffs.importers.rows import COLUMNS

    assert set(DECLARABLE) <= set(COLUMNS)


def test_unknown_accelerator_of_a_file_is_asked_for():
    content = json.loads(REPORT.read_text())
    content["machine"]["name"] = "NVIDIA Z900"
    report = read_bytes(json.dumps(content).encode())
    assert report.needs == ("gpu",)
    assert "gpu 'NVIDIA Z900' is not known here: declare it" in report.warnings


def test_spellings_of_drivers_and_clients():
    assert board("NVIDIA A100-SXM4-80GB") == "A100-SXM-80GB"
    assert board("NVIDIA H100 PCIe") == "H100-PCIe-80GB"
    assert board("NVIDIA H200-SXM-141GB (x8)") == "H200-SXM"
    assert board("NVIDIA H100") is None
    assert engine("TensorRT-LLM") == "tensorrt-llm" and engine("openai-chat") is None
    assert precision("torch.bfloat16") == "bf16" and precision("MIXED_PRECISION") is None


def test_unknown_model_is_its_own_and_has_no_shape():
    names = with_models(NAMES, ["acme/finetune"])
    (taken,) = read_path(OWN_RUN, **{**SETUP, "model": "acme/finetune"}).points
    row = full_row(taken.row, names)
    assert (row["model_id"], row["architecture_id"]) == ("acme/finetune", None)


def point(**cells: object) -> Point:
    base = {"framework": "vllm", "model": "Qwen/Qwen3-8B", "gpu": "H100-SXM-80GB", "gpu_count": 1}
    return Point("x", {**base, "scenario": "online-concurrency", "concurrency": 4, **cells})


def row_of(**cells: object):
    return result_row(point(**cells), "own-000000000001")


def test_plausible_point_has_no_doubt():
    # 100 + 99 × 10 = 1,090 ms; 4 / 1.09 s = 3.67 requests/s of 100 tokens = 367 tokens/s
    row = row_of(
        osl=100.0,
        ttft_mean_ms=100.0,
        tpot_mean_ms=10.0,
        e2e_mean_ms=1090.0,
        req_s=3.67,
        output_tok_s=367.0,
    )
    assert doubts(row) == [] and looks_odd(row) == [] and row.notes is None


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"tpot_mean_ms": 0.0114}, "TPOT of 0.0114 ms looks like another unit"),
        ({"ttft_p50_ms": 0.035}, "TTFT of 0.035 ms looks like another unit"),
        ({"output_tok_s": 9.0, "total_tok_s": 8.0}, "output_tok_s = 9.0 larger than total_tok_s"),
        ({"ttft_p50_ms": 9.0, "ttft_p99_ms": 8.0}, "ttft_p50_ms = 9.0 larger than ttft_p99_ms"),
        (
            {"osl": 101.0, "ttft_mean_ms": 100.0, "tpot_mean_ms": 10.0, "e2e_mean_ms": 50_000.0},
            "TTFT + (OSL − 1) × TPOT is 1100 ms and the latency 5e+04 ms",
        ),
        (
            {"osl": 100.0, "req_s": 5.0, "output_tok_s": 5000.0},
            "5 requests/s of 100 tokens are no 5000 output tokens/s",
        ),
        (
            {"req_s": 100.0, "e2e_mean_ms": 1000.0},
            "100 requests/s of 1000 ms are more than 4 in flight",
        ),
    ],
)
def test_what_cannot_be_is_doubted_and_stays_out_of_rankings(cells: dict, words: str):
    row = row_of(**cells)
    assert words in (row.notes or "")
    assert full_row(row, NAMES)["is_doubtful"] is True
    assert words.split(";")[0] in flags_of(row, NAMES)["suspect-note"]


def test_small_disagreement_is_told_and_doubts_nothing():
    row = row_of(osl=101.0, ttft_mean_ms=100.0, tpot_mean_ms=10.0, e2e_mean_ms=1600.0)
    assert doubts(row) == [] and len(looks_odd(row)) == 1


def test_few_requests_are_told():
    row = row_of(ttft_p99_ms=10.0, num_requests=12)
    assert looks_odd(row) == ["p99 of 12 requests is about the slowest one"]


def test_physics_flags_an_imported_point_like_a_published_one():
    # 8.2e9 parameters at 16 bits read at 3,352 GB/s allow about 220 steps a second, 4.5 ms each
    row = row_of(tpot_mean_ms=1.0, weight_precision="bf16")
    assert "above-bandwidth" in flags_of(row, NAMES)


def test_speed_beyond_the_hardware_is_told_at_once():
    content = json.loads(OWN_RUN.read_text()) | {"mean_tpot_ms": 1.0, "median_tpot_ms": 1.0}
    report = read_bytes(json.dumps(content).encode(), **SETUP, weight_precision="bf16")
    assert any("reading the bf16 weights once a token allows" in w for w in report.warnings)


def test_model_with_a_slip_is_told_with_what_is_near():
    report = read_path(OWN_RUN, **{**SETUP, "model": "meta-llama/Llama-3.1-8B-Instrut"})
    told = "so its speed is not checked; did you mean meta-llama/"
    assert any(told in w for w in report.warnings)


def test_declared_model_of_another_shape_than_the_file_names_is_told():
    content = (FILES / "vllm-serve/vllm-0.6.json").read_bytes()
    (told,) = read_bytes(content, **{**SETUP, "model": "Qwen/Qwen3-8B"}).warnings
    assert told.startswith("the file names the model meta-llama/Llama-3.1-8B-Instruct, declared is")
    served = content.replace(b"meta-llama/Llama-3.1-8B-Instruct", b"our-chat-model")
    assert read_bytes(served, **{**SETUP, "model": "Qwen/Qwen3-8B"}).warnings == []
