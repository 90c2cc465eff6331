"""Items of supervision that are signed for with others at once (R46)."""

import pytest
from django.urls import reverse

from core import inbox
from operations.office import services
from operations.office.lifecycle import S
from tests.operations.office.conftest import AT, issue


def waiting(item):
    """The inbox item of a supervision item."""
    (found,) = inbox.pending(item)
    return found


@pytest.mark.handbook(46)
def test_several_items_are_signed_for_at_once_each_for_itself(desk_of, people):
    mine = [issue(people), issue(people, title="核对台账")]
    begun = issue(people, title="已在办理")
    services.supervision_sign_for(item_id=begun.pk, by=people.staff, at=AT)
    others = issue(people, title="他人事项", owner_id=people.drafter.user_id)
    desk = desk_of("staff")
    shown = desk.get(reverse("console:inbox")).content.decode()
    assert shown.count('type="checkbox" name="item"') == 2
    sent = [waiting(one).pk for one in (*mine, begun, others)]
    told = desk.post(reverse("console:inbox_batch"), {"item": sent}, follow=True)
    for one in (*mine, begun, others):
        one.refresh_from_db()
    assert [one.status for one in mine] == [S.ACCEPTED, S.ACCEPTED]
    assert (begun.status, others.status) == (S.ACCEPTED, S.ISSUED)
    shown = told.content.decode()
    assert shown.count("：已办。") == 2
    assert "此事项请在办理页面逐件决定。" in shown
    assert "此事项已不在您处。" in shown


@pytest.mark.handbook(46)
def test_a_department_s_item_is_not_signed_for_by_who_only_got_the_item(people):
    item = issue(people, owner_id=people.staff.user_id)
    held = waiting(item)
    # Given to somebody else in the inbox only: the item itself has its owner.
    held.user_id = people.drafter.user_id
    held.save(update_fields=["user_id"])
    (result,) = inbox.close_batch(item_ids=[held.pk], by=people.drafter)
    assert not result.done
    assert result.sentence
    item.refresh_from_db()
    assert item.status == S.ISSUED
