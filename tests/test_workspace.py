"""The workspace: nothing twice, nothing lost, damage set aside, what is exported comes back."""

from __future__ import annotations

import errno
import json
import os
import stat
import time
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.importing import FILES, NAMES, ROOT, SETUP, read, read_bytes
from tradeoffs.building.tables.measured import FIGURES, ResultRow
from tradeoffs.exporting import csv_text
from tradeoffs.importers.facts import Declared
from tradeoffs.importers.inputs import from_paths, from_upload
from tradeoffs.importers.reports import Report
from tradeoffs.importers.rows import COLUMNS
from tradeoffs.vocabulary import SCENARIOS
from tradeoffs.workspace.folder import Workspace
from tradeoffs.workspace.keeping import Saved
from tradeoffs.workspace.manifest import batch_id

DATA = ROOT / "data"
DECLARED = Declared.of(SETUP, NAMES)
SERVE = FILES / "vllm-serve/vllm-0.6.json"
GUIDELLM = FILES / "guidellm/guidellm-0.8-v2.json"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


def save(workspace: Workspace, *paths: Path, name: str = "") -> Saved:
    return workspace.save(read(from_paths(paths), **SETUP), DECLARED, DATA, name)


def names_in(workspace: Workspace) -> list[str]:
    return sorted(p.name for p in workspace.folder.iterdir() if p.is_file())


def test_batch_holds_rows_of_results_with_their_origin(workspace: Workspace):
    batch = save(workspace, GUIDELLM).batch
    rows = workspace.rows().to_pylist()
    assert [r["concurrency"] for r in rows] == [1, 8]
    assert {r["source_id"] for r in rows} == {f"own-{batch.id}"}
    assert {r["declared"] for r in rows} == {"framework;gpu;gpu_count"}
    assert {(r["tool"], r["tool_version"]) for r in rows} == {("GuideLLM", "0.8.1")}
    assert rows[0]["generated_tok_s_per_gpu"] == 89.6
    assert batch.points == 2 and batch.files[0].rejected == [
        "benchmark 3: no request completed of 50"
    ]


def test_mlperf_rows_stay_mlperf(workspace: Workspace):
    path = FILES / "mlperf-log/loadgen-5.1-server.txt"
    batch = save(workspace, path).batch
    (row,) = workspace.rows().to_pylist()
    assert row["source_id"] == f"mlperf-own-{batch.id}"
    assert row["is_mlperf"] is True and row["generated_tok_s_per_gpu"] is None


def test_same_file_twice_changes_nothing(workspace: Workspace):
    first = save(workspace, SERVE)
    before = {p: p.read_bytes() for p in workspace.folder.iterdir()}
    again = save(workspace, SERVE, name="another name")
    assert again == Saved(None, {SERVE.name: first.batch.id})
    assert {p: p.read_bytes() for p in workspace.folder.iterdir()} == before


def test_file_that_another_batch_holds_is_not_saved_again(workspace: Workspace):
    first = save(workspace, SERVE)
    both = save(workspace, SERVE, GUIDELLM)
    assert both.already == {SERVE.name: first.batch.id}
    assert [f.name for f in both.batch.files] == [GUIDELLM.name]
    assert workspace.rows().num_rows == 3


def test_id_depends_on_content_alone(tmp_path: Path):
    (tmp_path / "b").mkdir()
    other = tmp_path / "b" / "other.json"
    other.write_bytes(SERVE.read_bytes())
    ids = {save(Workspace(tmp_path / p.parent.name), p).batch.id for p in (SERVE, other)}
    assert len(ids) == 1
    assert batch_id(["b", "a", "a"]) == batch_id(["a", "b"])


def test_nothing_to_keep_makes_no_batch(workspace: Workspace):
    report = read_bytes(b"{}")
    assert workspace.save([report], DECLARED, DATA) == Saved(None, {})
    assert workspace.batches() == [] and workspace.rows().num_rows == 0


def test_rename_annotate_and_delete(workspace: Workspace):
    key = save(workspace, SERVE, name="first").batch.id
    save(workspace, GUIDELLM)
    assert workspace.rename(key, " <i>second</i>\n").name == "<i>second</i>"
    assert workspace.annotate(key, "=1+1").note == "=1+1"
    assert (workspace.batch(key).name, workspace.batch(key).note) == ("<i>second</i>", "=1+1")
    with pytest.raises(ValueError, match="needs a name"):
        workspace.rename(key, " ")
    workspace.delete(key)
    assert workspace.missing([key]) == [key]
    assert not any(key in name for name in names_in(workspace))
    assert workspace.rows().num_rows == 2
    for change in (workspace.delete, workspace.batch):
        with pytest.raises(KeyError):
            change(key)


