"""Robust fit of slowdowns to measured latencies: numpy only, seconds for thousands of points."""

from __future__ import annotations

import numpy as np

SPREAD = 0.3  # log ratio at which a residual starts to count less than squared
GROUP_CAP = 60.0  # points' weight a group may have at most
_STEPS, _TRIES, _HIGHEST = 60, 8, 7.0


def group_weights(groups: np.ndarray) -> np.ndarray:
    """Weight of each point: 1, less where its group has more than GROUP_CAP points."""
    _, place, count = np.unique(groups, return_inverse=True, return_counts=True)
    return np.minimum(1.0, GROUP_CAP / count[place])


def fit(
    terms: np.ndarray,
    seconds: np.ndarray,
    weights: np.ndarray,
    start: np.ndarray,
    pull: float,
    floor: np.ndarray,
) -> np.ndarray:
    """Logarithms of the slowdowns that explain ``seconds`` best, pulled towards ``start``.

    Minimises sum w·2(√(1+r²) − 1) + pull·|u − start|² with r the log ratio of predicted to
    measured over SPREAD, by damped Gauss-Newton inside [floor, _HIGHEST].
    """
    target = np.log(seconds)

    def loss(u: np.ndarray) -> tuple[float, np.ndarray]:
        r = (np.log(np.maximum(terms @ np.exp(u), 1e-12)) - target) / SPREAD
        held = pull * np.sum((u - start) ** 2)
        return float(np.sum(weights * 2 * (np.sqrt(1 + r * r) - 1)) + held), r

    u = np.clip(start, floor, _HIGHEST)
    damping = 1e-2
    cost, r = loss(u)
    for _ in range(_STEPS):
        slope, curve = _derivatives(terms, u, r, weights, start, pull)
        for _ in range(_TRIES):
            diagonal = np.diag(np.diag(curve) + 1e-9)
            step = np.clip(-np.linalg.solve(curve + damping * diagonal, slope), -1, 1)
            tried = np.clip(u + step, floor, _HIGHEST)
            tried_cost, tried_r = loss(tried)
            if tried_cost < cost:
                break
            damping *= 4
        else:
            return u
        damping = max(damping / 3, 1e-6)
        settled = cost - tried_cost < 1e-6 * max(cost, 1e-9)
        u, cost, r = tried, tried_cost, tried_r
        if settled:
            return u
    return u


def _derivatives(terms, u, r, weights, start, pull) -> tuple[np.ndarray, np.ndarray]:
    slowdowns = np.exp(u)
    predicted = np.maximum(terms @ slowdowns, 1e-12)
    jacobian = terms * slowdowns / predicted[:, None] / SPREAD
    leverage = (weights / np.sqrt(1 + r * r))[:, None]
    slope = (jacobian * leverage).T @ r + pull * (u - start)
    return slope, (jacobian * leverage).T @ jacobian + pull * np.eye(len(u))
