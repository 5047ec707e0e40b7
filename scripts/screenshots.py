"""Pictures of every page at two widths in both themes, for people to look at.

    python -m scripts.screenshots [--page SLUG …] [--width PX …] [--theme light|dark …] [--out DIR]
    python -m scripts.screenshots --path "/benchmarks?model=…" --width 1440 --theme dark
    python -m scripts.screenshots --page overview --width 1440 --theme light --out docs/overview.png

Exit code 1 if a page complained (console error, traceback); its picture is taken all the same.
"""

import argparse
import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from scripts.browsing import chromium, complaints, listen, settle
from scripts.serving import ROOT, Server, running
from tradeoffs.linkkeys import PAGES

WIDTHS = [1440, 390]
THEMES = ["light", "dark"]
FIRST_HEIGHT, LARGEST_HEIGHT = 900, 16_000
NARROW = 600  # below it a picture is taken as on a phone

# Streamlit scrolls an inner container, so the whole page shows only in a window as tall as it.
_CONTENT_HEIGHT = """
() => {
  const main = document.querySelector('[data-testid=stMain]');
  return Math.ceil(main.getBoundingClientRect().top + main.scrollHeight);
}
"""


def main(arguments: list[str] | None = None) -> int:
    """Takes the pictures asked for; 1 if any page complained."""
    options = parse(arguments)
    views = {"path": options.path} if options.path else {s: PAGES[s].path for s in options.page}
    one_file = options.out.suffix == ".png"
    (options.out.parent if one_file else options.out).mkdir(parents=True, exist_ok=True)
    clean = True
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as server,
        chromium() as browser,
    ):
        for theme, width, (name, path) in product(options.theme, options.width, views.items()):
            target = options.out if one_file else options.out / f"{name}-{theme}-{width}.png"
            clean &= picture(browser, server, path, theme, width, target)
    return 0 if clean else 1


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command line's options; every page, width and theme unless named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--page", nargs="+", choices=PAGES, default=list(PAGES), metavar="SLUG")
    parser.add_argument("--path", help="one address with its query instead of whole pages")
    parser.add_argument("--width", nargs="+", type=int, default=WIDTHS, metavar="PX")
    parser.add_argument("--theme", nargs="+", choices=THEMES, default=THEMES)
    parser.add_argument(
        "--out",
        type=Path,
        default=ROOT / "docs" / "screenshots",
        help="folder, or the name of a PNG when it is one picture",
    )
    options = parser.parse_args(arguments)
    count = (1 if options.path else len(options.page)) * len(options.width) * len(options.theme)
    if options.out.suffix == ".png" and count != 1:
        parser.error(f"one PNG cannot take {count} pictures: name the page, width and theme")
    return options


def picture(
    browser: Browser, server: Server, path: str, theme: str, width: int, target: Path
) -> bool:
    """One picture of the whole page to `target`; whether the page had nothing to complain of."""
    context = browser.new_context(
        viewport={"width": width, "height": FIRST_HEIGHT},
        color_scheme=theme,
        has_touch=width < NARROW,
        is_mobile=width < NARROW,
        device_scale_factor=1,
    )
    page = context.new_page()
    listen(page)
    heard = []
    page.goto(server.url + path)
    try:
        settle(page)
        stretch(page, width)
    except Error as unsettled:
        heard.append(unsettled.message.splitlines()[0])
    page.screenshot(path=target)
    heard += complaints(page)
    context.close()
    print(target, *heard, sep="\n  ", flush=True)
    return not heard


def stretch(page: Page, width: int) -> None:
    """Makes the window as tall as the content; again if charts grow with it."""
    for _ in range(3):
        height = min(page.evaluate(_CONTENT_HEIGHT), LARGEST_HEIGHT)
        if height <= page.viewport_size["height"]:
            return
        page.set_viewport_size({"width": width, "height": height})
        settle(page)


if __name__ == "__main__":
    sys.exit(main())
