"""From the station to the register: handed in, returned, put right, registered, followed (R31)."""

from datetime import timedelta

import pytest

from core import attachments, audit, inbox
from core.errors import Denied, Violation
from core.models.inbox import InboxItem
from operations.documents.handed import joints, selectors, services
from operations.documents.handed.lifecycle import S
from operations.documents.incoming import selectors as register
from operations.documents.incoming import services as incoming
from operations.documents.incoming.lifecycle import T
from operations.documents.models import AttachedText, HandedPaper, IncomingDocument
from operations.stations.lifecycle import States
from operations.stations.models import Station
from tests.operations.documents.handed.conftest import AT, data, give_back, hand_in, refused
from tests.operations.documents.incoming.conftest import TODAY, department, works_in
from tests.operations.documents.incoming.test_files import content_of, upload
from tests.operations.documents.test_way import pdf
from tests.permissions.samples import picture

NEXT = AT + timedelta(days=1)


def to_read(actor, paper):
    """What somebody was told of a paper."""
    return [one.title for one in inbox.for_actor(actor, "to_read").filter(record_id=str(paper.pk))]


@pytest.mark.handbook(28, 31)
def test_it_enters_the_register_as_a_request_from_below_with_its_files(people, stations):
    paper = hand_in(
        stations, files=[picture("请示.png"), pdf("附表.pdf")], own_number="石桥〔2026〕1号"
    )
    assert (paper.status, paper.station_name) == (S.HANDED_IN, "石桥村电商服务站")
    (item,) = inbox.pending(paper)
    assert (item.post, item.title) == (
        "office",
        "请登记或退回：石桥村电商服务站，关于增配冷藏设备的请示",
    )
    assert not IncomingDocument.objects.exists()
    done = services.paper_register(
        paper_id=paper.pk, by=people.office, at=NEXT, urgency="urgent", pages=3, remark="急用"
    )
    line = IncomingDocument.objects.get()
    assert (done.status, done.document) == (S.REGISTERED, line)
    assert (line.nature, line.source_level) == ("submission", "subordinate")
    assert (line.sender, line.sender_number) == ("石桥村电商服务站", "石桥〔2026〕1号")
    assert (line.kind, line.urgency, line.pages, line.remark) == ("request", "urgent", 3, "急用")
    # Received when it was handed in; registered when the office did so.
    assert (line.received_date, line.registered_at) == (TODAY, NEXT)
    assert line.number == "收〔2026〕1号"
    assert [one.name for one in attachments.of(line)] == ["请示.png", "附表.pdf"]
    assert AttachedText.objects.filter(document=line).count() == 1
    assert attachments.of(paper).count() == 2
    assert not inbox.pending(paper).exists()
    assert to_read(stations.manager, paper) == ["已登记为收〔2026〕1号：关于增配冷藏设备的请示"]
    entry = audit.last(paper)
    assert (entry.action, entry.clauses) == ("handed.register", [31])


@pytest.mark.handbook(31)
def test_nobody_but_a_manager_hands_in_and_nobody_but_the_office_registers(people, stations):
    for actor in (people.office, people.leader):
        with pytest.raises(Denied):
            hand_in(stations, by=actor)
    refused(lambda: hand_in(stations, by=stations.neighbour), 31, field="station_id")
    paper = hand_in(stations)
    given = {"paper_id": paper.pk, "at": AT}
    for actor in (people.leader, stations.manager):
        with pytest.raises(Denied):
            services.paper_register(by=actor, **given)
        with pytest.raises(Denied):
            services.paper_return(by=actor, reason="缺附件", **given)
    for actor in (people.office, stations.neighbour):
        with pytest.raises(Denied):
            services.paper_withdraw(by=actor, **given)
    with pytest.raises(Denied):
        incoming.incoming_register(
            data=incoming.IncomingData(
                title="请示", sender="站点", nature="submission", received_date=TODAY
            ),
            by=stations.manager,
            at=AT,
        )


