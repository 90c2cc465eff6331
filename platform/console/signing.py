"""A signature drawn with a finger, as a form sends it (`console/pad.js`)."""

from __future__ import annotations

import base64
import binascii

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

DATA_URL = "data:image/png;base64,"
LARGEST_SIGNATURE = 300_000


def picture_of(drawn: str, *, name: str = "", lost: str = "") -> ContentFile[bytes] | None:
    """What was drawn as a file; None where nothing was. Raises ValidationError.

    name: of the file, lost: the sentence where it was not received; both default to a signature's.
    """
    if not drawn:
        return None
    if len(drawn) > LARGEST_SIGNATURE:
        raise forms.ValidationError(
            _("What was drawn is too large; please draw it again with fewer strokes.")
        )
    try:
        if not drawn.startswith(DATA_URL):
            raise ValueError
        content = base64.b64decode(drawn.removeprefix(DATA_URL), validate=True)
    except (ValueError, binascii.Error) as error:
        raise forms.ValidationError(
            lost or _("The signature was not received; please sign again.")
        ) from error
    return ContentFile(content, name=name or _("signature.png"))
