"""Products, each on its table."""

from hand import (
    BLUE,
    CLAY,
    GREEN,
    INK,
    LEAF,
    OCHRE,
    PAPER,
    RED,
    WOOD,
    at,
    box,
    hills,
    oval,
    path,
    shade,
    wall,
)


def eggs() -> str:
    """Duck's eggs in a bowl of straw, reeds behind."""
    reeds = "".join(
        path(f"M{x} 560C{x - 8} 420 {x + lean} 330 {x + lean} {top}", more=f'stroke="{GREEN}"')
        + at(x + lean, top - 40, oval(0, 0, 13, 46, CLAY))
        for x, lean, top in ((170, -18, 210), (230, 14, 150), (292, 34, 236))
    )
    laid = "".join(
        at(x, y, oval(0, 0, 52, 66, fill), turn=turn)
        for x, y, turn, fill in (
            (560, 396, -24, "#e6eceb"),
            (660, 366, 8, "#f1efe2"),
            (764, 394, 26, "#e6eceb"),
            (608, 452, -10, "#f1efe2"),
            (712, 452, 14, "#dde6e6"),
        )
    )
    bowl = path("M420 470H900C890 610 810 676 660 676S430 610 420 470Z", "#6f93a0")
    rim = path("M420 470H900", more='stroke-width="14"') + path(
        "M470 540C520 566 800 566 850 540", more='stroke="#f8f3e4" stroke-width="5"'
    )
    half = at(990, 650, oval(0, 0, 60, 44, PAPER) + oval(0, 0, 26, 22, "#e08a2c"), turn=-10)
    shades = shade(660, 680, 230) + shade(990, 696, 70, 12)
    return wall("#e7ece6", "#cbb58c") + reeds + shades + laid + bowl + rim + half


def wine() -> str:
    """Rice wine in a sealed jar, two cups, an ear of rice."""
    jar = path(
        "M430 300C360 340 330 430 352 560C366 640 410 682 520 682S674 640 688 560C710 430 680 340 "
        "610 300Z",
        "#8a5638",
    )
    light = path("M400 400C384 470 392 560 420 610", more='stroke="#b98161" stroke-width="12"')
    neck = box(436, 262, 168, 42, "#7a4a2e") + path(
        "M410 262C420 190 620 190 630 262C590 282 450 282 410 262Z", RED
    )
    cord = path("M428 268C480 288 560 288 612 268", more='stroke="#e8c06a" stroke-width="8"')
    label = box(444, 396, 152, 152, "#c9472c", 'transform="rotate(45 520 472)"') + path(
        "M520 416V528M482 452H558M492 486H548M480 520L520 498L560 520",
        more='stroke="#f6e3b4" stroke-width="9"',
    )
    cups = "".join(
        at(x, y, path("M-62 -44H62C58 22 32 50 0 50S-58 22 -62 -44Z", "#dfe6e3"))
        + oval(x, y - 44, 62, 16, "#f3ecd2")
        for x, y in ((818, 632), (968, 648))
    )
    ear = "".join(
        at(900 + i * 17, 250 + i * i * 1.5, oval(0, 0, 9, 19, "#d9b04e"), turn=110 - i * 9)
        + at(892 + i * 17, 278 + i * i * 1.5, oval(0, 0, 9, 19, "#e2bf66"), turn=60 - i * 9)
        for i in range(9)
    )
    stalk = path(
        "M760 560C800 400 840 280 880 256C930 250 1010 310 1050 380", more='stroke="#a08a3a"'
    )
    shades = shade(520, 684, 190) + shade(818, 684, 62, 12) + shade(968, 700, 62, 12)
    ground = wall("#f0e5d3", "#c9a878")
    return ground + stalk + ear + shades + jar + light + neck + cord + label + cups


def tea() -> str:
    """Tea of the clouds: a tin, a glass with leaves that stand, mountains."""
    tin = box(330, 250, 220, 420, "#4f7a63", 'rx="12"') + box(
        318, 226, 244, 74, "#3d6350", 'rx="12"'
    )
    label = box(372, 360, 136, 200, PAPER, 'rx="4"') + path(
        "M440 536C396 500 396 436 440 392C484 436 484 500 440 536ZM440 536V430", LEAF
    )
    glass = path("M660 330H850L834 676H676Z", "#e5ecdc") + path(
        "M666 400H844L834 668H676Z", "#cfd9a0", 'stroke="none"'
    )
    leaves = "".join(
        at(x, y, path("M0 0C-16 -26 -12 -58 0 -74C12 -58 16 -26 0 0Z", "#7b9a4e"), turn=turn)
        for x, y, turn in (
            (708, 660, -8),
            (744, 652, 6),
            (786, 662, -4),
            (764, 560, 10),
            (722, 540, 0),
        )
    )
    steam = path(
        "M716 296C700 262 736 244 718 206M786 296C770 262 806 244 788 206",
        more='stroke="#b8c4bc" stroke-width="7"',
    )
    twig = path(
        "M900 664C960 640 1010 636 1060 610", more=f'stroke="{CLAY}" stroke-width="6"'
    ) + "".join(
        at(x, y, path("M0 0C14 -34 44 -48 74 -46C66 -16 36 4 0 0Z", LEAF), turn=turn)
        for x, y, turn in ((930, 650, -10), (980, 640, 60), (1020, 626, -20), (1058, 612, 10))
    )
    shades = shade(440, 676, 150) + shade(756, 680, 110, 16)
    back = box(0, 0, 1200, 800, "#e5ebe5", 'stroke="none"') + hills("#c3d2c9", "#aac0b2", 330)
    table = box(0, 560, 1200, 240, "#b7a57e", 'stroke="none"')
    return back + table + shades + tin + label + glass + leaves + steam + twig


