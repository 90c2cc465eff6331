"""Two counties with the same records under the same primary keys; the names of one bear a mark.

Whatever the other county answers, to whomever, the mark must not be in it.
"""

from django.apps import apps
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Concat

from console.models import Centre
from core import attachments
from core.models import Job
from core.privacy import EncryptedCharField
from operations.stations.models import Station
from tests import cast
from tests.permissions import samples

MARK = "〇云枞独有〇"
NAMES = (
    "name",
    "title",
    "username",
    "address",
    "note",
    "record_text",
    "actor_name",
    "text",
    "request",
    "started_by_name",
    "file_name",
    "centre_name",
    "manager_name",
    "operator_name",
)
# Names that are keys elsewhere, or too short to bear a mark.
UNMARKED = {
    ("wagtailcore", "locale"),
    ("auth", "permission"),
    ("auth", "group"),
    ("contenttypes", "contenttype"),
    ("core", "calendarday"),
    ("core", "auditentry"),
    ("core", "auditseal"),
    ("core", "audithead"),
    # Append-only: what the samples write there bears the mark from the beginning.
    ("duty", "dutyrecord"),
    ("duty", "dutyentry"),
    # The same; the card that a line belongs to bears the mark.
    ("assets", "movement"),
    ("counting", "scan"),
}


def mark_everything() -> int:
    """Put the mark into every name of the present county. Returns how many rows bear it."""
    marked = 0
    for model in apps.get_models():
        if (model._meta.app_label, model._meta.model_name) in UNMARKED or not model._meta.managed:
            continue
        if model._meta.app_label in ("tenants", "oversight"):
            continue
        for name in NAMES:
            column = next((f for f in model._meta.local_fields if f.name == name), None)
            if not isinstance(column, models.CharField | models.TextField) or column.choices:
                continue
            room = column.max_length or 1000
            if isinstance(column, EncryptedCharField):
                marked += _mark_encrypted(model, name, room)
            elif room >= 30:
                marked += model._default_manager.exclude(**{name: ""}).update(
                    **{name: Concat(F(name), Value(MARK))}
                )
    Centre.forget()
    return marked


def _mark_encrypted(model: type[models.Model], name: str, room: int) -> int:
    """What the database cannot read is marked row by row."""
    marked = 0
    for record in model._default_manager.exclude(pk=None):
        marked_value = f"{getattr(record, name)}{MARK}"
        if getattr(record, name) and len(marked_value) <= room:
            marked += model._default_manager.filter(pk=record.pk).update(**{name: marked_value})
    return marked


def populate() -> samples.Fill:
    """The same records in each county, with files and jobs; call it inside the county."""
    fill = samples.county_records()
    station = Station.objects.get()
    upload = samples.picture("门头.png")
    kept = attachments.attach(station, upload, kind="other", by=cast.SYSTEM)
    job = Job.objects.create(title="样例任务", task="core.sweep_jobs")
    fill["core_file"] = {"attachment_id": kept.pk}
    fill["*"] |= {
        "job_id": job.pk,
        "slug": station.slug,
        "path": str(kept.file),
        "file": kept.pk,
    }
    return fill
