"""The place of accounts in the console's menu, and the end of Wagtail's own pages for users."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts import selectors
from accounts.actors import actor_of


class ReadersMenuItem(MenuItem):  # type: ignore[misc]
    """Shown to those who may see the list of accounts."""

    def is_shown(self, request: Any) -> bool:
        """Readers only."""
        return selectors.may_read(actor_of(request.user, request))


@hooks.register("register_settings_menu_item")  # type: ignore[untyped-decorator]
def accounts_item() -> MenuItem:
    """Accounts."""
    return ReadersMenuItem(
        _("Accounts"), reverse("accounts:index"), name="accounts", icon_name="user", order=10
    )


@hooks.register("register_settings_menu_item")  # type: ignore[untyped-decorator]
def who_may_item() -> MenuItem:
    """Who may do what."""
    return ReadersMenuItem(
        _("Who may do what"),
        reverse("accounts:who_may"),
        name="who-may",
        icon_name="lock",
        order=20,
    )


@hooks.register("register_account_menu_item")  # type: ignore[untyped-decorator]
def second_step(request: HttpRequest) -> dict[str, Any]:
    """On one's own page: the second step."""
    return {
        "url": reverse("accounts:second_factor"),
        "label": _("Second step at sign-in"),
        "help_text": _("A code from your phone besides the password."),
    }


@hooks.register("register_account_menu_item")  # type: ignore[untyped-decorator]
def devices(request: HttpRequest) -> dict[str, Any]:
    """On one's own page: where one is signed in."""
    return {
        "url": reverse("accounts:devices"),
        "label": _("My devices"),
        "help_text": _("See where you are signed in, and sign devices out."),
    }


@hooks.register("register_account_menu_item")  # type: ignore[untyped-decorator]
def password(request: HttpRequest) -> dict[str, Any]:
    """On one's own page: the password."""
    return {
        "url": reverse("accounts:password"),
        "label": _("Change the password"),
        "help_text": _("The other devices are signed out."),
    }
