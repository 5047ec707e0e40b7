"""Rows of the founding comparison as stated, of the fact check beside it, and of our reading."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tradeoffs.building.tables.fields import (
    Count,
    DatesInWords,
    Row,
    Stars,
    Text,
    Url,
    Verdict,
    YesNo,
    col,
    gap,
)

Framework = Literal["vllm", "tensorrt-llm", "tgi", "deepspeed", "triton"]
FrameworkOrAll = Literal["vllm", "tensorrt-llm", "tgi", "deepspeed", "triton", "all"]
Page = Literal[
    "overview",
    "compare",
    "memory",
    "quantization",
    "ranks",
    "benchmarks",
    "mlperf",
    "deployment",
    "questions",
    "sources",
]


class ClaimRow(Row):
    """One claim of the founding text, its verdict and what the evidence says now."""

    claim_id: Text = col("key")
    section: Literal[
        "selection",
        "matrix",
        "memory",
        "batching",
        "quantization",
        "latency",
        "parallelism",
        "deployment",
        "qa",
    ] = col("part of the founding text")
    framework: FrameworkOrAll = col("framework the claim is about")
    feature: Text = col("what is claimed about")
    seed_value: Text = col("what the founding text says")
    verdict: Verdict = col(
        "holds, outdated (was reasonable), disputed (sources disagree or conditions are missing), "
        "wrong, unverifiable (nothing usable found), opinion"
    )
    current_value: Text = col("what the evidence says now")
    as_of_version: Text = col("version the evidence speaks of")
    as_of_date: DatesInWords = col("date of the evidence: a day, month, year or span")
    evidence_url: Url | None = gap("where the evidence is; empty where nothing was found")
    evidence_locator: Text | None = gap("where on that page")
    note: Text | None = gap("what limits the evidence")


class SelectionRow(Row):
    """One use case of the selection guide."""

    use_case_id: Text = col("key")
    use_case: Text = col("the use case")
    framework: Framework = col("recommended framework")
    rationale_tags: Text = col("reasons given, semicolon list")
    claim_id: Text = col("claim behind the recommendation")
    rationale_claim_ids: Text = col("claims behind the reasons, semicolon list")


class RatingRow(Row):
    """One cell of the star matrix."""

    framework: Framework = col("framework")
    criterion_id: Text = col("criterion, with `framework` the key")
    criterion: Text = col("criterion in words")
    stars: Stars = col("stars given; a written zero stays 0", "stars of 5")
    qualifier: Text | None = gap("such as `via vLLM`")
    claim_id: Text = col("claim behind the cell")


class RankRow(Row):
    """One place in a claimed order."""

    metric: Literal["ttft", "itl", "throughput"] = col("order")
    rank: Annotated[int, Field(ge=1, le=5)] = col("place, 1 is best")
    framework: Framework = col("framework, with `metric` the key")
    qualifier: Text | None = gap("condition stated with the place")
    reason_tags: Text | None = gap("reasons given, semicolon list")
    claim_id: Text = col("claim behind the place")
    reason_claim_id: Text | None = gap("claim behind the reason")


class MemoryRow(Row):
    """One statement on memory management."""

    framework: Framework = col("framework")
    property_id: Text = col("property")
    value: Text = col("value stated")
    statement: Text = col("the statement in our words")
    claim_id: Text = col("claim behind it")


class BatchingRow(Row):
    """One statement on batching."""

    strategy: Literal["continuous", "static", "dynamic"] = col("batching strategy")
    framework: FrameworkOrAll = col("framework it is said of")
    property_id: Text = col("property")
    value: Text = col("value stated")
    statement: Text = col("the statement in our words")
    claim_id: Text = col("claim behind it")


class QuantizationSeedRow(Row):
    """One line of the founding quantization table or its note (`framework` = all)."""

    framework: FrameworkOrAll = col("framework")
    int8: Text | None = gap("cell of INT8")
    int4: Text | None = gap("cell of INT4")
    fp8: Text | None = gap("cell of FP8")
    methods: Text | None = gap("methods named, semicolon list")
    int8_claim_id: Text | None = gap("claim behind `int8`")
    int4_claim_id: Text | None = gap("claim behind `int4`")
    fp8_claim_id: Text | None = gap("claim behind `fp8`")
    methods_claim_id: Text | None = gap("claim behind `methods`")
    claim_id: Text = col("claim behind the line as a whole")


class ParallelismSeedRow(Row):
    """One statement on multi-GPU serving."""

    strategy: Literal["tensor", "pipeline"] = col("parallel strategy")
    framework: Framework = col("framework")
    position: Text | None = gap("place or grade stated")
    statement: Text | None = gap("the statement in our words")
    claim_id: Text = col("claim behind it")


class DeploymentRow(Row):
    """One statement on running a framework in production."""

    aspect: Literal[
        "containerization",
        "monitoring",
        "key-metrics",
        "scaling-horizontal",
        "scaling-vertical",
        "multi-model",
    ] = col("aspect")
    framework: FrameworkOrAll = col("framework")
    position: Text | None = gap("place or grade stated")
    note: Text | None = gap("reason or detail stated")
    claim_id: Text = col("claim behind it")


class QaRow(Row):
    """One question with its answer."""

    qa_id: Text = col("key")
    question: Text = col("the question in our words")
    answer: Text = col("the answer in our words; figures as stated")
    figures: Text | None = gap("figures of the answer, semicolon list")
    claim_ids: Text = col("claims behind the answer, semicolon list")


class ContradictionRow(Row):
    """Two statements of the founding text that cannot both stand."""

    contradiction_id: Text = col("key")
    topic: Text = col("what it is about")
    statement_a: Text = col("one statement, in our words")
    claim_ids_a: Text = col("claims behind it, semicolon list")
    statement_b: Text = col("the other statement, in our words")
    claim_ids_b: Text = col("claims behind it, semicolon list")
    why: Text = col("why both cannot stand")


class MisleadingRow(Row):
    """One of the claims most misleading for a decision today."""

    rank: Count = col("place, 1 misleads most")
    headline: Text = col("the claim in a few words")
    claim_ids: Text = col("claims behind it, semicolon list")
    fact_today: Annotated[str, Field(min_length=1, max_length=160)] = col("what is so today")
    page: Page = col("page that shows the evidence")


class FrameworkRow(Row):
    """One framework today."""

    framework: Text = col("key")
    display_name: Text = col("full name")
    vendor: Text = col("who makes it")
    licence: Text | None = gap("licence")
    language_core: Text = col("languages of the core")
    repo_url: Url = col("repository")
    first_release: DatesInWords | None = gap("first release and what it was")
    latest_release_version: Text | None = gap("newest stable release seen")
    latest_release_date: DatesInWords | None = gap("its date")
    status: Literal["active", "maintenance", "archived"] = col("state of the project")
    status_source_url: Url = col("where the state is stated")
    official_image: Text | None = gap("official container image")
    api_openai_compatible: Text = col("OpenAI-style API")
    metrics_endpoint: Text = col("metrics endpoint")
    token_streaming: Text = col("token streaming")
    structured_output: Text = col("structured output")
    in_seed: YesNo = col("one of the five of the founding text")
    as_of_date: DatesInWords = col("date of these facts")
    notes: Text | None = gap("what else to know")
