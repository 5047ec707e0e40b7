"""``python -m bench.model``: accuracy of the what-if model on held-out groups, and its speed."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from bench import accuracy
from bench.tables import print_table, processor, progress
from tradeoffs import calibrate, calibrated, estimating
from tradeoffs.whatif.estimate import Load, estimate
from tradeoffs.whatif.loads import KINDS
from tradeoffs.whatif.setups import Setups
from tradeoffs.whatif.training import choose_pulls, folds

SEED = 0  # other than the seeds that choose the pulls
# Median and 90th percentile of the absolute error, in percent.
GOALS = {"static": (9, 33), "tpot": (14, 43), "ttft": (30, 90), "output": (13, 40)}
WORDS = {
    "static": "Static batch, end to end",
    "tpot": "TPOT",
    "ttft": "TTFT",
    "output": "Output tokens/s, closed loop",
}
NEVER_SEEN = {
    "GPU": lambda known: np.array([g.split("|")[1] for g in known.group]),
    "architecture": lambda known: np.array([g.split("|")[0] for g in known.group]),
    "framework × family": lambda known: known.pair,
}
ORDERS = {
    "TP": ["tp"],
    "precision": ["precision"],
    "GPU": ["gpu"],
    "framework": ["framework"],
}


def main() -> None:
    """Measures accuracy, then speed, and prints Markdown."""
    progress("model: accuracy")
    rows, setups, found = calibrate.learned()
    print(f"## What-if model: {time.strftime('%Y-%m-%d')}, tables {calibrated.version()}\n")
    print(f"{processor()}. Each figure is of points whose architecture × GPU the fit never saw.")
    pulls = {kind: choose_pulls(found[kind], kind) for kind in KINDS}
    fold = {kind: folds(found[kind].group, SEED) for kind in KINDS}
    points = predicted(setups, found, lambda k: accuracy.held_out(found[k], k, pulls[k], fold[k]))
    print_errors(points)
    print_by_pair(points)
    print_never_seen(setups, found, pulls)
    print_orders(points)
    progress("model: speed")
    print_speed(rows, setups)


def predicted(
    setups: Setups, found, seconds: Callable[[str], np.ndarray]
) -> dict[str, pd.DataFrame]:
    """Points of every quantity with what ``seconds`` of a kind predicts."""
    out = {kind: accuracy.frame(found[kind], setups, seconds(kind)) for kind in KINDS}
    return out | {"output": accuracy.rates(out["ttft"], out["tpot"])}


def print_errors(points: dict[str, pd.DataFrame]) -> None:
    """Errors of every quantity, the goal and the plain roofline beside."""
    lines = []
    for quantity, rows in points.items():
        median, high, capped = accuracy.errors(rows)
        plain = accuracy.errors(rows, "roofline")
        goal = GOALS[quantity]
        met = "met" if median <= goal[0] and high <= goal[1] else "missed"
        lines.append(
            [
                WORDS[quantity],
                f"{len(rows):,}",
                str(rows["group"].nunique()),
                f"{median:.1f} / {high:.0f}",
                f"{goal[0]} / {goal[1]}, {met}",
                f"{capped:.1f}",
                f"{plain[0]:.0f} / {plain[1]:.0f}",
            ]
        )
    heads = [
        "quantity",
        "points",
        "groups",
        "error, %",
        "goal",
        "median, groups capped",
        "roofline, %",
    ]
    print_table("Error: median / 90th percentile", heads, lines)


def print_by_pair(points: dict[str, pd.DataFrame]) -> None:
    """Errors and coverage of the 80 % band by framework and GPU family."""
    lines = []
    for quantity, rows in points.items():
        inside = pd.Series(
            accuracy.covered(rows, folds(rows["group"].to_numpy(), SEED)), rows.index
        )
        named = [("all", rows), *rows.groupby("pair")]
        for name, some in named:
            median, high, _ = accuracy.errors(some)
            share = f"{inside[some.index].mean() * 100:.0f}"
            count = f"{len(some):,}", str(some["group"].nunique())
            lines.append(
                [f"{WORDS[quantity]}: {name}", *count, f"{median:.1f} / {high:.0f}", share]
            )
    heads = ["framework / GPU family", "points", "groups", "error, %", "in the 80 % band, %"]
    print_table("By framework and GPU family", heads, lines)


def print_never_seen(setups: Setups, found, pulls) -> None:
    """Errors when a whole GPU, architecture or framework × family is new."""
    table = {name: [] for name in NEVER_SEEN}
    for name, key in NEVER_SEEN.items():
        points = predicted(
            setups, found, lambda k, key=key: accuracy.held_out_by(found[k], k, pulls[k], key)
        )
        for rows in points.values():
            median, high, _ = accuracy.errors(rows)
            table[name].append(f"{median:.0f} / {high:.0f}")
    heads = ["never seen in the fit", *(WORDS[q] for q in GOALS)]
    print_table("When more is new", heads, [[name, *cells] for name, cells in table.items()])


def print_orders(points: dict[str, pd.DataFrame]) -> None:
    """Agreement of order within groups, and for pairs that differ in one thing."""
    lines = []
    for quantity in ("static", "output"):
        rows = points[quantity]
        model, plain = (accuracy.rank_agreement(rows, c) for c in ("predicted", "roofline"))
        lines.append(
            [
                f"{WORDS[quantity]}: Spearman within groups, median (worst)",
                str(len(model)),
                f"{model.median():.3f} ({model.min():.2f})",
                f"{plain.median():.3f} ({plain.min():.2f})",
            ]
        )
        for name, differs in ORDERS.items():
            count, right = accuracy.order(rows, differs)
            _, plainly = accuracy.order(rows, differs, "roofline")
            if count:
                what = f"{WORDS[quantity]}: faster of two that differ in {name} only"
                lines.append([what, f"{count:,}", f"{right:.2f}", f"{plainly:.2f}"])
    heads = ["order", "groups or pairs", "model", "roofline"]
    print_table(
        "Order (goals: Spearman ≥ 0.95; TP ≥ 0.98, precision ≥ 0.87, GPU ≥ 0.90)", heads, lines
    )


def print_speed(rows: pd.DataFrame, setups: Setups) -> None:
    """Time of many configurations, and of a file of ten thousand."""
    calibration = calibrated.calibration()
    online = np.flatnonzero(setups.scenario == "online-concurrency")
    lines = []
    for count, goal in ((1, "–"), (1_000, "5"), (100_000, "500")):
        picked = online[np.arange(count) % len(online)]
        points = setups.points.take(picked)
        load = Load(
            setups.framework[picked],
            setups.family[picked],
            setups.scenario[picked],
            setups.rate_rps[picked],
        )
        taken = timed(lambda p=points, o=load: estimate(p, o, calibration))
        lines.append([f"{count:,} configurations", f"{taken:,.1f}", goal])
    many = rows.iloc[np.arange(10_000) % len(rows)]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.csv", Path(folder) / "out.csv"
        many.to_csv(source, index=False)
        taken = timed(lambda: estimating.estimate_file(source, target), 3)
    lines.append(["a file of 10,000 rows, read and written", f"{taken:,.0f}", "5,000"])
    print_table("Speed, milliseconds of processor time, median", ["what", "ms", "goal"], lines)


def timed(work: Callable[[], object], runs: int = 7) -> float:
    """Median milliseconds of processor time, which others on the machine do not change."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1e3)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
