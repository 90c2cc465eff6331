"""The pages of meetings: a plan to its supervision item over HTTP, wrong input, strangers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from operations.meetings import codes, wagtail_hooks
from operations.meetings.lifecycle import S
from operations.meetings.models import Decision, Meeting, Room, Visit
from operations.office.models import SupervisionItem
from tests.operations.casework.people import buttons, main
from tests.operations.duty.conftest import Clock, clock
from tests.operations.meetings.conftest import AT, BEGIN, END, HOUR, bring, room, visit
from tests.pages import text, told_at

__all__ = ["Clock", "clock"]
URLS = "config.urls.county"
POSTS = ("office", "leader", "director", "dept_head", "dept_sup", "drafter", "staff", "village")


def url(name, **gaps):
    """An address of the module."""
    return reverse(f"meetings:{name}", kwargs=gaps, urlconf=URLS)


def do(record, action, kind="record"):
    """The address of an act."""
    return url(f"{kind}_do", pk=record.pk, action=action)


@pytest.fixture
def desks(people, clock, desk_of):
    """Everybody's desk by post; it is the day before the meeting."""
    clock.now = AT
    return {post: desk_of(post) for post in POSTS}


def typed(people, **more):
    """A meeting as it is typed."""
    return {
        "title": "双周工作例会",
        "kind": "regular",
        "agenda": "一、通报情况",
        "day": "2026-03-04",
        "start": "09:00",
        "end": "11:00",
        "room_id": str(room().pk),
        "chair_id": str(people.leader.user_id),
        "recorder_id": str(people.drafter.user_id),
        "attending": [str(people.dept_head.user_id), str(people.dept_sup.user_id)],
        "guests": "留着的客人",
        **more,
    }


def visitors(people, **more):
    """A visit as it is typed."""
    return {
        "unit": "邻县中心",
        "headcount": "3",
        "kind": "study",
        "matter": "学习经验",
        "arrives_at": "2026-03-04T09:00",
        "leaves_at": "2026-03-04T11:00",
        "host_id": str(people.dept_head.user_id),
        "cost_note": "留着的说明",
        **more,
    }


@pytest.mark.handbook(0, 26, 29, 44)
def test_a_meeting_to_its_minutes_and_its_supervision_item(people, clock, desks):
    office, head, sup = desks["office"], desks["dept_head"], desks["dept_sup"]
    # The office plans it and gives notice; those invited answer.
    answer = office.post(url("add"), typed(people))
    meeting = Meeting.objects.get()
    page = url("record", pk=meeting.pk)
    assert answer["Location"] == page
    assert head.get(page).status_code == 200
    office.post(do(meeting, "notify"), {})
    assert "您还没有回复是否参加" in main(head.get(page))
    assert "reply" in buttons(head.get(page))
    head.post(do(meeting, "reply"), {"reply": "coming"})
    assert told_at(sup.post(do(meeting, "reply"), {"reply": "absent"}), "reason")
    sup.post(do(meeting, "reply"), {"reply": "absent", "reason": "下乡"})
    # Ten minutes late, on a phone: the code on the screen leads to one button.
    clock.now = BEGIN + timedelta(minutes=10)
    screen = office.get(url("code", pk=meeting.pk))
    assert "<svg" in text(screen)
    assert screen["Refresh"] == "60"
    code = url("sign_in", code=codes.make(meeting))
    assert "会议签到" in main(head.get(code))
    assert head.post(code)["Location"] == page
    assert "已签到" in main(head.get(code))
    assert "鄢望舒" in main(office.get(url("code", pk=meeting.pk)))
    assert "不在本次会议的参会名单" in main(desks["director"].get(code))
    assert desks["director"].post(code).status_code == 422
    office.post(do(meeting, "note"), {"in_time": [str(meeting.attendances.first().pk)]})
    # It is over: decisions and minutes by whoever keeps them, the signature by another.
    clock.now = END
    assert {"hold", "note"} <= buttons(office.get(page))
    office.post(do(meeting, "hold"), {})
    drafter = desks["drafter"]
    decision = {"text": "统一网货包装标准", "due_date": "2026-03-20"}
    assert told_at(drafter.post(do(meeting, "decide"), decision), "department_id")
    department = Decision._meta.get_field("department").related_model.objects.get(code="brand")
    drafter.post(do(meeting, "decide"), decision | {"department_id": str(department.pk)})
    assert told_at(drafter.post(do(meeting, "draft"), {}), "minutes")
    drafter.post(do(meeting, "draft"), {"minutes": "会议要求抓紧落实。"})
    preview = drafter.get(url("minutes", pk=meeting.pk))
    assert preview.content.startswith(b"%PDF")
    assert {"sign", "return"} <= buttons(desks["director"].get(page))
    desks["director"].post(do(meeting, "sign"), {"opinion": "同意"})
    item = SupervisionItem.objects.get()
    shown = text(head.get(page))
    assert item.number in shown
    assert reverse("office:item", args=[item.pk]) in shown
    one = Decision.objects.get()
    assert head.get(url("decision", pk=one.pk))["Location"] == f"{page}#decisions"
    assert url("decision", pk=one.pk) in text(office.get(reverse("office:item", args=[item.pk])))
    # The office files it.
    office.post(do(meeting, "close"), {"retention": "D10"})
    meeting.refresh_from_db()
    assert meeting.status == S.CLOSED
    assert meeting.archive_number in main(head.get(page))
    assert "实到 2 人" in main(head.get(url("index")))


