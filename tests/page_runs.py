"""Pages run without a browser, and what they show."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tradeoffs.store import ROOT


def open_page(slug: str, **query: str | list[str]) -> AppTest:
    """A page after its first run with these link values; fails where the page raised."""
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.switch_page(f"pages/{slug}.py")
    for key, value in query.items():
        page.query_params[key.replace("w_", "w-")] = value
    page.run()
    assert not page.exception
    return page


def texts(page: AppTest) -> str:
    """Every text of a page, one after the other."""
    return "\n".join(m.value for m in page.markdown)


def bare_texts(page: AppTest) -> str:
    """Every text of a page without the escapes that Markdown needs."""
    return texts(page).replace("\\", "").replace("\u00a0", " ")
