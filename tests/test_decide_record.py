"""A decision record keeps what was decided, runs nothing, and tells what has changed since."""

import dataclasses
import datetime as dt
import html.parser
import json
import re
import xml.etree.ElementTree as ET

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from scripts.render_pdf import page_images, page_texts
from tests.decided import PAPER, TRAP, WORDS, full_table, record
from tests.deciding import decisions
from tradeoffs.decide import documents
from tradeoffs.decide.criteria import Criterion, Evidence, Option, Reading, Scale, Table
from tradeoffs.decide.differences import differences
from tradeoffs.decide.documents import markdown_text
from tradeoffs.decide.drafting import draft
from tradeoffs.decide.must_haves import shortlist
from tradeoffs.decide.record import Words, from_json, to_json
from tradeoffs.decide.scoring import RULES
from tradeoffs.decide.telling import web_address
from tradeoffs.decide.voices import Voice

RECORD = record()
TRAPPED = record(
    Words(title=TRAP, question=TRAP, context=f"{TRAP}\n\n    {TRAP}", dissent="# d\n- e\n1. f"),
    text=TRAP,
)
BUNDLE = documents.bundle(RECORD)


def test_record_read_again_writes_the_same_bytes_in_every_form():
    again = from_json(to_json(RECORD))
    assert again == RECORD
    assert documents.bundle(again) == BUNDLE
    assert documents.zipped(documents.bundle(again)) == documents.zipped(BUNDLE)


def test_bundle_holds_every_form_and_the_charts():
    assert list(BUNDLE) == [
        *("decision.md", "decision.html", "decision.pdf", "decision.json"),
        *("ranking.svg", "weights.svg", "winners.svg"),
    ]


def test_record_keeps_ranking_weights_and_every_cell():
    # Weights of the voices: 0.5, 0.3, 0.2 and 1/3, 2/3, 0.
    assert RECORD.weights == pytest.approx({"setup": 5 / 12, "throughput": 29 / 60, "support": 0.1})
    assert [(p.rank, p.option) for p in RECORD.ranking] == [
        (1, "tensorrt-llm"),
        (2, "triton"),
        (3, "vllm"),
    ]
    assert [v.winners for v in RECORD.voices] == [("vllm",), ("tensorrt-llm",)]
    assert len({(e.option, e.criterion) for e in RECORD.evidence}) == 4 * 3
    assert [(m.option, m.excluded, m.text) for m in RECORD.must_haves] == [
        ("tgi", True, "Repository archived"),
        ("triton", False, ""),
    ]


def changed(**parts) -> bytes:
    """The record's JSON with fields replaced."""
    return json.dumps(json.loads(to_json(RECORD)) | parts).encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a decision record"),
        (b"\xff\xfe", "not a decision record"),
        (b"[" * 100_000, "not a decision record"),
        (b"[]", "not a decision record: Expected `object`"),
        (b'{"schema": 2}', "record of schema 2; this dashboard reads schema 1"),
        (b'{"schema": 1}', "missing required field `made_on`"),
        (changed(made_on="soon"), r"date - at `\$\.made_on`"),
        (changed(sql="drop"), "unknown field `sql`"),
        (changed(weights={"setup": 7}), r"at `\$\.weights"),
        (changed(weights={"price": 0.5}), "no criterion has the id 'price'"),
        (changed(options=[]), "no option has the id"),
        (b" " * 5_000_001, "larger than 5 MB"),
    ],
)
def test_file_that_is_no_record_is_refused_in_words(content, said):
    with pytest.raises(ValueError, match=said):
        from_json(content)


@given(st.binary(max_size=60))
def test_no_bytes_do_more_than_be_refused(content):
    with pytest.raises(ValueError, match="not a decision record|of schema"):
        from_json(content)


