"""Set-ups as written in the schema of results → operating points, or why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tradeoffs.whatif.facts import MODELLED, Facts
from tradeoffs.whatif.memory import ledger
from tradeoffs.whatif.parallelism import NODE_GPUS, RACK_GPUS, UNEVEN, problems
from tradeoffs.whatif.points import Points
from tradeoffs.whatif.precision import multiply_rate
from tradeoffs.whatif.reading import (
    COUNTS,
    HIGHEST,
    LENGTHS,
    LOADS,
    Reasons,
    numbers,
    resolved,
    shown,
    texts,
)

REQUIRED = ("framework", "model", "gpu", "weight_precision", "isl", "osl")
KV_BYTES = {
    "": 2.0,
    "auto": 2.0,
    "fp16": 2.0,
    "bf16": 2.0,
    "fp8": 1.0,
    "int8": 1.0,
    "fp4": 0.5625,
    "int4": 0.5625,
}
# Scenario → the column that states its load, None where it needs none.
SCENARIO_LOADS = {
    "static-batch": "batch_size",
    "online-concurrency": "concurrency",
    "online-rate": "request_rate_rps",
    "offline": None,
    "single-stream": None,
}


@dataclass(frozen=True)
class Setups:
    """Rows that can be answered as points, and for every row what was assumed or is missing.

    ``place`` holds the row of each point; ``framework``, ``family``, ``scenario`` and ``rate_rps``
    are in the order of the points.
    """

    points: Points
    place: np.ndarray
    framework: np.ndarray
    family: np.ndarray
    gpu: np.ndarray  # place in facts.gpus
    model: np.ndarray  # place in facts.models
    scenario: np.ndarray
    rate_rps: np.ndarray
    reasons: np.ndarray
    assumptions: np.ndarray


def resolve(rows: pd.DataFrame, facts: Facts) -> Setups:
    """Reads every row; a column that is not there counts as blank. Nothing is ever guessed
    silently: what the model had to assume stands in ``assumptions``.
    """
    rows = rows.reset_index(drop=True)
    reasons = Reasons(len(rows))
    notes = _Notes(len(rows))
    ids = _identities(rows, facts, reasons)
    found = {c: numbers(rows, c, reasons) for c in (*COUNTS, *LOADS, *LENGTHS)}
    for column in LENGTHS:
        reasons.add(np.isnan(found[column]), f"{column} is not stated")
    scenario, load = _load(rows, found, reasons, notes)
    _degrees(found, reasons, notes)
    kv = _kv_bytes(rows, reasons)
    place = np.flatnonzero(reasons.open)
    boards = [ids["gpu"][i] for i in place]
    points = _points(facts, ids, found, load, kv, place, np.array([b[0] for b in boards], int))
    gpu = _choose_boards(facts, points, boards, place, notes)
    points = _points(facts, ids, found, load, kv, place, gpu)
    _judge(points, facts, gpu, ids["framework"][place], place, reasons)
    _note_long(points, place, notes)
    keep = reasons.open[place]
    place, gpu = place[keep], gpu[keep]
    return Setups(
        points=points.take(np.flatnonzero(keep)),
        place=place,
        framework=_engine(ids["framework"][place], facts.generations[gpu]),
        family=facts.generations[gpu],
        gpu=gpu,
        model=ids["model"][place].astype(int),
        scenario=scenario[place],
        rate_rps=found["request_rate_rps"][place],
        reasons=reasons.texts,
        assumptions=notes.texts(),
    )


class _Notes:
    """What was assumed for each row."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self._said: list[list[str]] = [[] for _ in range(rows)]

    def add(self, where: np.ndarray, say: str | Callable[[int], str]) -> None:
        """Notes it for those rows."""
        for i in np.flatnonzero(where):
            self._said[i].append(say if isinstance(say, str) else say(i))

    def texts(self) -> np.ndarray:
        """All notes of each row as one text."""
        return np.array(["; ".join(said) for said in self._said], dtype=object)


