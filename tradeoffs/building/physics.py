"""Ceilings that no serving run can pass: memory bandwidth and arithmetic rate.

Both are conservative: every doubt is decided in favour of the point, so a flag means that the
figure, the load or the hardware is not what the row says.
"""

from __future__ import annotations

from collections.abc import Sequence

from tradeoffs.building.tables.reference import GpuRow, ModelRow
from tradeoffs.vocabulary import PRECISION_BITS


def bytes_per_step(model: ModelRow, precision: str) -> float:
    """Weight bytes that one decode step must read at least.

    Active parameters × bits / 8. The embedding table is left out (a step reads one row of it),
    and so are scales, KV cache and further experts of a batch.
    Source of the bound: Pope et al. 2022, "Efficiently Scaling Transformer Inference", section 2.
    """
    read = model.active_params_b * 1e9 - model.vocab * model.hidden
    return read * PRECISION_BITS[precision] / 8


def bandwidth_ceiling(
    gpus: Sequence[GpuRow], gpu_count: int, model: ModelRow, precision: str
) -> float | None:
    """Most decode steps/s of one sequence: the whole system's bandwidth over the bytes of a step.

    ``gpus`` are all boards the name may mean, the fastest counts. None where a bandwidth is
    unknown.
    """
    rates = [g.mem_bw_gb_s for g in gpus]
    if not rates or None in rates:
        return None
    return max(rates) * 1e9 * gpu_count / bytes_per_step(model, precision)  # type: ignore[type-var]


def arithmetic_rate(gpu: GpuRow) -> float | None:
    """Highest dense rate of one board in operations/s, at any precision; None where one is blank.

    Weights may be multiplied at their own or a lower precision, and lower ones are faster, so the
    highest rate bounds all. A blank rate that the generation has would make the bound too low.
    """
    capability = gpu.compute_capability or ""
    major = float(capability) if capability.replace(".", "").isdigit() else 0.0
    has_fp8 = major >= 8.9 or capability in ("gfx942", "gfx950")
    has_fp4 = major >= 10 or capability == "gfx950"
    needed = [gpu.fp16_dense_tflops, gpu.fp8_dense_tflops if has_fp8 else gpu.int8_dense_tops]
    if has_fp4:
        needed.append(gpu.fp4_dense_tflops)
    if None in needed:
        return None
    return max(*needed, gpu.int8_dense_tops or 0.0) * 1e12  # type: ignore[type-var]


def compute_ceiling(gpus: Sequence[GpuRow], gpu_count: int, model: ModelRow) -> float | None:
    """Most generated tokens/s of the whole system: its arithmetic rate over 2 × active parameters.

    Two operations a parameter and token (Kaplan et al. 2020, "Scaling Laws for Neural Language
    Models", section 2.1). Attention and the prompt's tokens are left out: prefix caching may
    answer a prompt without computing it.
    """
    rates = [arithmetic_rate(g) for g in gpus]
    if not rates or None in rates:
        return None
    parameters = model.active_params_b * 1e9 - model.vocab * model.hidden
    return max(rates) * gpu_count / (2 * parameters)  # type: ignore[type-var]
