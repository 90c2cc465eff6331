"""The place of staff in the console's menu."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


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
