"""Faults that no single cell shows: keys, references, order of figures, measured contradictions."""

from __future__ import annotations

import pytest

from tests.small_data import PARALLELISM, QUANTIZATION, URL, SmallData


@pytest.fixture
def data(tmp_path):
    return SmallData(tmp_path)


def alias(data, kind, name):
    return next(
        a
        for a in data.rows["aliases"]
        if a["kind"] == kind and a.get("name_as_collected", "") == name
    )


# --- keys and references ---------------------------------------------------------------------


def test_two_rows_of_one_key_are_an_error(data):
    data.rows["gpus"].append(dict(data.row("gpus")))
    assert data.problems() == ["gpus.csv:3: gpu = 'Card-80GB': same gpu as line 2"]


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("framework", "vLLM", "framework"),
        ("model", "toy-8b", "model"),
        ("gpu", "H1000", "gpu"),
        ("weight_precision", "fp12", "precision"),
        ("kv_precision", "fp12", "precision"),
    ],
)
def test_a_name_no_alias_knows_is_an_error(data, column, value, kind):
    data.row("results")[column] = value
    assert data.problems() == [
        f"results/lab.csv:2: {column} = {value!r}: no {kind} of that name in aliases.csv"
    ]


def test_a_canonical_id_needs_no_alias(data):
    data.row("results")["gpu"] = "Card-80GB"
    assert data.problems() == []


def test_an_unknown_serving_layer_is_an_error(data):
    data.row("results")["serving_layer"] = "nginx"
    assert data.problems() == [
        "results/lab.csv:2: serving_layer = 'nginx': not one of triton, nim, dynamo, llm-d, "
        "llm-d-pd-…"
    ]


@pytest.mark.parametrize(
    ("kind", "name", "column", "value", "said"),
    [
        ("model", "toy-7b", "architecture_id", "toy-70b", "no such model in models.csv"),
        ("gpu", "Card", "canonical_id", "Card-90GB", "no such accelerator in gpus.csv"),
        ("gpu", "Card", "could_be", "Card-90GB", "no accelerator Card-90GB in gpus.csv"),
        (
            "gpu",
            "Card",
            "gpu_generation",
            "hopper",
            "must be empty: gpus.csv says it for canonical_id",
        ),
        (
            "precision",
            "fp8",
            "canonical_id",
            "fp9",
            "not one of fp32, bf16, fp16, fp8, int8, int4, fp4, mxfp4",
        ),
    ],
)
def test_an_alias_leads_to_what_exists(data, kind, name, column, value, said):
    spoiled = alias(data, kind, name)
    spoiled[column] = value
    line = data.rows["aliases"].index(spoiled) + 2
    assert f"aliases.csv:{line}: {column} = {value!r}: {said}" in data.problems()


def test_a_generation_outside_the_vocabulary_is_an_error(data):
    alias(data, "gpu", "Vague")["gpu_generation"] = "lovelace"
    assert data.problems()[0].startswith(
        "aliases.csv:7: gpu_generation = 'lovelace': not one of volta, turing, ampere, ada, hopper"
    )


def test_a_generation_is_for_accelerators_only(data):
    alias(data, "model", "toy-7b")["gpu_generation"] = "hopper"
    assert data.problems() == [
        "aliases.csv:5: kind = 'model': gpu_generation and could_be are for accelerators only"
    ]


def test_an_architecture_without_generation_is_an_error(data):
    data.row("gpus")["architecture"] = "rubin"
    assert data.problems() == [
        "gpus.csv:2: architecture = 'rubin': no generation of that name in the vocabulary"
    ]


def test_a_claim_that_does_not_exist_is_an_error(data):
    data.rows["qa"].append(
        {"qa_id": "q", "question": "Why?", "answer": "So.", "claim_ids": "claim-a;claim-b"}
    )
    assert data.problems() == [
        "qa.csv:2: claim_ids = 'claim-a;claim-b': no claim claim-b in claims.csv"
    ]


def test_a_statement_without_claim_is_an_error(data):
    data.rows["memory"].append(
        {"framework": "tgi", "property_id": "paged-kv", "value": "no", "statement": "No paging"}
    )
    assert data.problems() == ["memory.csv:2: claim_id = '': must not be empty"]


def test_only_an_unverifiable_claim_may_lack_evidence(data):
    data.row("claims")["evidence_url"] = ""
    assert data.problems() == [
        "claims.csv:2: evidence_url = '': must not be empty unless the verdict is unverifiable"
    ]
    data.row("claims")["verdict"] = "unverifiable"
    assert data.problems() == []


def test_only_unknown_support_may_lack_evidence(data):
    data.rows["parallelism"].append(PARALLELISM | {"evidence_url": ""})
    assert data.problems() == [
        "parallelism.csv:2: evidence_url = '': must not be empty unless support is unknown"
    ]


