"""The sentences of the what-if page: its answer, its measure, a difference, a generation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from tradeoffs.formats import count, listing, number, plain, plural
from tradeoffs.planning import between
from tradeoffs.planning.between import Difference
from tradeoffs.planning.known import Known
from tradeoffs.planning.scenarios import Figure, Plans, Scenario
from tradeoffs.vocabulary import family_label, framework_label

TIERS = {
    "measured": "this very set-up was measured; the figures are still the model’s",
    "calibrated": "framework and GPU family were measured at this precision",
    "extrapolated": "framework, GPU family, precision or load was hardly measured: wider bands",
}
NAMES = {
    "output_tok_s": "Output tok/s",
    "output_tok_s_per_gpu": "Output tok/s per GPU",
    "total_tok_s": "All tok/s, prompts too",
    "usd_per_mtok": "$ per M output tokens",
    "ttft_ms": "First token (TTFT)",
    "tpot_ms": "Per token after (TPOT)",
    "e2e_ms": "Whole request",
}


def band(figure: Figure) -> str:
    """``590 to 1,500``."""
    return f"{number(figure.low, 2)} to {number(figure.high, 2)}"


def answer(plans: Plans, known: Known) -> str:
    """The page's title: what the leading scenario gives against the first, or why there is none."""
    first = plans.scenarios[0]
    if not first.answered:
        others = [s for s in plans.scenarios if s.answered]
        tail = f"; {listing([s.name for s in others])} can be answered" if others else ""
        return plain(f"{first.name} ({first.choice.label}) {_refused(first)}{tail}")
    rate = first.figures["output_tok_s"]
    gives = f"{number(rate.value, 2)} tok/s ({band(rate)})"
    peers = [s for s in plans.alike(first.choice.letter) if s is not first]
    if not peers:
        return plain(f"{first.name} ({first.choice.label}) gives about {gives}")
    leader = between.best(plans, first.choice.letter)
    if leader is first:
        second = max(peers, key=lambda s: s.figures["output_tok_s"].value)
        return plain(_against(plans, second, first, known))
    return plain(_against(plans, first, leader, known))


def _refused(scenario: Scenario) -> str:
    if scenario.memory is not None and not scenario.fits:
        return "does not fit in memory"
    return f"cannot be answered: {scenario.reason}"


def _against(plans: Plans, base: Scenario, leader: Scenario, known: Known) -> str:
    ratio = between.differences(plans, base, leader, known)[0]
    names = [f"{s.name} ({s.choice.label})" for s in (leader, base)]
    rates = [number(s.figures["output_tok_s"].value, 2) for s in (leader, base)]
    if ratio.is_tie:
        return f"{names[0]} and {names[1]} tie within the band: {rates[0]} and {rates[1]} tok/s"
    apart = leader.figures["output_tok_s"].low > base.figures["output_tok_s"].high
    sure = "gives" if apart else "likely gives"
    return f"{names[0]} {sure} {ratio.value:.1f} times the tokens of {names[1]}"


def load(values: Mapping[str, Any]) -> str:
    """``32 in flight``, ``batch of 64``, ``2 requests/s``."""
    if values["scen"] == "online-rate":
        return f"{number(values['rate'], 3)} requests/s"
    if values["scen"] == "static-batch":
        return f"a batch of {count(values['load'])}"
    return f"{plural(values['load'], 'request')} in flight"


def measure(plans: Plans, values: Mapping[str, Any], known: Known) -> str:
    """The grey line under the title: workload, what the figures rest on, prices in use."""
    priced = {
        s.choice.gpu: f"${number(s.price.usd, 3)} for {s.choice.gpu} ({s.price.origin})"
        for s in plans.scenarios
        if s.price
    }
    money = f"Prices an hour: {'; '.join(priced.values())}." if priced else "No price chosen."
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


def brings(known: Known, gpu: str) -> str:
    """What a GPU brings: generation, memory, formats it multiplies, links."""
    row = known.facts.gpus.iloc[known.facts.gpu_row[gpu]]
    hardware = known.facts.hardware.take(np.array([known.facts.gpu_row[gpu]]))
    formats = [
        format_words("FP8", hardware.native_fp8[0], row.fp8_dense_tflops, row.fp16_dense_tflops),
        format_words("FP4", hardware.native_fp4[0], row.fp4_dense_tflops, row.fp16_dense_tflops),
    ]
    link = f"link {number(row.nvlink_gb_s)} GB/s" if pd.notna(row.nvlink_gb_s) else "PCIe only"
    size = f"{row.memory_gb:g} GB at {number(row.mem_bw_gb_s, 4)} GB/s"
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
        "are never set side by side here; what was measured of them stands below."
    )
