"""What a county gives to the portal: its look and all it shows, whenever that changes.

One job brings the county's copies to what is public now, all of it or none: to run it twice, or
late, or for a change that was taken back, does no harm.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from celery import current_app, shared_task
from django.apps import apps
from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save
from kombu.exceptions import OperationalError
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms import portal_kinds
from cms.models import BrandPage, HomePage
from cms.selectors import public
from cms.training import portal as training_portal
from console.models import Centre
from operations.trade.models import Certificate, Product, Recall
from operations.training.models import Course, Teacher, TrainingClass
from oversight import portal
from tenants import context
from tenants.models import County
from tenants.tasks import HEADER

FRONT_SPEC = "fill-800x450|format-webp|webpquality-72"
TASK, COURSES_TASK = "cms.push_products", "cms.push_courses"


def push() -> int:
    """Send the county's look and all it shows; returns how many things that are."""
    with portal.one_at_a_time() as county:
        if county is None:
            return 0
        home = HomePage.objects.live().select_related("picture").first()
        if home is not None:
            portal.publish_front(_front(home))
        return portal.publish(portal_kinds.everything())


def push_kind(kind: str) -> int:
    """Send all that the county shows of a kind, where nothing else can have changed."""
    with portal.one_at_a_time() as county:
        return 0 if county is None else portal.publish(portal_kinds.everything(kind), kind)


def _front(home: HomePage) -> portal.Front:
    brand = public(BrandPage, fresh=True).order_by("path").first()
    return portal.Front(
        accent=Centre.current().accent,
        headline=home.hero_title,
        text=home.hero_text,
        brand=brand.title if brand else "",
        picture=portal_kinds.picture_of(home.picture, FRONT_SPEC),
        picture_alt=home.picture_alt,
    )


@shared_task(name=TASK)
def push_products() -> int:
    """The job behind publishing, and the nightly one."""
    return push()


@shared_task(name=COURSES_TASK)
def push_courses() -> int:
    """The job behind a course, a class, and each place that is taken or given back."""
    return push_kind(portal.COURSE)


def connect() -> None:
    """Whatever changes what a county shows asks for the job. Called once, when the app is ready.

    Any page that is published, withdrawn, moved or deleted: an address is made of all above it.
    """
    portal_kinds.register_pages()
    training_portal.register()
    for name, signal in (
        ("publish", page_published),
        ("unpublish", page_unpublished),
        ("move", post_page_move),
    ):
        signal.connect(ask, dispatch_uid=f"cms-push-{name}")
    _on(post_delete, apps.get_model("wagtailcore.Page"))
    _on(post_save, Centre)
    closing = apps.get_model("wagtailcore.PageViewRestriction")
    for model in (Product, Certificate, Recall, closing):
        _on(post_save, model)
        _on(post_delete, model)
    for model in (Course, TrainingClass, Teacher):
        _on(post_save, model, ask_courses)
        _on(post_delete, model, ask_courses)
    post_save.connect(_county, sender=County, dispatch_uid="cms-push-county")


def _on(signal: Any, model: Any, receiver: Callable[..., None] | None = None) -> None:
    uid = f"cms-push-{id(signal)}-{model._meta.label}"
    signal.connect(receiver or ask, sender=model, dispatch_uid=uid)


def ask(**_given: Any) -> None:
    """Ask the worker after the commit, once a transaction; the nightly push is the net under it.

    Nothing is asked for in the province or in a county that is just being born.
    """
    if context.current() is not None and not _asked(_send):
        transaction.on_commit(_send)


def ask_courses(**_given: Any) -> None:
    """The same for the courses alone: many sign up within an hour, and pages stay as they are."""
    if context.current() is not None and not _asked(_send, _send_courses):
        transaction.on_commit(_send_courses)


def _asked(*sending: Callable[[], None]) -> bool:
    # Tests wrap all in one transaction that is never committed: what is asked there stays asked.
    tested = getattr(transaction, "county_tests", False)
    return not tested and any(call[1] in sending for call in connection.run_on_commit)


def _send(task: str = TASK) -> None:
    try:
        current_app.tasks[task].delay()
    except OperationalError:
        return


def _send_courses() -> None:
    _send(COURSES_TASK)


def _county(instance: County, update_fields: Any = None, **_given: Any) -> None:
    """Active again: what was lost while it was away is sent anew. Its copies are there already."""
    fields = update_fields or ()
    if instance.state == County.State.ACTIVE and "state" in fields:
        code = instance.code
        transaction.on_commit(lambda: _send_to(code))


def _send_to(code: str) -> None:
    try:
        current_app.tasks[TASK].apply_async(headers={HEADER: code})
    except OperationalError:
        return
