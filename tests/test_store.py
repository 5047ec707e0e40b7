"""The store answers named questions, and nobody can make it do anything else."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from tradeoffs import store
from tradeoffs.querying import Query, load_queries

SHIPPED = store.ROOT / "data"
SLOW = """
select count(*) as n
from range(100000000) a cross join range(1000000) b
where a.range > b.range
"""


def query(name: str, sql: str, *params: str) -> Query:
    return Query(name, "?", "row", dict.fromkeys(params, "text x"), {"n": ("-", "n")}, sql)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped tables that a test may spoil."""
    folder = tmp_path / "data"
    folder.mkdir()
    for table in SHIPPED.glob("*.parquet"):
        shutil.copy(table, folder)
    return folder


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., store.Store]]:
    """Opens stores with queries of the test's own; closed at its end."""
    made: list[store.Store] = []

    def open_one(*queries: Query, data: Path = SHIPPED) -> store.Store:
        known = {q.name: q for q in queries} or load_queries()
        made.append(store.Store(data, tmp_path / "cache", known))
        return made[-1]

    yield open_one
    for one in made:
        one.close()


@pytest.mark.parametrize(
    "sql",
    [
        "copy results to '{folder}/out.parquet'",
        "copy (select 1) to '{folder}/out.csv'",
        "attach '{folder}/other.duckdb' as other",
        "create table mine (n integer)",
        "insert into claims select * from claims",
        "update claims set verdict = 'holds'",
        "delete from claims",
        "drop table results",
        "set memory_limit = '64GB'",
        "set enable_external_access = true",
        "reset lock_configuration",
        "pragma threads = 64",
        "install httpfs",
        "load httpfs",
        "select * from read_csv('/etc/passwd')",
        "select * from read_parquet('{folder}/*.parquet')",
        "select * from '{folder}/claims.parquet'",
        "select * from glob('/etc/*')",
        "export database '{folder}/dump'",
    ],
)
def test_locked_store_neither_writes_nor_reads_files_nor_changes_limits(
    opened, data: Path, sql: str
):
    before = sorted(p.name for p in data.rglob("*"))
    locked = opened(query("evil", sql.format(folder=data)), data=data)
    with pytest.raises((duckdb.Error, store.DataProblem)):
        locked.ask("evil")
    assert sorted(p.name for p in data.rglob("*")) == before


def test_temporary_object_of_one_call_is_unknown_to_the_next(opened):
    asked = opened(
        query("hide", "create temp view results as select 0 as n"),
        query("count", "select count(*) as n from results"),
    )
    asked.ask("hide")
    assert asked.ask("count").n.item() > 0


def test_limits_are_set_when_the_store_is_open(opened):
    names = "('enable_external_access', 'lock_configuration', 'threads', 'memory_limit')"
    sql = f"select name, value as n from duckdb_settings() where name in {names}"
    found = opened(query("limits", sql)).ask("limits").set_index("name").n
    assert found["enable_external_access"] == "false"
    assert found["lock_configuration"] == "true"
    assert found["threads"] == "2"
    assert found["memory_limit"] == "953.6 MiB"  # 1 GB


def test_only_named_questions_are_answered():
    with pytest.raises(KeyError):
        store.ask("select 1")


def test_parameters_are_bound_and_never_become_sql():
    assert store.ask("claim", claim_id="x' or '1'='1").empty
    assert store.ask("claim", claim_id="'; drop table claims; --").empty
    assert len(store.ask("table_extent")) == len(store.TABLES)


def test_tables_of_the_store_are_the_shipped_files():
    assert sorted(store.TABLES) == sorted(p.stem for p in SHIPPED.glob("*.parquet"))


def test_missing_table_is_named(opened, data: Path):
    (data / "claims.parquet").unlink()
    with pytest.raises(store.DataProblem, match="the file is missing") as caught:
        opened(data=data)
    assert caught.value.path == data / "claims.parquet"