def test_deleted_batch_can_be_imported_again(workspace: Workspace):
    key = save(workspace, SERVE).batch.id
    workspace.delete(key)
    assert save(workspace, SERVE).batch.id == key


def test_rows_of_chosen_batches(workspace: Workspace):
    key = save(workspace, SERVE).batch.id
    save(workspace, GUIDELLM)
    assert workspace.rows([key, "0" * 12]).num_rows == 1
    assert workspace.rows([]).num_rows == 0
    assert workspace.missing([key, "0" * 12]) == ["0" * 12]


def test_every_source_of_the_rows_is_a_source(workspace: Workspace):
    save(workspace, SERVE, name="lab")
    save(workspace, FILES / "mlperf-log/loadgen-5.1-server.txt", name="loadgen")
    sources = workspace.sources().to_pylist()
    assert set(workspace.rows()["source_id"].to_pylist()) <= {s["source_id"] for s in sources}
    assert [(s["title"], s["is_mlperf"]) for s in sources] == [
        ("lab", False),
        ("loadgen", False),
        ("loadgen", True),
    ]


@pytest.mark.parametrize("call", ["link", "fsync"])
def test_network_share_without_links_or_folder_sync_works(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, call: str
):
    real = getattr(os, call)

    def refuse(*arguments):
        if call == "link" or stat.S_ISDIR(os.fstat(arguments[0]).st_mode):
            raise OSError(errno.ENOTSUP, "not supported")
        return real(*arguments)

    monkeypatch.setattr(os, call, refuse)
    assert save(workspace, SERVE).batch.points == 1
    assert save(workspace, SERVE).batch is None
    assert not list(workspace.folder.glob(".*"))


def test_abandoned_files_of_crashed_processes_go_after_a_day(workspace: Workspace):
    workspace.folder.mkdir()
    old, new = (workspace.folder / f".{n}.json.0.unfinished" for n in ("old", "new"))
    for path in (old, new):
        path.write_text("half")
    os.utime(old, (0, 0))
    save(workspace, SERVE)
    assert (old.exists(), new.exists()) == (False, True)


def test_signature_changes_with_every_change(workspace: Workspace):
    seen = {workspace.signature()}
    key = save(workspace, SERVE).batch.id
    seen.add(workspace.signature())
    time.sleep(0.01)
    workspace.annotate(key, "noted")
    seen.add(workspace.signature())
    workspace.delete(key)
    assert len(seen) == 3 and workspace.signature() == ()


@pytest.mark.parametrize("damage", ["rows cut", "rows gone", "manifest cut", "manifest without"])
def test_damaged_batch_is_set_aside_and_the_rest_works(workspace: Workspace, damage: str):
    key = save(workspace, SERVE).batch.id
    other = save(workspace, GUIDELLM).batch.id
    manifest = workspace.folder / f"{key}.json"
    rows = next(workspace.folder.glob(f"{key}-*.parquet"))
    if damage == "rows cut":
        rows.write_bytes(rows.read_bytes()[:-10])
    elif damage == "rows gone":
        rows.unlink()
    elif damage == "manifest cut":
        manifest.write_bytes(manifest.read_bytes()[:50])
    else:
        manifest.write_text(json.dumps({"id": key}))
    again = Workspace(workspace.folder)
    assert [b.id for b in again.batches()] == [other]
    assert again.rows().num_rows == 2
    assert [d.id for d in again.damaged()] == [key] and again.damaged()[0].reason
    assert save(again, SERVE).batch.id == key


def test_copied_manifest_is_set_aside(workspace: Workspace):
    key = save(workspace, SERVE).batch.id
    copy = workspace.folder / f"{'0' * 12}.json"
    copy.write_bytes((workspace.folder / f"{key}.json").read_bytes())
    assert [b.id for b in workspace.batches()] == [key]
    assert workspace.damaged()[0].reason == f"it is the manifest of {key}"


def test_overlapping_batches_of_two_processes_count_a_file_once(workspace: Workspace):
    """Two imports that did not see each other may each hold a file."""
    one, both = read(from_paths([SERVE]), **SETUP), read(from_paths([SERVE, GUIDELLM]), **SETUP)
    apart = Workspace(workspace.folder.with_name("apart"))
    workspace.save(one, DECLARED, DATA)
    apart.save(both, DECLARED, DATA)
    for path in apart.folder.iterdir():
        path.rename(workspace.folder / path.name)
    assert len(workspace.batches()) == 2
    assert workspace.rows().num_rows == 3


def exported(workspace: Workspace, key: str) -> bytes:
    return csv_text(workspace.export(key).to_pandas(), ["exported"]).encode()