@pytest.mark.handbook(31)
def test_returned_with_the_reason_put_right_and_handed_in_again(people, stations):
    paper = hand_in(stations)
    with pytest.raises(Violation) as told:
        give_back(people, paper, reason=" ")
    assert told.value.field == "reason"
    back = give_back(people, paper)
    assert (back.status, back.returned_reason) == (S.RETURNED, "请补充现有冷柜照片")
    (item,) = inbox.pending(paper)
    assert (item.post, item.scope_key) == ("station_mgr", str(stations.ours.pk))
    assert item.message == "请补充现有冷柜照片"
    assert inbox.for_actor(stations.manager, "todo").filter(pk=item.pk).exists()
    assert not inbox.for_actor(stations.neighbour, "todo").filter(pk=item.pk).exists()
    given = {"paper_id": paper.pk, "title": "关于增配冷柜的请示", "at": NEXT}
    refused(
        lambda: services.paper_again(matter="", by=stations.manager, **given), 31, field="matter"
    )
    with pytest.raises(Denied):
        services.paper_again(matter="已补", by=stations.neighbour, **given)
    again = services.paper_again(matter="已补充照片。", by=stations.manager, **given)
    assert (again.status, again.title, again.handed_at) == (S.HANDED_IN, "关于增配冷柜的请示", NEXT)
    (item,) = inbox.pending(paper)
    assert item.post == "office"
    done = services.paper_register(paper_id=paper.pk, by=people.office, at=NEXT)
    assert (done.returned_reason, done.document.received_date) == ("", NEXT.date())
    refused(lambda: give_back(people, paper), 31)


@pytest.mark.handbook(31)
def test_files_are_added_while_it_is_returned(people, stations):
    paper = hand_in(stations)
    given = {"paper_id": paper.pk, "by": stations.manager}
    refused(lambda: services.files_add(files=[picture("冷柜.png")], **given), 31, words="退回")
    give_back(people, paper)
    for actor in (stations.neighbour,):
        with pytest.raises(Denied):
            services.files_add(files=[picture("冷柜.png")], **given | {"by": actor})
    refused(
        lambda: services.files_add(files=[upload(content_of(password="x"))], **given),
        field="scans",
        words="来文.pdf",
    )
    assert not attachments.of(paper).exists()
    (kept,) = services.files_add(files=[picture("冷柜.png")], note="现有冷柜", **given)
    assert (kept.name, kept.note) == ("冷柜.png", "现有冷柜")


@pytest.mark.handbook(31)
def test_the_station_takes_it_back_until_it_is_registered(people, stations):
    paper = hand_in(stations)
    services.paper_withdraw(paper_id=paper.pk, by=stations.manager, at=AT)
    assert not inbox.pending(paper).exists()
    paper = give_back(people, hand_in(stations))
    assert services.paper_withdraw(paper_id=paper.pk, by=stations.manager, at=AT).status == (
        S.WITHDRAWN
    )
    paper = hand_in(stations)
    services.paper_register(paper_id=paper.pk, by=people.office, at=AT)
    refused(lambda: services.paper_withdraw(paper_id=paper.pk, by=stations.manager, at=AT), 31)


@pytest.mark.handbook(25, 31)
def test_what_is_wrong_leaves_nothing_behind(people, stations):
    for change, numbers, field in (
        ({"kind": "notice"}, (31,), "kind"),
        ({"title": ""}, (33,), "title"),
        ({"matter": ""}, (31,), "matter"),
        ({"title": "绝密★请示"}, (25,), "secrecy"),
        ({"files": [upload(b"%PDF-1.4 broken")]}, (), "scans"),
        ({"files": [picture("好.png"), upload(content_of(password="x"))]}, (), "scans"),
    ):
        refused(lambda change=change: hand_in(stations, **change), *numbers, field=field)
    Station.objects.filter(pk=stations.ours.pk).update(**{"status": States.CLOSED})
    refused(lambda: hand_in(stations), 31, field="station_id", words="关闭")
    assert not HandedPaper.objects.exists()
    assert not InboxItem.objects.filter(record_type="documents.handedpaper").exists()


@pytest.mark.handbook(34)
def test_the_same_number_twice_needs_the_offices_reason(people, stations):
    first, second = (hand_in(stations, own_number="石桥〔2026〕1号") for _number in range(2))
    services.paper_register(paper_id=first.pk, by=people.office, at=AT)
    given = {"paper_id": second.pk, "by": people.office, "at": AT}
    refused(lambda: services.paper_register(**given), 34, field="duplicate_reason")
    second.refresh_from_db()
    assert second.status == S.HANDED_IN
    services.paper_register(**given, duplicate_reason="补正后重报")
    assert IncomingDocument.objects.count() == 2


