"""Figures that do not fit each other: what looks like a wrong unit is doubted, never mended."""

from __future__ import annotations

from collections.abc import Iterable

from tradeoffs.building.measuring import figure_problems
from tradeoffs.building.reading import Placed
from tradeoffs.building.tables.measured import ResultRow

FASTEST_TPOT_MS = 0.2  # 5,000 tokens/s for one user: no accelerator of `gpus` comes near
SLOWEST_TPOT_MS = 60_000.0
FASTEST_TTFT_MS = 0.2
OFF = 2.0  # factor from which figures contradict each other
UNSURE = 1.25  # factor from which they are worth a look
FEW_REQUESTS = 100  # below, the 99th percentile is the slowest request


def doubts(row: ResultRow) -> list[str]:
    """What cannot be right about the figures, a clause each; empty for a plain row."""
    found = [f"{p.column} = {p.value} {p.message}" for p in figure_problems(Placed("", 0, row))]
    tpot, ttft = row.tpot_mean_ms or row.tpot_p50_ms, row.ttft_mean_ms or row.ttft_p50_ms
    if tpot is not None and not FASTEST_TPOT_MS <= tpot <= SLOWEST_TPOT_MS:
        found.append(f"TPOT of {tpot:g} ms looks like another unit")
    if ttft is not None and ttft < FASTEST_TTFT_MS:
        found.append(f"TTFT of {ttft:g} ms looks like another unit")
    found += [words for factor, words in _contradictions(row) if factor > OFF]
    return found


def looks_odd(row: ResultRow) -> list[str]:
    """What is worth a look and doubts nothing."""
    found = [words for factor, words in _contradictions(row) if UNSURE < factor <= OFF]
    p99 = any(getattr(row, f"{stem}_p99_ms") is not None for stem in ("ttft", "tpot", "e2e"))
    if p99 and row.num_requests is not None and row.num_requests < FEW_REQUESTS:
        found.append(f"p99 of {row.num_requests} requests is about the slowest one")
    return found


def _contradictions(row: ResultRow) -> Iterable[tuple[float, str]]:
    """Factor by which two figures differ that should be equal, and what they are."""
    for statistic in ("mean", "p50"):
        ttft, tpot, e2e = (
            getattr(row, f"{stem}_{statistic}_ms") for stem in ("ttft", "tpot", "e2e")
        )
        if ttft and tpot and e2e and row.osl and row.osl > 1 and row.scenario != "static-batch":
            expected = ttft + (row.osl - 1) * tpot
            yield (
                _factor(expected, e2e),
                f"TTFT + (OSL − 1) × TPOT is {expected:.4g} ms and the latency {e2e:.4g} ms",
            )
            break
    if row.req_s and row.osl and row.output_tok_s:
        expected = row.req_s * row.osl
        yield (
            _factor(expected, row.output_tok_s),
            f"{row.req_s:.4g} requests/s of {row.osl:.4g} tokens are no {row.output_tok_s:.4g} "
            "output tokens/s",
        )
    if row.scenario == "online-concurrency" and row.req_s and row.e2e_mean_ms and row.concurrency:
        flying = row.req_s * row.e2e_mean_ms / 1000
        if flying > row.concurrency:
            yield (
                _factor(flying, row.concurrency),
                f"{row.req_s:.4g} requests/s of {row.e2e_mean_ms:.4g} ms are more than "
                f"{row.concurrency} in flight",
            )


def _factor(one: float, other: float) -> float:
    return max(one, other) / min(one, other)
