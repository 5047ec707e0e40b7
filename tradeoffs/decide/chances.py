"""The winner over many weights at once: random draws around the team's, a map over two weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tradeoffs.decide.criteria import Values
from tradeoffs.decide.scoring import TIE, filled, shares

DRAWS, SEED, CONCENTRATION = 2000, 7, 30.0


def winner_shares(
    values: Values,
    weights: np.ndarray,
    rule: str,
    *,
    draws: int = DRAWS,
    concentration: float = CONCENTRATION,
    seed: int = SEED,
) -> dict[str, float]:
    """Share of Dirichlet weight draws that each option wins, 0 to 1; equal tops share a draw.

    The draws have the team's weights as mean, and a weight w the standard deviation
    √(w(1 − w) ÷ (concentration + 1)). A weight of 0 stays 0.
    """
    if not values.options:
        return {}
    live = weights > 0
    drawn = np.zeros((draws, len(weights)))
    drawn[:, live] = np.random.default_rng(seed).dirichlet(concentration * weights[live], draws)
    top = _tops(values, drawn, rule)
    won = top / np.maximum(top.sum(axis=1, keepdims=True), 1)
    return {o: float(s) for o, s in zip(values.options, won.mean(axis=0), strict=True)}


@dataclass(frozen=True)
class Cell:
    """One point of the winner map: two weights as shares, who leads there (several where level)."""

    x: float
    y: float
    winners: tuple[str, ...]


def winner_map(
    values: Values, weights: np.ndarray, rule: str, x: str, y: str, *, steps: int = 20
) -> list[Cell]:
    """Who leads where criteria ``x`` and ``y`` weigh 0 to 1 in steps, as far as they add up to 1.

    The other weights share the rest in their proportions, equally where they are all 0; without
    others only the line x + y = 1 is left.
    """
    a, b = values.criteria.index(x), values.criteria.index(y)
    rest = [k for k in range(len(weights)) if k not in (a, b)]
    others = np.zeros(len(weights))
    if rest:
        left = {str(k): weights[k] if weights[rest].sum() > TIE else 1.0 for k in rest}
        others[rest] = shares(left, list(left))
    marks = [(i, j) for i in range(steps + 1) for j in range(steps + 1 - i)]
    marks = marks if rest else [(i, j) for i, j in marks if i + j == steps]
    points = np.array(marks) / steps
    tried = (1 - points.sum(axis=1))[:, None] * others
    tried[:, a], tried[:, b] = points[:, 0], points[:, 1]
    found = zip(points, _tops(values, np.maximum(tried, 0), rule), strict=True)
    return [
        Cell(float(p[0]), float(p[1]), tuple(sorted(np.array(values.options)[top].tolist())))
        for p, top in found
    ]


def _tops(values: Values, tried: np.ndarray, rule: str) -> np.ndarray:
    """Weight sets × options: True where the option has the best score, none where none has one."""
    fill, counts = filled(values, rule)
    whole = tried @ counts.T
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.where(whole > TIE, (tried @ fill.T) / whole, -np.inf)
    best = found.max(axis=1, keepdims=True)
    return (found >= best - TIE) & (found > -np.inf)
