"""How accounts show phones, scopes, posts and what was done."""

from datetime import datetime, timedelta

from django import template
from django.utils.translation import gettext as _

from accounts.who_may import label_of
from accounts.words import device
from core import privacy
from core.actor import Scope

register = template.Library()


@register.filter
def masked_phone(phone: str) -> str:
    """138****5678."""
    return privacy.mask_phone(phone) if phone else ""


@register.filter
def scope_name(scope: Scope, names: dict[Scope, str]) -> str:
    """Where a post counts, by name; the key where the place is gone."""
    return names.get(scope) or scope.key or _("Whole centre")


@register.filter
def post_name(code: str) -> str:
    """A post by its name."""
    return label_of(code)


@register.filter
def device_name(agent: str) -> str:
    """What kind of device and program it is, as its owner would say."""
    return device(agent)


@register.filter
def last_day(expires: datetime) -> datetime:
    """The last day on which something works that ends at midnight."""
    return expires - timedelta(seconds=1)
