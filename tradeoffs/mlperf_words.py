"""Titles, captions, tables and records of the MLPerf page, computed from its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from tradeoffs.formats import MISSING, count, day, is_missing, listing, number, plural, ratio
from tradeoffs.mlperf import (
    DISPUTED_IDS,
    DIVISIONS,
    NOT_STATED,
    SCENARIOS,
    SUITE,
    accelerators,
    score,
    subject,
)

MAX_LANES = 20


def answer(rows: pd.DataFrame, chosen: Mapping[str, Any]) -> str:
    """The highest throughput of the rows and who reached it; rows come best first."""
    if rows.empty or is_missing(rows.compared.iloc[0]):
        return f"MLPerf® {subject(chosen)}: no result to compare here"
    best = rows.iloc[0]
    unit = f"{best.unit} per accelerator (derived, unofficial)" if chosen["per"] else best.unit
    engine = "an engine not stated" if best.system == NOT_STATED else best.system_label
    where = accelerators(best.gpu_label, best.gpu_count).replace(" ", "\u00a0")
    rounded = score(best.compared, unit)
    division = ", open division," if chosen["div"] == "open" else ""
    return (
        f"MLPerf® {subject(chosen)}{division} reaches {rounded} at most, with {engine} on {where}"
    )


def submitters(rows: pd.DataFrame) -> int:
    """Submitters, whatever case they write their names in."""
    return int(rows.submitter.str.casefold().nunique())


def measure(rows: pd.DataFrame, chosen: Mapping[str, Any], rounds: Sequence[str]) -> str:
    """How many results, of whom, under which rules and limits the answer is about."""
    if rows.empty:
        return f"{DIVISIONS[chosen['div']]} division; {said_rounds(rounds)}"
    per = "per accelerator, derived and unofficial" if chosen["per"] else "of the whole system"
    sizes = rows.gpu_count.dropna()
    parts = [
        f"{plural(len(rows), 'result')} of {plural(submitters(rows), 'submitter')}",
        f"{chosen['div']} division",
        said_rounds(rounds),
        f"throughput {per}",
    ]
    if rows.accuracy_targets.notna().any():
        parts.insert(2, f"accuracy target {chosen['acc']} %")
    if len(sizes):
        low, high = int(sizes.min()), int(sizes.max())
        span = plural(low, "accelerator") if low == high else f"{low} to {high} accelerators"
        parts.append(f"systems of {span}")
    return "; ".join([*parts, *limits(rows)])


def said_rounds(rounds: Sequence[str]) -> str:
    """``round v6.0``, or the compatible rounds and that they are declared so."""
    if len(rounds) == 1:
        return f"round {rounds[0]}"
    return f"rounds {listing(list(rounds))}, declared compatible"


def limits(rows: pd.DataFrame) -> list[str]:
    """The latency limits of the rows as one phrase, or none where no row states any."""
    known = rows[["ttft_limit_ms", "tpot_limit_ms"]].dropna().drop_duplicates()
    said = [
        f"TTFT {count(ttft)} ms and TPOT {count(tpot)} ms"
        for ttft, tpot in known.itertuples(index=False)
    ]
    return [f"p99 limits {listing(said, 'or')}"] if said else []


def against(value: float) -> str:
    """A share of the best: ``0.87×``, below a tenth two digits, so that none reads as zero."""
    if is_missing(value) or value >= 0.1:
        return ratio(value)
    return f"{number(value, 2)}×"


def lanes(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the best ``MAX_LANES`` kinds of system, with lane, its place and its best mark.

    A lane is one number of one accelerator, in the open division of one variant. Rows come best
    first and without a figure are left out.
    """
    drawn = rows[rows.compared.notna()].copy()
    drawn["lane"] = [_lane(r) for r in drawn.itertuples()]
    places = {lane: i for i, lane in enumerate(dict.fromkeys(drawn.lane))}
    drawn["lane_place"] = drawn.lane.map(places)
    first = ~drawn.lane.duplicated()
    drawn["said"] = [
        against(v) if leads else "" for v, leads in zip(drawn.of_best, first, strict=True)
    ]
    return drawn[drawn.lane_place < MAX_LANES]


def _lane(row: Any) -> str:
    kind = accelerators(row.gpu_label, row.gpu_count)
    return kind if is_missing(row.variant) else f"{kind}, {row.variant}"


def lanes_title(rows: pd.DataFrame) -> str:
    """How far the engines of these results lie apart on the accelerators they share, or not."""
    stated = rows[(rows.system != NOT_STATED) & rows.compared.notna()]
    keys = ["round", "gpu_label", "gpu_count", "variant"]
    shared = stated.groupby(keys, dropna=False).system.nunique()
    met = int((shared > 1).sum())
    kinds = plural(rows.groupby(keys[1:], dropna=False).ngroups, "kind")
    if met:
        return f"{kinds} of system; on {met} of them two stated engines meet"
    return f"{kinds} of system; no two stated engines meet on the same accelerators"


