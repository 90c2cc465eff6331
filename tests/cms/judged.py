"""Sixty questions to a county's site with what a reader would want to be shown for each.

Judged by hand before the search was tuned: 3 is what was looked for, 2 a good second, 1 something
near it, and what is not named is 0. A judgement changes when it is wrong, never because the search
finds something else.

p:rice is /products/rice/, s:V01 a guide, n:sale a piece of news, t:bridge a station.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2

PREFIXES = {"p": "/products/", "s": "/services/", "n": "/news/", "t": "/stations/"}
DEPTH = 5


@dataclass(frozen=True, eq=False)
class Judged:
    """One question: what kind of question it is, and the grades of what answers it."""

    query: str
    kind: str
    grades: dict[str, int]


def _read(kind: str, lines: str) -> list[Judged]:
    found = []
    for line in lines.strip().splitlines():
        query, _bar, answers = line.partition("|")
        grades = {}
        for answer in answers.split():
            name, _is, grade = answer.rpartition("=")
            grades[address(name)] = int(grade)
        found.append(Judged(query.strip(), kind, grades))
    return found


def address(name: str) -> str:
    """The address of a short name."""
    prefix, colon, slug = name.partition(":")
    return f"{PREFIXES[prefix]}{slug}/" if colon else name


QUERIES = [
    *_read(
        "exact",
        """
        禾川红香米 | p:rice=3 n:sale=2 p:wine=1 /brands/brand/=1
        云枞云雾茶 | p:tea=3
        苹果干 | p:applechips=3 n:chips=2 p:apple=1
        代购代买 | s:V01=3 s:V07=1
        石桥村电商服务站 | t:bridge=3 t:willow=1
        快递代收 | s:V04=3 s:V05=1 n:news-2026-06-20=1
        关于中心 | /about/=3
        禾川有礼 | /brands/brand/=3 p:rice=1 p:eggs=1 p:wine=1 p:noodles=1
        """,
    ),
    *_read(
        "partial",
        """
        红香米 | p:rice=3 n:sale=2 p:wine=1 /brands/brand/=1
        木耳 | p:fungus=3
        笋 | p:bamboo=3
        米酒 | p:wine=3
        石桥 | t:bridge=3
        云岭乡 | t:ridge=3 t:slope=2 t:teaplace=2
        围裙 | p:apron=3
        苹果 | p:apple=3 p:applechips=3 n:chips=2
        站长培训 | n:news-2026-09-08=3 s:S03=2
        红香米 直播 | n:sale=3 p:rice=2 s:S10=1
        """,
    ),
    *_read(
        "pinyin",
        """
        hongxiangmi | p:rice=3 n:sale=2
        pingguo | p:apple=3 p:applechips=3 n:chips=2
        muer | p:fungus=3
        shiqiao | t:bridge=3
        fengmi | p:honey=3
        daigou | s:V01=3 s:V07=2
        zhibo | s:S10=3 n:sale=2
        yunwuc | p:tea=3
        """,
    ),
    *_read(
        "initials",
        """
        pgg | p:applechips=3 n:chips=2
        hxm | p:rice=3 n:sale=2
        ywc | p:tea=3
        lxz | t:willow=3
        dgdm | s:V01=3
        hcyl | /brands/brand/=3
        """,
    ),
    *_read(
        "typing error",
        """
        红相米 | p:rice=3 n:sale=2 p:wine=1
        苹菓干 | p:applechips=3 n:chips=2 p:apple=1
        快弟代收 | s:V04=3 s:V05=1
        羊肚军 | p:morel=3
        蜂密 | p:honey=3
        云雾查 | p:tea=3
        电商陪训 | s:S03=3 n:news-2026-03-05=2 n:news-2026-09-08=1
        hongxangmi | p:rice=3 n:sale=2
        石乔村 | t:bridge=3
        """,
    ),
    *_read(
        "other word",
        """
        洋芋 | p:potato=3
        地瓜粉 | p:noodles=3
        寄包裹 | s:V05=3 n:rates=2
        开网店 | s:S04=3 s:S01=2 n:grant=1
        菌子 | p:morel=3 p:fungus=2
        交电费 | s:V03=3
        长生果 | p:peanut=3
        """,
    ),
    *_read(
        "as villagers say it",
        """
        怎么寄快递 | s:V05=3 n:rates=2
        我想学直播 | s:S03=3 s:S10=2 n:news-2026-03-05=2
        去哪里取快递 | s:V04=3 n:news-2026-06-20=1
        贷款 | s:S19=3 n:loan=3
        帮我卖东西 | s:V02=3 s:S09=1 s:S10=1
        买化肥 | s:V07=3
        买火车票 | s:V06=3
        东西坏了要投诉 | s:S17=3
        教我用手机 | s:V09=3
        查办事进度 | /case/=3
        有补贴吗 | n:grant=3 s:S02=2 n:loan=1
        骗子电话 | n:fraud=3 s:V09=1
        """,
    ),
]


@dataclass(frozen=True, slots=True)
class Extra:
    """A page beside the demo's: title, summary, text."""

    slug: str
    title: str
    summary: str
    text: str


