"""What phones send: once, in any order, offline for a day, by several at once (R92–R95)."""

import io
import random
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from PIL import Image

from core import attachments
from core.errors import Denied, Violation
from operations.assets.models import Asset, AssetClass
from operations.assets.services import (
    asset_lose,
    asset_place,
    repair_file,
    repair_report,
    repair_send,
)
from operations.counting import services
from operations.counting.kinds import Outcome, Remedy, Result
from operations.counting.models import Line, Room, Scan
from operations.counting.services.scanning import LATE, MOST, PHOTO
from tests.operations.counting.conftest import (
    AT,
    BEGUN,
    DAY,
    HOST,
    MINUTE,
    ROOMS,
    answer_all,
    explain,
    find,
    label,
    line,
    person,
    record,
    refused,
    send,
    things,
)


def outcomes(made):
    return [scan.outcome for scan in made]


def photo():
    buffer = io.BytesIO()
    Image.new("RGB", (40, 40), "#2f5d50").save(buffer, "JPEG")
    return ContentFile(buffer.getvalue(), name="photo.jpg")


@pytest.mark.handbook(92, 94)
def test_a_room_and_its_things(people, count):
    one, two = line(count), line(count, 1)
    room = Room.objects.get(name=one.place)
    at_door = f"https://{HOST}/r/{room.token}/"
    (by_label,) = send(count, people.office, record(1, code=label(one.asset), place=at_door))
    assert (by_label.outcome, by_label.place) == (Outcome.COUNTED, one.place)
    assert "已盘点" in by_label.sentence
    (typed,) = send(count, people.office, record(2, code=two.number.lower(), place=two.place))
    assert typed.outcome == Outcome.COUNTED
    one.refresh_from_db()
    assert (one.result, one.found_place) == (Result.FOUND, one.place)
    assert one.answered_by_name == people.office.name


@pytest.mark.handbook(94)
def test_a_thing_in_the_wrong_place_is_put_right_in_one_tap(people, count):
    one = line(count)
    code = label(one.asset)
    wrong, right, again = send(
        count, people.office,
        record(1, code=code, place=ROOMS[2]),
        record(2, code=code, place=ROOMS[2], kind="place"),
        record(3, code=code, place=ROOMS[2], kind="place"),
    )  # fmt: skip
    assert outcomes([wrong, right, again]) == ["place", "placed", "placed"]
    assert one.place in wrong.sentence
    one.refresh_from_db()
    assert one.asset.place == ROOMS[2]
    assert one.is_put_right
    assert one.remedy == "place"
    assert one.asset.movements.filter(act="placed").count() == 1


def test_the_tap_alone_is_enough_where_the_scan_comes_later(people, count):
    one = line(count)
    tap = record(2, code=label(one.asset), place=ROOMS[2], kind="place")
    scan = record(1, code=label(one.asset), place=ROOMS[2])
    assert outcomes(send(count, people.office, tap)) == ["placed"]
    assert outcomes(send(count, people.office, scan)) == ["already"]
    one.refresh_from_db()
    assert (one.result, one.is_put_right) == (Result.PLACE, True)


@pytest.mark.handbook(95)
def test_a_tap_that_arrives_late_does_not_overwrite_the_ledger(people, count):
    """Tapped without a network at nine; carried on and noted at ten; sent at eleven."""
    one = line(count)
    asset_place(asset_id=one.asset_id, place=ROOMS[1], by=people.area_clerk, at=AT + 60 * MINUTE)
    tap = record(1, code=label(one.asset), place=ROOMS[2], kind="place")
    (late,) = send(count, people.office, tap, at=AT + 120 * MINUTE, sent_at=AT + 120 * MINUTE)
    assert late.outcome == Outcome.REFUSED
    assert "R95" in late.sentence
    one.asset.refresh_from_db()
    assert one.asset.place == ROOMS[1]


def test_only_those_who_keep_the_ledger_put_it_right(people, count):
    one, two = line(count), line(count, 1)
    refusal, at_home = send(
        count, people.dept_keeper,
        record(1, code=label(one.asset), place=ROOMS[2], kind="place"),
        record(2, code=label(two.asset), place=two.place, kind="place"),
    )  # fmt: skip
    assert (refusal.outcome, at_home.outcome) == (Outcome.REFUSED, Outcome.COUNTED)
    assert "电商办" in refusal.sentence
    one.refresh_from_db()
    assert (one.result, one.asset.place) == (Result.PLACE, ROOMS[0])


