"""Scenarios A, B and C of a link, estimated: figures with bands, memory, tier, or the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from tradeoffs.estimating import refusals
from tradeoffs.planning import prices, splits
from tradeoffs.planning.known import Known
from tradeoffs.planning.prices import Price
from tradeoffs.planning.splits import Split
from tradeoffs.whatif import matching
from tradeoffs.whatif.cost import kwh_per_mtok, usd_per_mtok
from tradeoffs.whatif.estimate import Estimates, Load, estimate
from tradeoffs.whatif.memory import ledger
from tradeoffs.whatif.setups import Setups, resolve

LOAD_COLUMNS = {
    "online-concurrency": "concurrency",
    "static-batch": "batch_size",
    "online-rate": "request_rate_rps",
}
RATES = ("output_tok_s", "output_tok_s_per_gpu", "total_tok_s")
FIGURES = ("output_tok_s", "output_tok_s_per_gpu", "total_tok_s", "ttft_ms", "tpot_ms", "e2e_ms")


@dataclass(frozen=True)
class Figure:
    """An estimate and the ends of its 80 % band."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Memory:
    """GB of one GPU, the fullest: ``kept`` is what runtime and server keep back."""

    total: float
    weights: float
    kv: float
    kept: float

    @property
    def free(self) -> float:
        """What is left, 0 where it does not fit."""
        return max(self.total - self.weights - self.kv - self.kept, 0.0)


@dataclass(frozen=True)
class Choice:
    """What a reader chose for one scenario."""

    letter: str
    framework: str
    gpu: str
    precision: str
    split: Split
    kv: str
    usd: float

    @property
    def label(self) -> str:
        """``4 × H100-SXM-80GB, FP8``."""
        return f"{self.split.gpus} × {self.gpu}, {self.precision.upper()}"


@dataclass(frozen=True)
class Scenario:
    """A choice with its answer. ``reason`` says why there are no figures; empty where there are."""

    choice: Choice
    price: Price | None
    figures: Mapping[str, Figure]
    memory: Memory | None
    max_concurrency: int
    in_flight: float
    most_rps: float  # request rate at which an open loop saturates, NaN for other loads
    fits: bool
    tier: str
    measured_as: tuple[str, ...]
    assumptions: str
    reason: str
    place: int  # row among the estimates, −1 without one

    @property
    def name(self) -> str:
        """The letter as readers see it."""
        return self.choice.letter.upper()

    @property
    def answered(self) -> bool:
        """Whether there are figures."""
        return not self.reason


@dataclass(frozen=True)
class Plans:
    """All scenarios of a link with the arrays behind them."""

    scenarios: Sequence[Scenario]
    setups: Setups
    found: Estimates
    load: Load

    def __getitem__(self, letter: str) -> Scenario:
        return next(s for s in self.scenarios if s.choice.letter == letter)

    def alike(self, letter: str) -> list[Scenario]:
        """Answered scenarios of the same framework: the only ones the model may set side by side
        (rule 3.8)."""
        framework = self[letter].choice.framework
        return [s for s in self.scenarios if s.answered and s.choice.framework == framework]


