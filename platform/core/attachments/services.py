"""Verbs of attachments: attach and remove; and what a record has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile, File
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.actor import Actor
from core.attachments import media, office
from core.attachments.sniffing import Inspected, inspect
from core.errors import Violation
from core.models.attachments import Attachment

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
DOCUMENTS = frozenset({"application/pdf", office.DOCX, office.XLSX})
# For lessons: they may be larger than anything else, and come only where they are asked for.
MEDIA = frozenset({media.FILM, media.SOUND, media.SPEECH})
_UNSAFE = re.compile(r"[\\/:*?\"<>|\x00-\x1f\x7f]+")
_LONGEST_NAME = 80

audit.name_actions(
    {
        "attachment.add": gettext_lazy("added a file"),
        "attachment.remove": gettext_lazy("removed a file"),
    }
)


@transaction.atomic
def attach(
    record: models.Model,
    upload: File[bytes],
    *,
    kind: str,
    by: Actor,
    note: str = "",
    allow: Collection[str] = PICTURES | DOCUMENTS,
    keep_position: bool = False,
    field: str = "file",
) -> Attachment:
    """Judge, clean and store a file for a record.

    allow: media types that may come (PICTURES, DOCUMENTS, or both). keep_position: note where and
    when a photo was taken, as acceptance photos need; else that is dropped with the rest of the
    metadata. Raises Violation when the file is not what may come.
    """
    found = _judged(upload, allow, field)
    return _stored(record, upload, found, kind=kind, by=by, note=note, keep_position=keep_position)


@transaction.atomic
def attach_all(
    record: models.Model,
    uploads: Sequence[File[bytes]],
    *,
    kind: str,
    by: Actor,
    note: str = "",
    allow: Collection[str] = PICTURES | DOCUMENTS,
    field: str = "file",
) -> list[Attachment]:
    """Several files, all of them or none: each is judged before the first is stored.

    Raises Violation for the first that may not come, with its name and its place in the list.
    """
    found = []
    for number, upload in enumerate(uploads):
        try:
            found.append(_judged(upload, allow, field))
        except Violation as refused:
            sentence = f"{upload.name}：{refused.sentence}"
            place = f"{field}.{number}"
            raise Violation(sentence, *refused.clauses, field=place) from refused
    return [
        _stored(record, upload, judged, kind=kind, by=by, note=note)
        for upload, judged in zip(uploads, found, strict=True)
    ]


def _judged(upload: File[bytes], allow: Collection[str], field: str) -> Inspected:
    found = inspect(
        upload.file,  # type: ignore[arg-type]
        size=upload.size,
        field=field,
        with_media=not MEDIA.isdisjoint(allow),
    )
    _is_allowed(found, allow, field)
    return found


def _stored(
    record: models.Model,
    upload: File[bytes],
    found: Inspected,
    *,
    kind: str,
    by: Actor,
    note: str,
    keep_position: bool = False,
) -> Attachment:
    attachment = _new(found, record, keep_position=keep_position)
    attachment.kind, attachment.note = kind, note
    attachment.name = display_name(upload.name or "", found.suffix)
    attachment.created_by_id, attachment.created_by_name = by.user_id, by.name
    attachment.file.save(found.suffix, ContentFile(found.content), save=False)
    if found.thumbnail:
        attachment.thumbnail.save(".jpg", ContentFile(found.thumbnail), save=False)
    attachment.save()
    audit.record(
        record,
        by=by,
        action="attachment.add",
        note=attachment.name,
        changes={"attachment": str(attachment.pk), "kind": kind, "sha256": found.sha256},
    )
    return attachment


_followers: dict[type[models.Model], Callable[[Any], None]] = {}


def on_removed(model: type[models.Model], follow: Callable[[Any], None]) -> None:
    """Call follow(record) when a file is taken off a record of this model, in its transaction."""
    _followers[model] = follow


@transaction.atomic
def remove(attachment: Attachment, *, by: Actor, reason: str, at: datetime) -> None:
    """Take a file off its record. It stays stored: what was shown can be proved.

    Raises Violation without a reason.
    """
    if not reason.strip():
        raise Violation(_("Say why the file is removed."), field="reason")
    kept = Attachment.objects.select_for_update().get(pk=attachment.pk)
    kept.removed_at, kept.removed_by_name, kept.removed_reason = at, by.name, reason.strip()[:200]
    kept.save(update_fields=["removed_at", "removed_by_name", "removed_reason"])
    audit.record(
        kept.record,
        by=by,
        action="attachment.remove",
        note=reason.strip(),
        changes={"attachment": str(kept.pk), "name": kept.name},
    )
    for model, follow in _followers.items():
        if isinstance(kept.record, model):
            follow(kept.record)


def of(record: models.Model, *, kind: str | None = None) -> QuerySet[Attachment]:
    """The files of a record, oldest first; without those removed."""
    found = Attachment.objects.filter(
        content_type=ContentType.objects.get_for_model(record),
        object_id=str(record.pk),
        removed_at=None,
    ).order_by("created_at")
    return found if kind is None else found.filter(kind=kind)


def display_name(typed: str, suffix: str) -> str:
    """The name as shown and downloaded: cleaned, shortened, with the content's own ending."""
    plain = "".join(c for c in typed if unicodedata.category(c) not in ("Cc", "Cf"))
    stem = _UNSAFE.sub("_", plain.rpartition(".")[0] or plain).strip(" ._")
    return (stem[:_LONGEST_NAME] or _("file")) + suffix


def _new(found: Inspected, record: models.Model, *, keep_position: bool) -> Attachment:
    return Attachment(
        content_type=ContentType.objects.get_for_model(record),
        object_id=str(record.pk),
        media_type=found.media_type,
        size=len(found.content),
        sha256=found.sha256,
        width=found.width,
        height=found.height,
        latitude=found.latitude if keep_position else None,
        longitude=found.longitude if keep_position else None,
        taken_at=found.taken_at if keep_position else None,
        created_at=timezone.now(),
    )


def _is_allowed(found: Inspected, allow: Collection[str], field: str) -> None:
    if found.media_type in allow:
        return
    if set(allow) <= MEDIA:
        raise Violation(_("A film (MP4) or a sound (MP3, M4A) is wanted here."), field=field)
    if found.media_type in PICTURES:
        raise Violation(_("A document is wanted here: PDF, DOCX or XLSX."), field=field)
    raise Violation(_("A photo is wanted here: JPG, PNG or WebP."), field=field)