def lanes_caption(rows: pd.DataFrame, chosen: Mapping[str, Any]) -> str:
    """What a mark is, what was left out, and why marks are no votes."""
    drawn = lanes(rows)
    every = len(set(_lane(r) for r in rows[rows.compared.notna()].itertuples()))
    unit = rows.unit.iloc[0]
    what = f"{unit} per accelerator, derived and unofficial" if chosen["per"] else unit
    whose = "of its variant" if rows.variant.notna().any() else "of all"
    parts = [f"One mark a result: {what}, log scale; × is the lane's best against the best {whose}"]
    if not chosen["per"] and rows.gpu_count.nunique() > 1:
        parts.append("totals of systems of different size")
    if every > MAX_LANES:
        parts.append(f"the best {MAX_LANES} of {every} kinds of system")
    if len(drawn) > drawn.lane.nunique():
        parts.append("marks of one lane are often near-replicas of one setup, not votes")
    return "; ".join(parts)


def unstated(rows: pd.DataFrame) -> str:
    """How many results name no engine, and which of the named ones never occurs."""
    n = int((rows.system == NOT_STATED).sum())
    return f"{count(n)} of {plural(len(rows), 'result')} name no engine" if n else ""


def absent(extent: pd.DataFrame, frameworks: Mapping[str, str]) -> str:
    """The frameworks of the comparison that no stated MLPerf result runs, as a sentence."""
    engines = {part for system in extent.system.unique() for part in system.split("+")}
    missing = [label for key, label in frameworks.items() if key not in engines]
    if not missing:
        return ""
    return f"No result names {listing(missing, 'or')}: MLPerf cannot rank what it never ran."


