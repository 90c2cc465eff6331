"""The pages of mail: the way over HTTP, wrong input, and who sees what."""

import base64
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.workcalendar import WorkCalendar
from operations.mail import services
from operations.mail.kinds import Proof
from operations.mail.lifecycle import S
from operations.mail.models import MailItem, Missort, PaperTick, Slot, Subscription
from tests.operations.casework.people import buttons, main
from tests.operations.mail.conftest import bring, slot, works_in
from tests.pages import text, told_at
from tests.permissions.samples import picture

MAIL = "/console/mail/"
ADD, SORTING, PAPERS = f"{MAIL}add/", f"{MAIL}sorting/", f"{MAIL}papers/"
SLOTS = f"{MAIL}slots/"
DRAWN = "data:image/png;base64," + base64.b64encode(picture("签字.png").read()).decode()


def at(item):
    """The page of a piece."""
    return reverse("mail:item", args=[item.pk])


def do(item, action):
    """The address of an act."""
    return reverse("mail:item_do", args=[item.pk, action])


def here(one):
    """The page that a label's code opens."""
    return reverse("mail:at", args=[one.key])


def typed(**more):
    """A parcel as it is typed."""
    return {
        "kind": "express",
        "tracking": "YT2600000001",
        "addressee": "品牌营销中心",
        "sender": "云启包装用品店",
        "received_date": timezone.localdate().isoformat(),
        "copies": "1",
        "remark": "",
        **more,
    }


def now_at(people, state, **more):
    """A piece of today."""
    now = timezone.now()
    return bring(people, state, at=now, received_date=timezone.localdate(now), **more)


@pytest.fixture
def desks(people, desk_of):
    """Everybody's desk by post."""
    works_in(people.drafter, "brand")
    posts = ("office", "frontdesk", "drafter", "staff", "commerce")
    return {post: desk_of(post) for post in posts}


@pytest.fixture
def working_day(monkeypatch):
    """Today is a working day, whenever this runs."""
    monkeypatch.setattr(WorkCalendar, "is_working", lambda self, day: True)


@pytest.mark.handbook(58, 60, 61)
def test_a_parcel_over_http_from_the_door_to_the_hand(desks, people):
    office = desks["office"]
    answer = office.post(ADD, typed())
    assert answer["Location"].startswith(f"{ADD}?kind=express")
    item = MailItem.objects.get()
    shown = main(office.get(answer["Location"]))
    assert "YT2600000001" in shown
    assert "拟放入格口B01 品牌营销中心" in shown
    assert "sort" in buttons(office.get(at(item)))
    office.post(SORTING, {"item": item.pk, f"slot-{item.pk}": slot("tech").pk})
    office.post(do(item, "reroute"), {"slot_id": slot().pk, "reason": "放错格口"})
    assert Missort.objects.get().to_slot == slot()
    assert "hand_over" in buttons(office.get(at(item)))
    assert "data-pad" in text(office.get(do(item, "hand_over")))
    office.post(do(item, "hand_over"), {"signed_by": "卜知秋", "signature": DRAWN})
    item.refresh_from_db()
    assert (item.status, item.proof, item.signed_by) == (S.COLLECTED, Proof.DRAWN, "卜知秋")
    shown = main(office.get(at(item)))
    for words in ("手写签名", "卜知秋", "错分", "放错格口", "signature.png"):
        assert words in shown


@pytest.mark.handbook(25, 58)
@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"kind": "confidential"}, "kind", "纸质机要登记簿"),
        ({"kind": ""}, "kind", "请选择邮件类别"),
        ({"addressee": ""}, "addressee", "请填写收件人"),
        ({"tracking": ""}, "tracking", "挂号和快递须填写单号"),
        ({"tracking": "12 3"}, "tracking", "6至40位"),
        ({"received_date": "2026-13-40"}, "received_date", "日期"),
        ({"received_date": "2020-01-01"}, "received_date", "两个月前"),
        ({"copies": "0"}, "copies", "1"),
    ],
)
def test_what_is_typed_wrongly_is_told_at_its_field(desks, more, field, words):
    answer = desks["office"].post(ADD, typed(**more))
    assert answer.status_code == 422
    assert words in told_at(answer, field)
    assert "云启包装用品店" in text(answer)
    assert not MailItem.objects.exists()