def test_support_of_a_framework_without_row_is_an_error(data):
    data.rows["frameworks"] = data.rows["frameworks"][1:]  # vllm goes
    data.rows["quantization"].append(dict(QUANTIZATION))
    assert data.problems() == [
        "quantization.csv:2: framework = 'vllm': no such framework in frameworks.csv"
    ]


def test_results_of_an_unknown_publication_are_an_error(data):
    data.row("sources")["source_id"] = "other-lab"
    assert data.problems() == [
        "results/lab.csv:2: source_id = 'lab': no such publication in sources.csv",
        "sources.csv:2: source_id = 'other-lab': no rows in results/other-lab.csv",
    ]


def test_a_row_in_the_file_of_another_publication_is_an_error(data):
    data.rows["sources"].append(data.row("sources") | {"source_id": "lab-2"})
    data.result(source_id="lab-2")
    data.result(_file="lab-2")
    data.row("results", 2)["concurrency"] = 16
    assert data.problems() == ["results/lab-2.csv:3: source_id = 'lab': stands in lab-2.csv"]


def test_a_faulty_claim_raises_no_follow_up_errors(data):
    data.rows["qa"].append(
        {"qa_id": "q", "question": "Why?", "answer": "So.", "claim_ids": "claim-a"}
    )
    data.row("claims")["verdict"] = "maybe"
    assert [p.split(":")[0] for p in data.problems()] == ["claims.csv"]


# --- operating points ------------------------------------------------------------------------


def test_one_operating_point_twice_is_an_error_even_with_other_figures(data):
    data.result(output_tok_s=300)
    assert data.problems() == [
        "results/lab.csv:3: locator = 'table 2': same operating point as results/lab.csv:2"
    ]


def test_two_loads_are_two_operating_points(data):
    data.result(concurrency=8)
    assert data.problems() == []


def test_a_source_that_lists_runs_may_repeat_a_setup_but_not_the_figures(data):
    data.row("sources")["row_is"] = "run"
    data.result(output_tok_s=300)
    assert data.problems() == []
    data.result(output_tok_s=300)
    assert data.problems() == [
        "results/lab.csv:4: locator = 'table 3': same operating point as results/lab.csv:3"
    ]


def test_one_locator_for_two_runs_is_an_error(data):
    data.row("sources")["row_is"] = "run"
    data.result(output_tok_s=300, locator="table 1")
    assert data.problems() == [
        "results/lab.csv:3: locator = 'table 1': same result id as results/lab.csv:2"
    ]


# --- order of figures ------------------------------------------------------------------------


@pytest.mark.parametrize("stem", ["ttft", "tpot"])
@pytest.mark.parametrize(
    ("lower", "higher"), [("p50", "p90"), ("p90", "p95"), ("p95", "p99"), ("p50", "p99")]
)
def test_percentiles_out_of_order_are_an_error(data, stem, lower, higher):
    data.row("results").update({f"{stem}_{lower}_ms": 11, f"{stem}_{higher}_ms": 10})
    assert data.problems() == [
        f"results/lab.csv:2: {stem}_{lower}_ms = '11.0': larger than {stem}_{higher}_ms = 10"
    ]


def test_equal_percentiles_are_in_order(data):
    data.row("results").update({"ttft_p50_ms": 10, "ttft_p99_ms": 10})
    assert data.problems() == []


def test_a_mean_above_the_median_is_no_error(data):
    data.row("results").update({"ttft_mean_ms": 20, "ttft_p50_ms": 10})
    assert data.problems() == []


def test_a_first_token_after_the_last_is_an_error(data):
    data.row("results").update({"ttft_mean_ms": 200, "e2e_mean_ms": 150})
    assert data.problems() == [
        "results/lab.csv:2: ttft_mean_ms = '200.0': larger than e2e_mean_ms = 150"
    ]


def test_more_output_than_total_tokens_is_an_error(data):
    data.row("results")["total_tok_s"] = 199
    assert data.problems() == [
        "results/lab.csv:2: output_tok_s = '200.0': larger than total_tok_s = 199"
    ]


# --- a "no" against a measurement -------------------------------------------------------------


def test_a_no_is_an_error_where_a_measurement_runs(data):
    data.row("results")["weight_precision"] = "fp8"
    data.rows["quantization"].append(QUANTIZATION | {"hopper_9_0": "no"})
    assert data.problems() == [
        "quantization.csv:2: hopper_9_0 = 'no': 1 measured row shows it running, the first: "
        "lab, table 1"
    ]


def test_the_generation_of_a_vague_name_is_enough_to_contradict(data):
    data.row("results").update({"weight_precision": "fp8", "gpu": "Vague"})
    data.rows["quantization"].append(QUANTIZATION | {"hopper_9_0": "no"})
    assert len(data.problems()) == 1


