"""A fresh server and a real Chromium for the tests in this folder.

`page` is a new context per test at 1440 × 900; a test that ends with console errors or a
traceback on one of its pages fails, unless it forgave them (scripts.browsing.forgive).
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from scripts.browsing import chromium, complaints, listen
from scripts.serving import Server, running

DESKTOP = {"width": 1440, "height": 900}
HERE = Path(__file__).parent
FRESH = pytest.StashKey[list[Server]]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every test of this folder as a browser test."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard on a free port with a cache of its own, shared by the session."""
    with running(tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture
def fresh_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts more servers, gone after the test: `fresh_server(env={"TRADEOFFS_DATA": …})`."""
    with ExitStack() as stack:
        started = request.node.stash.setdefault(FRESH, [])

        def start(**options) -> Server:
            folder = tmp_path / f"server-{len(started) + 1}"
            started.append(stack.enter_context(running(folder, **options)))
            return started[-1]

        yield start


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the session."""
    with chromium() as started:
        yield started


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages in contexts of their own, as of another visitor: `new_page(locale=…)`."""
    pages: list[Page] = []

    def open_page(**options) -> Page:
        page = browser.new_context(**{"viewport": DESKTOP, **options}).new_page()
        listen(page)
        pages.append(page)
        return page

    yield open_page
    heard = [complaint for page in pages for complaint in complaints(page)]
    for page in pages:
        page.context.close()
    assert not heard, f"the browser complained: {heard}"


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A desktop page of a new visitor."""
    return new_page()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """Adds the end of each server's log to the report of a failed test."""
    report = yield
    if report.failed:
        shared = getattr(item, "funcargs", {}).get("server")
        for started in [*filter(None, [shared]), *item.stash.get(FRESH, [])]:
            report.sections.append((f"log of {started.url}", started.log_tail()))
    return report
