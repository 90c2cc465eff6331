"""Several files at once, and a signature drawn with a finger."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

ACCEPT = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx"
DATA_URL = "data:image/png;base64,"
LARGEST_SIGNATURE = 300_000


class FilesInput(forms.ClearableFileInput):
    """An input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploads; their content is judged when they are stored."""

    widget = FilesInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("accept", ACCEPT)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Each on its own."""
        many = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in many]


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
