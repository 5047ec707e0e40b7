"""Which quantization runs in which framework on which GPU generation, and why not: pure logic.

Rows are those of ``queries/quantization_support.sql`` (framework × method × generation). Methods
of one kind share a line (``LINES``), and a line is as good as its best method.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from tradeoffs.comparison.methods import (
    BEST_FIRST,
    GENERATIONS,
    LINE_OF,
    LINES,
    RUNS,
    STATES,
    THROUGH,
    Line,
    family_of,
)
from tradeoffs.formats import day, is_missing, listing, plural, span
from tradeoffs.vocabulary import FRAMEWORKS, framework_label


def frameworks_in(rows: pd.DataFrame) -> list[str]:
    """Frameworks with rows: the five first, then context frameworks by id."""
    there = set(rows.framework)
    return [f for f in FRAMEWORKS if f in there] + sorted(there - set(FRAMEWORKS))


def with_methods(rows: pd.DataFrame) -> list[str]:
    """Those of the five that have methods of their own (Triton follows its engine)."""
    own = rows[~rows.method.isin(THROUGH)]
    return [f for f in FRAMEWORKS if f in set(own.framework)]


def measure(rows: pd.DataFrame) -> str:
    """What the page measures: counts of methods and frameworks looked up."""
    pairs = rows[["framework", "method"]].drop_duplicates()
    return (
        f"Support as documented: {plural(len(pairs), 'method')} looked up in "
        f"{plural(pairs.framework.nunique(), 'framework')}, each on "
        f"{plural(rows.generation.nunique(), 'GPU generation')}"
    )


def state(cell: str, supported: str) -> str:
    """One of STATES for a cell: a cell that is unknown where the framework supports the method
    is a ring, never a yes; where it does not, a no."""
    if cell in ("yes", "partial", "no"):
        return cell
    return "ring" if supported in ("yes", "partial") else "no"


def line_states(rows: pd.DataFrame, framework: str) -> dict[tuple[str, str], str]:
    """(line id, generation) → state of one framework; "blank" where no method was looked up."""
    found = {(line.id, g): "blank" for line in LINES for g in GENERATIONS}
    for own, method, generation, cell, supported in _cells(rows):
        if own != framework or method not in LINE_OF or generation not in GENERATIONS:
            continue
        key = (LINE_OF[method].id, generation)
        found[key] = min(found[key], state(cell, supported), key=BEST_FIRST.index)
    return found


def _cells(rows: pd.DataFrame) -> Iterable[tuple[str, str, str, str, str]]:
    """(framework, method, generation, cell, supported) of every row; lists are quicker to walk
    than a frame, and a page walks them a dozen times."""
    names = ("framework", "method", "generation", "cell", "supported")
    return zip(*(rows[name].tolist() for name in names), strict=True)


def shown_lines(families: Iterable[str]) -> list[Line]:
    """The lines of these families, in order; none given means all."""
    wanted = tuple(families)
    return [line for line in LINES if not wanted or line.family in wanted]


def panel(
    rows: pd.DataFrame, framework: str, generation: str, families: Iterable[str], only: bool
) -> pd.DataFrame:
    """Marks of one framework's panel: framework, line, generation, state, said.

    With a chosen generation, lines that it cannot run have the framework "other" (grey), or
    are left out with ``only``.
    """
    states = line_states(rows, framework)
    marks = []
    for line in shown_lines(families):
        stops = generation != "all" and states[line.id, generation] in ("no", "blank")
        if stops and only:
            continue
        for g, label in GENERATIONS.items():
            s = states[line.id, g]
            marks.append(
                {
                    "framework": "other" if stops else framework,
                    "line": line.label,
                    "generation": label,
                    "state": s,
                    "said": STATES[s],
                }
            )
    return pd.DataFrame(marks, columns=["framework", "line", "generation", "state", "said"])


def rows_left(rows: pd.DataFrame, generation: str, families: Iterable[str], only: bool) -> int:
    """Framework × kind rows that the panels show under these filters."""
    wanted = tuple(families)
    return sum(panel(rows, f, generation, wanted, only).line.nunique() for f in with_methods(rows))


def panel_title(
    rows: pd.DataFrame, framework: str, generation: str, families: Iterable[str]
) -> str:
    """What a panel shows, counted: how many kinds run on the chosen (or any) generation."""
    states = line_states(rows, framework)
    lines = shown_lines(families)
    where = list(GENERATIONS) if generation == "all" else [generation]
    best = [min((states[line.id, g] for g in where), key=BEST_FIRST.index) for line in lines]
    runs = sum(b in RUNS for b in best)
    rings = best.count("ring")
    place = "some GPU" if generation == "all" else GENERATIONS[generation]
    said = f"{runs} of {plural(len(lines), 'kind')} on {place}"
    return f"{said}, {rings} more on hardware not stated" if rings else said


def fp8_generations(rows: pd.DataFrame) -> dict[str, list[str]]:
    """Generation → frameworks of the five that run FP8 weights and activations there."""
    found = {}
    for g in GENERATIONS:
        cells = rows[(rows.method == "fp8-w8a8") & (rows.generation == g) & (rows.cell == "yes")]
        if names := [f for f in FRAMEWORKS if f in set(cells.framework)]:
            found[g] = names
    return found


def page_answer(rows: pd.DataFrame, generation: str) -> str:
    """The page's title: where FP8 runs, or who runs most on the chosen generation."""
    if generation == "all":
        others = [GENERATIONS[g] for g in fp8_generations(rows) if g != "hopper"]
        if not others:
            return "FP8 runs on Hopper only"
        return f"FP8 runs on more than Hopper: {listing(others)} multiply in it too"
    counts = {f: runs_on(rows, f, generation) for f in FRAMEWORKS}
    most = max(counts.values())
    if most == 0:
        return f"No framework states a quantization that runs on {GENERATIONS[generation]}"
    leaders = [framework_label(f) for f, n in counts.items() if n == most]
    return (
        f"On {GENERATIONS[generation]}, {listing(leaders)} "
        f"{'runs' if len(leaders) == 1 else 'run'} the most kinds of quantization: "
        f"{most} of {len(LINES)}"
    )


