"""Who sees a petition, its files and its petitioner."""

import pytest

from core import attachments, audit, inbox, privacy
from core.errors import Denied, Violation
from core.inbox import Assignee
from operations.petitions import joints, selectors
from operations.petitions.lifecycle import S
from operations.petitions.models import Petition
from tests.operations.petitions.conftest import AT, DAY, TODAY, bring, register


@pytest.mark.handbook(26, 152)
def test_only_the_office_leaders_and_named_handlers_see_a_petition(people):
    petition = bring(people, S.HANDLING)
    seeing = {
        post: selectors.petitions(getattr(people, post)).filter(pk=petition.pk).exists()
        for post in ("office", "leader", "gm", "director", "staff", "dept_head", "county_admin")
    }
    assert seeing == {
        **dict.fromkeys(("office", "leader", "gm", "director", "staff"), True),
        **dict.fromkeys(("dept_head", "county_admin"), False),
    }
    for post, sees in seeing.items():
        assert attachments.may_see(getattr(people, post), petition) is sees


@pytest.mark.handbook(26)
def test_a_former_handler_still_sees_what_they_had_and_a_copy_opens_it(people):
    petition = bring(people, S.ANSWERED)
    assert selectors.petitions(people.staff).count() == 1
    inbox.circulate(
        petition,
        to=[Assignee(people.dept_head.user_id)],
        title="请阅",
        by=people.office,
        at=AT + DAY,
    )
    assert selectors.petitions(people.dept_head).count() == 1
    assert not privacy.may_reveal(petition, "phone", by=people.dept_head)


@pytest.mark.handbook(152)
def test_a_name_is_opened_with_a_reason_and_logged(people):
    petition = bring(people, S.HANDLING)
    for actor in (people.office, people.director, people.staff):
        shown = privacy.reveal(petition, "name", by=actor, reason="电话核对情况")
        assert shown == "柏向阳"
    last = audit.last(petition)
    assert (last.action, last.note) == ("privacy.reveal", "电话核对情况")
    with pytest.raises(Violation):
        privacy.reveal(petition, "phone", by=people.office, reason="看")
    with pytest.raises(Denied):
        privacy.reveal(petition, "phone", by=people.dept_head, reason="想知道是谁")
    assert not joints.may_reveal(people.office, object())


@pytest.mark.handbook(26)
def test_the_list_is_narrowed_by_its_filters(people):
    register(people, channel="visit", kind="grievance", subject="站点撤并")
    bring(people, S.HANDLING)

    def count(days=0, **asked):
        found = Petition.objects.all()
        return selectors.filtered(found, today=TODAY + days * DAY, **asked).count()

    assert count(query="撤并") == count(query="2026〕1号") == 1
    assert count(state="open") == 2
    assert count(state="handling") == count(channel="visit") == count(kind="grievance") == 1
    assert count(year="2026") == 2
    assert count(year="2025") == 0
    assert count(year="x") == 2
    assert count(days=12, state="soon") == 1
    assert count(days=16, state="late") == 1
    assert count(days=16, state="soon") == 0
    assert count(days=62, state="late") == 2
