"""Times in Chromium: a page ready with a warm cache, and a control's way to the redrawn page."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page

from bench.tables import print_table, progress, times, whole_ms
from scripts.browsing import chromium, settle
from scripts.serving import running
from tradeoffs.linkkeys import PAGES

BARE = Path(__file__).with_name("bare_app.py")
# The server is started with "--port N" behind the command, which the shell turns into Streamlit's.
BARE_COMMAND = [
    *(
        "sh",
        "-c",
        'exec "$0" -m streamlit run "$1" --server.port "$3" '
        "--server.headless=true --browser.gatherUsageStats=false --server.address=127.0.0.1",
    ),
    *(sys.executable, str(BARE)),
]
# What a reader may click first, in this order: a button of a choice, a filter, evidence.
CONTROLS = (
    "button[data-variant=segmented_control][aria-checked=false]",
    "button[data-variant=pills][aria-pressed=false]",
    "[data-testid=stBaseButton-tertiary]",
    "[data-testid=stBaseButton-secondary]",
)


@dataclass
class Timed:
    """Times of one page in milliseconds, and the label of the control that was clicked."""

    ready: list[float] = field(default_factory=list)
    redrawn: list[float] = field(default_factory=list)
    control: str = ""


def measure(runs: int) -> None:
    """Every page against the bare app, visited in turn so that noise meets all alike."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        here = Path(folder)
        with running(here / "app") as app, running(here / "bare", command=BARE_COMMAND) as bare:
            addresses = {"the bare app": bare.url} | {
                page.title: app.url + page.path for page in PAGES.values()
            }
            found = {name: Timed() for name in addresses}
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            for turn in range(runs + 1):
                progress(f"pages in Chromium: round {turn} of {runs}")
                for name, address in addresses.items():
                    visit(page, address, found[name], keep=turn > 0)
    base = found["the bare app"]
    print_table(
        f"Pages in Chromium, warm browser cache, median of {runs}",
        ["page", "ready, ms", "× bare", "redraw, ms", "× bare", "control"],
        [
            [
                name,
                whole_ms(timed.ready),
                times(timed.ready, base.ready),
                whole_ms(timed.redrawn),
                times(timed.redrawn, base.redrawn),
                timed.control or "none",
            ]
            for name, timed in found.items()
        ],
    )
    print(
        "\nReady: from opening the address to the last change of the page. Redraw: from the click"
    )
    print("to the last change. The first round warms caches and is not counted.")


def visit(page: Page, address: str, timed: Timed, *, keep: bool) -> None:
    """Opens a page, then clicks its first control; notes both times if ``keep``."""
    page.goto(address)
    ready = settle(page)
    control = first_control(page)
    redrawn = None
    if control is not None:
        timed.control = " ".join(control.inner_text().split())[:40] or "a button"
        clicked = control.evaluate("el => { const t = performance.now(); el.click(); return t; }")
        redrawn = settle(page) - clicked
    if keep:
        timed.ready.append(ready)
        timed.redrawn += [redrawn] if redrawn is not None else []


def first_control(page: Page) -> Locator | None:
    """The first control of the page itself that runs its script when clicked."""
    main = page.get_by_test_id("stMainBlockContainer")
    for kind in CONTROLS:
        found = main.locator(kind)
        for control in found.all()[:5]:
            if control.is_visible() and control.get_attribute("aria-haspopup") is None:
                return control
    return None