def read_from(rows: pd.DataFrame, framework: str) -> str:
    """How many methods were looked up for a framework, in which versions, as of when."""
    own = rows[rows.framework == framework]
    versions = sorted(own.as_of_version.unique())
    return (
        f"{plural(own.method.nunique(), 'method')} looked up in {listing(versions)}, "
        f"the last as of {day(own.as_of_date.max())}"
    )


def runs_on(rows: pd.DataFrame, framework: str, generation: str) -> int:
    """How many lines run (fully or in part) in a framework on a generation."""
    states = line_states(rows, framework)
    return sum(states[line.id, generation] in RUNS for line in LINES)


def obstacles(
    rows: pd.DataFrame, rates: pd.DataFrame, generation: str, families: Iterable[str]
) -> pd.DataFrame:
    """What a generation cannot run, and why: framework, kind, cause, why, evidence_url.

    One row per framework (of those with methods) × line whose state is "no".
    """
    of_rate = rates.set_index("generation").to_dict("index").get(generation)
    here = rows[rows.generation == generation].to_dict("records")
    lines = shown_lines(families)
    found = []
    for framework in with_methods(rows):
        states = line_states(rows, framework)
        own = [r for r in here if r["framework"] == framework]
        for line in lines:
            if states[line.id, generation] != "no":
                continue
            mine = [r for r in own if r["method"] in line.methods]
            cause, why = reason(line, mine, of_rate, framework, generation)
            found.append(
                {
                    "framework": framework_label(framework),
                    "kind": line.label,
                    "cause": cause,
                    "why": why,
                    "evidence_url": mine[0]["evidence_url"],
                }
            )
    return pd.DataFrame(found, columns=["framework", "kind", "cause", "why", "evidence_url"])


def causes(found: pd.DataFrame) -> str:
    """How many obstacles there are of each cause; zeros left out."""
    n = found.cause.value_counts()
    said = {
        "framework": "missing in the framework",
        "hardware": "in the hardware",
        "generation": "not supported on it",
    }
    parts = [f"{n[cause]} {words}" for cause, words in said.items() if n.get(cause, 0)]
    return listing(parts) if parts else "nothing stands in the way"


def reason(
    line: Line,
    methods: list[Mapping[str, Any]],
    rates: Mapping[str, Any] | None,
    framework: str,
    generation: str,
) -> tuple[str, str]:
    """(cause, sentence) why a line does not run: the framework as a whole, the hardware,
    or the framework on this generation.

    A rate missing from the data sheets counts as hardware only where the method multiplies at
    that rate and the framework runs it elsewhere; the sentence says what the sheets state.
    """
    name, place = framework_label(framework), GENERATIONS[generation]
    notes = "; ".join(dict.fromkeys(m["note"] for m in methods if not is_missing(m["note"])))
    tail = f" {notes}." if notes else ""
    if all(m["supported"] == "no" for m in methods):
        return "framework", f"{name} has no such method.{tail}"
    oldest = "; ".join(
        dict.fromkeys(m["min_gpu_arch"] for m in methods if not is_missing(m["min_gpu_arch"]))
    )
    needs = f" {name} asks for {oldest}." if oldest else ""
    if line.rate and rates and rates[f"with_{line.rate}"] == 0:
        return "hardware", f"{_no_rate(line.rate, rates, place)}{needs}{tail}"
    if line.rate and rates is None:
        return "generation", f"No accelerator of {place} is in our data sheets.{needs}{tail}"
    return "generation", f"{name} does not run it on {place}.{needs}{tail}"


