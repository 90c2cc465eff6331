"""Minutes: decisions, signature, items in one act, the file; and what the archive knows."""

import pytest

from accounts.models import User
from core import attachments, followups, inbox, papers
from core.errors import Denied
from operations.archives import fulltext
from operations.archives import selectors as archive
from operations.archives.models import ArchivedFile
from operations.meetings import filing, paperwork, services
from operations.meetings.lifecycle import S
from operations.office.models import SupervisionItem
from tests.operations.meetings.conftest import (
    AT,
    DAY,
    END,
    HOUR,
    TODAY,
    bring,
    decide,
    refused,
)

LATER = END + 2 * HOUR


@pytest.mark.handbook(44)
def test_decisions_are_entered_while_the_minutes_are_written(people):
    meeting = bring(people, S.HELD)
    owned = decide(people, meeting, owner_id=people.dept_sup.user_id, text="二\n项")
    third = decide(people, meeting, text="三项", by=people.office)
    assert (owned.position, owned.text, owned.owner_name) == (2, "二 项", "卜知秋")
    given = {"meeting_id": meeting.pk, "by": people.drafter, "at": LATER}
    for key in (owned.pk, owned.pk):
        services.decision_drop(decision_id=key, **given)
    third.refresh_from_db()
    assert third.position == 2
    services.decision_drop(decision_id=third.pk, **given)
    refused(lambda: decide(people, meeting, by=people.staff), 26, words="柏小满")
    refused(lambda: decide(people, meeting, department_id=0), 44, field="department_id")
    leader = people.leader.user_id
    refused(lambda: decide(people, meeting, owner_id=leader), 44, field="owner_id")
    User.objects.filter(pk=people.dept_sup.user_id).update(is_active=False)
    gone = people.dept_sup.user_id
    refused(lambda: decide(people, meeting, owner_id=gone), 44, field="owner_id")
    services.minutes_draft(minutes="会议认为", **given)
    refused(lambda: decide(people, meeting), 44, words="会后")


@pytest.mark.handbook(0, 44)
def test_signing_makes_an_item_of_every_decision_in_one_act(people):
    meeting = bring(people, S.HELD)
    # The day of rest becomes the working day before.
    decide(people, meeting, owner_id=people.dept_sup.user_id, due_date=TODAY + 11 * DAY)
    given = {"meeting_id": meeting.pk}
    refused(lambda: services.minutes_draft(minutes="无", by=people.staff, at=LATER, **given), 26)
    services.minutes_draft(minutes="会议认为", by=people.drafter, at=LATER, **given)
    with pytest.raises(Denied):
        services.minutes_sign(by=people.office, at=LATER, **given)
    signed = services.minutes_sign(by=people.leader, at=LATER, **given)
    assert signed.minutes_number == "纪要〔2026〕1号"
    first, second = meeting.decisions.order_by("position")
    one, two = SupervisionItem.objects.order_by("pk")
    assert (one.source, one.reference, one.number) == (
        "meeting",
        "纪要〔2026〕1号第1项",
        first.item_number,
    )
    assert (one.owner_id, one.department_id) == (None, first.department_id)
    assert (two.owner_id, two.due_date.isoformat()) == (people.dept_sup.user_id, "2026-03-13")
    assert (second.item_type, second.item_id) == ("office.supervisionitem", str(two.pk))
    read = inbox.for_actor(people.staff, "to_read").values_list("title", flat=True)
    assert "会议纪要：双周工作例会" in read


@pytest.mark.handbook(0, 26)
def test_minutes_come_back_and_are_not_signed_by_their_writer(people, monkeypatch):
    meeting = bring(people, S.DRAFTED)
    given = {"meeting_id": meeting.pk, "at": LATER}
    services.minutes_return(reason="漏了两项", by=people.leader, **given)
    waiting = inbox.for_actor(people.drafter, "todo").values_list("title", flat=True)
    assert list(waiting) == ["起草纪要：双周工作例会"]
    meeting.refresh_from_db()
    assert meeting.minutes
    leader = people.second("leader", "leader2")
    mine = bring(people, S.HELD, begin=END + DAY, recorder_id=leader.user_id)
    services.minutes_draft(meeting_id=mine.pk, minutes="认为", by=leader, at=END + 2 * DAY)
    own = {"meeting_id": mine.pk, "at": END + 2 * DAY}
    refused(lambda: services.minutes_sign(by=leader, **own), 0, words="起草人")
    # Where nobody supervises, minutes are signed all the same.
    monkeypatch.setattr(followups, "_offered", {})
    services.minutes_sign(by=people.director, **own)
    assert not mine.decisions.exclude(item_id="").exists()


