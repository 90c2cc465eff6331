"""The pages of petitions: the way over HTTP, wrong input, and who sees what."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from core import attachments, audit
from operations.petitions.lifecycle import S
from operations.petitions.models import LongerTerm, Petition
from tests.operations.casework.people import buttons, main
from tests.operations.documents.test_way import pdf
from tests.operations.petitions.conftest import DAY, bring, deliver, register
from tests.pages import text, told_at

URLS = "config.urls.county"
INDEX, ADD = (reverse(f"petitions:{name}", urlconf=URLS) for name in ("index", "add"))


def at(petition, name="record", **more):
    """An address of a petition."""
    return reverse(f"petitions:{name}", kwargs={"pk": petition.pk, **more}, urlconf=URLS)


def do(petition, action):
    """The address of an act."""
    return at(petition, "record_do", action=action)


def typed(**more):
    """A petition as it is typed."""
    return {
        "channel": "letter",
        "received_date": timezone.localdate().isoformat(),
        "kind": "request",
        "headcount": "1",
        "name": "柏向阳",
        "phone": "19900031000",
        "address": "",
        "subject": "请求补发服务站运营补助",
        "matter": "留着的诉求",
        "concerned": "",
        **more,
    }


def told(desk) -> str:
    """What the next page says on top."""
    soup = BeautifulSoup(desk.get(INDEX).content, "html.parser")
    return " ".join(one.get_text(" ") for one in soup.select(".messages"))


@pytest.fixture
def desks(people, desk_of):
    """Everybody's desk by post."""
    posts = ("office", "leader", "gm", "staff", "dept_head", "county_admin")
    return {post: desk_of(post) for post in posts}


@pytest.fixture
def now():
    """Some days ago, so that a way of one step a day has been gone by today."""
    return timezone.now() - timedelta(days=8)


@pytest.mark.handbook(0, 26)
def test_a_petition_over_http_from_the_letter_to_the_review_and_the_close(desks, people):
    office, leader, staff = desks["office"], desks["leader"], desks["staff"]
    sent = {**typed(concerned="卜丰年\n祝小满"), "scans": [pdf("来信.pdf")]}
    answer = office.post(ADD, sent)
    petition = Petition.objects.get()
    assert answer["Location"] == at(petition)
    page = main(office.get(at(petition)))
    for words in ("柏*阳", "199****1000", "卜*年、祝*满", "来信.pdf", "期限为 15 日"):
        assert words in page
    assert "柏向阳" not in page
    assert staff.get(at(petition)).status_code == 404
    assert {"accept", "refuse", "forward"} <= buttons(leader.get(at(petition)))
    leader.post(do(petition, "accept"), {"handler_id": people.staff.user_id, "opinion": "请核实"})
    assert {"begin", "longer"} <= buttons(staff.get(at(petition)))
    staff.post(do(petition, "begin"), {})
    staff.post(do(petition, "note"), {"text": "已电话核对"})
    staff.post(do(petition, "longer"), {"days": 20, "reason": "复杂"})
    leader.post(do(petition, "decide_longer"), {"agree": "yes", "opinion": "同意"})
    assert "经批准延长 20 日" in main(staff.get(at(petition)))
    today = timezone.localdate().isoformat()
    assert "请告知后登记日期" in main(office.get(at(petition)))
    office.post(do(petition, "tell_longer"), {"told_date": today})
    assert LongerTerm.objects.get().told_date is not None
    staff.post(do(petition, "answer"), {"outcome": "supported", "answer": "属实，已补发。"})
    office.post(do(petition, "deliver"), {"delivered_date": today, "delivery": "hand"})
    form = BeautifulSoup(office.get(do(petition, "review")).content, "html.parser")
    offered = {one["value"] for one in form.select("#id_handler_id option")}
    assert str(people.gm.user_id) in offered
    assert str(people.staff.user_id) not in offered
    review = {"asked_date": today, "reason": "不服", "handler_id": people.gm.user_id}
    office.post(do(petition, "review"), review)
    desks["gm"].post(do(petition, "answer"), {"outcome": "upheld", "answer": "予以维持。"})
    office.post(do(petition, "deliver"), {"delivered_date": today, "delivery": "post"})
    early = office.post(do(petition, "close"), {"note": ""})
    assert early.status_code == 422
    assert "无异议" in told_at(early, "content")
    office.post(do(petition, "close"), {"content": "on", "note": "无异议"})
    petition.refresh_from_db()
    assert petition.status == S.CLOSED
    page = main(office.get(at(petition)))
    for words in ("信访事项复查意见书", "已电话核对", "予以维持。", "无异议"):
        assert words in page
    leader.post(do(petition, "reopen"), {"reason": "有新证据"})
    assert "重新登记之日为" in main(leader.get(at(petition)))


