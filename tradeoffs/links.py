"""The URL is the state: the registry of link keys, and view state ⇄ URL.

Every control of every page is declared here once with type, default and allowed values
(docs/links.md lists them; a test compares). Only values that differ from the default stand in
the URL. Values that are unknown or not allowed are dropped with a notice that names them.

State is kept in the session and mirrored to the URL on every change, which makes one history
entry a change, so Back undoes it. (Streamlit's own ``bind="query-params"`` makes none and loses
the view on Back; docs/decisions/links.md.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from tradeoffs.linkcoding import Dropped, encode, parse
from tradeoffs.linkkeys import KEYS, PAGES, Key

_STATE = "links.state"
_EDITED = "links.edited"
_SEEN = "links.seen"


def url(slug: str, **values: Any) -> str:
    """A relative link to a page with these values; defaults are left out.

    Raises KeyError for a key the page does not have, ValueError for a value it cannot take.
    """
    pairs = [pair for k, v in values.items() for pair in encode(k, KEYS[slug][k], v)]
    return f"{PAGES[slug].path}?{urlencode(pairs)}" if pairs else PAGES[slug].path


def params(slug: str, **values: Any) -> dict[str, list[str]]:
    """The same values as ``st.page_link`` takes them."""
    found: dict[str, list[str]] = {}
    for k, v in values.items():
        for name, text in encode(k, KEYS[slug][k], v):
            found.setdefault(name, []).append(text)
    return found


@dataclass
class View:
    """The validated state of one page, and the controls bound to it.

    ``stamp`` holds values that a shared link carries beyond the state, such as what it showed.
    """

    slug: str
    values: dict[str, Any]
    choices: Mapping[str, tuple]
    dropped: list[Dropped] = field(default_factory=list)
    pinned: str | None = None
    stamp: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def pick(self, *keys: str) -> dict[str, Any]:
        """The values of these keys, as query parameters of the same names."""
        return {k: self.values[k] for k in keys}

    def url(self, **changes: Any) -> str:
        """Relative link to this view with some values changed."""
        return url(self.slug, **{**self.values, **changes})

    def share_url(self, version: str, **changes: Any) -> str:
        """Relative link to this view, some values changed, that pins the data version."""
        here = self.url(**{**self.stamp, **changes})
        return f"{here}{'&' if '?' in here else '?'}{urlencode({'v': version})}"

    def changed(self) -> dict[str, Any]:
        """The values that differ from their defaults."""
        return {k: v for k, v in self.values.items() if v != KEYS[self.slug][k].default}

    def set(self, **changes: Any) -> None:
        """Changes values from a button's callback; the URL follows."""
        _write(self.slug, changes)

    def reset(self) -> None:
        """Back to the page's opening view, from a button's callback."""
        _write(self.slug, {k: key.default for k, key in KEYS[self.slug].items()})

    def select(self, key: str, label: str, **more: Any) -> Any:
        """A select box over the allowed values of a key.

        ``also`` maps the value chosen to changes of other keys that go with it.
        """
        return self._draw(st.selectbox, key, label, options=self._options(key), **more)

    def segments(self, key: str, label: str, **more: Any) -> Any:
        """A row of buttons of which exactly one is chosen."""
        more.setdefault("required", True)
        return self._draw(st.segmented_control, key, label, options=self._options(key), **more)

    def pills(self, key: str, label: str, **more: Any) -> Any:
        """Pills of which several can be chosen; none means all."""
        more["selection_mode"] = "multi"
        return self._draw(st.pills, key, label, options=self._options(key), **more)

    def multiselect(self, key: str, label: str, **more: Any) -> Any:
        """A box for several of many values; none means all."""
        more.setdefault("placeholder", "all")
        return self._draw(st.multiselect, key, label, options=self._options(key), **more)

    def toggle(self, key: str, label: str, **more: Any) -> bool:
        """A switch."""
        return self._draw(st.toggle, key, label, **more)

    def slider(self, key: str, label: str, **more: Any) -> Any:
        """A slider over the declared range of a number key."""
        spec = KEYS[self.slug][key]
        return self._draw(
            st.slider, key, label, min_value=spec.low, max_value=spec.high, step=spec.step, **more
        )

    def number(self, key: str, label: str, **more: Any) -> Any:
        """A number box over the declared range of a number key."""
        spec = KEYS[self.slug][key]
        kind = type(spec.default)  # Streamlit takes whole numbers or fractions, not both
        low, high, step = kind(spec.low), kind(spec.high), kind(spec.step)
        more = {"min_value": low, "max_value": high, "step": step, **more}
        return self._draw(st.number_input, key, label, **more)

    def ladder(self, key: str, label: str, steps: Iterable[float], **more: Any) -> Any:
        """A slider over steps of a number key; a value between them gets a step of its own."""
        options = sorted({*steps, self.values[key]})
        return self._draw(st.select_slider, key, label, options=options, **more)

    def search(self, key: str, label: str, **more: Any) -> str:
        """A text box."""
        return self._draw(
            st.text_input, key, label, max_chars=KEYS[self.slug][key].max_chars, **more
        )

    def area(self, key: str, label: str, **more: Any) -> str:
        """A text box of several lines."""
        return self._draw(
            st.text_area, key, label, max_chars=KEYS[self.slug][key].max_chars, **more
        )

    def _options(self, key: str) -> tuple:
        return self.choices.get(key) or KEYS[self.slug][key].allowed

    def _draw(
        self,
        widget: Callable,
        key: str,
        label: str,
        *,
        at: str = "",
        also: Callable[[Any], Mapping[str, Any]] | None = None,
        **more: Any,
    ) -> Any:
        """``at`` tells two controls of one key apart."""
        name = f"{self.slug}-{key}{at}"
        value = self.values[key]
        st.session_state[name] = list(value) if isinstance(value, tuple) else value
        widget(label, key=name, on_change=_edited, args=(self.slug, key, name, also), **more)
        return self.values[key]


