"""Bad files get a clear reason each, and never stop the others."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.importing import FILES, SETUP, read, read_bytes
from tradeoffs.importers import documents, inputs, skimming
from tradeoffs.importers.inputs import from_paths, from_upload
from tradeoffs.importers.skimming import skim

RUN = json.loads((FILES / "vllm-serve/vllm-0.6.json").read_text())
TEXT = json.dumps(RUN)


def reason(content: bytes) -> str | None:
    return read_bytes(content).problem


def rejected(**changed: object) -> list[str]:
    report = read_bytes(json.dumps(RUN | changed).encode(), **SETUP)
    return [why for _, why in report.rejected]


def taken(**changed: object):
    report = read_bytes(json.dumps(RUN | changed).encode(), **SETUP)
    assert report.rejected == []
    return report


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "it is empty"),
        (b" \n ", "it is empty"),
        (TEXT[:200].encode(), "it is not whole or not JSON: line 1: "),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "it is not a text file"),
        (b"\xff\xfeq", "it starts as UTF-16 text but is none"),
        (b'{"a": "\xe9"}', "it is not UTF-8 text (byte 7)"),
        (b"[" * 10_000, "it is nested more than 100 levels deep"),
        (b'{"a":' * 10_000, "it is nested more than 100 levels deep"),
        (b'{"itls": ' + b"[" * 10_000, "it is nested more than 100 levels deep"),
        (b'{"itls": [[1, 2', "it ends in the middle: is it whole?"),
        (b'{"completed": 1, "completed": 2}', "it has the key 'completed' twice in one object"),
        (b'{"a": ' + b"9" * 5000 + b"}", "it is not JSON: "),
        (b"run: &a [1]\nload: &b [*a, *a]\nversion: *b\n", "it is YAML whose aliases multiply"),
        (b"version: &a [1]\nrun: *a\n", "no result format is known that looks like this yaml"),
        (b"version: 1\nversion: 2\n", "it has the key 'version' twice in one object"),
        (b"version: [1\n", "it is not whole or not YAML: "),
        (b"run: " + b"[" * 5000, "it is not whole or not YAML: while increasing flow level"),
        (b"run:\n" + b"".join(b" " * i + b"a:\n" for i in range(1, 200)), "nested more than 100"),
        (b"run: !!python/object/apply:os.system ['true']\n", "it is not whole or not YAML: "),
        (b'{"hello": "world"}', "no result format is known that looks like this json"),
        (b"hello, world\n1,2\n", "no result format is known that looks like this csv"),
        (b",", "no result format is known that looks like this text"),
        (b"hello", "no result format is known that looks like this text"),
        (b'{"experiments": [{"requests": []}]}', "of a raw GenAI-Perf profile take"),
    ],
)
def test_reason_is_told(content: bytes, words: str):
    assert words in (reason(content) or "")


def test_utf16_with_a_mark_is_read():
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"):
        mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
        assert read_bytes(mark + TEXT.encode(encoding)).format_id == "vllm-serve"


def test_limits_are_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(documents, "MAX_BYTES", 10)
    assert reason(TEXT.encode()) == "it is larger than 0 MB"
    monkeypatch.undo()
    monkeypatch.setattr(documents, "MAX_PARSED_BYTES", 10)
    assert "besides the figures of single requests" in (reason(TEXT.encode()) or "")
    monkeypatch.undo()
    monkeypatch.setattr(skimming, "MAX_KEPT_PARTS", 10)
    assert "too many parts" in (reason(TEXT.encode()) or "")
    monkeypatch.setattr(skimming, "MAX_PARTS", 10)
    assert "too many parts" in (reason(b'{"itls": [' + b"[]," * 20 + b"[]]}") or "")
    monkeypatch.undo()
    monkeypatch.setattr(documents, "MAX_CELLS", 3)
    assert "a table of more than 3 cells" in (reason(b"a,b\n1,2\n3,4\n") or "")


def test_skimming_leaves_out_what_belongs_to_single_requests():
    data = rb'{"a": [1, "]"], "itls": [[0.1, "\"]{"], {"x": [2]}], "errors": 3, "ttfts" : [ ] }'
    assert skim(data) == b'{"a": [1, "]"], "itls": [], "errors": 3, "ttfts" : [] }'


def test_a_text_that_looks_like_a_key_is_no_key():
    data = b'{"note": "\\"itls\\": [1", "list": ["itls", [1]], "errors": ["x"]}'
    assert skim(data) == data.replace(b'"errors": ["x"]', b'"errors": []')


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"completed": 0}, "no request completed of 400"),
        ({"total_output_tokens": 0}, "no output token in 400 completed requests"),
        ({"output_throughput": 0.0}, "no output token in 400 completed requests"),
        ({"mean_ttft_ms": "soon"}, "mean_ttft_ms: not a number (soon)"),
        ({"mean_ttft_ms": [1]}, "mean_ttft_ms: not a number (a list)"),
        ({"mean_ttft_ms": True}, "mean_ttft_ms: not a number (True)"),
        ({"mean_ttft_ms": 1e300}, "ttft_mean_ms = 1e+300 cannot be"),
        ({"output_throughput": float("inf")}, "output_tok_s = inf cannot be"),
        ({"completed": None, "failed": 3}, None),
        ({"request_rate": None, "max_concurrency": 2.5}, "concurrency = 2.5 cannot be"),
    ],
)
def test_run_that_is_no_result_is_rejected(changed: dict[str, object], words: str | None):
    assert rejected(**changed) == ([words] if words else [])


def test_all_zero_latencies_are_no_result():
    zero = {k: 0.0 for k in RUN if k.endswith("_ms")}
    rates = dict.fromkeys(("request_throughput", "total_token_throughput"), 0.0)
    assert rejected(**zero, **rates, output_throughput=None) == [
        "it states no figure: a failed or empty run is no result"
    ]


@pytest.mark.parametrize("value", [float("nan"), -5.0])
def test_a_figure_that_is_no_measurement_is_left_out_and_told(value: float):
    report = taken(mean_ttft_ms=value)
    assert report.points[0].row.ttft_mean_ms is None
    assert report.points[0].row.ttft_p50_ms == 38.0
    assert any(w.startswith("ttft_mean_ms: ") for w in report.warnings)


@pytest.mark.parametrize("spelling", ["inf", "Infinity", float("inf")])
def test_unlimited_rate_is_no_rate(spelling: object):
    row = taken(request_rate=spelling, max_concurrency=16).points[0].row
    assert (row.scenario, row.concurrency, row.request_rate_rps) == ("online-concurrency", 16, None)


def test_markup_and_formulas_stay_text_in_one_line():
    report = read_bytes(
        json.dumps(RUN | {"model_id": "<b>x</b>\n=1+1\u202e\0"}).encode(),
        **{k: v for k, v in SETUP.items() if k != "model"},
    )
    assert report.points[0].row.model == "<b>x</b> =1+1??"


def zipped(entries: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", kind) as held:
        for name, content in entries.items():
            held.writestr(name, content)
    return sink.getvalue()


def problems_of_zip(content: bytes) -> dict[str, str | None]:
    return {r.name: r.problem for r in read(from_upload("all.zip", content))}


def test_zip_is_read_file_by_file_and_its_faults_are_told_apart():
    found = problems_of_zip(
        zipped(
            {
                "runs/good.json": TEXT.encode(),
                "runs/bad.json": b"{",
                "../../etc/passwd": b"x",
                "/abs.json": b"x",
                "C:\\evil.json": b"x",
                "inner.zip": zipped({"a": b"b"}),
                "__MACOSX/runs/._good.json": b"\0",
                "bomb.json": b" " * 50_000_000,
            }
        )
    )
    assert "not whole" in (found.pop("all.zip/runs/bad.json") or "")
    assert found == {
        "all.zip/runs/good.json": None,
        "all.zip/../../etc/passwd": "its name leads out of the zip",
        "all.zip//abs.json": "its name leads out of the zip",
        "all.zip/C:\\evil.json": "its name leads out of the zip",
        "all.zip/inner.zip": "it is a zip inside a zip: unpack it first",
        "all.zip/bomb.json": "it unpacks to 50 MB: too much",
    }


def test_zip_that_lies_about_its_size_is_stopped():
    content = bytearray(zipped({"a.json": b" " * 5000}))
    for place in (content.find(b"PK\x01\x02") + 24, content.find(b"PK\x03\x04") + 22):
        content[place : place + 4] = (10).to_bytes(4, "little")
    (problem,) = problems_of_zip(bytes(content)).values()
    assert problem is not None


def test_damaged_and_oversized_zips_are_one_problem(monkeypatch: pytest.MonkeyPatch):
    assert "damaged zip" in (problems_of_zip(b"PK\x03\x04nothing")["all.zip"] or "")
    monkeypatch.setattr(inputs, "MAX_FILES", 1)
    found = problems_of_zip(zipped({"a": b"1", "b": b"2"}))
    assert "more than 1 files" in (found["all.zip"] or "")


def test_upload_name_is_only_a_name():
    assert read_bytes(TEXT.encode(), "../../x/run.json").name == "run.json"


def test_folder_is_read_without_hidden_files_and_devices(tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "run.json").write_text(TEXT)
    (tmp_path / ".hidden.json").write_text(TEXT)
    (tmp_path / "device").symlink_to("/dev/zero")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    found = {r.name.split("/", 1)[1]: r.problem for r in read(from_paths([tmp_path]))}
    assert found["a/run.json"] is None and ".hidden.json" not in found
    assert found["device"] == "it is not a file"
    assert "cannot be read" in (found["gone"] or "")


def test_same_run_twice_counts_once():
    first, second = read(from_paths([FILES / "vllm-serve/vllm-0.6.json"] * 2), **SETUP)
    assert (len(first.points), first.repeated) == (1, 0)
    assert (len(second.points), second.repeated) == (0, 1)


def test_files_of_one_name_keep_points_apart():
    other = json.dumps(RUN | {"mean_ttft_ms": 41.0}).encode()
    both = [*from_upload("run.json", TEXT.encode()), *from_upload("run.json", other)]
    locators = [t.row.locator for r in read(both, **SETUP) for t in r.points]
    assert locators[0] == "run.json" and locators[1].startswith("run.json [")


@pytest.mark.parametrize("key", ["count", "dp", "max_concurrency", "failures"])
def test_whole_number_beyond_any_float_is_no_crash(key: str):
    report = (FILES / "llm-d-report/llm-d-0.1.yaml").read_text()
    content = re.sub(rf"\b{key}: \d+", f"{key}: " + "9" * 400, report).encode()
    assert read_bytes(content, **SETUP).points == []


def test_zip_of_many_files_is_opened_once(monkeypatch: pytest.MonkeyPatch):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as held:
        for n in range(20):
            held.writestr(f"{n}.json", "{}")
    opened = []
    monkeypatch.setattr(
        zipfile.ZipFile, "_RealGetContents", _counting(zipfile.ZipFile._RealGetContents, opened)
    )
    assert len(read(from_upload("runs.zip", packed.getvalue()))) == 20
    assert len(opened) == 1


def _counting(work, calls: list):
    def counted(self):
        calls.append(self)
        return work(self)

    return counted
