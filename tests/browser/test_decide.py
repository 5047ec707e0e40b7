"""Deciding in a real browser: keys of a meeting, a record that reopens, what axe-core finds."""

import json
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from scripts.browsing import goto, ready, widget

WORDS = (
    "title=Serve+with+vLLM&question=Which+one%3F&context=Eight+H100.%0ATwo+teams."
    "&decision=vLLM+%3Cb%3Eit%3C%2Fb%3E+is&again=two+releases%2C+2027-06-01&status=accepted"
)
FIGURES = (
    "must=alive&w-ttft=25&rule=leave-out&who=Us&voice=Ops%3Bupkeep%3D20%3Bthroughput%3D5"
    "&own=vllm%3Bmodel-support%3B4.5%3Bsix+families+run"
)


def record(page) -> bytes:
    """The JSON that the page exports; leaves the dialog open."""
    page.get_by_role("button", name="Export the record").click()
    with page.expect_download() as found:
        widget(page, "decide-download-json").get_by_role("button").click()
    return found.value.path().read_bytes()


def close_dialog(page) -> None:
    """Closes the dialog and waits until the page behind it can be used again."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Close").click()
    dialog.wait_for(state="hidden")
    ready(page)


def test_arrow_keys_walk_through_a_meeting_and_escape_ends_it(page, server):
    goto(page, server.url, "/decide?mode=meeting")
    page.get_by_text("1 of 7: Question").wait_for()
    assert page.get_by_role("link", name="Overview").count() == 0
    letters = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    page.wait_for_function(f"{letters} > 20")
    page.keyboard.press("ArrowRight")
    page.get_by_text("2 of 7: Must-haves").wait_for()
    page.keyboard.press("ArrowRight")
    page.get_by_text("3 of 7: Options").wait_for()
    page.keyboard.press("ArrowLeft")
    page.get_by_text("2 of 7: Must-haves").wait_for()
    page.keyboard.press("Escape")
    page.get_by_text("What matters to us").wait_for()
    ready(page)
    page.wait_for_function(f"{letters} === 15")
    page.get_by_role("link", name="Overview").wait_for()


def test_a_record_reopened_by_its_link_in_a_fresh_browser_is_the_same(new_page, server):
    first = new_page()
    goto(first, server.url, f"/decide?mode=record&{FIGURES}&{WORDS}")
    kept = record(first)
    link = urlsplit(json.loads(kept)["link"])
    assert f"{link.scheme}://{link.netloc}" == server.url
    second = new_page()
    goto(second, server.url, f"{link.path}?{link.query}")
    assert record(second) == kept
    assert json.loads(kept)["words"]["context"] == "Eight H100.\nTwo teams."


def test_what_was_typed_just_before_the_export_is_in_the_file(page, server):
    goto(page, server.url, "/decide?mode=record")
    for typed in ("Ops would wait", "Ops agreed in the end"):
        widget(page, "decide-dissent").locator("textarea").fill(typed)
        assert json.loads(record(page))["words"]["dissent"] == typed
        close_dialog(page)


def test_a_record_dropped_on_the_page_says_what_has_changed(page, server, tmp_path):
    goto(page, server.url, f"/decide?mode=record&{FIGURES}&{WORDS}")
    old = json.loads(record(page))
    close_dialog(page)
    first = next(e for e in old["evidence"] if e["criterion"] == "upkeep")
    first["text"] = "as it was then"
    old["ranking"].reverse()
    file = tmp_path / "decision.json"
    file.write_text(json.dumps(old))
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_text("The ranking has changed: 1 piece of evidence changed").wait_for()
    page.get_by_text("as it was then").first.wait_for()


SHOWN = ["must=alive&must=precision", "mode=evidence", "mode=record", "mode=brief"] + [
    f"mode=meeting&must=alive&step={step}"
    for step in ("must-haves", "evidence", "ranking", "decision")
]


@pytest.mark.parametrize("query", SHOWN)
def test_axe_finds_no_serious_violation(page, server, query):
    goto(page, server.url, f"/decide?{query}")
    found = Axe().run(page).response["violations"]
    serious = [v for v in found if v["impact"] in ("serious", "critical")]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in serious] == []