@pytest.mark.handbook(31)
def test_a_closed_station_does_not_hand_in_again(people, stations):
    paper = give_back(people, hand_in(stations))
    Station.objects.filter(pk=stations.ours.pk).update(**{"status": States.CLOSED})
    given = {"paper_id": paper.pk, "title": paper.title, "matter": paper.matter}
    refused(
        lambda: services.paper_again(by=stations.manager, at=AT, **given), 31, field="station_id"
    )
    assert not selectors.own_stations(stations.manager).exists()


@pytest.mark.handbook(31, 148)
def test_a_station_sees_its_own_papers_and_nothing_of_the_register(people, stations):
    ours = hand_in(stations)
    theirs = hand_in(stations, by=stations.neighbour, station_id=stations.other.pk, kind="report")
    services.paper_register(paper_id=ours.pk, by=people.office, at=AT)
    for actor, wanted in (
        (stations.manager, {ours.pk}),
        (stations.neighbour, {theirs.pk}),
        (people.office, {ours.pk, theirs.pk}),
        (people.leader, {ours.pk, theirs.pk}),
        (people.drafter, set()),
    ):
        assert {one.pk for one in selectors.papers(actor)} == wanted, actor
    assert joints.may_see(stations.manager, ours)
    assert not joints.may_see(stations.neighbour, ours)
    assert not register.incoming(stations.manager, on=TODAY).exists()
    everything = selectors.papers(people.office)
    for narrowed, number in (
        ({"query": "南坪"}, 1),
        ({"query": "收〔2026〕1号"}, 1),
        ({"state": "handed_in"}, 1),
        ({"state": "没有"}, 2),
        ({"kind": "report"}, 1),
        ({}, 2),
    ):
        assert selectors.filtered(everything, **narrowed).count() == number, narrowed


def _line(people, stations):
    paper = hand_in(stations)
    done = services.paper_register(paper_id=paper.pk, by=people.office, at=AT)
    return done, done.document


@pytest.mark.handbook(31)
def test_the_station_is_told_when_it_is_handled_and_no_word_of_how(people, stations):
    paper, line = _line(people, stations)
    given = {"document_id": line.pk, "at": AT}
    assert selectors.course(paper) == selectors.UNDER_WAY
    incoming.incoming_check(by=people.office, **given)
    lead = {"lead_department": department("brand")}
    incoming.incoming_propose(opinion="拟同意", by=people.office, **lead, **given)
    incoming.incoming_instruct(opinion="同意", by=people.leader, **lead, **given)
    works_in(people.drafter, "brand")
    incoming.incoming_complete(result="内部结果", by=people.drafter, **given)
    assert to_read(stations.manager, paper)[-1] == "您转交的文件已办结：关于增配冷藏设备的请示"
    items = InboxItem.objects.filter(record_id=str(paper.pk), record_type="documents.handedpaper")
    assert not [one for one in items if "内部" in one.message]
    assert selectors.course(HandedPaper.objects.get(pk=paper.pk)) == selectors.HANDLED
    assert to_read(stations.neighbour, paper) == []


@pytest.mark.handbook(31)
@pytest.mark.parametrize(
    ("verb", "state", "course"),
    [("incoming_send_back", T.SENT_BACK, "sent_back"), ("incoming_void", T.VOID, "void")],
)
def test_of_what_is_sent_back_or_void_the_station_learns_the_reason(
    people, stations, verb, state, course
):
    paper, line = _line(people, stations)
    getattr(incoming, verb)(document_id=line.pk, reason="不属本中心职责", by=people.office, at=AT)
    item = InboxItem.objects.get(record_id=str(paper.pk), step=f"line-{state}")
    assert item.message == "不属本中心职责"
    assert selectors.course(HandedPaper.objects.get(pk=paper.pk)) == course


@pytest.mark.handbook(31)
def test_course_of_what_is_not_registered(people, stations):
    assert selectors.course(hand_in(stations)) == ""
    assert data(stations).own_number == ""
