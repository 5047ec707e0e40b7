"""A decision record against newer data: what its evidence says now, and who would lead."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tradeoffs.decide.record import EvidenceLine, PlaceLine, Record


@dataclass(frozen=True)
class Changed:
    """One piece of evidence in both records that differs."""

    old: EvidenceLine
    new: EvidenceLine


@dataclass(frozen=True)
class Differences:
    """What differs between two records of one decision, the older first.

    ``ranking_changed`` compares options and ranks, ``scores_changed`` also the scores.
    """

    added: tuple[EvidenceLine, ...]
    changed: tuple[Changed, ...]
    gone: tuple[EvidenceLine, ...]
    old_ranking: tuple[PlaceLine, ...]
    new_ranking: tuple[PlaceLine, ...]
    ranking_changed: bool
    scores_changed: bool
    excluded_since: tuple[str, ...]
    admitted_since: tuple[str, ...]

    @property
    def none(self) -> bool:
        """True where evidence and ranking are the same."""
        return not (self.added or self.changed or self.gone or self.scores_changed)


def differences(old: Record, new: Record) -> Differences:
    """Compares evidence by option, criterion and reference; both records hold every cell.

    Make ``new`` by drafting the old record's weights, rule and must-haves on the newer data.
    """
    before, after = _by_place(old), _by_place(new)
    out_before = {m.option for m in old.must_haves if m.excluded}
    out_after = {m.option for m in new.must_haves if m.excluded}
    return Differences(
        added=tuple(line for key, line in after.items() if key not in before),
        changed=tuple(
            Changed(line, after[key])
            for key, line in before.items()
            if key in after and after[key] != line
        ),
        gone=tuple(line for key, line in before.items() if key not in after),
        old_ranking=old.ranking,
        new_ranking=new.ranking,
        ranking_changed=_ranks(old) != _ranks(new),
        scores_changed=old.ranking != new.ranking,
        excluded_since=tuple(sorted(out_after - out_before)),
        admitted_since=tuple(sorted(out_before - out_after)),
    )


def _by_place(record: Record) -> dict[tuple, EvidenceLine]:
    """A reference that a cell names twice is told apart by its turn."""
    found: dict[tuple, EvidenceLine] = {}
    turns: Counter = Counter()
    for line in record.evidence:
        key = (line.option, line.criterion, line.ref)
        found[*key, turns[key]] = line
        turns[key] += 1
    return found


def _ranks(record: Record) -> list[tuple[str, int | None]]:
    return [(p.option, p.rank) for p in record.ranking]
