"""Who makes the demo's products, its stories and its honours, purely fictional."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """A producer's page; {} in the title is the recorded name."""

    title: str
    slug: str
    summary: str
    story: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A story of people and places."""

    title: str
    slug: str
    date: str
    place: str
    summary: str
    paragraphs: tuple[str, ...]


HONOURS = (
    (2026, "青禾省县域公用品牌优秀案例（演示）", "青禾省商务厅（演示）"),
    (2025, "村播大赛团体第二名（演示）", "青禾省农产品展销会（演示）"),
)
# By the kind of the recorded producer.
PRODUCERS = {
    "coop": Told(
        "{}",
        "producer-1",
        "社员按同一份规程种、同一天收、一起检测，按斤分红。",
        (
            "合作社由村里的种养户合起来办，种子、用药和采收时间由社里统一定，田头都立着记录牌。",
            "每一批货先过社里的秤，再到中心检测、贴码。哪一户的货，扫码就知道。",
        ),
    ),
    "company": Told(
        "{}",
        "producer-2",
        "自有基地和加工间，能开票、能按月供货。",
        (
            "企业在村里有基地和加工间，收的是周边农户的鲜货，加工记录和检测报告随批次公开。",
            "门店、食堂和礼品采购可以通过询价直接联系。",
        ),
    ),
    "household": Told(
        "山里的一户人家",
        "producer-3",
        "一家人的小产量，卖完就等明年。",
        ("夫妻两人照看着屋后的几亩地，量不大，服务站上门收，从不压价。",),
    ),
}
PICTURES = {
    "980121": ("hero-980121", "金黄的稻田间一条水渠通向远山，渠边是村级服务站"),
    "980122": ("hero-980122", "云雾缭绕的群山前，茶农在梯田里采茶"),
    "980123": ("hero-980123", "峡谷间的溪流上架着索桥，岸边摆着一排蜂箱"),
}
STORIES = {
    "980121": (
        Story(
            "老种回到了渠边",
            "old-seed",
            "2026-10-20",
            "石桥村",
            "二十年前只剩三户留种的红香米，今年又种了三百亩。",
            (
                "红香米秆高、怕风，亩产只有杂交稻的一半。二十年前，渠边还种它的只剩三户。",
                "服务中心从三户人家手里请回种子，按高于市价三成的价格包销。第一年三十亩，"
                "第三年三百亩。",
                "种稻的人说，不是怕它产量低，是怕没人记得它的味道。",
            ),
        ),
    ),
    "980122": (
        Story(
            "云线以上的木耳棚",
            "above-the-clouds",
            "2026-10-18",
            "云枞高山",
            "海拔八百米的林下，一根段木要等十四个月。",
            (
                "段木架在林下，靠云雾养着。从点菌到采收要十四个月，急不来。",
                "采下的木耳当天晒，由村里的服务站过秤登记，第二天就有了批次码。",
            ),
        ),
    ),
    "980123": (
        Story(
            "一年只取一次的蜜",
            "honey-once",
            "2026-10-16",
            "冷水峡谷",
            "十二户养蜂人约好：立秋以后只取一次，给蜂留够过冬的口粮。",
            (
                "中蜂个头小、飞不远，采的是峡谷里零散的野花。取多了，蜂就过不了冬。",
                "十二户人家约定，一年只取一次，卖完就等明年。",
            ),
        ),
    ),
}
