"""What is wrong with the data, told so that a person finds the cell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: file as written on the command line, 1-based line, column, value, what is wrong.

    ``line`` is the physical line on which the row starts, also below quoted fields with line
    breaks; ``column`` and ``value`` are empty where the whole row or file is meant.
    """

    file: str
    line: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        cell = f" {self.column} = {self.value!r}:" if self.column else ""
        return f"{self.file}:{self.line}:{cell} {self.message}"


class BuildFailed(Exception):
    """The sources hold faults; ``problems`` lists all of them, in file and line order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        count = len(self.problems)
        super().__init__(
            "\n".join([*map(str, self.problems), f"{count} problem{'s' * (count != 1)}"])
        )
