"""The hand of the drawings by code: ink outlines, flat colours, a table before a wall.

Every scene is the inside of a sheet of 1200 × 800.
"""

INK = "#38332b"
GREEN, LEAF, RED, OCHRE, BLUE = "#5f7f63", "#8aa774", "#b4442b", "#d9952b", "#4a7186"
PAPER, CREAM, WOOD, CLAY, SKIN = "#f8f3e4", "#efe4c8", "#b98d5c", "#9a6a44", "#e5bd97"


def sheet(inside: str) -> str:
    """A drawing as a file."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 800" width="1200" height="800">'
        f'<g stroke="{INK}" stroke-width="4" stroke-linejoin="round" stroke-linecap="round" '
        f'fill="none">{inside}</g></svg>'
    )


def path(d: str, fill: str = "none", more: str = "") -> str:
    """A shape."""
    return f'<path d="{d}" fill="{fill}" {more}/>'


def oval(x: float, y: float, rx: float, ry: float, fill: str = "none", more: str = "") -> str:
    """An ellipse."""
    return f'<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" fill="{fill}" {more}/>'


def box(x: float, y: float, w: float, h: float, fill: str = "none", more: str = "") -> str:
    """A rectangle."""
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{fill}" {more}/>'


def at(x: float, y: float, inside: str, scale: float = 1, turn: float = 0) -> str:
    """A part moved to its place."""
    return f'<g transform="translate({x} {y}) rotate({turn}) scale({scale})">{inside}</g>'


def wall(ground: str, table: str) -> str:
    """A quiet wall and a table before it."""
    return box(0, 0, 1200, 800, ground, 'stroke="none"') + box(
        0, 560, 1200, 240, table, 'stroke="none"'
    )


def shade(x: float, y: float, rx: float, ry: float = 22) -> str:
    """The shadow under a thing."""
    return oval(x, y, rx, ry, "#000", 'fill-opacity=".13" stroke="none"')


def hills(far: str, near: str, y: int = 360) -> str:
    """Two ranges behind."""
    return path(
        f"M0 {y}L180 {y - 150}L330 {y - 40}L520 {y - 210}L740 {y - 20}L900 {y - 140}L1200 {y + 30}"
        "V800H0Z",
        far,
        'stroke="none"',
    ) + path(
        f"M0 {y + 110}C240 {y + 20} 420 {y + 60} 640 {y + 110}S980 {y + 150} 1200 {y + 60}V800H0Z",
        near,
        'stroke="none"',
    )


def person(coat: str, *, hat: bool = False, hair: str = INK) -> str:
    """Somebody from the waist up, standing on (0, 0)."""
    head = oval(0, -176, 34, 38, SKIN) + path(
        "M-35 -182C-36 -222 36 -222 35 -182C16 -200 -16 -200 -35 -182Z", hair
    )
    straw = path("M-74 -186L0 -244L74 -186C40 -174 -40 -174 -74 -186Z", "#d8b870")
    return path("M-66 0C-66 -92 -44 -132 0 -132S66 -92 66 0Z", coat) + (
        oval(0, -170, 32, 36, SKIN) + straw if hat else head
    )


def parcel(x: float, y: float, w: float, h: float) -> str:
    """A carton with its tape and label."""
    return (
        box(x, y, w, h, "#d4a769")
        + box(x + w * 0.42, y, w * 0.16, h, "#c08f52", 'stroke="none"')
        + box(x + w * 0.62, y + h * 0.5, w * 0.28, h * 0.32, PAPER, 'stroke-width="3"')
    )
