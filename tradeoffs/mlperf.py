"""MLPerf's own rules of comparison, and the sentences that must travel with its results.

DESIGN rule 3.4: MLPerf results are compared only among themselves, within one division,
benchmark and scenario, and one round or rounds declared compatible; by throughput, never by
latency, since Server and Interactive points sit just inside the limits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tradeoffs.formats import count, day, is_missing, listing, number, plural

SUITE = "MLPerf® Inference: Datacenter"
TRADEMARK = (
    "The MLPerf name and logo are registered and unregistered trademarks of MLCommons Association "
    "in the United States and other countries. All rights reserved. Unauthorized use strictly "
    "prohibited. See www.mlcommons.org for more information."
)
DERIVED = (
    "Figures per accelerator are derived by this dashboard (throughput ÷ accelerators): not an "
    "MLPerf score, unofficial, not verified by MLCommons Association."
)
OPEN = (
    "Open division: a submitter may run another, pruned or retrained model or miss the accuracy "
    "target, which the closed division does not admit. Results of one variant compare only with "
    "one another."
)
SCENARIOS = {"server": "Server", "interactive": "Interactive", "offline": "Offline"}
DIVISIONS = {"closed": "Closed", "open": "Open"}
NOT_STATED = "not-stated"

# First and last round whose results MLCommons' Results Messaging Guidelines declare comparable
# (mlcommons/policies, as seen on 28 Apr 2026). A benchmark that is not listed compares within
# one round only.
COMPATIBLE = {
    "llama2-70b": ("v4.0", "v6.0"),
    "mixtral-8x7b": ("v4.1", "v6.0"),
    "llama3.1-405b": ("v5.0", "v6.0"),
    "llama3.1-8b": ("v5.1", "v6.0"),
    "deepseek-r1": ("v5.1", "v6.0"),
    "gptj": ("v3.1", "v5.0"),
}


def _ids(edition: str, *spans: tuple[int, int]) -> set[str]:
    return {f"{edition}-{n:04}" for low, high in spans for n in range(low, high + 1)}


# Entries of HPE, Red Hat and Supermicro whose ids differ between the rounds' own
# summary_results.json, followed here, and a copy of the public table.
DISPUTED_IDS = _ids("5.1", (87, 89)) | _ids("6.0", (44, 47), (51, 54), (94, 95))


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.removeprefix("v").split("."))


def compatible_rounds(benchmark: str, held: Sequence[str]) -> tuple[str, ...]:
    """Those of the held rounds that may stand in one comparison; else the newest held one."""
    rounds = sorted(set(held), key=_order)
    if benchmark not in COMPATIBLE:
        return tuple(rounds[-1:])
    first, last = map(_order, COMPATIBLE[benchmark])
    return tuple(r for r in rounds if first <= _order(r) <= last)


def rounds_compared(chosen: str, benchmark: str, extent: pd.DataFrame) -> tuple[str, ...]:
    """The rounds a view compares; ``extent`` are rows of ``mlperf_extent``.

    Never empty, because an empty filter would mean all rounds.
    """
    if chosen != "all":
        return (chosen,)
    held = extent[extent.benchmark == benchmark]["round"]
    return compatible_rounds(benchmark, list(held)) or ("none held",)


def has_targets(extent: pd.DataFrame, benchmark: str) -> bool:
    """Whether results of the benchmark are submitted for one of two accuracy targets."""
    return bool(extent[extent.benchmark == benchmark].with_targets.sum())


def system_names(extent: pd.DataFrame) -> dict[str, str]:
    """Id and words of every system, those with most results first, "not stated" last."""
    totals = extent.groupby(["system", "system_label"]).results.sum().reset_index()
    totals["last"] = totals.system == NOT_STATED
    ordered = totals.sort_values(["last", "results", "system"], ascending=[True, False, True])
    return dict(zip(ordered.system, ordered.system_label, strict=True))


def accelerators(gpu: Any, n: Any) -> str:
    """``8 × B200``; the name alone where the number is not stated."""
    return str(gpu) if is_missing(n) else f"{int(n)} × {gpu}"


def score(value: float, unit: str = "") -> str:
    """Throughput in whole units from 1,000 on, else three digits; with its unit if given."""
    text = count(round(value)) if not is_missing(value) and value >= 1000 else number(value)
    return f"{text} {unit}".rstrip()


def subject(chosen: Mapping[str, Any]) -> str:
    """The chosen benchmark and scenario, as MLPerf writes them."""
    return f"{chosen['bench']} {SCENARIOS[chosen['scen']]}"


def footnotes(rows: pd.DataFrame, chosen: Mapping[str, Any], rounds: Sequence[str]) -> list[str]:
    """The lines that the page and every download carry (MLCommons' messaging guidelines)."""
    if rows.empty:
        return [TRADEMARK]
    sources = listing(sorted(rows.source_url.unique()))
    lines = [
        f"{SUITE} {' and '.join(rounds)}, {DIVISIONS[chosen['div']]} division, "
        f"{subject(chosen)}. Read from {sources}; {retrieved(rows.retrieved_on)}. "
        f"{entries(rows)} Compare only with compatible MLPerf results."
    ]
    if chosen["per"]:
        lines.append(DERIVED)
    if chosen["div"] == "open":
        lines.append(OPEN)
    return [*lines, TRADEMARK]


def meeting_footnotes(rows: pd.DataFrame) -> list[str]:
    """The same lines for rows of ``mlperf_pairs``, which span rounds and benchmarks."""
    rounds = listing(sorted(set(rows["round"]), key=_order)) if len(rows) else "none"
    sources = listing(sorted(rows.source_url.unique())) if len(rows) else "no source"
    line = (
        f"{SUITE}, rounds {rounds}; division, benchmark, scenario, submitters and result ids stand "
        f"in each row. Read from {sources}; {retrieved(rows.retrieved_on)}. The ratios are derived "
        "by this dashboard, unofficial, not verified by MLCommons Association."
    )
    return [line, TRADEMARK]


def retrieved(days: pd.Series) -> str:
    """Between which days the figures were read, or that it was not recorded."""
    known = days.dropna()
    if known.empty:
        return "day of retrieval not recorded"
    return f"retrieved {listing(sorted({day(d) for d in known}))}"


def entries(rows: pd.DataFrame) -> str:
    """Where the result ids stand, and how many results have none."""
    without = int(rows.entry_id.isna().sum())
    if not without:
        return "The result ids stand beside the figures."
    return (
        f"{plural(without, 'result')} without a result id, because the source gives none; "
        "submitter and system name them."
    )
