"""The rules of papers handed in, and their table (R25, R31)."""

import pytest

from accounts.posts import Post
from core.actor import Actor, Holding, Scope
from core.errors import Denied
from operations.documents.handed import rules
from operations.documents.handed.lifecycle import HANDED, S
from operations.documents.models import HandedPaper
from tests.operations.documents.handed.conftest import refused

GOOD = {"title": "关于增配冷藏设备的请示", "matter": "请求增配一台。", "files": 0}


@pytest.mark.handbook(31)
def test_whose_station_and_what_kind():
    rules.own_station(own=True)
    refused(lambda: rules.own_station(own=False), 31, field="station_id", words="本人")
    rules.station_is_there(ended=False)
    refused(lambda: rules.station_is_there(ended=True), 31, field="station_id", words="关闭")
    for kind in ("request", "report"):
        rules.kind_goes_upwards(kind=kind)
    for kind in ("", "notice"):
        refused(
            lambda kind=kind: rules.kind_goes_upwards(kind=kind), 31, field="kind", words="请示"
        )


@pytest.mark.handbook(31)
def test_when_files_are_added():
    rules.files_are_open(returned=True)
    refused(lambda: rules.files_are_open(returned=False), 31, words="退回")


@pytest.mark.handbook(25, 31)
@pytest.mark.parametrize(
    ("change", "number", "field", "words"),
    [
        ({"title": " "}, 33, "title", "标题"),
        ({"title": "上\n下"}, 33, "title", "一行"),
        ({"matter": " "}, 31, "matter", "照片"),
        ({"matter": "长" * 2001}, 31, "matter", "2000"),
        ({"title": "机密★关于冷柜的请示"}, 25, "secrecy", "涉密"),
    ],
)
def test_what_is_written(change, number, field, words):
    rules.paper_is_written(**GOOD)
    rules.paper_is_written(**GOOD | {"matter": "", "files": 1})
    rules.paper_is_written(**GOOD | {"matter": "长" * 2000})
    refused(lambda: rules.paper_is_written(**GOOD | change), number, field=field, words=words)


@pytest.mark.handbook(31)
@pytest.mark.parametrize("move", HANDED.moves, ids=lambda move: move.action)
def test_each_move_is_made_by_its_post_at_its_station_and_by_no_other(move):
    """The office's post counts everywhere, a manager's at their own station only."""
    assert move.who in ((Post.OFFICE,), (Post.STATION_MGR,))
    for post in Post:
        for scope in (Scope.CENTRE, Scope("station", "7"), Scope("station", "8")):
            actor = Actor(9, "某人", frozenset({Holding(post, scope)}))
            record = HandedPaper(status=move.from_[0], station_id=7)
            if post in move.who and scope != Scope("station", "8"):
                HANDED.apply(record, move.action, by=actor, reason="原因")
                assert record.status == move.to
                continue
            with pytest.raises(Denied):
                HANDED.apply(record, move.action, by=actor, reason="原因")


@pytest.mark.handbook(31)
def test_what_is_registered_stays_with_the_office():
    assert {move.action for move in HANDED.moves if S.REGISTERED in move.from_} == set()
    assert {move.action for move in HANDED.moves if move.reason} == {"return"}
