"""The cheapest within limits: who is searched at which price, who wins, what would change it."""

from __future__ import annotations

import numpy as np
import pytest

from tests.test_planning import values
from tradeoffs.planning import cheapest, cheapest_words, known

TWO = ("H100-SXM-80GB", "B200")


def searched(**changes):
    return cheapest.search(values(**{"among": TWO, "price": "median"} | changes), known.now())


def test_without_a_rule_or_a_typed_price_nothing_is_searched():
    found = searched(price="none")
    assert found.offers.empty and found.unpriced == list(TWO)
    assert cheapest_words.title(found).startswith("The cheapest needs a price")


def test_a_typed_price_counts_for_its_gpu_and_the_rule_for_the_others():
    found = searched(a_usd=1.0)
    assert found.prices["H100-SXM-80GB"].usd == 1.0
    assert found.prices["B200"].usd == known.now().prices["B200"].median


def test_a_gpu_that_has_a_modelled_rental_only_is_left_out_and_named():
    found = searched(among=("GB300", "B200"))
    assert found.unpriced == ["GB300"] and "left out: GB300" in cheapest_words.searched(found)


def test_the_winner_is_the_lowest_price_within_every_limit():
    found = searched(tpot=20, ttft=400, budget=30)
    offers = found.offers
    inside = offers[
        (offers.tpot_ms <= 20)
        & (offers.ttft_ms <= 400)
        & (offers.usd_per_hour <= 30)
        & (offers.gpus <= 8)
    ]
    assert found.ranked["usd_per_mtok"].iloc[0] == inside["usd_per_mtok"].min()
    assert len(found.ranked) == len(inside)


def test_everything_ranked_fits_in_memory_and_has_room_for_the_load():
    ranked = searched(load=256).ranked
    assert (ranked["memory_bytes"] <= ranked["usable_bytes"]).all()
    assert (ranked["max_concurrency"] >= 256).all()


def test_a_rival_at_its_winning_price_costs_as_much_as_the_winner():
    found = searched()
    rival, winner = found.rivals.iloc[0], found.ranked.iloc[0]
    at = rival["usd_per_gpu_hour_to_win"] * rival["gpus"] / (rival["output_tok_s"] * 3600) * 1e6
    assert at == pytest.approx(winner["usd_per_mtok"])


def test_limits_at_the_slow_end_are_stricter_by_the_band():
    plain, sure = searched(tpot=20), searched(tpot=20, sure=True)
    assert 0 < len(sure.ranked) < len(plain.ranked)
    row = sure.ranked.iloc[0]
    assert row["tpot_ms"] == pytest.approx(row["tpot_ms_estimate"] * np.exp(row["width_tpot_ms"]))
    assert row["tpot_ms"] <= 20


def test_what_the_limit_on_gpus_costs_can_be_said():
    found = searched(gpus=1, tpot=11)
    said = cheapest_words.changes(found)
    assert found.ranked.empty or found.ranked["gpus"].max() == 1
    assert any("Without the limit on GPUs: 2 ×" in line for line in said)


def test_an_extrapolated_winner_is_called_so():
    found = searched(among=("MI325X",))
    assert "(extrapolated) is cheapest" in cheapest_words.title(found)


def test_the_list_has_one_row_for_a_gpu_number_and_precision():
    rows = cheapest_words.listed(searched())
    names = rows["Configuration"].str.rsplit(", ", n=1).str[0]
    assert names.is_unique and 0 < len(rows) <= 12