@pytest.mark.handbook(58)
def test_a_number_entered_before_is_told_at_its_field(desks, people):
    now_at(people, S.SORTED, tracking="YT2600000001")
    answer = desks["frontdesk"].post(ADD, typed())
    assert answer.status_code == 422
    assert "已登记" in told_at(answer, "tracking")


@pytest.mark.handbook(58, 61)
def test_an_unknown_addressee_is_said_at_once(desks):
    office = desks["office"]
    answer = office.post(ADD, typed(addressee="查无此人"))
    assert "没有对应格口" in text(office.get(answer["Location"]))
    item = MailItem.objects.get()
    assert "列入待认领清单" in main(office.get(at(item)))
    office.post(do(item, "unknown"), {"reason": "信封无部门"})
    assert "查无此人" in main(desks["staff"].get(f"{MAIL}unclaimed/"))
    office.post(do(item, "claim"), {"slot_id": slot("tech").pk, "reason": "来电"})
    assert "没有待认领邮件" in main(desks["staff"].get(f"{MAIL}unclaimed/"))
    item.refresh_from_db()
    assert item.slot == slot("tech")


@pytest.mark.handbook(58)
def test_the_proposed_pigeonhole_stands_in_the_form_and_is_not_emptied(desks, people):
    item, office = now_at(people, S.RECEIVED), desks["office"]
    assert f'value="{slot().pk}" selected' in text(office.get(do(item, "sort")))
    answer = office.post(do(item, "sort"), {"slot_id": ""})
    assert answer.status_code == 422
    assert "请选择格口" in told_at(answer, "slot_id")
    office.post(do(item, "sort"), {"slot_id": slot("tech").pk})
    item.refresh_from_db()
    assert item.slot == slot("tech")


def test_two_clicks_enter_one_piece(desks):
    sent = typed(kind="letter", tracking="", _once="dieselbe")
    desks["office"].post(ADD, sent)
    desks["office"].post(ADD, sent)
    assert MailItem.objects.count() == 1


@pytest.mark.handbook(58)
def test_sorting_takes_the_ticked_ones_and_says_what_is_missing(desks, people):
    office = desks["office"]
    good = now_at(people, S.RECEIVED)
    lost = now_at(people, S.RECEIVED, addressee="查无此人")
    sent = {"item": [good.pk, lost.pk, 999_999, "x"], f"slot-{good.pk}": slot().pk}
    assert "请选择格口" in text(office.post(SORTING, sent, follow=True))
    assert set(MailItem.objects.values_list("status", flat=True)) == {S.RECEIVED}
    sent[f"slot-{lost.pk}"] = 999_999
    assert "请选择格口" in text(office.post(SORTING, sent, follow=True))
    assert "请至少勾选一项" in text(office.post(SORTING, {}, follow=True))
    sent[f"slot-{lost.pk}"] = slot("tech").pk
    office.post(SORTING, sent)
    assert set(MailItem.objects.values_list("status", flat=True)) == {S.SORTED}
    assert "已全部分拣" in main(office.get(SORTING))


@pytest.mark.handbook(60)
def test_a_keeper_hands_several_pieces_over_at_the_pigeonhole(desks, people):
    parcel = now_at(people, S.SORTED)
    letter = now_at(people, S.SORTED, kind="letter", tracking="")
    page, office = here(slot()), desks["frontdesk"]
    assert "须签收" in main(office.get(page))
    sent = {"item_ids": [parcel.pk, letter.pk], "signed_by": "卜知秋", "signature": ""}
    answer = office.post(page, sent)
    assert answer.status_code == 422
    assert "须签收，请领取人签字" in text(answer)
    answer = office.post(page, {**sent, "signature": "data:image/png;base64,!"})
    assert answer.status_code == 422
    assert "签" in text(answer)
    assert told_at(office.post(page, {**sent, "signed_by": ""}), "signed_by")
    assert "请至少勾选一项" in text(office.post(page, {"signed_by": "我", "signature": DRAWN}))
    assert set(MailItem.objects.values_list("status", flat=True)) == {S.SORTED}
    office.post(page, {**sent, "signature": DRAWN})
    assert set(MailItem.objects.values_list("status", flat=True)) == {S.COLLECTED}
    assert "格口内没有邮件" in main(office.get(page))
    assert "刚被领取" in text(office.post(page, {**sent, "signature": DRAWN}))