@pytest.mark.handbook(94)
def test_two_counters_who_disagree_are_both_kept(people, count):
    one = line(count)
    send(count, people.office, record(1, code=label(one.asset), kind="missing"))
    (other,) = find(count, people.dept_keeper, one, at=AT + MINUTE)
    assert other.outcome == Outcome.CONFLICT
    assert people.office.name in other.sentence
    one.refresh_from_db()
    assert (one.result, one.in_conflict) == (Result.MISSING, True)
    assert one.scans.count() == 2


def test_counted_already_says_by_whom_and_when(people, count):
    one = line(count)
    find(count, people.office, one)
    (again,) = find(count, people.dept_keeper, one, at=AT + MINUTE)
    assert again.outcome == Outcome.ALREADY
    assert people.office.name in again.sentence
    assert "06-02 09:00" in again.sentence


@pytest.mark.handbook(93)
def test_nobody_counts_what_they_keep(people):
    keeper = person(user_id=people.office.user_id)
    (own,) = things(people, 1, keeper=keeper.pk)
    made = services.count_open_month(month=BEGUN.date() + DAY, by=people.admin, at=BEGUN)
    (refusal,) = find(made, people.office, line(made))
    assert refusal.outcome == Outcome.OWN
    assert own.number in refusal.sentence
    assert line(made).result == ""
    with pytest.raises(Denied):
        find(made, people.area_clerk, line(made))


@pytest.mark.handbook(94)
def test_an_unknown_thing_has_a_photo_or_a_name(people, count):
    nothing, named, seen = send(
        count, people.office,
        record(1, kind="unknown", place=ROOMS[0]),
        record(2, kind="unknown", place=ROOMS[0], note="旧打印机"),
        record(3, kind="unknown", place=ROOMS[1], photo=photo()),
    )  # fmt: skip
    assert outcomes([nothing, named, seen]) == ["refused", "unknown", "unknown"]
    assert "拍" in nothing.sentence
    surplus = Line.objects.filter(count=count, is_expected=False).order_by("pk")
    assert [one.name for one in surplus] == ["旧打印机", "不明物品"]
    assert [attachments.of(one, kind=PHOTO).count() for one in surplus] == [0, 1]
    bad = record(4, kind="unknown", place=ROOMS[0], photo=ContentFile(b"MZ", name="x.jpg"))
    with pytest.raises(Violation):
        send(count, people.office, bad)
    assert surplus.count() == 2


@pytest.mark.handbook(94)
@pytest.mark.parametrize("place", ["", f"https://{HOST}/r/abcdefgh12345678/"])
def test_an_unknown_thing_without_a_room_is_kept_with_its_photo(people, count, place):
    """An old page of the phone sends no room, a door may be gone: the office says where it is."""
    sent = record(1, kind="unknown", place=place, note="旧打印机", photo=photo())
    (made,) = send(count, people.office, sent)
    assert (made.outcome, made.place, made.code) == (Outcome.UNKNOWN, "", place)
    assert "未说明房间" in made.sentence
    (one,) = Line.objects.filter(count=count, is_expected=False)
    assert (one.name, one.found_place) == ("旧打印机", "")
    assert attachments.of(one, kind=PHOTO).count() == 1
    given = {"name": "打印机", "asset_class_id": AssetClass.objects.get(short="203").pk}
    given |= {"price": Decimal(300)}
    refused(lambda: explain(count, people, one, Remedy.ENTER, **given), 94, field="place")
    entered = explain(count, people, one, Remedy.ENTER, place=ROOMS[0], **given)
    assert (entered.found_place, entered.remedy) == (ROOMS[0], Remedy.ENTER)


