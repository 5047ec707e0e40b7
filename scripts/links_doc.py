"""Writes docs/links.md from the registry of link keys: ``python -m scripts.links_doc``."""

from pathlib import Path

from tradeoffs.linkcoding import MAX_VALUE_CHARS, MAX_VALUES
from tradeoffs.linkkeys import KEYS, PAGES, Key

DOC = Path(__file__).resolve().parent.parent / "docs" / "links.md"
_INTRO = f"""# Links

The URL is the state of a page. Every control has a key; only values that differ from the opening
view stand in the link, so a bare address is the opening view.

- A key with several values is repeated: `kind=vendor&kind=academic`. None means all.
- A switch is `1` or `0`. A number outside its limits is dropped, not cut to fit.
- A value that is unknown, not allowed, longer than {MAX_VALUE_CHARS} characters (or than a text
  may be) or beyond the {MAX_VALUES}th of its key is dropped, and the page says which and why. The
  rest of the link holds.
- `v` pins the data version. Under newer data the page says that figures may differ.
- A link carries ids and plain text only: no SQL, no HTML, no file. Text is searched and shown as
  text.
- Ids are stable: a link made today must open in two years. A key never changes its meaning. A
  changed default gets a new key, since defaults are not written into links.

Values that come from the tables (models, GPUs, sources, claims …) are their ids.

<!-- from here on written by `python -m scripts.links_doc` -->
"""


def document() -> str:
    """The whole text of docs/links.md."""
    return _INTRO + "".join(_page(slug) for slug in PAGES)


def _page(slug: str) -> str:
    page = PAGES[slug]
    head = f"\n## {page.title}: `{page.path}`\n\n{page.question}\n"
    if not KEYS[slug]:
        return f"{head}\nNo keys.\n"
    lines = [f"| `{name}` | {_row(key)} |" for name, key in KEYS[slug].items()]
    return "\n".join(
        [head, "| key | meaning | values | opening view |", "|---|---|---|---|", *lines, ""]
    )


def _row(key: Key) -> str:
    return f"{key.meaning} | {_values(key)} | {_default(key)}"


def _values(key: Key) -> str:
    if key.kind == "flag":
        return "`0`, `1`"
    if key.kind == "number":
        return f"{key.low:,.10g} to {key.high:,.10g}"
    if key.kind in ("text", "prose"):
        return f"text, up to {key.max_chars} characters"
    if key.kind == "texts":
        return f"texts, each up to {key.max_chars} characters"
    listed = ", ".join(f"`{v}`" for v in key.allowed) or "an id of the tables"
    return f"any of: {listed}" if key.many else listed


def _default(key: Key) -> str:
    if key.kind == "flag":
        return f"`{int(key.default)}`"
    if key.kind == "number":
        return f"{key.default:,.10g}"
    if key.many:
        return "none" if key.kind == "texts" else "all"
    return f"`{key.default}`" if key.default else "none"


if __name__ == "__main__":
    DOC.write_text(document(), "utf-8")
