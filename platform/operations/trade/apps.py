"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TradeConfig(AppConfig):
    name = "operations.trade"
    label = "trade"
    verbose_name = _("Products and traceability")

    def ready(self) -> None:
        """Register what others ask the products for."""
        from operations.trade import joints, parameters, words

        joints.register()
        parameters.register()
        words.register()
