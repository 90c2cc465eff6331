"""A signature drawn with a finger, as a form sends it (`console/pad.js`)."""

from __future__ import annotations

import base64
import binascii

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

DATA_URL = "data:image/png;base64,"
LARGEST_SIGNATURE = 300_000


def picture_of(drawn: str) -> ContentFile[bytes] | None:
    """The signature as a file; None where none was drawn. Raises ValidationError."""
    if not drawn:
        return None
    try:
        if not drawn.startswith(DATA_URL) or len(drawn) > LARGEST_SIGNATURE:
            raise ValueError
        content = base64.b64decode(drawn.removeprefix(DATA_URL), validate=True)
    except (ValueError, binascii.Error) as error:
        raise forms.ValidationError(_("The signature was not received; please sign again.")) from (
            error
        )
    return ContentFile(content, name=_("signature.png"))
