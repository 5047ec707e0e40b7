"""Must-haves: which options they exclude, and by what evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tradeoffs.decide.criteria import Evidence


@dataclass(frozen=True)
class Finding:
    """Whether one option meets a must-have; None where nothing says so."""

    met: bool | None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class MustHave:
    """A hard limit and its finding for each option id; an option not named is unknown."""

    id: str
    label: str
    findings: Mapping[str, Finding]


@dataclass(frozen=True)
class Verdict:
    """One option under one must-have, with what it rests on."""

    option: str
    must_have: MustHave
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Shortlist:
    """Options that stay, what excluded the others, and what could not be told of those kept."""

    kept: tuple[str, ...]
    excluded: tuple[Verdict, ...]
    unknown: tuple[Verdict, ...]


def shortlist(options: Sequence[str], must_haves: Sequence[MustHave]) -> Shortlist:
    """Excludes only on evidence: an option of which nothing is known stays and is named.

    ValueError for an exclusion that names no evidence.
    """
    excluded, unknown = [], []
    for must in must_haves:
        for option in options:
            finding = must.findings.get(option, Finding(None))
            verdict = Verdict(option, must, finding.evidence)
            if finding.met is None:
                unknown.append(verdict)
            elif not finding.met:
                if not finding.evidence:
                    raise ValueError(f"{must.label} excludes {option} without evidence")
                excluded.append(verdict)
    out = {v.option for v in excluded}
    kept = tuple(o for o in options if o not in out)
    return Shortlist(kept, tuple(excluded), tuple(v for v in unknown if v.option in kept))
