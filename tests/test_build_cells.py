"""A faulty cell is named with file, line, column and value."""

from __future__ import annotations

import pytest

from tests.small_data import URL, SmallData
from tradeoffs.build import main


@pytest.fixture
def data(tmp_path):
    return SmallData(tmp_path)


def test_the_small_folder_is_valid(data):
    assert data.problems() == []


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        (
            "gpus",
            "memory_gb",
            "80 GB",
            "gpus.csv:2: memory_gb = '80 GB': not a plain positive number",
        ),
        ("gpus", "memory_gb", "-80", "gpus.csv:2: memory_gb = '-80': not a plain positive number"),
        ("gpus", "memory_gb", "nan", "gpus.csv:2: memory_gb = 'nan': not a plain positive number"),
        ("gpus", "memory_gb", "0", "gpus.csv:2: memory_gb = '0': must be > 0"),
        ("gpus", "memory_gb", "", "gpus.csv:2: memory_gb = '': must not be empty"),
        ("gpus", "pcie_gen", "5.0", "gpus.csv:2: pcie_gen = '5.0': not a whole number"),
        ("models", "experts", "-1", "models.csv:2: experts = '-1': not a whole number"),
        ("models", "layers", "0", "models.csv:2: layers = '0': must be ≥ 1"),
        (
            "models",
            "kv_scheme",
            "mmm",
            "models.csv:2: kv_scheme = 'mmm': not one of 'mha', 'mqa', 'gqa', 'mla'",
        ),
        (
            "claims",
            "as_of_date",
            "last year",
            "claims.csv:2: as_of_date = 'last year': does not begin with a date; write "
            "YYYY-MM-DD, YYYY-MM or YYYY first",
        ),
        (
            "claims",
            "evidence_url",
            "www.example.org",
            "claims.csv:2: evidence_url = 'www.example.org': not a web address that starts with "
            "http:// or https://",
        ),
        ("sources", "url", "", "sources.csv:2: url = '': must not be empty"),
        (
            "sources",
            "url",
            "ftp://example.org/x",
            "sources.csv:2: url = 'ftp://example.org/x': not a web address that starts with "
            "http:// or https://",
        ),
    ],
)
def test_a_faulty_cell_is_named(data, table, column, value, said):
    data.row(table)[column] = value
    assert said in data.problems()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("5 January", "not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("2025-1-5", "not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("2025-13", "month must be in 1..12"),
        ("2025-02-30", "day is out of range for month"),
        ("1999-01", "not a year between 2010 and 2039"),
    ],
)
def test_a_date_that_is_none_is_named(data, value, said):
    data.row("results")["measured_on"] = value
    assert data.problems() == [f"results/lab.csv:2: measured_on = {value!r}: {said}"]


def test_stars_end_at_five(data):
    data.rows["ratings"].append(
        {
            "framework": "vllm",
            "criterion_id": "ease-of-setup",
            "criterion": "Ease of setup",
            "stars": 6,
            "claim_id": "claim-a",
        }
    )
    assert data.problems() == ["ratings.csv:2: stars = '6': must be ≤ 5"]


def test_a_written_zero_of_stars_stays_zero(data):
    data.rows["ratings"].append(
        {
            "framework": "tgi",
            "criterion_id": "multi-lora",
            "criterion": "Multi-LoRA",
            "stars": 0,
            "claim_id": "claim-a",
        }
    )
    assert data.build()["ratings"][0]["stars"] == 0


def test_a_fact_longer_than_its_card_is_named(data):
    data.rows["misleading"].append(
        {
            "rank": 1,
            "headline": "A claim",
            "claim_ids": "claim-a",
            "fact_today": "x" * 161,
            "page": "overview",
        }
    )
    assert data.problems() == [
        f"misleading.csv:2: fact_today = {'x' * 161!r}: longer than 160 characters"
    ]


@pytest.mark.parametrize("column", ["output_tok_s", "ttft_mean_ms", "num_requests", "osl"])
@pytest.mark.parametrize("zero", ["0", "0.0"])
def test_failed_or_empty_run_is_rejected(data, column, zero):
    data.row("results")[column] = zero
    assert data.problems() == [
        f"results/lab.csv:2: {column} = {zero!r}: 0 is no result: a failed or empty run never "
        "enters (rule 3.7)"
    ]


def test_a_row_without_any_figure_is_rejected(data):
    data.row("results")["output_tok_s"] = ""
    assert data.problems() == [
        "results/lab.csv:2: states no figure: a failed or empty run is no result (rule 3.7)"
    ]


def test_the_line_is_right_below_a_cell_with_line_breaks(data):
    data.row("results")["notes"] = "first line\nsecond line\nthird line"
    data.result(gpu_count="two", notes="")
    data.result(gpu_count="three", concurrency=8, notes="")
    assert data.problems() == [
        "results/lab.csv:5: gpu_count = 'two': not a whole number",
        "results/lab.csv:6: gpu_count = 'three': not a whole number",
    ]


def test_missing_and_unknown_columns_are_named(data):
    data.write()
    path = data.path("gpus.csv")
    path.write_text(path.read_text().replace("memory_gb", "memory_gib", 1))
    assert data.problems(written=True) == [
        "gpus.csv:1: memory_gb = '': the column is missing",
        "gpus.csv:1: memory_gib = 'memory_gib': no such column in this table",
    ]


def test_a_row_with_too_few_cells_is_named(data):
    data.write()
    path = data.path("selection.csv")
    path.write_text(path.read_text() + "a,b\n")
    assert data.problems(written=True) == ["selection.csv:2: 2 cells where the header has 6"]


def test_columns_in_another_order_are_an_error(data):
    data.write()
    data.path("qa.csv").write_text("question,qa_id,answer,figures,claim_ids\n")
    assert data.problems(written=True) == [
        "qa.csv:1: columns are not in the order qa_id, question, answer, figures, claim_ids"
    ]


def test_a_missing_file_is_named(data):
    data.write()
    data.path("prices.csv").unlink()
    assert data.problems(written=True) == ["prices.csv:1: the file is missing"]


def test_a_file_that_is_not_utf8_is_named(data):
    data.write()
    data.path("prices.csv").write_bytes(b"gpu\xff\n")
    assert data.problems(written=True) == ["prices.csv:1: the file is not UTF-8 text"]


def test_all_faults_are_printed_together_and_the_exit_status_is_1(data, capsys):
    data.row("gpus")["memory_gb"] = "much"
    data.row("sources")["url"] = "nowhere"
    data.write()
    assert main(["--data", str(data.folder), "--check"]) == 1
    printed = capsys.readouterr().err.splitlines()
    folder = f"{data.folder.name}/sources"
    assert printed == [
        f"{folder}/gpus.csv:2: memory_gb = 'much': not a plain positive number",
        f"{folder}/sources.csv:2: url = 'nowhere': not a web address that starts with http:// or "
        "https://",
        "2 problems",
    ]


def test_check_writes_nothing(data):
    data.write()
    assert main(["--data", str(data.folder), "--check"]) == 0
    assert list(data.folder.glob("*.parquet")) == []


def test_a_failed_build_leaves_the_tables_as_they_were(data):
    data.write()
    assert main(["--data", str(data.folder)]) == 0
    before = {p.name: p.read_bytes() for p in data.folder.glob("*.parquet")}
    assert len(before) == 25
    data.row("claims")["evidence_url"] = URL + "/other"
    data.row("gpus")["memory_gb"] = ""
    data.write()
    assert main(["--data", str(data.folder)]) == 1
    assert {p.name: p.read_bytes() for p in data.folder.glob("*.parquet")} == before
