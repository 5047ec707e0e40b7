"""Query times on the shipped tables and on larger ones made by repeating measured rows."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.reruns import Question, questions, timed
from bench.tables import print_table, progress
from tradeoffs import store
from tradeoffs.querying import load_queries

SHIPPED = store.ROOT / "data"
BATCH = 200_000
PATIENCE = 120.0  # seconds before a query is stopped


def measure(sizes: Sequence[int], runs: int) -> None:
    """Every query as the pages ask it in their opening views, on each size of ``results``."""
    asked = with_all_queries(questions())
    columns = {"shipped": on_folder(SHIPPED, asked, runs)}
    for size in sizes:
        progress(f"queries: making {size:,} rows")
        with tempfile.TemporaryDirectory(prefix="tradeoffs-bench-") as folder:
            columns[f"{size:,} rows"] = on_folder(enlarged(Path(folder), size), asked, runs)
    names = sorted({name for name, _ in asked})
    print_table(
        f"Queries, milliseconds, median of {runs}; the slowest opening view of each",
        ["query", *columns],
        [[name, *(_said(found[name]) for found in columns.values())] for name in names],
    )
    print("\nParameters are those of the pages’ opening views; a query that none of them asks runs")
    print("without restriction. Larger tables repeat the shipped rows under new ids.")


def with_all_queries(asked: list[Question]) -> list[Question]:
    """Adds the queries that no opening view asks, with every parameter NULL."""
    known = {name for name, _ in asked}
    rest = {n: q for n, q in load_queries().items() if n not in known}
    return asked + [(n, tuple((p, None) for p in sorted(q.params))) for n, q in rest.items()]


def on_folder(data: Path, asked: list[Question], runs: int) -> dict[str, float | None]:
    """Median time of each query in milliseconds, the slowest of its questions; None if stopped."""
    with tempfile.TemporaryDirectory(prefix="tradeoffs-bench-cache-") as cache:
        opened = store.Store(data, Path(cache), load_queries())
        slowest: dict[str, float | None] = {}
        for name, params in asked:
            progress(f"queries: {name} on {data.name}")
            took = ask_anew(opened, name, dict(params), runs)
            before = slowest.get(name, 0.0)
            slowest[name] = None if took is None or before is None else max(took, before)
        opened.close()
    return slowest


def ask_anew(opened: store.Store, name: str, params: dict, runs: int) -> float | None:
    """Median milliseconds of asking without remembered answers; None if the query was stopped."""
    found = []
    for _ in range(runs):
        opened.forget()
        try:
            found.append(timed(lambda: opened.ask(name, seconds=PATIENCE, **params)))
        except store.QueryTooSlow:
            return None
    return statistics.median(found)


def enlarged(folder: Path, size: int) -> Path:
    """A data folder whose ``results`` has ``size`` rows, written in batches of bounded memory.

    Rows keep the shipped order, so row groups still prune; copies get ids of their own.
    """
    data = folder / f"{size}-rows"
    data.mkdir()
    for table in SHIPPED.glob("*.parquet"):
        if table.stem != "results":
            shutil.copy(table, data)
    shipped = pq.read_table(SHIPPED / "results.parquet")
    place = shipped.schema.get_field_index("result_id")
    with pq.ParquetWriter(
        data / "results.parquet", shipped.schema, compression="zstd", compression_level=1
    ) as writer:
        for start in range(0, size, BATCH):
            picked = np.arange(start, min(start + BATCH, size)) * len(shipped) // size
            batch = shipped.take(pa.array(picked))
            ids = pa.array(_own_ids(batch.column(place).to_pylist(), start))
            writer.write_table(
                batch.set_column(
                    place, shipped.schema.field(place), ids.cast(shipped.schema.field(place).type)
                ),
                row_group_size=20_000,
            )
    return data


def _own_ids(ids: list[str], start: int) -> list[str]:
    """The first of equal neighbours keeps its id, so that joins still find it."""
    return [f"{one}-{start + i}" if i and ids[i - 1] == one else one for i, one in enumerate(ids)]


def _said(milliseconds: float | None) -> str:
    return f"over {PATIENCE:g} s" if milliseconds is None else f"{milliseconds:,.1f}"