@pytest.mark.parametrize("cell", ["yes", "partial", "unknown"])
def test_what_is_not_a_no_contradicts_nothing(data, cell):
    data.row("results")["weight_precision"] = "fp8"
    data.rows["quantization"].append(QUANTIZATION | {"hopper_9_0": cell})
    assert data.problems() == []


def test_a_no_for_another_generation_stands(data):
    data.row("results")["weight_precision"] = "fp8"
    data.rows["quantization"].append(QUANTIZATION | {"ada_8_9": "no"})
    assert data.problems() == []


def test_one_method_of_the_family_that_may_run_is_enough(data):
    data.row("results")["weight_precision"] = "fp8"
    data.rows["quantization"] += [
        QUANTIZATION | {"hopper_9_0": "no"},
        QUANTIZATION | {"method": "fp8-w8a16", "hopper_9_0": "partial"},
    ]
    assert data.problems() == []


def test_a_stated_method_narrows_the_family(data):
    data.row("results").update({"weight_precision": "int4", "quant_method": "awq"})
    data.rows["quantization"] += [
        QUANTIZATION | {"method": "awq", "hopper_9_0": "no"},
        QUANTIZATION | {"method": "gptq"},
    ]
    assert [p.split(":")[1] for p in data.problems()] == ["2"]


def test_a_method_the_framework_is_said_to_lack_is_an_error_when_it_runs(data):
    data.row("results")["kv_precision"] = "fp8"
    data.rows["quantization"].append(
        QUANTIZATION | {"method": "kv-cache-fp8", "supported": "no", "hopper_9_0": "unknown"}
    )
    assert [p.split(" = ")[0] for p in data.problems()] == ["quantization.csv:2: supported"]


def test_a_suspect_row_contradicts_nothing(data):
    data.row("results").update({"weight_precision": "fp8", "notes": "SUSPECT: typed by hand"})
    data.rows["quantization"].append(QUANTIZATION | {"hopper_9_0": "no"})
    assert data.problems() == []


def test_four_bit_floats_of_gpt_oss_are_mxfp4_and_of_others_nvfp4(data):
    data.rows["aliases"] += [
        {"kind": "precision", "name_as_collected": "fp4", "canonical_id": "fp4"},
        {"kind": "model", "name_as_collected": "gpt-oss-toy", "canonical_id": "gpt-oss-toy"},
    ]
    data.row("results").update({"weight_precision": "fp4", "model": "gpt-oss-toy"})
    data.rows["quantization"] += [
        QUANTIZATION | {"method": "nvfp4", "hopper_9_0": "no"},
        QUANTIZATION | {"method": "mxfp4", "hopper_9_0": "partial"},
    ]
    assert data.problems() == []
    data.row("results")["model"] = "toy-7b"
    assert [p.split(":")[1] for p in data.problems()] == ["2"]


@pytest.mark.parametrize(
    ("cells", "strategy"),
    [
        ({"tp": 2, "gpu_count": 2}, "tensor"),
        ({"pp": 2, "gpu_count": 2}, "pipeline"),
        ({"dp": 2, "gpu_count": 2}, "data"),
        ({"ep": 2, "gpu_count": 2}, "expert"),
        ({"nodes": 2, "gpu_count": 2}, "multi-node"),
        ({"serving_layer": "llm-d-pd-1p-1d"}, "disaggregated-prefill"),
        ({"notes": "prefill/decode split: prefill_tp=1"}, "disaggregated-prefill"),
    ],
)
def test_a_strategy_that_runs_may_not_be_a_no(data, cells, strategy):
    data.row("results").update(cells)
    data.rows["parallelism"].append(PARALLELISM | {"strategy": strategy, "supported": "no"})
    assert data.problems() == [
        "parallelism.csv:2: supported = 'no': 1 measured row shows it running, the first: "
        "lab, table 1"
    ]


def test_a_degree_of_one_shows_no_strategy(data):
    data.row("results").update({"tp": 1, "pp": 1, "dp": 1, "ep": 1, "nodes": 1})
    data.rows["parallelism"].append(PARALLELISM | {"supported": "no"})
    assert data.problems() == []


def test_deepspeed_on_gaudi2_says_nothing_about_deepspeed(data):
    data.rows["aliases"] += [
        {"kind": "framework", "name_as_collected": "deepspeed", "canonical_id": "deepspeed"},
        {"kind": "gpu", "name_as_collected": "Gaudi2", "gpu_generation": "gaudi"},
    ]
    data.rows["frameworks"].append(data.row("frameworks") | {"framework": "deepspeed"})
    data.row("results").update({"framework": "deepspeed", "gpu": "Gaudi2", "pp": 2})
    data.rows["parallelism"].append(
        PARALLELISM | {"framework": "deepspeed", "supported": "no", "evidence_url": URL}
    )
    assert data.problems() == []