class Seen(html.parser.HTMLParser):
    """Tags with their attributes, and the text between."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def test_html_shows_hostile_text_as_text_and_loads_nothing():
    seen = Seen(documents.html(TRAPPED))
    tags = {tag for tag, _ in seen.tags}
    assert TRAP in seen.text
    assert not tags & {"script", "iframe", "object", "svg", "form", "link"}
    for tag, attrs in seen.tags:
        assert not [a for a in attrs if a.startswith("on")]
        if "src" in attrs:
            assert attrs["src"].startswith("data:image/svg+xml;base64,")
        if tag == "a":
            assert attrs["href"].startswith("https://")


def test_charts_of_hostile_names_hold_no_script():
    for name, content in documents.bundle(TRAPPED).items():
        if name.endswith(".svg"):
            root = ET.fromstring(content)
            tags = {element.tag.rpartition("}")[2] for element in root.iter()}
            assert not tags & {"script", "foreignObject", "a", "image"}


def words_of(markdown: str) -> str:
    """What a reader sees of Markdown; fails where it holds anything but text."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    inline = [child for token in tokens if token.children for child in token.children]
    assert {c.type for c in inline} <= {"text", "text_special"}
    assert {t.type for t in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    return "".join(c.content for c in inline)


TRICKY = st.text(st.sampled_from("ab1 .)-+=#*_`~[]()<>!|\\:/@&;{}$\"'www.http"), max_size=30)


@settings(max_examples=300)
@given(TRICKY | st.text(st.characters(exclude_categories=("C", "Z")), max_size=30))
def test_any_text_is_shown_letter_by_letter_by_markdown(text):
    assert words_of(markdown_text(text)) == " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "1. no list",
        "- no list",
        "# no heading",
        "=== no line",
        "www.a.org",
        "http://a.org",
        "a@b.co",
    ],
)
def test_line_that_looks_like_markdown_stays_a_line(text):
    assert words_of(markdown_text(text)) == text


@given(TRICKY)
def test_nothing_of_a_text_becomes_a_link_on_github(text):
    assert not re.search(r"(?i)https?://|www\.|\w@\w", markdown_text(text))


def test_markdown_has_the_headings_of_madr():
    heads = re.findall(r"^#+ .*$", BUNDLE["decision.md"].decode(), re.M)
    assert heads[:6] == [
        "# Serve the assistant with vLLM",
        "## Context and Problem Statement",
        "## Decision Drivers",
        "## Considered Options",
        "## Decision Outcome",
        "### Consequences",
    ]
    assert heads[-1] == "## More Information"


def test_hostile_text_adds_no_structure_to_the_markdown():
    def structure(text: str) -> list[str]:
        body = text.split("---\n", 2)[2]
        kinds = [
            t.type for t in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
        ]
        return [
            k for k in kinds if k.startswith(("heading", "td", "fence", "code", "html", "bullet"))
        ]

    clean = record(Words(title="t", question="q", context="c\n\nd", dissent="d\ne\nf"), text=" x")
    assert structure(documents.markdown(TRAPPED)) == structure(documents.markdown(clean))


