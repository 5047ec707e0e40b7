"""Own results in a real browser: kept in one session, beside the published points there."""

from scripts.browsing import goto, ready, widget
from tests.importing import FILES

REPORT = FILES / "trtllm-bench/trtllm-bench-1.0.json"


def test_session_batch_goes_along_to_the_benchmarks_and_to_no_other_visitor(server, page, new_page):
    goto(page, server.url, "/yours")
    page.set_input_files("input[type=file]", REPORT)
    page.get_by_text("1 file: 1 point can be kept").wait_for()
    ready(page)
    widget(page, "yours-keep-session").get_by_role("button").click()
    page.get_by_text("1 point kept as").wait_for()
    ready(page)
    page.get_by_text("Show among all points").click()
    page.get_by_text("ringed: own results").wait_for()
    ready(page)
    link = page.url
    assert "own=" in link
    other = new_page()
    goto(other, link, "")
    assert "neither in the team workspace nor in this browser session" in other.inner_text("body")
    assert "ringed" not in other.inner_text("body")
