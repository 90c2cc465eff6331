"""What happens with an applicant's data: the words on the page, to which they consent."""

from __future__ import annotations

from django.utils.translation import gettext as _

from console.models import Centre


def notice() -> str:
    """As it reads in this county today. Whoever changes it makes a new version."""
    centre = Centre.current()
    words = _(
        "%(name)s uses name, phone and what you enter here to handle this application, to answer "
        "you and to ask whether you were satisfied, and for nothing else. It is seen by those who "
        "handle it and removed three years after the case is closed; bills and parcels after six "
        "months. You may ask to see, correct or remove it."
    ) % {"name": centre}  # fmt: skip
    return f"{words} {_('Service phone')} {centre.phone}" if centre.phone else words
