"""Readings and must-haves of a decision: what counts, what is missing, and by what evidence."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planted import pairs, together
from tradeoffs.decide import readings, voicing
from tradeoffs.decide.catalog import MUST_HAVES, WEIGHABLE
from tradeoffs.decide.demands import demand
from tradeoffs.decide.sheet import facts
from tradeoffs.evidence.measured import Measured
from tradeoffs.linkkeys import CRITERIA
from tradeoffs.vocabulary import FRAMEWORKS


def rated(stars: float | None, verdict: str, qualifier: str | None = None):
    row = {
        "stars": stars,
        "verdict": verdict,
        "qualifier": qualifier,
        "claim_id": "c",
        "current_value": "as it is",
        "evidence_url": None,
        "as_of_date": "2026-11",
    }
    return next(pd.DataFrame([row]).itertuples())


def test_a_rating_that_stands_may_lie_half_a_star_off():
    found = readings.rating(rated(4, "holds"), written=False)
    assert (found.value, found.low, found.high) == (4, 3.5, 4.5)


@pytest.mark.parametrize("verdict", ["disputed", "unverifiable"])
def test_a_half_known_rating_may_lie_a_whole_star_off(verdict: str):
    found = readings.rating(rated(5, verdict), written=False)
    assert (found.value, found.low, found.high) == (5, 4, 5)


def test_a_borrowed_rating_may_lie_a_whole_star_off():
    assert readings.rating(rated(3, "holds", "via vLLM"), written=False).low == 2


@pytest.mark.parametrize("verdict", ["wrong", "outdated"])
def test_a_fallen_rating_is_missing_but_keeps_its_evidence(verdict: str):
    found = readings.rating(rated(5, verdict), written=False)
    assert found.value is None and found.low is None
    assert found.evidence[0].text == f"{verdict}: as it is"
    assert readings.rating(rated(5, verdict), written=True).value == 5


def test_own_stars_keep_the_evidence_they_overrule():
    found = readings.overridden(readings.rating(rated(1, "wrong"), written=False), 4, "our trial")
    assert (found.value, found.override, found.evidence[0].ref) == (4, "our trial", "c")


def sources(ratio: float) -> Measured:
    return Measured(together(*(pairs(ratio, 4, source=f"s{i}") for i in range(4))))


def test_a_measured_ratio_keeps_its_interval():
    found = readings.measured(sources(1.2), "throughput", "tensorrt-llm", "vllm")
    assert found.value == pytest.approx(1.2)
    assert found.low <= found.value <= found.high
    assert "16 matched pairs in 4 set-ups of 4 sources" in found.evidence[0].text


def test_too_few_pairs_are_missing_and_say_so():
    found = readings.measured(Measured(pairs(1.2, 4)), "throughput", "tensorrt-llm", "vllm")
    assert found.value is None
    assert found.evidence[0].text == "4 matched pairs in 1 set-up: too few for a ratio"


def test_the_base_is_as_good_as_itself():
    found = readings.measured(sources(1.2), "throughput", "vllm", "vllm")
    assert readings.ratio_scale("throughput").value(found.value) == 0.5


def test_twice_the_throughput_and_half_the_latency_count_the_same():
    assert readings.ratio_scale("throughput").value(2) == 1
    assert readings.ratio_scale("ttft").value(0.5) == 1
    assert readings.ratio_scale("itl").value(2) == 0


@pytest.mark.parametrize(
    ("stated", "level"),
    [
        ("yes (also gRPC)", "yes"),
        ("yes: xgrammar", "yes"),
        ("partial: streaming", "partly"),
        ("via backend", "partly"),
        ("none found", "no"),
        ("who knows", None),
        (None, None),
    ],
)
def test_the_first_word_of_a_fact_is_its_level(stated: str | None, level: str | None):
    assert readings.level(stated) == level


def test_an_unknown_strategy_widens_the_interval_and_counts_nothing():
    rows = pd.DataFrame(
        [
            {"strategy": s, "supported": how, "framework": "x", "flag_or_config": None}
            | {"evidence_url": None, "as_of_date": "2026"}
            for s, how in (("tensor", "yes"), ("pipeline", "partial"), ("expert", "unknown"))
        ]
    )
    found = readings.strategies(rows)
    assert (found.value, found.low, found.high) == (1.5, 1.5, 6.5)


def test_triton_leaves_its_precision_to_the_engine():
    rows = facts("hopper", "fp8")["precision"]
    found = readings.precision(rows[rows.framework == "triton"], "fp8")
    assert found.value is None and "the engine decides" in found.evidence[0].text


def test_deepspeed_has_no_fp8_and_vllm_has():
    must = demand("precision", facts("hopper", "fp8"))
    assert must.findings["deepspeed"].met is False
    assert must.findings["vllm"].met is True
    assert must.findings["triton"].met is None


def test_fp8_weights_and_activations_need_more_than_ampere_yet_weights_alone_run():
    rows = facts("ampere", "fp8")["precision"]
    found = readings.precision(rows[rows.framework == "vllm"], "fp8")
    assert found.value == "yes"
    assert [e.ref for e in found.evidence] == ["quantization vllm fp8-w8a16"]


def test_tgi_is_archived_and_says_where_that_is_read():
    found = demand("alive", facts("hopper", "fp8")).findings
    assert [f for f in FRAMEWORKS if found[f].met is False] == ["tgi"]
    assert found["tgi"].evidence[0].url.startswith("https://")


def test_a_fallen_rating_of_adapters_excludes_nobody():
    found = demand("lora", facts("hopper", "fp8")).findings
    assert found["deepspeed"].met is False
    assert found["tensorrt-llm"].met is None and found["tgi"].met is None


@pytest.mark.parametrize("id", MUST_HAVES)
def test_every_exclusion_names_its_evidence(id: str):
    found = demand(id, facts("turing", "int4")).findings
    assert set(found) == set(FRAMEWORKS)
    assert all(f.evidence and f.evidence[0].text for f in found.values() if f.met is False)


def test_ratings_on_offer_are_the_founding_criteria():
    assert [w.id for w in WEIGHABLE if w.kind == "rating"] == list(CRITERIA)
    assert len({w.id for w in WEIGHABLE}) == len(WEIGHABLE)
    assert sum(w.weight for w in WEIGHABLE) == 100


_POINTS = st.dictionaries(
    st.sampled_from([w.id for w in WEIGHABLE]), st.integers(1, 100), min_size=1
)


@given(_POINTS)
def test_a_voice_survives_the_way_through_a_link(points: dict[str, int]):
    found = voicing.voice(voicing.voice_text("Ops; and = friends", points))
    assert found.name == "Ops, and = friends"
    assert found.weights == points


def test_a_colleagues_link_is_a_voice_with_the_opening_weights_it_leaves_out():
    text = voicing.voice_of_link("https://host/decide?who=Ops&w-throughput=40&must=alive", 2)
    found = voicing.voice(text)
    assert found.name == "Ops"
    assert found.weights["throughput"] == 40 and found.weights["ttft"] == 10
    assert "multi-lora" not in found.weights


@pytest.mark.parametrize(
    "link",
    ["https://host/ranks?w-ttft=3", "nonsense", "https://host/decide?w-ttft=NaN", "//[/decide"],
)
def test_what_is_no_link_to_this_page_is_refused(link: str):
    with pytest.raises(ValueError, match=r"\w"):
        voicing.voice_of_link(link, 2)


@pytest.mark.parametrize(
    "text", ["Ops", "Ops;nosuch=3", "Ops;ttft=101", "Ops;ttft=nan", "Ops;ttft=", "Ops;ttft=0"]
)
def test_a_voice_that_cannot_be_weighed_is_refused(text: str):
    with pytest.raises(ValueError, match=r"\w"):
        voicing.voice(text)


def test_own_stars_survive_the_way_through_a_link():
    own = voicing.OwnStars("tgi", "ease-of-setup", 4.5, "our trial; twice")
    assert voicing.own_stars(voicing.own_text(own)) == own


@pytest.mark.parametrize(
    "text",
    [
        "tgi;ease-of-setup;4.5",
        "tgi;ease-of-setup;4.5; ",
        "nobody;ease-of-setup;4;why",
        "tgi;ttft;4;why",
        "tgi;ease-of-setup;6;why",
        "tgi;ease-of-setup;many;why",
    ],
)
def test_own_stars_without_reason_or_place_are_refused(text: str):
    with pytest.raises(ValueError, match=r"\w"):
        voicing.own_stars(text)


def test_without_any_pair_even_the_base_has_no_measured_reading():
    rows = together(*(pairs(0.9, 4, source=f"s{i}") for i in range(4)))
    assert readings.measured(Measured(rows), "throughput", "vllm", "vllm").value == 1.0
    assert readings.measured(Measured(rows.iloc[:0]), "throughput", "vllm", "vllm").value is None
