"""Pages that an editor set to come or to go at an hour.

In a county that is read-only nothing comes or goes: the scheduler sends it no task, and one that
comes all the same writes nothing. What fell due meanwhile is done within five minutes of its being
active again; a page whose whole time has passed by then is published and withdrawn in one, so that
nobody sees it.
"""

from celery import shared_task
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, Revision

from cms.pictures import read_only


@shared_task(name="cms.publish_scheduled")
def publish_scheduled() -> None:
    """Publish what is due and withdraw what has expired; signals tell cache, search and portal."""
    if read_only():
        return
    now = timezone.now()
    for revision in Revision.objects.filter(approved_go_live_at__lt=now):
        ends = parse_datetime(revision.content.get("expire_at") or "")
        if ends is not None and ends < now:
            _come_and_gone(revision)
    call_command("publish_scheduled", verbosity=0)


@transaction.atomic
def _come_and_gone(revision: Revision) -> None:
    """Wagtail withdraws first and publishes then: such a page would stand until the next round."""
    revision.publish(log_action="wagtail.publish.scheduled")
    page = Page.objects.get(pk=revision.object_id)
    page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
