"""The shipped tables are what the shipped sources build, and carry every collected figure."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tradeoffs.build import DATA, build
from tradeoffs.building.readme import BEGIN, render
from tradeoffs.building.tables import RESULTS, TABLES
from tradeoffs.building.writing import schema_of, write_tables

COLLECTED = list(RESULTS.row.model_fields)
NAMES = sorted([*(t.name for t in TABLES), "results", "mlperf"])


@pytest.fixture(scope="module")
def fresh():
    return build(DATA)


@pytest.fixture(scope="module")
def results():
    return pq.read_table(DATA / "results.parquet").to_pylist()


def at(results, source, locator):
    return next(r for r in results if r["source_id"] == source and r["locator"].endswith(locator))


def test_there_is_a_file_for_every_table_and_no_other():
    assert sorted(p.stem for p in DATA.glob("*.parquet")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_table_equals_a_fresh_build(fresh, name):
    committed = pq.read_table(DATA / f"{name}.parquet")
    assert committed.equals(pa.Table.from_pylist(fresh[name], schema=schema_of(name)))


def test_building_twice_gives_the_same_bytes(fresh, tmp_path):
    for folder in ("a", "b"):
        write_tables(fresh, tmp_path / folder)
    for name in NAMES:
        file = f"{name}.parquet"
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
    assert pq.read_metadata(tmp_path / "a" / "results.parquet").row_group(0).num_rows == 2_000


def test_row_counts():
    counts = {n: pq.read_metadata(DATA / f"{n}.parquet").num_rows for n in NAMES}
    assert counts["results"] == 12_209
    assert counts["claims"] == 175
    assert counts["mlperf"] == 1_180
    assert counts["sources"] == 54
    assert counts["ratings"] == 30
    assert counts["ranks"] == 15


def test_every_collected_cell_carries_over_exactly(results):
    """The 43 columns of each CSV row, as a multiset of rows; figures compare as numbers."""

    kinds = {f.name: f.type for f in schema_of("results")}

    def typed(column, text):
        kind = kinds[column]
        if text == "":
            return None
        return int(text) if kind == pa.int64() else float(text) if kind == pa.float64() else text

    collected = Counter()
    for path in (DATA / "sources" / "results").glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as handle:
            for row in csv.DictReader(handle):
                collected[tuple(typed(c, row[c]) for c in COLLECTED)] += 1
    assert collected == Counter(tuple(r[c] for c in COLLECTED) for r in results)


@pytest.mark.parametrize(
    "path", sorted((DATA / "sources").rglob("*.csv")), ids=lambda path: path.name
)
def test_sources_are_plain_csv_that_diffs_line_by_line(path):
    """UTF-8, line feeds, quotes only where needed: what Python's csv module writes back."""
    text = path.read_bytes().decode("utf-8")
    rewritten = io.StringIO(newline="")
    csv.writer(rewritten, lineterminator="\n").writerows(csv.reader(io.StringIO(text, newline="")))
    assert rewritten.getvalue() == text


def test_an_unknown_figure_is_null_and_never_zero(results):
    numbers = [f.name for f in schema_of("results") if f.type in (pa.float64(), pa.int64())]
    assert len(numbers) > 30
    assert not [(r["result_id"], c) for r in results for c in numbers if r[c] == 0]


def test_result_ids_are_unique(results):
    assert len({r["result_id"] for r in results}) == len(results)


def test_results_are_sorted_so_that_filters_skip_row_groups(results):
    metadata = pq.read_metadata(DATA / "results.parquet")
    groups = [metadata.row_group(i) for i in range(metadata.num_row_groups)]
    assert all(g.num_rows <= 2_000 for g in groups)
    assert all(g.column(0).compression == "ZSTD" for g in groups)
    mlperf = [r["is_mlperf"] for r in results]
    assert mlperf == sorted(mlperf)
    models = [r["model_id"] for r in results if not r["is_mlperf"]]
    assert models == sorted(models)


def test_generated_tokens_are_a_part_of_all_tokens(results):
    compared = [r for r in results if r["generated_tok_s"] and r["total_tok_s"]]
    assert len(compared) > 4_000
    assert all(r["generated_tok_s"] <= r["total_tok_s"] for r in compared)


def test_no_figure_is_derived_for_mlperf(results):
    rows = [r for r in results if r["is_mlperf"]]
    assert len(rows) == 1_180
    for column in ("generated_tok_s_per_gpu", "tok_s_per_user"):
        assert {r[column] for r in rows} == {None}
    assert {r["generated_tok_s_basis"] for r in rows} <= {"stated", None}


