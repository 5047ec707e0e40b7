"""The marks that Inter lacks (✚ ◐ ◷), drawn in the proportions of its own ● and ○.

Without them each machine falls back to another font, and a framework's mark or a verdict changes
size and weight from reader to reader.
"""

import math

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

# Inter's ○ in font units: centre, outer and inner radius, advance width.
CENTRE_X, CENTRE_Y = 936, 745
OUTER, INNER = 768, 594
ADVANCE = 1872


def cross() -> Glyph:
    """✚ heavy Greek cross as tall as ●; its arms are a third of that wide."""
    pen = TTGlyphPen(None)
    reach, half = OUTER - 48, 250
    corners = [(-half, reach), (half, reach), (half, half), (reach, half), (reach, -half)]
    corners += [(half, -half), (half, -reach), (-half, -reach), (-half, -half)]
    corners += [(-reach, -half), (-reach, half), (-half, half)]
    _polygon(pen, [(CENTRE_X + x, CENTRE_Y + y) for x, y in corners])
    return pen.glyph()


def half_circle() -> Glyph:
    """◐ ring whose left half is filled."""
    pen = TTGlyphPen(None)
    _disc(pen)
    pen.moveTo(_on_circle(INNER, -90))
    _arc(pen, INNER, -90, 90)
    pen.closePath()
    return pen.glyph()


def clock() -> Glyph:
    """◷ ring with its upper right quarter set off, as the hands of a clock at three."""
    pen = TTGlyphPen(None)
    half = (OUTER - INNER) / 2
    edge = math.degrees(math.asin(half / INNER))
    _disc(pen)
    pen.moveTo((round(CENTRE_X + half), round(CENTRE_Y + half)))
    pen.lineTo(_on_circle(INNER, edge))
    _arc(pen, INNER, edge, 90 - edge)
    pen.closePath()
    pen.moveTo((round(CENTRE_X - half), round(CENTRE_Y - half)))
    pen.lineTo(_on_circle(INNER, 90 + edge))
    _arc(pen, INNER, 90 + edge, 360 - edge)
    pen.closePath()
    return pen.glyph()


# code point → glyph name, drawing
DRAWN = {
    "✚": ("uni271A", cross),
    "◐": ("uni25D0", half_circle),
    "◷": ("uni25F7", clock),
}


def _disc(pen: TTGlyphPen) -> None:
    """The outer circle, clockwise: TrueType fills to the right of an outline."""
    pen.moveTo(_on_circle(OUTER, 0))
    _arc(pen, OUTER, 0, -360)
    pen.closePath()


def _arc(pen: TTGlyphPen, radius: float, start: float, end: float) -> None:
    """Quadratic curves along a circle from `start` to `end` degrees, each at most 45 degrees."""
    pieces = math.ceil(abs(end - start) / 45)
    step = (end - start) / pieces
    for piece in range(pieces):
        middle = start + (piece + 0.5) * step
        control = radius / math.cos(math.radians(step / 2))
        pen.qCurveTo(_on_circle(control, middle), _on_circle(radius, middle + step / 2))


def _on_circle(radius: float, degrees: float) -> tuple[int, int]:
    angle = math.radians(degrees)
    return (
        round(CENTRE_X + radius * math.cos(angle)),
        round(CENTRE_Y + radius * math.sin(angle)),
    )


def _polygon(pen: TTGlyphPen, points: list[tuple[int, int]]) -> None:
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()
