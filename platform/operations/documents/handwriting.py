"""Opinions written by hand: drawn on the action's page, kept with the opinion as a picture.

A leader who countersigns answers before there is an opinion: the picture then waits with the inbox
item, and goes over to the opinion when all have answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File
from django.db import models

from console import signing
from core import attachments
from core.actor import Actor
from core.models import Attachment
from core.models.inbox import InboxItem
from operations.documents.models import IncomingOpinion, Opinion

HANDWRITING = "handwriting"
PNG = ("image/png",)


def keep(
    record: Opinion | IncomingOpinion | InboxItem, drawn: File[bytes] | None, *, by: Actor
) -> Attachment | None:
    """Keep what was drawn, judged as every picture is. Raises Violation."""
    if drawn is None:
        return None
    return attachments.attach(
        record, drawn, kind=HANDWRITING, by=by, allow=PNG, field="handwriting"
    )


def hand_on(opinions: Iterable[tuple[InboxItem, Opinion]]) -> None:
    """What waited with the items belongs to the opinions from now on."""
    kind = ContentType.objects.get_for_model(Opinion)
    for item, opinion in opinions:
        _of(InboxItem, [item.pk]).update(content_type=kind, object_id=str(opinion.pk))


def written(
    opinions: Sequence[Opinion] | Sequence[IncomingOpinion],
) -> dict[int, Attachment]:
    """The pictures of opinions of one kind, by the opinion's key."""
    if not opinions:
        return {}
    found = _of(type(opinions[0]), [one.pk for one in opinions])
    return {int(one.object_id): one for one in found}


def _of(model: type[models.Model], keys: list[int]) -> models.QuerySet[Attachment]:
    return Attachment.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=[str(key) for key in keys],
        kind=HANDWRITING,
        removed_at=None,
    )


def as_svg(picture: Attachment | None) -> str:
    """The picture for a paper's template; '' for none."""
    return signing.as_svg(picture)
