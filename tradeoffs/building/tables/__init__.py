"""The registry of source tables: name, row model, key columns, and references to other tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from tradeoffs.building.tables import founding, measured, reference
from tradeoffs.building.tables.fields import Row


@dataclass(frozen=True)
class Table:
    """One source table. ``key`` columns are unique together.

    ``claims`` names the columns that hold a claim id or a semicolon list of them; ``names`` maps
    a column to the kind of alias that must know its value.
    """

    name: str
    row: type[Row]
    key: tuple[str, ...]
    claims: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)


_FRAMEWORK = {"framework": "framework"}
_MEASURED = {
    "framework": "framework",
    "model": "model",
    "gpu": "gpu",
    "weight_precision": "precision",
}

RESULTS = Table(
    "results",
    measured.ResultRow,
    (*measured.IDENTITY, "locator"),
    names={**_MEASURED, "kv_precision": "precision"},
)

TABLES = (
    Table("aliases", reference.AliasRow, ("kind", "name_as_collected")),
    Table(
        "batching", founding.BatchingRow, ("strategy", "framework", "property_id"), ("claim_id",)
    ),
    Table("claims", founding.ClaimRow, ("claim_id",)),
    Table(
        "contradictions",
        founding.ContradictionRow,
        ("contradiction_id",),
        ("claim_ids_a", "claim_ids_b"),
    ),
    Table("deployment", founding.DeploymentRow, ("aspect", "framework"), ("claim_id",)),
    Table("frameworks", founding.FrameworkRow, ("framework",), names=_FRAMEWORK),
    Table("gpus", reference.GpuRow, ("gpu",)),
    Table("memory", founding.MemoryRow, ("framework", "property_id"), ("claim_id",)),
    Table(
        "metrics_catalog",
        reference.MetricRow,
        ("framework", "serving_path", "concept", "metric_name"),
        names=_FRAMEWORK,
    ),
    Table("misleading", founding.MisleadingRow, ("rank",), ("claim_ids",)),
    Table("models", reference.ModelRow, ("model_id",)),
    Table("parallelism", reference.ParallelismRow, ("framework", "strategy"), names=_FRAMEWORK),
    Table(
        "parallelism_seed",
        founding.ParallelismSeedRow,
        ("claim_id",),
        ("claim_id",),
    ),
    Table(
        "prices",
        measured.PriceRow,
        ("gpu", "usd_per_gpu_hour", "basis", "provider", "region", "date"),
        names={"gpu": "gpu"},
    ),
    Table("qa", founding.QaRow, ("qa_id",), ("claim_ids",)),
    Table("quantization", reference.QuantizationRow, ("framework", "method"), names=_FRAMEWORK),
    Table(
        "quantization_seed",
        founding.QuantizationSeedRow,
        ("claim_id",),
        ("int8_claim_id", "int4_claim_id", "fp8_claim_id", "methods_claim_id", "claim_id"),
    ),
    Table("ranks", founding.RankRow, ("metric", "framework"), ("claim_id", "reason_claim_id")),
    Table("ratings", founding.RatingRow, ("framework", "criterion_id"), ("claim_id",)),
    Table(
        "releases",
        reference.ReleaseRow,
        ("package_or_repo", "version"),
        names=_FRAMEWORK,
    ),
    Table(
        "selection",
        founding.SelectionRow,
        ("use_case_id",),
        ("claim_id", "rationale_claim_ids"),
    ),
    Table("sources", measured.SourceRow, ("source_id",)),
    Table(
        "startup",
        measured.StartupRow,
        (
            "framework",
            "framework_version",
            "model",
            "gpu",
            "gpu_count",
            "tp",
            "pp",
            "weight_precision",
            "what_is_counted",
            "conditions",
            "measured_on",
            "evidence_url",
        ),
        names=_MEASURED,
    ),
)
