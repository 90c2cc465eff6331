"""What happens with the data of whoever signs up: the words to which they consent (R152, R155)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from console.models import Centre


def notice() -> str:
    """As it reads in this county today. Whoever changes it makes a new version."""
    centre = Centre.current()
    words = _(
        "%(name)s uses name, phone, village and, if you give it, ID number to keep a place for "
        "you, to call you about this class, to issue the certificate, and to ask after three and "
        "six months what became of it, and for nothing else. It is seen by those who run the "
        "class and removed after five years. You may ask to see, correct or remove it."
    ) % {"name": centre}  # fmt: skip
    return f"{words} {_('Service phone')} {centre.phone}" if centre.phone else words
