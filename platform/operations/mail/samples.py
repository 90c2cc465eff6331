"""What arrives in the demo: invented, as an office would write it."""

from __future__ import annotations

# kind, sender, addressee.
PIECES: tuple[tuple[str, str, str], ...] = (
    ("express", "青禾省农产品检测中心", "网货研发中心"),
    ("express", "云启包装用品店", "品牌营销中心"),
    ("registered", "县税务主管部门", "财务部"),
    ("letter", "禾畔合作社", "综合部"),
    ("express", "青禾办公用品公司", "行政部"),
    ("magazine", "青禾省商务厅", "电商办"),
    ("letter", "青禾省电商协会", "祝景行"),
    ("express", "禾川云启商行", "蔺小满"),
    ("registered", "县人力资源主管部门", "电商办"),
    ("express", "青禾冷链设备公司", "物流配送"),
    ("letter", "青禾师范学院", "电商技术支持中心"),
    ("express", "青禾印务公司", "服务前台"),
    ("registered", "青禾银行禾川支行", "结算中心"),
    ("express", "青禾数码维修店", "鄢小禾"),
)
SUBSCRIPTIONS: tuple[tuple[str, str, int, int], ...] = (
    ("青禾日报", "office", 2, 0),
    ("青禾日报", "admin", 1, 0),
    ("农村电商报", "brand", 1, 0),
    ("财会信息报", "finance", 1, 2),
    ("物流时报", "logistics", 1, 4),
)
WRONG = "放错格口，已与收件部门核对。"
UNKNOWN = "查无此人，各部门请认领。"
SENT_BACK = "收件人已调离，无人认领。"
MISSING = "青禾日报未到，已联系投递员。"
