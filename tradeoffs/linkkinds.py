"""What a page and a link key are, and the kinds of key. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Page:
    """One page: its place in the navigation and its path in the URL."""

    title: str
    icon: str
    group: str
    path: str
    question: str


@dataclass(frozen=True)
class Key:
    """One link key. ``allowed`` is empty where the values come from the data."""

    kind: str  # choice, choices, flag, number, text, texts, prose
    default: Any
    meaning: str
    allowed: tuple = ()
    low: float = 0
    high: float = 0
    step: float = 1
    max_chars: int = 80
    unknown: str = "not among the values this page knows"

    @property
    def many(self) -> bool:
        """True where several values may stand; none of them means no restriction."""
        return self.kind in ("choices", "texts")


def choice(default: str, meaning: str, *allowed: str) -> Key:
    """One of the allowed ids."""
    return Key("choice", default, meaning, allowed)


def choices(meaning: str, *allowed: str) -> Key:
    """Any of the allowed ids; none chosen means all."""
    return Key("choices", (), meaning, allowed)


_NO_BATCH = "this batch is neither in the team workspace nor in this browser session"


def batch(meaning: str) -> Key:
    """Id of a batch of own results; empty for none."""
    return Key("choice", "", meaning, unknown=_NO_BATCH)


def batches(meaning: str) -> Key:
    """Ids of batches of own results; none chosen means none."""
    return Key("choices", (), meaning, unknown=_NO_BATCH)


def flag(default: bool, meaning: str) -> Key:
    """On (1) or off (0)."""
    return Key("flag", default, meaning)


def number(default: float, low: float, high: float, meaning: str, step: float = 1) -> Key:
    """A number within limits; whole where default and step are."""
    return Key("number", default, meaning, low=low, high=high, step=step)


def text(meaning: str, max_chars: int = 80) -> Key:
    """Free text a reader typed; shown and matched as text only."""
    return Key("text", "", meaning, max_chars=max_chars)


def texts(meaning: str, max_chars: int = 200) -> Key:
    """Several free texts, such as one for each participant."""
    return Key("texts", (), meaning, max_chars=max_chars)


def prose(meaning: str, max_chars: int) -> Key:
    """Free text of several lines; shown as text only."""
    return Key("prose", "", meaning, max_chars=max_chars)
