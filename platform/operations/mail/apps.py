"""App configuration."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "operations.mail"
    label = "mail"
    verbose_name = "mail"

    def ready(self) -> None:
        """Register what others ask mail for."""
        from operations.mail import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