def test_every_triton_row_is_the_system_triton_with_its_engine(results):
    rows = [r for r in results if r["serving_layer"] == "triton"]
    assert len(rows) == 122
    assert {(r["system"], r["engine"], r["system_label"]) for r in rows} == {
        ("triton", "tensorrt-llm", "Triton (TensorRT-LLM)")
    }


def test_deepspeed_on_gaudi2_is_another_product(results):
    systems = Counter((r["system"], r["gpu"] == "Gaudi2") for r in results)
    assert systems["optimum-habana", True] == 326
    assert systems["deepspeed", True] == 0
    assert systems["deepspeed", False] == 199


def test_an_argonne_point_worked_out_by_hand(results):
    row = at(results, "argonne-llm-inference-bench", "All_results.csv line 75")
    # DeepSpeed-MII, A100, Llama-2-7B, batch 16, 1024 in and out: 26.0243 s, 1259.13 tok/s in + out
    assert (row["system"], row["gpu_id"], row["gpu_label"]) == ("deepspeed", None, "A100")
    assert row["gpu_generation"] == "ampere"
    assert (row["load_kind"], row["load_value"]) == ("batch", 16)
    assert row["total_tok_s"] == 1259.13
    assert row["e2e_mean_ms"] == pytest.approx(26_024.3, abs=0.1)
    assert row["generated_tok_s"] == pytest.approx(1259.13 / 2)
    assert row["generated_tok_s_basis"] == "from total"
    assert row["quality"] == "output-nominal"
    assert row["is_doubtful"] is False


def test_an_inferencex_point_worked_out_by_hand(results):
    row = at(results, "aiconfigurator-silicon-sample-0.12.0", "silicon_sample.csv line 2")
    # 128 in flight, 1024 tokens each, TTFT 972.311 ms, TPOT 33.44291 ms: a request takes
    # 972.311 + 1023 × 33.44291 = 35,184.4 ms, so 128 × 1024 / 35.1844 s = 3,725.3 tokens/s
    assert row["generated_tok_s"] == pytest.approx(3725.3, abs=0.1)
    assert row["generated_tok_s_basis"] == "derived"
    assert row["generated_tok_s_per_gpu"] == pytest.approx(931.3, abs=0.1)
    assert row["tok_s_per_user"] == pytest.approx(29.90, abs=0.01)
    assert (row["tpot_statistic"], row["quality"]) == ("not stated", "statistic-unknown")


def test_a_triton_point_of_its_source(results):
    row = at(results, "wc-trtllm-triton-serving-h100", "trtllm_triton_bf16-c64.json")
    assert row["generated_tok_s"] == 8710.1
    assert (row["ttft_p50_ms"], row["ttft_p99_ms"]) == (38.3, 1303.2)
    assert row["generated_tok_s_per_gpu"] == 4355.05  # 2 accelerators


def test_points_the_collection_found_impossible_are_out(results):
    doubtful = Counter(r["source_id"] for r in results if r["is_doubtful"])
    assert doubtful["argonne-llm-inference-bench"] == 62
    assert doubtful["premai-benchmarks"] == 10
    assert doubtful["gpustack-performance-lab"] == 5
    named = [r for r in results if "above the memory-bandwidth ceiling" in (r["notes"] or "")]
    assert len(named) == 32
    assert all(r["is_doubtful"] for r in named)
    # the ceilings find them by themselves too, but for one at 0.95 of the conservative ceiling
    assert sum("above-bandwidth" in r["quality"] for r in named) == 31


def test_every_flag_has_a_reason(results):
    for row in results:
        assert (row["quality"] is None) == (row["quality_reason"] is None)
        if row["is_doubtful"]:
            assert row["quality"] is not None


def test_every_mlperf_result_has_its_submission():
    submissions = pq.read_table(DATA / "mlperf.parquet").to_pylist()
    ids = {r["result_id"] for r in submissions}
    assert len(ids) == 1_180
    assert Counter(r["round"] for r in submissions) == {
        "v4.1": 204,
        "v5.0": 321,
        "v5.1": 321,
        "v6.0": 334,
    }
    assert Counter(r["division"] for r in submissions) == {"closed": 1_130, "open": 50}
    assert sum(r["category"] == "preview" for r in submissions) == 26
    assert {r["round"] for r in submissions if r["entry_id"] is None} == {"v4.1"}
    assert sum(r["ttft_limit_ms"] is not None for r in submissions) == 416