def _identities(rows: pd.DataFrame, facts: Facts, reasons: Reasons) -> dict[str, np.ndarray]:
    """Framework, model, accelerators and precision of every row."""
    written = {c: texts(rows, c) for c in ("framework", "model", "gpu", "weight_precision")}
    found = {
        "framework": resolved(written["framework"], facts.framework),
        "model": resolved(written["model"], facts.model),
        "gpu": resolved(written["gpu"], facts.accelerators, blank=[]),
        "precision": resolved(written["weight_precision"], facts.precision),
    }
    for column, cells in written.items():
        reasons.add(cells == "", f"{column} is not stated")
    missing = {
        "framework": np.array([f is None for f in found["framework"]], bool),
        "model": np.array([m is None for m in found["model"]], bool),
        "gpu": np.array([not g for g in found["gpu"]], bool),
        "precision": np.array([p is None for p in found["precision"]], bool),
    }
    says = {
        "framework": ("framework", "is no framework known here"),
        "model": ("model", "is no model whose shape is known here"),
        "gpu": ("gpu", "is no accelerator known here"),
        "precision": ("weight_precision", "is no precision known here"),
    }
    for key, (column, say) in says.items():
        reasons.add(missing[key], lambda i, c=column, s=say: f"{c} {shown(written[c][i])} {s}")
    outside = np.array([f not in MODELLED for f in found["framework"]], bool)
    reasons.add(
        outside & ~missing["framework"],
        lambda i: (
            f"framework {shown(found['framework'][i])} is not modelled: the model describes "
            "servers that batch continuously and split tensors"
        ),
    )
    return found


def _load(rows, found, reasons: Reasons, notes: _Notes) -> tuple[np.ndarray, np.ndarray]:
    """Scenario and number of sequences in flight; NaN where the model has to find it."""
    scenario = texts(rows, "scenario")
    for name, column in (("static-batch", "batch_size"), ("online-concurrency", "concurrency")):
        inferred = (scenario == "") & ~np.isnan(found[column])
        scenario[inferred] = name
        notes.add(inferred, f"scenario not stated, {name} taken since {column} is given")
    reasons.add(scenario == "", "scenario is not stated, nor batch_size or concurrency")
    known = np.isin(scenario, list(SCENARIO_LOADS))
    reasons.add(~known, lambda i: f"scenario {shown(scenario[i])} is not modelled")
    load = np.full(len(scenario), np.nan)
    for name, column in SCENARIO_LOADS.items():
        here = scenario == name
        if column:
            reasons.add(here & np.isnan(found[column]), f"{column} is not stated for {name}")
        if name in ("static-batch", "online-concurrency"):
            load[here] = found[column][here]
    load[scenario == "single-stream"] = 1.0
    everything = np.where(np.isnan(found["num_requests"]), HIGHEST, found["num_requests"])
    load[scenario == "offline"] = everything[scenario == "offline"]
    return scenario, load


def _degrees(found, reasons: Reasons, notes: _Notes) -> None:
    """Fills TP, PP, DP and EP in place from what is stated, with the assumption said."""
    gpus, tp, pp, dp, ep = (found[c] for c in COUNTS)
    reasons.add(np.isnan(gpus) & np.isnan(tp), "neither gpu_count nor tp is stated")
    stated = {c: ~np.isnan(found[c]) for c in COUNTS}
    pp[~stated["pp"]] = 1.0
    # An attention-data-parallel group inside the tensor-parallel one is written with both degrees.
    inside = stated["tp"] & stated["dp"] & (dp > 1) & (tp * pp == gpus) & (tp % dp == 0)
    notes.add(inside, lambda i: f"dp={dp[i]:g} read as attention replicas inside tp={tp[i]:g}")
    ep[inside & ~stated["ep"]] = tp[inside & ~stated["ep"]]
    tp[inside] = tp[inside] / dp[inside]
    spread = ~stated["tp"]
    tp[spread] = gpus[spread] / pp[spread] / np.where(stated["dp"], dp, 1.0)[spread]
    reasons.add(
        spread & stated["gpu_count"] & (tp != np.floor(tp)),
        lambda i: f"gpu_count={gpus[i]:g} is no multiple of pp × dp",
    )
    notes.add(spread & (gpus > 1), lambda i: f"tp not stated, tp={tp[i]:g} assumed")
    gpus[~stated["gpu_count"]] = (tp * pp * np.where(stated["dp"], dp, 1.0))[~stated["gpu_count"]]
    replicas = ~stated["dp"]
    dp[replicas] = gpus[replicas] / (tp * pp)[replicas]
    reasons.add(
        (tp * pp * dp != gpus) | (dp < 1) | (dp != np.floor(dp)),
        lambda i: (
            f"tp={tp[i]:g} × pp={pp[i]:g}"
            + (f" × dp={dp[i]:g}" if stated["dp"][i] else "")
            + f" does not make gpu_count={gpus[i]:g}"
        ),
    )
    notes.add(replicas & (dp > 1), lambda i: f"dp not stated, dp={dp[i]:g} replicas assumed")
    ep[np.isnan(ep)] = 1.0


