"""What arrives in the demo: invented, in the words of an office."""

from __future__ import annotations

# nature, sender's level ("" where the nature says it), kind, sender, title.
SUBJECTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("assigned", "", "notice", "青禾省商务厅", "关于报送{month}月份农村电商工作进展情况的通知"),
    ("policy", "", "notice", "青禾省商务厅", "关于印发县域商业体系建设行动方案的通知"),
    ("guidance", "", "opinion", "青禾省商务厅", "关于规范农村电商服务站点管理的指导意见"),
    ("submission", "", "request", "乡镇服务站", "关于增配冷藏设备的请示"),
    ("consultation", "", "letter", "邻县电子商务公共服务中心", "关于商请联合开展直播培训的函"),
    ("enquiry", "", "letter", "县统计主管部门", "关于核实网络零售额有关数据的函"),
    ("meeting_notice", "superior", "notice", "县商务主管部门", "关于召开全县电商工作推进会的通知"),
    ("meeting_paper", "superior", "", "县商务主管部门", "全县电商工作推进会会议材料汇编"),
    ("publication", "superior", "", "县商务主管部门", "全县消费运行简报第{month}期"),
    ("reference", "", "circular", "青禾省商务厅", "关于部分县区典型做法的通报"),
)
DEPARTMENTS = ("brand", "tech", "goods", "general")
PROPOSALS = ("拟转有关部门办理，请领导批示。", "请主管领导阅示。")
INSTRUCTIONS = ("同意，请抓紧办理。", "请按要求按时办结并反馈。", "同意。")
RESULTS = (
    "已按要求报送。",
    "已传达学习并落实到位。",
    "已函复来文单位。",
    "已参会，会议精神已传达。",
)
PARTS = ("有关数据已提供。", "已配合完成。")
RETURNS = "此件不属于本部门职责，请另行明确主办部门。"
SENT_BACK = "缺少附件，请补齐后重送。"
PAPER = (
    "为及时掌握工作进展，现将有关事项通知如下。",
    "一、请围绕站点建设、农产品上行、人才培训和寄递物流梳理情况。",
    "二、请于规定时限前报送书面材料，并附有关数据。",
    "三、联系人及联系方式见附件。",
)
