"""What every county starts with: the classes by GB/T 14885-2022 that centres have (R69, R78)."""

from operations.assets.models import AssetClass

# fmt: off
# national class, short, name, years of depreciation (§3.4)
CLASSES = (
    ("A02010105", "101", "台式计算机",     6),
    ("A02010108", "102", "便携式计算机",   6),
    ("A02010000", "109", "其他信息化设备", 6),
    ("A02020100", "201", "复印机",         6),
    ("A02020200", "202", "投影仪",         6),
    ("A02021003", "203", "A4黑白打印机",   6),
    ("A02020400", "204", "多功能一体机",   6),
    ("A02020500", "205", "照相机及器材",   6),
    ("A02021118", "206", "扫描仪",         6),
    ("A02020000", "209", "其他办公设备",   6),
    ("A02030000", "301", "车辆",           8),
    ("A02061804", "401", "空调机",         5),
    ("A05010201", "501", "办公桌",        15),
    ("A05010301", "502", "办公椅",        15),
    ("A05010502", "503", "文件柜",        15),
)
# fmt: on
# Only for trained people (R84).
SPECIAL = ("301",)


def template() -> None:
    """The classes of a new county."""
    for code, short, name, years in CLASSES:
        AssetClass.objects.get_or_create(
            code=code,
            defaults={
                "short": short,
                "name": name,
                "years": years,
                "is_special": short in SPECIAL,
            },
        )
