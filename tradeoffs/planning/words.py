"""The sentences of the what-if page: its answer, its measure, a difference, a generation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from tradeoffs.formats import MISSING, count, is_missing, listing, number, plain, plural
from tradeoffs.planning import between
from tradeoffs.planning.between import Difference
from tradeoffs.planning.known import Known
from tradeoffs.planning.scenarios import Figure, Plans, Scenario
from tradeoffs.vocabulary import family_label, framework_label

TIERS = {
    "measured": "this set-up was measured with a model of the same architecture; the figures are "
    "still those of our model",
    "calibrated": "framework and GPU family were measured at this precision",
    "extrapolated": "framework, GPU family, precision or load was hardly measured: wider bands",
}
NAMES = {
    "output_tok_s": "Output tok/s",
    "output_tok_s_per_gpu": "Output tok/s per GPU",
    "total_tok_s": "All tok/s, prompts too",
    "usd_per_mtok": "$ per M output tokens",
    "kwh_per_mtok": "kWh per M output tokens at the power limit",
    "ttft_ms": "First token (TTFT)",
    "tpot_ms": "Per token after (TPOT)",
    "e2e_ms": "Whole request",
}


def band(figure: Figure) -> str:
    """``590 to 1,500``."""
    return f"{number(figure.low, 2)} to {number(figure.high, 2)}"


def energy(scenario: Scenario) -> str:
    """What a million tokens take at the power limit, or that nobody can say."""
    found = scenario.figures.get("kwh_per_mtok")
    if found is None:
        return "energy unknown: the data sheet states no power limit"
    return (
        f"{number(found.value, 2)} kWh per M output tokens ({band(found)}) with the GPUs at their "
        "power limit, which they seldom reach"
    )


def answer(plans: Plans, known: Known) -> str:
    """The page's title: what the leading scenario gives against the first, or why there is none."""
    first = plans.scenarios[0]
    if not first.answered:
        others = [s for s in plans.scenarios if s.answered]
        tail = f"; {listing([s.name for s in others])} can be answered" if others else ""
        return plain(f"{_named(first)} {_refused(first)}{tail}")
    figure = between.leading(plans.load.scenario[first.place])
    peers = [s for s in plans.alike(first.choice.letter) if s is not first]
    if not peers:
        return plain(f"{_named(first)} {_gives(first, figure)}")
    leader = between.best([first, *peers], figure)
    base = between.best(peers, figure) if leader is first else first
    return plain(_against(plans, base, leader, figure, known))


def _named(scenario: Scenario) -> str:
    return f"{scenario.name} ({scenario.choice.label})"


def card_name(plans: Plans, scenario: Scenario) -> str:
    """The label of a scenario, with its framework where the scenarios have several."""
    several = len({s.choice.framework for s in plans.scenarios}) > 1
    name = f"{framework_label(scenario.choice.framework)}, " if several else ""
    return f"{name}{scenario.choice.label}"


def _gives(scenario: Scenario, figure: str) -> str:
    found = scenario.figures[figure]
    if figure == "e2e_ms":
        return f"takes about {number(found.value / 1e3, 2)} s a request ({_seconds(found)})"
    return f"gives about {number(found.value, 2)} tok/s ({band(found)})"


def _seconds(found: Figure) -> str:
    return f"{number(found.low / 1e3, 2)} to {number(found.high / 1e3, 2)}"


def _refused(scenario: Scenario) -> str:
    if scenario.memory is not None and not scenario.fits:
        return "does not fit in memory"
    return f"cannot be answered: {scenario.reason}"


