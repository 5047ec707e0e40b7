"""Server time of a page's script, without a browser."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from streamlit.testing.v1 import AppTest

from bench.tables import ms, print_table, progress
from tradeoffs import store
from tradeoffs.linkkeys import PAGES

APP = store.ROOT / "app.py"
Question = tuple[str, tuple[tuple[str, Any], ...]]


def measure(runs: int) -> None:
    """First run, reruns with remembered answers, and reruns that ask every query anew."""
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    rows = []
    for slug, page in PAGES.items():
        progress(f"reruns: {slug}")
        opened = open_page(slug)
        first = timed(opened.run)
        again = [timed(opened.run) for _ in range(runs)]
        anew = []
        for _ in range(runs):
            store.current().forget()
            anew.append(timed(opened.run))
        rows.append([page.title, ms([first]), ms(again), ms(anew)])
    print_table(
        f"Server time of a page’s script, median of {runs}",
        ["page", "first run, ms", "rerun, ms", "rerun with every query asked anew, ms"],
        rows,
    )
    print("\nThrough AppTest, whose own work on the element tree is counted: an upper bound.")


def questions() -> list[Question]:
    """What the pages ask in their opening views: query names with parameters, each once."""
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    asked: dict[Question, None] = {}
    with recording(lambda name, params: asked.setdefault((name, tuple(sorted(params.items()))))):
        for slug in PAGES:
            open_page(slug).run()
    return list(asked)


@contextmanager
def recording(note: Callable[[str, dict[str, Any]], Any]) -> Iterator[None]:
    """Tells ``note`` of every question that the store is asked meanwhile."""
    original = store.Store.ask

    def ask(self: store.Store, name: str, **params: Any) -> Any:
        note(name, {k: tuple(v) if isinstance(v, list) else v for k, v in params.items()})
        return original(self, name, **params)

    store.Store.ask = ask  # type: ignore[method-assign]
    try:
        yield
    finally:
        store.Store.ask = original  # type: ignore[method-assign]


def open_page(slug: str) -> AppTest:
    """A page of a new visitor, not yet run."""
    return AppTest.from_file(str(APP), default_timeout=120).switch_page(f"pages/{slug}.py")


def timed(run: Callable[[], Any]) -> float:
    """Milliseconds that a call takes."""
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000
