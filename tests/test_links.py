"""A link opens the view it was made from, and no text in a link can do harm."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.links_doc import DOC, document
from tradeoffs import links
from tradeoffs.linkcoding import MAX_VALUE_CHARS, MAX_VALUES, encode, parse
from tradeoffs.linkkeys import KEYS, PAGES, Key

PAGE_FILES = Path(__file__).resolve().parent.parent / "pages"
# Ids as the data have them: slashes, plus signs, spaces, dots and letters of any script.
IDS = (
    "vllm",
    "vllm+llm-d-pd",
    "openai/gpt-oss-120b",
    "Qwen/Qwen2.5-7B",
    "H100 80GB (SXM)",
    "a&b=c#d?e%20f",
    "größe-模型",
    "official benchmark consortium",
)
ALL_KEYS = [(slug, name) for slug, keys in KEYS.items() for name in keys]
HOSTILE = [
    "'; drop table results; --",
    "1 or 1=1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[click](javascript:alert(1))",
    "x" * 8192,
    "nan",
    "inf",
    "-inf",
    "1e999",
    "\x00",
    "\u202eabc",
    "",
    "../../etc/passwd",
]


def choices_of(slug: str) -> dict[str, tuple]:
    """Allowed values of the keys whose values come from the data."""
    return {k: IDS for k, key in KEYS[slug].items() if needs_data(key)}


def needs_data(key: Key) -> bool:
    return key.kind in ("choice", "choices") and not key.allowed


def values_of(key: Key) -> st.SearchStrategy[Any]:
    """Any value that a control of this key can hold."""
    allowed = key.allowed or IDS
    if key.kind == "choice":
        return st.sampled_from((*allowed, key.default))
    if key.kind == "choices":
        return st.lists(st.sampled_from(allowed), unique=True).map(tuple)
    if key.kind == "flag":
        return st.booleans()
    if key.kind == "number":
        if isinstance(key.default, int) and isinstance(key.step, int):
            return st.integers(int(key.low), int(key.high))
        steps = round((key.high - key.low) / key.step)
        return st.integers(0, steps).map(lambda n: round(key.low + n * key.step, 6))
    printable = st.characters(exclude_categories=("C", "Z"))
    if key.kind == "texts":
        one = st.text(printable, min_size=1, max_size=key.max_chars)
        return st.lists(one, unique=True, max_size=3).map(tuple)
    return st.text(printable, max_size=key.max_chars)


@pytest.mark.parametrize("slug", KEYS)
@given(data=st.data())
def test_view_survives_the_way_through_its_link(slug: str, data: st.DataObject):
    view = {name: data.draw(values_of(key), name) for name, key in KEYS[slug].items()}
    address = links.url(slug, **view)
    raw = parse_qs(urlsplit(address).query, keep_blank_values=True)
    found, dropped = parse(slug, raw, choices_of(slug))
    assert found == view
    assert dropped == []


@pytest.mark.parametrize("slug", KEYS)
def test_opening_view_has_a_bare_address(slug: str):
    defaults = {name: key.default for name, key in KEYS[slug].items()}
    assert links.url(slug, **defaults) == PAGES[slug].path
    assert parse(slug, {}, choices_of(slug)) == (defaults, [])


@pytest.mark.parametrize(("slug", "name"), ALL_KEYS)
@pytest.mark.parametrize("value", HOSTILE, ids=lambda v: repr(v[:20]))
def test_hostile_value_is_dropped_with_a_reason_or_taken_as_text(slug, name, value):
    key = KEYS[slug][name]
    found, dropped = parse(slug, {name: [value]}, choices_of(slug))
    if dropped:
        assert found[name] == key.default
        assert (dropped[0].key, dropped[0].value) == (name, value)
        assert dropped[0].why
    elif key.kind in ("text", "prose"):
        assert len(found[name]) <= key.max_chars and found[name].isprintable()
    elif key.kind == "texts":
        assert all(len(one) <= key.max_chars and one.isprintable() for one in found[name])
    else:
        assert value == key.default == found[name], "only the default itself passes unseen"


@given(st.dictionaries(st.text(), st.lists(st.text(), min_size=1, max_size=4), max_size=6))
def test_no_query_string_raises_on_any_page(raw: dict[str, list[str]]):
    for slug in KEYS:
        found, _ = parse(slug, raw, choices_of(slug))
        assert found.keys() == KEYS[slug].keys()


@pytest.mark.parametrize("slug", KEYS)
def test_unknown_key_is_named(slug: str):
    _, dropped = parse(slug, {"nosuchkey": ["1"]}, {})
    assert [(d.key, d.why) for d in dropped] == [("nosuchkey", "this page has no such setting")]


def test_pinned_data_version_is_no_unknown_key():
    assert parse("sources", {"v": ["abc"]}, {})[1] == []


def test_last_of_repeated_values_wins_and_says_so():
    found, dropped = parse("sources", {"part": ["method", "tables"]}, {})
    assert found["part"] == "tables"
    assert [d.why for d in dropped] == ["given more than once; the last was taken"]


def test_several_values_keep_their_order_and_lose_their_doubles():
    found, dropped = parse("sources", {"kind": ["b", "a", "b"]}, {"kind": ("a", "b")})
    assert found["kind"] == ("b", "a")
    assert dropped == []


def test_flood_of_values_is_cut_and_named():
    found, dropped = parse("sources", {"kind": ["a"] * (MAX_VALUES + 1)}, {"kind": ("a",)})
    assert found["kind"] == ("a",)
    assert [d.why for d in dropped] == [f"more than {MAX_VALUES} values"]


def test_one_bad_value_among_good_ones_costs_only_itself():
    found, dropped = parse("sources", {"kind": ["a", "<b>"]}, {"kind": ("a",)})
    assert found["kind"] == ("a",)
    assert [(d.value, d.why) for d in dropped] == [("<b>", "not among the values this page knows")]


def test_long_value_is_dropped_before_it_is_looked_at():
    _, dropped = parse("sources", {"q": ["x" * (MAX_VALUE_CHARS + 1)]}, {})
    assert [d.why for d in dropped] == [f"longer than {MAX_VALUE_CHARS} characters"]


def test_prose_keeps_its_lines_and_nothing_else_that_cannot_be_printed():
    found, dropped = parse("decide", {"again": ["one\ntwo\x00\u202e"]}, {})
    assert found["again"] == "one\ntwo" and not dropped
    assert parse("decide", {"title": ["one\ntwo"]}, {})[0]["title"] == "onetwo"


NUMBER = Key("number", 4, "GPUs", low=1, high=16)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("17", "outside 1 to 16"),
        ("0", "outside 1 to 16"),
        ("nan", "outside 1 to 16"),
        ("inf", "outside 1 to 16"),
        ("2.5", "not a whole number"),
        ("four", "not a number"),
    ],
)
def test_number_outside_its_limits_is_dropped_not_clamped(monkeypatch, text: str, why: str):
    monkeypatch.setitem(KEYS, "small", {"n": NUMBER})
    found, dropped = parse("small", {"n": [text]}, {})
    assert found == {"n": 4}
    assert [d.why for d in dropped] == [why]


def test_values_are_escaped_in_the_address():
    assert encode("q", KEYS["sources"]["q"], "a+b/ü") == [("q", "a+b/ü")]
    assert links.url("sources", q="a+b/ü") == "/sources?" + urlencode({"q": "a+b/ü"})
    assert links.url("sources", q="a b") == "/sources?q=a+b"


def test_link_to_a_key_the_page_lacks_is_a_mistake_of_ours():
    with pytest.raises(KeyError, match="nosuchkey"):
        links.url("sources", nosuchkey="1")


def test_page_link_parameters_name_each_value():
    found = links.params("sources", kind=("vendor", "academic"), part="list")
    assert found == {"kind": ["vendor", "academic"]}


def test_every_page_has_its_file_and_its_own_address():
    assert KEYS.keys() == PAGES.keys()
    assert len({page.path for page in PAGES.values()}) == len(PAGES)
    assert sorted(p.stem for p in PAGE_FILES.glob("*.py")) == sorted(PAGES)


def test_document_of_the_links_lists_every_page_and_key():
    assert DOC.read_text("utf-8") == document(), "run python -m scripts.links_doc"