@pytest.mark.parametrize(
    ("code", "outcome", "words"),
    [
        ("https://qianshan.test/a/abcdefgh12345678/", "foreign", "qianshan.test"),
        ("990101-102-2026-0001", "foreign", "990101"),
        (f"https://{HOST}/a/abcdefgh12345678/", "strange", "不是资产标签"),
        (f"https://{HOST}/a/abcdefgh", "torn", "残缺"),
        (f"https://{HOST}/r/abcdefgh12345678/", "strange", "不是资产标签"),
        ("https://example.com/hello", "strange", "不是资产标签"),
        ("随便什么", "strange", "不是资产标签"),
        ("", "torn", "残缺"),
    ],
)
def test_codes_of_the_world_have_their_sentence(people, count, code, outcome, words):
    (made,) = send(count, people.office, record(1, code=code, place=ROOMS[0]))
    assert made.outcome == outcome
    assert words in made.sentence
    assert not Line.objects.exclude(result="").exists()


def test_a_room_nobody_knows_is_said_and_kept(people, count):
    (made,) = send(count, people.office, record(1, code=line(count).number, place="月球"))
    assert made.outcome == Outcome.ROOM
    assert line(count).result == ""


def test_a_serial_number_of_two_things_is_no_answer(people, count):
    Asset.objects.update(serial_number="SN-1")
    (made,) = send(count, people.office, record(1, code="SN-1"))
    assert made.outcome == Outcome.STRANGE
    assert "多件" in made.sentence


@pytest.mark.handbook(95)
def test_what_moved_during_the_count_is_compared_with_the_books_as_they_were(people, count):
    """Carried to another room between two scans: both counters are right."""
    early, late = line(count), line(count, 3)
    for one in (early, late):
        asset_place(asset_id=one.asset_id, place=ROOMS[2], by=people.area_clerk, at=AT)
    before = record(1, code=label(early.asset), place=ROOMS[0], said_at=AT - MINUTE)
    after = record(2, code=label(late.asset), place=ROOMS[2], said_at=AT + MINUTE)
    made = send(count, people.office, before, after, at=AT + DAY, sent_at=AT + DAY)
    assert outcomes(made) == ["counted", "counted"]
    for one in (early, late):
        one.refresh_from_db()
        assert (one.result, one.is_moved) == (Result.FOUND, True)


@pytest.mark.handbook(95)
def test_what_is_written_off_or_new_need_not_be_counted(people, count):
    one = line(count)
    asset_lose(asset_id=one.asset_id, why="试", by=people.gm, at=AT)
    from operations.assets.services import asset_write_off_lost

    asset_write_off_lost(asset_id=one.asset_id, reason="无法寻回", by=people.finance, at=AT)
    (gone,) = find(count, people.office, one)
    assert gone.outcome == Outcome.GONE
    assert "2026-06-02" in gone.sentence
    one.refresh_from_db()
    assert one.result == Result.GONE
    (new,) = things(people, 1)
    (newer,) = send(count, people.office, record(9, code=label(new), place=ROOMS[0]))
    assert newer.outcome == Outcome.NEWER


def test_what_is_not_on_the_list_says_why(people, count):
    room = services.count_open(subject="assets", places=[ROOMS[0]], by=people.admin, at=AT)
    elsewhere = line(count, 1)
    (outside,) = send(room, people.office, record(1, code=label(elsewhere.asset)))
    assert outside.outcome == Outcome.OUTSIDE
    assert elsewhere.place in outside.sentence
    lost, scrapped = line(count, 4).asset, line(count, 5).asset
    asset_lose(asset_id=lost.pk, why="试", by=people.gm, at=AT)
    Asset.objects.filter(pk=scrapped.pk).update(status="scrapped", scrapped_date=AT.date())
    back, gone, again = send(
        room, people.office,
        record(2, code=label(lost), place=ROOMS[0]),
        record(3, code=label(scrapped), place=ROOMS[0]),
        record(4, code=label(lost), place=ROOMS[0]),
    )  # fmt: skip
    assert outcomes([back, gone, again]) == ["counted", "gone", "already"]
    assert "盘亏" in back.sentence
    assert Line.objects.get(count=room, asset=lost).result == Result.SURPLUS


def test_a_thing_with_the_repairer_is_away(people, count):
    one, two = line(count), line(count, 1)
    found = repair_report(asset_id=one.asset_id, fault="不开机", by=people.area_clerk, at=AT)
    repair_file(repair_id=found.pk, by=people.admin, at=AT)
    repair_send(
        repair_id=found.pk, vendor="维修部", sent_date=AT.date(), in_warranty=True,
        by=people.area_clerk, at=AT,
    )  # fmt: skip
    away, here = send(
        count, people.office,
        record(1, code=label(one.asset), kind="away"),
        record(2, code=label(two.asset), kind="away"),
    )  # fmt: skip
    assert outcomes([away, here]) == ["counted", "refused"]
    assert "维修" in here.sentence