@pytest.mark.handbook(60)
def test_an_owner_takes_what_the_labels_code_shows(desks, people):
    item = now_at(people, S.SORTED)
    named = now_at(people, S.SORTED, addressee="品牌营销中心 张小", kind="letter", tracking="")
    drafter, page = desks["drafter"], here(slot())
    assert "即为签收" in main(drafter.get(page))
    drafter.post(page, {"item_ids": [item.pk]})
    item.refresh_from_db()
    named.refresh_from_db()
    assert (item.proof, item.signed_by) == (Proof.SCANNED, people.drafter.name)
    assert named.status == S.SORTED
    assert desks["staff"].get(page).status_code == 404
    assert drafter.get(f"{MAIL}at/unknown/").status_code == 404


@pytest.mark.handbook(60)
def test_newspapers_are_ticked_in_the_morning(desks, people, working_day):
    office = desks["office"]
    sent = {"title": "青禾日报", "slot_id": slot().pk, "copies": "2", "weekday": "0"}
    for wrong, field in (("title", "title"), ("slot_id", "slot_id"), ("copies", "copies")):
        answer = office.post(f"{PAPERS}add/", {**sent, wrong: ""})
        assert answer.status_code == 422
        assert told_at(answer, field)
    office.post(f"{PAPERS}add/", sent)
    paper = Subscription.objects.get()
    assert "青禾日报×2" in main(office.get(PAPERS))
    assert "请至少勾选一项" in text(office.post(PAPERS, {}, follow=True))
    office.post(PAPERS, {"slot": slot().pk, f"missing-{slot().pk}": "少一份"})
    assert PaperTick.objects.get().missing == "少一份"
    assert "少一份" in main(office.get(PAPERS))
    assert "已勾选" in text(office.post(PAPERS, {"slot": slot().pk}, follow=True))
    office.post(f"{PAPERS}{paper.pk}/end/")
    paper.refresh_from_db()
    assert paper.to_date == timezone.localdate()
    assert office.post(f"{PAPERS}999999/end/").status_code == 404


def test_on_a_day_of_rest_no_newspaper_is_expected(desks, people, monkeypatch):
    services.subscription_open(title="日报", slot_id=slot().pk, by=people.office, at=timezone.now())
    monkeypatch.setattr(WorkCalendar, "is_working", lambda self, day: False)
    assert "今日没有应到报刊" in main(desks["office"].get(PAPERS))


@pytest.mark.handbook(59)
def test_the_cabinet_is_planned_on_its_map(desks, people):
    office = desks["office"]
    assert "品牌营销中心" in main(desks["staff"].get(SLOTS))
    owner = f"p{works_in(people.staff, 'tech').pk}"
    sent = {"owner": owner, "label": "", "code": "P01", "row": "3", "column": "2"}
    for more, field in (
        ({"owner": ""}, "owner"),
        ({"owner": "d999"}, "owner"),
        ({"owner": f"d{slot().department_id}"}, "owner"),
        ({"code": "a01"}, "code"),
        ({"row": "1", "column": "1"}, "column"),
        ({"row": "0"}, "row"),
    ):
        answer = office.post(f"{SLOTS}add/", {**sent, **more})
        assert answer.status_code == 422
        assert told_at(answer, field)
    office.post(f"{SLOTS}add/", sent)
    made = Slot.objects.get(code="P01")
    assert made.label == people.staff.name
    page = f"{SLOTS}{made.pk}/change/"
    assert f'value="{people.staff.name}"' in text(office.get(page))
    office.post(page, {**sent, "label": "专员"})
    made.refresh_from_db()
    assert made.label == "专员"
    services.subscription_open(title="报", slot_id=made.pk, by=people.office, at=timezone.now())
    refused = office.post(f"{SLOTS}{made.pk}/close/", follow=True)
    assert "请先停止订阅" in text(refused)
    paper = Subscription.objects.get()
    services.subscription_end(subscription_id=paper.pk, by=people.office, at=timezone.now())
    office.post(f"{SLOTS}{made.pk}/close/")
    made.refresh_from_db()
    assert made.to_date == timezone.localdate()
    assert office.get(page).status_code == 404
    assert office.post(f"{SLOTS}{made.pk}/close/").status_code == 404


