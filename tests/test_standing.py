"""The sentences on how the founding comparison stands, and the views worth starting from."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from tradeoffs import links, openings, standing, store
from tradeoffs.charts import framework_card


def recommendations(*verdicts: str) -> pd.DataFrame:
    frameworks = ["vllm", "tgi", "triton"][: len(verdicts)]
    return pd.DataFrame({"framework": frameworks, "verdict": verdicts})


def test_a_fallen_recommendation_is_named():
    said = standing.recommendations_answer(recommendations("opinion", "outdated", "holds"))
    assert said == "1 of 3 written recommendations holds today; TGI’s is outdated"


def test_without_a_fallen_recommendation_nobody_is_named():
    said = standing.recommendations_answer(recommendations("holds", "holds", "disputed"))
    assert said == "2 of 3 written recommendations hold today"


@pytest.mark.parametrize(
    ("stated", "age"),
    [
        ("2026-11-02", "23 days old"),
        ("2025-03-25 (DeepSpeed 2026-10-20)", "20 months old"),
        ("2026-10", "about 1 month old"),
        ("2026-11", "this month"),
    ],
)
def test_a_release_dated_by_month_has_no_age_in_days(stated: str, age: str):
    assert standing.release_age(stated, dt.date(2026, 11, 25)) == age


def test_a_version_loses_its_companions():
    assert standing.short_version("MII 0.3.3 (DeepSpeed 0.19.8)") == "MII 0.3.3"
    assert standing.short_version("26.10 container (client 2.73.0 is 26.09)") == "26.10"


def test_a_list_that_ends_early_counts_at_least():
    assert standing.releases_sentence(9, True) == "9+ stable releases in 12 months"
    assert standing.releases_sentence(1, False) == "1 stable release in 12 months"


def test_one_claim_may_stand_for_several_reasons():
    both = standing.reasons_with_claims("paging;multi-LoRA", [("c", "holds")])
    assert both == [(("c", "holds"), "paging"), (("c", "holds"), "multi-LoRA")]


def test_reasons_and_claims_that_do_not_match_are_refused():
    with pytest.raises(ValueError, match="2 claims for the reasons 'a;b;c'"):
        standing.reasons_with_claims("a;b;c", [("x", "holds"), ("y", "wrong")])


def test_the_gravest_claim_is_the_first_of_its_verdict():
    claims = pd.DataFrame(
        {"claim_id": ["a", "b", "c", "d"], "verdict": ["holds", "outdated", "wrong", "wrong"]}
    )
    assert standing.gravest(claims).claim_id == "c"


def test_an_answer_with_a_disputed_claim_does_not_stand_whole():
    answers = pd.DataFrame(
        {
            "qa_id": ["one", "one", "two", "two", "three"],
            "verdict": ["holds", "opinion", "holds", "disputed", "opinion"],
        }
    )
    assert standing.answers_sentence(answers) == "1 of 3 usual answers still stands whole"


def test_an_answer_is_told_in_the_order_of_verdicts():
    said = standing.answer_standing(["opinion", "holds", "wrong", "holds"])
    assert said == "4 claims: 2 hold, 1 wrong and 1 opinion"


def test_a_claim_is_named_after_its_framework_once():
    assert standing.claim_name("tgi", "ttft-rank") == "TGI, TTFT rank"
    assert standing.claim_name("tgi", "choose-tgi") == "Choose TGI"
    assert standing.claim_name("all", "speed-gain") == "Speed gain"


def test_every_opening_view_is_a_link_its_page_takes():
    for opening in (*openings.OPENINGS, *openings.EVIDENCE.values()):
        assert links.url(opening.slug, **opening.values).startswith("/")


def test_every_question_has_a_page_with_its_evidence():
    asked = store.ask("questions", question=None, verdicts=(), frameworks=())
    assert set(asked.qa_id) == openings.EVIDENCE.keys()


def test_a_question_stays_whole_when_one_of_its_claims_matches():
    rows = store.ask("questions", question=None, verdicts=("wrong",), frameworks=())
    assert list(rows[rows.matches].claim_id) == ["qa-cb-throughput-20-30"]
    assert len(rows) == 4


def test_triton_leaves_precisions_to_its_engine():
    rows = store.ask("precision_support").set_index(["framework", "precision"]).supported
    assert set(rows["triton"]) == {"engine"}
    assert rows["deepspeed", "fp8"] == "no"
    assert rows["tensorrt-llm", "int8"] == "partial"


def test_release_bars_cover_24_months_and_only_stable_releases():
    rows = store.ask("release_months")
    assert rows.place.between(0, 23).all()
    trt = rows[rows.framework == "tensorrt-llm"]
    assert trt.month.max() == pd.Timestamp("2026-04-01")  # 1.3.0rc and 1.4.0rc are later
    assert rows.share.max() == 1


def test_the_card_draws_named_rows_and_says_the_stars():
    own = {
        name: rows[rows.framework == "tgi"]
        for name in ("release_months", "verdict_counts", "star_pips")
        for rows in [store.ask(name)]
    }
    chart = framework_card.at_a_glance(
        own["release_months"], own["verdict_counts"], own["star_pips"], "tgi", "light"
    )
    assert "Production maturity 5 (outdated)" in chart.alt
    assert "Multi-LoRA 0 (wrong)" in chart.alt
    assert set(chart.rows) == {"releases", "verdicts", "pips"}
    assert "values" not in str(chart.spec)
    assert "#D07A00" in str(chart.spec)