def test_what_comes_after_the_end_is_kept_and_not_counted(people, count):
    one = line(count)
    type(count).objects.filter(pk=count.pk).update(status="cancelled")
    (late,) = find(count, people.office, one)
    assert late.outcome == Outcome.LATE
    assert Scan.objects.count() == 1
    unknown = record(7, kind="unknown", place=ROOMS[0], note="旧打印机", photo=photo())
    broken = record(8, kind="unknown", photo=ContentFile(b"MZ", name="x.jpg"))
    assert outcomes(send(count, people.office, unknown, broken)) == ["late", "late"]
    (kept,) = attachments.of(count, kind=LATE)
    assert kept.note == "旧打印机"
    assert line(count).result == ""


def test_the_same_batch_three_times_and_out_of_order_counts_once(people, count):
    lines = [line(count, index) for index in range(6)]
    batch = [record(n, code=label(one.asset), place=one.place) for n, one in enumerate(lines)]
    batch.append(record(10, code=label(lines[0].asset), kind="missing"))
    first = send(count, people.office, *batch)
    receipts = {scan.pk: (scan.outcome, scan.sentence) for scan in first}
    for seed in (1, 2):
        mixed = random.Random(seed).sample(batch, len(batch))
        again = send(count, people.office, *mixed, at=AT + seed * DAY)
        assert {scan.pk: (scan.outcome, scan.sentence) for scan in again} == receipts
        assert [scan.pk for scan in again] == [one.key for one in mixed]
    assert Scan.objects.count() == 7
    assert line(count).result == Result.MISSING


@pytest.mark.parametrize("seed", range(4))
def test_200_scans_sent_in_torn_pieces_are_200(people, seed):
    """Whatever arrives when, and however often: the lines are the same in the end."""
    dice = random.Random(seed)
    things(people, 40)
    made = services.count_open_month(month=BEGUN.date() + DAY, by=people.admin, at=BEGUN)
    lines = list(made.lines.all())
    records = [
        record(
            n, code=lines[n % 40].number,
            kind="found" if n >= 160 else dice.choice(("found", "missing", "damaged")),
            place=lines[n % 40].place, said_at=AT + n * MINUTE,
        )
        for n in range(200)
    ]  # fmt: skip
    pieces = [records[start : start + 10] for start in range(0, 200, 10)] * 2
    dice.shuffle(pieces)
    for piece in pieces:
        send(made, people.office, *piece, at=AT + DAY, sent_at=AT + DAY)
    assert Scan.objects.filter(count=made).count() == 200
    assert set(made.lines.values_list("result", flat=True)) == {Result.FOUND}


def test_a_clock_a_day_off_is_put_right(people, count):
    one, two = line(count), line(count, 1)
    for serial, off, this in ((1, -DAY, one), (2, DAY, two)):
        (made,) = send(
            count, people.office,
            record(serial, code=this.number, said_at=AT + off), sent_at=AT + off + MINUTE,
            at=AT + MINUTE,
        )  # fmt: skip
        assert made.at == AT
        assert made.said_at == AT + off


def test_records_belong_to_whoever_made_them(people, count):
    one = record(1, code=line(count).number)
    send(count, people.office, one)
    with pytest.raises(Violation, match="别人"):
        send(count, people.dept_keeper, one)
    many = [record(n) for n in range(MOST + 1)]
    refused(lambda: send(count, people.office, *many), 94, words=str(MOST))


def test_records_are_never_changed(people, count):
    (made,) = find(count, people.office, line(count))
    for verb in (
        lambda: Scan.objects.filter(pk=made.pk).update(outcome="own"),
        lambda: Scan.objects.filter(pk=made.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            verb()


def test_a_handful_of_queries_for_a_long_batch(people, django_assert_max_num_queries):
    things(people, 60)
    made = services.count_open_month(month=BEGUN.date() + DAY, by=people.admin, at=BEGUN)
    lines = list(made.lines.select_related("asset"))
    with django_assert_max_num_queries(20):
        find(made, people.office, *lines)
    assert answer_all(made, people) == []
