"""Text that a spreadsheet would run as a formula: guarded on the way out, bare on the way in."""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\n")


def guarded(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet would run it; see `unguarded`."""
    return "'" + text if text.lstrip("'").startswith(_STARTS) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    was_guarded = text.startswith("'") and text.lstrip("'").startswith(_STARTS)
    return text[1:] if was_guarded else text
