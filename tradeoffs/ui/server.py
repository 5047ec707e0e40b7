"""Serves the dashboard: compressed pages, charts built before the first visitor, a health route."""

from __future__ import annotations

import logging
import os
import threading
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import uvicorn
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from streamlit.runtime.pages_manager import PagesManager
from streamlit.starlette import App

from tradeoffs import charts, store
from tradeoffs.charts.base import warm
from tradeoffs.evidence.findings import unfiltered
from tradeoffs.planning import known

ROOT = Path(__file__).resolve().parent.parent.parent
_log = logging.getLogger("tradeoffs")


def warm_up() -> None:
    """Builds every chart spec and the findings over all pairs before a visitor needs them."""
    for module in iter_modules(charts.__path__):
        import_module(f"tradeoffs.charts.{module.name}")
    warm()
    try:
        unfiltered()
        known.now()
        known.tested()
    except store.DataProblem as problem:
        _log.error("%s", problem)  # the pages say it too


@asynccontextmanager
async def _lifespan(_app: App):
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    yield


def make_app() -> App:
    """The ASGI app; pages go out compressed."""
    # A folder named pages/ beside the script otherwise starts Streamlit's old multipage mode
    # until the script has run once, so a first visit by deep link would miss our navigation.
    PagesManager.uses_pages_directory = False
    zipped = Middleware(GZipMiddleware, minimum_size=1000)
    return App(ROOT / "app.py", lifespan=_lifespan, middleware=[zipped])


def serve(host: str, port: int) -> None:
    """Runs the dashboard until interrupted."""
    os.chdir(ROOT)  # .streamlit/config.toml and static/ are found from here
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    print(f"Serving Trade-offs: http://localhost:{port}", flush=True)
    uvicorn.run(make_app(), host=host, port=port, log_level="warning", access_log=False)
