"""Data flows one way: pages talk, tradeoffs thinks, the store asks. Who may import what."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "pages").glob("*.py"))
LOGIC = sorted((ROOT / "tradeoffs").rglob("*.py"))
ALL = sorted(
    [ROOT / "app.py", *PAGES, *LOGIC]
    + [p for name in ("scripts", "bench", "tests") for p in (ROOT / name).rglob("*.py")]
)
PRODUCT = [ROOT / "app.py", *PAGES, *LOGIC]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """Every module named in an import of the file, at any depth of nesting."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def packages(path: Path) -> set[str]:
    return {module.partition(".")[0] for module in imports(path)}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_page_only_talks(path: Path):
    assert packages(path) & {"duckdb", "altair", "sqlite3", "pyarrow"} == set()
    text = path.read_text("utf-8").lower()
    assert (
        re.search(r"\bselect\b[^.]{1,200}\bfrom\b \w+\s+(where|group|order|join)\b", text) is None
    )
    assert len(text.splitlines()) < 130


@pytest.mark.parametrize("path", LOGIC, ids=name)
def test_only_links_and_ui_know_streamlit(path: Path):
    if name(path) != "tradeoffs/links.py" and not name(path).startswith("tradeoffs/ui/"):
        assert "streamlit" not in packages(path)


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_only_the_store_and_the_build_know_duckdb(path: Path):
    if name(path) not in ("tradeoffs/store.py", "tradeoffs/build.py") and not name(path).startswith(
        "tradeoffs/building/"
    ):
        assert "duckdb" not in packages(path)


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_only_charts_know_altair(path: Path):
    if not name(path).startswith("tradeoffs/charts/"):
        assert "altair" not in packages(path)


# Imported results go through the row models, names and flags of the build.
SHARE_THE_BUILD = ("tradeoffs/build.py", "tradeoffs/building/", "tradeoffs/importers/")
CHECK_WITH_PYDANTIC = (*SHARE_THE_BUILD, "tradeoffs/workspace/")


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_dashboard_needs_neither_build_nor_tests(path: Path):
    """Outside the import of results nothing of the running dashboard depends on the build."""
    assert packages(path) & {"pandera", "tests", "scripts", "bench", "pytest"} == set()
    if not name(path).startswith(CHECK_WITH_PYDANTIC):
        assert "pydantic" not in packages(path)
    if not name(path).startswith(SHARE_THE_BUILD):
        assert [m for m in imports(path) if m.startswith("tradeoffs.build")] == []


@pytest.mark.parametrize("path", LOGIC, ids=name)
def test_logic_does_not_know_the_pages(path: Path):
    assert packages(path) & {"pages", "app"} == set()


@pytest.mark.parametrize("path", LOGIC, ids=name)
def test_logic_does_not_know_the_pieces_of_the_pages(path: Path):
    if not name(path).startswith("tradeoffs/ui/"):
        assert [m for m in imports(path) if m.startswith("tradeoffs.ui")] == [] or name(
            path
        ) == "tradeoffs/__main__.py"


@pytest.mark.parametrize("path", ALL, ids=name)
def test_file_is_short_and_its_functions_are(path: Path):
    assert len(path.read_text("utf-8").splitlines()) <= 400
    long = [f.name for f in functions(path) if f.end_lineno - f.lineno >= 60]
    assert long == []


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_no_markup_of_a_reader_can_run(path: Path):
    assert "unsafe_allow_html" not in path.read_text("utf-8")
    assert "st.html(" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", ALL, ids=name)
def test_no_broad_except(path: Path):
    caught = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") in ("Exception", "BaseException"))
    ]
    assert caught == []


@pytest.mark.parametrize("path", ALL, ids=name)
def test_nothing_outside_the_project_is_read(path: Path):
    """Absolute paths and neighbours of the project would be missing from a clone."""
    texts = [
        node.value
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    outside = re.compile(r"^(/(home|root|work|mnt|Users)/|\.\./)")
    assert [t for t in texts if outside.match(t) and t not in ALLOWED] == []


# hostile values of tests/test_links.py and test_import_bad_input.py
ALLOWED = {"../../etc/passwd", "../../x/run.json"}


@pytest.mark.parametrize("path", PRODUCT, ids=name)
def test_every_module_and_public_function_says_what_it_promises(path: Path):
    tree = ast.parse(path.read_text("utf-8"))
    if not tree.body:
        return
    assert ast.get_docstring(tree), "the module has no docstring"
    public = [n for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
    assert [f.name for f in public if not ast.get_docstring(f)] == []