@pytest.mark.handbook(25, 26)
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("channel", "", "请选择信访渠道"),
        ("channel", "rumour", ""),
        ("kind", "", "请选择信访类别"),
        ("received_date", "2999-01-01", "不能晚于今天"),
        ("received_date", "2001-01-01", "一年以前"),
        ("received_date", "昨天", ""),
        ("headcount", "0", ""),
        ("secret", "on", "机要纸质登记簿"),
        ("is_anonymous", "on", "请清空"),
        ("name", "", "请填写信访人姓名"),
        ("phone", "", "以便送达答复"),
        ("phone", "12", "11位"),
        ("subject", "", "请用一行写明"),
        ("subject", "长" * 81, ""),
        ("matter", "字" * 3001, ""),
        ("concerned", "\n".join("甲乙丙丁戊己庚辛壬癸子"), "最多 10 人"),
        ("scans", "bad", ""),
    ],
)
def test_a_petition_filled_in_wrongly_is_told_at_its_field(desks, field, value, words):
    sent = typed(**{"address": "留着的地址" if field not in ("phone", "is_anonymous") else ""})
    if field == "scans":
        from tests.operations.petitions.test_registering import bad_file

        value = [bad_file()]
    answer = desks["office"].post(ADD, {**sent, field: value})
    assert answer.status_code == 422
    said = told_at(answer, field)
    assert said
    assert words in said
    assert ("留着的诉求" if field != "matter" else "请求补发") in text(answer)
    assert not Petition.objects.exists()


def test_two_clicks_register_once_and_a_refusal_gives_the_token_back(desks):
    office = desks["office"]
    token = BeautifulSoup(office.get(ADD).content, "html.parser").find("input", {"name": "_once"})
    sent = typed(_once=token["value"])
    assert office.post(ADD, {**sent, "subject": ""}).status_code == 422
    assert office.post(ADD, {**sent, "received_date": "2999-01-01"}).status_code == 422
    office.post(ADD, sent)
    assert office.post(ADD, sent)["Location"] == INDEX
    assert Petition.objects.count() == 1


@pytest.mark.handbook(26)
def test_others_neither_register_nor_see_nor_decide(desks, people, now):
    petition = bring(people, S.HANDLING, at=now)
    for post in ("dept_head", "county_admin"):
        desk = desks[post]
        assert desk.get(ADD).status_code == 403
        assert desk.get(at(petition)).status_code == 404
        assert desk.get(at(petition, "change")).status_code == 404
        assert desk.post(do(petition, "answer"), {"answer": "x"}).status_code == 404
        assert petition.subject not in text(desk.get(INDEX))
        assert "没有您可查看的信访" in text(desk.get(INDEX))
    assert desks["staff"].post(do(petition, "assign"), {}).status_code == 403
    assert desks["staff"].get(at(petition, "change")).status_code == 403
    assert desks["staff"].post(at(petition, "record_files"), {"kind": "x"}).status_code == 302
    assert desks["leader"].post(at(petition, "record_files"), {}).status_code == 403
    assert desks["office"].post(do(petition, "gossip"), {}).status_code == 404


