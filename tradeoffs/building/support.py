"""No "no" may stand where a measurement shows the thing running.

Maps measured rows to the methods and strategies they show at work, and lists the "no" cells of
`quantization` and `parallelism` that they contradict.
"""

from __future__ import annotations

from collections.abc import Iterable

from tradeoffs.building.names import Names
from tradeoffs.building.problems import Problem
from tradeoffs.building.reading import Placed, Sources
from tradeoffs.building.tables.measured import ResultRow
from tradeoffs.vocabulary import QUANTIZATION_COLUMNS

# Methods that a stated method may be in the table of support. One of them ran, so the row
# contradicts the table only where all of them read "no".
_BY_METHOD = {
    "awq": ("awq", "int4-awq", "marlin"),
    "gptq": ("gptq", "marlin"),
    "w4a16": ("int4-w4a16", "awq", "int4-awq", "gptq", "marlin"),
    "awq-w4a8": ("w4a8-awq",),
    "w8a8": ("int8-w8a8", "smoothquant"),
    "zeroquant": ("zeroquant", "int8-w8a8", "int8-w8a16"),
    "eetq": ("eetq",),
    "fp8-dynamic": ("fp8-w8a8", "fp8-w8a16"),
    "fp8-static": ("fp8-w8a8", "fp8-w8a16"),
}
_BY_PRECISION = {
    "fp8": ("fp8-w8a8", "fp8-w8a16", "mxfp8"),
    "int8": (
        "int8-w8a8",
        "int8-w8a16",
        "smoothquant",
        "bitsandbytes-int8",
        "zeroquant",
        "eetq",
        "gptq",
    ),
    "int4": (
        "awq",
        "int4-awq",
        "gptq",
        "int4-w4a16",
        "int4-weight-only",
        "marlin",
        "w4a8-awq",
        "w4a8-gptq",
        "bitsandbytes-nf4",
        "gguf",
        "exl2",
    ),
    "fp4": ("nvfp4",),
    "mxfp4": ("mxfp4",),
}
_BITSANDBYTES = {"int8": ("bitsandbytes-int8",), "int4": ("bitsandbytes-nf4",)}
_DEGREES = {"tp": "tensor", "pp": "pipeline", "dp": "data", "ep": "expert", "nodes": "multi-node"}


def weight_methods(row: ResultRow, names: Names) -> tuple[str, ...]:
    """Methods of which the row shows one at work; empty for 16-bit weights and unknown ones.

    Tools such as modelopt or quark make several formats, so for them the precision decides. What
    sources call fp4 is MXFP4 on AMD and in gpt-oss (published in that format), else NVFP4.
    """
    precision = names.canonical("precision", row.weight_precision) or ""
    amd = (names.generation(row.gpu) or "").startswith("cdna")
    if precision == "fp4" and (amd or "gpt-oss" in row.model):
        precision = "mxfp4"
    if row.quant_method == "bitsandbytes":
        return _BITSANDBYTES.get(precision, ())
    return _BY_METHOD.get(row.quant_method or "") or _BY_PRECISION.get(precision, ())


def kv_methods(row: ResultRow, names: Names) -> tuple[str, ...]:
    """The KV cache method that the row shows at work; empty for 16 bits and where not stated."""
    precision = names.canonical("precision", row.kv_precision)
    return (f"kv-cache-{precision}",) if precision in ("fp8", "int8", "int4", "nvfp4") else ()


def strategies(row: ResultRow) -> list[str]:
    """Parallel strategies that the row shows at work."""
    shown = [s for column, s in _DEGREES.items() if (getattr(row, column) or 1) > 1]
    split = (row.serving_layer or "").startswith("llm-d-pd")
    if split or "prefill/decode split:" in (row.notes or ""):
        shown.append("disaggregated-prefill")
    return shown


def frameworks_shown(row: ResultRow) -> list[str]:
    """The engine, and the serving layer before it. DeepSpeed on Gaudi2 is another product."""
    if row.framework is None or (row.framework == "deepspeed" and row.gpu == "Gaudi2"):
        return []
    return [row.framework, *([row.serving_layer] if row.serving_layer else [])]


def contradicted_cells(sources: Sources, names: Names) -> list[Problem]:
    """Every "no" that measured rows without a SUSPECT note contradict, with the first such row."""
    credible = [p for p in sources["results"] if "SUSPECT:" not in (p.row.notes or "")]
    quantization = {(p.row.framework, p.row.method): p for p in sources["quantization"]}
    parallelism = {(p.row.framework, p.row.strategy): p for p in sources["parallelism"]}
    shown: dict[tuple[Placed, str], list[Placed]] = {}
    for placed in credible:
        for cell in [
            *_quantization_cells(placed.row, names, quantization),
            *_parallelism_cells(placed.row, parallelism),
        ]:
            shown.setdefault(cell, []).append(placed)
    return [cell.problem(column, _words(rows)) for (cell, column), rows in shown.items()]


def _quantization_cells(
    row: ResultRow, names: Names, table: dict[tuple[str, str], Placed]
) -> Iterable[tuple[Placed, str]]:
    generation = QUANTIZATION_COLUMNS.get(names.generation(row.gpu) or "")
    for framework in frameworks_shown(row):
        for methods in (weight_methods(row, names), kv_methods(row, names)):
            rows = [table[framework, m] for m in methods if (framework, m) in table]
            for column in ("supported", generation):
                if rows and column and all(getattr(p.row, column) == "no" for p in rows):
                    yield from ((p, column) for p in rows)


def _parallelism_cells(
    row: ResultRow, table: dict[tuple[str, str], Placed]
) -> Iterable[tuple[Placed, str]]:
    for framework in frameworks_shown(row):
        for strategy in strategies(row):
            placed = table.get((framework, strategy))
            if placed is not None and placed.row.supported == "no":
                yield placed, "supported"


def _words(rows: list[Placed]) -> str:
    first = rows[0].row
    shows = "1 measured row shows" if len(rows) == 1 else f"{len(rows)} measured rows show"
    return f"{shows} it running, the first: {first.source_id}, {first.locator}"
