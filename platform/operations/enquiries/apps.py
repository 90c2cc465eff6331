"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnquiriesConfig(AppConfig):
    name = "operations.enquiries"
    label = "enquiries"
    verbose_name = _("Enquiries")

    def ready(self) -> None:
        """Register what others ask enquiries for."""
        from operations.enquiries import joints, words

        joints.register()
        words.register()
