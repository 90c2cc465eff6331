"""What the news tells of."""

from hand import (
    BLUE,
    CLAY,
    GREEN,
    INK,
    LEAF,
    OCHRE,
    PAPER,
    RED,
    SKIN,
    WOOD,
    at,
    box,
    hills,
    oval,
    parcel,
    path,
    person,
    shade,
    wall,
)


def goods() -> str:
    """Goods are photographed before they are put on sale."""
    lamp = path("M180 700V250M130 700H230", more='stroke-width="9"') + path(
        "M110 250L250 190L300 300L160 350Z", "#f4e6bd"
    )
    table = path("M420 520H980L1010 700H390Z", WOOD)
    cloth = path("M470 120H930V470C930 500 960 520 980 520H420C440 520 470 500 470 470Z", "#dfe7e3")
    bag = path("M560 330C540 400 536 470 548 528H700C712 470 708 400 688 330Z", PAPER) + path(
        "M560 330C600 346 648 346 688 330C684 300 668 286 650 280H598C580 286 564 300 560 330Z",
        "#cbb98f",
    )
    jar = box(760, 400, 110, 128, OCHRE, 'rx="18"') + box(772, 368, 86, 36, GREEN, 'rx="6"')
    fruit = "".join(oval(x, 508, 26, 24, "#d9772b") for x in (486, 732))
    phone = at(
        330, 470, box(-54, -92, 108, 184, INK, 'rx="14"') + box(-44, -78, 88, 150, "#dfe7e3")
    )
    stand = path("M330 562V700M330 640L270 704M330 640L390 704", more='stroke-width="9"')
    someone = at(1080, 830, person(BLUE), 1.7)
    ground = wall("#efe8d8", "#cdbb93")
    return ground + lamp + cloth + table + bag + jar + fruit + stand + phone + someone


def inspection() -> str:
    """A round of inspection at a village station."""
    house = (
        box(380, 270, 560, 380, PAPER)
        + path("M330 284L450 160H870L990 284Z", "#5b6166")
        + box(410, 310, 500, 64, RED)
        + path(
            "M470 342H520M560 342H610M650 342H700M740 342H790M830 342H860",
            more='stroke="#f8f3e4" stroke-width="12"',
        )
        + box(610, 440, 100, 210, WOOD)
        + path("M660 440V650")
        + box(430, 420, 140, 110, "#a9cbd4")
        + box(750, 420, 140, 110, "#a9cbd4")
    )
    parcels = parcel(760, 580, 96, 70) + parcel(862, 596, 72, 54)
    one = at(250, 830, person("#7f9a6a"), 1.45)
    two = at(1080, 830, person(BLUE), 1.5)
    board = at(
        1000,
        690,
        box(-56, -74, 112, 148, CLAY, 'rx="6"')
        + box(-44, -54, 88, 118, PAPER)
        + path("M-30 -30L-20 -20L-4 -42M-30 4L-20 14L-4 -8M8 -28H32M8 6H32M-30 38H32"),
        turn=-8,
    )
    back = box(0, 0, 1200, 800, "#e9ecdc", 'stroke="none"') + hills("#c9d3bd", "#b2c3a4")
    ground = box(0, 640, 1200, 160, "#d3c29c", 'stroke="none"')
    return back + ground + house + parcels + one + two + board


def training() -> str:
    """A class for station managers."""
    board = box(250, 90, 700, 360, WOOD) + box(274, 114, 652, 312, "#3f5f54")
    chalk = path(
        "M320 180H520M320 240H470M320 300H500M320 360H430",
        more='stroke="#f1efe2" stroke-width="10"',
    ) + path(
        "M640 340V250H720V340M680 250V200L770 200M770 180L800 200L770 220",
        more='stroke="#e8c06a" stroke-width="9"',
    )
    teacher = at(1050, 640, person(RED), 1.5) + path("M974 520L880 420", more='stroke-width="12"')
    heads = "".join(
        at(x, 840, person(coat, hat=hat, hair=hair), 1.35)
        for x, coat, hat, hair in (
            (170, "#7f9a6a", False, INK),
            (430, OCHRE, True, INK),
            (690, BLUE, False, "#6d6a66"),
            (950, "#a9785a", False, INK),
        )
    )
    return wall("#ece7d8", "#cdb68a") + board + chalk + teacher + heads


