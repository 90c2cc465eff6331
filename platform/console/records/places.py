"""Where a record's page is, and what its kind is called: for the inbox, search and notices."""

from __future__ import annotations

from collections.abc import Callable

from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import NoReverseMatch
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

Address = Callable[[str], str]

_pages: dict[str, Address] = {}


def register_page(model: type[models.Model], address: Address) -> None:
    """Say where the page of a model's record is; address takes the primary key."""
    _pages[model._meta.label_lower] = address


def address_of(record_type: str, record_id: str) -> str:
    """The address of a record's page; '' where it has none here."""
    if record_type not in _pages and not _pages:
        # Pages say where they are when the addresses are first read.
        import_string(f"{settings.ROOT_URLCONF}.urlpatterns")
    address = _pages.get(record_type)
    if address is None:
        return ""
    try:
        return address(record_id)
    except NoReverseMatch:
        return ""


def kind_of(record_type: str) -> str:
    """What users call a record of this kind."""
    try:
        return str(apps.get_model(record_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return _("record")
