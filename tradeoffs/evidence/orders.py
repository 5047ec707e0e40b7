"""The written orders for latency and throughput, and how many of their places stand. Pure."""

from __future__ import annotations

import pandas as pd

from tradeoffs.formats import count, listing, plural
from tradeoffs.standing import verdict_tally

ORDERS = {"ttft": "First token", "itl": "Between tokens", "throughput": "Throughput"}
MEASURES = {
    "ttft": "Time to first token (TTFT)",
    "itl": "Time per output token after the first (ITL)",
    "throughput": "Output tokens per second",
}
BETTER = {
    "ttft": "left is faster",
    "itl": "left is faster",
    "throughput": "right is more",
}
NOT_YET = "Medians of matched pairs, no ranking: pairs of one publication are not independent"
_STATES = {
    "holds": ("holds", "hold"),
    "outdated": ("is outdated", "are outdated"),
    "disputed": ("is disputed", "are disputed"),
    "wrong": ("is wrong", "are wrong"),
    "unverifiable": ("cannot be verified", "cannot be verified"),
    "opinion": ("is an opinion", "are opinions"),
}
STRENGTH = {"holds": 1.0, "outdated": 0.0, "wrong": 0.0}  # the rest is pale: unknown
PALE = 0.3


def answer(ranks: pd.DataFrame) -> str:
    """How many written places stand, by verdict: the page's title."""
    tally = verdict_tally(ranks.verdict)
    hold = tally.pop("holds", 0)
    rest = [f"{count(n)} {_STATES[v][n != 1]}" for v, n in tally.items()]
    start = f"{count(hold)} of {plural(len(ranks), 'written place')} {_STATES['holds'][hold != 1]}"
    return f"{start}; {listing(rest)}" if rest else start


def drawn(ranks: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``claimed_orders`` with the order's name, and the strength of the mark."""
    rows = ranks[["metric", "rank", "framework", "verdict"]].copy()
    rows["order"] = rows.metric.map(ORDERS)
    rows["strength"] = rows.verdict.map(STRENGTH).fillna(PALE)
    return rows


def source_line(ranks: pd.DataFrame) -> str:
    """What the slopes rest on."""
    n = plural(len(ranks), "place")
    return f"{n} of the founding text, which names no model, GPU, load or version."


def reasons_title(ranks: pd.DataFrame) -> str:
    """How many of the stated reasons hold: the title over places and reasons."""
    reasons = ranks.reason_verdict.dropna()
    hold = int((reasons == "holds").sum())
    verb = _STATES["holds"][hold != 1]
    return f"{count(hold)} of {plural(len(reasons), 'stated reason')} {verb}"
