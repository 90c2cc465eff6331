"""The console's place in Wagtail: menu, words, styles, scripts."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static

from accounts.actors import actor_of
from accounts.posts import KEEPERS_OF_ACCOUNTS
from console import menu
from core import inbox


def _to_do(request: HttpRequest) -> int:
    return inbox.for_actor(actor_of(request.user, request), "todo").count()


menu.register(
    "desk",
    menu.Item(_("Workbench"), "wagtailadmin_home", icon="home", order=10),
    menu.Item(_("To do"), "console:inbox", icon="list-ul", order=20, count=_to_do),
)
menu.register(
    "settings",
    menu.Item(_("The centre"), "console:centre", icon="home", order=10, posts=KEEPERS_OF_ACCOUNTS),
    menu.Item(_("Progress of jobs"), "console:jobs", icon="time", order=90),
)


@hooks.register("construct_main_menu")  # type: ignore[untyped-decorator]
def construct_main_menu(request: HttpRequest, menu_items: list[Any]) -> None:
    """The handbook's order instead of Wagtail's."""
    menu_items[:] = menu.build(request, list(menu_items))


@hooks.register("construct_homepage_panels")  # type: ignore[untyped-decorator]
def no_panels(request: HttpRequest, panels: list[Any]) -> None:
    """The workbench is our own page."""
    panels.clear()


@hooks.register("insert_global_admin_css")  # type: ignore[untyped-decorator]
def css() -> SafeString:
    """Our words and colours on Wagtail's shell."""
    return format_html(
        '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}">'
        '<link rel="stylesheet" href="{}">',
        versioned_static("console/console.css"),
        versioned_static("console/pages.css"),
        reverse("console:theme"),
    )


@hooks.register("insert_global_admin_js")  # type: ignore[untyped-decorator]
def js() -> SafeString:
    """htmx and our own few lines."""
    return format_html(
        '<script src="{}" defer></script><script src="{}" type="module"></script>',
        versioned_static("django_htmx/htmx-2.min.js"),
        versioned_static("console/console.js"),
    )
