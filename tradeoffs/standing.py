"""How the founding comparison stands today: the sentences that its pages say, from rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import pandas as pd

from tradeoffs.formats import age, count, day, listing, plural, words
from tradeoffs.vocabulary import FRAMEWORKS, VERDICTS, framework_label

Claim = tuple[str, str]  # claim id and verdict


def recommendations_answer(recommendations: pd.DataFrame) -> str:
    """How many recommendations hold, and whose no longer do. Needs ``framework``, ``verdict``.

    Opinions and disputed ones are neither: the rest of the page says which they are.
    """
    total = len(recommendations)
    holding = int((recommendations.verdict == "holds").sum())
    verb = "holds" if holding == 1 else "hold"
    said = f"{count(holding)} of {plural(total, 'written recommendation')} {verb} today"
    fallen = recommendations[recommendations.verdict.isin(["outdated", "wrong"])]
    parts = [f"{framework_label(r.framework)}’s is {r.verdict}" for r in fallen.itertuples()]
    return "; ".join([said, *([listing(parts)] if parts else [])])


def extent_sentence(extent: pd.Series) -> str:
    """What the dashboard knows, from the row of query ``extent``."""
    return (
        "A written comparison of five frameworks (its stars, orders and advice are the "
        "“founding text” here), checked claim by claim: "
        f"{plural(int(extent.frameworks), 'framework')}, "
        f"{plural(int(extent.claims), 'written claim')} checked against evidence, "
        f"{count(extent.points)} measured points and {count(extent.mlperf)} MLPerf results "
        f"from {plural(int(extent.sources), 'publication')}. "
        f"Facts as of {day(extent.facts_as_of)}."
    )


def in_reading_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with a ``framework`` in the order of the founding comparison, others last."""
    place = {f: i for i, f in enumerate(FRAMEWORKS)}
    order = rows.framework.map(lambda f: place.get(f, len(place)))
    return rows.iloc[order.argsort(kind="stable")]


def release_age(stated: str, today: dt.date | None = None) -> str:
    """``21 days old`` from a stated day; from a stated month only months, ``about 1 month old``.

    ``stated`` may name other products after the date, in brackets.
    """
    today = today or dt.date.today()
    parts = [int(p) for p in stated.split()[0].split("-")]
    if len(parts) == 3:
        return f"{age(dt.date(*parts), today)} old"
    months = (today.year - parts[0]) * 12 + today.month - parts[1]
    return f"about {plural(months, 'month')} old" if months else "this month"


def short_version(stated: str) -> str:
    """``MII 0.3.3`` of ``MII 0.3.3 (DeepSpeed 0.19.8)``; ``26.10`` of ``26.10 container (…)``."""
    return stated.split(" (")[0].removesuffix(" container")


def releases_sentence(year_releases: int, list_is_behind: bool) -> str:
    """Stable releases in twelve months; ``9+`` where the list ends before the newest one."""
    if list_is_behind:
        return f"{count(year_releases)}+ stable releases in 12 months"
    return f"{plural(int(year_releases), 'stable release')} in 12 months"


def reasons_with_claims(reasons: str, claims: Sequence[Claim]) -> list[tuple[Claim, str]]:
    """Each reason of a semicolon list with the claim behind it.

    One claim may stand for several reasons. Raises ValueError where reasons and claims cannot
    be told apart.
    """
    named = reasons.split(";")
    if len(claims) == 1:
        claims = [claims[0]] * len(named)
    if len(claims) != len(named):
        raise ValueError(f"{len(claims)} claims for the reasons {reasons!r}")
    return list(zip(claims, named, strict=True))


def verdict_tally(verdicts: Sequence[str]) -> dict[str, int]:
    """Counts by verdict in their fixed order, those that occur."""
    found = list(verdicts)
    return {v: found.count(v) for v in VERDICTS if v in found}


def fallen_sentence(fallen: int, claims: int) -> str:
    """``49 of 175 written claims are outdated or wrong``."""
    verb = "is" if fallen == 1 else "are"
    return f"{count(fallen)} of {plural(int(claims), 'written claim')} {verb} outdated or wrong"


def model_name(model_id: str) -> str:
    """The model without its publisher: ``Llama-2-7b-hf``."""
    return model_id.rsplit("/", 1)[-1]


_GRAVITY = ("wrong", "outdated", "disputed", "unverifiable", "opinion", "holds")


def gravest(claims: pd.DataFrame) -> pd.Series:
    """The claim that misleads most: first in order among those of the gravest verdict."""
    return claims.iloc[claims.verdict.map(_GRAVITY.index).argsort(kind="stable").iloc[0]]


def misleading_sentence(rows: pd.DataFrame) -> str:
    """How many misleading statements there are and how many of them fell, by gravest verdict."""
    worst = rows.groupby("rank")[["verdict"]].apply(lambda claims: gravest(claims).verdict)
    fell = int(worst.isin(["outdated", "wrong"]).sum())
    rest = len(worst) - fell
    said = f"These {plural(len(worst), 'statement')} change decisions"
    if not rest:
        return f"{said}: all {count(fell)} rest on such claims"
    return f"{said}: {count(fell)} rest on such claims, {count(rest)} on disputed or unproven ones"


def who(frameworks: Iterable[str]) -> str:
    """Whom claims are about: one framework, all of them, or ``several frameworks``."""
    found = set(frameworks)
    if len(found) > 1:
        return "several frameworks"
    (framework,) = found
    return framework_label(framework) if framework != "all" else "all frameworks"


def claim_name(framework: str, feature: str) -> str:
    """``vLLM, TTFT rank``: whose claim, on what; the second alone where it says it all."""
    about = words(feature)
    label = framework_label(framework)
    return about if framework == "all" or label in about else f"{label}, {about}"


def answers_sentence(answers: pd.DataFrame) -> str:
    """How many answers stand whole, of rows with ``qa_id`` and ``verdict`` a claim.

    An answer stands where none of its claims is wrong, outdated or disputed and at least one
    holds.
    """
    verdicts = answers.groupby("qa_id").verdict.agg(set)
    stands = verdicts.map(lambda v: "holds" in v and not v & {"wrong", "outdated", "disputed"})
    verb = "stands" if stands.sum() == 1 else "stand"
    return f"{count(stands.sum())} of {plural(len(verdicts), 'usual answer')} still {verb} whole"


def answer_standing(verdicts: Iterable[str]) -> str:
    """One answer in words: how many of its claims hold, and how many fell or are in dispute."""
    tally = verdict_tally(list(verdicts))
    total = sum(tally.values())
    parts = [f"{n} {'hold' if v == 'holds' and n > 1 else v}" for v, n in tally.items()]
    return f"{plural(total, 'claim')}: {listing(parts)}"