def bamboo() -> str:
    """Dried shoots in a bundle, fresh ones beside, canes behind."""
    canes = "".join(
        box(x, -20, 46, 600, fill, 'rx="8"') + path(f"M{x} {y}H{x + 46}M{x} {y + 200}H{x + 46}")
        for x, y, fill in ((90, 150, "#9db88a"), (190, 90, "#8aa876"), (1040, 180, "#9db88a"))
    )
    fresh = "".join(
        at(
            x,
            670,
            path("M-84 0C-70 -150 -30 -270 0 -330C30 -270 70 -150 84 0Z", "#b78a52")
            + path("M-84 0C-40 -70 10 -110 52 -130M84 0C50 -60 -10 -150 -48 -170", "none")
            + path("M-30 -240C-6 -250 20 -236 32 -226", "none"),
            scale,
            turn,
        )
        for x, scale, turn in ((420, 1.05, -8), (580, 1.2, 4))
    )
    strips = "".join(
        at(
            x,
            650,
            path("M-16 0C-24 -110 -16 -200 0 -240C18 -200 24 -110 16 0Z", fill),
            turn=turn,
        )
        for x, turn, fill in (
            (770, -14, "#d6b46c"),
            (810, -6, "#e0c382"),
            (850, 2, "#cfa95d"),
            (890, 9, "#e0c382"),
            (926, 16, "#d6b46c"),
        )
    )
    band = path("M748 566C800 584 900 584 950 566V610C900 628 800 628 748 610Z", RED)
    shades = shade(500, 676, 220) + shade(850, 660, 150, 16)
    return wall("#e6ebdb", "#bda77a") + canes + shades + fresh + strips + band


def walnut() -> str:
    """Walnuts in a wooden tray, one open."""
    nut = (
        oval(0, 0, 62, 56, "#c59a63")
        + path("M0 -56C-14 -20 -14 20 0 56", more='stroke-width="5"')
        + path("M-40 -22C-26 -10 -26 12 -40 26M40 -22C26 -10 26 12 40 26", more='stroke="#8f6a3e"')
    )
    heap = "".join(
        at(x, y, nut, turn=turn)
        for x, y, turn in (
            (470, 450, 20),
            (590, 436, -16),
            (712, 452, 40),
            (530, 372, -30),
            (650, 366, 12),
            (400, 520, 8),
            (520, 524, -20),
            (640, 524, 24),
            (764, 520, -8),
        )
    )
    tray = path("M300 560H880L850 672H330Z", WOOD) + path("M312 600H868M322 636H858", "none")
    opened = at(
        1000,
        640,
        oval(0, 0, 76, 56, "#a77b46")
        + oval(0, -4, 58, 40, "#ead2a4")
        + path(
            "M-40 -4C-26 -30 -10 10 0 -14C10 10 26 -30 40 -4C26 24 10 -6 0 18C-10 -6 -26 24 -40 -4Z",
            "#d3b077",
        ),
        turn=-8,
    )
    branch = path(
        "M-20 120C160 150 300 120 420 60", more=f'stroke="{CLAY}" stroke-width="9"'
    ) + "".join(
        at(x, y, path("M0 0C20 -50 70 -70 120 -60C104 -10 50 16 0 0Z", LEAF), turn=turn)
        for x, y, turn in (
            (80, 136, 30),
            (180, 134, 70),
            (270, 116, 10),
            (350, 90, 60),
            (416, 62, -10),
        )
    )
    green = at(300, 190, oval(0, 0, 46, 52, "#86a05a")) + at(
        206, 214, oval(0, 0, 42, 48, "#92ab66")
    )
    shades = shade(590, 680, 300) + shade(1000, 694, 84, 14)
    return wall("#e6ece9", "#c2a67b") + branch + green + shades + heap + tray + opened