def read(slug: str, **choices: Iterable) -> View:
    """The view a page shows now: from the URL, or from the control that was just moved.

    ``choices`` gives the allowed values of keys that come from the data. Draw ``ui.notices``
    with the result: it says which values were dropped.
    """
    allowed = {k: tuple(v) for k, v in choices.items()}
    edited = st.session_state.pop(_EDITED, None) == slug
    state = st.session_state.setdefault(_STATE, {})
    here = {k: st.query_params.get_all(k) for k in st.query_params}
    came_back = _came_back(slug)
    st.session_state[_SEEN] = slug
    if edited:
        # The control is newer than the URL the browser sent along; see docs/decisions/links.md.
        return View(slug, dict(state[slug]), allowed)
    if came_back:
        _write_url(slug, state[slug])
        return View(slug, dict(state[slug]), allowed)
    values, dropped = parse(slug, here, allowed)
    state[slug] = values
    return View(slug, dict(values), allowed, dropped, (here.get("v") or [None])[-1])


def asked(slug: str, key: str) -> tuple[str, ...]:
    """The texts of a key with several values as ``read`` will find them, unchecked.

    For what must be known before the choices of the other keys are.
    """
    state = st.session_state.get(_STATE, {})
    if st.session_state.get(_EDITED) == slug or _came_back(slug):
        return tuple(state[slug][key])
    return tuple(st.query_params.get_all(key))


def _came_back(slug: str) -> bool:
    """Whether the reader returns to the page with a bare address, so that its view is restored."""
    elsewhere = st.session_state.get(_SEEN) not in (None, slug)
    return elsewhere and not st.query_params and slug in st.session_state.get(_STATE, {})


def _edited(
    slug: str, key: str, name: str, also: Callable[[Any], Mapping[str, Any]] | None
) -> None:
    value = st.session_state[name]
    spec = KEYS[slug][key]
    if value is None:
        value = spec.default
    value = tuple(value) if spec.many else value
    _write(slug, {**(also(value) if also else {}), key: value})


def _write(slug: str, changes: Mapping[str, Any]) -> None:
    state = st.session_state.setdefault(_STATE, {})
    state[slug] = {
        **{k: s.default for k, s in KEYS[slug].items()},
        **state.get(slug, {}),
        **changes,
    }
    st.session_state[_EDITED] = slug
    _write_url(slug, state[slug])


def _write_url(slug: str, values: Mapping[str, Any]) -> None:
    st.query_params.from_dict(params(slug, **values))


__all__ = ["KEYS", "PAGES", "Dropped", "Key", "View", "asked", "params", "read", "url"]