@pytest.mark.handbook(59)
@pytest.mark.parametrize("paper", ["labels", "map"])
def test_labels_and_map_are_printed(desks, paper):
    answer = desks["office"].get(f"{SLOTS}{paper}/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")


@pytest.mark.handbook(60)
def test_what_was_not_collected_is_listed_with_the_days_it_is_late(desks, people, monkeypatch):
    long_ago = timezone.now() - timedelta(days=30)
    item = bring(people, S.SORTED, at=long_ago, received_date=timezone.localdate(long_ago))
    shown = text(desks["office"].get(f"{MAIL}waiting/"))
    assert item.tracking in shown
    assert "个工作日" in shown
    assert here(slot()) in shown
    mine = text(desks["drafter"].get(f"{MAIL}waiting/"))
    assert item.tracking in mine
    assert here(slot()) not in mine
    assert "均已按期领取" in main(desks["staff"].get(f"{MAIL}waiting/"))
    assert "应于" in main(desks["office"].get(at(item)))


def test_the_list_is_filtered(desks, people):
    parcel = now_at(people, S.SORTED)
    letter = now_at(people, S.RECEIVED, kind="letter", tracking="", sender="青禾师范学院")
    office = desks["office"]
    for query, found in (
        ("q=青禾师范", {letter}),
        (f"q={parcel.tracking[:6]} {parcel.tracking[6:]}", {parcel}),
        ("state=sorted", {parcel}),
        ("state=late", set()),
        ("kind=letter", {letter}),
        (f"slot={slot().pk}", {parcel, letter}),
        ("slot=x", {parcel, letter}),
    ):
        shown = text(office.get(f"{MAIL}?{query}"))
        assert {one for one in (parcel, letter) if at(one) in shown} == found
    assert "没有符合条件的邮件" in main(office.get(f"{MAIL}?q=没有"))
    assert "暂无邮件" in main(desks["staff"].get(MAIL))


@pytest.mark.handbook(58, 59)
def test_others_are_refused_and_what_is_not_theirs_is_not_found(desks, people):
    item = now_at(people, S.SORTED)
    staff, drafter = desks["staff"], desks["drafter"]
    for page in (ADD, SORTING, PAPERS, f"{PAPERS}add/", f"{SLOTS}add/", f"{SLOTS}labels/"):
        assert drafter.get(page).status_code == 403
    for page in (ADD, SORTING, PAPERS, f"{PAPERS}1/end/", f"{SLOTS}{slot().pk}/close/"):
        assert drafter.post(page, {}).status_code == 403
    assert drafter.get(f"{SLOTS}{slot().pk}/change/").status_code == 403
    assert drafter.get(at(item)).status_code == 200
    assert buttons(drafter.get(at(item))) == set()
    assert staff.get(at(item)).status_code == 404
    assert staff.post(do(item, "sort"), {}).status_code == 404
    for page in (SLOTS, f"{SLOTS}map/"):
        assert desks["commerce"].get(page).status_code == 403


@pytest.mark.handbook(58, 61)
@pytest.mark.parametrize(
    ("action", "field"), [("reroute", "reason"), ("return", "reason"), ("void", "reason")]
)
def test_what_needs_a_reason_asks_for_it_at_its_field(desks, people, action, field):
    item = now_at(people, S.SORTED)
    answer = desks["office"].post(do(item, action), {"slot_id": slot("tech").pk, "reason": " "})
    assert answer.status_code == 422
    assert told_at(answer, field)
    item.refresh_from_db()
    assert item.status == S.SORTED