def van() -> str:
    """The common delivery van on a village road."""
    road = path("M0 640C300 600 620 660 1200 610V800H0Z", "#cfc3a4", 'stroke="none"')
    car = (
        path("M300 300H770V620H300Z", PAPER)
        + path("M770 380H890L970 500V620H770Z", "#e3d9bd")
        + path("M800 410H878L932 496H800Z", "#a9cbd4")
        + box(300, 400, 470, 70, GREEN)
        + path(
            "M360 436H420M460 436H520M560 436H620M660 436H710",
            more='stroke="#f8f3e4" stroke-width="12"',
        )
        + oval(420, 626, 62, 62, INK)
        + oval(420, 626, 24, 24, "#d8d3c4")
        + oval(850, 626, 62, 62, INK)
        + oval(850, 626, 24, 24, "#d8d3c4")
    )
    parcels = parcel(150, 560, 110, 84) + parcel(186, 486, 88, 74)
    house = at(
        1020,
        330,
        box(0, 60, 150, 130, PAPER)
        + path("M-20 66L30 0H120L170 66Z", "#5b6166")
        + box(54, 110, 42, 80, WOOD),
        0.9,
    )
    back = box(0, 0, 1200, 800, "#e6ecea", 'stroke="none"') + hills("#c5d3cb", "#adc2ae")
    shades = shade(640, 690, 360, 20)
    return back + house + road + shades + car + parcels


def film() -> str:
    """A short film of an orchard, taken with a telephone."""
    tree = (
        path("M0 0V-190M0 -90L-60 -160M0 -110L64 -180", more=f'stroke="{CLAY}" stroke-width="16"')
        + path(
            "M-150 -190C-170 -290 -80 -360 0 -350C90 -370 170 -290 150 -200C110 -140 -110 -140 -150 -190Z",
            LEAF,
        )
        + "".join(
            oval(x, y, 20, 20, RED)
            for x, y in ((-80, -250), (-10, -290), (70, -240), (-30, -210), (100, -200))
        )
    )
    trees = at(210, 640, tree) + at(1010, 650, tree, 1.1)
    farmer = at(640, 700, person("#7f9a6a", hat=True), 1.6)
    basket = path("M560 640H760L738 740H582Z", "#c9a25f") + "".join(
        oval(x, 632, 28, 26, RED) for x in (598, 646, 694, 730)
    )
    phone = at(
        350,
        560,
        box(-130, -76, 260, 152, INK, 'rx="18"')
        + box(-112, -60, 224, 120, "#dfe7d6")
        + path("M-20 56C-20 6 -8 -12 12 -12S44 6 44 56Z", "#7f9a6a", 'stroke-width="3"')
        + oval(12, -26, 15, 16, SKIN, 'stroke-width="3"')
        + oval(-88, -38, 9, 9, RED, 'stroke="none"'),
    )
    stand = path("M350 640V800M350 720L280 800M350 720L420 800", more='stroke-width="11"')
    back = box(0, 0, 1200, 800, "#eef0df", 'stroke="none"') + hills("#d3dcc2", "#bccba3")
    grass = box(0, 640, 1200, 160, "#b9c48c", 'stroke="none"')
    return back + grass + trees + farmer + basket + stand + phone


def board() -> str:
    """A notice is up for the public to read."""
    stand = (
        box(330, 180, 26, 520, CLAY)
        + box(844, 180, 26, 520, CLAY)
        + path("M270 190L350 110H850L930 190Z", "#5b6166")
        + box(356, 210, 488, 290, "#dbe2d4")
    )
    sheets = "".join(
        at(
            x,
            y,
            box(0, 0, w, h, PAPER)
            + path("".join(f"M18 {s}H{w - 18}" for s in range(30, h - 14, 26))),
        )
        for x, y, w, h in ((386, 240, 130, 170), (540, 236, 130, 226), (696, 244, 120, 150))
    )
    seal = oval(636, 430, 22, 22, "none", 'stroke="#b4442b" stroke-width="6"')
    people = (
        at(250, 800, person(BLUE), 1.5)
        + at(640, 830, person("#a9785a", hat=True), 1.5)
        + at(960, 800, person("#7f9a6a", hair="#8a8782"), 1.5)
    )
    back = box(0, 0, 1200, 800, "#ecebdc", 'stroke="none"') + hills("#d0d6c2", "#b9c7ab")
    ground = box(0, 640, 1200, 160, "#d3c29c", 'stroke="none"')
    return back + ground + stand + sheets + seal + people