def _against(plans: Plans, base: Scenario, leader: Scenario, figure: str, known: Known) -> str:
    found = between.differences(plans, base, leader, known)
    ratio = next(d for d in found if d.figure == figure)
    is_time = figure == "e2e_ms"
    ours, theirs = leader.figures[figure], base.figures[figure]
    if ratio.is_tie:
        unit = 1e3 if is_time else 1.0
        both = " and ".join(number(f.value / unit, 2) for f in (ours, theirs))
        said = f"{both} s a request" if is_time else f"{both} tok/s"
        return f"{_named(leader)} and {_named(base)} tie within the band: {said}"
    apart = ours.high < theirs.low if is_time else ours.low > theirs.high
    sure = "" if apart else "likely "
    if is_time:
        share = f"{ratio.value * 100:.0f} %"
        return f"{_named(leader)} {sure}takes {share} of the time a request takes on {_named(base)}"
    return f"{_named(leader)} {sure}gives {ratio.value:.1f} times the tokens of {_named(base)}"


def load(values: Mapping[str, Any]) -> str:
    """``32 in flight``, ``batch of 64``, ``2 requests/s``."""
    if values["scen"] == "online-rate":
        return f"{number(values['rate'], 3)} requests/s"
    if values["scen"] == "static-batch":
        return f"a batch of {count(values['load'])}"
    return f"{plural(values['load'], 'request')} in flight"


def measure(plans: Plans, values: Mapping[str, Any], known: Known) -> str:
    """The grey line under the title: workload, what the figures rest on, prices in use."""
    priced: dict[str, list[str]] = {}
    for s in plans.scenarios:
        if s.price:
            said = f"${number(s.price.usd, 3)} ({s.price.origin})"
            priced.setdefault(said, []).append(s.name)
    each = "; ".join(f"{listing(names)} {said}" for said, names in priced.items())
    money = f"A GPU and hour: {each}." if each else "No price chosen."
    return plain(
        f"{values['model']}, {count(values['isl'])} tokens in, {count(values['osl'])} out, "
        f"{load(values)}. Estimates of a model calibrated on {count(known.points)} measured "
        f"points, each with its 80 % band. {money}"
    )


def difference(found: Difference) -> str:
    """``2.1× (1.6 to 2.8)``, and a tie said."""
    tie = ", tie within the band" if found.is_tie else ""
    return f"{found.value:.2f}× ({found.low:.2f} to {found.high:.2f}){tie}"


def family(known: Known, gpu: str) -> str:
    """``Hopper``."""
    return family_label(known.facts.generations[known.facts.gpu_row[gpu]])


def stated(value: float) -> str:
    """A figure of a data sheet as it stands there; a dash where it does not."""
    return MISSING if is_missing(value) else f"{value:,g}"


def brings(known: Known, gpu: str) -> str:
    """What a GPU brings: generation, memory, formats it multiplies, links."""
    row = known.facts.gpus.iloc[known.facts.gpu_row[gpu]]
    hardware = known.facts.hardware.take(np.array([known.facts.gpu_row[gpu]]))
    formats = [
        format_words("FP8", hardware.native_fp8[0], row.fp8_dense_tflops, row.fp16_dense_tflops),
        format_words("FP4", hardware.native_fp4[0], row.fp4_dense_tflops, row.fp16_dense_tflops),
    ]
    link = f"link {number(row.nvlink_gb_s)} GB/s" if pd.notna(row.nvlink_gb_s) else "PCIe only"
    size = f"{stated(row.memory_gb)} GB at {stated(row.mem_bw_gb_s)} GB/s"
    return f"{family_label(row.generation)}: {', '.join([size, *formats, link])}"


def format_words(name: str, is_native: bool, rate: float, base: float) -> str:
    """``FP8 2.0×``: how much faster than 16 bit it multiplies, or what happens instead."""
    if not is_native:
        return f"{name} runs as 16 bit"
    if pd.isna(rate) or pd.isna(base):
        return f"{name}, rate not known"
    return f"{name} {rate / base:.2g}×"


def frameworks_differ(plans: Plans) -> str:
    """What to say where scenarios run different frameworks; empty where they do not."""
    names = list(dict.fromkeys(s.choice.framework for s in plans.scenarios))
    if len(names) < 2:
        return ""
    return (
        f"The model cannot order frameworks, so {listing([framework_label(n) for n in names])} "
        "are not ordered here: do not compare their cards. What was measured of them stands below."
    )
