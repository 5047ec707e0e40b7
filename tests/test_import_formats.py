"""Every format and version: the rows that a file becomes are those written out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.importing import FILES, cells, expected, fixtures, read, read_bytes, read_path, rounded
from tradeoffs.importers.documents import open_document
from tradeoffs.importers.formats import trtllm_bench
from tradeoffs.importers.inputs import from_paths
from tradeoffs.importers.registry import COMPANIONS, FORMATS

FIXTURES = fixtures()


def name(path: Path) -> str:
    return path.relative_to(FILES).as_posix()


@pytest.mark.parametrize("path", FIXTURES, ids=name)
def test_file_becomes_the_rows_written_out_by_hand(path: Path):
    report = read_path(path)
    assert report.problem is None
    assert report.format_id == path.relative_to(FILES).parts[0]
    assert rounded(cells(report)) == rounded(expected(path))


@pytest.mark.parametrize("path", FIXTURES, ids=name)
def test_a_name_decides_nothing(path: Path):
    if path.parent.parent != FILES:
        pytest.skip("needs the files beside it")
    report = read_bytes(path.read_bytes(), "renamed.bin")
    assert report.format_id == path.relative_to(FILES).parts[0]
    assert len(cells(report)) == len(expected(path))


def test_every_format_has_a_fixture():
    assert {p.relative_to(FILES).parts[0] for p in FIXTURES} == {f.id for f in FORMATS}


def test_ids_are_unique():
    ids = [f.id for f in (*FORMATS, *COMPANIONS)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", FIXTURES, ids=name)
def test_no_other_format_recognises_the_file(path: Path):
    """So the order of the registry decides nothing either."""
    document = open_document(path.name, path.read_bytes())
    found = [f.id for f in (*FORMATS, *COMPANIONS) if f.recognises(document)]
    assert found == [path.relative_to(FILES).parts[0]]


def report_of(path: str):
    return read_path(FILES / path)


def test_tool_version_is_told_where_the_file_tells_it():
    assert report_of("aiperf/aiperf-0.13.json").tool_version == "0.13.0"
    assert report_of("guidellm/guidellm-0.8-v2.json").tool_version == "0.8.1"
    assert report_of("llm-d-report/llm-d-0.1.yaml").tool_version == "0.1"
    assert report_of("genai-bench/experiment-0.0.5/point.json").tool_version == "0.0.5"


def test_failed_run_of_a_sweep_is_rejected_with_its_reason():
    report = report_of("vllm-serve/vllm-0.25-sweep-summary.json")
    assert report.rejected == [("entry 2 run 1", "no request completed of 200")]


def test_benchmark_without_a_success_is_rejected():
    report = report_of("guidellm/guidellm-0.8-v2.json")
    assert report.rejected == [("benchmark 3", "no request completed of 50")]


def test_row_of_a_dump_without_its_set_up_is_rejected():
    report = report_of("inferencex-dump/dump-2026/benchmark_results.json")
    assert report.rejected == [
        ("entry 2", "the run failed: server did not start"),
        ("entry 3", "its set-up is not in configs.json"),
    ]


def test_dump_without_configs_says_what_to_add():
    content = (FILES / "inferencex-dump/dump-2026/benchmark_results.json").read_bytes()
    reasons = {reason for _, reason in read_bytes(content).rejected}
    assert reasons == {"its set-ups stand in configs.json of the same dump: import it too"}


def test_mlperf_result_in_milliseconds_is_rejected_and_images_are_no_loss():
    report = report_of("mlperf-summary/mlperf-5.1.json")
    assert report.rejected == [("row 4", "scenario SingleStream is not read")]


def test_a_csv_row_without_a_figure_is_rejected():
    report = report_of("csv/own-columns.csv")
    assert report.rejected == [
        ("line 4", "it states no figure: a failed or empty run is no result")
    ]


def test_unknown_column_is_named():
    report = report_of("csv/printed-labels-utf16.csv")
    assert report.warnings == ["left out, not known here: Remark"]


def test_missing_facts_are_named_and_never_guessed():
    report = report_of("vllm-serve/vllm-0.25-detailed.json")
    assert report.needs == ("framework", "gpu", "gpu_count")
    assert report.could_say == ("framework_version", "tp", "weight_precision")
    assert report.points == []


def test_generated_texts_and_prompts_are_not_kept():
    for path in FIXTURES:
        told = repr(read_path(path))
        assert "secret" not in told and "never kept" not in told and "traceback" not in told


def aggregate(**changed: object):
    content = json.loads((FILES / "inferencex/inferencex-v2-disagg.json").read_text())[0]
    return read_bytes(json.dumps(content | changed).encode())


def test_several_nodes_without_a_split_need_the_number_of_gpus():
    """Their rates are per GPU, and of how many the file may not say."""
    (row,) = cells(aggregate(disagg=False))
    assert "total_tok_s" not in row and "gpu_count" not in row
    (row,) = cells(aggregate(disagg=False, num_gpus=16))
    assert (row["total_tok_s"], row["output_tok_s"], row["gpu_count"]) == (48_000, 8_000, 16)


def test_split_without_its_gpus_is_rejected():
    report = aggregate(num_prefill_gpu=None)
    assert report.rejected == [("", "a split of prefill and decode without the GPUs of both")]


def test_sweep_folder_counts_each_run_once(tmp_path: Path):
    """`bench sweep serve` writes each run, and all of them again as a summary."""
    runs = json.loads((FILES / "vllm-serve/vllm-0.25-sweep-summary.json").read_text())
    place = tmp_path / "SERVE--tp=2-BENCH--rate=inf"
    place.mkdir()
    (place / "run=0.json").write_text(json.dumps(runs[0]))
    (place / "summary.json").write_text(json.dumps([runs[0]]))
    run, summary = read(from_paths([tmp_path]))
    assert (len(cells(run)), run.repeated) == (1, 0)
    assert (len(cells(summary)), summary.repeated) == (0, 1)


def test_appended_results_are_read_line_by_line():
    one = json.loads((FILES / "vllm-serve/vllm-0.6.json").read_text())
    text = "\n".join(json.dumps(one | {"mean_ttft_ms": 40.0 + i}) for i in range(3))
    found = cells(read_bytes(text.encode()))
    assert [r["ttft_mean_ms"] for r in found] == [40.0, 41.0, 42.0]
    assert found[2]["locator"] == "file.json line 3"


def test_load_that_is_not_known_is_rejected():
    content = (FILES / "guidellm/guidellm-0.3-v1.json").read_text()
    report = read_bytes(content.replace('"constant"', '"tidal"').encode())
    assert report.rejected == [("benchmark 1", "its load is of the kind 'tidal', not known here")]


@pytest.mark.parametrize(
    ("algorithm", "dtype", "found"),
    [
        ("FP8", "bfloat16", ("fp8", None)),
        ("FP8_BLOCK_SCALES", "bfloat16", ("fp8", None)),
        ("NVFP4", "bfloat16", ("fp4", None)),
        ("W4A16_AWQ", "float16", ("int4", "awq")),
        ("W4A8_AWQ", "float16", ("int4", "awq")),
        ("W8A16", "float16", ("int8", None)),
        (None, "bfloat16", ("bf16", None)),
        ("", "float16", ("fp16", None)),
        ("MIXED_PRECISION", "bfloat16", (None, None)),
        (None, "auto", (None, None)),
    ],
)
def test_weights_follow_from_the_algorithm(algorithm, dtype, found):
    assert trtllm_bench.weights(algorithm, dtype) == found


def test_unit_that_is_none_is_rejected():
    content = (FILES / "aiperf/aiperf-0.13.json").read_text()
    hours = content.replace('"unit": "ms", "avg": 95.0', '"unit": "h", "avg": 95.0')
    report = read_bytes(hours.encode())
    assert report.rejected == [("", "time_to_first_token has the unit 'h', which is no time")]


def test_load_that_is_not_stated_is_not_made_up():
    """A replayed trace has neither rate nor concurrency, and did not start all at once."""
    content = json.loads((FILES / "aiperf/aiperf-0.13.json").read_text())
    content["input_config"]["phases"] = [{"kind": "profiling", "type": "fixed_schedule"}]
    report = read_bytes(json.dumps(content).encode())
    (row,) = cells(report)
    assert (row["scenario"], "request_rate_rps" in row, "concurrency" in row) == (
        "online-rate",
        False,
        False,
    )
    assert "it does not say how the load was offered" in report.warnings


def test_guidellm_without_a_rate_starts_all_at_once():
    content = (FILES / "guidellm/guidellm-0.3-v1.json").read_text()
    swept = content.replace('"type_": "constant", "rate": 3.0', '"type_": "throughput"')
    (row,) = cells(read_bytes(swept.encode()))
    assert row["scenario"] == "offline" and "all prompts sent at once" in row["notes"]
