"""What a station is told of its paper while the office handles it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.posts import Post
from core import inbox
from core.actor import Actor
from core.clauses import R
from core.models.inbox import InboxItem
from operations.documents.incoming.lifecycle import T
from operations.documents.models import HandedPaper, IncomingDocument


def tell(
    paper: HandedPaper, *, step: str, title: str, by: Actor, at: datetime, message: str = ""
) -> None:
    """A copy to read for whoever manages the station."""
    inbox.assign(
        paper,
        step=step,
        title=title,
        by=by,
        at=at,
        post=Post.STATION_MGR,
        scope=paper.process_scope(),
        kind=InboxItem.Kind.READ,
        clause=R(31),
        message=message,
    )


def follow(document: IncomingDocument, *, by: Actor, at: datetime, reason: str = "") -> None:
    """The line of the register has come to an end: its station is told, if it has one.

    What was said inside stays inside; of what is sent back or void the station learns the reason.
    """
    words = {
        T.COMPLETED: _("Your paper is handled: %(title)s"),
        T.SENT_BACK: _("Your paper is sent back: %(title)s"),
        T.VOID: _("The registration of your paper is void: %(title)s"),
    }
    said = words.get(T(document.status))
    if said is None:
        return
    paper = HandedPaper.objects.filter(document=document).first()
    if paper is not None:
        message = "" if document.status == T.COMPLETED else reason
        title = said % {"title": paper.title}
        tell(paper, step=f"line-{document.status}", title=title, by=by, at=at, message=message)
