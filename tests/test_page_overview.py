"""The overview and the questions: what they say of the shipped data, and what links may carry."""

from __future__ import annotations

import pytest

from tests.page_runs import open_page as opened
from tests.page_runs import texts
from tradeoffs import links, openings


def test_the_overview_says_what_there_is_without_a_selection():
    said = texts(opened("overview"))
    assert "175 written claims" in said
    assert "11,029 measured points and 1,180 MLPerf results" in said
    assert "1 of 5 written recommendations holds today; TGI’s is outdated" in said
    assert "49 of 175 written claims are outdated or wrong" in said
    assert "12 rest on such claims, 3 on disputed or unproven ones" in said
    assert "A written comparison of five frameworks" in said


def test_the_status_of_tgi_misleads_most_and_opens_its_evidence():
    page = opened("overview")
    first = page.button(key="overview-misleading-1")
    assert "TGI for production stability" in first.label
    first.click().run()
    assert page.query_params["claim"] == "sel-tgi-production-stability"
    assert "Recommended use: “production stability \\+ HF ecosystem”" in texts(page)


def test_every_star_of_the_five_opens_its_claim():
    page = opened("overview")
    stars = [b for b in page.button if b.key.startswith("overview-star-")]
    assert len(stars) == 30
    page.button(key="overview-star-tgi-multi-lora").click().run()
    assert page.query_params["claim"] == "mat-lora-tgi"


def test_each_side_of_a_contradiction_opens_its_claims():
    page = opened("overview")
    page.button(key="overview-throughput-leader-b-2").click().run()
    assert page.query_params["claim"] == "lat-ttft-trtllm"


@pytest.mark.parametrize(
    "opening", [o for o in openings.OPENINGS if o.values], ids=lambda o: o.question
)
def test_an_opening_view_uses_every_part_of_its_link(opening: openings.Opening):
    page = opened(opening.slug, **links.params(opening.slug, **opening.values))
    assert not page.warning


def test_an_unknown_claim_is_dropped_with_a_notice():
    page = opened("overview", claim="'; drop table claims; --")
    assert "not among the values this page knows" in page.warning[0].value


def test_no_answer_points_to_an_id():
    assert "see qa-" not in texts(opened("questions")).replace("\\", "")


def test_the_questions_show_every_answer_and_its_claims():
    page = opened("questions")
    assert "1 of 7 usual answers still stands whole" in texts(page)
    assert len([b for b in page.button if b.key.startswith("questions-qa-")]) == 30


def test_a_filter_on_wrong_claims_leaves_the_batching_answer():
    page = opened("questions", verdict=["wrong"])
    buttons = [b.key for b in page.button if b.key.startswith("questions-qa-")]
    assert buttons == [
        "questions-qa-cb-latency-5-10",
        "questions-qa-cb-throughput-20-30",
        "questions-qa-cb-high-traffic",
        "questions-qa-cb-single-user",
    ]


def test_filters_that_leave_nothing_say_what_to_loosen():
    page = opened("questions", q="when-deepspeed", verdict=["wrong"])
    assert "No answer has such a claim" in texts(page)
    labels = [b.label for b in page.button if b.key.startswith("questions-loosen-")]
    assert labels == [
        "Without the filter on question: 1 row",
        "Without the filter on verdict: 1 row",
    ]


def test_an_unknown_question_is_dropped_with_a_notice():
    page = opened("questions", q="<script>")
    assert page.warning
    assert "1 of 7 usual answers" in texts(page)
