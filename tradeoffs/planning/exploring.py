"""Every valid split and precision of a GPU under many loads: the frontier, and TP over the load.

Only of one framework at a time (rule 3.8), and only what its tables do not rule out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from tradeoffs.planning import scenarios, splits
from tradeoffs.planning.causes import LOADS
from tradeoffs.planning.known import Known
from tradeoffs.planning.scenarios import Scenario
from tradeoffs.planning.splits import Split
from tradeoffs.vocabulary import PRECISIONS
from tradeoffs.whatif.explore import answered, frontier, options
from tradeoffs.whatif.launch import METHODS, best_support, methods_for
from tradeoffs.whatif.precision import multiply_rate

COUNTS = (1, 2, 4, 8)
TENSOR_DEGREES = (1, 2, 4, 8)
# Lengths of a measured point may differ by this share, as in matched pairs.
ISL_TOLERANCE, OSL_TOLERANCE = 0.03, 0.06


def precisions(known: Known, framework: str, gpu: str) -> list[str]:
    """Weight precisions whose rate the data sheet gives and that the tables do not rule out.

    fp32 is left out, and fp16 since it does as bf16.
    """
    place = known.facts.gpu_row[gpu]
    offered = np.array([p for p in PRECISIONS if p not in ("fp32", "fp16", "mxfp4")])
    rates = multiply_rate(offered, known.facts.hardware.take(np.full(len(offered), place)))
    generation = str(known.facts.generations[place])
    engine = "vllm" if framework == "triton" else framework
    return [
        str(p)
        for p, rate in zip(offered, rates, strict=True)
        if np.isfinite(rate)
        and not (
            p in METHODS
            and best_support(methods_for(engine, generation, p, known.quantization)) == "no"
        )
    ]


def searched(
    known: Known, base: Mapping[str, Any], gpu: str, counts: Iterable[int], loads: Iterable[int]
) -> pd.DataFrame:
    """Rows of ``explore.answered`` for every split the framework has, with a ``split`` id."""
    able = precisions(known, base["framework"], gpu)
    rows = options(base, [gpu], counts, able, loads)
    if rows.empty:  # the data sheet gives no rate that is needed
        return rows.assign(output_tok_s=[], split=[], gpu=[])
    missing = splits.unsupported(known, base["framework"])
    for degree in missing:
        rows = rows[rows[degree] == 1]
    if rows.empty:
        return rows.assign(output_tok_s=[], split=[])
    found = answered(rows.reset_index(drop=True), known.facts, known.calibration)
    degrees = found[["tp", "pp", "dp", "ep"]].astype(int).itertuples(index=False)
    return found.assign(split=[Split(*d).id for d in degrees])


@lru_cache(maxsize=64)
def space(
    known: Known, framework: str, model: str, gpu: str, kv: str, isl: int, osl: int
) -> pd.DataFrame:
    """Every split × precision × load of a GPU as a closed loop; kept, since loads do not matter."""
    base = {
        "framework": framework,
        "model": model,
        "kv_precision": kv,
        "isl": isl,
        "osl": osl,
    }
    return searched(known, base, gpu, COUNTS, LOADS)


def of_scenario(values: Mapping[str, Any], known: Known, scenario: Scenario) -> pd.DataFrame:
    """``space`` of a scenario's framework and GPU."""
    c = scenario.choice
    return space(known, c.framework, values["model"], c.gpu, c.kv, values["isl"], values["osl"])


def frontiers(values: Mapping[str, Any], known: Known, some: Iterable[Scenario]) -> pd.DataFrame:
    """Frontier rows of each GPU among scenarios of one framework, with the first one's letter."""
    found, seen = [], set()
    for s in some:
        rows = of_scenario(values, known, s)
        if s.choice.gpu not in seen and len(rows):
            found.append(frontier(rows).assign(letter=s.name))
        seen.add(s.choice.gpu)
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def at_least(rows: pd.DataFrame, tok_s_per_user: float) -> pd.Series | None:
    """The row with the highest rate a GPU that serves each user at that speed, if any."""
    fast = rows[rows["tok_s_per_user"] >= tok_s_per_user]
    return None if fast.empty else fast.loc[fast["output_tok_s_per_gpu"].idxmax()]


def measured_alike(values: Mapping[str, Any], known: Known, scenario: Scenario) -> pd.DataFrame:
    """Measured closed-loop points of this framework, architecture, GPU and these lengths:
    result_id, label, tok_s_per_user, output_tok_s_per_gpu."""
    setups, measured = known.setups, known.measured
    c, p = scenario.choice, setups.points
    of = known.facts.architectures
    same = (
        (setups.framework == c.framework)
        & (of[setups.model] == of[known.facts.model_row[values["model"]]])
        & (setups.gpu == known.facts.gpu_row[c.gpu])
        & (setups.scenario == "online-concurrency")
        & (np.abs(p.isl / values["isl"] - 1) <= ISL_TOLERANCE)
        & (np.abs(p.osl / values["osl"] - 1) <= OSL_TOLERANCE)
    )
    places = np.flatnonzero(same)
    rows = measured.iloc[setups.place[places]]
    labels = [
        f"{str(p.precision[i]).upper()}, "
        f"{Split(*(int(getattr(p, d)[i]) for d in splits.STRATEGIES)).label}, "
        f"{int(p.batch[i])} in flight"
        for i in places
    ]
    found = pd.DataFrame(
        {
            "result_id": rows["result_id"].to_numpy(),
            "label": labels,
            "tok_s_per_user": 1e3 / rows["tpot_ms"].to_numpy(float),
            "output_tok_s_per_gpu": rows["generated_tok_s"].to_numpy(float)
            / rows["gpu_count"].to_numpy(float),
        }
    )
    return found.dropna().sort_values("tok_s_per_user").reset_index(drop=True)


def tensor_by_load(values: Mapping[str, Any], known: Known, scenario: Scenario) -> pd.DataFrame:
    """One row per TP × load of a scenario's GPU, precision and kind of load: tp, load,
    tok_s_per_gpu (NaN where there is none) and ``reason``."""
    closed = {**values, "scen": _sized(values["scen"])}
    column = scenarios.LOAD_COLUMNS[closed["scen"]]
    row = scenarios.set_up(closed, scenario.choice)
    grid = pd.DataFrame(
        [
            {**row, "gpu_count": tp, "tp": tp, "pp": 1, "dp": 1, "ep": 1, column: load}
            for tp in TENSOR_DEGREES
            for load in LOADS
        ]
    )
    found = answered(grid, known.facts, known.calibration)
    rates = found.set_index(["tp", column])["output_tok_s_per_gpu"]
    judged = {
        tp: splits.judged(
            known, scenario.choice.framework, values["model"], scenario.choice.gpu, tp
        )[Split(tp)]
        for tp in TENSOR_DEGREES
    }
    out = pd.DataFrame({"tp": grid["tp"], "load": grid[column]})
    out["tok_s_per_gpu"] = [
        np.nan if judged[tp] else float(rates.get((tp, load), np.nan))
        for tp, load in zip(out["tp"], out["load"], strict=True)
    ]
    nothing = out["tok_s_per_gpu"].isna()
    out["reason"] = np.where(nothing, [judged[tp] or "does not fit" for tp in out["tp"]], "")
    return out


def _sized(scenario: str) -> str:
    """The kind of load that is given as a number of requests."""
    return "online-concurrency" if scenario == "online-rate" else scenario
