"""The archive's papers: cover of a file, catalogue, filing list, destruction list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from console.models import Centre
from core import papers
from core.actor import Actor
from core.models import Paper
from operations.archives import sources
from operations.archives.kinds import Retention
from operations.archives.models import ArchivedFile, DestructionList
from operations.archives.sources import Waiting

FOLDER = "operations/archives/papers"
# As the public page behind a code names it.
DESTROYED = "档案销毁清册"
TERMS = {Retention.PERMANENT: "永久", Retention.THIRTY: "30年", Retention.TEN: "10年"}
# Millimetres; what is None takes the rest. Two thirds of a landscape page are the title's.
_CATALOGUE = (
    ("序号", 11), ("档号", 48), ("文号", 38), ("责任者", 34), ("题名", None),
    ("日期", 19), ("页数", 12), ("备注", 30),
)  # fmt: skip
_WAITING = (
    ("序号", 11), ("类别", 20), ("文号", 40), ("题名", None), ("日期", 20),
    ("办结日期", 20), ("应归档日期", 22), ("保管期限", 18), ("机构", 14),
)  # fmt: skip
_DESTROYED = (
    ("序号", 11), ("档号", 54), ("文号", 38), ("责任者", 36), ("题名", None), ("日期", 20),
    ("页数", 12), ("应保管期限", 22),
)  # fmt: skip


def cover(file: ArchivedFile) -> bytes:
    """The cover of one file, with the filing stamp of six cells and its package."""
    return papers.render(
        f"{FOLDER}/cover.typ",
        {
            "office": str(Centre.current()),
            "number": file.number,
            "title": file.title,
            "author": file.author,
            "document_number": file.document_number,
            "date": day(file.document_date),
            "term": TERMS[Retention(file.retention)],
            "pages": str(file.pages),
            "filed": day(timezone.localdate(file.filed_at)),
            "filed_by": file.filed_by_name,
            "stamp": [
                file.fonds,
                str(file.year),
                f"{file.item:04d}",
                file.unit,
                TERMS[Retention(file.retention)],
                str(file.pages),
            ],
            "parts": [
                [str(part.order), str(part.get_role_display()), part.name, str(part.pages or "—"),
                 part.sha256]
                for part in file.parts.order_by("order")
            ],
        },
    )  # fmt: skip


def catalogue(found: QuerySet[ArchivedFile], *, heading: str) -> bytes:
    """The catalogue (归档文件目录) of what is asked for, in order of the numbers."""
    rows = [
        [
            str(number),
            file.number,
            file.document_number,
            file.author,
            file.title,
            short(file.document_date),
            str(file.pages or ""),
            "已销毁" if file.destroyed_at else file.remark,
        ]
        for number, file in enumerate(found, 1)
    ]
    return _table("归档文件目录", heading, _CATALOGUE, rows)


def waiting_list(found: Sequence[Waiting], *, heading: str) -> bytes:
    """The filing list (归档清单): what is finished and not filed."""
    rows = [
        [
            str(number),
            _label(one.source),
            one.number,
            one.title,
            short(one.day),
            short(one.finished),
            short(one.due) if one.due else "",
            TERMS[Retention(one.retention)],
            one.unit,
        ]
        for number, one in enumerate(found, 1)
    ]
    return _table("应归档未归档文件清单", heading, _WAITING, rows)


def _label(code: str) -> str:
    source = sources.of(code)
    return str(source.label) if source else code


def destruction(found: DestructionList) -> bytes:
    """The destruction list as it stands."""
    return papers.render(f"{FOLDER}/table.typ", _destruction_data(found))


def issue_destruction(found: DestructionList, *, by: Actor) -> Paper:
    """Keep the list with both signatures: the record of the destruction."""
    return papers.issue(
        found,
        kind=DESTROYED,
        template=f"{FOLDER}/table.typ",
        title=f"{DESTROYED} {found.number}",
        by=by,
        office=str(Centre.current()),
        data=_destruction_data(found),
    )


def _destruction_data(found: DestructionList) -> dict[str, Any]:
    files = found.files.order_by("year", "retention", "unit", "item")
    rows = [
        [
            str(number),
            file.number,
            file.document_number,
            file.author,
            file.title,
            short(file.document_date),
            str(file.pages or ""),
            TERMS[Retention(file.retention)],
        ]
        for number, file in enumerate(files, 1)
    ]
    data = _data(DESTROYED, f"{found.number}　{found.reason}", _DESTROYED, rows)
    data["signed"] = [
        ["鉴定人", found.appraised_by_name, _moment(found.appraised_at), found.appraisal],
        ["批准人", found.approved_by_name, _moment(found.approved_at), ""],
    ]
    return data


def _moment(moment: Any) -> str:
    return day(timezone.localdate(moment)) if moment else ""


def _table(title: str, heading: str, columns: Sequence[tuple[str, int | None]], rows: Any) -> bytes:
    return papers.render(f"{FOLDER}/table.typ", _data(title, heading, columns, rows))


def _data(
    title: str, heading: str, columns: Sequence[tuple[str, int | None]], rows: list[list[str]]
) -> dict[str, Any]:
    return {
        "title": title,
        "office": str(Centre.current()),
        "heading": heading,
        "head": [name for name, _width in columns],
        "widths": [width or 0 for _name, width in columns],
        "rows": rows,
        "signed": [],
    }


def day(value: date) -> str:
    """2026年11月3日."""
    return f"{value.year}年{value.month}月{value.day}日"


def short(value: date) -> str:
    """20261103: as catalogues write days (DA/T 22)."""
    return f"{value:%Y%m%d}"
