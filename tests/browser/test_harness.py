"""The waiting and listening that every browser test relies on."""

import re
import sys

import pytest
from playwright.sync_api import Error, Page

from scripts.browsing import complaints, forgive, goto, ready, widget
from scripts.serving import ServerFailed

STANDING = """
<div data-testid="stApp" data-test-script-state="notRunning"
     data-test-connection-state="CONNECTED">
  <div data-testid="stMainBlockContainer">
    <div data-testid="stElementContainer" class="st-key-model">text</div>{more}
  </div>
</div>
"""


def show(page: Page, more: str = "", **changes: str) -> None:
    content = STANDING.format(more=more)
    for old, new in changes.items():
        content = content.replace(old, new)
    page.set_content(content)


def test_page_that_stands_still_is_ready(page: Page):
    show(page)
    ready(page, timeout_ms=3000)
    assert widget(page, "model").inner_text() == "text"


@pytest.mark.parametrize(
    ("more", "changes", "awaited"),
    [
        ('<div data-testid="stSkeleton"></div>', {}, "stSkeleton"),
        ('<div data-stale="true"></div>', {}, "stale"),
        ('<div data-testid="stVegaLiteChart"></div>', {}, "a chart"),
        ("", {"notRunning": "running"}, "end of the script"),
        ("", {"stElementContainer": "stEmpty"}, "any content"),
    ],
)
def test_unfinished_page_is_not_ready(page: Page, more: str, changes: dict, awaited: str):
    show(page, more, **changes)
    with pytest.raises(Error, match=f"waiting for .*{awaited}"):
        ready(page, timeout_ms=600)


def test_page_that_keeps_changing_is_not_ready(page: Page):
    show(page, "<b id=n></b><script>setInterval(() => {n.textContent += 'x'}, 50)</script>")
    with pytest.raises(Error, match="stand still"):
        ready(page, timeout_ms=900)


def test_traceback_on_a_page_fails_the_test(page: Page):
    show(page, '<div data-testid="stException">ValueError: boom</div>')
    with pytest.raises(AssertionError, match="ValueError: boom"):
        ready(page, timeout_ms=3000)
    show(page)


def test_console_errors_are_heard_and_can_be_forgiven(page: Page):
    page.evaluate("console.error('broken'); console.warn('only a warning')")
    page.evaluate("() => { setTimeout(() => { throw new Error('uncaught one') }, 0) }")
    page.wait_for_timeout(100)
    assert [re.sub(r" \(.*", "", line) for line in complaints(page)] == [
        "console: broken",
        "uncaught: uncaught one",
    ]
    forgive(page)
    assert complaints(page) == []


def test_missing_file_is_a_complaint_but_streamlits_search_for_its_server_is_not(
    server, page: Page
):
    with page.expect_response(re.compile("/compare/_stcore/health")) as probe:
        page.goto(server.url + "/compare")
    page.get_by_test_id("stHeaderLogo").wait_for()
    assert probe.value.status == 404
    assert complaints(page) == []
    page.evaluate("fetch('/app/static/nothing.woff2')")
    page.wait_for_timeout(100)
    (heard,) = complaints(page)
    assert heard.endswith("/app/static/nothing.woff2)")
    forgive(page)


def test_two_pages_of_two_visitors_share_nothing(new_page):
    first, second = new_page(), new_page(color_scheme="dark")
    for page in (first, second):
        page.route("**/*", lambda route: route.fulfill(body="<p>here</p>"))
        page.goto("http://app.test/")
    first.evaluate("localStorage.setItem('seen', 'yes')")
    assert second.evaluate("localStorage.getItem('seen')") is None
    assert second.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")


def test_server_that_ends_at_once_is_reported_with_its_log(fresh_server):
    script = "import sys; sys.exit('no data folder')"
    with pytest.raises(ServerFailed, match="code 1:\nno data folder"):
        fresh_server(command=[sys.executable, "-c", script])


def test_the_dashboard_starts_and_its_first_page_is_ready(server, page: Page):
    goto(page, server.url)
    assert page.get_by_test_id("stHeaderLogo").is_visible()
