"""A schema's own card: whose it is."""

from typing import Protocol

from django.utils.translation import gettext as _

from console.models import Centre


class Facts(Protocol):
    """What is used of the facts of a birth."""

    code: str
    name: str
    prefecture: str
    province: str


def county(facts: Facts) -> None:
    """The county's centre."""
    Centre.objects.update_or_create(
        kind=Centre.Kind.COUNTY,
        defaults={
            "code": facts.code,
            "name": facts.name,
            "prefecture": facts.prefecture,
            "province": facts.province,
            "centre_name": _("%(county)s e-commerce public service centre")
            % {"county": facts.name},
            # Prefix 98 is assigned to no province: whatever bears it is a demonstration.
            "fictional": facts.code.startswith("98"),
        },
    )
    Centre.forget()


def province() -> None:
    """The province's own card, filled in by its administrator."""
    Centre.objects.get_or_create(kind=Centre.Kind.PROVINCE)
    Centre.forget()
