"""Quality flags of measured points, each with a reason a reader understands (rule 3.5)."""

from __future__ import annotations

import re

from tradeoffs.building.derive import generated, load
from tradeoffs.building.names import Names
from tradeoffs.building.physics import bandwidth_ceiling, compute_ceiling
from tradeoffs.building.tables.measured import ResultRow
from tradeoffs.vocabulary import QUALITY_FLAGS, SERIOUS_FLAGS

_SPECULATIVE = re.compile(r"speculat|eagle|\bmtp\b|medusa|draft model|lookahead", re.I)
_STATISTIC_UNKNOWN = re.compile(r"statistic\b[^;]*not stated|statistic assumed", re.I)
_ALL_AT_ONCE = re.compile(r"all prompts (sent )?at once|bursts? of \S+ requests", re.I)
_NOMINAL = re.compile(r"output length is nominal", re.I)
_REASON = re.compile(r"probably|precision unknown|not credible|no figure|\d+ GB of weights")
_TTFT_CLIENTS = re.compile(r"TTFT not comparable between the two servers", re.I)
_CLIENT_LIMIT = re.compile(r"(?:^|; )load generator: ")
_TPOT_WITH_TTFT = re.compile(r"inter-token latency here includes the first token", re.I)


# What a note of the collection means for the figures beside it.
_REASONS = {
    "tpot-includes-ttft": (
        "The source divides the whole request time by its tokens, so its time per token includes "
        "the first one and does not compare with TPOT."
    ),
    "statistic-unknown": "The source does not say whether its latencies are means or medians.",
    "output-nominal": (
        "Output length is the one asked for; the run may have stopped earlier, which makes it "
        "look faster."
    ),
    "ttft-is-queueing": (
        "All requests were sent at once, so the time to first token includes waiting in line."
    ),
    "ttft-clients-differ": (
        "The source measured each server with another client, so its times to first token do not "
        "compare with each other."
    ),
    "client-limited": (
        "The load generator warned that it may itself have been the limit, not the server."
    ),
}


def flags_of(row: ResultRow, names: Names) -> dict[str, str]:
    """Flag id → reason in one sentence, in the order of ``QUALITY_FLAGS``; empty for a plain point.

    The ceilings are physics.py's; they need a known model shape, board, count and precision.
    """
    notes = row.notes or ""
    has_ttft = row.ttft_mean_ms is not None or row.ttft_p50_ms is not None
    has_tpot = row.tpot_mean_ms is not None or row.tpot_p50_ms is not None
    has_latency = has_ttft or has_tpot or row.e2e_mean_ms is not None
    holds = {
        "tpot-includes-ttft": has_tpot and _TPOT_WITH_TTFT.search(notes),
        "statistic-unknown": has_latency and _STATISTIC_UNKNOWN.search(notes),
        "output-nominal": _NOMINAL.search(notes),
        "ttft-is-queueing": has_ttft and _sent_at_once(row, notes),
        "ttft-clients-differ": has_ttft and _TTFT_CLIENTS.search(notes),
        "client-limited": _CLIENT_LIMIT.search(notes),
    }
    found = {flag: _REASONS[flag] for flag, held in holds.items() if held}
    if "SUSPECT:" in notes:
        found["suspect-note"] = f"Marked as doubtful: {_doubt(notes)}."
    found |= _beyond_physics(row, names, set(found))
    return {flag: found[flag] for flag in QUALITY_FLAGS if flag in found}


def is_doubtful(flags: dict[str, str]) -> bool:
    """Whether a flag is serious: the point stays out of rankings by default (rule 3.5)."""
    return any(flag in flags for flag in SERIOUS_FLAGS)


def _doubt(notes: str) -> str:
    """The part of a note that says what is doubtful: the clause after SUSPECT and its reason."""
    clause, *others = notes.split("SUSPECT:", 1)[1].split("; ")
    return "; ".join([clause.strip(), *(o for o in others[:1] if _REASON.match(o))])


def _sent_at_once(row: ResultRow, notes: str) -> bool:
    """The notes say so, or there are only as many requests as may run at once."""
    if not row.concurrency or row.concurrency == 1:
        return False
    return _ALL_AT_ONCE.search(notes) is not None or row.num_requests == row.concurrency


def _steps_per_second(row: ResultRow, flags: set[str]) -> float | None:
    """Decode steps/s of one sequence, the most the row claims; None where nothing tells it."""
    claims = []
    tpot = row.tpot_mean_ms or row.tpot_p50_ms
    if tpot and "tpot-includes-ttft" not in flags:
        claims.append(1000 / tpot)
    kind, sequences = load(row)
    rate, _ = generated(row, flags)
    if rate and sequences and kind in ("batch", "concurrency", "single"):
        claims.append(rate / sequences)
    return max(claims, default=None)


def _beyond_physics(row: ResultRow, names: Names, flags: set[str]) -> dict[str, str]:
    shape, boards = names.shape(row.model), names.candidates(row.gpu)
    if shape is None or row.gpu_count is None:
        return {}
    found = {}
    precision = names.canonical("precision", row.weight_precision)
    steps = _steps_per_second(row, flags)
    if steps and precision and not _SPECULATIVE.search(row.notes or ""):
        ceiling = bandwidth_ceiling(boards, row.gpu_count, shape, precision)
        if ceiling is not None and steps > ceiling:
            found["above-bandwidth"] = (
                f"{steps:,.0f} tokens/s for one sequence, where reading the {precision} weights "
                f"once a token allows {ceiling:,.0f} on {row.gpu_count} × {row.gpu}."
            )
    rate, _ = generated(row, flags)
    ceiling = compute_ceiling(boards, row.gpu_count, shape)
    if rate and ceiling is not None and rate > ceiling:
        found["above-compute"] = (
            f"{rate:,.0f} generated tokens/s, where the arithmetic rate of {row.gpu_count} × "
            f"{row.gpu} allows {ceiling:,.0f}."
        )
    return found


def quality_columns(row: ResultRow, flags: dict[str, str]) -> dict[str, object]:
    """``quality`` (semicolon list), ``quality_reason`` (a sentence a flag), ``is_doubtful``."""
    return {
        "quality": ";".join(flags) or None,
        "quality_reason": " ".join(flags.values()) or None,
        "is_doubtful": is_doubtful(flags),
    }
