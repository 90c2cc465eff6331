"""The pages of repairs, scrapping, findings and training, rightly and wrongly filled in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from operations.assets.lifecycle import A, C, F
from operations.assets.models import Finding, Repair, Scrapping
from tests.operations.assets.conftest import idle_asset, person
from tests.operations.assets.test_caring import scrapped
from tests.operations.assets.test_keeping import issue
from tests.operations.casework.people import buttons
from tests.pages import text, told_at

POSTS = ("staff", "dept_head", "leader", "area_clerk", "gm", "office", "finance", "admin")


@pytest.fixture
def desks(people, desk_of):
    """Everybody's desk by post."""
    return {post: desk_of(post) for post in POSTS}


@pytest.fixture
def asset(people):
    """One in use, kept by the member of staff."""
    found = idle_asset(people)
    issue(people, found, person_id=person(user_id=people.staff.user_id).pk)
    found.refresh_from_db()
    return found


def do(page, record, action):
    """The address of an act."""
    return reverse(f"assets:{page}_do", args=[record.pk, action])


@pytest.mark.handbook(87, 88, 89, 90, 91)
def test_an_asset_over_http_from_its_damage_to_its_end(desks, asset):
    staff, clerk, finance = desks["staff"], desks["area_clerk"], desks["finance"]
    today = timezone.localdate().isoformat()
    card = reverse("assets:record", args=[asset.pk])
    assert {"report", "scrap"} <= buttons(staff.get(card))
    assert told_at(staff.post(do("record", asset, "report"), {}), "fault")
    staff.post(do("record", asset, "report"), {"fault": "不开机"})
    repair = Repair.objects.get()
    desks["admin"].post(do("repair", repair, "file"), {})
    assert told_at(clerk.post(do("repair", repair, "send"), {"sent_date": today}), "vendor")
    clerk.post(do("repair", repair, "send"), {"vendor": "维修部", "sent_date": today})
    assert told_at(clerk.post(do("repair", repair, "mend"), {"result": "好"}), "cost")
    mended = {"result": "更换电源", "cost": "180.00", "returned_date": today}
    clerk.post(do("repair", repair, "mend"), mended)
    repair.refresh_from_db()
    assert repair.status == F.MENDED
    assert "¥180.00" in text(clerk.get(reverse("assets:repair", args=[repair.pk])))
    assert "笔记本电脑" in text(staff.get(reverse("assets:repairs")))
    found = {"text": "无防护", "measure": "加装护套", "owner_id": person().pk, "due_date": today}
    assert told_at(clerk.post(do("record", asset, "finding"), found | {"owner_id": ""}), "owner_id")
    clerk.post(do("record", asset, "finding"), found)
    assert "加装护套" in text(clerk.get(card))
    finding = Finding.objects.get()
    clerk.post(do("record", asset, "finding_done"), {"finding_id": finding.pk})
    finding.refresh_from_db()
    assert finding.done_date is not None
    sent = {"cause": "person", "reason": "进水"}
    assert told_at(staff.post(do("record", asset, "scrap"), sent), "culprit_id")
    staff.post(do("record", asset, "scrap"), sent | {"culprit_id": person().pk})
    ended = Scrapping.objects.get()
    page = reverse("assets:scrapping", args=[ended.pk])
    inspect = {"inspector": "维修站", "inspection": "烧毁", "inspected_date": today}
    assert told_at(clerk.post(do("scrapping", ended, "inspect"), inspect), "hopeless")
    paid = {"basis": "net", "basis_amount": "4999.00", "amount": "4999.00", "paid_date": today}
    for post, action, data in (
        ("area_clerk", "inspect", inspect | {"hopeless": "on"}),
        ("dept_head", "agree", {}),
        ("leader", "endorse", {}),
        ("gm", "approve", {}),
        ("area_clerk", "handle", {"formalities": "已报备"}),
        ("admin", "hand_in", {}),
        ("finance", "compensate", paid),
        ("finance", "write_off", {}),
    ):
        if action == "write_off":
            assert "肆仟玖佰玖拾玖元整" in text(finance.get(page))
        answer = desks[post].post(do("scrapping", ended, action), data)
        assert answer.status_code == 302, action
        if action == "hand_in":
            assert "核销前须先登记赔偿" in text(finance.get(page))
            assert finance.post(do("scrapping", ended, "write_off"), {}).status_code == 422
    ended.refresh_from_db()
    asset.refresh_from_db()
    assert (ended.status, asset.status) == (C.WRITTEN_OFF, A.SCRAPPED)
    assert "没有符合条件的记录" in text(clerk.get(f"{reverse('assets:scrappings')}?q=没有的"))
    assert text(desks["admin"].get(page))


@pytest.mark.handbook(84)
def test_training_is_entered_by_those_who_keep_the_ledger(desks):
    clerk, page = desks["area_clerk"], reverse("assets:training")
    assert "尚无操作授权" in text(clerk.get(page))
    assert desks["staff"].get(page).status_code == 403
    add = reverse("assets:training_add")
    assert desks["staff"].get(add).status_code == 403
    assert told_at(clerk.post(add, {}), "person_id")
    from operations.assets.models import AssetClass

    sent = {
        "person_id": person().pk,
        "asset_class_id": AssetClass.objects.get(short="301").pk,
        "trained_date": "2026-01-05",
        "valid_until_date": "2026-01-06",
    }
    assert told_at(clerk.post(add, sent | {"valid_until_date": "2026-01-05"}), "valid_until_date")
    assert clerk.post(add, sent)["Location"] == page
    assert "已过期" in text(clerk.get(page))


def test_lists_are_empty_with_words(desks, people, asset):
    for name in ("repairs", "scrappings"):
        assert "暂无记录" in text(desks["staff"].get(reverse(f"assets:{name}")))
    found = scrapped(people, asset, C.APPLIED)
    assert desks["leader"].get(reverse("assets:scrapping", args=[found.pk])).status_code == 200
