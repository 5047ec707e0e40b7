"""Learns slowdowns and bands from measured points. Not needed by the dashboard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tradeoffs.whatif.bands import half_width, ratio_half_width, shrunk_half_widths
from tradeoffs.whatif.calibration import LEVEL, Bands, Calibration, Slowdowns, Taught
from tradeoffs.whatif.columns import Columns
from tradeoffs.whatif.facts import Facts
from tradeoffs.whatif.fitting import fit, group_weights
from tradeoffs.whatif.loads import KINDS, design
from tradeoffs.whatif.memory import ledger
from tradeoffs.whatif.setups import Setups
from tradeoffs.whatif.terms import NAMES

# Where the slowdowns start and are drawn to: what engines reach of a data sheet, by order of
# magnitude. Launch and host terms count microseconds or milliseconds.
PRIOR = {
    "weights_read": 1.4,
    "experts_read": 1.8,
    "kv_read": 1.8,
    "decode_math": 2.5,
    "layer_launch": 25.0,
    "expert_launch": 10.0,
    "reduce_latency": 4.0,
    "reduce_bytes": 2.0,
    "sequence_host": 10.0,
    "step_host": 1.0,
    "prefill_math": 2.0,
    "prefill_experts": 3.0,
    "prefill_attention": 3.0,
    "prefill_read": 1.5,
    "prefill_reduce": 2.0,
    "prefill_host": 10.0,
    "queue": 0.5,
    "burst": 0.1,
}
# A request that arrives costs the host more (text to tokens, admission) than one that decodes.
PRIOR_OF_KIND = {"ttft": {"sequence_host": 100.0, "queue": 0.25}}
# No data sheet rate is beaten by much: below these a slowdown is no physics. Experts and cache may
# look cheaper than expected, since routing is uneven and caches are shared.
FLOOR = {
    "weights_read": 0.8,
    "experts_read": 0.5,
    "kv_read": 0.5,
    "decode_math": 0.8,
    "prefill_math": 0.8,
    "prefill_experts": 0.8,
    "prefill_attention": 0.5,
    "prefill_read": 0.3,
}
FOLDS = 8
# What was never measured may differ more than what was: its bands hold this share, of known
# groups and of frameworks × families that a fit never saw, whichever needs the wider band.
FAR_LEVEL = 0.9
# Pulls to the prior, to all frameworks and to the framework, tried by group cross-validation.
PULLS = {
    "static": [(1.0, 0.3, 3.0), (1.0, 3.0, 10.0), (1.0, 30.0, 100.0)],
    "tpot": [(1.0, 10.0, 30.0), (100.0, 30.0, 100.0), (100.0, 100.0, 300.0)],
    "ttft": [(1.0, 10.0, 30.0), (100.0, 30.0, 100.0), (100.0, 100.0, 300.0)],
}
Pulls = tuple[float, float, float]


@dataclass(frozen=True)
class Lessons(Columns):
    """Measured points of one kind: terms, the measured seconds, and who they belong to."""

    terms: np.ndarray
    seconds: np.ndarray
    framework: np.ndarray
    family: np.ndarray
    group: np.ndarray  # architecture × GPU
    precision: np.ndarray
    pipelined: np.ndarray
    row: np.ndarray  # row of the measured frame

    @property
    def pair(self) -> np.ndarray:
        """Framework and family as one text."""
        return np.char.add(np.char.add(self.framework.astype(str), "/"), self.family.astype(str))


def lessons(setups: Setups, measured: pd.DataFrame, facts: Facts) -> dict[str, Lessons]:
    """Points of each kind that fit in memory by our ledger and have that figure."""
    points = setups.points
    fits = ledger_fits(setups)
    group = facts.architectures[setups.model] + "|" + facts.gpus["gpu"].to_numpy()[setups.gpu]
    found = {}
    for kind in KINDS:
        seconds = measured_seconds(measured, kind).to_numpy(float)[setups.place]
        scenario = "static-batch" if kind == "static" else "online-concurrency"
        use = np.flatnonzero(fits & (seconds > 0) & (setups.scenario == scenario))
        found[kind] = Lessons(
            terms=design(points.take(use), kind),
            seconds=seconds[use],
            framework=setups.framework[use].astype(str),
            family=setups.family[use].astype(str),
            group=group[use].astype(str),
            precision=points.precision[use],
            pipelined=points.pp[use] > 1,
            row=setups.place[use],
        )
    return found


def ledger_fits(setups: Setups) -> np.ndarray:
    """Whether each set-up fits, with the context a kind of load holds at once."""
    return ledger(setups.points, setups.scenario == "static-batch").fits


def measured_seconds(rows: pd.DataFrame, kind: str) -> pd.Series:
    """The measured figure of a kind in seconds; a static batch may state its output rate only."""
    if kind != "static":
        return rows[f"{kind}_ms"] / 1e3
    from_rate = rows["batch"] * rows["osl"] / rows["generated_tok_s"]
    return (rows["e2e_ms"] / 1e3).fillna(from_rate)


def fit_slowdowns(known: Lessons, kind: str, pulls: Pulls) -> Slowdowns:
    """Slowdowns drawn from framework × family to framework, to all data and to the prior."""
    prior = np.log([PRIOR_OF_KIND.get(kind, {}).get(n, PRIOR[n]) for n in NAMES])
    floor = np.log([FLOOR.get(name, 1e-3) for name in NAMES])
    weights = group_weights(known.group)

    def learn(where: np.ndarray, parent: np.ndarray, pull: float) -> np.ndarray:
        return fit(known.terms[where], known.seconds[where], weights[where], parent, pull, floor)

    everything = np.ones(len(known), bool)
    common = learn(everything, prior, pulls[0])
    frameworks, pairs = {}, {}
    for framework in np.unique(known.framework):
        of_framework = known.framework == framework
        frameworks[str(framework)] = learn(of_framework, common, pulls[1])
        for family in np.unique(known.family[of_framework]):
            here = of_framework & (known.family == family)
            parent = frameworks[str(framework)]
            pairs[str(framework), str(family)] = learn(here, parent, pulls[2])
    return Slowdowns(
        np.exp(common),
        {f: np.exp(u) for f, u in frameworks.items()},
        {p: np.exp(u) for p, u in pairs.items()},
    )


def predict(known: Lessons, slowdowns: Slowdowns) -> np.ndarray:
    """Seconds of every point."""
    out = np.empty(len(known))
    for pair in np.unique(known.pair):
        here = known.pair == pair
        out[here] = known.terms[here] @ slowdowns.of(*pair.split("/", 1))
    return out


def folds(groups: np.ndarray, seed: int = 0) -> np.ndarray:
    """Fold of every point; a group is never split."""
    names = np.unique(groups)
    shuffled = np.random.default_rng(seed).permutation(len(names))
    fold = dict(zip(names, shuffled % FOLDS, strict=True))
    return np.array([fold[g] for g in groups])


def held_out(known: Lessons, kind: str, pulls: Pulls, fold: np.ndarray) -> np.ndarray:
    """Seconds of every point as predicted by a fit that saw no point of its fold."""
    out = np.empty(len(known))
    for number in np.unique(fold):
        outside = fold == number
        learned = fit_slowdowns(known.take(~outside), kind, pulls)
        out[outside] = predict(known.take(outside), learned)
    return out


def choose_pulls(known: Lessons, kind: str) -> Pulls:
    """The pulls with the least mean |log error| on held-out groups, over two ways of folding."""

    def error(pulls: Pulls) -> float:
        found = [held_out(known, kind, pulls, folds(known.group, seed)) for seed in (1, 2)]
        return float(np.mean([np.abs(np.log(f / known.seconds)).mean() for f in found]))

    return min(PULLS[kind], key=error)


def calibrate(found: Mapping[str, Lessons], measured: pd.DataFrame, version: str) -> Calibration:
    """Everything the dashboard needs, from the measured points."""
    pulls = {kind: choose_pulls(found[kind], kind) for kind in KINDS}
    near = residuals(found, measured, pulls, lambda k: folds(k.group))
    far = residuals(found, measured, pulls, lambda k: np.unique(k.pair, return_inverse=True)[1])
    return Calibration(
        version=version,
        pulls=pulls,
        slowdowns={k: fit_slowdowns(found[k], k, pulls[k]) for k in KINDS},
        taught={k: _taught(found[k]) for k in KINDS},
        bands=bands(near, far),
    )


def residuals(found, measured: pd.DataFrame, pulls, fold) -> dict[str, tuple[Lessons, np.ndarray]]:
    """Log of predicted over measured for each quantity, held out by ``fold(lessons)``."""
    seconds = {k: held_out(found[k], k, pulls[k], fold(found[k])) for k in KINDS}
    out = {k: (found[k], np.log(seconds[k] / found[k].seconds)) for k in KINDS}
    return out | {"output": output_residuals(found, measured, seconds)}


def output_residuals(found, measured: pd.DataFrame, seconds) -> tuple[Lessons, np.ndarray]:
    """The same for the output rate of a closed loop, where both its latencies are known."""
    both, first, second = np.intersect1d(found["ttft"].row, found["tpot"].row, return_indices=True)
    steps = measured["osl"].to_numpy(float)[both] - 1
    predicted = seconds["ttft"][first] + steps * seconds["tpot"][second]
    true = found["ttft"].seconds[first] + steps * found["tpot"].seconds[second]
    return found["ttft"].take(first), np.log(true / predicted)


def bands(near: Mapping, far: Mapping) -> Bands:
    """Half-widths of every quantity from residuals near to the data and far from it."""
    pooled, own, extrapolated, ratio = {}, {}, {}, {}
    for quantity, (known, residual) in near.items():
        pooled[quantity], by_pair = shrunk_half_widths(residual, known.group, known.pair, LEVEL)
        own[quantity] = {tuple(pair.split("/", 1)): h for pair, h in by_pair.items()}
        same = np.char.add(np.char.add(known.group, "|"), known.framework)
        ratio[quantity] = ratio_half_width(residual, same, LEVEL)
        known_far, residual_far = far[quantity]
        extrapolated[quantity] = max(
            half_width(residual_far, known_far.pair, FAR_LEVEL),
            half_width(residual, known.group, FAR_LEVEL),
        )
    return Bands(pooled, own, extrapolated, ratio)


def _taught(known: Lessons) -> dict[tuple[str, str], Taught]:
    out = {}
    for pair in np.unique(known.pair):
        here = known.take(known.pair == pair)
        out[tuple(pair.split("/", 1))] = Taught(
            points=len(here),
            groups=len(np.unique(here.group)),
            precisions=frozenset(map(str, np.unique(here.precision))),
            pipelined=bool(here.pipelined.any()),
        )
    return out
