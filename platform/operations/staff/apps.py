"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "operations.staff"
    label = "staff"
    verbose_name = _("Staff matters")

    def ready(self) -> None:
        """Register what others ask staff for: figures, import, scopes, clearance, addresses."""
        from operations.staff import joints

        joints.register()
