"""The tables, opened as a locked read-only DuckDB file; runs named queries with bound parameters.

The only module of the running dashboard that imports duckdb. The Parquet files under
``data/`` (or ``TRADEOFFS_DATA``) are copied once per content version into a DuckDB file in a
cache folder, which is then opened read-only with external access off and the configuration
locked, so that no query can write, read files or change limits. Own results are added to a
copy of that file, which is opened the same way (docs/decisions/importing.md).
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from tradeoffs.beside import Own
from tradeoffs.dataversion import data_version
from tradeoffs.querying import Query, load_queries

ROOT = Path(__file__).resolve().parent.parent
TABLES = (
    "aliases",
    "batching",
    "claims",
    "contradictions",
    "deployment",
    "frameworks",
    "gpus",
    "memory",
    "metrics_catalog",
    "misleading",
    "mlperf",
    "models",
    "parallelism",
    "parallelism_seed",
    "prices",
    "qa",
    "quantization",
    "quantization_seed",
    "ranks",
    "ratings",
    "releases",
    "results",
    "selection",
    "sources",
    "startup",
)
QUERY_SECONDS = 10.0
_SETTINGS = {"memory_limit": "1GB", "threads": 2, "temp_directory": ""}
_RECHECK_SECONDS = 2.0
_REMEMBERED_ANSWERS = 128
_REMEMBERED_CELLS = 100_000  # an answer with more is not kept, so memory stays bounded


class DataProblem(Exception):
    """A table is missing, damaged or of another shape; names the file and how to rebuild it."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class QueryTooSlow(Exception):
    """A query ran longer than its time limit and was stopped."""


class Store:
    """One read-only database of one data folder and version; safe to share between threads.

    ``version`` is that of the data folder; ``contents`` also names own rows beside them.
    """

    def __init__(
        self, data: Path, cache: Path, queries: Mapping[str, Query], own: Own | None = None
    ) -> None:
        self.data = data
        self._cache = cache
        for name in TABLES:
            if not _parquet(data, name).is_file():
                raise DataProblem(_parquet(data, name), "the file is missing")
        self.version = data_version(data)
        self._queries = queries
        self._answers: OrderedDict[tuple, pd.DataFrame] = OrderedDict()
        self._lock = threading.Lock()
        self.contents = f"{self.version}+{own.key}" if own else self.version
        tables = _database(data, cache, self.version)
        self._connection = _with_own(tables, own) if own else _open_locked(tables)

    def beside(self, own: Own) -> Store:
        """A store of the same tables with own rows of `results` and `sources` added."""
        return Store(self.data, self._cache, self._queries, own)

    def ask(self, name: str, *, seconds: float = QUERY_SECONDS, **params: Any) -> pd.DataFrame:
        """Rows of ``queries/NAME.sql``; answers are remembered, treat them as read-only.

        Raises KeyError for an unknown query, ValueError for missing or unknown parameters,
        QueryTooSlow past ``seconds``, DataProblem where the tables lack what the query needs.
        """
        query = self._queries[name]
        query.check(params)
        key = (name, *((k, _hashable(params[k])) for k in sorted(params)))
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key].copy(deep=False)
        rows = self._run(query, params, seconds)
        if rows.size <= _REMEMBERED_CELLS:
            with self._lock:
                self._answers[key] = rows
                while len(self._answers) > _REMEMBERED_ANSWERS:
                    self._answers.popitem(last=False)
        return rows.copy(deep=False)

    def _run(self, query: Query, params: Mapping[str, Any], seconds: float) -> pd.DataFrame:
        cursor = self._connection.cursor()
        stop = threading.Timer(seconds, cursor.interrupt)
        stop.start()
        try:
            return cursor.execute(query.sql, _bindable(params)).df()
        except duckdb.InterruptException as error:
            raise QueryTooSlow(f"{query.name} took longer than {seconds:g} s") from error
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            reason = f"the tables do not fit the query {query.name}: {error}"
            raise DataProblem(self.data, reason) from error
        finally:
            stop.cancel()
            cursor.close()

    def forget(self) -> None:
        """Drops the remembered answers: every question is asked anew."""
        with self._lock:
            self._answers.clear()

    def close(self) -> None:
        """Closes the database; queries still running fail."""
        self._connection.close()


def ask(name: str, **params: Any) -> pd.DataFrame:
    """Rows of a named query on the tables in use (see Store.ask)."""
    return in_use().ask(name, **params)


def version() -> str:
    """Content version of the data folder in use, 12 hex digits; own rows do not change it."""
    return in_use().version


def contents() -> str:
    """Names all rows in use, own ones too: what follows from them can be kept under it."""
    return in_use().contents


_chosen: ContextVar[Store | None] = ContextVar("tables in use", default=None)


