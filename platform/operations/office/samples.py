"""What the demo's supervision items say: invented, in the words of an office."""

from __future__ import annotations

# matter, requirement, source, reference, department, account of the owner, assisting departments.
# {month} is the month of the issue.
ITEMS: tuple[tuple[str, str, str, str, str, str, tuple[str, ...]], ...] = (
    (
        "制定年货节活动方案",
        "明确时间、品类、直播场次和预算，报中心审定。",
        "meeting",
        "县域电商工作联席会议",
        "brand",
        "drafter",
        ("goods", "logistics"),
    ),
    (
        "开展服务站用电用火安全检查",
        "逐站检查并建立问题清单，整改到位后销号。",
        "document",
        "关于开展安全生产检查的通知",
        "tech",
        "dept_sup",
        ("general",),
    ),
    (
        "汇总{month}月份农产品上行数据",
        "核对平台订单与寄递面单，形成分析材料。",
        "plan",
        "双周工作安排",
        "goods",
        "dept_head",
        (),
    ),
    (
        "清查站点设备并更新台账",
        "账实逐件核对，缺失的说明原因。",
        "meeting",
        "中心办公会",
        "ops",
        "ops",
        ("admin",),
    ),
    (
        "整改客服响应超时问题",
        "平均响应时间降到三分钟以内，连续两周达标。",
        "leader",
        "主任批示",
        "desk",
        "frontdesk",
        ("tech",),
    ),
    (
        "核对第{month}期培训补助发放名册",
        "逐人核对身份与签到，无重复、无遗漏。",
        "document",
        "关于规范培训补助的通知",
        "finance",
        "finance",
        ("general",),
    ),
    (
        "完善值班值守制度",
        "修订值班安排和交接要求，印发执行。",
        "meeting",
        "中心办公会",
        "admin",
        "admin_mgr",
        (),
    ),
    (
        "推进冷链周转箱投放",
        "投放到十二个乡镇服务站，登记使用情况。",
        "leader",
        "分管领导批示",
        "ops",
        "ops",
        ("logistics",),
    ),
    (
        "更新展示厅本地品牌展品",
        "更换下架产品，补齐产地和检测信息。",
        "plan",
        "双周工作安排",
        "brand",
        "drafter",
        (),
    ),
    (
        "处理群众反映的快件积压",
        "三日内清零，并建立高峰期分拣预案。",
        "leader",
        "主任批示",
        "logistics",
        "dept_sup",
        ("desk",),
    ),
    (
        "编制下年度资金运作计划",
        "按项目和季度列出，附测算依据。",
        "meeting",
        "资金管理专题会",
        "finance",
        "finance",
        ("general",),
    ),
    (
        "开展村级站点收费公示抽查",
        "每个乡镇不少于两个站点，拍照留存。",
        "document",
        "关于规范收费公示的意见",
        "tech",
        "dept_sup",
        ("general", "desk"),
    ),
    (
        "组织{month}月份主播实训",
        "不少于三场，参训人员逐人评价。",
        "plan",
        "双周工作安排",
        "goods",
        "dept_head",
        ("brand",),
    ),
)
RESULTS = (
    "已完成，成果材料已报电商办。",
    "已按要求办结，问题清单全部销号。",
    "已完成并通过复核，形成长效机制。",
)
EVIDENCE = ("纸质材料存综合部档案柜", "签到表和照片存办公区", "方案定稿已报送，原件存档")
PROGRESS = ("已拟定初稿，正在征求意见。", "完成过半，预计按期办结。", "已到现场核实，正在汇总。")
PROBLEMS = ("个别站点负责人外出，资料未交齐。", "所需数据由平台方提供，尚未反馈。")
ANSWERS = ("已协调，请三日内补齐。", "先用现有数据，后续更正。")
SLOW = ("进度落后于节点，请加快。", "佐证材料迟迟未报。")
EXTENSIONS = ("配合单位数据反馈较晚，申请延期。", "恶劣天气影响现场核查，申请延期。")
RETURNS = ("佐证材料不全，请补充。", "请补充量化成效后再报。")
CALLED_OFF = "上级另有统一部署，不再单独开展。"

# department, account that enters it, matter, responsible, expected result.
PLANNED: tuple[tuple[str, str, str, str, str], ...] = (
    ("office", "office", "编印工作简报并督促上期事项办结", "蔺小满", "简报一期，事项按期办结"),
    ("admin", "admin_mgr", "检查值班值守和办公区安全", "祝小满", "检查记录两份"),
    ("finance", "finance", "核对专项资金支出并编制月报", "柏知秋", "月报一份"),
    ("ops", "ops", "巡查乡镇服务站运营情况", "祝景行", "巡查不少于六个站点"),
    ("brand", "drafter", "拍摄时令农产品短视频", "卜知秋", "短视频四条"),
    ("goods", "dept_head", "组织网货分级包装试样", "邰云舟", "试样三款"),
    ("tech", "dept_sup", "维护站点设备和系统账号", "蔺景行", "故障当日响应"),
    ("desk", "frontdesk", "整理服务事项咨询口径", "邰望舒", "口径手册更新"),
    ("brand", "drafter", "对接直播平台助农专场", "卜知秋", "专场一场"),
    ("goods", "dept_head", "走访合作社采集产销数据", "邰云舟", "数据表一份"),
)
ADDED = ("tech", "dept_sup", "支援雨雪天气应急通信保障", "蔺景行", "气象部门临时通知")
SUMMARIES = ("本期事项基本完成，未完成事项转入下期。", "各部门按期完成，重点事项已转督办。")
