"""Figures as Markdown tables, so that a run can be kept as a document."""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from importlib.metadata import version


def print_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """One table under its title; the first column is text, the others are right-aligned."""
    print(f"\n## {title}\n")
    print(f"| {' | '.join(heads)} |")
    print(f"|---|{'---:|' * (len(heads) - 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    sys.stdout.flush()


def print_head() -> None:
    """When, on what and with which versions this run measures."""
    packages = ", ".join(f"{p} {version(p)}" for p in ("streamlit", "duckdb", "pandas", "altair"))
    print("# Benchmarks of speed\n")
    print("Written by `python -m bench`. Ratios against the bare app of the same run say more than")
    print("times, which depend on the machine and on what else it does.\n")
    print(f"- {time.strftime('%Y-%m-%d')}, {processor()}, Python {platform.python_version()}")
    print(f"- {packages}")


def processor() -> str:
    """Cores and kind of the processor as the system tells them."""
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"


def ms(values: Sequence[float]) -> str:
    """Median of times in milliseconds; a dash for none."""
    return f"{statistics.median(values):,.1f}" if values else "–"


def whole_ms(values: Sequence[float]) -> str:
    """Median of times in whole milliseconds; a dash for none."""
    return f"{statistics.median(values):,.0f}" if values else "–"


def times(values: Sequence[float], base: Sequence[float]) -> str:
    """Ratio of medians; a dash where either has no value."""
    if not values or not base:
        return "–"
    return f"{statistics.median(values) / statistics.median(base):.2f}×"


def progress(what: str) -> None:
    """A line on the error output, so that the tables can be sent to a file."""
    print(what, file=sys.stderr, flush=True)
