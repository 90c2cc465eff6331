"""What a new county starts with: six zones, departments, the establishment of twelve, skills."""

from accounts import groups
from accounts.posts import Post
from operations.staff.models import Area, Department, Establishment, Requirement, Skill
from operations.staff.rules import SIX_ZONES

JOINING_ITEMS = (
    "核对身份与联系方式",
    "告知个人信息处理目的并签字",
    "确定部门、岗位与分区",
    "开通账号并授予岗位",
    "领用办公用品并签字",
    "培训：运营规范与值班要求",
)
LEAVING_ITEMS = (
    "工作与未办结事项移交",
    "固定资产清交",
    "低值易耗品清交",
    "借款与报销结清",
    "钥匙、印章、文件归还",
    "账号与岗位收回",
)
# fmt: off
# code, name, parent, zone
DEPARTMENTS = (
    ("office",     "电商办",           "",       ""),
    ("area",       "办公区",           "",       "merchants"),
    ("admin",      "行政部",           "",       ""),
    ("finance",    "财务部",           "",       ""),
    ("ops",        "运营中心",         "",       "operations"),
    ("general",    "综合部",           "ops",    "operations"),
    ("brand",      "品牌营销中心",     "ops",    "exhibition"),
    ("goods",      "网货研发中心",     "ops",    "operations"),
    ("tech",       "电商技术支持中心", "ops",    "operations"),
    ("desk",       "服务前台",         "ops",    "service"),
    ("logistics",  "物流配送",         "ops",    "logistics"),
    ("settlement", "结算中心",         "ops",    "settlement"),
)
# department, title, minimum (R123), clauses of what it must be able to do
ESTABLISHMENT = (
    ("area",       "网商服务专员",       0, (125,)),
    ("general",    "综合部专员",         2, (126, 128)),
    ("brand",      "品牌营销专员",       2, (127, 129)),
    ("goods",      "网货研发专员",       2, (127, 128)),
    ("tech",       "电商技术支持专员",   2, (126, 128)),
    ("desk",       "服务前台专员",       1, (131,)),
    ("logistics",  "物流配送专员",       1, (132,)),
    ("settlement", "结算专员",           2, (128,)),
    ("general",    "创业培训讲师",       0, (130,)),
    ("finance",    "企划人员",           0, (133,)),
)
# clause, for whom, text, everybody, skills
REQUIREMENTS = (
    (124, "全体人员", "熟练使用电脑、办公设备和互联网；有责任心，善于沟通，仪态良好。", True,
     ("电脑操作", "办公设备", "互联网应用")),
    (125, "网商办公区", "聚集本地网店店主和互联网创业者，熟悉网店经营。", False,
     ("网店经营",)),
    (126, "综合部", "熟悉电脑，会使用 Photoshop、Illustrator、CorelDRAW、Dreamweaver。", False,
     ("电脑操作", "Photoshop", "Illustrator", "CorelDRAW", "Dreamweaver")),
    (127, "电商部", "会使用单反相机，懂构图，会用 Photoshop 做简单修图。", False,
     ("单反摄影", "构图", "Photoshop")),
    (128, "{county}服务中心人员", "{county}服务中心人员应熟悉电脑、办公设备和互联网。", False,
     ("电脑操作", "办公设备", "互联网应用")),
    (129, "营销部", "有基本的策划能力，带动运营中心整体工作。", False, ("营销策划",)),
    (130, "创业培训平台", "有专业理论和培训经验。", False, ("授课经验",)),
    (131, "窗口服务", "善于沟通，普通话标准，有责任心，掌握基本的沟通技巧。", False,
     ("普通话", "沟通技巧")),
    (132, "仓储物流", "有基本的物流知识，有经验者优先。", False, ("物流知识",)),
    (133, "企划人员", "有会计、出纳经验，制定并执行服务中心资金运作计划。", False,
     ("会计", "出纳")),
)
AREA_NOTES = {
    "merchants": "网店店主和互联网创业者的办公区。",
    "operations": "综合、网货研发、技术支持。",
    "logistics": "快件进出、仓储、配送线路。",
    "service": "窗口接待、咨询、投诉与回访。",
    "exhibition": "本县品牌与产品展示、接待参观。",
    "settlement": "费用核算与结算。",
}
# fmt: on
READERS = tuple(
    post for post in Post if post not in (Post.PROVINCE, Post.ROOT, Post.STATION_MGR, Post.VILLAGE)
)


def template() -> None:
    """Fill the template schema; a second call changes nothing."""
    areas = {
        code: Area.objects.get_or_create(
            code=code, defaults={"name": name, "order": order, "note": AREA_NOTES[code]}
        )[0]
        for order, (code, name) in enumerate(SIX_ZONES, 1)
    }
    departments = _departments(areas)
    requirements = _requirements()
    for order, (code, title, minimum, clauses) in enumerate(ESTABLISHMENT, 1):
        post, created = Establishment.objects.get_or_create(
            department=departments[code],
            title=title,
            defaults={"minimum": minimum, "order": order},
        )
        if created:
            post.requirements.set(requirements[clause] for clause in clauses)
    groups.allow(READERS, "staff.view_person", "staff.view_department", "staff.view_area")


def _departments(areas: dict[str, Area]) -> dict[str, Department]:
    departments: dict[str, Department] = {}
    for order, (code, name, parent, area) in enumerate(DEPARTMENTS, 1):
        departments[code], _created = Department.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "parent": departments.get(parent),
                "area": areas.get(area),
                "order": order,
            },
        )
    return departments


def _requirements() -> dict[int, Requirement]:
    requirements: dict[int, Requirement] = {}
    for clause, title, text, everybody, skills in REQUIREMENTS:
        requirement, created = Requirement.objects.get_or_create(
            clause=clause, defaults={"title": title, "text": text, "everybody": everybody}
        )
        if created:
            requirement.skills.set(Skill.objects.get_or_create(name=name)[0] for name in skills)
        requirements[clause] = requirement
    return requirements
