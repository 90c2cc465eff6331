"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "operations.mail"
    label = "mail"
    verbose_name = _("Newspapers, letters and parcels")

    def ready(self) -> None:
        """Register what others ask mail for."""
        from operations.mail import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
