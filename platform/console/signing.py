"""A signature, or words, drawn with a finger, as a form sends them (`console/pad.js`)."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy

from core.models import Attachment

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DATA_URL = "data:image/png;base64,"
LARGEST = 300_000


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: the name of its file, and what is said where it is too large or got lost."""

    name: StrOrPromise
    too_large: StrOrPromise
    lost: StrOrPromise


SIGNATURE = Drawing(
    name=gettext_lazy("signature.png"),
    too_large=gettext_lazy("The signature is too large; please sign again with fewer strokes."),
    lost=gettext_lazy("The signature was not received; please sign again."),
)
HANDWRITING = Drawing(
    name=gettext_lazy("handwriting.png"),
    too_large=gettext_lazy(
        "What was written by hand is too large; please write it again with fewer strokes."
    ),
    lost=gettext_lazy("What was written by hand was not received; please write it again."),
)


def picture_of(drawn: str, what: Drawing = SIGNATURE) -> ContentFile[bytes] | None:
    """What was drawn as a file; None where nothing was. Raises ValidationError."""
    if not drawn:
        return None
    if len(drawn) > LARGEST:
        raise forms.ValidationError(what.too_large)
    try:
        if not drawn.startswith(DATA_URL):
            raise ValueError
        content = base64.b64decode(drawn.removeprefix(DATA_URL), validate=True)
    except (ValueError, binascii.Error) as error:
        raise forms.ValidationError(what.lost) from error
    return ContentFile(content, name=str(what.name))


def as_svg(picture: Attachment | None) -> str:
    """The picture for a paper's template, which takes drawings as text; '' for none."""
    if picture is None:
        return ""
    with picture.file.open() as stored:
        content = base64.b64encode(stored.read()).decode()
    size = f'width="{picture.width}" height="{picture.height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        f'<image {size} href="data:image/png;base64,{content}"/></svg>'
    )
