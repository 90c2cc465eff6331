"""The console's place in Wagtail: menu, words, styles, scripts."""

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static

from accounts.models import Grant
from accounts.posts import KEEPERS_OF_ACCOUNTS, Post
from accounts.selectors import invitations
from console import home, menu, places
from console.inbox.words import to_do
from console.models import Centre
from core import inbox
from core.actor import Actor, directory
from core.workcalendar import WorkCalendar, YearStatus

# So many people with posts make an office.
FEW = 3
# From December on, deadlines reach into the next year.
LATE_IN_THE_YEAR = 12


# The supervisor in the province is read-only, and so cannot be given another's powers.
places.register("deputies", where="county")
places.register("parameters", where="county")
menu.register(
    "desk",
    menu.Item(gettext_lazy("Workbench"), "wagtailadmin_home", icon="home", order=10),
    menu.Item(gettext_lazy("To do"), "console:inbox", icon="list-ul", order=20, count=to_do),
    menu.only_in(
        "county",
        menu.Item(gettext_lazy("Leave deputies"), "console:deputies", icon="group", order=30),
    ),
)
menu.register(
    "settings",
    menu.Item(
        gettext_lazy("The centre"),
        "console:centre",
        icon="home",
        order=10,
        posts=KEEPERS_OF_ACCOUNTS,
    ),
    menu.Item(gettext_lazy("Work calendar"), "console:calendar", icon="calendar", order=30),
    menu.only_in(
        "county",
        menu.Item(
            gettext_lazy("Parameters of the rules"), "console:parameters", icon="cogs", order=40
        ),
    ),
    menu.Item(gettext_lazy("Progress of jobs"), "console:jobs", icon="time", order=90),
)
menu.register(
    "site",
    menu.Item(
        gettext_lazy("Colours of the site"),
        "console:centre",
        icon="edit",
        order=50,
        posts=(Post.EDITOR,),
    ),
)


home.register_step(
    home.Step(
        1,
        gettext_lazy("Fill in the centre's card"),
        "console:centre",
        lambda: bool(Centre.current().phone and Centre.current().address),
    )
)
home.register_step(
    home.Step(
        2,
        gettext_lazy("Give people their posts"),
        "accounts:index",
        lambda: (
            Grant.objects.valid_on(timezone.localdate()).values("user_id").distinct().count() >= FEW
        ),
    )
)


def last_day(end: datetime) -> date:
    """The last day on which something works that ends at midnight."""
    return timezone.localtime(end - timedelta(seconds=1)).date()


def links_running_out(actor: Actor, day: date) -> list[home.Line]:
    """Today: invitations that nobody has used and that end tomorrow at the latest."""
    now = timezone.now()
    soon = now + timedelta(days=2)
    return [
        home.Line(
            _("Invitation not used yet, valid until %(day)s: %(name)s")
            % {"day": last_day(link.expires_at), "name": link.name},
            reverse("accounts:index"),
            tone="warn",
        )
        for link in invitations(actor, at=now).filter(expires_at__lte=soon)[:5]
    ]


def provisional_calendar(actor: Actor, day: date) -> list[str]:
    """Deadlines of a year that is not announced yet may still move."""
    if day.month < LATE_IN_THE_YEAR:
        return []
    year = day.year + 1
    if WorkCalendar.load().year_status(year) == YearStatus.OFFICIAL:
        return []
    return [
        _("The holidays of %(year)s are not announced yet; deadlines in that year may still move.")
        % {"year": year}
    ]


def deputies_of_the_day(actor: Actor, day: date) -> list[SafeString]:
    """Who stands in for this person today, and for whom they stand in."""
    if actor.acting_for is not None or actor.user_id is None:
        return []
    name, page = directory().name_of, reverse("console:deputies")
    sentences = [
        _("You stand in for %(name)s until %(day)s. To do their work, choose “act for”.")
        % {"name": name(one.absent_id), "day": one.to_date.isoformat()}
        for one in inbox.principals(actor.user_id, on=day)
    ]
    mine = inbox.standing_in(actor.user_id, on=day)
    if mine is not None:
        sentences.append(
            _("%(name)s stands in for you until %(day)s. If you are back, end it early.")
            % {"name": name(mine.deputy_id), "day": mine.to_date.isoformat()}
        )
    return [format_html('{} <a href="{}">{}</a>', one, page, _("Open")) for one in sentences]


home.register_notice("calendar", provisional_calendar)
home.register_today("accounts", links_running_out)
home.register_shortcut(
    home.Shortcut(gettext_lazy("Invite somebody"), "accounts:invite", posts=KEEPERS_OF_ACCOUNTS)
)
home.register_notice("deputies", deputies_of_the_day)


@hooks.register("construct_main_menu")  # type: ignore[untyped-decorator]
def construct_main_menu(request: HttpRequest, menu_items: list[Any]) -> None:
    """The handbook's order instead of Wagtail's."""
    menu_items[:] = menu.build(request, list(menu_items))


@hooks.register("construct_search")  # type: ignore[untyped-decorator]
def no_second_search(request: HttpRequest, areas: list[Any]) -> None:
    """One search, in the bar above: it asks all modules."""
    areas.clear()


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