@pytest.mark.handbook(25, 26)
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "会议名称"),
        ("kind", "", "会议类别"),
        ("agenda", "", "会议议程"),
        ("secret", "on", "机要"),
        ("day", "2026-03-02", ""),
        ("end", "08:00", "晚于"),
        ("room_id", "", "请选择会议室"),
        ("chair_id", "", "主持人"),
        ("recorder_id", "0", ""),
        ("attending", [], "参会人员"),
    ],
)
def test_a_meeting_filled_in_wrongly_is_told_at_its_field(desks, people, field, value, words):
    answer = desks["office"].post(url("add"), typed(people, **{field: value}))
    assert answer.status_code == 422
    assert words in told_at(answer, "start" if field == "day" else field)
    assert told_at(answer, "start" if field == "day" else field)
    assert "留着的客人" in text(answer)
    assert not Meeting.objects.exists()


@pytest.mark.handbook(26)
def test_the_week_of_the_rooms_and_their_register(desks, people):
    office = desks["office"]
    bring(people, S.NOTIFIED)
    week = main(desks["director"].get(f"{url('rooms')}?day=2026-03-04"))
    assert "09:00–11:00 双周工作例会" in week
    assert "空闲" in main(office.get(f"{url('rooms')}?day=x"))
    assert told_at(office.post(url("room_add"), {"name": "", "seats": "4"}), "name")
    office.post(url("room_add"), {"name": "培训室", "seats": "4"})
    made = Room.objects.get(name="培训室")
    change, end = url("room_change", pk=made.pk), url("room_end", pk=made.pk)
    assert told_at(office.post(change, {"seats": "0"}), "seats")
    office.post(change, {"seats": "5", "version": "0"})
    assert office.post(change, {"seats": "6", "version": "0"}).status_code == 422
    assert told_at(office.post(end, {}), "reason")
    office.post(end, {"reason": "维修"})
    assert office.get(change).status_code == 404
    assert "培训室（" in main(office.get(url("rooms")))
    assert desks["leader"].get(url("room_add")).status_code == 403
    assert desks["village"].get(url("rooms")).status_code == 403
    # From a free day of a room to the form that books it; two clicks plan once.
    form = text(office.get(f"{url('add')}?room={room().pk}&day=2026-03-05"))
    assert 'value="2026-03-05"' in form
    token = form.split('name="_once" value="')[1].split('"')[0]
    sent = typed(people, day="2026-03-05", _once=token)
    taken = office.post(url("add"), sent | {"day": "2026-03-04"})
    assert "已被“双周工作例会”预订" in told_at(taken, "room_id")
    for _click in range(2):
        office.post(url("add"), sent)
    assert Meeting.objects.count() == 2