def shown(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Letters of the scenarios on the page."""
    return tuple(values["show"])


def focus(values: Mapping[str, Any]) -> str:
    """Letter of the scenario looked into; the first where that one is not shown."""
    return values["focus"] if values["focus"] in shown(values) else shown(values)[0]


def choice(values: Mapping[str, Any], letter: str) -> Choice:
    """What the link says about a scenario."""
    return Choice(
        letter=letter,
        framework=values[f"{letter}-fw"],
        gpu=values[f"{letter}-gpu"],
        precision=values[f"{letter}-prec"],
        split=splits.parse(values[f"{letter}-split"]),
        kv=values[f"{letter}-kv"],
        usd=values[f"{letter}-usd"],
    )


def set_up(values: Mapping[str, Any], chosen: Choice) -> dict[str, Any]:
    """The row of a scenario in the schema of results."""
    scenario = values["scen"]
    load = values["rate"] if scenario == "online-rate" else values["load"]
    return {
        "framework": chosen.framework,
        "model": values["model"],
        "gpu": chosen.gpu,
        "weight_precision": chosen.precision,
        "kv_precision": chosen.kv,
        "gpu_count": chosen.split.gpus,
        "tp": chosen.split.tp,
        "pp": chosen.split.pp,
        "dp": chosen.split.dp,
        "ep": chosen.split.ep,
        "scenario": scenario,
        LOAD_COLUMNS[scenario]: load,
        "isl": values["isl"],
        "osl": values["osl"],
    }


def plan(values: Mapping[str, Any], known: Known) -> Plans:
    """Every scenario of a link, answered or refused with its reason."""
    chosen = [choice(values, letter) for letter in shown(values)]
    setups = resolve(pd.DataFrame([set_up(values, c) for c in chosen]), known.facts)
    load = Load(setups.framework, setups.family, setups.scenario, setups.rate_rps)
    found = estimate(setups.points, load, known.calibration)
    reasons = setups.reasons.copy()
    reasons[setups.place] = refusals(setups, found, known.facts)
    same = matching.keys(setups, known.facts)
    place = {int(row): i for i, row in enumerate(setups.place)}
    static = setups.scenario == "static-batch"
    account = ledger(_at_load(setups, found), static) if len(setups.place) else None
    scenarios = []
    for row, c in enumerate(chosen):
        at = place.get(row, -1)
        missing = splits.unsupported(known, c.framework)
        reason = splits.ruled_out_by(c.split, missing, c.framework) or str(reasons[row])
        price = prices.price(c.gpu, c.usd, values["price"], known.prices)
        ids = tuple(known.same.get(same[at], ())) if at >= 0 else ()
        scenarios.append(
            Scenario(
                choice=c,
                price=price,
                figures={} if reason else _figures(found, at, c, price, known, load),
                memory=None if at < 0 else _memory(account, setups, at),
                max_concurrency=0 if at < 0 else int(found.max_concurrency[at]),
                in_flight=float("nan") if at < 0 else float(found.in_flight[at]),
                most_rps=float("nan") if at < 0 else float(found.most_rps[at]),
                fits=at >= 0 and bool(found.fits[at]),
                tier="" if reason else _tier(found, at, ids),
                measured_as=ids,
                assumptions=str(setups.assumptions[row]),
                reason=reason,
                place=at,
            )
        )
    return Plans(scenarios, setups, found, load)


def _at_load(setups: Setups, found: Estimates):
    """The points with what is in flight under their load."""
    return replace(setups.points, batch=found.in_flight)


def _tier(found: Estimates, at: int, ids: tuple[str, ...]) -> str:
    if ids:
        return "measured"
    return "calibrated" if found.is_calibrated[at] else "extrapolated"


def _figures(
    found: Estimates, at: int, chosen: Choice, price: Price | None, known: Known, load: Load
) -> dict[str, Figure]:
    out, gpus = {}, chosen.split.gpus
    for name in ("output_tok_s", "total_tok_s", "ttft_ms", "tpot_ms", "e2e_ms"):
        value, width = getattr(found, name)[at], getattr(found, f"width_{name}")[at]
        if np.isfinite(value):
            out[name] = _figure(float(value), float(width))
    rate = out["output_tok_s"]
    if load.scenario[at] == "online-rate":
        rate = Figure(rate.value, rate.value, rate.value)  # the load sets it, no model does
        out["output_tok_s"] = rate
    out["output_tok_s_per_gpu"] = Figure(rate.value / gpus, rate.low / gpus, rate.high / gpus)
    rates = np.array([rate.value, rate.high, rate.low])  # a higher rate makes a token cheaper
    if price:
        out["usd_per_mtok"] = Figure(*map(float, usd_per_mtok(price.usd, gpus, rates)))
    limit_w = known.facts.gpus.tdp_w.iloc[known.facts.gpu_row[chosen.gpu]]
    if not pd.isna(limit_w):
        out["kwh_per_mtok"] = Figure(*map(float, kwh_per_mtok(limit_w, gpus, rates)))
    return out


def _figure(value: float, width: float) -> Figure:
    return Figure(value, value * np.exp(-width), value * np.exp(width))


def _memory(account, setups: Setups, at: int) -> Memory:
    total = float(setups.points.hardware.memory_bytes[at])
    kept = float(account.reserve[at]) + total - float(account.usable[at])
    return Memory(
        total / 1e9, float(account.weights[at]) / 1e9, float(account.kv[at]) / 1e9, kept / 1e9
    )


def tested_filters(scenario: Scenario, tested: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Filters of the back-test for what a scenario runs on, as far as it has points."""
    filters = {"fw": scenario.choice.framework, "gpu": scenario.choice.gpu}
    columns = {"fw": "framework", "gpu": "gpu"}
    return {k: (v,) for k, v in filters.items() if (tested[columns[k]] == v).any()}
