"""The ranks page: the written orders, what matched pairs add up to, and its links."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tradeoffs import store
from tradeoffs.build import DATA
from tradeoffs.charts import orders as charts
from tradeoffs.evidence import asking, orders, pairs
from tradeoffs.linkkeys import KEYS

APP = DATA.parent / "app.py"
DEFAULTS = {k: key.default for k, key in KEYS["ranks"].items()}


def opened(**query: str | list[str]) -> AppTest:
    page = AppTest.from_file(str(APP), default_timeout=60).switch_page("pages/ranks.py")
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return page


def texts(page: AppTest) -> str:
    return "\n".join(m.value for m in page.markdown)


def asked(**changes: object) -> pd.DataFrame:
    return store.ask("matched_pairs", **asking.parameters({**DEFAULTS, **changes}))


def made(ratios: list[float], rival: str = "tgi", metric: str = "ttft", kinds: int = 3):
    """Pairs of one rival, spread over ``kinds`` set-ups."""
    n = len(ratios)
    return pd.DataFrame(
        {
            "metric": metric,
            "rival": rival,
            "rival_label": "TGI",
            "source_id": "a",
            "model_id": [f"m{i % kinds}" for i in range(n)],
            "gpu_label": "L4",
            "gpu_count": 1,
            "precision_id": "fp16",
            "ratio": ratios,
            "statistic": "mean",
            "nominal_length": False,
            "measured_date": pd.Timestamp("2024-10-01"),
        }
    )


def test_page_title_counts_the_verdicts_of_the_fifteen_written_places():
    assert "# 4 of 15 written places hold; 1 is outdated" in texts(opened())


def test_every_place_and_reason_is_a_button_into_its_claim():
    keys = {b.key for b in opened().button}
    assert "ranks-place-lat-thr-tgi" in keys
    assert len([k for k in keys if k and k.startswith("ranks-place-")]) == 15
    assert len([k for k in keys if k and k.startswith("ranks-reason-")]) == 10


def test_a_click_on_a_place_opens_its_claim():
    page = opened()
    page.button(key="ranks-place-lat-thr-tgi").click().run()
    assert "lat-thr-tgi" in page.query_params["claim"]
    assert "Frozen code" in texts(page)


def test_filters_that_leave_nothing_say_what_each_keeps_out():
    page = opened(gpu="A10G", prec="fp8")
    assert "No matched pair against vLLM" in texts(page)
    assert any(b.key == "ranks-reset" for b in page.button)


def test_a_value_no_data_has_is_dropped_with_a_notice():
    page = opened(model="no-such-model")
    assert "not among the values this page knows" in page.warning[0].value


def test_deepspeed_ttft_is_three_pairs_and_so_has_no_median():
    found = pairs.summaries(asked(), asked(unstated=True), "ttft", "vllm")
    (deepspeed,) = [s for s in found if s.framework == "deepspeed"]
    assert (deepspeed.pairs, deepspeed.median) == (3, None)


def test_pairs_never_mix_sources_statistics_or_mlperf():
    rows = asked(unstated=True)
    assert not rows.source_id.str.startswith("mlperf").any()
    both = rows[["rival_result_id", "base_result_id"]]
    assert (both.rival_result_id != both.base_result_id).all()
    assert (abs(rows.ratio - rows.rival_value / rows.base_value) < 1e-9).all()


def test_five_pairs_of_three_setups_have_a_median_and_four_do_not():
    five, four = made([0.5, 0.8, 1.0, 1.5, 3.0]), made([0.5, 0.8, 1.0, 1.5])
    (tgi,) = [s for s in pairs.summaries(five, five, "ttft", "vllm") if s.framework == "tgi"]
    assert tgi.median == 1.0
    (tgi,) = [s for s in pairs.summaries(four, four, "ttft", "vllm") if s.framework == "tgi"]
    assert tgi.median is None and tgi.pairs == 4


def test_many_pairs_of_two_setups_have_no_median():
    rows = made([1.0] * 20, kinds=2)
    assert all(s.median is None for s in pairs.summaries(rows, rows, "ttft", "vllm"))


def test_a_rival_without_a_pair_keeps_its_row_and_says_so():
    rows = made([1.0] * 6)
    found = pairs.summaries(rows.iloc[:0], rows, "ttft", "vllm")
    said = {s.framework: pairs.summary_words(s) for s in found}
    assert said["tgi"] == "no matched pair; 6 more with gaps"
    assert said["deepspeed"] == "no matched pair"


def test_title_names_the_change_against_the_base():
    rows = made([0.9] * 6)
    found = pairs.summaries(rows, rows, "ttft", "vllm")
    assert pairs.title(found, "ttft", "vllm") == "First token: TGI −10 % against vLLM"
    none = pairs.summaries(rows.iloc[:0], rows, "ttft", "vllm")
    assert pairs.title(none, "ttft", "vllm") == "First token: not enough matched measurements"


def test_marks_keep_every_pair_and_hold_outliers_at_the_edge():
    shown = pairs.marks(made([1.0, 1.0, 2.0, 100.0]))
    assert shown.n.sum() == 4
    assert shown.ratio.tolist() == [1.0, 2.0, 8.0]
    assert shown.said.iloc[-1] == "100.00×, 1 pair"


@pytest.mark.parametrize(("verdict", "strength"), [("holds", 1.0), ("outdated", 0.0)])
def test_a_fallen_place_is_hollow_and_a_standing_one_filled(verdict: str, strength: float):
    rows = pd.DataFrame(
        {"metric": ["ttft"], "rank": [1], "framework": ["tgi"], "verdict": [verdict]}
    )
    assert orders.drawn(rows).strength.tolist() == [strength]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_chart_specs_hold_no_data_and_name_their_sources(theme: str):
    rows = made([0.9] * 6)
    found = pairs.summaries(rows, rows, "ttft", "vllm")
    chart = charts.strips(rows, found, "vllm", theme=theme, title="First token")
    assert "datasets" not in chart.spec and chart.alt == "First token, 6 pairs"
    assert set(chart.rows) == {"marks", "summaries", "equal"}
    assert len(chart.rows["summaries"]) == 4
