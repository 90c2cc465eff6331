"""What people ask for and are told in the demo: invented, in the words of an office."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from operations.casework.fields import FieldSpec
from operations.casework.models import ItemForm
from operations.casework.terms import fields_of

# What is asked for often stands often.
CENTRE_CODES = (
    *("S01",) * 4,
    *("S02",) * 6,
    *("S04",) * 6,
    *("S05",) * 3,
    *("S06",) * 4,
    *("S07",) * 3,
    "S08",
    *("S10",) * 2,
    "S11",
    *("S12",) * 2,
    "S13",
    "S14",
    *("S17",) * 3,
    *("S19",) * 2,
)
STATION_CODES = ("V01", "V03", "V04", "V05", "V06", "V07", "V08", "V09")
# Of the fictional region, with valid check digits (handbook §3.7).
CREDIT_CODES = ("93980121MA0DEM03X3", "91980121MA0DEM021H", "92980121MA0DEM0561")

REQUESTS: Mapping[str, tuple[str, ...]] = {
    "S01": ("想在网上卖自家的土蜂蜜，请指导怎么起步", "返乡准备开网店，请帮忙做个方案"),
    "S02": ("想了解返乡创业有什么补贴", "咨询食品小作坊登记要准备哪些材料"),
    "S04": ("申请开一家网店，卖自家种的红香米", "想开抖音小店卖干菜"),
    "S05": ("店铺首页太旧了，请帮忙重新设计", "请设计一套年货节的店铺页面"),
    "S06": ("请给新包装的木耳拍一组白底图", "请拍蜂蜜的场景图和短视频"),
    "S07": ("请写一份手工土布围裙的详情页", "请把蜂蜜的详情页改得通俗些"),
    "S10": ("想参加年货节直播，请安排场次", "请帮忙做一场春茶上市的推广"),
    "S12": ("这批红香米想做溯源码", "请给冷水蜂蜜建溯源批次"),
    "S17": ("买的干菜有潮味，要求退货", "快件破损，请协助索赔"),
    "S19": ("扩建烘干房缺资金，请帮忙对接银行", "收购季需要周转贷款"),
    "V01": ("请代买一台电磁炉", "请代买一袋宠物饲料"),
    "V03": ("请代缴本月电费", "请代缴家里的话费"),
    "V04": ("请代收快件", "外出打工，请代收家里的包裹"),
    "V05": ("寄一箱土鸡蛋给城里的孩子", "寄两袋红香米"),
    "V06": ("请代购回程的火车票", "请代办医院预约挂号"),
    "V07": ("请代买一桶复合肥", "请代买水稻种子"),
    "V08": ("有两千斤红薯待售，请发布", "想收购一批竹笋"),
    "V09": ("想学会自己在手机上买东西", "请教怎么用手机付款"),
}
RESULTS = ("已按要求办理完毕", "已办结并向申请人说明使用方法", "已办理，资料已交付申请人")
OPINIONS: Mapping[int, tuple[str, ...]] = {
    5: ("办得快，态度好", "讲得很清楚", ""),
    4: ("不错", "", ""),
    3: ("还可以", ""),
    2: ("等的时间有点长", "来回跑了两趟"),
    1: ("问了几次都说不清",),
}
TEXTS: Mapping[str, str] = {
    "product": "土蜂蜜",
    "sku": "红香米 2.5 kg",
    "shop": "禾谷小铺",
    "shop_name": "禾谷小铺",
    "category": "米面粮油",
    "shop_link": "https://example.invalid/shop/1001",
    "coach": "祝修竹",
    "sessions": "选品与定价，60分钟\n开店流程，90分钟",
    "basis_document": "县电商扶持政策问答",
    "goods": "电磁炉一台",
    "brand": "禾谷",
    "partner": "禾谷农村商业银行",
    "period": "2026年第三季度",
}


def request(code: str, dice: random.Random) -> str:
    """A sentence that asks for an item."""
    return dice.choice(REQUESTS.get(code, ("请协助办理本事项",)))


def result(code: str, dice: random.Random) -> str:
    """How it ended."""
    return dice.choice(RESULTS)


def opinion(level: int, dice: random.Random) -> str:
    """Words with a rating, often none."""
    return dice.choice(OPINIONS[level])


def answers(form: ItemForm | None, *, stage: str, day: date, dice: random.Random) -> dict[str, Any]:
    """Something fitting for every required field of a stage."""
    if form is None:
        return {}
    return {
        one.key: _ANSWERS[one.type](one, day, dice)
        for one in fields_of(form)
        if one.stage == stage and one.required
    }


def _number(one: FieldSpec, day: date, dice: random.Random) -> str:
    if one.key == "birth_year":
        return str(dice.randrange(1962, 2004))
    low = 1 if one.min is None else max(one.min, 1)
    high = low + 20 if one.max is None else min(one.max, low + 20)
    return str(dice.randint(low, high))


def _money(one: FieldSpec, day: date, dice: random.Random) -> str:
    least = Decimal(one.min or 0)
    return str(least + Decimal(dice.randrange(2_000, 90_000)) / 100)


def _text(one: FieldSpec, day: date, dice: random.Random) -> str:
    return TEXTS.get(one.key, f"{one.label}见附件")[:200]


_ANSWERS: Mapping[str, Callable[[FieldSpec, date, random.Random], Any]] = {
    "text": _text,
    "longtext": _text,
    "integer": _number,
    "decimal": _number,
    "money": _money,
    "date": lambda one, day, dice: day.isoformat(),
    "choice": lambda one, day, dice: dice.choice(one.choices),
    "multi": lambda one, day, dice: [dice.choice(one.choices)],
    "phone": lambda one, day, dice: "19900005999",
    "account": lambda one, day, dice: f"62009801{dice.randrange(10**8):08d}",
    "yesno": lambda one, day, dice: True,
}