@pytest.mark.handbook(26)
def test_strangers_see_nothing_and_those_invited_arrange_nothing(desks, people, clock):
    meeting = bring(people, S.NOTIFIED)
    head, village = desks["dept_head"], desks["village"]
    pages = ("record", "sheet", "minutes", "change", "code")
    for name in pages:
        assert village.get(url(name, pk=meeting.pk)).status_code == 404
    assert head.get(url("change", pk=meeting.pk)).status_code == 403
    assert head.get(url("code", pk=meeting.pk)).status_code == 403
    assert head.get(url("minutes", pk=meeting.pk)).status_code == 404
    assert head.get(url("sheet", pk=meeting.pk)).content.startswith(b"%PDF")
    assert "notify" not in buttons(head.get(url("record", pk=meeting.pk)))
    assert desks["staff"].get(url("add")).status_code == 403
    assert head.get(url("decision", pk=1)).status_code == 404
    assert head.get(url("sign_in", code="x:y:z")).status_code == 404
    office = desks["office"]
    change = url("change", pk=meeting.pk)
    assert "双周工作例会" in text(office.get(change))
    office.post(change, typed(people, title="专题会", room_id=str(room("洽谈室").pk)))
    meeting.refresh_from_db()
    assert (meeting.title, meeting.version) == ("专题会", 2)
    assert told_at(office.post(do(meeting, "cancel"), {}), "reason")
    office.post(do(meeting, "cancel"), {"reason": "改期"})
    assert office.get(change).status_code == 404
    clock.now = BEGIN
    late = bring(people, S.HELD, begin=BEGIN + 24 * HOUR, at=AT)
    clock.now = BEGIN + timedelta(days=30)
    assert "已超期" in main(office.get(url("record", pk=late.pk)))
    assert "纪要签发时限" in main(office.get(f"{url('index')}?state=late&kind=regular"))
    assert "没有符合条件的会议" in main(office.get(f"{url('index')}?q=查无&month=2026-03"))
    assert "drop" in text(office.get(url("record", pk=late.pk)))
    office.post(do(late, "drop"), {"decision_id": str(late.decisions.get().pk)})
    assert not late.decisions.exists()


@pytest.mark.handbook(26)
def test_a_visit_over_http(desks, people, clock):
    office, head = desks["office"], desks["dept_head"]
    wrong = (
        ("unit", ""), ("kind", ""), ("matter", ""), ("headcount", "0"), ("host_id", ""),
        ("leaves_at", "2026-03-04T08:00"), ("arrives_at", "x"),
    )  # fmt: skip
    for field, value in wrong:
        answer = office.post(url("visit_add"), visitors(people, **{field: value}))
        assert answer.status_code == 422
        assert told_at(answer, field)
        assert "留着的说明" in text(answer)
    office.post(url("visit_add"), visitors(people))
    found = Visit.objects.get()
    page = url("visit", pk=found.pk)
    change = url("visit_change", pk=found.pk)
    assert 'value="2026-03-04T09:00"' in text(head.get(change))
    head.post(change, visitors(people, headcount="4", leaves_at="2026-03-04T10:00"))
    clock.now = BEGIN + 2 * HOUR
    assert "来访时间已过" in main(head.get(page))
    head.post(do(found, "receive", "visit"), {"headcount": "4"})
    assert told_at(head.post(do(found, "close", "visit"), {}), "result")
    head.post(do(found, "close", "visit"), {"result": "介绍了经验"})
    assert "介绍了经验" in main(head.get(page))
    assert "接待已办结" in main(head.get(f"{url('visits')}?state=closed"))
    assert "没有符合条件的接待" in main(head.get(f"{url('visits')}?q=查无"))
    assert "还没有接待登记" in main(desks["staff"].get(url("visits")))
    assert head.get(change).status_code == 404
    assert desks["staff"].get(page).status_code == 404
    assert desks["staff"].get(url("visit_add")).status_code == 403
    told = visit(people, at=clock.now)
    assert desks["leader"].get(url("visit_change", pk=told.pk)).status_code == 403
    hits = wagtail_hooks.find(people.office, "邻县", 5)
    assert len(hits) == 2
    bring(people, S.PLANNED, begin=END + 24 * HOUR)
    (hit,) = wagtail_hooks.find(people.office, "双周", 5)
    assert hit.title == "双周工作例会"