def _no_rate(rate: str, rates: Mapping[str, Any], place: str) -> str:
    said = f"No {rate.upper()} rate in the data sheets of {plural(rates['gpus'], place + ' GPU')}"
    if rate == "fp8" and rates["says_no_fp8"]:
        return f"{said}; {rates['says_no_fp8']} of them say that it is missing."
    return f"{said}."


def in_words(cells: Mapping[str, str]) -> str:
    """Generation → state as a sentence: runs on …; in part on …; hardware not stated: …."""
    parts = []
    for wanted, said in (
        ("yes", "runs on"),
        ("partial", "in part on"),
        ("ring", "hardware not stated:"),
        ("no", "not on"),
    ):
        names = [GENERATIONS[g] for g in GENERATIONS if cells.get(g) == wanted]
        if len(names) == len(GENERATIONS):
            return {
                "yes": "runs on every generation asked about",
                "partial": "in part on every generation asked about",
                "ring": "supported, hardware not stated",
                "no": "does not run",
            }[wanted]
        if names:
            parts.append(f"{said} {', '.join(names)}")
    return "; ".join(parts)


def methods_of(
    rows: pd.DataFrame, framework: str, generation: str, families: Iterable[str], only: bool
) -> list[dict[str, Any]]:
    """Methods of one framework with their states in words, in the order of the lines."""
    wanted = tuple(families)
    order = [m for line in LINES for m in line.methods] + list(THROUGH)
    states: dict[str, dict[str, str]] = {}
    for own, method, g, cell, supported in _cells(rows):
        if own == framework:
            states.setdefault(method, {})[g] = state(cell, supported)
    found = []
    for method, cells in states.items():
        family = family_of(method)
        if wanted and family is not None and family not in wanted:
            continue
        if only and generation != "all" and cells[generation] == "no":
            continue
        here = "" if generation == "all" else cells[generation]
        found.append({"method": method, "words": in_words(cells), "here": here})
    return sorted(found, key=lambda m: order.index(m["method"]) if m["method"] in order else 99)


def fp8_check(rows: pd.DataFrame, rates: pd.DataFrame, measured: pd.DataFrame) -> pd.DataFrame:
    """FP8 per generation: rates in data sheets, frameworks that run it, points measured.

    Columns: generation, gpus, with_fp8, ratio_low, ratio_high, full, weights_only (framework
    ids), points, sources, engines. ``gpus`` is 0 for a generation not in the table ``gpus``.
    """
    of = rates.set_index("generation").to_dict("index")
    runs = _running(rows)
    found = []
    for g in GENERATIONS:
        rate = of.get(g, {"gpus": 0, "with_fp8": 0, "fp8_ratio_low": None, "fp8_ratio_high": None})
        here = measured[measured.generation == g]
        found.append(
            {
                "generation": g,
                "gpus": rate["gpus"],
                "with_fp8": rate["with_fp8"],
                "ratio_low": rate["fp8_ratio_low"],
                "ratio_high": rate["fp8_ratio_high"],
                "full": runs.get(("fp8-w8a8", g), []),
                "weights_only": runs.get(("fp8-w8a16", g), []),
                "points": int(here.points.sum()),
                "engines": [e for e, n in zip(here.engine, here.points, strict=True) if n],
            }
        )
    return pd.DataFrame(found)


def _running(rows: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
    """(method, generation) → frameworks of the five that run it, fully or in part, in order."""
    found: dict[tuple[str, str], list[str]] = {}
    for framework, method, generation, cell, _ in _cells(rows):
        if cell in RUNS and framework in FRAMEWORKS:
            found.setdefault((method, generation), []).append(framework)
    return {key: sorted(names, key=FRAMEWORKS.index) for key, names in found.items()}


def fp8_verdict(check: pd.DataFrame) -> str:
    """What the check says to "only Hopper": generations with a rate, and with measured points."""
    rated, measured = int((check.with_fp8 > 0).sum()), int((check.points > 0).sum())
    return (
        f"{rated} of {len(check)} generations have FP8 rates in their data sheets; "
        f"FP8 was measured on {measured}"
    )


def without_rate(check: pd.DataFrame) -> str:
    """Where FP8 was measured without an FP8 rate: there weights-only methods are documented."""
    odd = check[(check.points > 0) & (check.with_fp8 == 0)]
    if odd.empty:
        return ""
    names = listing([GENERATIONS[g] for g in odd.generation])
    return f"; measured on {names} without an FP8 rate, where FP8 weights only are documented"


def fp8_points(measured: pd.DataFrame) -> str:
    """What was measured: points, doubtful ones left out, dates."""
    left_out = int(measured.doubtful.sum())
    return (
        f"{plural(int(measured.points.sum()), 'measured point')} without MLPerf, "
        f"{left_out} doubtful left out, {span(measured.first_day.min(), measured.last_day.max())}"
    )
