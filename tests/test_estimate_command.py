"""``python -m tradeoffs estimate``: a CSV in, the same rows with figures or reasons out."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from tradeoffs import calibrated, estimating
from tradeoffs.estimating import ADDED, BadFile, estimate_file

ROOT = Path(__file__).resolve().parent.parent
HEAD = (
    "framework,model,gpu,gpu_count,tp,pp,dp,ep,weight_precision,scenario,batch_size,concurrency,"
    "isl,osl\n"
)
GOOD = (
    "vllm,meta-llama/Meta-Llama-3.1-70B,H100-SXM-80GB,4,4,,,,fp8,online-concurrency,,16,1024,256\n"
)


def answers(tmp_path: Path, text: str) -> list[dict[str, str]]:
    (tmp_path / "in.csv").write_text(text, "utf-8")
    estimate_file(tmp_path / "in.csv", tmp_path / "out.csv")
    with open(tmp_path / "out.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_command_answers_a_file_from_start_to_end(tmp_path: Path):
    (tmp_path / "in.csv").write_text(HEAD + GOOD + GOOD.replace("vllm", "nobody"), "utf-8")
    command = [sys.executable, "-m", "tradeoffs", "estimate"]
    done = subprocess.run(
        [*command, "--csv", tmp_path / "in.csv", "--out", tmp_path / "out.csv"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.endswith("out.csv: 2 rows, 1 answered, 1 with a reason\n")
    assert (tmp_path / "out.csv").read_text("utf-8").count("\n") == 3


def test_command_says_what_is_wrong_with_the_file_and_writes_nothing(tmp_path: Path):
    (tmp_path / "in.csv").write_text("framework,model\nvllm,x\n", "utf-8")
    command = [sys.executable, "-m", "tradeoffs", "estimate"]
    done = subprocess.run(
        [*command, "--csv", tmp_path / "in.csv", "--out", tmp_path / "out.csv"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.endswith("has no column gpu, weight_precision, isl, osl\n")
    assert not (tmp_path / "out.csv").exists()


def test_rows_keep_their_order_and_cells_and_gain_the_figures(tmp_path: Path):
    other = GOOD.replace(",16,1024", ",32,1024")
    rows = answers(tmp_path, HEAD + GOOD + other)
    assert list(rows[0]) == [*HEAD.strip().split(","), *ADDED]
    assert [row["concurrency"] for row in rows] == ["16", "32"]
    for row in rows:
        assert row["fits"] == "true" and row["reason"] == ""
        for figure in ("ttft_ms", "tpot_ms", "e2e_ms", "output_tok_s", "total_tok_s"):
            low, value, high = (float(row[figure + end]) for end in ("_low", "", "_high"))
            assert 0 < low < value < high
            assert value / low == pytest.approx(high / value, rel=1e-2)


def test_every_row_has_figures_or_a_reason(tmp_path: Path):
    text = HEAD + GOOD + "=cmd(),x,y,,,,,,fp8,,,,,\n" + ",,,,,,,,,,,,,\n"
    rows = answers(tmp_path, text)
    assert [bool(row["e2e_ms"]) for row in rows] == [True, False, False]
    assert [row["reason"] for row in rows] == [
        "",
        "framework '=cmd()' is no framework known here",
        "framework is not stated",
    ]
    assert [row["tier"] for row in rows[1:]] == ["", ""]


def test_what_does_not_fit_says_how_much_is_needed_and_what_would_fit(tmp_path: Path):
    row = answers(tmp_path, HEAD + GOOD.replace(",4,4,", ",1,1,"))[0]
    assert row["fits"] == "false" and row["output_tok_s"] == ""
    assert row["reason"] == (
        "does not fit: needs 82.3 GB on a GPU, 72.0 GB are usable; "
        "would fit with INT4 weights or tp=2 on 2 GPUs"
    )


def test_saturated_rate_is_stated(tmp_path: Path):
    head = HEAD.replace("concurrency", "request_rate_rps")
    row = answers(tmp_path, head + GOOD.replace("online-concurrency", "online-rate"))[0]
    assert row["reason"].startswith("saturated: 16 requests/s arrive, at most ")


def test_set_up_that_was_measured_names_the_points(tmp_path: Path):
    rows = estimating.measured_rows()
    known = rows[(rows["framework"] == "vllm") & (rows["scenario"] == "static-batch")].iloc[0]
    cells = known.fillna("").astype(str).to_dict()
    line = ",".join(cells[c] for c in HEAD.strip().split(","))
    row = answers(tmp_path, HEAD + line + "\n" + GOOD)
    assert known["result_id"] in row[0]["measured_as"].split(";")
    assert row[0]["tier"] == "measured"
    assert row[1]["tier"] == "calibrated" and row[1]["measured_as"] == ""


def test_columns_that_are_not_ours_are_kept_and_ours_are_written_anew(tmp_path: Path):
    text = "id,reason," + HEAD + "a;1,old," + GOOD
    row = answers(tmp_path, text)[0]
    assert row["id"] == "a;1" and row["reason"] == ""


def test_optional_columns_may_be_missing(tmp_path: Path):
    head = "framework,model,gpu,gpu_count,weight_precision,concurrency,isl,osl\n"
    row = answers(tmp_path, head + "tgi,meta-llama/Meta-Llama-3.1-8B,L4,1,fp16,4,500,100\n")[0]
    assert row["reason"] == "" and row["tier"] == "extrapolated"
    assert "scenario not stated" in row["assumptions"]


def test_file_without_rows_gives_one_without_rows(tmp_path: Path):
    assert answers(tmp_path, HEAD) == []


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "is empty"),
        (b"\xff\xfe\x00framework", "cannot be read as CSV"),
        ((HEAD + GOOD.strip() + ",1,2,3\n").encode(), "cannot be read as CSV: .*line 2"),
        ((HEAD.strip() + ",isl\n").encode(), "has a column twice: 'isl'"),
    ],
)
def test_file_that_is_no_good_is_named_with_the_reason(tmp_path: Path, content, words):
    (tmp_path / "in.csv").write_bytes(content)
    with pytest.raises(BadFile, match=rf"in\.csv {words}"):
        estimate_file(tmp_path / "in.csv", tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_missing_file_and_unwritable_place_are_named(tmp_path: Path):
    with pytest.raises(BadFile, match=r"absent\.csv cannot be read"):
        estimate_file(tmp_path / "absent.csv", tmp_path / "out.csv")
    (tmp_path / "in.csv").write_text(HEAD + GOOD, "utf-8")
    with pytest.raises(BadFile, match=r"nowhere/out\.csv cannot be written"):
        estimate_file(tmp_path / "in.csv", tmp_path / "nowhere" / "out.csv")


def test_document_lists_every_column_that_is_written():
    document = (ROOT / "docs" / "estimate.md").read_text("utf-8")
    plain = [c for c in ADDED if not c.endswith(("_low", "_high"))]
    assert [c for c in plain if f"`{c}`" not in document] == []


def test_facts_are_those_of_the_tables_in_use():
    assert {"B200", "MI300X"} <= set(calibrated.facts().gpu_row)
