"""The module's place in the console: menu, workbench, search."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.posts import Post
from console import menu, search
from console.home import registry
from core.actor import Actor
from operations.training import selectors, today
from operations.training.lifecycle import DESKS, KEEPERS, READERS, SIGNERS

for _label, _name, _icon, _order, _posts in (
    (_("Training classes"), "training:classes", "calendar", 1, READERS),
    (_("Sign-ups"), "training:sign_ups", "group", 2, SIGNERS),
    (_("Courses"), "training:courses", "openquote", 3, READERS),
    (_("Teachers"), "training:teachers", "user", 4, READERS),
    (_("Training certificates"), "training:certificates", "doc-full", 5, DESKS),
):
    menu.register("training", menu.Item(_label, _name, icon=_icon, order=_order, posts=_posts))


def find(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Courses and classes, and people who signed up, among those one may see."""
    courses = selectors.filtered_courses(selectors.courses(actor), query=words)
    classes = selectors.filtered_classes(selectors.classes(actor), query=words)
    people = selectors.filtered_sign_ups(selectors.sign_ups(actor), query=words)
    found = [
        search.Hit(
            one.title,
            reverse("training:course", args=[one.pk]),
            f"{one.code} · {one.get_status_display()}",
        )
        for one in courses.order_by("-pk")[:limit]
    ]
    found += [
        search.Hit(
            str(one),
            reverse("training:class", args=[one.pk]),
            f"{one.starts_date} · {one.get_status_display()}",
        )
        for one in classes.order_by("-pk")[:limit]
    ]
    found += [
        search.Hit(str(one), reverse("training:sign_up", args=[one.pk]), one.get_status_display())
        for one in people.order_by("-pk")[:limit]
    ]
    return found[:limit]


search.register("training", _("E-commerce training"), find)
registry.register_today("training", today.lines)
registry.register_shortcut(
    registry.Shortcut(_("Plan a class"), "training:class_add", icon="calendar", posts=KEEPERS)
)
registry.register_shortcut(
    registry.Shortcut(
        _("Sign somebody up for a class"),
        "training:sign_up_add",
        icon="group",
        posts=(Post.FRONTDESK, Post.STATION_MGR),
    )
)
