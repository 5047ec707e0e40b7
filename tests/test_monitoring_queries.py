"""PromQL for the common panels comes from the catalogue, and from nothing else."""

from __future__ import annotations

import pytest

from tradeoffs import store
from tradeoffs.comparison import monitoring as m


@pytest.fixture(scope="module")
def catalogue():
    return m.with_paths(store.ask("metric_names"))


def filled(catalogue, path):
    return {p.title: m.fill(p, catalogue, path) for p in m.PANELS}


def test_promql_follows_the_type_of_the_metric():
    assert m.promql("x", "gauge", None) == "x"
    assert m.promql("x_total", "counter", "model, engine") == "rate(x_total[5m])"
    assert m.promql("x", "histogram", None) == (
        "histogram_quantile(0.95, sum by (le) (rate(x_bucket[5m])))"
    )
    assert m.promql("x", "histogram", None, total=True) == "rate(x_sum[5m])"
    assert m.promql("a / b", "counter", None) == "rate(a[5m]) / rate(b[5m])"


def test_a_label_with_a_value_selects():
    assert m.promql("x", "gauge", "model, version, kind=waiting") == 'x{kind="waiting"}'


def test_an_unknown_type_makes_no_query():
    with pytest.raises(ValueError, match="'summary'"):
        m.promql("x", "summary", None)


def test_vllm_fills_every_panel(catalogue):
    panels = filled(catalogue, "vllm")
    assert {t: f.query for t, f in panels.items()} == {
        "Queue depth": "vllm:num_requests_waiting",
        "Running requests or batch size": "vllm:num_requests_running",
        "KV cache use": "vllm:kv_cache_usage_perc",
        "Token rate": "rate(vllm:generation_tokens_total[5m])",
        "TTFT, 95th percentile": (
            "histogram_quantile(0.95, sum by (le) "
            "(rate(vllm:time_to_first_token_seconds_bucket[5m])))"
        ),
        "Inter-token latency, 95th percentile": (
            "histogram_quantile(0.95, sum by (le) "
            "(rate(vllm:inter_token_latency_seconds_bucket[5m])))"
        ),
    }


def test_what_tgi_does_not_export_has_a_reason_and_no_query(catalogue):
    panels = filled(catalogue, "tgi")
    assert panels["KV cache use"].query is None
    assert panels["KV cache use"].note.startswith("not available: no KV metric found")
    assert panels["Token rate"].query == "rate(tgi_request_generated_tokens_sum[5m])"


def test_deepspeed_has_no_query_at_all(catalogue):
    assert {f.query for f in filled(catalogue, "deepspeed").values()} == {None}


def test_triton_core_gives_the_mean_batch_as_a_ratio_of_rates(catalogue):
    panels = filled(catalogue, "triton")
    assert panels["Running requests or batch size"].query == (
        "rate(nv_inference_count[5m]) / rate(nv_inference_exec_count[5m])"
    )
    assert panels["TTFT, 95th percentile"].note.startswith("in milliseconds")


def test_a_metric_that_gives_the_thing_only_in_part_makes_no_query(catalogue):
    panels = filled(catalogue, "triton-tensorrt-llm")
    assert panels["Token rate"].query is None
    assert panels["Queue depth"].query == 'nv_trt_llm_request_metrics{request_type="waiting"}'


def test_every_query_uses_only_names_of_the_catalogue(catalogue):
    names = {n for name in catalogue.metric_name.dropna() for n in name.split(" / ")}
    for path in m.path_labels(catalogue):
        for panel in filled(catalogue, path).values():
            assert panel.query is None or any(name in panel.query for name in names)


def test_gaps_are_named(catalogue):
    assert m.gaps(catalogue, "vllm") == []
    assert "TTFT" in m.gaps(catalogue, "tgi")
    assert m.coverage_answer(catalogue) == "vLLM exports 11 of 11 things to watch, DeepSpeed none"


def test_names_table_shows_absence_in_words(catalogue):
    table = m.names_table(catalogue, others=False).set_index("concept")
    assert table.loc["KV cache use", "TGI"] == "not exported"
    assert table.loc["Preemptions", "TGI"] == "–"
    assert table.loc["Queue depth", "TGI"] == "tgi_queue_size"
    assert "SGLang" not in table.columns