@pytest.mark.handbook(26)
@pytest.mark.parametrize(
    ("state", "post", "action", "sent", "field", "words"),
    [
        (S.REGISTERED, "leader", "accept", {}, "handler_id", "请选择承办人"),
        (S.REGISTERED, "leader", "accept", {"handler_id": "999999"}, "handler_id", ""),
        (S.REGISTERED, "leader", "refuse", {}, "reason", "请说明理由"),
        (S.REGISTERED, "leader", "forward", {"reason": "无关"}, "organ", "有权处理机关"),
        (S.REGISTERED, "office", "withdraw", {}, "reason", "请说明理由"),
        (S.HANDLING, "staff", "note", {}, "text", "请填写办理情况"),
        (S.HANDLING, "staff", "longer", {"days": "31", "reason": "难"}, "days", "1 至 30"),
        (S.HANDLING, "staff", "longer", {"days": "9"}, "reason", "延期理由"),
        (S.HANDLING, "staff", "answer", {"answer": "好"}, "outcome", "请选择处理结论"),
        (S.HANDLING, "staff", "answer", {"outcome": "upheld", "answer": "好"}, "outcome", ""),
        (S.HANDLING, "staff", "answer", {"outcome": "partly"}, "answer", "请填写答复内容"),
        (S.HANDLING, "leader", "assign", {"reason": "换"}, "handler_id", "请选择承办人"),
        (S.ANSWERED, "office", "deliver", {"delivered_date": "2001-01-01", "delivery": "hand"},
         "delivered_date", "不能早于"),
        (S.ANSWERED, "office", "deliver", {"delivered_date": "2026-03-03"}, "delivery", "送达方式"),
        (S.ANSWERED, "office", "reveal", {"field": "name", "reason": "看"}, "reason", "4"),
        (S.ANSWERED, "office", "reveal", {"field": "matter", "reason": "想看看内容"}, "field", ""),
    ],
)  # fmt: skip
def test_an_act_filled_in_wrongly_is_told_at_its_field(
    desks, people, now, state, post, action, sent, field, words
):
    petition = bring(people, state, at=now)
    answer = desks[post].post(do(petition, action), sent)
    assert answer.status_code == 422
    said = told_at(answer, field)
    assert said
    assert words in said
    petition.refresh_from_db()
    assert petition.status == state


@pytest.mark.handbook(26)
def test_a_review_filled_in_wrongly_is_told_at_its_field(desks, people, now):
    petition = bring(people, S.ANSWERED, at=now)
    deliver(people, petition, at=now + 4 * DAY)
    sent = {"asked_date": "2001-01-01", "reason": "不服", "handler_id": people.gm.user_id}
    office = desks["office"]
    assert "不能早于" in told_at(office.post(do(petition, "review"), sent), "asked_date")
    for field in ("asked_date", "reason", "handler_id"):
        assert told_at(office.post(do(petition, "review"), {**sent, field: ""}), field)
    assert petition.rounds.count() == 1


@pytest.mark.handbook(152)
def test_a_name_is_shown_once_with_its_reason(desks, people, now):
    petition = bring(people, S.HANDLING, at=now, concerned=("卜丰年", "祝小满"))
    desks["staff"].post(do(petition, "reveal"), {"field": "concerned", "reason": "核对回避情况"})
    assert "卜丰年、祝小满" in told(desks["staff"])
    assert audit.last(petition).note == "核对回避情况"
    anonymous = register(people, is_anonymous=True)
    assert "reveal" not in buttons(desks["office"].get(at(anonymous)))
    assert "不保存信访人任何信息" in main(desks["office"].get(at(anonymous)))


@pytest.mark.handbook(26)
def test_the_register_is_corrected_until_it_has_ended(desks, people, now):
    petition = register(people, at=now, headcount=8)
    office, change = desks["office"], at(petition, "change")
    assert "代表不超过 5 人" in main(office.get(at(petition)))
    form = text(office.get(change))
    assert "19900031000" not in form
    assert "柏向阳" not in form
    sent = typed(subject="更正后的事由", name="", phone="")
    office.post(change, {**sent, "version": "0"})
    petition.refresh_from_db()
    assert (petition.subject, petition.name) == ("更正后的事由", "柏向阳")
    old = office.post(change, {**sent, "subject": "又改", "version": "0"})
    assert old.status_code == 422
    assert "已" in main_of(old)
    closed = bring(people, S.CLOSED, at=now)
    assert office.get(at(closed, "change"))["Location"] == at(closed)
    assert "已办结" in told(office)


def main_of(answer):
    """The page of a refusal."""
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_lists_are_filtered_and_files_are_added_by_those_in_charge(desks, people, now):
    petition = bring(people, S.HANDLING, at=now)
    register(people, subject="建议延长营业时间", kind="suggestion", at=now)
    office = desks["office"]
    assert "建议延长" not in text(office.get(f"{INDEX}?kind=request&state=open"))
    assert "没有符合条件的信访" in text(office.get(f"{INDEX}?q=查无此件"))
    assert petition.number in text(office.get(f"{INDEX}?q=补助&channel=letter"))
    desks["staff"].post(at(petition, "record_files"), {"kind": "evidence", "file": pdf("台账.pdf")})
    assert [one.kind for one in attachments.of(petition)] == ["evidence"]
    assert "同一信访人" in main(office.get(at(petition)))
