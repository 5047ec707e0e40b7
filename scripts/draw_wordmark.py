"""Draws the wordmark and the mark as SVG into static/, letters as paths.

    python -m scripts.draw_wordmark

An SVG inside an image cannot use the page's font, so the letters come out of Inter as outlines.
The mark is a frontier: the best points of a trade-off joined, and one hollow point below them.
"""

from pathlib import Path

import fontpkg_inter
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

STATIC = Path(__file__).resolve().parent.parent / "static"
SOURCE = fontpkg_inter.ROOT / "files" / "Inter[opsz,wght].ttf"

TEXT = "Serving Trade-offs"
SIDE = 24  # height of the wordmark and side of the mark, pixels
TEXT_SIZE, BASELINE, TEXT_LEFT = 15.5, 17.6, 31
INK = {"light": "#161B22", "dark": "#E6EAF0"}
ON_TILE = "#FFFFFF"  # strokes of the tab icon, on a tile of light ink

FRONTIER = [(3.6, 4.6), (13.6, 9.2), (20.2, 20.2)]
BEATEN = (6.6, 17.4)


def main() -> None:
    """Writes static/wordmark-light.svg, wordmark-dark.svg and mark.svg."""
    letters, width = letter_paths()
    for theme, ink in INK.items():
        body = frontier(ink) + f'<path fill="{ink}" d="{letters}"/>'
        write(f"wordmark-{theme}.svg", width, TEXT, body)
    tile = f'<rect width="{SIDE}" height="{SIDE}" rx="5" fill="{INK["light"]}"/>'
    small = f'<g transform="translate(3.2 3.2) scale(.733)">{frontier(ON_TILE)}</g>'
    write("mark.svg", SIDE, TEXT, tile + small)


def letter_paths() -> tuple[str, int]:
    """SVG path data of TEXT in Inter SemiBold set without kerning, and the total width."""
    font = TTFont(SOURCE)
    glyphs, names = font.getGlyphSet(location={"wght": 650, "opsz": 20}), font.getBestCmap()
    scale = TEXT_SIZE / font["head"].unitsPerEm
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
    left = TEXT_LEFT
    for character in TEXT:
        glyph = glyphs[names[ord(character)]]
        glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, left, BASELINE)))
        left += glyph.width * scale
    return pen.getCommands(), round(left + 1)


def frontier(ink: str) -> str:
    """Three filled points joined by straight lines, and a hollow one that they beat."""
    line = " ".join(f"{x},{y}" for x, y in FRONTIER)
    points = "".join(f'<circle cx="{x}" cy="{y}" r="2.9" fill="{ink}"/>' for x, y in FRONTIER)
    ring = f'<circle cx="{BEATEN[0]}" cy="{BEATEN[1]}" r="2.2"/>'
    return (
        f'<g fill="none" stroke="{ink}" stroke-width="1.9" stroke-linejoin="round">'
        f'<polyline points="{line}"/>{ring}</g>{points}'
    )


def write(name: str, width: int, title: str, body: str) -> None:
    """One SVG of SIDE pixels height."""
    (STATIC / name).write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{SIDE}" '
        f'viewBox="0 0 {width} {SIDE}" role="img"><title>{title}</title>{body}</svg>\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
