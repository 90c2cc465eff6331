"""One's own settings of the screen; name, phone and password are kept by `accounts`."""

from typing import Any

from wagtail.admin.views.account import AccountView as WagtailsAccountView
from wagtail.admin.views.account import ThemeSettingsPanel
from wagtail.users.models import UserProfile


class AccountView(WagtailsAccountView):  # type: ignore[misc]
    """Theme, contrast and density. Wagtail's own page would change names past the services."""

    def get_panels(self) -> list[Any]:
        """The screen only."""
        profile = UserProfile.get_for_user(self.request.user)
        return [ThemeSettingsPanel(self.request, self.request.user, profile)]
