"""Links in a real browser: shared views, the menu, Back, and values that cannot be used."""

from urllib.parse import parse_qs, quote, urlsplit

from scripts.browsing import goto, ready, widget

SQL = "'; drop table results; --"
HTML = "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>"


def query(page) -> dict[str, list[str]]:
    """The query of the address bar."""
    return parse_qs(urlsplit(page.url).query)


def choose(page, key: str, name: str) -> None:
    """Clicks a pill, segment or toggle of a keyed widget and waits for the page."""
    widget(page, key).get_by_text(name, exact=True).first.click()
    ready(page)


def chosen(page, key: str) -> list[str]:
    """The texts of the pressed pills or segments of a widget."""
    pressed = widget(page, key).locator("button[aria-checked=true], button[aria-pressed=true]")
    return pressed.all_inner_texts()


def shared_link(page) -> str:
    """The address that Copy link offers."""
    page.get_by_role("button", name="Copy link").click()
    link = page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").inner_text()
    page.keyboard.press("Escape")
    return link.strip()


def test_five_changes_come_back_in_a_fresh_browser(server, page, new_page):
    goto(page, server.url, "/quantization")
    choose(page, "quantization-gen", "Hopper")
    choose(page, "quantization-family", "FP8")
    choose(page, "quantization-family", "INT4")
    choose(page, "quantization-family", "KV cache")
    choose(page, "quantization-only", "Hide what does not run")
    here = query(page)
    assert here == {"gen": ["hopper"], "family": ["fp8", "int4", "kv"], "only": ["1"]}
    link = shared_link(page)
    title = page.locator("h1").inner_text()

    other = new_page()
    other.goto(link)
    ready(other)
    assert chosen(other, "quantization-gen") == ["Hopper"]
    assert chosen(other, "quantization-family") == ["FP8", "INT4", "KV cache"]
    assert widget(other, "quantization-only").get_by_role("switch").is_checked()
    assert other.locator("h1").inner_text() == title


def test_back_undoes_one_change_at_a_time_and_forward_redoes_it(server, page):
    goto(page, server.url, "/quantization")
    choose(page, "quantization-gen", "Ada")
    choose(page, "quantization-gen", "Hopper")
    page.go_back()
    ready(page)
    assert chosen(page, "quantization-gen") == ["Ada"]
    assert query(page) == {"gen": ["ada"]}
    page.go_back()
    ready(page)
    assert chosen(page, "quantization-gen") == ["All"]
    page.go_forward()
    ready(page)
    assert chosen(page, "quantization-gen") == ["Ada"]


def test_a_view_survives_the_menu_and_back(server, page):
    goto(page, server.url, "/quantization?gen=hopper&family=fp8")
    page.get_by_role("link", name="Overview").first.click()
    ready(page)
    assert urlsplit(page.url).path == "/"
    assert query(page) == {}
    page.go_back()
    ready(page)
    assert query(page) == {"gen": ["hopper"], "family": ["fp8"]}
    assert chosen(page, "quantization-gen") == ["Hopper"]
    page.get_by_role("link", name="Overview").first.click()
    ready(page)
    open_from_menu(page, "Comparison", "Quantization")
    assert query(page) == {"gen": ["hopper"], "family": ["fp8"]}
    assert chosen(page, "quantization-family") == ["FP8"]


def open_from_menu(page, group: str, title: str) -> None:
    """Opens a page through its group of the navigation."""
    page.get_by_test_id("stTopNavSection").filter(has_text=group).first.click()
    page.get_by_role("link", name=title).last.click()
    ready(page)


def test_bad_values_are_named_and_the_good_ones_kept(server, page):
    goto(page, server.url, "/quantization?gen=pascal&family=fp8&family=fp99&only=maybe&colour=red")
    notice = page.get_by_test_id("stAlert").inner_text()
    for named in ("gen = pascal", "family = fp99", "only = maybe", "colour"):
        assert named in notice
    assert chosen(page, "quantization-family") == ["FP8"]
    choose(page, "quantization-gen", "Hopper")
    assert page.get_by_test_id("stAlert").count() == 0
    assert query(page) == {"gen": ["hopper"], "family": ["fp8"]}


def test_a_repeated_single_value_takes_the_last_and_says_so(server, page):
    goto(page, server.url, "/quantization?gen=ada&gen=hopper")
    assert chosen(page, "quantization-gen") == ["Hopper"]
    assert "given more than once" in page.get_by_test_id("stAlert").inner_text()


def test_hostile_values_are_shown_as_text_and_run_nothing(server, page):
    for value in (SQL, HTML, "%00", "{{7*7}}", "![x](http://127.0.0.1:1/x)", "../../etc/passwd"):
        goto(page, server.url, f"/quantization?gen={quote(value)}&{quote(value)}=1")
        alert = page.get_by_test_id("stAlert")
        assert "Parts of this link were not used" in alert.inner_text()
        assert alert.locator("img, script, a").count() == 0
        assert page.title() != "owned"
        assert page.get_by_role("heading", name="As written").count() == 1  # the page still works
    assert HTML[:20] not in page.content()


def test_an_oversized_value_is_refused_and_the_page_works(server, page):
    goto(page, server.url, f"/quantization?gen={'x' * 8192}&family=int8")
    assert "longer than 200 characters" in page.get_by_test_id("stAlert").inner_text()
    assert chosen(page, "quantization-family") == ["INT8"]


def test_a_link_made_with_other_data_says_so(server, page):
    goto(page, server.url, "/quantization?v=000000000000")
    assert "made with data version 000000000000" in page.get_by_test_id("stAlert").inner_text()


def test_the_evidence_of_a_claim_is_a_link(server, page, new_page):
    goto(page, server.url, "/quantization?claim=q-fp8-hopper-only")
    drawer = page.get_by_role("dialog")
    assert "wrong" in drawer.inner_text()
    drawer.get_by_role("button", name="Close").click()
    ready(page)
    assert page.get_by_role("dialog").count() == 0
    assert query(page) == {}


def test_first_request_of_a_fresh_server_may_be_a_deep_link(fresh_server, new_page):
    started = fresh_server()
    visitor = new_page()
    goto(visitor, started.url, "/quantization?gen=ada")
    assert chosen(visitor, "quantization-gen") == ["Ada"]
    menu = visitor.get_by_role("banner").inner_text()
    for entry in ("Overview", "Comparison", "Measurements", "Background"):
        assert entry in menu
    assert visitor.get_by_test_id("stSidebarNav").count() == 0
