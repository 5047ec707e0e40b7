"""A table that is missing or damaged gives a page that names it and the way to rebuild it."""

from pathlib import Path
from shutil import copytree, ignore_patterns

from scripts.browsing import goto, ready

SHIPPED = Path(__file__).parent.parent.parent / "data"


def data_copy(tmp_path: Path) -> Path:
    """A data folder of one's own to damage."""
    return Path(copytree(SHIPPED, tmp_path / "data", ignore=ignore_patterns("sources")))


def test_missing_table_is_named_with_its_remedy_and_comes_back(fresh_server, page, tmp_path):
    data = data_copy(tmp_path)
    kept = (data / "claims.parquet").read_bytes()
    (data / "claims.parquet").unlink()
    server = fresh_server(env={"TRADEOFFS_DATA": str(data)})
    goto(page, server.url, "/compare")
    text = page.get_by_test_id("stMainBlockContainer").inner_text()
    assert "claims.parquet" in text and "missing" in text and "make data" in text
    assert "Traceback" not in text

    (data / "claims.parquet").write_bytes(kept)
    page.reload()
    ready(page)
    assert "star ratings" in page.locator("h1").inner_text()


def test_damaged_table_is_named(fresh_server, page, tmp_path):
    data = data_copy(tmp_path)
    (data / "results.parquet").write_bytes(b"PAR1 not a table")
    server = fresh_server(env={"TRADEOFFS_DATA": str(data)})
    goto(page, server.url, "/benchmarks")
    text = page.get_by_test_id("stMainBlockContainer").inner_text()
    assert "results.parquet" in text and "cannot be read" in text and "make data" in text
