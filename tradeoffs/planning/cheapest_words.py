"""The sentences of the cheapest: the winner, what else there is, what would change it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tradeoffs.formats import count, listing, number, plural
from tradeoffs.planning import splits
from tradeoffs.planning.cheapest import LIMIT_WORDS, Found


def row_name(row: pd.Series) -> str:
    """``2 × H100-SXM-80GB, FP8, TP 2``."""
    split = splits.parse(row["split"])
    return f"{split.gpus} × {row['gpu']}, {str(row['weight_precision']).upper()}, {split.label}"


def money(row: pd.Series) -> str:
    """``$0.75 (0.47 to 1.2)``."""
    ends = f"{number(row['usd_per_mtok_low'], 2)} to {number(row['usd_per_mtok_high'], 2)}"
    return f"${number(row['usd_per_mtok'], 2)} ({ends})"


def title(found: Found) -> str:
    """The winner, or why there is none."""
    if not found.prices:
        return "The cheapest needs a price: choose how GPUs are priced"
    if found.offers.empty:
        return "No GPU with a price holds this model and load"
    if found.ranked.empty:
        return "Nothing searched keeps every limit"
    winner = found.ranked.iloc[0]
    tied = found.rivals[found.rivals["is_tie"].astype(bool)] if len(found.rivals) else []
    tie = f", but {plural(len(tied), 'other GPU')} may be as cheap" if len(tied) else ""
    far = "" if winner["is_calibrated"] else " (extrapolated)"
    return f"{row_name(winner)}{far} is cheapest: {money(winner)} per M output tokens{tie}"


def changes(found: Found) -> list[str]:
    """What would change the winner: prices of other GPUs, then limits."""
    lines = [_rival(row) for _, row in found.rivals.head(4).iterrows()]
    if found.ranked.empty:
        return [_loosened(row, None) for _, row in found.loosened.iterrows()]
    winner = found.ranked.iloc[0]
    better = found.loosened[found.loosened["usd_per_mtok"] < winner["usd_per_mtok"] * 0.995]
    return lines + [_loosened(row, winner) for _, row in better.iterrows()]


def _rival(row: pd.Series) -> str:
    tie = "; the bands overlap, so the order is not sure" if row["is_tie"] else ""
    price = row["usd_per_hour"] / row["gpus"]
    return (
        f"{row['gpu']} would win under ${number(row['usd_per_gpu_hour_to_win'], 3)} an hour "
        f"(now ${number(price, 3)}), as {row_name(row)}{tie}"
    )


def _loosened(row: pd.Series, winner: pd.Series | None) -> str:
    cheaper = ""
    if winner is not None:
        share = 1 - row["usd_per_mtok"] / winner["usd_per_mtok"]
        cheaper = f", {share * 100:.0f} % cheaper"
    return f"Without {LIMIT_WORDS[row['dropped']]}: {row_name(row)}, {money(row)}{cheaper}"


def searched(found: Found) -> str:
    """What was searched and at which prices."""
    priced = [f"{gpu} ${number(p.usd, 3)}" for gpu, p in found.prices.items()]
    left = f" No price, so left out: {listing(found.unpriced)}." if found.unpriced else ""
    origins = listing(sorted({p.kind for p in found.prices.values()})) if found.prices else ""
    kept = f"{count(len(found.ranked))} of {plural(len(found.offers), 'set-up')} that fit keep "
    return (
        f"{kept}the limits. USD for a GPU and hour ({origins}): {', '.join(priced)}.{left}"
        if found.prices
        else f"Nothing searched.{left}"
    )


def listed(found: Found, most: int = 12) -> pd.DataFrame:
    """The cheapest rows as a reader sees them, the best split of each GPU × count × precision."""
    rows = found.ranked.drop_duplicates(["gpu", "gpus", "weight_precision"]).head(most)
    return pd.DataFrame(
        {
            "Configuration": [row_name(row) for _, row in rows.iterrows()],
            "$ per M output tokens": [money(row) for _, row in rows.iterrows()],
            "$ an hour": [number(v, 3) for v in rows["usd_per_hour"]],
            "Output tok/s": [_band(row, "output_tok_s") for _, row in rows.iterrows()],
            "TTFT, ms": [_band(row, "ttft_ms") for _, row in rows.iterrows()],
            "TPOT, ms": [_band(row, "tpot_ms") for _, row in rows.iterrows()],
            "GB used of usable": [
                f"{used / 1e9:.0f} of {usable / 1e9:.0f}"
                for used, usable in zip(rows["memory_bytes"], rows["usable_bytes"], strict=True)
            ],
            "Tier": np.where(rows["is_calibrated"], "calibrated", "extrapolated"),
        }
    )


def _band(row: pd.Series, figure: str) -> str:
    value, width = row.get(f"{figure}_estimate", row[figure]), row[f"width_{figure}"]
    ends = [number(value * np.exp(side * width), 2) for side in (-1, 1)]
    return f"{number(value, 2)} ({ends[0]} to {ends[1]})"