_TABLE = {
    "of_best": "Against best",
    "score": "Throughput",
    "derived_per_accelerator": "Per accelerator (derived, unofficial)",
    "system_label": "Engine",
    "accelerators": "Accelerators",
    "submitter": "Submitter",
    "precision": "Weights",
    "round": "Round",
    "variant": "Variant",
    "category": "Category",
    "accuracy_targets": "Accuracy targets",
    "framework_version": "Version",
    "entry_id": "Result id",
    "system_name": "System",
}
ALWAYS = ("of_best", "score", "system_label", "accelerators", "submitter", "entry_id")


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns a reader compares by, renamed; those without any value are left out.

    A value that is not stated is a dash."""
    told = rows.assign(
        accelerators=[
            accelerators(g, n) for g, n in zip(rows.gpu_label, rows.gpu_count, strict=True)
        ]
    )
    kept = [c for c in _TABLE if c in ALWAYS or told[c].notna().any()]
    if rows["round"].nunique() == 1:
        kept.remove("round")
    unit = f", {rows.unit.iloc[0]}" if len(rows) else ""
    names = {**_TABLE, "score": f"Throughput{unit}"}
    words = [c for c in kept if c not in ("of_best", "score", "derived_per_accelerator")]
    told["accuracy_targets"] = told.accuracy_targets.map(_targets)
    told[words] = told[words].astype(object).fillna(MISSING)
    return told[kept].rename(columns=names)


def table_title(rows: pd.DataFrame) -> str:
    """How many results lie within a tenth of the best, which replicas make no news."""
    near = int((rows.of_best >= 0.9).sum())
    reach = "reaches" if near == 1 else "reach"
    whose = "the best of its variant" if rows.variant.notna().any() else "the best"
    return f"{near} of {plural(len(rows), 'result')} {reach} 0.90× of {whose} or more"


def table_source(rows: pd.DataFrame) -> str:
    """What the rows do not state or MLPerf did not count, and where the footnotes stand."""
    inferred = int(rows.rate_inferred.sum())
    parts = [
        unstated(rows),
        f"LoadGen infers the token rate of {count(inferred)} from samples" if inferred else "",
        "how to cite the figures stands below",
    ]
    said = "; ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}."


def download(rows: pd.DataFrame, per: bool) -> pd.DataFrame:
    """Rows as a file takes them: the derived figure only where it was asked for, named as such."""
    if not per:
        return rows.drop(columns=["derived_per_accelerator", "compared"])
    return rows.rename(columns={"derived_per_accelerator": "per_accelerator_derived_unofficial"})


def pairs_title(rows: pd.DataFrame, one: str = "vLLM", other: str = "TensorRT-LLM") -> str:
    """How often two stated systems met on the same accelerators, and what the two at issue did."""
    if rows.empty:
        return "No two stated engines met on the same accelerators"
    both = rows[
        (rows.ahead.str.startswith(one) & rows.behind.eq(other))
        | (rows.ahead.eq(other) & rows.behind.str.startswith(one))
    ]
    head = f"Two stated systems met {plural(len(rows), 'time')} on the same accelerators"
    if both.empty:
        return f"{head}, {one} and {other} never"
    won = int(both.ahead.str.startswith(one).sum())
    return f"{head}; {one} led {other} in {won} of {len(both)}"


def pairs_caption(rows: pd.DataFrame) -> str:
    """What a row is and which difference it does not remove."""
    same = int(rows.same_submitter.sum())
    return (
        "Within one round, division, benchmark and scenario: both of one submitter in "
        f"{same} of {plural(len(rows), 'row')}; else the best of each, which differ in host and "
        "tuning too"
    )


def pairs_table(rows: pd.DataFrame) -> pd.DataFrame:
    """One line a meeting, in words; rows keep their order."""
    spots = zip(rows.gpu_label, rows.gpu_count, strict=True)
    titles = zip(rows.benchmark, rows.variant, strict=True)
    return pd.DataFrame(
        {
            "Round": rows["round"],
            "Division": rows.division,
            "Benchmark": [b if is_missing(v) else f"{b} ({v})" for b, v in titles],
            "Scenario": rows.scenario.map(SCENARIOS),
            "Accelerators": [accelerators(g, n) for g, n in spots],
            "Ahead": rows.ahead,
            "by": rows.ratio.map(ratio),
            "Behind": rows.behind,
            "Throughput": [
                f"{score(a)} : {score(b)} {u}"
                for a, b, u in zip(rows.ahead_score, rows.behind_score, rows.unit, strict=True)
            ],
            "Weights": _either(rows.ahead_precision, rows.behind_precision),
            "Submitter": _either(rows.ahead_submitter, rows.behind_submitter),
        }
    )


def _either(ahead: pd.Series, behind: pd.Series) -> list[str]:
    """``fp8`` where both agree, else ``fp4 : mxfp4``; not stated stays visible."""
    told = [
        ["not stated" if is_missing(x) else str(x) for x in pair]
        for pair in zip(ahead, behind, strict=True)
    ]
    return [a if a == b else f"{a} : {b}" for a, b in told]


def record_facts(row: Any, *, per: bool) -> dict[str, str]:
    """The lines of a result's record as text, those the source states.

    The derived figure only where it is switched on.
    """
    facts = {
        "Submitter": row.submitter,
        "System": row.system_name,
        "Result id": _entry(row.entry_id),
        "Suite": f"{SUITE} {row['round']}, {row.division} division",
        "Benchmark": f"{row.benchmark}, {SCENARIOS[row.scenario]}",
        "Variant": row.variant,
        "Category": row.category,
        "Accuracy targets": _targets(row.accuracy_targets),
        "Model": row.model_id,
        "Accelerators": accelerators(row.gpu_label, row.gpu_count),
        "Machines": row.nodes,
        "Weights": row.precision,
        "Engine version": row.framework_version,
        "TP, PP, EP": _degrees(row),
        "TTFT, p99": _within(row.ttft_p99_ms, row.ttft_limit_ms),
        "TPOT, p99": _within(row.tpot_p99_ms, row.tpot_limit_ms),
        "Power": None if is_missing(row.power_w) else f"{number(row.power_w)} W",
        "Run on": None if is_missing(row.measured_on) else day(row.measured_on),
        "Retrieved": "not recorded" if is_missing(row.retrieved_on) else day(row.retrieved_on),
    }
    if per and not is_missing(row.gpu_count):
        facts["Per accelerator (derived, unofficial)"] = score(row.score / row.gpu_count, row.unit)
    return {k: str(v) for k, v in facts.items() if not is_missing(v)}


def _entry(entry_id: Any) -> str:
    if is_missing(entry_id):
        return "none given"
    if entry_id in DISPUTED_IDS:
        return f"{entry_id}; another copy of the round's table numbers it otherwise, check first"
    return str(entry_id)


def _targets(text: Any) -> str | None:
    if is_missing(text):
        return None
    return listing([part.strip().replace("%", " %") for part in text.split(";")])


def _degrees(row: Any) -> str | None:
    known = [f"{k.upper()} {int(row[k])}" for k in ("tp", "pp", "ep") if not is_missing(row[k])]
    return ", ".join(known) or None


def _within(value: float, limit: float) -> str | None:
    if is_missing(value):
        return None
    said = f"{number(value)} ms"
    return said if is_missing(limit) else f"{said} under a limit of {count(limit)} ms"
