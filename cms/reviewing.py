"""Pages that wait for review stand in the console's inbox like everything else that waits.

Wagtail moves the page; here its moves are only told: to the office when a page is handed in, to
whoever handed it in when it comes back.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import (
    page_published,
    task_approved,
    task_cancelled,
    task_rejected,
    task_submitted,
    workflow_rejected,
)

from accounts.actors import actor_of
from accounts.posts import Post
from console.records import places
from core import inbox
from core.actor import Actor
from tenants import context

REVIEW, RETURNED = "review", "returned"


def submitted(instance: Any, user: Any = None, **_given: Any) -> None:
    """Before the office, and no longer before whoever corrected it."""
    page = _page(instance.workflow_state)
    if page is None:
        return
    by, at = _actor(user), timezone.now()
    inbox.close(page, by=by, outcome="submit", step=RETURNED, returning=True, at=at)
    title = _("Page to be reviewed: %(title)s") % {"title": page.get_admin_display_title()}
    inbox.assign(page, step=REVIEW, title=title, post=Post.OFFICE, by=by, at=at)


def decided(instance: Any, user: Any = None, signal: Any = None, **_given: Any) -> None:
    """Nobody has to look at it any more."""
    page = _page(instance.workflow_state)
    if page is not None:
        outcome = {task_approved: "approve", task_rejected: "reject"}.get(signal, "cancel")
        opinion = instance.get_comment() if hasattr(instance, "get_comment") else ""
        inbox.close(
            page, by=_actor(user), outcome=outcome, step=REVIEW, opinion=opinion, returning=True
        )


def came_back(instance: Any, user: Any = None, **_given: Any) -> None:
    """Before whoever handed it in."""
    page = _page(instance)
    if page is not None and instance.requested_by_id:
        title = _("Page to be corrected: %(title)s") % {"title": page.get_admin_display_title()}
        inbox.assign(
            page, step=RETURNED, title=title, user_id=instance.requested_by_id, by=_actor(user)
        )


def published(instance: Page, **_given: Any) -> None:
    """What is public is corrected."""
    page = _of(instance.pk)
    if page is not None:
        inbox.close(page, by=_actor(None), outcome="publish", step=RETURNED, returning=True)


def connect() -> None:
    """Called once, when the app is ready."""
    places.register_page(Page, lambda key: reverse("wagtailadmin_pages:edit", args=[key]))
    task_submitted.connect(submitted, dispatch_uid="cms-review-submitted")
    for signal in (task_approved, task_rejected, task_cancelled):
        signal.connect(decided, dispatch_uid="cms-review-decided")
    workflow_rejected.connect(came_back, dispatch_uid="cms-review-returned")
    page_published.connect(published, dispatch_uid="cms-review-published")


def _page(workflow_state: Any) -> Page | None:
    found = workflow_state.content_object
    return _of(found.pk) if isinstance(found, Page) else None


def _of(pk: int) -> Page | None:
    """The page as the inbox knows it, whatever its type; the province reviews no pages."""
    return Page.objects.filter(pk=pk).first() if context.current() else None


def _actor(user: Any) -> Actor:
    return actor_of(user) if user is not None else Actor.system(_("System"))
