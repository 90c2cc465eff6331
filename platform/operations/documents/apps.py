"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "operations.documents"
    label = "documents"
    verbose_name = _("Official documents")

    def ready(self) -> None:
        """Register what others ask documents for."""
        from operations.documents import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
