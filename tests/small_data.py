"""A small, valid data folder that tests spoil one cell at a time."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from tradeoffs.build import build
from tradeoffs.building.problems import BuildFailed
from tradeoffs.building.tables import RESULTS, TABLES

URL = "https://example.org/page"
_ROWS: dict[str, list[dict[str, Any]]] = {
    "aliases": [
        {"kind": "framework", "name_as_collected": "vllm", "canonical_id": "vllm"},
        {"kind": "framework", "name_as_collected": "tgi", "canonical_id": "tgi"},
        {"kind": "framework"},
        {
            "kind": "model",
            "name_as_collected": "toy-7b",
            "canonical_id": "toy-7b",
            "architecture_id": "toy-7b",
        },
        {"kind": "gpu", "name_as_collected": "Card", "canonical_id": "Card-80GB"},
        {"kind": "gpu", "name_as_collected": "Vague", "gpu_generation": "hopper"},
        {"kind": "precision", "name_as_collected": "fp16", "canonical_id": "fp16"},
        {"kind": "precision", "name_as_collected": "fp8", "canonical_id": "fp8"},
        {"kind": "precision", "name_as_collected": "int4", "canonical_id": "int4"},
        {"kind": "precision"},
    ],
    "claims": [
        {
            "claim_id": "claim-a",
            "section": "matrix",
            "framework": "vllm",
            "feature": "ease-of-setup",
            "seed_value": "5",
            "verdict": "opinion",
            "current_value": "one command",
            "as_of_version": "0.33.0",
            "as_of_date": "2026-11",
            "evidence_url": URL,
        }
    ],
    "frameworks": [
        {
            "framework": framework,
            "display_name": framework,
            "vendor": "somebody",
            "language_core": "Python",
            "repo_url": URL,
            "status": "active",
            "status_source_url": URL,
            "api_openai_compatible": "yes",
            "metrics_endpoint": "/metrics",
            "token_streaming": "yes",
            "structured_output": "yes",
            "in_seed": "yes",
            "as_of_date": "2026-11-23",
        }
        for framework in ("vllm", "tgi")
    ],
    # 2,000 GB/s and 1,000 TFLOP/s make the ceilings of toy-7b easy to work out by hand
    "gpus": [
        {
            "gpu": "Card-80GB",
            "vendor": "nvidia",
            "architecture": "hopper",
            "compute_capability": "9.0",
            "memory_gb": 80,
            "mem_bw_gb_s": 2000,
            "fp16_dense_tflops": 500,
            "fp8_dense_tflops": 1000,
            "release_year": 2022,
            "evidence_url": URL,
        }
    ],
    # 7.1e9 parameters, 1e8 of them in the embedding table: 7e9 are read and multiplied a token
    "models": [
        {
            "model_id": "toy-7b",
            "params_b": 7.1,
            "active_params_b": 7.1,
            "layers": 32,
            "hidden": 1000,
            "heads": 8,
            "kv_heads": 8,
            "head_dim": 125,
            "intermediate": 4000,
            "vocab": 100_000,
            "kv_scheme": "mha",
            "evidence_url": URL,
            **dict.fromkeys(
                (
                    "experts",
                    "experts_per_token",
                    "moe_intermediate",
                    "shared_experts",
                    "dense_layers",
                    "kv_lora_rank",
                    "rope_dim",
                    "q_lora_rank",
                    "full_attn_layers",
                    "sliding_window",
                    "sparse_topk",
                ),
                0,
            ),
        }
    ],
    "sources": [
        {
            "source_id": "lab",
            "title": "A lab",
            "publisher": "Lab",
            "url": URL,
            "licence": "MIT",
            "published_on": "2025-01",
            "kind": "academic",
            "collection": "published",
            "row_is": "point",
        }
    ],
    "results": [
        {
            "source_id": "lab",
            "framework": "vllm",
            "model": "toy-7b",
            "gpu": "Card",
            "gpu_count": 1,
            "weight_precision": "fp16",
            "scenario": "online-concurrency",
            "concurrency": 4,
            "isl": 100,
            "osl": 100,
            "output_tok_s": 200,
            "measured_on": "2025-01-05",
            "locator": "table 1",
        }
    ],
}
QUANTIZATION = {
    "framework": "vllm",
    "method": "fp8-w8a8",
    "supported": "yes",
    **dict.fromkeys(
        (
            "volta_7_0",
            "turing_7_5",
            "ampere_8_0_8_6",
            "ada_8_9",
            "hopper_9_0",
            "blackwell_10_0",
            "blackwell_12_0",
            "amd_cdna3",
        ),
        "yes",
    ),
    "as_of_version": "0.33.0",
    "as_of_date": "2026-11",
    "evidence_url": URL,
    "evidence_locator": "table",
}
PARALLELISM = {
    "framework": "vllm",
    "strategy": "pipeline",
    "supported": "yes",
    "evidence_url": URL,
    "as_of_version": "0.33.0",
    "as_of_date": "2026-11",
}


class SmallData:
    """A valid data folder in ``folder``. Change ``rows``, then ask for ``problems()``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows = {t.name: [dict(r) for r in _ROWS.get(t.name, [])] for t in (*TABLES, RESULTS)}

    def row(self, table: str, index: int = 0) -> dict[str, Any]:
        """A row to spoil."""
        return self.rows[table][index]

    def result(self, **cells: Any) -> dict[str, Any]:
        """Adds a result: the first one with other cells and a locator of its own."""
        other = {"locator": f"table {len(self.rows['results']) + 1}"}
        self.rows["results"].append(self.rows["results"][0] | other | cells)
        return self.rows["results"][-1]

    def write(self) -> None:
        """The CSV files of all tables."""
        for table in TABLES:
            self._write(f"{table.name}.csv", list(table.row.model_fields), self.rows[table.name])
        by_source: dict[str, list[dict[str, Any]]] = {}
        for row in self.rows["results"]:
            by_source.setdefault(row.get("_file", row["source_id"]), []).append(row)
        for source, rows in by_source.items():
            self._write(f"results/{source}.csv", list(RESULTS.row.model_fields), rows)

    def path(self, name: str) -> Path:
        """A source file."""
        return self.folder / "sources" / name

    def _write(self, name: str, columns: list[str], rows: list[dict[str, Any]]) -> None:
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        with self.path(name).open("w", newline="", encoding="utf-8") as handle:
            writer = csv.DictWriter(handle, columns, extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def build(self) -> dict[str, list[dict[str, Any]]]:
        """Writes and builds."""
        self.write()
        return build(self.folder)

    def problems(self, written: bool = False) -> list[str]:
        """Every fault as it is printed; empty for a valid folder. ``written``: files stand."""
        if not written:
            self.write()
        try:
            build(self.folder)
        except BuildFailed as failure:
            return [str(p).replace(f"{self.folder.name}/sources/", "") for p in failure.problems]
        return []

    def built(self, index: int = 0) -> dict[str, Any]:
        """The output row of result ``index``."""
        locator = self.rows["results"][index]["locator"]
        return next(r for r in self.build()["results"] if r["locator"] == locator)
