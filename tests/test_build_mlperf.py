"""MLPerf rows tell what must be shown with them, or the build stops."""

from __future__ import annotations

import pytest

from tests.small_data import SmallData
from tradeoffs.building.mlperf import NotParsed, submission
from tradeoffs.building.tables.measured import ResultRow

NOTES = (
    "MLPerf ID 5.1-0001; closed division; submitter AMD; system 8xMI300X_2xEPYC_9575F; same run "
    "submitted for the 99.9% and 99% accuracy targets; latency limits TTFT 450 ms, TPOT 40 ms "
    "(p99); framework: named in system description"
)
LOCATOR = (
    "mlcommons/inference_results_v5.1/closed/AMD/results/8xMI300X_2xEPYC_9575F/llama2-70b-99.9/"
    "Interactive/performance/run_1/mlperf_log_summary.txt"
)


def row(**cells):
    return ResultRow.model_validate(
        {
            "source_id": "mlperf-v5.1",
            "model": "meta-llama/Llama-2-70b-chat-hf",
            "gpu": "MI300X",
            "scenario": "interactive",
            "output_tok_s": "1000",
            "locator": LOCATOR,
            "notes": NOTES,
        }
        | cells
    )


def test_a_row_tells_all_that_the_rules_of_use_ask_for():
    assert submission(row()) == {
        "round": "v5.1",
        "division": "closed",
        "category": None,
        "submitter": "AMD",
        "system_name": "8xMI300X_2xEPYC_9575F",
        "entry_id": "5.1-0001",
        "benchmark": "llama2-70b",
        "variant": None,
        "accuracy_targets": "99%;99.9%",
        "ttft_limit_ms": 450.0,
        "tpot_limit_ms": 40.0,
        "power_measured": False,
        "retrieved_on": None,
    }


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("closed division; ", "does not tell the division"),
        ("submitter AMD; ", "does not tell the submitter"),
        ("system 8xMI300X_2xEPYC_9575F; ", "does not tell the system"),
        ("MLPerf ID 5.1-0001; ", "does not tell the MLPerf ID"),
    ],
)
def test_a_missing_part_is_no_guess(part, said):
    with pytest.raises(NotParsed, match=said):
        submission(row(notes=NOTES.replace(part, "")))


def test_the_results_of_v4_1_carry_no_ids():
    stated = submission(row(source_id="mlperf-v4.1", notes=NOTES.split("; ", 1)[1]))
    assert stated["entry_id"] is None


def test_an_id_of_another_round_is_an_error():
    with pytest.raises(NotParsed, match="its MLPerf ID 5.1-0001 is not of round v6.0"):
        submission(row(source_id="mlperf-v6.0"))


def test_a_folder_of_another_benchmark_is_an_error():
    with pytest.raises(NotParsed, match="its folder says mixtral-8x7b, its model llama2-70b"):
        submission(row(locator=LOCATOR.replace("llama2-70b-99.9", "mixtral-8x7b")))


def test_a_model_without_benchmark_is_an_error():
    with pytest.raises(NotParsed, match="no MLPerf benchmark is known for the model toy-7b"):
        submission(row(model="toy-7b"))


def test_open_variants_keep_their_name_under_their_benchmark():
    stated = submission(
        row(
            model="meta-llama/Llama-3.1-70B-Instruct",
            locator=LOCATOR.replace("llama2-70b-99.9", "llama3_1-70b-fp8_dyn"),
            notes=NOTES.replace("closed", "open")
            + "; model variant as submitted: llama3_1-70b-fp8_dyn",
        )
    )
    assert (stated["division"], stated["benchmark"], stated["variant"]) == (
        "open",
        "llama2-70b",
        "llama3_1-70b-fp8_dyn",
    )


def test_offline_runs_of_the_interactive_benchmark_are_kept_apart():
    notes = NOTES + "; offline run of the llama2-70b-interactive benchmark"
    assert submission(row(scenario="offline", notes=notes))["benchmark"] == (
        "llama2-70b-interactive"
    )


@pytest.mark.parametrize("word", ["preview", "Preview"])
def test_the_category_is_told_where_it_is_stated(word):
    stated = submission(row(notes=f"{NOTES}; availability category {word}"))
    assert stated["category"] == "preview"


@pytest.fixture
def data(tmp_path):
    data = SmallData(tmp_path)
    data.row("sources").update({"source_id": "mlperf-v5.1", "row_is": "run"})
    data.rows["aliases"].append(
        {
            "kind": "model",
            "name_as_collected": "meta-llama/Llama-2-70b-chat-hf",
            "canonical_id": "meta-llama/Llama-2-70b-chat-hf",
            "architecture_id": "toy-7b",
        }
    )
    data.row("results").update(
        {
            "source_id": "mlperf-v5.1",
            "model": "meta-llama/Llama-2-70b-chat-hf",
            "scenario": "interactive",
            "concurrency": "",
            "tpot_mean_ms": 20,
            "ttft_mean_ms": 100,
            "locator": LOCATOR,
            "notes": NOTES,
        }
    )
    return data


def test_no_figure_is_derived_for_an_accelerator_or_a_user(data):
    built = data.built()
    assert built["is_mlperf"] is True
    assert built["generated_tok_s"] == 200  # as submitted
    assert built["generated_tok_s_per_gpu"] is None
    assert built["tok_s_per_user"] is None


def test_every_mlperf_row_has_its_submission(data):
    tables = data.build()
    assert [m["result_id"] for m in tables["mlperf"]] == [r["result_id"] for r in tables["results"]]


def test_a_row_that_does_not_tell_its_submitter_stops_the_build(data):
    notes = NOTES.replace("submitter AMD; ", "")
    data.row("results")["notes"] = notes
    assert data.problems() == [
        f"results/mlperf-v5.1.csv:2: notes = {notes!r}: an MLPerf row that does not tell the "
        "submitter"
    ]


def test_twins_of_two_submitters_are_two_results(data):
    data.result(
        locator=LOCATOR.replace("AMD/", "Dell/"),
        notes=NOTES.replace("submitter AMD", "submitter Dell"),
    )
    assert data.problems() == []
