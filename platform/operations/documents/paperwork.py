"""The papers of a document: proof, final paper, approval sheet; and the preview of a draft."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from console.models import Centre
from core import papers
from core.actor import Actor
from core.models import Paper
from core.papers.official import Form, OfficialPaper
from operations.documents import handwriting, titles
from operations.documents.kinds import URGENCY_MARKS, Kind, Urgency
from operations.documents.lifecycle import S
from operations.documents.models import OutgoingDocument
from operations.documents.settings import setting
from operations.documents.structure import blocks

FOLDER = "operations/documents/papers"
# As the public page behind a code names them.
KINDS = {"proof": "公文样稿", "final": "公文正式件", "sheet": "发文稿纸"}
TEMPLATES = {"proof": "document", "final": "document", "sheet": "sheet"}

# Letters, orders and minutes have forms of their own; the rest is set as a document.
FORMS: dict[Kind, Form] = {Kind.LETTER: "letter", Kind.ORDER: "order", Kind.MINUTES: "minutes"}
MARKS = {"minutes": "纪要", "order": "令"}
NO_NUMBER = "　　　〔　　　　〕　号"
# Orders are signed by the head of the centre, who has this post.
SIGNERS_POST = "主任"


def issue(document: OutgoingDocument, *, kind: str, by: Actor) -> Paper:
    """Set and store a paper; an earlier one of its kind is void from now on."""
    data = sheet_data(document) if kind == "sheet" else paper_data(document, draft=kind == "proof")
    return papers.issue(
        document,
        kind=KINDS[kind],
        template=f"{FOLDER}/{TEMPLATES[kind]}.typ",
        title=f"{KINDS[kind]} {document.number or document.title}"[:160],
        by=by,
        office=str(Centre.current()),
        replaces=True,
        data=data,
    )


def preview(document: OutgoingDocument) -> bytes:
    """The paper as it would be now; nothing is stored."""
    return papers.render(f"{FOLDER}/document.typ", paper_data(document, draft=True))


def word(document: OutgoingDocument) -> bytes:
    """The same paper as a Word file; nothing is stored. A proof says so until it is printed."""
    # The library is loaded when somebody asks for a file, not with every process.
    from operations.documents.word import render

    data = paper_data(document, draft=document.printed_date is None)
    standing: dict[str, int] = dict(papers.query(f"{FOLDER}/document.typ", data, label="standing"))
    ends_on = standing["text"]
    return render(data, ends_on=ends_on, colophon_on=standing.get("colophon", ends_on))


def agency(*, on: date) -> str:
    """The name in the red head and under the text."""
    return setting("agency", on=on) or str(Centre.current())


def paper_data(document: OutgoingDocument, *, draft: bool = False) -> dict[str, Any]:
    """What the template prints, in the order of GB/T 9704."""
    today = document.formation_date or timezone.localdate()
    name = agency(on=today)
    form: Form = FORMS.get(Kind(document.kind), "document")
    return OfficialPaper(
        agency=name,
        form=form,
        mark=name if form == "letter" else f"{name}{MARKS.get(form, '文件')}",
        urgency=URGENCY_MARKS.get(Urgency(document.urgency), ""),
        number=_number(document, form),
        signer=(document.signer or "　　　") if document.is_upward else "",
        post=SIGNERS_POST,
        title=titles.lines(document.title),
        main="，".join(document.main_recipients),
        blocks=[block.as_row() for block in blocks(document.body)],
        attachments=list(document.attachments_note),
        date=day(document.formation_date) if document.formation_date else "　　年　月　日",
        remark=document.remark,
        copies="，".join(document.copy_recipients),
        printed=day(document.printed_date or document.formation_date),
        draft=draft,
    ).data()


def _number(document: OutgoingDocument, form: str) -> str:
    """As the form writes it: an order bears only "第8号"."""
    if form == "order":
        serial = re.search(r"\d+(?=号$)", document.number)
        return f"第{serial[0] if serial else '　'}号"
    return document.number or NO_NUMBER


def sheet_data(document: OutgoingDocument) -> dict[str, Any]:
    """What the approval sheet prints: the facts and every opinion that holds."""
    return {
        "title": "发文稿纸",
        "agency": agency(on=timezone.localdate()),
        "facts": {
            "title": document.title,
            "kind": document.get_kind_display(),
            "number": document.number,
            "urgency": document.get_urgency_display(),
            "department": document.department.name,
            "drafter": document.drafter_name,
            "main": "、".join(document.main_recipients),
            "copies": "、".join(document.copy_recipients),
            "attachments": "；".join(document.attachments_note),
            "print_run": str(document.printed_copies or document.print_run or ""),
            "proof": document.proofed_by_name,
            "formation": day(document.formation_date),
            "edition": str(document.edition),
            "open": _("yes") if document.is_public else _("no"),
        },
        "director": _opinions(document, S.DIRECTOR_SIGN),
        "leaders": _opinions(document, S.LEADER_SIGN),
        "office": _opinions(document, S.OFFICE_REVIEW),
    }


def sending_list(document: OutgoingDocument) -> bytes:
    """The sending list (发送清单) as it stands now, to be signed on; nothing is stored."""
    return papers.render(f"{FOLDER}/sending.typ", sending_data(document))


def sending_data(document: OutgoingDocument) -> dict[str, Any]:
    """Who got which copies, how and when, and who has confirmed."""
    rows = list(document.dispatches.order_by("pk"))
    return {
        "title": "发送清单",
        "agency": agency(on=timezone.localdate()),
        "document": document.title,
        "number": document.number,
        "printed": str(document.printed_copies or ""),
        "sent": str(sum(row.copies for row in rows)),
        "missing": str(sum(row.received_at is None for row in rows)),
        "rows": [
            [
                str(index),
                row.recipient,
                str(row.copies),
                row.copy_numbers or "—",
                row.get_channel_display(),
                f"{moment(row.sent_at)}\n{row.sent_by_name}",
                f"{moment(row.received_at)}\n{row.received_by}".strip(),
                f"{moment(row.confirmed_at)}\n{row.confirmed_by_name}".strip(),
            ]
            for index, row in enumerate(rows, start=1)
        ],
    }


def moment(value: datetime | None) -> str:
    """2026-11-03 09:12; empty where there is none."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else ""


def _opinions(document: OutgoingDocument, state: str) -> list[list[str]]:
    """Words, name, day, and the picture of what was written by hand."""
    holding = list(document.opinions.filter(state=state, voided_at=None).order_by("at", "pk"))
    drawn = handwriting.written(holding)
    return [
        [
            one.text or ("" if one.pk in drawn else "同意"),
            one.by_name,
            day(timezone.localdate(one.at)),
            handwriting.as_svg(drawn.get(one.pk)),
        ]
        for one in holding
    ]


def day(value: date | None) -> str:
    """2026年11月3日: without zeros, as the standard writes dates."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""
