"""One point as an importer fills it: our columns, our units, what was left out and why."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tradeoffs.importers.problems import ImportProblem, shown

MAX_TEXT = 300
_LARGEST = {"_ms": 1e9, "_tok_s": 1e9, "_s": 1e8, "_rps": 1e8, "_w": 1e8}
_LARGEST_COUNT = 10**9


@dataclass
class Point:
    """Cells of one row of `results`; a column that is not set is not stated.

    ``weak`` names cells that the file only suggests (the client's idea of the server): a declared
    fact replaces them. ``warnings`` are for the owner of the file, ``notes`` stay with the row.
    ``shared`` holds what a companion file says; ``source_id`` only an export of ours states.
    """

    locator: str
    cells: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    weak: set[str] = field(default_factory=set)
    shared: Mapping[str, Any] = field(default_factory=dict)
    is_mlperf: bool = False
    source_id: str | None = None

    def figure(self, column: str, value: float | None, scale: float = 1.0) -> None:
        """Sets a figure in the unit of ``column``; 0, negative and NaN are missing (rule 3.7).

        Raises ImportProblem for a number that no run can have.
        """
        if value is None or value == 0:
            return
        if math.isnan(value) or value < 0:
            self.warnings.append(f"{column}: {shown(value)} is no measurement, left out")
            return
        value *= scale
        largest = next(top for unit, top in _LARGEST.items() if column.endswith(unit))
        if value > largest:
            raise ImportProblem(f"{column} = {value:g} cannot be")
        self.cells[column] = value

    def tokens(self, column: str, value: float | None) -> None:
        """Sets `isl` or `osl`, a mean number of tokens."""
        if value is None or math.isnan(value) or value <= 0:
            return
        if value > 1e8:
            raise ImportProblem(f"{column} = {value:g} cannot be")
        self.cells[column] = float(value)

    def count(self, column: str, value: float | None) -> None:
        """Sets a whole number above 0; raises ImportProblem for a part of one."""
        if value is None or math.isnan(value) or value <= 0 or math.isinf(value):
            return
        if value != int(value) or value > _LARGEST_COUNT:
            raise ImportProblem(f"{column} = {value:g} cannot be")
        self.cells[column] = int(value)

    def latency(self, stem: str, stats: Mapping[str, float | None], scale: float = 1.0) -> None:
        """Sets ``stem``_STATISTIC_ms (stem: ttft, tpot, e2e) from mean, p50, p90, p95, p99."""
        for statistic in ("mean", "p50", "p90", "p95", "p99"):
            if stem != "e2e" or statistic in ("mean", "p50", "p99"):
                self.figure(f"{stem}_{statistic}_ms", stats.get(statistic), scale)

    def text(self, column: str, value: object) -> None:
        """Sets a text cell; empty is not stated."""
        if value is not None and (said := shown(value, MAX_TEXT)):
            self.cells[column] = said

    def day(self, value: str | float | None) -> None:
        """Sets `measured_on` from seconds since 1970, an ISO date or YYYYmmdd; else nothing."""
        if (found := day_of(value)) is not None:
            self.cells["measured_on"] = found.isoformat()

    def load(self, concurrency: float | None, rate: float | None) -> None:
        """Sets scenario and load. Without a cap and with an infinite rate all start at once.

        Where neither is stated the scenario is a rate that is not known, and the owner is told.
        """
        limited = rate is not None and math.isfinite(rate) and rate > 0
        capped = concurrency is not None and math.isfinite(concurrency) and concurrency > 0
        if limited:
            self.cells["scenario"] = "online-rate"
            self.figure("request_rate_rps", rate)
            if capped:
                self.notes.append(f"at most {concurrency:g} requests in flight")
        elif capped:
            self.count("concurrency", concurrency)
            self.cells["scenario"] = "online-concurrency"
        elif math.inf in (rate, concurrency):
            self.cells["scenario"] = "offline"
            self.notes.append("all prompts sent at once")
        else:
            self.cells["scenario"] = "online-rate"
            self.notes.append("the load is not stated")
            self.warnings.append("it does not say how the load was offered")

    def requests(self, completed: float | None, failed: float | None = None) -> None:
        """Sets the number of requests and notes failures.

        Raises ImportProblem for a run without a completed request (rule 3.7).
        """
        if completed is not None and not completed > 0:
            tried = f" of {failed:g}" if failed else ""
            raise ImportProblem(f"no request completed{tried}")
        if completed is None:
            return
        total = completed + (failed or 0)
        self.count("num_requests", total)
        if failed:
            self.notes.append(
                f"{completed:g} of {total:g} requests completed ({completed / total:.1%})"
            )
            self.warnings.append(f"{failed:g} of {total:g} requests failed")


def day_of(value: str | float | None) -> dt.date | None:
    """The day (UTC for seconds since 1970) that a tool's time stamp names; None for any other."""
    if isinstance(value, int | float):
        if not 1.2e9 < value < 2.2e9:
            return None
        return dt.datetime.fromtimestamp(value, dt.UTC).date()
    digits = (value or "")[:10]
    for length, pattern in ((10, "%Y-%m-%d"), (8, "%Y%m%d")):
        try:
            found = dt.datetime.strptime(digits[:length], pattern).date()
        except ValueError:
            continue
        return found if 2010 <= found.year <= 2039 else None
    return None
