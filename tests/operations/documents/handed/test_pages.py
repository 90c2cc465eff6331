"""The pages of papers handed in: on the way over HTTP, wrong input, and who sees what (R31)."""

import pytest
from django.urls import reverse

from core import attachments
from operations.documents.handed.lifecycle import S
from operations.documents.models import HandedPaper, IncomingDocument
from tests.operations.casework.people import buttons, main
from tests.operations.documents.handed.conftest import give_back, hand_in
from tests.operations.documents.incoming.test_files import content_of, upload
from tests.pages import text, told_at
from tests.permissions.samples import picture

URLS = "config.urls.county"
INDEX = reverse("handed:index", urlconf=URLS)
ADD = reverse("handed:add", urlconf=URLS)


def at(paper, name="record", **more):
    """An address of a paper."""
    return reverse(f"handed:{name}", kwargs={"pk": paper.pk, **more}, urlconf=URLS)


def do(paper, action):
    """The address of an act."""
    return at(paper, "record_do", action=action)


def typed(stations, **more):
    """A paper as it is typed."""
    return {
        "station_id": str(stations.ours.pk),
        "kind": "request",
        "title": "关于增配冷藏设备的请示",
        "matter": "现有冷柜不够。",
        **more,
    }


@pytest.fixture
def desks(stations, desk_of):
    """Everybody's desk by post; `neighbour` manages the other station."""
    found = {post: desk_of(post) for post in ("office", "leader", "drafter", "village")}
    found["station_mgr"] = desk_of("station_mgr", **stations.desk)
    found["neighbour"] = desk_of("station_mgr", **stations.desk_of_neighbour)
    return found


@pytest.mark.handbook(31)
def test_from_the_phone_to_the_register_over_http(desks, stations):
    manager, office = desks["station_mgr"], desks["office"]
    assert "转交文件" in text(manager.get(INDEX))
    files = [picture("请示.png"), picture("冷柜.png")]
    answer = manager.post(ADD, {**typed(stations), "scans": files})
    paper = HandedPaper.objects.get()
    assert answer["Location"] == at(paper)
    assert attachments.of(paper).count() == 2
    page = manager.get(at(paper))
    assert set(buttons(page)) == {"withdraw"}
    assert "已转交，待电商办登记" in main(page)
    assert set(buttons(office.get(at(paper)))) == {"register", "return"}
    wrong = office.post(do(paper, "return"), {"reason": ""})
    assert wrong.status_code == 422
    office.post(do(paper, "return"), {"reason": "缺冷柜铭牌照片"})
    page = manager.get(at(paper))
    assert "退回原因" in text(page) or "缺冷柜铭牌照片" in text(page)
    assert set(buttons(page)) == {"again", "withdraw"}
    for name, kind in (("铭牌.png", "paper"), ("铭牌.png", "没有")):
        manager.post(at(paper, "record_files"), {"kind": kind, "note": "", "file": [picture(name)]})
    manager.post(
        at(paper, "record_files"),
        {"kind": "paper", "note": "", "file": [upload(content_of(password="x"))]},
    )
    assert attachments.of(paper).count() == 3
    manager.post(do(paper, "again"), {"title": "关于增配冷柜的请示", "matter": "已补。"})
    office.post(do(paper, "register"), {"urgency": "urgent", "remark": "急"})
    line = IncomingDocument.objects.get()
    assert (line.sender, line.title) == ("石桥村电商服务站", "关于增配冷柜的请示")
    assert attachments.of(line).count() == 3
    for desk, inside in ((manager, False), (office, True)):
        page = text(desk.get(at(paper)))
        assert line.number in page
        assert "办理中" in page
        assert (reverse("incoming:record", args=[line.pk], urlconf=URLS) in page) is inside
    assert line.number in text(manager.get(INDEX))
    # How it is handled is not for the station.
    address = reverse("incoming:record", args=[line.pk], urlconf=URLS)
    assert manager.get(address).status_code == 404
    kept = attachments.of(line).first()
    assert manager.get(reverse("core_file", args=[kept.pk])).status_code in (403, 404)


@pytest.mark.handbook(31)
def test_wrong_input_is_told_at_its_field_and_kept(desks, stations):
    manager = desks["station_mgr"]
    for change, field, words in (
        ({"title": ""}, "title", "标题"),
        ({"title": "上\n下"}, "title", "一行"),
        ({"kind": ""}, "kind", "请示"),
        ({"kind": "notice"}, "kind", ""),
        ({"matter": ""}, "matter", "照片"),
        ({"station_id": str(stations.other.pk)}, "station_id", ""),
        ({"scans": [upload(b"no picture", "假.png")]}, "scans", "假"),
    ):
        answer = manager.post(ADD, typed(stations, **change))
        assert answer.status_code == 422, change
        if field != "station_id":
            assert words in told_at(answer, field), (change, told_at(answer, field))
            assert told_at(answer, field)
        if "matter" not in change:
            assert "现有冷柜不够。" in text(answer)
    secret = manager.post(ADD, typed(stations, title="机密★请示"))
    assert "涉密" in text(secret)
    assert not HandedPaper.objects.exists()


@pytest.mark.handbook(31)
def test_two_taps_make_one_paper(desks, stations):
    manager = desks["station_mgr"]
    once = text(manager.get(ADD)).partition('name="_once" value="')[2].partition('"')[0]
    for _tap in range(2):
        manager.post(ADD, typed(stations, _once=once))
    assert HandedPaper.objects.count() == 1


@pytest.mark.handbook(31, 148)
def test_who_gets_where(desks, people, stations):
    paper = hand_in(stations)
    for post, index, add, record in (
        ("station_mgr", 200, 200, 200),
        ("neighbour", 200, 200, 404),
        ("office", 200, 403, 200),
        ("leader", 200, 403, 200),
        ("drafter", 403, 403, 404),
        ("village", 403, 403, 404),
    ):
        found = [desks[post].get(one).status_code for one in (INDEX, ADD, at(paper))]
        assert found == [index, add, record], post
    assert paper.title not in text(desks["neighbour"].get(INDEX))
    assert desks["neighbour"].post(do(paper, "withdraw"), {}).status_code == 404
    assert desks["station_mgr"].post(do(paper, "register"), {}).status_code == 403
    assert desks["leader"].post(do(paper, "return"), {"reason": "否"}).status_code == 403
    refused = desks["office"].post(
        at(paper, "record_files"), {"kind": "paper", "file": [picture("x.png")]}
    )
    assert refused.status_code == 403
    paper.refresh_from_db()
    assert paper.status == S.HANDED_IN


@pytest.mark.handbook(31)
def test_the_list_is_narrowed(desks, people, stations):
    office = desks["office"]
    assert "还没有转交的文件" in text(office.get(INDEX))
    give_back(people, hand_in(stations))
    hand_in(
        stations, by=stations.neighbour, station_id=stations.other.pk, kind="report", title="报告"
    )
    for query, number in (("q=南坪", 1), ("state=returned", 1), ("kind=report", 1), ("", 2)):
        page = text(office.get(f"{INDEX}?{query}"))
        assert page.count('class="title"') == number, query
    assert "没有符合条件的文件" in text(office.get(f"{INDEX}?q=没有"))
