"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Answer core's questions: who holds what, who may see a phone in full (R152)."""
        from accounts import directory, disclosure, words

        directory.register()
        disclosure.register()
        words.register()
