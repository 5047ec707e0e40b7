"""The decide page: ranking under weights and must-haves, voices, own stars, record and links."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest

from tests.decided import record
from tests.page_runs import open_page, texts
from tradeoffs import store
from tradeoffs.charts import decide as charts
from tradeoffs.decide import wording
from tradeoffs.decide.catalog import MODES, MUST_HAVES, STEPS
from tradeoffs.decide.record import Revisit, from_json, to_json
from tradeoffs.decide.sheet import finished, sheet
from tradeoffs.decidekeys import WORDS
from tradeoffs.formats import plain
from tradeoffs.linkkeys import KEYS

OPENING = {k: key.default for k, key in KEYS["decide"].items()}


opened = partial(open_page, "decide")


def test_title_is_the_sentence_of_the_record():
    said = sheet(OPENING).record.fragility.sentence
    assert said.startswith("vLLM leads unless ")
    assert f"# {plain(said)}" in texts(opened())


def test_a_must_have_puts_a_framework_out_and_says_by_what_evidence():
    said = texts(opened(must=["alive", "precision"]))
    assert "3 of 5 frameworks stay; TGI and DeepSpeed are out" in said
    assert "**TGI** is out: “Not archived”" in said and "[source](<https://" in said
    assert "**Triton** stays, though nothing settles it: “FP8 on Hopper" in said


def test_must_haves_that_nobody_meets_leave_a_title_and_no_ranking():
    page = opened(fw=["tgi"], must=["alive"])
    assert "# No option meets every must\\-have" in texts(page)


def test_points_of_zero_everywhere_say_that_nothing_can_be_added_up():
    page = opened(**{k: "0" for k in OPENING if k.startswith("w-")})
    assert "Every weight is 0" in texts(page)


def test_a_moved_slider_changes_the_weights_of_the_record():
    page = opened()
    page.slider(key="decide-w-ttft").set_value(60).run()
    assert not page.exception
    values = OPENING | {"w-ttft": 60}
    assert sheet(values).record.weights["ttft"] == pytest.approx(60 / 150)
    assert plain(wording.answer(sheet(values))) in texts(page)


def test_own_stars_replace_a_fallen_rating_and_keep_its_evidence():
    values = OPENING | {"own": ("vllm;model-support;5;we run six families",)}
    cells = [
        e
        for e in sheet(values).record.evidence
        if (e.option, e.criterion) == ("vllm", "model-support")
    ]
    assert [(e.shown, e.override, e.ref) for e in cells] == [
        ("5 ★", "we run six families", "mat-models-vllm")
    ]


def test_own_stars_and_voices_that_cannot_be_read_are_named_above_the_page():
    page = opened(own=["x;y"], voice=["Ops;nosuch=1"])
    said = page.warning[0].value
    assert "own stars need framework" in said and "no criterion is called" in said


def test_a_voice_beside_the_sliders_shares_the_mean():
    record = sheet(OPENING | {"who": "Us", "voice": ("Ops;upkeep=10",)}).record
    assert [v.name for v in record.voices] == ["Us", "Ops"]
    assert record.weights["upkeep"] == pytest.approx((0.1 + 1) / 2)


def test_a_facilitator_may_leave_the_own_sliders_out():
    record = sheet(OPENING | {"mine": False, "voice": ("Ops;upkeep=10",)}).record
    assert [v.name for v in record.voices] == ["Ops"]
    assert [c.id for c in record.criteria] == ["upkeep"]


def test_only_criteria_with_points_are_in_the_record():
    record = sheet(OPENING).record
    assert "multi-lora" not in record.weights
    assert len(record.criteria) == sum(1 for k, v in OPENING.items() if k.startswith("w-") and v)


def test_words_change_no_figure_and_ask_nothing_anew():
    assert sheet(
        OPENING | {"title": "x", "one": "tgi", "mode": "brief", "step": "ranking"}
    ) is sheet(OPENING)


def test_a_line_of_the_future_is_a_date_an_event_or_both():
    assert wording.revisit("2027-06-01") == Revisit("", dt.date(2027, 6, 1))
    assert wording.revisit("two releases, 2027-06-01") == Revisit(
        "two releases", dt.date(2027, 6, 1)
    )
    assert wording.revisit("two releases, soon") == Revisit("two releases, soon")


def test_a_record_keeps_words_link_and_day_and_reads_back_the_same():
    values = OPENING | {k: "x" for k in WORDS if k not in ("status", "day")} | {"day": "2026-11-20"}
    made = finished(
        sheet(values).record,
        wording.words(values),
        "https://host/decide?v=1",
        wording.made_on(values, dt.date(2026, 11, 25)),
    )
    assert made.made_on == dt.date(2026, 11, 20) and made.words.title == "x"
    assert from_json(to_json(made)) == made


def test_the_shared_link_carries_the_ranking_it_showed():
    record = sheet(OPENING).record
    was = wording.snapshot(record)
    rows = wording.then_and_now(was, record)
    assert rows.Then.tolist() == rows.Now.tolist() and rows.Then[0].startswith("vLLM 0.")


def test_a_link_of_older_data_shows_its_ranking_beside_todays():
    page = opened(v="0123456789ab", was=["tgi;0.9", "vllm;0.2", "<b>;1"])
    assert "Since this link was made the ranking has changed" in texts(page)
    assert page.table[0].value.Then.tolist()[:3] == ["TGI 0.90", "vLLM 0.20", "–"]


def test_a_link_of_the_same_data_shows_no_comparison():
    page = opened(v=store.version(), was=["tgi;0.9"])
    assert "Since this link was made" not in texts(page)


@pytest.mark.parametrize("step", STEPS)
def test_every_step_of_the_agenda_opens_from_a_link_with_a_title(step: str):
    page = opened(mode="meeting", step=step, must=["alive"], decision="vLLM it is")
    assert texts(page).count("\n# ") + texts(page).startswith("# ") == 1
    assert f"of 7: {STEPS[step]}" in texts(page)
    assert not page.slider


def test_back_and_next_walk_through_the_agenda_and_leave_ends_it():
    page = opened(mode="meeting")
    assert page.button(key="decide-back").disabled
    page.button(key="decide-next").click().run()
    assert page.query_params["step"] == "must-haves"
    page.button(key="decide-leave").click().run()
    assert "mode" not in page.query_params and page.slider


@pytest.mark.parametrize("step", STEPS)
def test_a_meeting_without_an_option_left_still_goes_on(step: str):
    opened(mode="meeting", step=step, fw=["tgi"], must=["alive"])


def test_the_brief_has_a_figure_and_a_reason_an_option_and_no_control():
    page = opened(mode="brief", must=["alive"], title="Serve with vLLM", dissent="Ops would wait")
    assert not (page.slider or page.text_area or page.button or page.pills)
    rows = page.table[0].value
    assert rows.Option.tolist()[0] == "vLLM" and len(rows) == 4
    assert all(r.endswith(".") for r in rows.Why.str.replace("\\", ""))
    said = texts(page)
    assert "# Serve with vLLM" in said and "Ops would wait" in said and "**TGI** is out" in said


def test_reasons_name_the_largest_gain_and_loss_against_the_others():
    made = record()
    # TensorRT-LLM: throughput .48 × (.9 − .5) gains most, setup .42 × (.4 − .7) loses most.
    assert wording.reasons(made)[0] == (
        "Gains most on Peak throughput (4.5 ★); loses most on Ease of setup (2 ★)."
    )
    assert any(r.endswith("unknown: Model support.") for r in wording.reasons(made))


def test_the_weights_that_can_flip_are_all_that_a_meeting_shows():
    made = sheet(OPENING).record
    live = charts.weights(made, theme="dark", size="large", live=True)
    every = charts.weights(made, theme="dark")
    assert len(every.rows["weights"]) == len(made.fragility.intervals)
    assert 0 < len(live.rows["weights"]) < len(every.rows["weights"])
    assert set(live.rows["ends"].row) <= set(live.rows["weights"].row)


def test_text_of_a_reader_is_shown_letter_by_letter():
    page = opened(mode="brief", title="**bold** [x](javascript:1)", context="<b>\n# head")
    assert "# \\*\\*bold\\*\\* \\[x\\]\\(javascript\\:1\\)" in texts(page)
    assert "\\<b\\>  \n\\# head" in texts(page)


def test_voices_that_differ_say_on_what_and_for_whom():
    made = record()
    assert wording.agreement(made) == (
        "The voices choose differently: 1 is for vLLM and 1 is for TensorRT-LLM"
    )
    # Ops 30 %, Speed two thirds
    assert wording.difference(made) == "Peak throughput divides most: 30 % to 66.7 % (Speed)"


def test_one_voice_has_nothing_to_agree_on():
    made = sheet(OPENING).record
    assert wording.agreement(made) == "" and wording.difference(made) == ""


def test_when_to_look_again_is_read_from_the_gaps_of_the_measurements():
    said = wording.revisits(sheet(OPENING | {"fw": ("vllm", "deepspeed")}).record)
    assert said[0] == "Measured TTFT and Measured ITL of DeepSpeed can be measured"
    assert "the oldest used" in said[-1]


def test_a_suggested_line_is_added_below_what_is_written():
    page = opened(mode="record", again="two releases")
    page.button(key="decide-again-0").click().run()
    assert page.text_area(key="decide-again").value.startswith(
        "two releases\nMeasured throughput, "
    )


def test_evidence_leads_to_the_pairs_and_claims_it_rests_on():
    rows = opened(mode="evidence", one="triton", model="meta-llama/Llama-3.1-8B-Instruct").table
    said = " ".join(rows[1].value.Evidence)
    assert "[pairs](/ranks?" in said and "rival=triton" in said
    assert "[claim](/compare?claim=mat-ease-triton)" in said


def test_filters_of_measurements_without_a_pair_leave_their_readings_missing():
    made = sheet(OPENING | {"gpu": ("A10G",), "prec": ("fp8",)}).record
    measured = [e for e in made.evidence if e.criterion == "ttft" and e.option != "vllm"]
    assert {e.shown for e in measured} == {""}
    assert measured[0].text == "0 matched pairs in 0 set-ups: too few for a ratio"


def test_the_largest_selection_opens_in_every_part():
    every = {k: "100" for k in OPENING if k.startswith("w-")}
    voices = [f"Voice {n};upkeep={n}" for n in range(1, 31)]
    for mode in MODES:
        opened(mode=mode, must=list(MUST_HAVES), voice=voices, **every)


def test_too_long_a_link_gives_a_reason_and_no_record():
    page = opened(mode="record", voice=[f"{'名' * 40}{n};upkeep=1" for n in range(40)])
    next(b for b in page.button if b.label == "Export the record").click().run()
    assert "No record can be made" in page.error[0].value
