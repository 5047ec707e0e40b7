"""The commands that a pipeline calls: what they print and with which status they end."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pandas as pd
import pytest

from tests.importing import FILES
from tradeoffs.__main__ import main
from tradeoffs.importers.columns import DECLARABLE, option
from tradeoffs.workspace.folder import Workspace, workspace_folder

SERVE = str(FILES / "vllm-serve/vllm-0.6.json")
GUIDELLM = str(FILES / "guidellm/guidellm-0.8-v2.json")
SETUP = ["--gpu", "H100-SXM-80GB", "--gpu-count", "1"]


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("TRADEOFFS_WORKSPACE", str(tmp_path / "workspace"))
    return Workspace(tmp_path / "workspace")


def test_all_taken_is_status_0_and_a_line_a_file(workspace: Workspace, capsys):
    assert main(["import", SERVE, *SETUP]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "vllm-0.6.json: vLLM bench serve, 1 point, open: framework_version, tp, weight_precision"
    )
    assert lines[1] == f"batch {workspace.batches()[0].id}: 1 point kept"


def test_missing_facts_are_asked_for_with_their_options(capsys):
    assert main(["import", SERVE, "--gpu", "L4"]) == 1
    assert "1 rejected: not stated, declare --gpu-count" in capsys.readouterr().out


def test_some_rejected_is_status_1_and_the_rest_is_kept(workspace: Workspace, capsys):
    assert main(["import", GUIDELLM, *SETUP, "--framework", "vllm", "--name", "lab"]) == 1
    out = capsys.readouterr().out
    assert "GuideLLM 0.8.1, 2 points, 1 rejected: no request completed of 50" in out
    assert (workspace.batches()[0].name, workspace.rows().num_rows) == ("lab", 2)


def test_import_again_says_where_it_is(workspace: Workspace, capsys):
    main(["import", SERVE, *SETUP])
    assert main(["import", SERVE, *SETUP]) == 0
    assert f"there already, in batch {workspace.batches()[0].id}" in capsys.readouterr().out


def test_dry_run_keeps_nothing(workspace: Workspace):
    assert main(["import", SERVE, *SETUP, "--dry-run"]) == 0
    assert not workspace.folder.exists()


def test_chosen_workspace_is_used(tmp_path: Path):
    assert main(["import", SERVE, *SETUP, "--workspace", str(tmp_path / "other")]) == 0
    assert Workspace(tmp_path / "other").rows().num_rows == 1


def test_json_holds_rows_in_the_schema_of_results_and_nothing_else(capsys):
    assert main(["import", SERVE, GUIDELLM, *SETUP, "--dry-run", "--json"]) == 1
    told = capsys.readouterr()
    document = json.loads(told.out)
    whole, *waiting = document["rows"]
    assert (whole["ttft_mean_ms"], whole["generated_tok_s_per_gpu"]) == (40.5, 961.5)
    assert (whole["missing"], whole["declared"]) == ([], "gpu;gpu_count")
    assert [(r["concurrency"], r["missing"]) for r in waiting] == [
        (1, ["framework"]),
        (8, ["framework"]),
    ]
    assert document["files"][1]["rejected"] == [
        {"where": "benchmark 3", "reason": "no request completed of 50"}
    ]
    assert "vLLM bench serve, 1 point" in told.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import", "/nowhere/at/all"], "no such file or folder: /nowhere/at/all"),
        (["import", SERVE, "--gpu", "H1000"], "gpu: H1000 is not known"),
        (["import", SERVE, "--tp", "two"], "tp: not a whole number above 0 (two)"),
        (["export", "--query", "none_such"], "no query none_such; there are: "),
        (["export", "--query", "claim", "--param", "x=1"], "with a parameter of it (claim_id)"),
        (
            ["export", "--query", "claim", "--param", "claim_id=a", "--param", "claim_id=b"],
            "given twice",
        ),
    ],
)
def test_unusable_call_is_status_2_with_the_reason(arguments: list[str], words: str, capsys):
    assert main(arguments) == 2
    assert words in capsys.readouterr().err


def test_empty_folder_is_an_unusable_call(tmp_path: Path):
    assert main(["import", str(tmp_path)]) == 2


def test_workspace_that_cannot_be_written_is_told(tmp_path: Path, capsys):
    (tmp_path / "file").write_text("")
    arguments = ["import", SERVE, *SETUP, "--workspace", str(tmp_path / "file")]
    assert main(arguments) == 2
    assert "the workspace cannot be written" in capsys.readouterr().err


def test_wrong_options_end_with_status_2():
    for arguments in (["import"], ["import", SERVE, "--no-such", "x"], ["export"]):
        with pytest.raises(SystemExit) as end:
            main(arguments)
        assert end.value.code == 2


def test_every_declarable_fact_has_an_option(capsys):
    with pytest.raises(SystemExit):
        main(["import", "--help"])
    out = capsys.readouterr().out
    assert [c for c in DECLARABLE if option(c) not in out] == []


def test_workspace_stands_in_the_environment_or_with_the_users_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assert workspace_folder() == tmp_path / "workspace"
    monkeypatch.delenv("TRADEOFFS_WORKSPACE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert workspace_folder() == tmp_path / "serving-tradeoffs" / "workspace"


def export(capfdbinary, *arguments: str) -> bytes:
    assert main(["export", *arguments]) == 0
    return capfdbinary.readouterr().out


def test_query_goes_out_in_three_formats_alike(capfdbinary):
    query = ["--query", "price_offers"]
    comma = pd.read_csv(io.BytesIO(export(capfdbinary, *query, "--format", "csv")))
    parquet = pd.read_parquet(io.BytesIO(export(capfdbinary, *query, "--format", "parquet")))
    plain = json.loads(export(capfdbinary, *query, "--format", "json"))
    assert len(comma) == len(parquet) == len(plain) > 10
    assert list(comma.columns) == list(parquet.columns) == list(plain[0])
    for column in ("gpu", "usd_per_gpu_hour"):
        assert comma[column].tolist() == parquet[column].tolist() == [r[column] for r in plain]


def test_parameters_restrict_the_rows(capfdbinary):
    found = json.loads(
        export(
            capfdbinary, "--query", "claim", "--format", "json", "--param", "claim_id=bat-cont-tgi"
        )
    )
    assert [r["claim_id"] for r in found] == ["bat-cont-tgi"]


def test_output_file_is_written(tmp_path: Path):
    target = tmp_path / "rows.csv"
    assert main(["export", "--query", "claim_ids", "--output", str(target)]) == 0
    assert target.read_text().splitlines()[0] == "claim_id"
