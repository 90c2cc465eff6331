"""The place of staff in the console: menu and workbench."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from console.home import registry
from core.actor import Actor
from operations.staff import selectors
from operations.staff.models import Person


class StaffMenuItem(MenuItem):  # type: ignore[misc]
    """Shown in counties, to whoever may use the console."""

    def is_shown(self, request: Any) -> bool:
        """The province has no staff of counties."""
        return getattr(request, "county", None) is not None


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def menu_item() -> MenuItem:
    """People and posts, after the six zones (features §3.1)."""
    address = reverse("staff:index", urlconf="config.urls.county")
    return StaffMenuItem(_("People and posts"), address, name="staff", icon_name="group", order=700)


def certificates(actor: Actor, day: date) -> list[registry.Line]:
    """Today: certificates that run out soon."""
    return [
        registry.Line(
            gettext("Certificate runs out on %(day)s: %(name)s, %(skill)s")
            % {"day": held.expires_date, "name": held.person.name, "skill": held.skill.name},
            reverse("staff:person", args=[held.person_id]),
            tone=registry.WARN,
        )
        for held in selectors.certificates_ending(actor, on=day)[:5]
    ]


registry.register_today("staff", certificates)
registry.register_step(
    registry.Step(
        4, _("Register the staff"), "console_import", Person.objects.exists, args=("staff",)
    )
)
registry.register_step(
    registry.Step(
        5, _("Name the heads of the six zones"), "staff:organisation", selectors.areas_have_heads
    )
)
