"""What each accelerator brings, as a table, and a scenario's figures as rows for a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from tradeoffs.planning.known import Known
from tradeoffs.planning.scenarios import FIGURES, Scenario, set_up
from tradeoffs.planning.words import format_words, stated
from tradeoffs.vocabulary import GENERATIONS, family_label


def brought(known: Known) -> pd.DataFrame:
    """One row per accelerator, oldest generation first: memory, bandwidth, rates, link, power limit
    and dated offers, as readers see them; a blank of the data sheet is a dash."""
    gpus = known.facts.gpus
    hardware = known.facts.hardware
    order = list(GENERATIONS)
    rows = []
    for place, row in enumerate(gpus.itertuples()):
        spread = known.prices.get(row.gpu)
        rows.append(
            {
                "Generation": family_label(row.generation),
                "GPU": row.gpu,
                "Memory, GB": stated(row.memory_gb),
                "Bandwidth, GB/s": stated(row.mem_bw_gb_s),
                "16 bit, TFLOP/s": stated(row.fp16_dense_tflops),
                "FP8": _format("FP8", hardware.native_fp8[place], row.fp8_dense_tflops, row),
                "FP4": _format("FP4", hardware.native_fp4[place], row.fp4_dense_tflops, row),
                "Link, GB/s": stated(row.nvlink_gb_s) if pd.notna(row.nvlink_gb_s) else "PCIe",
                "Power limit, W": stated(row.tdp_w),
                "On-demand offers": spread.words if spread else "none known",
                "place": order.index(row.generation) if row.generation in order else len(order),
            }
        )
    found = pd.DataFrame(rows).sort_values(["place", "GPU"], ignore_index=True)
    return found.drop(columns="place")


def _format(name: str, is_native: bool, rate: float, row: Any) -> str:
    return format_words(name, is_native, rate, row.fp16_dense_tflops).removeprefix(f"{name} ")


def figures(values: Mapping[str, Any], some: Sequence[Scenario]) -> pd.DataFrame:
    """One row per scenario: what runs, each figure with its band, tier, price and reason."""
    rows = []
    for s in some:
        row = {"letter": s.name, **set_up(values, s.choice)}
        for name in (*FIGURES, "usd_per_mtok", "kwh_per_mtok"):
            found = s.figures.get(name)
            for end in ("value", "low", "high"):
                column = name if end == "value" else f"{name}_{end}"
                row[column] = getattr(found, end) if found else np.nan
        row |= {
            "usd_per_gpu_hour": s.price.usd if s.price else np.nan,
            "memory_gb": s.memory.weights + s.memory.kv + s.memory.kept if s.memory else np.nan,
            "fits": s.fits,
            "max_concurrency": s.max_concurrency,
            "tier": s.tier,
            "measured_as": ";".join(s.measured_as),
            "assumptions": s.assumptions,
            "reason": s.reason,
        }
        rows.append(row)
    return pd.DataFrame(rows)