def _kv_bytes(rows: pd.DataFrame, reasons: Reasons) -> np.ndarray:
    written = texts(rows, "kv_precision")
    bytes_ = resolved(written, lambda t: KV_BYTES.get(t.lower(), np.nan), blank=2.0).astype(float)
    reasons.add(np.isnan(bytes_), lambda i: f"kv_precision {shown(written[i])} is not known here")
    return bytes_


def _points(facts: Facts, ids, found, load, kv, place, gpu) -> Points:
    return Points(
        hardware=facts.hardware.take(gpu),
        shapes=facts.shapes.take(ids["model"][place].astype(int)),
        precision=ids["precision"][place].astype(str),
        kv_bytes=kv[place],
        batch=np.where(np.isnan(load), 1.0, load)[place],
        **{c: found[c][place] for c in ("tp", "pp", "dp", "ep", *LENGTHS)},
    )


def _choose_boards(facts: Facts, points: Points, boards, place, notes: _Notes) -> np.ndarray:
    """Of the boards a name may mean the slowest that holds the weights and one request.

    So a name that does not say enough gives no faster figure than it must. Several GPUs are
    taken to be joined by a fast link where one of the boards has it.
    """
    chosen = np.array([b[0] for b in boards], dtype=int)
    several = [j for j, b in enumerate(boards) if len(b) > 1]
    if not several:
        return chosen
    speed = np.nan_to_num(facts.hardware.bandwidth)
    joined = facts.hardware.has_nvlink
    for j in several:
        one = points.take(np.array([j]))
        alone = points.gpus[j] == 1
        for board in sorted(boards[j], key=lambda b: (not (alone or joined[b]), speed[b])):
            chosen[j] = board
            trial = Points(**{**one.__dict__, "hardware": facts.hardware.take(np.array([board]))})
            if ledger(trial).max_concurrency[0] >= 1 and not np.isnan(trial.hardware.fp16_rate[0]):
                break
    where = np.zeros(notes.rows, dtype=bool)
    where[place[several]] = True
    names = dict(zip(place[several], facts.gpus["gpu"].to_numpy()[chosen[several]], strict=True))
    notes.add(where, lambda i: f"gpu name does not say which board, {names[i]} taken")
    return chosen


def _judge(points: Points, facts: Facts, gpu, framework, place, reasons: Reasons) -> None:
    """Adds reasons for missing rates and splits that cannot run."""
    hw = points.hardware
    names = facts.gpus["gpu"].to_numpy()[gpu]
    wide = np.full(len(reasons.texts), "", dtype=object)
    several = points.gpus > 1
    lacking = [
        (np.isnan(hw.memory_bytes), "its memory size"),
        (np.isnan(hw.bandwidth), "its memory bandwidth"),
        (np.isnan(hw.fp16_rate), "its 16-bit rate"),
        (np.isnan(multiply_rate(points.precision, hw)), "its rate at {precision}"),
        (several & np.isnan(hw.link), "its link to other GPUs"),
    ]
    for absent, what in lacking:
        for j in np.flatnonzero(absent & (wide[place] == "")):
            said = what.format(precision=points.precision[j])
            wide[place[j]] = f"the data sheet of {names[j]} is not known in {said}"
    split = problems(points, domains(facts, gpu), np.isin(framework, UNEVEN))
    open_ = wide[place] == ""
    wide[place[open_]] = split[open_]
    reasons.add(wide != "", lambda i: wide[i])


def _note_long(points: Points, place: np.ndarray, notes: _Notes) -> None:
    """Engines can be told to go past the stated context, so it is no reason to refuse."""
    most = dict(zip(place, points.shapes.context_len, strict=True))
    where = np.zeros(notes.rows, dtype=bool)
    where[place] = points.isl + points.osl > points.shapes.context_len
    notes.add(where, lambda i: f"longer than the {most[i]:,.0f} tokens of the model's context")


def domains(facts: Facts, gpu: np.ndarray) -> np.ndarray:
    """GPUs that a fast link joins: a rack for NVL72 parts, else a node."""
    racks = facts.gpus["notes"].fillna("").str.contains("NVL72").to_numpy()
    return np.where(racks, RACK_GPUS, NODE_GPUS)[gpu]


def _engine(framework: np.ndarray, family: np.ndarray) -> np.ndarray:
    """DeepSpeed on Gaudi is another product (optimum-habana) and is calibrated apart."""
    return np.where((framework == "deepspeed") & (family == "gaudi"), "optimum-habana", framework)
