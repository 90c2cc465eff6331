"""What the demo's products have beside their words: seasons, packs, shops, a second picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shelf:
    """months: of the season. packs: name and price. to: the highest price. second: a picture
    beside the main one, and what it shows."""

    months: tuple[int, ...]
    packs: tuple[tuple[str, str], ...] = ()
    to: str = ""
    second: tuple[str, str] = ("", "")


FIELDS = ("hero-980121", "金黄的稻田间一条水渠通向远山，红香米就长在这里")
CLOUDS = ("hero-980122", "云雾缭绕的群山前，茶农在梯田里采茶")
GORGE = ("hero-980123", "峡谷间的溪流上架着索桥，岸边摆着一排蜂箱")
ALL_YEAR = tuple(range(1, 13))
SHELVES = {
    "rice": Shelf((9, 10, 11), (("2.5 千克/袋", "39.8"), ("5 千克/袋", "76")), "76", FIELDS),
    "eggs": Shelf(ALL_YEAR, (("12 枚/盒", "32"), ("30 枚/箱", "75")), "75"),
    "wine": Shelf((2, 3, 4)),
    "noodles": Shelf((11, 12, 1, 2)),
    "fungus": Shelf((4, 5, 9, 10), (("250 克/袋", "29.9"), ("500 克/盒", "56")), "56"),
    "tea": Shelf((3, 4, 5), (("100 克/罐", "88"), ("100 克×2 礼盒", "188")), "188", CLOUDS),
    "bamboo": Shelf((3, 4)),
    "morel": Shelf((3, 4)),
    "honey": Shelf((8, 9), (("500 克/瓶", "68"), ("500 克×2", "128")), "128", GORGE),
    "lily": Shelf((8, 9, 10)),
    "walnut": Shelf((9, 10)),
    "oil": Shelf((11, 12)),
    "fish": Shelf((9, 10, 11)),
    "seabuckthorn": Shelf((9, 10)),
    "lotus": Shelf((7, 8, 9)),
}
# A shop outside; example.com belongs to nobody.
SHOP = ("县里的网店（演示）", "https://shop.example.com/{}")
