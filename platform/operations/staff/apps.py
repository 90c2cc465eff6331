"""App configuration."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "operations.staff"
    label = "staff"
    verbose_name = "staff"

    def ready(self) -> None:
        """Register what others ask staff for: figures, import, scopes, clearance, addresses."""
        from operations.staff import joints

        joints.register()
