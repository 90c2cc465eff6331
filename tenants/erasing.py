"""Erasing a county: schema, files, rows. For half-built demo counties; offices archive instead."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from tenants import hosts
from tenants.caches import content_types
from tenants.context import province_context
from tenants.models import County


def county_erase(*, code: str) -> None:
    """Remove every trace of a county; nothing happens when there is none."""
    with province_context():
        county = County.objects.filter(code=code).first()
        if county is None:
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'DROP SCHEMA IF EXISTS "{county.schema_name}" CASCADE')
            # Not County.delete(): django-tenants would want its own say about the schema.
            County.objects.filter(pk=county.pk).delete()
        shutil.rmtree(Path(settings.MEDIA_ROOT) / county.uuid.hex, ignore_errors=True)
        content_types.forget(county.schema_name)
    hosts.changed()
