"""Decision records for tests: one as people would write it, one full of traps."""

import datetime as dt

from tests.deciding import WEIGHTS, small_table
from tradeoffs.decide.criteria import Evidence, Option, Reading, Table
from tradeoffs.decide.drafting import draft
from tradeoffs.decide.must_haves import Finding, MustHave, shortlist
from tradeoffs.decide.record import Record, Revisit, Words
from tradeoffs.decide.scoring import LEAVE_OUT
from tradeoffs.decide.voices import Voice

PAPER = Evidence(
    "claim-7", "Four stars, checked in October", "https://example.org/a?b=1&c=2", "2026-10"
)
GONE = Evidence("fact-1", "Repository archived", "https://example.org/archived", "2026-03-21")
WORDS = Words(
    title="Serve the assistant with vLLM",
    question="Which framework serves our 70B model on H100?",
    context="Two teams share eight H100.\n\nLatency matters by day, throughput by night.",
    decision="vLLM, pinned to one minor version.",
    dissent="Speed would rather have measured TensorRT-LLM on our own prompts.",
    consequences="We write our own autoscaling.\nWe upgrade every quarter.",
    revisit=(Revisit("vLLM has two more releases"), Revisit("", dt.date(2027, 6, 1))),
    status="accepted",
)
TRAP = (
    '</td><script>alert(1)</script> #set text(red) $x$ **bold** [a](javascript:x) | `c` @b "q" \'s'
)


def full_table(text: str = "") -> Table:
    """The small table with evidence, an archived fourth option, and ``text`` after every name."""
    table = small_table()
    readings = dict(table.readings) | {
        ("vllm", "setup"): Reading(4, 3.5, 4.5, (PAPER,)),
        ("tgi", "setup"): Reading(5, evidence=(PAPER,), override="our own trial" + text),
    }
    options = tuple(Option(o.id, o.name + text, o.framework) for o in table.options)
    return Table((*options, Option("tgi", "TGI" + text, "tgi")), table.criteria, readings)


def record(words: Words = WORDS, text: str = "", table: Table | None = None) -> Record:
    """A decision of two voices in which TGI is excluded and one rating is missing."""
    table = table or full_table(text)
    alive = MustHave(
        "alive",
        "Not archived",
        {o.id: Finding(o.id != "tgi", (GONE,)) for o in table.options if o.id != "triton"},
    )
    voices = [Voice("Ops" + text, WEIGHTS), Voice("Speed", {"setup": 1, "throughput": 2})]
    return draft(
        table,
        shortlist([o.id for o in table.options], [alive]),
        voices,
        LEAVE_OUT,
        words=words,
        link="https://dash.example.org/decide?v=0123456789ab&w-setup=50",
        data_version="0123456789ab",
        made_on=dt.date(2026, 11, 25),
        notes={"tgi": "archived"},
    )
