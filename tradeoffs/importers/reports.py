"""What came of one file."""

from __future__ import annotations

from dataclasses import dataclass, field

from tradeoffs.building.tables.measured import ResultRow
from tradeoffs.importers.points import Point

_TOLD = 20


@dataclass(frozen=True)
class Taken:
    """A point that is a result: its row, and which of its columns were declared."""

    row: ResultRow
    declared: tuple[str, ...]
    source_id: str | None
    is_mlperf: bool


@dataclass
class Report:
    """What came of one file. ``points`` lack nothing; ``incomplete`` wait for ``needs``.

    ``rejected``: (where, why) of single runs; ``problem``: why the file as a whole is not taken.
    """

    name: str
    sha256: str = ""
    format_id: str | None = None
    tool: str | None = None
    tool_version: str | None = None
    points: list[Taken] = field(default_factory=list)
    incomplete: list[Point] = field(default_factory=list)
    needs: tuple[str, ...] = ()
    could_say: tuple[str, ...] = ()
    rejected: list[tuple[str, str]] = field(default_factory=list)
    repeated: int = 0
    warnings: list[str] = field(default_factory=list)
    problem: str | None = None
    is_companion: bool = False

    @property
    def is_taken(self) -> bool:
        """Whether nothing of the file was refused."""
        return not (self.problem or self.rejected or self.incomplete)

    def say_once(self) -> None:
        """Each warning once, with how often, and no more than a person reads."""
        counted: dict[str, int] = {}
        for warning in self.warnings:
            counted[warning] = counted.get(warning, 0) + 1
        told = [w if n == 1 else f"{w} ({n} times)" for w, n in counted.items()]
        more = len(told) - _TOLD
        self.warnings = told[:_TOLD] + ([f"and {more} more"] if more > 0 else [])
