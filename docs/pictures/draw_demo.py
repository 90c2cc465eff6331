"""Draws the demo's pictures: SVG by hand, made into WebP by Chromium. Run by hand, seldom.

    python docs/pictures/draw_demo.py /usr/bin/chromium

Drawn for this project and licensed with it.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parents[2] / "cms" / "demo_pictures"
PAPER, WOOD, SHADE = "#f0eadb", "#d9c9a3", "#e2d8bf"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def table(ground: str, inside: str) -> str:
    """A thing on a table before a quiet wall."""
    return (
        f'<rect width="960" height="720" fill="{ground}"/>'
        f'<path d="M0 500h960v220H0z" fill="{WOOD}"/>'
        f'<path d="M0 500h960" stroke="#b9a575" stroke-width="4"/>{inside}'
    )


def jar(x: int, fill: str, lid: str, label: str, high: int = 270) -> str:
    """A jar with a lid and a plain label."""
    top = 560 - high
    return (
        f'<ellipse cx="{x}" cy="562" rx="104" ry="14" fill="#b9a575"/>'
        f'<rect x="{x - 88}" y="{top}" width="176" height="{high}" rx="30" fill="{fill}"/>'
        f'<rect x="{x - 70}" y="{top - 42}" width="140" height="46" rx="8" fill="{lid}"/>'
        f'<rect x="{x - 60}" y="{top + 96}" width="120" height="96" rx="4" fill="#faf6ea"/>'
        f'<path d="M{x} {top + 178}c-34-20-34-46 0-66 34 20 34 46 0 66z" fill="{label}"/>'
        f'<path d="M{x - 66} {top + 30}v{high - 70}" stroke="#fff" stroke-opacity=".45" '
        'stroke-width="10" stroke-linecap="round"/>'
    )


def bowl(x: int, fill: str, inside: str) -> str:
    """A bowl filled with something."""
    return (
        f'<ellipse cx="{x}" cy="566" rx="150" ry="16" fill="#b9a575"/>'
        f'<path d="M{x - 160} 430h320c-6 84-66 136-160 136s-154-52-160-136z" fill="{fill}"/>'
        f'<ellipse cx="{x}" cy="430" rx="160" ry="44" fill="#fffaf0"/>{inside}'
    )


def grains(x: int, y: int, colour: str, wide: int, rows: int, size: int = 9) -> str:
    """Grains in a heap."""
    found = []
    for row in range(rows):
        for step in range(wide - row):
            left = x + (step - (wide - row) / 2) * size * 2.3 + (row % 2) * 5
            found.append(
                f'<ellipse cx="{left:.0f}" cy="{y - row * size}" rx="{size}" '
                f'ry="{size * 0.62:.1f}" fill="{colour}" stroke="#fff" stroke-opacity=".35" '
                f'transform="rotate({(step * 37 + row * 53) % 60 - 30} {left:.0f} {y - row * size})"/>'
            )
    return "".join(found)


def mushroom(x: int, y: int, scale: float) -> str:
    """A morel."""
    return (
        f'<g transform="translate({x} {y}) scale({scale})"><path d="M-22 0c-6-60-4-90 0-110h44c4 20 '
        '6 50 0 110z" fill="#e8d9b8"/><path d="M-56-100c-10-90 20-160 56-160s66 70 56 160c-30 24-82 '
        '24-112 0z" fill="#8a6440"/><g fill="none" stroke="#5c3f24" stroke-width="7">'
        '<path d="M-34-120c-6-50 6-90 20-120M0-110v-140M34-120c6-50-6-90-20-120'
        'M-52-150c34 14 70 14 104 0M-48-196c30 12 66 12 96 0"/></g></g>'
    )


RICE_BAG = (
    '<ellipse cx="340" cy="566" rx="170" ry="18" fill="#b9a575"/>'
    '<path d="M222 250c-26 90-34 220-16 312h268c18-92 10-222-16-312z" fill="#e6dcc3"/>'
    '<path d="M222 250c70 26 166 26 236 0-8-40-26-60-62-70H284c-36 10-54 30-62 70z" fill="#cbb98f"/>'
    '<path d="M284 180c-16-34-12-62 8-76h96c20 14 24 42 8 76z" fill="#e6dcc3"/>'
    '<path d="M270 182h140" stroke="#9a4a2a" stroke-width="12" stroke-linecap="round"/>'
    '<rect x="270" y="330" width="140" height="150" rx="4" fill="#faf6ea"/>'
    '<path d="M340 460c-8-60-8-80 0-112m0 30c-22-4-34-16-36-32 22 2 34 14 36 32zm0 36c22-4 34-16 '
    '36-32-22 2-34 14-36 32z" fill="#9a4a2a" stroke="#9a4a2a" stroke-width="4"/>'
)
CAPS = "".join(
    f'<path d="M{x - r} {y}c0-{r * 1.1:.0f} {r * 2}-{r * 1.1:.0f} {r * 2} 0-{r * 0.5:.0f} '
    f'{r * 0.42:.0f}-{r * 1.4:.0f} {r * 0.42:.0f}-{r * 2} 0z" fill="{c}"/>'
    for x, y, r, c in (
        (400, 420, 62, "#3b312c"),
        (500, 408, 74, "#4a3d36"),
        (590, 424, 58, "#332a26"),
        (446, 386, 56, "#56473e"),
        (548, 380, 60, "#3f342f"),
        (496, 352, 50, "#4a3d36"),
    )
)
BERRIES = "".join(
    f'<circle cx="{690 + dx}" cy="{540 - dy}" r="16" fill="#d9772b"/>'
    for dx, dy in ((0, 0), (34, 4), (70, 0), (16, 26), (52, 28), (34, 54), (100, 2), (-30, 2))
)
WEAVE = "".join(
    f'<ellipse cx="480" cy="{420 + i * 9}" rx="{300 - i * 9}" ry="{70 - i * 2}" fill="none" '
    'stroke="#8f6b35" stroke-width="5"/>'
    for i in range(0, 14)
) + "".join(
    f'<path d="M{480 + x} {418 + abs(x) * -0.0 + 40}L{480 + x * 0.62:.0f} 548" stroke="#a98347" '
    'stroke-width="7"/>'
    for x in range(-280, 281, 40)
)
CHECKS = "".join(
    f'<path d="M{x} 250v330" stroke="#3f6285" stroke-width="9"/>' for x in range(350, 620, 44)
) + "".join(
    f'<path d="M330 {y}h300" stroke="#3f6285" stroke-width="9" stroke-opacity=".75"/>'
    for y in range(280, 580, 44)
)
PETALS = "".join(
    f'<path d="M480 410c-30-70-10-120 0-140 10 20 30 70 0 140z" fill="#fffdf4" stroke="#d8cfae" '
    f'stroke-width="3" transform="rotate({a} 480 410)"/>'
    for a in range(0, 360, 45)
)
SEEDPOD = (
    '<path d="M700 500c-60-6-92-60-84-120h168c8 60-24 114-84 120z" fill="#7f9a5c"/>'
    '<ellipse cx="700" cy="380" rx="84" ry="30" fill="#a3b877"/>'
    + "".join(
        f'<ellipse cx="{x}" cy="{y}" rx="12" ry="8" fill="#5f7840"/>'
        for x, y in ((660, 378), (700, 370), (740, 378), (680, 392), (722, 392))
    )
    + '<path d="M700 500c10 40 4 60-20 90" fill="none" stroke="#7f9a5c" stroke-width="12"/>'
)
PRODUCTS = {
    "rice": table("#efe3d2", RICE_BAG + bowl(680, "#7c8f86", grains(680, 428, "#b5503a", 13, 7))),
    "fungus": table("#e3e8df", bowl(490, "#8fa39b", CAPS)),
    "honey": table(
        "#efe6cf",
        jar(430, "#d9942e", "#8a6b46", "#d9942e", 300)
        + '<path d="M560 560l150-210" stroke="#8a6b46" stroke-width="14" '
        'stroke-linecap="round"/><ellipse cx="728" cy="322" rx="40" ry="56" '
        'fill="#b98446" transform="rotate(36 728 322)"/>',
    ),
    "seabuckthorn": table(
        "#f1e4d2",
        jar(330, "#dd7a26", "#5c6b3c", "#dd7a26", 320)
        + jar(540, "#e08a34", "#5c6b3c", "#dd7a26", 320)
        + BERRIES,
    ),
    "lotus": table(
        "#e4eade", bowl(380, "#b4c3a6", grains(380, 428, "#f4ecd6", 10, 6, 12)) + SEEDPOD
    ),
    "shrimp": table(
        "#e2e8ea",
        jar(280, "#b8705c", "#4a5f6b", "#b8705c", 220)
        + jar(480, "#a9614f", "#4a5f6b", "#b8705c", 220)
        + jar(680, "#b8705c", "#4a5f6b", "#b8705c", 220),
    ),
    "basket": table(
        "#ece7d6",
        '<ellipse cx="480" cy="560" rx="240" ry="20" fill="#b9a575"/>'
        '<path d="M180 420h600c-20 90-120 140-300 140s-280-50-300-140z" '
        f'fill="#c9a25f"/>{WEAVE}<ellipse cx="480" cy="418" rx="300" ry="72" '
        'fill="#dcbd82" stroke="#8f6b35" stroke-width="8"/>',
    ),
    "apron": '<rect width="960" height="720" fill="#ece9e0"/><path d="M300 90h360" '
    'stroke="#8a6b46" stroke-width="16" stroke-linecap="round"/>'
    '<path d="M400 96c-6 70-10 110-40 150h240c-30-40-34-80-40-150" fill="none" '
    'stroke="#3f6285" stroke-width="12"/><path d="M330 246h300l24 360c-90 34-258 34-348 0z" '
    f'fill="#e9eef2"/>{CHECKS}<rect x="400" y="400" width="160" height="110" fill="#cfd9e2" '
    'stroke="#3f6285" stroke-width="6"/>',
    "lily": table(
        "#e9ebe2",
        jar(690, "#f3efe0", "#7f9a8c", "#d9b96a", 250)
        + f'<g transform="translate(-150 110)">{PETALS}<circle cx="480" cy="410" r="20" '
        'fill="#d9b96a"/></g>',
    ),
    "morel": table(
        "#e8e4d4",
        '<ellipse cx="480" cy="566" rx="280" ry="18" fill="#b9a575"/>'
        + mushroom(340, 560, 1.05)
        + mushroom(480, 566, 1.4)
        + mushroom(640, 562, 1.0),
    ),
}


def hills(colours: tuple[str, str, str], height: int) -> str:
    """Three ranges, far to near."""
    far, middle, near = colours
    return (
        f'<path d="M0 {height} 240 {height - 170}l170 110 230-190 220 240 200-130 320 220 390-160v600'
        f'H0z" fill="{far}"/><path d="M0 {height + 90}c260-120 460-90 680-20s430 70 920-60v600H0z" '
        f'fill="{middle}"/><path d="M0 {height + 190}c360-70 620-20 880 20s460 0 720-60v500H0z" '
        f'fill="{near}"/>'
    )


HOUSE = (
    '<g transform="translate({x} {y})"><path d="M0 0h190v96H0z" fill="#f6f1e6"/><path d="M-20 4 95-66 '
    '210 4" fill="none" stroke="#5c4a35" stroke-width="14" stroke-linejoin="round"/>'
    '<path d="M0 8h190v22H0z" fill="{sign}"/><path d="M74 42h42v54H74z" fill="#8a6b46"/>'
    '<path d="M18 44h38v28H18zM134 44h38v28h-38z" fill="#9fc3cf"/></g>'
)
RIDGES = "".join(
    f'<path d="M0 {560 + i * 34}c300-60 620-16 900 12s460 6 700-40" fill="none" stroke="#a8954f" '
    'stroke-width="4"/>'
    for i in range(6)
)
TERRACES = "".join(
    f'<path d="M{60 + i * 26} {690 - i * 40}c240-60 470-56 700-10" fill="none" stroke="#4f7350" '
    'stroke-width="14" stroke-linecap="round"/>'
    for i in range(7)
)
MIST = "".join(
    f'<path d="M{x} {y}h{w}" stroke="#fbfaf4" stroke-opacity=".8" stroke-width="26" '
    'stroke-linecap="round"/>'
    for x, y, w in ((120, 330, 420), (700, 290, 520), (980, 380, 460), (340, 420, 380))
)
HIVES = "".join(
    f'<g transform="translate({x} 560)"><path d="M0 0h66v56H0z" fill="#c79a5b"/><path d="M-8-12h82V4'
    'H-8z" fill="#8a6b46"/><path d="M22 34h22v8H22z" fill="#5c4a35"/></g>'
    for x in (1080, 1180, 1280)
)
HEROES = {
    "hero-980121": '<rect width="1600" height="700" fill="#ebead8"/><circle cx="1240" cy="150" r="62" '
    'fill="#e8b872"/>'
    + hills(("#bccab4", "#93ab8b", "#cdb974"), 330)
    + RIDGES
    + '<path d="M700 700c60-80 10-110 80-160s40-60 60-76" fill="none" '
    'stroke="#cfe0e2" stroke-width="26" stroke-linecap="round"/>'
    + HOUSE.format(x=920, y=420, sign="#8a5a1c"),
    "hero-980122": '<rect width="1600" height="700" fill="#e6ebe6"/>'
    + hills(("#aebfb8", "#8aa597", "#678a72"), 260)
    + MIST
    + TERRACES
    + HOUSE.format(x=1120, y=450, sign="#2f5d50"),
    "hero-980123": '<rect width="1600" height="700" fill="#e4ebee"/><path d="M0 120 300 60l210 250 90 '
    '390H0z" fill="#8fa6a6"/><path d="M1600 90 1240 40l-240 260-120 400h720z" '
    'fill="#7d9796"/><path d="M0 300 260 260l160 170 40 270H0z" fill="#5f7d72"/>'
    '<path d="M1600 330 1330 300l-240 170-60 230h570z" fill="#55756b"/>'
    '<path d="M700 300c-60 120 60 160-40 260-40 50-60 90-70 140h330c-40-70-120-100-90-180'
    's30-120-130-220z" fill="#bcd6de"/><g fill="none" stroke="#fff" stroke-width="6" '
    'stroke-linecap="round"><path d="M690 430h60M660 540h90M700 620h110"/></g>'
    + HIVES
    + HOUSE.format(x=150, y=510, sign="#1f5673"),
}


def main(chromium: str) -> None:
    """Draw all; each file stays under 60 kB."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, inside in {**PRODUCTS, **HEROES}.items():
            width, height = (1600, 700) if name in HEROES else (960, 720)
            page = browser.new_page(viewport={"width": width, "height": height})
            page.set_content(
                f'<body style="margin:0"><svg xmlns="http://www.w3.org/2000/svg" '
                f'viewBox="0 0 {width} {height}">{inside}</svg>'
            )
            picture = Image.open(io.BytesIO(page.screenshot()))
            picture.convert("RGB").save(HERE / f"{name}.webp", quality=82, method=6)
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
