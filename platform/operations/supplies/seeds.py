"""What every county starts with: the handbook's supplies with classes and standards, a cabinet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from operations.stations.models import Station
from operations.supplies.kinds import DeviceClass, Period, SupplyClass
from operations.supplies.models import Item, Place, Standard
from operations.supplies.rules.classes import TABLE

FROM = date(2024, 1, 1)
PLACES = ("用品柜一·上层", "用品柜一·下层", "用品柜二·上层", "用品柜二·下层", "库房货架")
C = SupplyClass
# Name, specification, unit, pack, pieces in a pack, minimum, usual price; where the class leaves
# it open: kept (1); the standard where it is not one; device, or numbered forms.
DURABLE = """
计算器|12位|个||1|2|35
订书机|标准|个||1|3|18
文件筐|四联|个||1|2|32
笔筒|网状|个||1|2|12
打孔机|双孔|个||1|1|28
剪刀|170mm|把||1|3|8
装订机|手动|台||1|0|180
直尺|30cm|把||1|3|3
起钉器||个||1|3|6
印台|红色|个||1|2|12
白板|600×900|块||1|0|85
插线板|6位3米|个||1|2|45
钥匙|办公室|把||1|2|5
耳麦|USB|个||1|1|78
U盘|64G|个||1|2|42
"""
STATIONERY = """
中性笔|0.5黑|支|盒|12|48|1.5|0|2
中性笔芯|0.5黑|支|盒|20|60|0.8|0|4
红色中性笔|0.5红|支|盒|12|12|1.5|0|1
墨水|蓝黑|瓶||1|4|8|0|1
稿纸|16开|本|包|10|10|3|0|1
便利贴|76×76|本|包|12|24|2.2|0|2
笔记本|A5|本||1|20|6|0|1
美工刀|大号|把||1|5|6|1|1
报告夹|A4|个|包|10|20|2.5|0|3
档案盒|55mm|个|箱|20|40|6.5|0|4
文件夹|A4双夹|个||1|20|7|1|2
装订线|棉|卷||1|4|9|0|1
装订针|大号|盒||1|3|12|0|1
回形针|29mm|盒|包|10|20|2|0|1
大头针|50g|盒||1|6|2.5|0|1
转笔刀|桌面|个||1|2|15|1|1
橡皮|4B|块|盒|30|15|1|0|1
印泥|快干|盒||1|3|9|0|1
挂钩|粘贴|个|包|10|20|1|0|2
透明胶带|18mm|卷|筒|8|24|1.5|0|1
美工刀片|大号|盒||1|6|5|0|1
固体胶|21g|支|盒|12|24|2.5|0|1
复写纸|A4|盒||1|2|18|0|1
订书针|24/6|盒|包|10|30|1.8|0|1
"""
HOSPITALITY = """
一次性纸杯|250ml|只|袋|50|300|0.18|0|150
茶具|六件套|套||1|1|120|1|1
果盘|玻璃|个||1|2|25|1|2
烟灰缸|玻璃|个||1|1|15|1|1
"""
SPECIAL = """
账本|三栏式|本||1|4|22|0|4|
报表|月报|本||1|4|15|0|4|
记账凭证|KPJ101|本|包|10|20|6|0|20|
收据|三联|本|包|10|10|8|0|10|numbered
财务专用章|光敏|枚||1|0|60|1|1|
"""
EQUIPMENT = """
硒鼓|HP 88A 可加粉|个||1|2|180|1|1|printer
墨盒|黑色 可加墨|个||1|2|95|1|2|printer
色带|针式|个||1|1|45|0|2|printer
墨粉|瓶装|瓶||1|2|60|0|2|copier
移动硬盘盒|2.5寸|个||1|0|80|0|1|computer
光盘|DVD|张|筒|50|50|1.6|0|20|computer
复印纸|A4 70g|包|箱|8|40|24|0|8|copier
传真纸|210mm|卷||1|4|12|0|2|fax
电池|5号|节|板|4|24|2.5|0|8|other
电池|7号|节|板|4|16|2.5|0|4|camera
"""
FURNITURE = """
办公桌|1.4米|张||1|0|680|6
办公椅|网布|把||1|1|320|8
茶几|1.2米|张||1|0|450|1
文件柜|双门|组||1|0|780|3
台灯|LED|盏||1|1|90|6
电风扇|落地|台||1|0|180|2
窗帘|遮光|幅||1|0|260|4
衣帽架|立式|个||1|0|110|2
"""
# What stations have besides: class, name, specification, unit, pack, pieces in a pack, minimum,
# usual price, kept; the standards of a village and of a township station, and what they count.
STATIONS = """
C1|扫码枪|USB 一维二维|把||1|1|120|1|1|2|held
C1|电子秤|30kg|台||1|1|165|1|1|1|held
C2a|快递包装袋|38×52cm|个|包|100|400|0.22|0|100|200|month
C2a|封箱胶带|60mm|卷|筒|6|24|3.2|0|2|4|month
C2a|气泡膜|50cm×60m|卷||1|4|26|0|1|2|quarter
C2a|门头招牌贴膜|3m×0.6m|幅||1|1|85|0|1|1|year
C3|热敏打印纸|80×60|卷|箱|50|50|2.6|0|6|10|month
C3|门头灯箱灯管|LED 1.2m|支||1|4|18|0|2|4|year
"""
# Of the catalogue above: name, village, township, counted.
ALSO_STATIONS = (("中性笔", 2, 4, Period.MONTH), ("复印纸", 1, 2, Period.QUARTER))


def template() -> None:
    """The catalogue of a new county."""
    for order, name in enumerate(PLACES):
        Place.objects.get_or_create(name=name, defaults={"order": order})
    for kind, text, period in (
        (C.DURABLE, DURABLE, Period.HELD),
        (C.STATIONERY, STATIONERY, Period.MONTH),
        (C.HOSPITALITY, HOSPITALITY, Period.QUARTER),
        (C.SPECIAL, SPECIAL, Period.QUARTER),
        (C.EQUIPMENT, EQUIPMENT, Period.QUARTER),
        (C.FURNITURE, FURNITURE, Period.HELD),
    ):
        for number, row in enumerate(text.split("\n")[1:-1], start=1):
            _enter(kind, f"{kind}-{number:02d}", row.split("|"), period)
    for number, row in enumerate(STATIONS.split("\n")[1:-1], start=1):
        _enter_of_stations(f"ZD-{number:02d}", row.split("|"))
    for name, village, township, period in ALSO_STATIONS:
        _of_levels(Item.objects.get(name=name), village, township, period)


def _enter(kind: str, code: str, cells: list[str], period: str) -> None:
    name, spec, unit, pack, size, minimum, price, *rest = cells
    always = TABLE[kind].kept
    kept = bool(always) if always is not None else rest.pop(0) == "1"
    quantity = int(rest.pop(0)) if rest else 1
    last = rest.pop(0) if rest else ""
    item, made = Item.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "spec": spec,
            "kind": kind,
            "unit": unit,
            "pack_unit": pack,
            "pack_size": int(size),
            "minimum": int(minimum),
            "price": Decimal(price),
            "is_kept": kept,
            "is_numbered": last == "numbered",
        },
    )
    if made:
        Standard.objects.create(
            item=item,
            quantity=quantity,
            # What stays with its holder is counted as held, whatever its class is counted over.
            period=Period.HELD if kept else period,
            device_class=last if last in DeviceClass.values else "",
            from_date=FROM,
        )


def _enter_of_stations(code: str, cells: list[str]) -> None:
    kind, name, spec, unit, pack, size, minimum, price, kept, village, township, period = cells
    item, _made = Item.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "spec": spec,
            "kind": kind,
            "unit": unit,
            "pack_unit": pack,
            "pack_size": int(size),
            "minimum": int(minimum),
            "price": Decimal(price),
            "is_kept": kept == "1",
        },
    )
    _of_levels(item, int(village), int(township), period)


def _of_levels(item: Item, village: int, township: int, period: str) -> None:
    for level, quantity in ((Station.Level.VILLAGE, village), (Station.Level.TOWNSHIP, township)):
        if not Standard.objects.filter(item=item, level=level).exists():
            Standard.objects.create(
                item=item, level=level, quantity=quantity, period=period, from_date=FROM
            )
