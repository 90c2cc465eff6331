"""The site a new county starts with, and the province's."""

from typing import Protocol

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.groups import GROUP_OF, allow
from accounts.posts import Post
from cms.models import (
    AboutPage,
    BrandIndexPage,
    ContactPage,
    HomePage,
    NewsIndexPage,
    PortalPage,
    PrivacyPage,
    ProducerIndexPage,
    ProductIndexPage,
    StoryIndexPage,
)
from cms.search import index

# Who says how the site is searched, and what is shown first for a query.
FINDERS = (Post.EDITOR, Post.OFFICE)
REDIRECTORS = (Post.EDITOR, Post.COUNTY_ADMIN)
PROMOTE = tuple(
    f"wagtailsearchpromotions.{verb}_searchpromotion"
    for verb in ("add", "change", "delete", "view")
)
# Whom the centre is for and why, as the handbook says it (R119).
MISSION = "以信息化手段服务农村电商，满足农民的生产和生活需要。"
ABOUT = (
    "服务中心在政府牵头下由带头企业承办，汇集电商企业与配套资源，实行市场化运营，"
    "下设乡镇与村级服务站，为农户、合作社、企业和返乡青年提供公益服务。"
)

REACH = (
    "到中心前台、就近的村级服务站，或者在网上填写，都能找到我们。办理服务事项请先看办事指南，"
    "可以网上申请，也可以预约到窗口。"
)
# What the product really does with personal data (R152, R155); a county adds its own.
PRIVACY = (
    (
        "收集哪些信息",
        "办理服务、预约、来信和评价时，只收集办理所需的姓名、电话和您填写的内容；需要身份证号的，"
        "在办事指南中写明。浏览网页不需要注册，网站不使用第三方统计，也不向其他网站发送您的信息。",
    ),
    (
        "用来做什么",
        "只用于办理您的申请、答复您和回访是否满意。只有经办人员能够看到；名单默认隐去姓名和号码，"
        "查看完整信息须说明理由并留下记录。个人信息加密保存，不出本县，省级平台只收汇总数。",
    ),
    (
        "保存多久",
        "服务事项办结满三年、代缴和快递满六个月、网站来信答复满一年后，清除其中的个人信息。",
    ),
    (
        "您的权利",
        "您可以要求查阅、更正、删除自己的信息，也可以撤回同意；撤回之前依同意所做的处理不受影响。"
        "未满十四周岁的，请由监护人代为办理。",
    ),
)


class Facts(Protocol):
    """What is used of the facts of a birth."""

    name: str
    host: str


def template() -> None:
    """Front page, indexes, site and the workflow 编辑 → 审核 → 发布; again changes nothing."""
    if HomePage.objects.exists():
        return
    root = _empty_root()
    home = root.add_child(
        instance=HomePage(
            title="首页",
            slug="home",
            hero_title="好产品，从村里来",
            hero_text="县域电子商务公共服务中心与村级服务站，帮乡亲卖得出、买得到、学得会。",
            mission=MISSION,
        )
    )
    home.add_child(instance=ProductIndexPage(title="特色产品", slug="products", show_in_menus=True))
    home.add_child(instance=BrandIndexPage(title="区域品牌", slug="brands", show_in_menus=True))
    home.add_child(instance=NewsIndexPage(title="新闻通知", slug="news", show_in_menus=True))
    home.add_child(
        instance=AboutPage(
            title="关于中心",
            slug="about",
            show_in_menus=True,
            body=[("paragraph", f"<p>{ABOUT}</p>")],
        )
    )
    more(home)
    Site.objects.create(
        hostname="localhost", root_page=home, is_default_site=True, site_name="县村通"
    )
    _workflow(root)
    _begin_at(home)
    allow(FINDERS, "cms.change_searchsetting", *PROMOTE)
    # Seen and taken away in Wagtail's list; written by the import, which looks where they lead.
    allow(REDIRECTORS, "wagtailredirects.delete_redirect")
    index.rebuild()


def more(home: HomePage) -> None:
    """How to reach the centre, what it does with personal data, and shelves that begin empty."""
    for page in (
        ProducerIndexPage(title="生产者", slug="producers"),
        StoryIndexPage(title="乡土故事", slug="stories"),
        ContactPage(
            title="联系我们",
            slug="contact",
            summary="合作、询价、建站，写信或来电都可以，两个工作日内回复。",
            body=[("paragraph", f"<p>{REACH}</p>")],
        ),
        PrivacyPage(
            title="个人信息保护说明",
            slug="privacy",
            summary="我们收集什么、用来做什么、保存多久，您有哪些权利。",
            body=[
                part
                for heading, text in PRIVACY
                for part in (("heading", heading), ("paragraph", f"<p>{text}</p>"))
            ],
        ),
    ):
        home.add_child(instance=page)


def county(facts: Facts) -> None:
    """The county's name on its own site."""
    Site.objects.filter(is_default_site=True).update(hostname=facts.host, site_name=facts.name)
    home = HomePage.objects.first()
    if home is not None:
        home.title = facts.name
        home.draft_title = facts.name
        home.save(update_fields=["title", "draft_title"])
    index.rebuild()


def province() -> None:
    """The province's page tree."""
    if PortalPage.objects.exists():
        return
    root = _empty_root()
    page = root.add_child(instance=PortalPage(title="省级门户", slug="portal"))
    _begin_at(page)
    Site.objects.create(
        hostname="localhost", root_page=page, is_default_site=True, site_name="县村通"
    )


def _empty_root() -> Page:
    """The root of the tree, without Wagtail's welcome page."""
    root = Page.get_first_root_node()
    for child in root.get_children():
        child.specific.delete()
    return Page.objects.get(pk=root.pk)


def _begin_at(page: Page) -> None:
    """Who may edit starts at the front page: what stands beside it has no address.

    The accounts' seeds give the rights on the root, for they come before there is a front page.
    """
    GroupPagePermission.objects.update(page=page)


def _workflow(root: Page) -> None:
    task = GroupApprovalTask.objects.create(name=_("Review"))
    task.groups.set(Group.objects.filter(name__in=[GROUP_OF[Post.OFFICE], GROUP_OF[Post.LEADER]]))
    Workflow.objects.exclude(name=_("Edit, review, publish")).delete()
    workflow = Workflow.objects.create(name=_("Edit, review, publish"))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
