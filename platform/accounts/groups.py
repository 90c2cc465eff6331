"""Wagtail's own checks follow the posts: one Django group for every post, kept in step with grants.

Group names are Chinese because Wagtail shows them (workflow tasks, privacy of pages).
"""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import Group, Permission

from accounts.models import Grant, User
from accounts.posts import Post

GROUP_OF: dict[str, str] = {
    Post.COUNTY_ADMIN: "县管理员",
    Post.DIRECTOR: "主任",
    Post.GM: "总经理",
    Post.LEADER: "主管领导",
    Post.OFFICE: "电商办",
    Post.AREA_CLERK: "办公区专员",
    Post.ADMIN_MGR: "行政部经理",
    Post.ADMIN: "行政部",
    Post.FINANCE: "财务部",
    Post.CASHIER: "出纳",
    Post.DEPT_HEAD: "部门负责人",
    Post.DEPT_SUP: "部门主管",
    Post.DEPT_KEEPER: "部门物品管理员",
    Post.DRAFTER: "拟稿人",
    Post.OPS: "运营中心",
    Post.DUTY: "值班人员",
    Post.FRONTDESK: "服务前台",
    Post.STAFF: "工作人员",
    Post.STATION_MGR: "站长",
    Post.VILLAGE: "村委会",
    Post.TOWNSHIP: "乡镇政府",
    Post.COMMERCE: "县商务局",
    Post.EDITOR: "网站编辑",
    Post.PROVINCE: "省级监管员",
    Post.ROOT: "省级管理员",
}


def allow(posts: Iterable[str], *permissions: str) -> None:
    """Give posts Django permissions ("app_label.codename"); for the `template()` seeds of modules.

    Raises LookupError for a permission that does not exist: a typing error must not pass silently.
    """
    found = []
    for dotted in permissions:
        app_label, codename = dotted.split(".", 1)
        permission = Permission.objects.filter(
            content_type__app_label=app_label, codename=codename
        ).first()
        if permission is None:
            raise LookupError(dotted)
        found.append(permission)
    for post in posts:
        group, _created = Group.objects.get_or_create(name=GROUP_OF[post])
        group.permissions.add(*found)


def follow_grants(user: User, *, on: date) -> None:
    """Make the user's groups those of the posts held on that day; other groups are left alone."""
    posts = Grant.objects.filter(user=user).valid_on(on).values_list("post", flat=True)
    wanted = {GROUP_OF[post] for post in posts} if user.is_active else set()
    ours = set(GROUP_OF.values())
    held = set(user.groups.filter(name__in=ours).values_list("name", flat=True))
    if held - wanted:
        user.groups.remove(*Group.objects.filter(name__in=held - wanted))
    if wanted - held:
        user.groups.add(*Group.objects.filter(name__in=wanted - held))


def follow_all_grants(*, on: date) -> int:
    """Every night: grants that begin or end with the day. Returns how many users were looked at."""
    users = list(User.objects.filter(grants__isnull=False).distinct())
    for user in users:
        follow_grants(user, on=on)
    return len(users)
