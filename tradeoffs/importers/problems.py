"""The one error of the importers."""

from __future__ import annotations


class ImportProblem(Exception):
    """A file, or a run of it, that cannot be taken; the text says why, in words for its owner."""


def shown(text: object, limit: int = 80) -> str:
    """A piece of a file for a message: one line, printable, at most ``limit`` characters.

    Of a list or an object only that it is one.
    """
    if isinstance(text, dict | list | tuple):
        return "an object" if isinstance(text, dict) else "a list"
    plain = "".join(c if c.isprintable() else "?" for c in " ".join(str(text).split()))
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