def test_markdown_front_matter_quotes_names():
    front = documents.markdown(TRAPPED).split("---\n")[1]
    people = re.search(r"^decision-makers: (.*)$", front, re.M)[1]
    assert json.loads(people) == ["Ops" + TRAP, "Speed"]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.org/x?y=1&z=2", "https://a.org/x?y=1&z=2"),
        ("https://a.org/<b>(c)\"'\n", "https://a.org/%3Cb%3E%28c%29%22%27"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//a.org", ""),
        ("https:a.org", ""),
        ("https://[a.org", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_become_links(address, kept):
    assert web_address(address) == kept


def test_pdf_has_numbered_pages_and_all_charts():
    texts = page_texts(BUNDLE["decision.pdf"])
    assert [re.search(r"Page (\d+) of (\d+)", t).groups() for t in texts] == [
        (str(n), str(len(texts))) for n in range(1, len(texts) + 1)
    ]
    whole = "\n".join(texts)
    for said in ("Score, 0 to 1", "Right: Peak throughput", "now 10 %; never changes it"):
        assert said in whole


def test_pdf_shows_hostile_text_as_text():
    shown = "".join(page_texts(documents.pdf(TRAPPED))).replace("\u200b", "")
    assert "#set text(red)" in shown
    assert "**bold**" in shown


def test_nothing_of_a_long_record_touches_the_edge_of_a_page():
    long = dataclasses.replace(PAPER, text="W" * 900 + " " + "long words " * 80)
    table = full_table(" " + "M" * 120)
    readings = dict(table.readings) | {("vllm", "support"): Reading(3, evidence=(long,) * 3)}
    words = msgspec.structs.replace(WORDS, title="T" * 300, context="c" * 3000)
    made = record(words, table=dataclasses.replace(table, readings=readings))
    for image in page_images(documents.pdf(made), scale=0.5):
        grey = image.convert("L").point(lambda v: 255 if v < 200 else 0)
        left, top, right, bottom = grey.getbbox()
        assert left >= 25 and right <= image.width - 25  # the margin of 20 mm is 28 pixels


@settings(max_examples=30)
@given(decisions(missing=True, criteria=(1, 4), options=(1, 4)), st.sampled_from(list(RULES)))
def test_every_decision_makes_a_record_that_can_be_read_again(decision, rule):
    values, w = decision
    table = Table(
        tuple(Option(o, o.upper(), o) for o in values.options),
        tuple(Criterion(c, c.upper(), "fact", Scale(0, 1)) for c in values.criteria),
        {
            (o, c): Reading(float(x))
            for o, row in zip(values.options, values.value, strict=True)
            for c, x in zip(values.criteria, row, strict=True)
            if not np.isnan(x)
        },
    )
    made = draft(
        table,
        shortlist(values.options, []),
        [Voice("a", dict(zip(values.criteria, w, strict=True)))] * 2,
        rule,
        words=Words(),
        link="",
        data_version="",
        made_on=dt.date(2026, 1, 1),
    )
    assert from_json(to_json(made)) == made


def test_text_too_long_for_a_record_is_refused_when_it_is_made():
    with pytest.raises(ValueError, match=r"length <= 300 - at `\$\.words\.title`"):
        record(Words(title="x" * 301))


def test_control_characters_and_turned_text_are_left_out():
    made = record(Words(title="a\u202eb\x00c\x1bd", context="e\rf"))
    assert "<h1>abcd</h1>" in documents.html(made)
    assert "# abcd" in documents.markdown(made)
    assert "abcd" in page_texts(documents.pdf(made))[0]


def test_record_without_options_says_so():
    table = full_table()
    none = table.keep([])
    made = record(Words(), table=none)
    assert "# Decision without a title" in documents.markdown(made)
    assert made.fragility.sentence == "No option is left."
    assert "No option is left" in documents.html(made)
    assert page_texts(documents.pdf(made))


def test_newer_data_show_what_was_added_changed_and_gone():
    table = full_table()
    readings = dict(table.readings)
    readings["vllm", "setup"] = Reading(5, evidence=(PAPER,))
    readings["triton", "support"] = Reading(5, evidence=(Evidence("claim-9", "Measured"),))
    found = differences(RECORD, record(table=dataclasses.replace(table, readings=readings)))
    assert [(e.option, e.ref) for e in found.added] == [("triton", "claim-9")]
    assert [(c.old.shown, c.new.shown) for c in found.changed] == [("4 ★ (3.5 to 4.5)", "5 ★")]
    assert [(e.option, e.criterion) for e in found.gone] == [("triton", "support")]
    # vLLM: 5/12 · 1 + 29/60 · 0.4 + 0.1 · 0.6 = 0.67; Triton 0.64; TensorRT-LLM 0.66.
    assert [p.option for p in found.new_ranking] == ["vllm", "tensorrt-llm", "triton"]
    assert found.ranking_changed and found.scores_changed and not found.none


def test_same_data_show_no_difference():
    found = differences(RECORD, record())
    assert found.none and not found.ranking_changed


def test_option_excluded_since_is_named():
    admitted = msgspec.structs.replace(RECORD, must_haves=())
    assert differences(admitted, RECORD).excluded_since == ("tgi",)
    assert differences(RECORD, admitted).admitted_since == ("tgi",)
