"""The findings of a view: asked of the tables once per data version and filters, then kept."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tradeoffs import store
from tradeoffs.evidence import asking, claims
from tradeoffs.evidence.measured import Measured
from tradeoffs.evidence.pairs import recent, strict

_REMEMBERED = 32


@dataclass(frozen=True)
class Findings:
    """What the measurements say under one selection.

    ``everything`` also has the pairs with a dimension neither side states; ``verdicts`` are by
    claim id; ``narrow`` are the rows of ``matched_precisions`` and ``mlperf`` those of
    ``mlperf_pairs`` that verdicts rest on.
    """

    measured: Measured
    everything: pd.DataFrame
    verdicts: Mapping[str, claims.Computed]
    narrow: pd.DataFrame
    mlperf: pd.DataFrame
    too_old: int


_found: OrderedDict[tuple, Findings] = OrderedDict()
_lock = threading.Lock()


def find(values: Mapping[str, Any]) -> Findings:
    """Findings for the values of a ranks link; the same object as long as the data are the same."""
    today = dt.date.today()
    parts = [(k, values[k]) for k in (*asking.FILTERS, "unstated", "doubtful")]
    key = (store.contents(), today, *parts)
    with _lock:
        if key in _found:
            _found.move_to_end(key)
            return _found[key]
    made = _make(values, today)
    with _lock:
        _found[key] = made
        while len(_found) > _REMEMBERED:
            _found.popitem(last=False)
    return made


def unfiltered() -> Findings:
    """Findings over all matched pairs, as the overview and the claim drawers show them."""
    return find(asking.DEFAULTS)


def forget() -> None:
    """Drops what was worked out: every selection is worked out anew."""
    with _lock:
        _found.clear()


def count_pairs(values: Mapping[str, Any]) -> int:
    """How many pairs count for these values, without working out what they say."""
    return len(strict(_selected(values, dt.date.today())[0], values["unstated"]))


def _selected(values: Mapping[str, Any], today: dt.date) -> tuple[pd.DataFrame, int]:
    """The pairs of a selection, those with gaps too, and how many were too old for it."""
    asked = store.ask("matched_pairs", **asking.parameters(values))
    young = recent(asked, values["age"], today)
    chosen = young[young.gpu_count > 1] if values["multi"] else young
    return chosen, len(asked) - len(young)


def _make(values: Mapping[str, Any], today: dt.date) -> Findings:
    everything, too_old = _selected(values, today)
    pairs = strict(everything, values["unstated"])
    measured = Measured(pairs)
    several = Measured(pairs[(pairs.gpu_count > 1) & (pairs.metric == "itl")])
    narrow, mlperf, claimed = ask_unfiltered(doubtful=values["doubtful"])
    more = (claims.judge_fp8(narrow), claims.judge_triton(mlperf, measured))
    verdicts = claims.judge_all(claimed, measured, several, {c.claim_id: c for c in more})
    return Findings(measured, everything, verdicts, narrow, mlperf, too_old)


def ask_unfiltered(*, doubtful: bool) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """What verdicts rest on whatever the filters are: FP8 pairs, MLPerf pairs, written orders."""
    narrow = store.ask("matched_precisions", precision="fp8", doubtful=doubtful, **asking.LENGTHS)
    mlperf = _triton_and_bare(store.ask("mlperf_pairs", target=None, doubtful=doubtful))
    return narrow, mlperf, store.ask("claimed_orders")


def _triton_and_bare(rows: pd.DataFrame) -> pd.DataFrame:
    """MLPerf pairs of Triton and bare TensorRT-LLM, with ``factor`` Triton ÷ bare (rule 3.4)."""
    bare, served = "TensorRT-LLM", "Triton (TensorRT-LLM)"
    ahead = (rows.ahead == served) & (rows.behind == bare)
    behind = (rows.behind == served) & (rows.ahead == bare)
    factor = rows.ratio.where(ahead, 1 / rows.ratio)
    return rows.assign(factor=factor)[ahead | behind]
