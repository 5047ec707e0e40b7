"""Two frameworks side by side, and the technical sections: sentences from rows."""

import pandas as pd

from tests.test_ratings import TWO, cells
from tradeoffs import store
from tradeoffs.comparison import memory, pair, ratings


def test_title_says_who_has_more_stars_on_how_many_criteria():
    expected = "Stars as written on 2 criteria: vLLM has more on 2"
    assert pair.stars_title(TWO, "vllm", "tgi") == expected
    level = cells(("vllm", "multi-lora", 5, "holds", None), ("tgi", "multi-lora", 5, "wrong", None))
    assert pair.stars_title(level, "vllm", "tgi").endswith("1 criterion: level on 1")


def test_criterion_that_one_of_them_lacks_is_not_compared():
    one = cells(("vllm", "multi-lora", 5, "holds", None), ("tgi", "multi-lora", None, None, None))
    assert pair.stars_title(one, "vllm", "tgi") == "No criterion is rated for both"


def test_framework_beside_itself_asks_for_two():
    assert "choose two" in pair.stars_title(TWO, "tgi", "tgi")
    facts = store.ask("pair_facts", a="tgi", b="tgi")
    assert list(pair.facts_table(facts, "tgi", "tgi").columns) == ["Today", "TGI"]


def test_fallen_ratings_are_counted_for_each():
    said = pair.fallen_sentence(TWO, "vllm", "tgi")
    assert said.startswith("No longer stand: 0 of vLLM’s 2 and 2 of TGI’s 2.")


def test_fact_that_was_not_found_is_said_not_guessed():
    facts = store.ask("pair_facts", a="vllm", b="deepspeed")
    table = pair.facts_table(facts, "vllm", "deepspeed").set_index("Today")
    assert table.loc["Container image", "DeepSpeed"] == pair.NOT_FOUND
    assert table.loc["Container image", "vLLM"] == "vllm/vllm\\-openai"
    assert pair.facts_title(facts, "vllm", "deepspeed") == (
        "vLLM is active and DeepSpeed is in maintenance"
    )


def test_written_places_follow_the_founding_orders():
    ranks = store.ask("pair_ranks", a="vllm", b="tensorrt-llm")
    assert pair.ranks_title(ranks, "vllm", "tensorrt-llm") == (
        "Written ahead: vLLM on time to first token and throughput; "
        "TensorRT-LLM on time between tokens"
    )
    assert list(pair.labelled(ranks).metric.unique()) == ["ttft", "itl", "throughput"]


def test_shipped_matrix_has_every_cell_and_three_through_another_engine():
    rows = ratings.in_order(store.ask("star_matrix", fw=(), crit=()))
    assert len(rows) == 30
    through = rows[rows.qualifier.notna()]
    assert list(through.framework.unique()) == ["triton"]
    assert set(through.standing) == {"half"}
    assert len(through) == 3


def test_statements_resting_on_one_claim_are_one_entry():
    rows = store.ask("memory_statements", fw=("vllm",))
    shown = memory.statements_of(rows, "memory", "vllm")
    assert len(shown) == shown.claim_id.nunique() == 3
    said = "PagedAttention; KV cache in pages reached through block tables"
    assert said in set(shown.said)


def test_general_statements_come_first_and_stay_under_every_choice():
    rows = store.ask("memory_statements", fw=("tgi",))
    shown = memory.statements_of(rows, "continuous")
    assert list(shown.framework) == ["all", "all", "all", "tgi"]
    assert list(shown.named) == [False, False, False, True]


def test_same_claim_is_counted_once_in_the_memory_title():
    rows = pd.DataFrame(
        {
            "claim_id": ["a", "a", "b"],
            "verdict": ["wrong", "wrong", "holds"],
            "framework": ["tgi", "tgi", "vllm"],
        }
    )
    assert memory.answer(rows) == "1 of 2 statements on memory and batching no longer stands"
    assert memory.measure(rows).endswith("fallen: TGI 1.")
    assert memory.card_title(rows) == "1 of 2 statements holds"
