"""The borrow desk and the destruction lists, as people meet them."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from operations.archives import services
from operations.archives.lifecycle import D, L
from operations.archives.models import ArchivedFile, DestructionList, Loan
from tests.operations.archives.conftest import shelved
from tests.operations.archives.test_pages import said, words_of
from tests.pages import text, told_at

APPLY = {"form": "copy", "days": "7", "purpose": "写年度总结"}


@pytest.fixture
def desks(desk_of, people):
    """Desks by post."""
    posts = ("office", "leader", "director", "drafter", "finance", "station_mgr")
    return {post: desk_of(post) for post in posts}


def test_a_loan_from_the_form_to_the_watermark_and_back(desks, people):
    file = shelved(people, scan=True)
    drafter, at = desks["drafter"], reverse("archives:borrow")
    assert "还没有借阅" in text(drafter.get(reverse("archives:loans")))
    assert file.number in text(drafter.get(f"{at}?number={file.number}"))
    drafter.post(at, APPLY | {"number": f" {file.number.lower()} "})
    loan = Loan.objects.get()
    page = reverse("archives:loan", args=[loan.pk])
    shown = text(drafter.get(page))
    assert file.number in shown
    assert file.title not in shown
    assert desks["finance"].get(page).status_code == 404
    parts = list(file.parts.order_by("order"))
    copies = [reverse("archives:copy", args=[loan.pk, part.pk]) for part in parts]
    assert drafter.get(copies[0]).status_code == 302
    do = "archives:loan_do"
    assert desks["leader"].post(reverse(do, args=[loan.pk, "approve"]), {}).status_code == 302
    assert desks["office"].post(reverse(do, args=[loan.pk, "lend"]), {}).status_code == 302
    shown = text(drafter.get(page))
    assert file.title in shown
    assert copies[1] in shown
    for address, pages in zip(copies, (2, 1), strict=True):
        answer = drafter.get(address)
        words = words_of(answer)
        assert words.count(people.drafter.name) >= pages
        assert file.number in words
        assert len(PdfReader(io.BytesIO(answer.content)).pages) == pages
    loan.refresh_from_db()
    assert (loan.status, loan.opened) == (L.LENT, 2)
    assert desks["office"].get(copies[0]).status_code == 403
    assert desks["finance"].get(copies[0]).status_code == 404
    assert drafter.get(reverse("archives:copy", args=[loan.pk, 0])).status_code == 404
    parts[0].stored.storage.delete(parts[0].stored.name)
    assert drafter.get(copies[0]).status_code == 404
    with open(parts[1].stored.storage.path(parts[1].stored.name), "wb") as kept:
        kept.write(b"")
    file.parts.filter(pk=parts[1].pk).update(media_type="application/pdf")
    answer = drafter.get(copies[1])
    assert any("无法显示" in one for one in said(answer))
    desks["office"].post(reverse(do, args=[loan.pk, "return"]), {"reason": "完好"})
    assert any("已关闭" in one for one in said(drafter.get(copies[0])))
    assert people.drafter.name in text(
        desks["office"].get(reverse("archives:record", args=[file.pk]))
    )


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"number": ""}, "number", "请填写档号"),
        ({"number": "Z001-WS·1999-D10-BGS-0001"}, "number", "没有此档号"),
        ({"days": "0"}, "days", "1"),
        ({"days": "x"}, "days", "整数"),
        ({"purpose": " "}, "purpose", "请填写借阅事由"),
        ({"form": "gift"}, "form", "gift"),
    ],
)
def test_a_wrong_application_is_told_at_its_field(desks, people, typed, field, words):
    file = shelved(people)
    answer = desks["drafter"].post(
        reverse("archives:borrow"), APPLY | {"number": file.number} | typed
    )
    assert answer.status_code == 422
    assert words in told_at(answer, field)
    assert not Loan.objects.exists()


def test_two_clicks_make_one_application(desks, people):
    file = shelved(people)
    at = reverse("archives:borrow")
    token = desks["drafter"].get(at).context["once"]
    sent = APPLY | {"number": file.number, "_once": token}
    desks["drafter"].post(at, sent)
    assert any("已经提交过" in one for one in said(desks["drafter"].post(at, sent)))
    assert Loan.objects.count() == 1
    assert desks["station_mgr"].get(at).status_code == 403


def test_loans_are_listed_by_state(desks, people):
    file, now = shelved(people), timezone.now()
    loan = services.loan_apply(
        number=file.number, form="original", days=3, purpose="查考", by=people.drafter,
        at=now - timedelta(days=30),
    )  # fmt: skip
    services.loan_approve(loan_id=loan.pk, by=people.leader, at=now - timedelta(days=30))
    services.loan_lend(loan_id=loan.pk, by=people.office, at=now - timedelta(days=30))
    office, at = desks["office"], reverse("archives:loans")
    for state in ("", "open", "late", "lent"):
        assert file.number in text(office.get(f"{at}?state={state}"))
    assert "没有符合条件的借阅" in text(office.get(f"{at}?state=returned"))
    assert "逾期" in text(office.get(at))
    assert file.number not in text(desks["finance"].get(at))
    page = text(office.get(reverse("archives:record", args=[file.pk])))
    assert f"原件由{people.drafter.name}借出" in page
    assert "已借出" in text(office.get(reverse("archives:index") + "?state=lent"))


def test_a_list_from_the_proposal_to_the_paper_with_two_names(desks, people):
    office = desks["office"]
    assert "还没有销毁清册" in text(office.get(reverse("archives:lists")))
    at = reverse("archives:propose")
    bare = text(office.get(at))
    assert "没有保管期满的档案" in bare
    assert 'name="reason"' not in bare
    old = shelved(people, year=2010)
    assert old.number in text(office.get(at))
    answer = office.post(at, {"reason": "期满"})
    assert answer.status_code == 422
    assert "请选择拟销毁的文件" in told_at(answer, "listed")
    answer = office.post(at, {"listed": [old.pk], "reason": ""})
    assert "请说明理由" in told_at(answer, "reason")
    answer = office.post(at, {"listed": ["999999"], "reason": "期满"})
    assert answer.status_code == 422
    office.post(at, {"listed": [old.pk], "reason": "期满，无继续保存价值"})
    made = DestructionList.objects.get()
    page = reverse("archives:list", args=[made.pk])
    assert old.number in text(office.get(page))
    assert made.number in text(office.get(reverse("archives:lists") + "?state=proposed"))
    assert made.number not in text(office.get(reverse("archives:lists") + "?state=dropped"))
    assert desks["drafter"].get(page).status_code == 404
    for address in (reverse("archives:lists"), at):
        assert desks["drafter"].get(address).status_code == 403
    do = "archives:list_do"
    desks["leader"].post(reverse(do, args=[made.pk, "appraise"]), {"opinion": "同意销毁"})
    paper = reverse("archives:list_paper", args=[made.pk])
    assert people.leader.name in words_of(office.get(paper))
    assert desks["drafter"].get(paper).status_code == 404
    desks["director"].post(reverse(do, args=[made.pk, "destroy"]), {})
    made.refresh_from_db()
    assert made.status == D.DESTROYED
    words = words_of(office.get(paper))
    for shown in (made.number, old.number, people.leader.name, people.director.name):
        assert shown in words
    assert ArchivedFile.objects.get().destroyed_at
    record = text(office.get(reverse("archives:record", args=[old.pk])))
    assert "内容已销毁" in record
    assert page in record
    assert "已销毁" in text(office.get(reverse("archives:index") + "?state=destroyed"))
