"""The handling sheet (收文处理单) of an incoming document (§3.3)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from console.models import Centre
from core import inbox, papers
from core.actor import Actor
from core.inbox.addressing import items_of, whom
from core.models import Paper
from operations.documents import handwriting
from operations.documents.incoming.lifecycle import T
from operations.documents.models import IncomingDocument, IncomingTask
from operations.documents.paperwork import agency, day

TEMPLATE = "operations/documents/papers/incoming.typ"
# As the public page behind a code names it.
KIND = "收文处理单"


def issue(document: IncomingDocument, *, by: Actor) -> Paper:
    """Set and store the sheet; an earlier one is void from now on."""
    return papers.issue(
        document,
        kind=KIND,
        template=TEMPLATE,
        title=f"{KIND} {document.number}"[:160],
        by=by,
        office=str(Centre.current()),
        replaces=True,
        data=sheet_data(document),
    )


def preview(document: IncomingDocument) -> bytes:
    """The sheet as it stands now, to be printed or signed on; nothing is stored."""
    return papers.render(TEMPLATE, sheet_data(document))


def sheet_data(document: IncomingDocument) -> dict[str, Any]:
    """The boxes of the sheet, in the order of §3.3."""
    tasks = list(
        document.tasks.filter(cancelled_at=None)
        .select_related("department")
        .order_by("-is_lead", "pk")
    )
    return {
        "title": KIND,
        "agency": agency(on=timezone.localdate()),
        "facts": {
            "number": document.number,
            "received": day(document.received_date),
            "sender": document.sender,
            "sender_number": document.sender_number,
            "dated": day(document.sender_date),
            "kind": document.get_kind_display() if document.kind else "",
            "urgency": document.get_urgency_display(),
            "extent": f"{document.copies}份" + (f"，{document.pages}页" if document.pages else ""),
            "nature": document.get_nature_display(),
            "title": document.title,
            "due": day(document.due_date),
            "registered": document.registered_by_name,
            "reply": document.reply.number if document.reply else "",
            "archive": document.archive_number,
            "remark": document.remark,
        },
        "proposals": _opinions(document, T.PROPOSING),
        "instructions": _opinions(document, T.INSTRUCTING, T.CIRCULATING),
        "tasks": [_task(task) for task in tasks],
        "readers": [
            [one.closed_by_name or whom(one), day(_date(one.closed_at)) or "未阅"]
            for one in inbox.receipts(document)
        ],
        "result": document.result,
        "completed": day(_date(document.completed_at)),
        "urged": [
            [whom(one), day(_date(one.reminded_at)), str(one.reminders)]
            for one in items_of(document).filter(reminders__gt=0).order_by("pk")
        ],
    }


def _opinions(document: IncomingDocument, *states: str) -> list[list[str]]:
    """Words, name, day, and the picture of what was written by hand."""
    holding = list(document.opinions.filter(state__in=states, voided_at=None).order_by("at", "pk"))
    drawn = handwriting.written(holding)
    return [
        [one.text, one.by_name, day(_date(one.at)), handwriting.as_svg(drawn.get(one.pk))]
        for one in holding
    ]


def _task(task: IncomingTask) -> list[str]:
    part = "主办" if task.is_lead else "协办"
    done = task.closed_by_name or task.handler_name
    return [part, task.department.name, day(task.due_date), task.result, done]


def _date(moment: Any) -> Any:
    return timezone.localdate(moment) if moment else None