@pytest.mark.handbook(29)
def test_signed_minutes_are_filed_whole_and_found(people):
    meeting = bring(people, S.SIGNED)
    (waiting,) = archive.waiting(on=TODAY + DAY, source=filing.CODE)
    assert (waiting.title, waiting.number) == ("双周工作例会纪要", meeting.minutes_number)
    with pytest.raises(Denied):
        services.meeting_close(meeting_id=meeting.pk, retention="D10", by=people.leader, at=LATER)
    closed = filing.file(document_id=meeting.pk, retention="D10", by=people.office, at=LATER)
    file = ArchivedFile.objects.get(source=filing.CODE)
    assert (closed.archive_number, file.record_id) == (file.number, meeting.pk)
    assert {part.role for part in file.parts.all()} == {"final", "sheet"}
    assert {one.kind for one in papers.of(meeting)} == {"会议通知", "会议纪要", "会议签到表"}
    assert filing.proposed(meeting, on=TODAY) == "D10"
    (hit,) = fulltext.search("抓紧落实", actor=people.office, on=TODAY).hits
    assert (hit.title, hit.archive_number) == (meeting.title, file.number)
    assert not fulltext.search("抓紧落实", actor=people.ops, on=TODAY).hits
    assert attachments.may_see(people.staff, meeting)
    assert not attachments.may_see(people.ops, meeting)


@pytest.mark.handbook(26)
def test_a_meeting_without_minutes_is_closed_with_a_reason(people):
    meeting = bring(people, S.HELD)
    given = {"meeting_id": meeting.pk, "by": people.office, "at": LATER}
    closed = services.meeting_skip(reason="内容已列入计划", **given)
    assert (closed.status, closed.minutes_number) == (S.CLOSED, "")
    assert not inbox.pending(meeting).filter(kind="todo").exists()


@pytest.mark.handbook(26)
def test_papers_say_who_came_who_was_excused_and_what_was_decided(people):
    meeting = bring(people, S.NOTIFIED, guests="张某（邻县中心）、李某")
    given = {"meeting_id": meeting.pk}
    services.meeting_reply(reply="absent", reason="出差", by=people.staff, at=AT, **given)
    services.meeting_reply(
        reply="deputy", deputy_id=people.ops.user_id, by=people.dept_sup, at=AT, **given
    )
    services.meeting_sign_in(by=people.ops, at=END - HOUR, **given)
    services.meeting_hold(by=people.office, at=END, **given)
    decide(people, meeting, owner_id=people.dept_head.user_id)
    services.minutes_draft(minutes="会议认为\n\n会议要求", by=people.drafter, at=LATER, **given)
    meeting.refresh_from_db()
    found = paperwork.minutes_data(meeting)
    names = {one["text"]: one["rest"] for one in found["blocks"] if one["kind"] == "names"}
    assert names == {
        "出席": "邰青禾（代卜知秋）",
        "列席": "张某（邻县中心）、李某",
        "请假": "卜小满",
        "缺席": "邰知秋、鄢望舒",
        "记录": "柏小满",
    }
    text = "".join(one["text"] for one in found["blocks"])
    assert "2026年3月4日（星期三）9:00至11:00，邰知秋在第一会议室主持召开会议" in text
    assert "责任单位：品牌营销中心，责任人：鄢望舒，完成时限：2026年3月23日" in text
    assert (found["draft"], found["date"]) == (True, "　　年　月　日")
    rows = paperwork.attendance_data(meeting)["rows"]
    assert [row[-1] for row in rows] == ["", "", "邰青禾代；迟到", "请假：出差"]
    assert paperwork.title_lines("长" * 25) == ["长" * 13, "长" * 12]
    assert paperwork.minutes_preview(meeting).startswith(b"%PDF")
