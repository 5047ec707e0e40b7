"""Driving the dashboard in Chromium: start, wait until a page stands still, note its complaints."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, sync_playwright

from scripts import ensure_chromium

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
READY_MS = 30_000
STILL_MS = 300

# Resolves when the script has ended, nothing is a placeholder or stale, every chart is drawn, and
# the page has not changed for `still` milliseconds; rejects with what was missing after `limit`.
_UNTIL_STILL = """
async ([still, limit]) => {
  const missing = () => {
    const app = document.querySelector('[data-testid=stApp]');
    if (!app) return 'the app';
    if (app.dataset.testConnectionState !== 'CONNECTED') return 'the connection';
    if (app.dataset.testScriptState !== 'notRunning') return 'the end of the script';
    const main = document.querySelector('[data-testid=stMainBlockContainer]');
    if (!main?.querySelector('[data-testid=stElementContainer]')) return 'any content';
    for (const name of ['stSkeleton', 'stSpinner', 'stAppSkeleton'])
      if (document.querySelector(`[data-testid=${name}]`)) return `the end of ${name}`;
    if (document.querySelector('[data-stale=true]')) return 'the end of stale elements';
    for (const chart of document.querySelectorAll('[data-testid=stVegaLiteChart]'))
      if (!chart.querySelector('canvas, svg.marks')) return 'a chart';
    if (document.fonts.status !== 'loaded') return 'the fonts';
    return '';
  };
  let changed = performance.now();
  const observer = new MutationObserver(() => { changed = performance.now(); });
  observer.observe(document.body, {
    subtree: true, childList: true, attributes: true, characterData: true,
  });
  const start = performance.now();
  try {
    while (true) {
      const lacking = missing();
      if (lacking) changed = performance.now();
      else if (performance.now() - changed >= still) return changed;
      if (performance.now() - start > limit)
        throw new Error('page not ready, waiting for ' + (lacking || 'it to stand still'));
      await new Promise(resolve => setTimeout(resolve, 25));
    }
  } finally {
    observer.disconnect();
  }
}
"""

# On a deep link Streamlit's browser part looks for its server below the page's own path first.
_STREAMLIT_PROBE = re.compile(r"/[^/]+/_stcore/(health|host-config)$")

_heard: WeakKeyDictionary[Page, list[str]] = WeakKeyDictionary()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium; raises RuntimeError with instructions where none is installed."""
    path = ensure_chromium.find()
    if path is None:
        raise RuntimeError(ensure_chromium.HELP)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGS)
        try:
            yield browser
        finally:
            browser.close()


def goto(page: Page, base: str, path: str = "/") -> None:
    """Opens `path` (with its query) of the server at `base` and waits until it is ready."""
    page.goto(base + path)
    ready(page)


def settle(page: Page, timeout_ms: int = READY_MS) -> float:
    """Waits until the page stands still, whatever it shows; raises when time runs out.

    Returns when it last changed, in milliseconds since the page was opened.
    """
    page.wait_for_selector("[data-testid=stApp]", timeout=timeout_ms)
    return page.evaluate(_UNTIL_STILL, [STILL_MS, timeout_ms])


def ready(page: Page, timeout_ms: int = READY_MS) -> None:
    """Waits until the page stands still; fails on a traceback or on running out of time."""
    settle(page, timeout_ms)
    shown = tracebacks(page)
    assert not shown, f"the page shows an exception: {shown}"


def widget(page: Page, key: str) -> Locator:
    """The widget or container that the script gave this key."""
    return page.locator(f".st-key-{key}")


def tracebacks(page: Page) -> list[str]:
    """The texts of all exceptions shown on the page; none on a closed one."""
    if page.is_closed():
        return []
    return page.get_by_test_id("stException").all_inner_texts()


def listen(page: Page) -> None:
    """Starts noting the page's console errors and uncaught JavaScript errors."""
    notes = _heard.setdefault(page, [])
    page.on("console", lambda message: _note(notes, message))
    page.on("pageerror", lambda error: notes.append(f"uncaught: {error}"))


def _note(notes: list[str], message: ConsoleMessage) -> None:
    url = message.location.get("url", "")
    if message.type == "error" and not _STREAMLIT_PROBE.search(url):
        notes.append(f"console: {message.text} ({url})")


def complaints(page: Page) -> list[str]:
    """What went wrong on a listened page so far: console errors, then tracebacks shown now.

    A test that provokes an error on purpose clears the noted part with `forgive`.
    """
    return [*_heard.get(page, []), *tracebacks(page)]


def forgive(page: Page) -> None:
    """Forgets the console errors noted so far."""
    _heard.get(page, []).clear()
