"""Leaves out of a JSON text what no importer reads: arrays with an entry a request.

Detailed results hold megabytes of token times and of generated texts. Both go before anything is
parsed, so that memory stays bounded and no prompt or answer is ever held, stored or shown.
"""

from __future__ import annotations

import re

from tradeoffs.importers.problems import ImportProblem

PER_REQUEST = frozenset(
    b'"%b"' % key
    for key in (
        # vLLM and SGLang with details
        b"input_lens",
        b"output_lens",
        b"ttfts",
        b"itls",
        b"start_times",
        b"generated_texts",
        b"errors",
        b"rtts",
        b"latencies",
        # GuideLLM: under `requests`
        b"successful",
        b"errored",
        b"incomplete",
        # genai-bench, GenAI-Perf, trtllm-bench
        b"individual_request_metrics",
        b"experiments",
        b"output",
        b"tokens",
    )
)
MAX_DEPTH = 100
MAX_PARTS = 20_000_000  # brackets and strings of a file
MAX_KEPT_PARTS = 6_000_000  # of them in what is left for the parser

# Text up to and with the next string or bracket. A string before a colon is a key. Everything is
# possessive: no input makes it go back.
_PART = re.compile(rb'[^"\[\]{}]*+("[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}])(\s*+:\s*+)?', re.S)
_TOO_MANY = "it has too many parts to be a result of a benchmark tool"
_BRACKETS = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


def skim(data: bytes) -> bytes:
    """The JSON text without its per-request arrays, each replaced by ``[]``; one pass.

    Raises ImportProblem for text nested deeper than MAX_DEPTH or with too many parts.
    Broken JSON stays broken: the parser that comes next names the place.
    """
    kept: list[bytes] = []
    start, depth, parts, skipped = 0, 0, 0, 0
    scan = _PART.scanner(data).match
    while part := scan():
        parts += 1
        step = _BRACKETS.get(part[1], 0)
        depth += step
        if depth > MAX_DEPTH:
            raise ImportProblem(f"it is nested more than {MAX_DEPTH} levels deep")
        if parts > MAX_KEPT_PARTS:
            raise ImportProblem(_TOO_MANY)
        if not step and part[2] and part[1] in PER_REQUEST and _array_at(data, part.end()):
            kept.append(data[start : part.end()])
            kept.append(b"[]")
            start, skipped = _skip(scan, skipped)
    kept.append(data[start:])
    return b"".join(kept)


def _array_at(data: bytes, place: int) -> bool:
    return data[place : place + 1] == b"["


def _skip(scan: object, parts: int) -> tuple[int, int]:
    """The end of the array that begins at the scanner's place, and the parts counted so far."""
    depth = 0
    while part := scan():  # type: ignore[operator]
        parts += 1
        depth += _BRACKETS.get(part[1], 0)
        if depth == 0:
            return part.end(1), parts
        if depth > MAX_DEPTH:
            raise ImportProblem(f"it is nested more than {MAX_DEPTH} levels deep")
        if parts > MAX_PARTS:
            raise ImportProblem(_TOO_MANY)
    raise ImportProblem("it ends in the middle: is it whole?")
