"""Two publications, one configuration, different figures: which, how far, and likely why. Pure."""

from __future__ import annotations

import pandas as pd

from tradeoffs.evidence.claims import METRICS
from tradeoffs.formats import count, plural

_SHORT = 90  # days


def beyond_repeats(rows: pd.DataFrame, repeats: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``source_conflicts`` further apart than three of four repeats of one source.

    ``repeats`` are rows of ``repeat_spread``. Adds ``factor`` (1 or more), ``limit`` and ``why``.
    """
    limit = rows.metric.map(repeats.set_index("metric").p75)
    factor = rows.ratio.where(rows.ratio >= 1, 1 / rows.ratio)
    found = rows.assign(factor=factor, limit=limit)[factor > limit]
    reasons = [reason(row) for row in found.itertuples()]
    return found.assign(why=reasons).sort_values("factor", ascending=False, ignore_index=True)


def reason(row) -> str:
    """What differs between the two points, as far as the sources state it."""
    parts = []
    if _differ(row.version_a, row.version_b):
        parts.append(f"version {row.version_a} against {row.version_b}")
    elif pd.isna(row.version_a) or pd.isna(row.version_b):
        parts.append("a version is not stated")
    if _differ(row.dataset_a, row.dataset_b):
        parts.append("other prompts")
    if row.isl_a != row.isl_b or row.osl_a != row.osl_b:
        parts.append("lengths within the tolerance")
    if pd.isna(row.load_value):
        parts.append("the load behind “offline” is not stated")
    if abs((row.measured_a - row.measured_b).days) > _SHORT:
        parts.append("measured at other times")
    return "; ".join(parts) or "nothing stated differs"


def _differ(a: object, b: object) -> bool:
    return not pd.isna(a) and not pd.isna(b) and a != b


def title(found: pd.DataFrame, everything: pd.DataFrame) -> str:
    """``57 of 639 configurations measured twice disagree beyond repeats``."""
    if everything.empty:
        return "No configuration was measured by two sources"
    n = plural(len(everything), "configuration")
    return f"{count(len(found))} of {n} measured twice disagree beyond repeats"


def measure(repeats: pd.DataFrame) -> str:
    """The limits in words."""
    said = [f"{METRICS[r.metric]} {r.p75:.2f}×" for r in repeats.itertuples()]
    n = plural(int(repeats.pairs.max()), "pair")
    return (
        f"Beyond repeats: further apart than three of four repeated runs of one source ("
        f"{', '.join(said)}; up to {n} of runs)"
    )