# Products and news that stand beside the demo's on the judged site.
PRODUCTS = (
    Extra(
        "applechips",
        "禾川苹果干",
        "整果切片，低温烘干，酸甜有嚼劲。",
        "北坡的果子个头小、糖分高，切成薄片烘八个小时。不加糖，不熏硫。",
    ),
    Extra(
        "apple",
        "北坡脆苹果",
        "霜后采摘，脆甜多汁。",
        "果园在北坡，昼夜温差大，十月下旬霜后采摘，按果径分级装箱。",
    ),
    Extra("peanut", "红衣小花生", "沙地里长的，粒小油香。", "带壳晒干，当年新货，炒着吃最香。"),
    Extra("potato", "高山黄心土豆", "沙土地里种，粉糯。", "七月起收，现挖现发，五公斤一箱。"),
    Extra(
        "bacon", "柴火腊肉", "冬至后腌制，柏枝慢熏。", "自家养的年猪，盐腌七天，挂在灶头熏四十天。"
    ),
    Extra("persimmon", "霜降柿饼", "霜降后采果，自然挂霜。", "去皮挂晒三十天，捂出一层白霜。"),
)
NEWS = (
    Extra(
        "sale",
        "禾川红香米专场直播周六开播",
        "新米上市，晚七点半在中心直播间。",
        "驻村主播和种植户一起讲红香米，下单当天发货。",
    ),
    Extra(
        "chips",
        "苹果干生产线投产",
        "合作社的烘干车间开机，一天能出六百公斤。",
        "残次果有了去处，果农每公斤多卖八角钱。",
    ),
    Extra(
        "rates",
        "村级站点寄件价格公示",
        "首重、续重统一标价，多收可以举报。",
        "各站点寄递收费按公示的价目执行，站内张贴价目表。",
    ),
    Extra(
        "fraud",
        "谨防冒充客服的退款诈骗",
        "接到骗子电话不转账、不点链接、不报验证码。",
        "近期有人冒充平台客服打电话，说包裹丢失要退款。遇到请到站点核实或报警。",
    ),
    Extra(
        "loan",
        "电商贷款贴息政策解读",
        "合作银行发放的涉农电商贷款，可以申请贴息。",
        "贴息比例和期限以文件为准，材料由站点代收。",
    ),
    Extra(
        "grant",
        "新开网店扶持补贴开始申报",
        "当年新开且有销售的网店可以申报，截止本月底。",
        "带身份证和店铺后台截图到服务前台登记。",
    ),
    Extra(
        "holiday",
        "春节期间站点营业时间安排",
        "除夕至初二休息，初三起照常。",
        "急件请提前寄出，值班电话张贴在站点门口。",
    ),
    Extra(
        "storm",
        "暴雨天气部分线路派送延迟",
        "云岭乡方向绕行，到件晚一天。",
        "道路抢通后恢复正常，易腐件优先派送。",
    ),
)
# Slug, name, township, village, address, abilities.
STATIONS = (
    ("willow", "柳溪镇电商服务站", "柳溪镇", "", "柳溪镇正街12号", ("V01", "V02", "V04", "V05")),
    ("bridge", "石桥村电商服务站", "柳溪镇", "石桥村", "村部旁", ("V01", "V03", "V04")),
    ("ridge", "云岭乡电商服务站", "云岭乡", "", "云岭乡文化站一楼", ("V01", "V02", "V05")),
    ("slope", "南坪村电商服务站", "云岭乡", "南坪村", "南坪小学对面", ("V01", "V04")),
    ("teaplace", "茶坞村便民服务点", "云岭乡", "茶坞村", "老供销社", ("V03",)),
    ("horse", "白马滩镇电商服务站", "白马滩镇", "", "码头路3号", ("V01", "V04", "V06")),
    ("ferry", "渡口村便民服务点", "白马滩镇", "渡口村", "渡口小卖部", ("V05",)),
)


def ndcg(found: list[str], grades: dict[str, int]) -> float:
    """Normalised discounted cumulative gain of the first five, with gains 2^grade - 1."""
    best = sorted(grades.values(), reverse=True)[:DEPTH]
    gained = [grades.get(url, 0) for url in found[:DEPTH]]
    return _dcg(gained) / _dcg(best)


def _dcg(grades: list[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))
