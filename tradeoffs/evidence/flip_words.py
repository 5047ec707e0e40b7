"""What the flip chart says: its title, caption, and which curves it shows. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tradeoffs.evidence.estimate import Estimate
from tradeoffs.evidence.flips import DIMENSIONS, EVEN, Curve, Group, common_crossing, per_doubling
from tradeoffs.evidence.ranking import BETTER
from tradeoffs.formats import change, count, listing, number, percent, plural, ratio
from tradeoffs.vocabulary import GENERATIONS, LOAD_KINDS, framework_label


@dataclass(frozen=True)
class AlongLoad:
    """Curves of one kind of load, what they have in common, and the one drawn bold."""

    kind: str
    curves: tuple[Curve, ...]
    others: int
    bold: Curve
    crossing: Estimate | None
    rival_wins_above: bool
    slope: Estimate


def along_load(curves: Sequence[Curve]) -> AlongLoad | None:
    """The kind of load under which the largest share of curves cross, else the most measured."""
    if not curves:
        return None
    kinds = Counter(c.key["load_kind"] for c in curves)
    crossings = Counter(c.key["load_kind"] for c in curves if c.crossing)
    kind = max(kinds, key=lambda k: (crossings[k] / kinds[k], kinds[k]))
    mine = tuple(c for c in curves if c.key["load_kind"] == kind)
    found = common_crossing(mine)
    crossing, above = found or (None, False)
    # The longest curve that crosses the common way, else the longest one.
    bold = max(mine, key=lambda c: (_crosses(c, above), len(c.loads)))
    return AlongLoad(
        str(kind), mine, len(curves) - len(mine), bold, crossing, above, per_doubling(mine)
    )


def _crosses(curve: Curve, rival_wins_above: bool) -> bool:
    return curve.crossing is not None and curve.crossing.rival_wins_above == rival_wins_above


def load_title(found: AlongLoad, rival: str, base: str) -> str:
    """Where one passes the other and in how many curves; else who leads at every load."""
    first, second = framework_label(rival), framework_label(base)
    unit = LOAD_KINDS[found.kind]
    courses = Counter(c.course for c in found.curves)
    total = plural(len(found.curves), "curve")
    same = sum(_crosses(c, found.rival_wins_above) for c in found.curves)
    if same:
        winner, loser = (first, second) if found.rival_wins_above else (second, first)
        return (
            f"In {count(same)} of {total} {winner} passes {loser} {_where(found)} {unit}"
            f"{_other_way(courses['crosses'] - same)}"
        )
    leader, n = max(((first, courses["ahead"]), (second, courses["behind"])), key=lambda x: x[1])
    return f"{leader} leads at every measured load in {count(n)} of {total}"


def _where(found: AlongLoad) -> str:
    """``at about 35 (26 to 45)``, or between the loads around the crossing of the bold curve."""
    at = found.crossing
    if at.enough:
        return f"at about {number(at.ratio, 2)} ({number(at.low, 2)} to {number(at.high, 2)})"
    bold = found.bold.crossing
    return f"between {number(bold.low, 2)} and {number(bold.high, 2)}"


def _other_way(n: int) -> str:
    return f", in {count(n)} the other way" if n else ""


def load_caption(found: AlongLoad, measure: str, rival: str, base: str) -> str:
    """What the lines are, how they run, and the change per doubling."""
    courses = Counter(c.course for c in found.curves)
    first = framework_label(rival)
    runs = [
        f"{count(courses[course])} {words}"
        for course, words in (
            ("ahead", f"with {first} ahead throughout"),
            ("behind", f"with {framework_label(base)} ahead throughout"),
            ("crosses", "crossing once"),
            ("back and forth", "back and forth"),
            ("even", f"within {percent(EVEN - 1)}"),
        )
        if courses[course]
    ]
    said = f"{measure}: how far {first} is ahead, by {LOAD_KINDS[found.kind]}. {listing(runs)}"
    if found.slope.enough:
        said += f". {_slope_words(found.slope, first)}"
    return said


def _slope_words(slope: Estimate, name: str) -> str:
    bounds = f"({change(slope.low)} to {change(slope.high)})"
    if not slope.side:
        return f"No certain change of {name}’s lead with a doubling {bounds}"
    side = "grows" if slope.ratio > 1 else "falls"
    return f"{name}’s lead {side} by {_percent(slope.ratio)} with every doubling {bounds}"


def _percent(factor: float) -> str:
    return change(max(factor, 1 / factor)).lstrip("+")


def group_names(groups: Sequence[Group], dimension: str) -> list[str]:
    """The groups as readers know them."""
    if dimension == "generation":
        return [GENERATIONS.get(g.value, g.value) for g in groups]
    if dimension == "precision":
        return [g.value.upper() for g in groups]
    return [g.value for g in groups]


_AT = {
    "generation": "on",
    "size": "for models of",
    "precision": "in",
    "version": "as version",
    "year": "in",
    "source": "according to",
}


def group_title(
    groups: Sequence[Group], names: Sequence[str], metric: str, dimension: str, rival: str
) -> str:
    """Which kinds the rival leads in for certain, and in which it trails."""
    sides = {1: [], -1: []}
    for group, name in zip(groups, names, strict=True):
        if group.estimate.side:
            sides[group.estimate.side * BETTER[metric]].append(
                f"{name} ({ratio(group.estimate.ratio)})"
            )
    first = framework_label(rival)
    parts = [
        f"{words} {_AT[dimension]} {listing(sides[side])}"
        for side, words in ((1, "ahead"), (-1, "behind"))
        if sides[side]
    ]
    if not parts:
        return f"Not told apart for certain along: {DIMENSIONS[dimension].lower()}"
    return f"{first} is {', '.join(parts)}"