@pytest.mark.parametrize("content", [b"", b"not a table", b"PAR1" + b"\0" * 40 + b"PAR1"])
def test_damaged_table_is_named(opened, data: Path, content: bytes):
    (data / "gpus.parquet").write_bytes(content)
    with pytest.raises(store.DataProblem, match="cannot be read") as caught:
        opened(data=data)
    assert caught.value.path == data / "gpus.parquet"


def test_table_that_lacks_a_column_is_a_data_problem_that_names_the_query(opened, data: Path):
    claims = pd.read_parquet(data / "claims.parquet").drop(columns="verdict")
    claims.to_parquet(data / "claims.parquet")
    with pytest.raises(store.DataProblem, match=r"do not fit the query claim: .*verdict"):
        opened(data=data).ask("claim", claim_id="x")


def test_damaged_cache_is_removed_and_built_anew(opened, tmp_path: Path):
    opened().close()
    (cached,) = (tmp_path / "cache").glob("*.duckdb")
    cached.write_bytes(b"broken" * 1000)
    with pytest.raises(store.DataProblem, match="cached copy is damaged"):
        opened()
    assert len(opened().ask("table_extent")) == len(store.TABLES)


def test_slow_query_is_stopped_and_the_store_goes_on(opened):
    patient = opened(query("slow", SLOW), query("quick", "select 1 as n"))
    with pytest.raises(store.QueryTooSlow, match=r"slow took longer than 0\.2 s"):
        patient.ask("slow", seconds=0.2)
    assert patient.ask("quick").n.tolist() == [1]


def test_answer_is_a_copy_that_others_do_not_see_changed():
    first = store.ask("extent")
    first["claims"] = -1
    assert store.ask("extent").claims.item() > 0


def test_empty_list_means_no_restriction(opened):
    sql = "select cast($chosen as varchar[]) is null as n"
    asked = opened(query("chosen", sql, "chosen"))
    assert asked.ask("chosen", chosen=()).n.tolist() == [True]
    assert asked.ask("chosen", chosen=("vllm",)).n.tolist() == [False]


def test_many_readers_at_once_get_their_own_answers(opened):
    asked = opened(query("echo", "select cast($said as integer) as n from range(2000)", "said"))
    start = threading.Barrier(8)

    def ask(worker: int) -> list[int]:
        start.wait()
        answers = [asked.ask("echo", said=worker * 1000 + i) for i in range(20)]
        return [int(a.n.iloc[-1]) for a in answers]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    assert found == [[worker * 1000 + i for i in range(20)] for worker in range(8)]


def test_new_tables_are_taken_up_while_running(monkeypatch, data: Path):
    monkeypatch.setenv("TRADEOFFS_DATA", str(data))
    for name, value in (("_current", None), ("_signature", ()), ("_checked", 0.0)):
        monkeypatch.setattr(store, name, value)
    monkeypatch.setattr(store, "_RECHECK_SECONDS", 0.0)
    old = store.version()
    claims = store.ask("extent").claims.item()
    table = pd.read_parquet(data / "claims.parquet")
    table.iloc[:-1].to_parquet(data / "claims.parquet")
    assert store.ask("extent").claims.item() == claims - 1
    assert store.version() != old


def test_rebuilt_tables_of_equal_content_can_be_opened_beside_the_running_store(opened):
    running, rebuilt = opened(), opened()
    assert rebuilt.ask("extent").equals(running.ask("extent"))
    rebuilt.close()
    assert len(running.ask("table_extent")) == len(store.TABLES)


def test_same_content_is_loaded_once_and_old_versions_are_dropped(opened, data, tmp_path: Path):
    for n in range(5):
        table = pd.read_parquet(SHIPPED / "qa.parquet")
        table.iloc[: n + 1].to_parquet(data / "qa.parquet")
        opened(data=data)
        opened(data=data)
    assert len(list((tmp_path / "cache").glob("*.duckdb"))) == 3
