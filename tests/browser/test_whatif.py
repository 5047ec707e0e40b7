"""The what-if page in a real browser: controls move figures and link together, Back undoes it."""

from urllib.parse import parse_qs, urlsplit

from scripts.browsing import goto, ready, widget


def rates(page) -> list[str]:
    """Output tok/s as the cards show them."""
    cards = page.locator("[class*=st-key-whatif-card-]")
    return [c.get_by_test_id("stMetricValue").first.inner_text() for c in cards.all()]


def slide(page, key: str, press: str) -> None:
    widget(page, key).locator("input[type=range]").first.focus()
    page.keyboard.press(press)
    ready(page)


def test_slider_moves_figures_and_link_and_back_undoes_it(server, page):
    goto(page, server.url, "/whatif")
    before = rates(page)
    assert len(before) == 3
    slide(page, "whatif-load", "ArrowRight")
    assert parse_qs(urlsplit(page.url).query) == {"load": ["48"]}
    assert rates(page) != before
    page.go_back()
    ready(page)
    assert rates(page) == before


def test_workload_and_number_of_gpus_follow_the_view_they_set(server, page):
    goto(page, server.url, "/whatif?show=a&part=launch")
    widget(page, "whatif-workload").locator("input").first.click()
    page.get_by_role("option", name="RAG").click()
    ready(page)
    assert parse_qs(urlsplit(page.url).query)["isl"] == ["8192"]
    widget(page, "whatif-a-count").locator("input").first.click()
    page.get_by_role("option", name="16 ×").click()
    ready(page)
    assert parse_qs(urlsplit(page.url).query)["a-split"] == ["tp8-dp2"]
    assert "--data-parallel-size 2" in page.get_by_test_id("stCode").last.inner_text()
