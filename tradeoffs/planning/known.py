"""Facts, calibration and measured set-ups of the tables in use, read once a data version."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from tradeoffs import calibrated, store
from tradeoffs.calibrate import measured_rows
from tradeoffs.planning.measured import Measured, by_id
from tradeoffs.planning.prices import Spread, spreads
from tradeoffs.planning.trust import by_split
from tradeoffs.whatif import matching
from tradeoffs.whatif.calibration import Calibration
from tradeoffs.whatif.facts import Facts
from tradeoffs.whatif.setups import Setups, resolve


@dataclass(frozen=True, eq=False)
class Known:
    """What every estimate rests on.

    ``measured`` are the rows that may teach the model, ``setups`` the same as points, and
    ``same`` the ids of measured points by set-up (``matching.keys``), ``figures`` what each
    measured.
    """

    facts: Facts
    calibration: Calibration
    measured: pd.DataFrame
    setups: Setups
    same: dict[tuple, list[str]]
    figures: dict[str, Measured]
    prices: dict[str, Spread]
    parallelism: pd.DataFrame
    quantization: pd.DataFrame

    @cached_property
    def models(self) -> list[str]:
        """Models whose shape is known."""
        return sorted(self.facts.models["model_id"], key=str.casefold)

    @cached_property
    def points(self) -> int:
        """Measured points the calibration learned from."""
        taught = self.calibration.taught
        # A closed loop teaches TTFT and TPOT with one run, so only the more frequent counts.
        of = {kind: sum(t.points for t in pairs.values()) for kind, pairs in taught.items()}
        return of["static"] + max(of["ttft"], of["tpot"])


_lock = threading.Lock()
_kept: tuple[str, Known] | None = None


def now() -> Known:
    """For the tables in use. Raises DataProblem where the calibration cannot be read."""
    global _kept
    version = store.version()
    with _lock:
        if _kept is None or _kept[0] != version:
            _kept = (version, _read())
        return _kept[1]


_tested: tuple[str, tuple[pd.DataFrame, pd.DataFrame]] | None = None


def tested() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The back-test of the tables in use (``calibrated.backtest``) and its errors by split
    (``trust.by_split``), read once a data version. Raises DataProblem."""
    global _tested
    version = store.version()
    with _lock:
        if _tested is None or _tested[0] != version:
            rows = calibrated.backtest()
            _tested = (version, (rows, by_split(rows, calibrated.calibration())))
        return _tested[1]


def _read() -> Known:
    facts, measured = calibrated.facts(), measured_rows()
    setups = resolve(measured, facts)
    return Known(
        facts=facts,
        calibration=calibrated.calibration(),
        measured=measured,
        setups=setups,
        same=matching.index(setups, measured["result_id"], facts),
        figures=by_id(measured),
        prices=spreads(store.ask("price_offers")),
        parallelism=store.ask("parallelism_support"),
        quantization=store.ask("quantization_support"),
    )
