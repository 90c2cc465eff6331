"""The pages of seals: the way over HTTP, wrong input, who sees what, the monthly sheet."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from operations.seals import paperwork, wagtail_hooks
from operations.seals.lifecycle import S
from operations.seals.models import Seal, SealUse
from tests.operations.casework.people import buttons, main
from tests.operations.seals.conftest import TODAY, apply, bring, seal
from tests.pages import text, told_at

URLS = "config.urls.county"


def url(name, **gaps):
    """An address of the module."""
    return reverse(f"seals:{name}", kwargs=gaps, urlconf=URLS)


def do(use, action):
    """The address of an act."""
    return url("record_do", pk=use.pk, action=action)


def typed(**more):
    """An application as it is typed."""
    return {
        "seal_id": seal().pk,
        "copies": "2",
        "document": "情况说明",
        "purpose": "答复县有关部门",
        **more,
    }


@pytest.fixture
def desks(people, desk_of):
    """Everybody's desk by post."""
    return {post: desk_of(post) for post in ("office", "leader", "staff", "admin", "village")}


@pytest.mark.handbook(0, 26)
def test_a_seal_over_http_applied_for_approved_lent_and_back(desks):
    office, leader, staff = desks["office"], desks["leader"], desks["staff"]
    soon = (timezone.localdate() + timedelta(days=1)).isoformat()
    loan = {"is_loan": "on", "loan_place": "柳溪镇", "due_back_date": soon}
    answer = staff.post(url("add"), typed(**loan))
    use = SealUse.objects.get()
    page = url("record", pk=use.pk)
    assert answer["Location"] == page
    assert "cancel" in buttons(staff.get(page))
    assert {"approve", "refuse"} <= buttons(leader.get(page))
    leader.post(do(use, "approve"), {"opinion": "同意"})
    assert "lend" in buttons(office.get(page))
    assert "stamp" not in buttons(office.get(page))
    office.post(do(use, "lend"), {})
    assert "外借中" in text(office.get(url("index")))
    assert "卜小满" in main(office.get(url("register")))
    office.post(do(use, "give_back"), {"impressions": "2"})
    use.refresh_from_db()
    assert use.status == S.RETURNED
    month = f"{timezone.localdate():%Y-%m}"
    sheet = office.get(f"{url('sheet')}?month={month}")
    assert sheet.content.startswith(b"%PDF")
    assert office.get(f"{url('sheet')}?month=x").status_code == 404


@pytest.mark.handbook(25, 26)
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("seal_id", "", "请选择印章"),
        ("seal_id", "0", ""),
        ("copies", "0", ""),
        ("copies", "501", "1 至 500"),
        ("document", "", "请填写用印文件"),
        ("purpose", "", "请填写用途"),
        ("secret", "on", "机要纸质登记簿"),
        ("loan_place", "", "请填写印章外借去向"),
        ("due_back_date", "", "请填写印章归还日期"),
        ("due_back_date", "2001-01-01", "最长 3 日"),
    ],
)
def test_an_application_filled_in_wrongly_is_told_at_its_field(desks, field, value, words):
    sent = typed(document_number="留着的编号")
    if field in ("loan_place", "due_back_date"):
        day = timezone.localdate().isoformat()
        sent |= {"is_loan": "on", "loan_place": "镇上", "due_back_date": day}
    answer = desks["staff"].post(url("add"), {**sent, field: value})
    assert answer.status_code == 422
    said = told_at(answer, field)
    assert said
    assert words in said
    assert "留着的编号" in text(answer)
    assert not SealUse.objects.exists()


@pytest.mark.handbook(26)
def test_acts_filled_in_wrongly_are_told_at_their_field(desks, people):
    use = apply(people)
    assert told_at(desks["leader"].post(do(use, "refuse"), {}), "reason")
    approved = bring(people, S.APPROVED)
    office = desks["office"]
    for sent, field in (({}, "impressions"), ({"impressions": "9"}, "remark")):
        answer = office.post(do(approved, "stamp"), sent)
        assert answer.status_code == 422
        assert told_at(answer, field)
    assert told_at(desks["staff"].post(do(use, "cancel"), {}), "reason")


@pytest.mark.handbook(26)
def test_the_office_keeps_the_register_and_others_do_not(desks, people):
    office = desks["office"]
    assert told_at(office.post(url("seal_add"), {"name": ""}), "name")
    assert told_at(office.post(url("seal_add"), {"name": "公章"}), "name")
    office.post(url("seal_add"), {"name": "财务专用章", "place": "保险柜"})
    made = Seal.objects.get(name="财务专用章")
    change = url("seal_change", pk=made.pk)
    office.post(change, {"keeper_id": people.admin.user_id, "place": "一楼"})
    made.refresh_from_db()
    assert (made.keeper_id, made.version) == (people.admin.user_id, 1)
    assert "财务专用章" in text(office.get(change))
    assert office.post(change, {"place": "二楼", "version": "0"}).status_code == 422
    end = url("seal_end", pk=made.pk)
    assert told_at(office.post(end, {}), "reason")
    office.post(end, {"reason": "磨损"})
    assert office.get(change).status_code == 404
    for name in ("seal_add",):
        assert desks["leader"].get(url(name)).status_code == 403
    assert desks["village"].get(url("add")).status_code == 403
    assert desks["staff"].get(url("sheet")).status_code == 403


def test_others_see_nothing_and_two_clicks_apply_once(desks, people):
    use = apply(people)
    assert desks["admin"].get(url("record", pk=use.pk)).status_code == 404
    assert desks["admin"].post(do(use, "approve"), {}).status_code == 404
    assert "还没有用印登记" in text(desks["admin"].get(url("index")))
    staff = desks["staff"]
    form = text(staff.get(url("add")))
    token = form.split('name="_once" value="')[1].split('"')[0]
    assert staff.post(url("add"), typed(_once=token, purpose="")).status_code == 422
    assert staff.post(url("add"), typed(_once=token, copies="501")).status_code == 422
    staff.post(url("add"), typed(_once=token))
    staff.post(url("add"), typed(_once=token))
    assert SealUse.objects.count() == 2
    assert "没有符合条件的用印" in text(staff.get(f"{url('index')}?q=查无"))
    (hit,) = wagtail_hooks.find(people.staff, use.number, 5)
    assert hit.title == use.document


@pytest.mark.handbook(26)
def test_the_sheet_has_every_use_of_its_month_and_the_page_says_what_is_late(people, desk_of):
    bring(people, S.USED, document_number="禾电商〔2026〕3号")
    lent = bring(people, S.LENT, is_loan=True)
    waiting = bring(people, S.APPROVED)
    found = paperwork.sheet_data(TODAY.replace(day=1))
    assert len(found["rows"]) == 3
    assert found["rows"][0][3] == "服务站运营补助申报表（禾电商〔2026〕3号）"
    assert (found["uses"], found["impressions"]) == ("1", "3")
    assert found["rows"][1][-1] == "外借至县公共资源交易中心，外借中"
    desk = desk_of("office")
    assert "已逾期" in main(desk.get(url("record", pk=lent.pk)))
    assert "归还前不能使用" in main(desk.get(url("record", pk=waiting.pk)))
