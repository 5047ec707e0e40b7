"""Accelerators: the rates of their data sheets and what their architecture can multiply."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tradeoffs.whatif.columns import Columns

# Architectures that multiply in the format itself; the others turn such weights into 16 bit.
NATIVE = {
    "fp8": {"ada", "hopper", "blackwell", "blackwell-ultra", "cdna3", "cdna4", "gaudi2"},
    "fp4": {"blackwell", "blackwell-ultra", "cdna4"},
}
# One direction, x16 slot, by PCIe generation (PCI-SIG rates, rounded).
PCIE_GB_S = {4: 32.0, 5: 64.0, 6: 128.0}


@dataclass(frozen=True)
class Hardware(Columns):
    """One accelerator a row. Rates in bytes/s and operations/s of one device, NaN if unknown."""

    memory_bytes: np.ndarray
    bandwidth: np.ndarray
    link: np.ndarray  # one direction between neighbours
    fp16_rate: np.ndarray
    fp8_rate: np.ndarray
    int8_rate: np.ndarray
    fp4_rate: np.ndarray
    native_fp8: np.ndarray
    native_fp4: np.ndarray
    has_nvlink: np.ndarray


def hardware(gpus: pd.DataFrame) -> Hardware:
    """Rates of every row of ``gpus`` (columns of the table), in its order."""

    def of(column: str, unit: float) -> np.ndarray:
        return pd.to_numeric(gpus[column]).to_numpy(float, na_value=np.nan) * unit

    both_ways = of("nvlink_gb_s", 1e9)
    pcie = gpus["pcie_gen"].map(PCIE_GB_S).to_numpy(float, na_value=np.nan) * 1e9
    return Hardware(
        memory_bytes=of("memory_gb", 1e9),
        bandwidth=of("mem_bw_gb_s", 1e9),
        link=np.where(np.isnan(both_ways), pcie, both_ways / 2),
        fp16_rate=of("fp16_dense_tflops", 1e12),
        fp8_rate=of("fp8_dense_tflops", 1e12),
        int8_rate=of("int8_dense_tops", 1e12),
        fp4_rate=of("fp4_dense_tflops", 1e12),
        native_fp8=gpus["architecture"].isin(NATIVE["fp8"]).to_numpy(),
        native_fp4=gpus["architecture"].isin(NATIVE["fp4"]).to_numpy(),
        has_nvlink=~np.isnan(both_ways),
    )