def use(tables: Store | None) -> None:
    """Questions of this thread of work go to ``tables``; None: the published tables alone."""
    _chosen.set(tables)


def in_use() -> Store:
    """The store that questions go to."""
    return _chosen.get() or current()


def bound(work: Callable[[], Any]) -> Callable[[], Any]:
    """``work`` that asks the tables now in use, wherever it runs later (a download's button)."""
    tables = _chosen.get()

    def run() -> Any:
        before = _chosen.set(tables)
        try:
            return work()
        finally:
            _chosen.reset(before)

    return run


_current: Store | None = None
_signature: tuple = ()
_checked = 0.0
_current_lock = threading.Lock()


def current() -> Store:
    """The store of the data folder in use; opened anew when its files change."""
    global _current, _signature, _checked
    if _current is not None and time.monotonic() - _checked < _RECHECK_SECONDS:
        return _current
    with _current_lock:
        signature = _files_signature(data_folder())
        if _current is None or signature != _signature:
            # The old store is left to its running queries and closed by the collector.
            _current = Store(data_folder(), cache_folder(), load_queries())
            _signature = signature
        _checked = time.monotonic()
        return _current


def data_folder() -> Path:
    """The folder of the Parquet tables: ``TRADEOFFS_DATA``, else ``data/`` of the project."""
    return Path(os.environ.get("TRADEOFFS_DATA") or ROOT / "data")


def cache_folder() -> Path:
    """Where the DuckDB copy is kept: ``TRADEOFFS_CACHE``, else the user's cache folder."""
    fallback = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("TRADEOFFS_CACHE") or fallback / "serving-tradeoffs")


def _parquet(data: Path, name: str) -> Path:
    return data / f"{name}.parquet"


def _files_signature(data: Path) -> tuple:
    """Names, sizes and times of the tables: cheap to compare, changes when a build is done."""
    stats = [(p.name, p.stat()) for p in sorted(data.glob("*.parquet"))]
    return (str(data), *((n, s.st_size, s.st_mtime_ns) for n, s in stats))


def _database(data: Path, cache: Path, version: str) -> Path:
    """The DuckDB file of this version; built beside its place and swapped in atomically."""
    target = cache / f"tables-{version}-duckdb{duckdb.__version__}.duckdb"
    if target.is_file():
        return target
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="building-") as folder:
        built = Path(folder) / "tables.duckdb"
        with duckdb.connect(str(built)) as connection:
            for name in TABLES:
                _copy_table(connection, name, _parquet(data, name))
        os.replace(built, target)
    _drop_old(cache, keep=3)
    return target


def _copy_table(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """Copies one table; ``name`` comes from TABLES, never from a reader."""
    try:
        connection.execute(f"create table {name} as from read_parquet($path)", {"path": str(path)})
    except duckdb.Error as error:
        raise DataProblem(path, f"the file cannot be read: {error}") from error


def _with_own(tables: Path, own: Own) -> duckdb.DuckDBPyConnection:
    """A locked database of the tables and own rows. Its file has no name once it is open."""
    with tempfile.TemporaryDirectory(prefix="own-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / f"{own.key}.duckdb"
        shutil.copyfile(tables, copy)
        with duckdb.connect(str(copy)) as connection:
            _add_rows(connection, "results", "result_id", own.results)
            _add_rows(connection, "sources", "source_id", own.sources)
        return _open_locked(copy)


def _add_rows(connection: duckdb.DuckDBPyConnection, name: str, key: str, rows: pa.Table) -> None:
    """Adds rows whose ``key`` the table does not have; it and ``name`` are never a reader's."""
    connection.register("added", rows)
    try:
        connection.execute(
            f"insert into {name} by name select * from added "
            f"where {key} not in (select {key} from {name})"
        )
    except duckdb.Error as error:
        raise DataProblem(data_folder(), f"own {name} do not fit the tables: {error}") from error
    connection.unregister("added")


def _drop_old(cache: Path, keep: int) -> None:
    files = sorted(cache.glob("tables-*.duckdb"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in files[keep:]:
        old.unlink(missing_ok=True)


def _open_locked(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(path), read_only=True, config=_SETTINGS)
    except duckdb.Error as error:
        path.unlink(missing_ok=True)
        raise DataProblem(path, f"the cached copy is damaged and was removed: {error}") from error
    # A store of the same file that still runs (tables rebuilt with equal content) shares its
    # database, which is locked already.
    if not connection.execute("select current_setting('lock_configuration')").fetchone()[0]:
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
    return connection


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | tuple | set | frozenset) else value


def _bindable(params: Mapping[str, Any]) -> dict[str, Any]:
    """Sequences as lists; an empty sequence means no restriction and is bound as NULL."""
    return {
        k: (list(v) or None) if isinstance(v, list | tuple | set | frozenset) else v
        for k, v in params.items()
    }
