"""The page Your results: files in, facts asked once, kept where the reader says."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.importing import FILES
from tradeoffs.build import DATA
from tradeoffs.workspace.folder import Workspace

APP = DATA.parent / "app.py"
GUIDELLM = FILES / "guidellm/guidellm-0.8-v2.json"
SERVE = FILES / "vllm-serve/vllm-0.6.json"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of the test's own."""
    monkeypatch.setenv("TRADEOFFS_WORKSPACE", str(tmp_path / "workspace"))
    return tmp_path / "workspace"


def opened(slug: str = "yours", **query: str | list[str]) -> AppTest:
    page = AppTest.from_file(str(APP), default_timeout=60).switch_page(f"pages/{slug}.py")
    for key, value in query.items():
        page.query_params[key] = value
    return ran(page)


def ran(page: AppTest) -> AppTest:
    page.run()
    assert not page.exception
    return page


def drop(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    page.file_uploader[0].set_value([(n, content, "text/plain") for n, content in files])
    return ran(page)


def state(page: AppTest, **facts: object) -> AppTest:
    widgets = {w.key: w for w in (*page.selectbox, *page.number_input, *page.text_input)}
    for column, value in facts.items():
        key = next(k for k in widgets if k and k.startswith(f"yours-fact-{column}-"))
        widgets[key].set_value(value)
    next(b for b in page.button if b.label == "State this for all files").click()
    return ran(page)


def keep(page: AppTest, where: str) -> AppTest:
    page.button(key=f"yours-keep-{where}").click()
    return ran(page)


def brought(page: AppTest, where: str, path: Path = GUIDELLM) -> str:
    """Brings a file and keeps it; the id of its batch."""
    drop(page, (path.name, path.read_bytes()))
    state(page, framework="vllm", gpu="H100-SXM-80GB", gpu_count=1)
    keep(page, where)
    batch = page.query_params["batch"]
    return batch if isinstance(batch, str) else batch[-1]


def texts(page: AppTest) -> str:
    return "\n".join(m.value for m in page.markdown)


def test_each_file_says_its_tool_points_and_what_was_not_taken():
    page = drop(opened(), (GUIDELLM.name, GUIDELLM.read_bytes()), ("hello.json", b'{"hello": 1}'))
    files, refused = page.dataframe[0].value, page.dataframe[1].value
    assert files["Tool"].tolist() == ["GuideLLM", "not known"]
    assert files["Version"].tolist()[0] == "0.8.1"
    assert files["Wait for facts"].tolist() == [2, 0]
    assert refused["Why"].tolist() == [
        "no request completed of 50",
        "no result format is known that looks like this json",
    ]
    assert (
        "2 files: 0 points can be kept, 2 wait for facts not stated, "
        "1 run was rejected and 1 file cannot be taken"
    ) in texts(page)
    assert page.button(key="yours-keep-session").disabled


def test_facts_are_asked_once_for_all_files_and_the_needed_ones_first():
    page = drop(opened(), (GUIDELLM.name, GUIDELLM.read_bytes()), (SERVE.name, SERVE.read_bytes()))
    keys = [w.key for w in (*page.selectbox, *page.number_input) if w.key.startswith("yours-fact")]
    assert sorted(keys[:2]) == ["yours-fact-framework-0", "yours-fact-gpu-0"]
    assert len(keys) == len(set(keys))
    state(page, framework="vllm", gpu="H100-SXM-80GB", gpu_count=2)
    assert page.dataframe[0].value["Points"].tolist() == [2, 1]
    assert "2 files: 3 points can be kept and 1 run was rejected" in texts(page)


def test_a_zip_is_looked_into_and_a_way_out_of_it_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as held:
        held.write(SERVE, "runs/one.json")
        held.write(SERVE, "../../x/run.json")
    page = drop(opened(), ("runs.zip", packed.getvalue()))
    assert page.dataframe[0].value["File"].tolist() == [
        "runs.zip/runs/one.json",
        "runs.zip/../../x/run.json",
    ]
    assert page.dataframe[1].value["Why"].tolist() == ["its name leads out of the zip"]


def test_kept_in_the_session_nothing_is_written_and_nobody_else_sees_it(folder: Path):
    page = opened()
    batch = brought(page, "session")
    assert "2 points kept as guidellm" in page.success[0].value.replace("\\", "")
    assert not folder.exists()
    other = opened(batch=batch)
    assert "neither in the team workspace nor in this browser session" in other.warning[0].value
    assert "Set your own measurements beside" in texts(other)


def test_saved_to_the_workspace_every_session_sees_it(folder: Path):
    batch = brought(opened(), "team")
    assert [b.id for b in Workspace(folder).batches()] == [batch]
    assert "guidellm" in texts(opened(batch=batch))


def test_session_batch_is_handed_over_with_its_note(folder: Path):
    page = opened()
    batch = brought(page, "session")
    page.text_input(key=f"yours-rename-{batch}").set_value("lab <b>one</b>")
    page.text_area(key=f"yours-note-{batch}").set_value("=1+1")
    page.button(key=f"yours-save-{batch}").click()
    ran(page)
    page.button(key="yours-hand-over").click()
    ran(page)
    (saved,) = Workspace(folder).batches()
    assert (saved.id, saved.name, saved.note) == (batch, "lab <b>one</b>", "=1+1")
    assert "lab \\<b\\>one\\</b\\>" in texts(page)


def test_same_file_again_says_that_nothing_is_new():
    page = opened()
    brought(page, "session")
    brought(page, "session")
    assert "Nothing new" in page.info[0].value


def test_batch_that_another_deleted_is_said_to_be_gone(folder: Path):
    page = opened()
    batch = brought(page, "team")
    Workspace(folder).delete(batch)
    page.button(key="yours-delete-now").click()
    ran(page)
    assert f"The batch {batch} is no longer here" in page.error[0].value


def test_deleted_batch_leaves_the_page(folder: Path):
    page = opened()
    brought(page, "team")
    page.button(key="yours-delete-now").click()
    ran(page)
    assert Workspace(folder).batches() == []
    assert "Set your own measurements beside" in texts(page)


def test_damaged_batch_is_named_and_the_rest_is_used(folder: Path):
    batch = brought(opened(), "team", SERVE)
    good = brought(opened(), "team")
    next(folder.glob(f"{batch}-*.parquet")).write_bytes(b"no table")
    page = opened(batch=good)
    assert page.selectbox(key="yours-batch").options == ["guidellm-0.8-v2.json (2 points, team)"]
    assert f"- {batch}: " in page.warning[0].value