def test_mlperf_latencies_lie_within_their_own_limits(results):
    by_id = {r["result_id"]: r for r in results}
    compared = 0
    for stated in pq.read_table(DATA / "mlperf.parquet").to_pylist():
        row = by_id[stated["result_id"]]
        if stated["ttft_limit_ms"] and row["ttft_p99_ms"]:
            compared += 1
            assert row["ttft_p99_ms"] <= stated["ttft_limit_ms"]
            assert row["tpot_p99_ms"] <= stated["tpot_limit_ms"]
    assert compared > 400


def test_the_star_matrix_is_the_founding_one():
    stars = {
        "memory-efficiency": "54334",
        "ease-of-setup": "52533",
        "peak-throughput": "55435",
        "multi-lora": "52005",
        "model-support": "43545",
        "production-maturity": "54535",
    }
    order = ("vllm", "tensorrt-llm", "tgi", "deepspeed", "triton")
    expected = {(f, c): int(s) for c, row in stars.items() for f, s in zip(order, row, strict=True)}
    rows = pq.read_table(DATA / "ratings.parquet").to_pylist()
    assert {(r["framework"], r["criterion_id"]): r["stars"] for r in rows} == expected


def test_the_claimed_orders_are_the_founding_ones():
    rows = pq.read_table(DATA / "ranks.parquet").to_pylist()
    order = {
        metric: [
            r["framework"] for r in sorted(rows, key=lambda r: r["rank"]) if r["metric"] == metric
        ]
        for metric in ("ttft", "itl", "throughput")
    }
    assert order == {
        "ttft": ["tgi", "vllm", "tensorrt-llm", "deepspeed", "triton"],
        "itl": ["tensorrt-llm", "vllm", "tgi", "triton", "deepspeed"],
        "throughput": ["vllm", "tensorrt-llm", "tgi", "triton", "deepspeed"],
    }


def test_verdicts_are_those_of_the_fact_check():
    verdicts = pq.read_table(DATA / "claims.parquet").column("verdict").to_pylist()
    assert Counter(verdicts) == {
        "holds": 58,
        "outdated": 34,
        "opinion": 34,
        "disputed": 20,
        "wrong": 15,
        "unverifiable": 14,
    }


def test_every_claim_is_cited_by_the_founding_tables_or_is_named_as_context():
    claims = pq.read_table(DATA / "claims.parquet").to_pylist()
    cited = {"lat-ttft-term"}  # the heading of a section, not a row of it
    for table in TABLES:
        rows = pq.read_table(DATA / f"{table.name}.parquet").to_pylist()
        if table.name not in ("contradictions", "misleading"):
            cited |= {c for r in rows for k in table.claims for c in (r[k] or "").split(";")}
    uncited = [c for c in claims if c["claim_id"] not in cited]
    assert all("Added context" in (c["note"] or "") for c in uncited)


def test_the_most_misleading_claims_are_fifteen_in_order():
    rows = pq.read_table(DATA / "misleading.parquet").to_pylist()
    assert [r["rank"] for r in rows] == list(range(1, 16))
    assert rows[0]["claim_ids"] == "sel-tgi-production-stability;mat-maturity-tgi"


def test_both_sides_of_a_contradiction_are_different_claims_of_the_founding_text():
    context = {
        c["claim_id"]
        for c in pq.read_table(DATA / "claims.parquet").to_pylist()
        if "Added context" in (c["note"] or "")
    }
    for row in pq.read_table(DATA / "contradictions.parquet").to_pylist():
        a, b = set(row["claim_ids_a"].split(";")), set(row["claim_ids_b"].split(";"))
        assert a != b, row["contradiction_id"]
        assert not (a | b) & context, row["contradiction_id"]


def test_quantized_checkpoints_are_their_model_and_their_rows_state_a_precision(results):
    rows = [r for r in results if r["model"].endswith(("-AWQ", "-GPTQ-Int4", "-GPTQ-Int8"))]
    assert len(rows) > 100
    assert all(not r["model_id"].endswith(("-AWQ", "-Int4", "-Int8")) for r in rows)
    assert all(r["precision_id"] in ("int4", "int8") for r in rows)


def test_the_readme_names_every_column_of_every_table():
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    sections = dict(s.split("\n", 1) for s in readme.split(BEGIN)[1].split("\n## ")[2:])
    assert sorted(sections) == NAMES
    for name, text in sections.items():
        listed = [line.split("`")[1] for line in text.splitlines() if line.startswith("| `")]
        assert listed == pq.read_schema(DATA / f"{name}.parquet").names


def test_the_readme_is_as_the_build_writes_it():
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert render(readme) == readme


def test_every_column_is_described():
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    cells = [line.split(" | ") for line in readme.splitlines() if line.startswith("| `")]
    assert not [c[0] for c in cells if c[-1].strip(" |") == ""]
