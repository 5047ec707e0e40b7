"""How far off a figure may be: conformal half-widths from residuals of held-out measurements.

Source of the method: split conformal prediction (Lei et al. 2018, "Distribution-Free Predictive
Inference for Regression"). A group weighs the root of its points: they share errors, so they are
fewer than they look, yet a large group tells more than a small one.
"""

from __future__ import annotations

import numpy as np

SHRINK_GROUPS = 4.0  # groups a framework × family needs to count as much as all others together
FEW_GROUPS = 6  # with fewer, a framework × family never has a narrower band than all together
RATIO_DRAWS = 20_000


def half_width(residuals: np.ndarray, groups: np.ndarray, level: float) -> float:
    """Smallest |log residual| that holds ``level`` of the weight of all points."""
    sizes = np.abs(residuals)
    _, place, count = np.unique(groups, return_inverse=True, return_counts=True)
    weights = 1.0 / np.sqrt(count[place])
    order = np.argsort(sizes)
    reached = np.cumsum(weights[order]) / weights.sum()
    return float(sizes[order][np.searchsorted(reached, level - 1e-12)])


def shrunk_half_widths(
    residuals: np.ndarray, groups: np.ndarray, pairs: np.ndarray, level: float
) -> tuple[float, dict[str, float]]:
    """Pooled half-width, and for each framework × family its own drawn towards the pooled one.

    With few groups a quantile of their own says little; its weight is groups ÷ (groups +
    SHRINK_GROUPS), and with very few it can only widen the band.
    """
    pooled = half_width(residuals, groups, level)
    own = {}
    for pair in np.unique(pairs):
        here = pairs == pair
        count = len(np.unique(groups[here]))
        weight = count / (count + SHRINK_GROUPS)
        alone = half_width(residuals[here], groups[here], level)
        drawn = float(weight * alone + (1 - weight) * pooled)
        own[str(pair)] = max(drawn, pooled) if count < FEW_GROUPS else drawn
    return pooled, own


def ratio_half_width(residuals: np.ndarray, groups: np.ndarray, level: float) -> float:
    """Half-width of the log ratio of two figures of one group: errors they share cancel.

    Over random pairs of points within each group, as many of each.
    """
    draw = np.random.default_rng(0)
    differences, owners = [], []
    names = np.unique(groups)
    each = max(RATIO_DRAWS // len(names), 1)
    for name in names:
        here = residuals[groups == name]
        if len(here) > 1:
            first, second = draw.integers(0, len(here), (2, each))
            apart = first != second
            differences.append((here[first] - here[second])[apart])
            owners.append(np.full(apart.sum(), name, dtype=object))
    return half_width(np.concatenate(differences), np.concatenate(owners).astype(str), level)
