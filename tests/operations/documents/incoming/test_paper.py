"""The handling sheet: every box of §3.3, read back from the PDF."""

import io
import re

import pdfplumber
import pytest

from core import inbox
from operations.documents.incoming import paperwork, services
from operations.documents.incoming.lifecycle import T
from operations.documents.lifecycle import S
from tests.operations.documents.conftest import AT, HOUR
from tests.operations.documents.conftest import bring as outgoing
from tests.operations.documents.incoming.conftest import DUE, bring, department, register


def read(content: bytes) -> tuple[int, str]:
    """How many pages, and all words without the spaces of setting."""
    with pdfplumber.open(io.BytesIO(content)) as paper:
        words = "".join(page.extract_text() for page in paper.pages)
        assert (round(paper.pages[0].width), round(paper.pages[0].height)) == (595, 842)
        return len(paper.pages), re.sub(r"\s", "", words)


@pytest.mark.handbook(33)
def test_a_sheet_just_registered_is_a_form_to_be_filled_in(everybody):
    document = register(everybody, pages=None, kind="", sender_date=None)
    pages, words = read(paperwork.preview(document))
    assert pages == 1
    for label in (
        "收文处理单",
        "收文号",
        "来文单位",
        "来文字号",
        "拟办意见",
        "领导批示",
        "办理结果",
        "归档号",
        "青禾省商务厅",
        document.number,
        "交办性",
    ):
        assert label in words
    assert "承办人" not in words


@pytest.mark.handbook(33)
def test_the_whole_way_stands_on_the_sheet(everybody):
    document = bring(everybody, T.INSTRUCTING, urgency="urgent", remark="附件另存", pages=3)
    services.incoming_instruct(
        document_id=document.pk,
        opinion="请品牌营销中心牵头",
        lead_department=department("brand"),
        helping=[department("tech")],
        due_date=DUE,
        by=everybody.leader,
        at=AT + HOUR,
    )
    inbox.circulate(
        document,
        to=[inbox.Assignee(user_id=everybody.ops.user_id)],
        title=str(document),
        by=everybody.office,
        at=AT + HOUR,
    )
    for item in inbox.pending(document):
        inbox.remind(item_id=item.pk, by=everybody.leader, at=AT + 2 * HOUR)
    services.part_done(
        document_id=document.pk, result="数据已提供", by=everybody.dept_head, at=AT + 2 * HOUR
    )
    services.incoming_complete(
        document_id=document.pk,
        result="已按要求报送",
        reply_id=outgoing(everybody, S.FILING).pk,
        by=everybody.drafter,
        at=AT + 3 * HOUR,
    )
    document.refresh_from_db()
    _pages, words = read(paperwork.preview(document))
    for said in (
        "请品牌营销中心牵头",
        "拟转品牌营销中心办理",
        everybody.leader.name,
        "主办",
        "协办",
        "数据已提供",
        "已按要求报送",
        everybody.ops.name,
        "禾电商〔2026〕1号",
        "2026年3月10日",
        "催办对象",
        "未阅",
        "1份，3页",
        "附件另存",
        "加急",
    ):
        assert said.replace(" ", "") in words


def test_a_long_way_runs_over_pages_and_loses_nothing(everybody):
    document = bring(everybody, T.HANDLING, title="长" * 120)
    for number in range(12):
        services.instruction_add(
            document_id=document.pk,
            opinion=f"第{number}次批示：" + "请认真办理并按时反馈情况。" * 8,
            by=everybody.director,
            at=AT + HOUR,
        )
    pages, words = read(paperwork.preview(document))
    assert pages > 1
    for number in range(12):
        assert f"第{number}次批示" in words