def test_export_of_a_batch_that_is_still_there_adds_nothing(workspace: Workspace):
    key = save(workspace, GUIDELLM).batch.id
    reports = read(from_upload("export.csv", exported(workspace, key)))
    assert workspace.save(reports, Declared.of({}, NAMES), DATA).batch is None
    assert workspace.rows().num_rows == 2


WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
FIGURE = st.floats(0.3, 1e6) | st.none()


@st.composite
def results(draw: st.DrawFn) -> ResultRow:
    """Rows as importers make them: any set-up, figures in order."""
    cells = {c: draw(FIGURE) for c in FIGURES}
    for stem in ("ttft", "tpot", "e2e"):
        columns = [c for p in ("p50", "p90", "p95", "p99") if (c := f"{stem}_{p}_ms") in cells]
        stated = sorted(cells[c] for c in columns if cells[c] is not None)
        cells |= {c: stated.pop(0) if cells[c] is not None else None for c in columns}
    counts = st.integers(1, 10**6) | st.none()
    for column in ("nodes", "tp", "pp", "dp", "ep", "batch_size", "concurrency", "num_requests"):
        cells[column] = draw(counts)
    for column in ("framework_version", "quant_method", "dataset"):
        cells[column] = draw(WORDS | st.none())
    notes = draw(st.lists(WORDS | st.sampled_from(["=1+1", "'=x", "-2", '"a",b', "SUSPECT: no"])))
    return ResultRow(
        source_id="own-00000000000a",
        framework=draw(st.sampled_from(["vllm", "tgi", "tensorrt-llm"])),
        serving_layer=draw(st.sampled_from([None, "triton", "llm-d"])),
        model=draw(WORDS),
        gpu=draw(st.sampled_from(["H100-SXM-80GB", "L4", "H100"])),
        gpu_count=draw(st.integers(1, 64)),
        weight_precision=draw(st.sampled_from([None, "fp8", "bf16"])),
        scenario=draw(st.sampled_from(sorted(SCENARIOS))),
        request_rate_rps=draw(FIGURE),
        isl=draw(FIGURE),
        osl=draw(FIGURE),
        measured_on=draw(st.sampled_from([None, "2026", "2026-05", "2026-05-06"])),
        locator=draw(WORDS),
        notes="; ".join(notes) or None,
        **cells,
    )


@settings(max_examples=60)
@given(row=results())
def test_row_survives_export_and_import_unchanged(row: ResultRow):
    if all(getattr(row, c) is None for c in FIGURES):
        return
    frame = pa.Table.from_pylist([row.model_dump()]).to_pandas()[list(COLUMNS)]
    report: Report = read_bytes(csv_text(frame, ["filters: none"]).encode(), "export.csv")
    (taken,) = report.points
    doubted = taken.row.notes != row.notes
    assert not doubted or (taken.row.notes or "").startswith(
        f"{row.notes}; SUSPECT: " if row.notes else "SUSPECT: "
    )
    assert taken.row.model_copy(update={"source_id": row.source_id, "notes": row.notes}) == row
    assert taken.source_id == row.source_id


def test_runs_of_one_set_up_are_all_kept(workspace: Workspace):
    text = "gpu,gpu_count,framework,model,concurrency,ttft_p50_ms,locator\n"
    text += "".join(f"L4,1,vllm,m,4,{40 + i},same\n" for i in range(3))
    reports = read(from_upload("runs.csv", text.encode()))
    workspace.save(reports, Declared.of({}, NAMES), DATA)
    rows = workspace.rows().to_pylist()
    sha = reports[0].sha256[:8]
    assert [r["locator"] for r in rows] == ["same", f"same [{sha}]", f"same [{sha} 2]"]
    assert [r["ttft_p50_ms"] for r in rows] == [40.0, 41.0, 42.0]
    assert len({r["result_id"] for r in rows}) == 3


def test_published_rows_come_back_as_they_are():
    """A shipped row survives too, with its doubt; its source becomes the batch."""
    shipped = pd.read_parquet(DATA / "results.parquet")
    some = shipped[shipped["gpu_count"].notna() & shipped["framework"].notna()].iloc[::5]
    content = csv_text(some.astype(object).where(some.notna(), None), ()).encode()
    report = read_bytes(content, "published.csv")
    assert report.rejected == [] and report.repeated == 0
    assert len(report.points) == len(some)
    for taken, (_, wanted) in zip(report.points, some.iterrows(), strict=True):
        found = taken.row.model_dump()
        for column in COLUMNS[1:-1]:
            assert found[column] == (None if pd.isna(wanted[column]) else wanted[column])
        assert taken.is_mlperf == wanted["is_mlperf"]