def oil() -> str:
    """Camellia oil in two bottles, a flower and its fruit."""
    bottle = (
        path(
            "M-30 -330H30V-280C30 -250 84 -240 84 -180V0H-84V-180C-84 -240 -30 -250 -30 -280Z",
            "#e9edd8",
        )
        + path("M-78 -170H78V-6H-78Z", "#e0b23c", 'stroke="none"')
        + box(-38, -382, 76, 58, BLUE, 'rx="6"')
        + box(-58, -146, 116, 96, PAPER, 'rx="3"')
        + path("M0 -64C-34 -84 -34 -112 0 -134C34 -112 34 -84 0 -64Z", "#e7aeb0")
    )
    petals = "".join(
        at(0, 0, path("M0 0C-46 -40 -40 -100 0 -116C40 -100 46 -40 0 0Z", PAPER), turn=a)
        for a in range(0, 360, 60)
    )
    flower = (
        petals
        + oval(0, 0, 30, 30, OCHRE)
        + "".join(
            at(0, 0, path("M0 -10V-34", more='stroke="#f3dc8e"'), turn=a) for a in range(0, 360, 45)
        )
    )
    leaves = "".join(
        at(x, y, path("M0 0C24 -52 80 -70 136 -58C116 -6 58 20 0 0Z", GREEN), turn=turn)
        for x, y, turn in ((880, 640, -30), (880, 650, 24), (760, 650, 150))
    )
    fruit = at(1040, 660, oval(0, 0, 42, 40, "#9a7a4a") + path("M0 -40V-56")) + at(
        1110, 676, oval(0, 0, 34, 32, "#86683c")
    )
    shades = shade(360, 676, 100) + shade(570, 692, 100) + shade(880, 690, 180, 16)
    back = box(0, 0, 1200, 800, "#e3ebec", 'stroke="none"') + hills("#c8d7d8", "#b3c8c6", 320)
    table = box(0, 560, 1200, 240, "#c0aa80", 'stroke="none"')
    pair = at(360, 670, bottle, 1.05) + at(570, 686, bottle, 1.05)
    return back + table + shades + pair + leaves + at(860, 600, flower, 1.05) + fruit


def noodles() -> str:
    """Noodles of sweet potato in bundles, two roots beside."""
    bundle = (
        path("M-40 -230C-62 -150 -62 -70 -46 0H46C62 -70 62 -150 40 -230Z", "#d9cbb0")
        + "".join(
            path(f"M{x} -226V-4", more='stroke="#b09c78" stroke-width="3"') for x in (-22, 0, 22)
        )
        + path("M-56 -140H56V-100H-56Z", RED)
    )
    bundles = "".join(
        at(x, y, bundle, turn=turn)
        for x, y, turn in (
            (430, 640, -7),
            (550, 650, 2),
            (670, 640, 9),
            (490, 680, -3),
            (612, 682, 4),
        )
    )
    root = path(
        "M-110 0C-90 -60 40 -70 100 -20C130 -4 130 20 100 20C40 60 -80 60 -110 0Z", "#b45a52"
    ) + path(
        "M-60 -18C-50 -8 -50 0 -58 8M10 -34C18 -24 18 -16 10 -8M50 14H66", more='stroke-width="3"'
    )
    cut = at(1010, 690, oval(0, 0, 60, 50, "#b45a52") + oval(0, 0, 48, 38, "#eec27a"))
    vine = path(
        "M0 150C120 110 240 190 400 120", more=f'stroke="{GREEN}" stroke-width="7"'
    ) + "".join(
        at(x, y, path("M0 0C-60 -20 -70 -80 0 -60C70 -80 60 -20 0 0Z", LEAF), turn=turn)
        for x, y, turn in ((90, 140, 160), (200, 160, 10), (320, 150, 170), (400, 120, 30))
    )
    shades = shade(550, 690, 200) + shade(890, 690, 190, 16)
    roots = at(880, 640, root, turn=-8)
    return wall("#efe9d6", "#c7ab7c") + vine + shades + bundles + roots + cut


def fish() -> str:
    """Small river fish dried on a sieve of bamboo."""
    one = (
        path("M-120 0C-70 -46 30 -50 84 -6L124 -34V34L84 6C30 50 -70 46 -120 0Z", "#9db0b4")
        + path("M-60 -30C-44 -10 -44 10 -60 30", more='stroke-width="3"')
        + path("M-20 -14H50M-14 6H58", more='stroke="#7d949a" stroke-width="3"')
        + oval(-88, -6, 6, 6, INK)
    )
    sieve = (
        oval(600, 520, 430, 190, "#c9a25f")
        + oval(600, 510, 390, 164, "#e2c48a")
        + "".join(
            path(f"M{240 + x} 430L{300 + x} 600", more='stroke="#c9a25f" stroke-width="3"')
            for x in range(60, 660, 60)
        )
        + "".join(
            path(f"M{960 - x} 430L{900 - x} 600", more='stroke="#c9a25f" stroke-width="3"')
            for x in range(60, 660, 60)
        )
    )
    laid = "".join(
        at(x, y, one, turn=turn)
        for x, y, turn in (
            (430, 456, 6),
            (680, 436, -8),
            (860, 510, 10),
            (360, 540, -6),
            (600, 536, 4),
            (500, 618, -4),
            (760, 604, 8),
        )
    )
    pepper = at(
        1060,
        690,
        path("M-60 0C-20 -26 40 -20 70 10C30 14 -20 20 -60 0Z", RED) + path("M-60 0L-80 -8"),
    )
    back = box(0, 0, 1200, 800, "#e2eaed", 'stroke="none"') + hills("#c6d5da", "#b1c6cb", 280)
    table = box(0, 460, 1200, 340, "#c4ad84", 'stroke="none"')
    return back + table + shade(600, 690, 420, 34) + sieve + laid + pepper
