"""Destruction lists: proposed, appraised by one, approved by another (R0, R26)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from core import audit, inbox, papers
from core.errors import Denied
from operations.archives import fulltext, paperwork, selectors, services
from operations.archives.lifecycle import D
from operations.archives.models import ArchivedFile, DestructionList, SearchText
from tests.operations.archives.conftest import AT, DAY, HOUR, shelved
from tests.operations.archives.test_lending import apply, lent
from tests.operations.documents.test_rules import refused


def propose(people, *files, **more):
    values = {"reason": "期满，无继续保存价值", **more}
    return services.list_propose(
        files=[file.pk for file in files], by=people.office, at=AT, **values
    )


def appraised(people, *files):
    found = propose(people, *files)
    return services.list_appraise(
        list_id=found.pk, by=people.leader, at=AT + HOUR, opinion="同意销毁"
    )


@pytest.mark.handbook(0, 26)
def test_two_sign_and_the_contents_go_while_the_line_stays(
    people, django_capture_on_commit_callbacks
):
    old, young = shelved(people, year=2015), shelved(people)
    found = appraised(people, old)
    assert (found.number, found.status) == ("销〔2026〕1号", D.APPRAISED)
    stored = old.parts.select_related("paper").get().paper.file
    with django_capture_on_commit_callbacks(execute=True):
        done = services.list_destroy(
            list_id=found.pk, by=people.director, at=AT + DAY, opinion="批准"
        )
    assert (done.status, done.approved_by_name) == (D.DESTROYED, people.director.name)
    assert not stored.storage.exists(stored.name)
    kept = ArchivedFile.objects.get(pk=old.pk)
    assert kept.destroyed_at == AT + DAY
    assert kept.parts.get().sha256
    assert papers.of(found).get().kind == paperwork.DESTROYED
    assert not SearchText.objects.filter(source=old.source, record_id=old.record_id).exists()
    assert fulltext.put_missing() == 0
    assert audit.last(kept).action == "archive.destroyed"
    assert services.file_verify(file_id=old.pk, by=people.office, at=AT + DAY) == []
    assert ArchivedFile.objects.get(pk=young.pk).destroyed_at is None
    assert not inbox.pending(found).exists()


@pytest.mark.handbook(26)
def test_only_what_is_over_and_free_is_listed(people):
    young, forever = shelved(people), shelved(people, year=1990, retention="Y")
    said = refused(lambda: propose(people, young, forever), 26, field="listed")
    assert young.number in said
    assert forever.number in said
    refused(lambda: propose(people), 26, field="listed")
    old = shelved(people, year=2015)
    refused(lambda: propose(people, old, reason=" "), 26, field="reason")
    with pytest.raises(Denied):
        services.list_propose(files=[old.pk], reason="期满", by=people.leader, at=AT)
    assert list(selectors.over(on=AT.date())) == [old]
    lent(people, old)
    assert old.number in refused(lambda: propose(people, old), 26, field="listed")
    assert list(selectors.over(on=AT.date())) == []
    assert list(selectors.over(on=date(2060, 1, 1))) == [young]


@pytest.mark.handbook(26)
def test_what_is_listed_is_not_lent_until_the_list_is_dropped(people):
    old = shelved(people, year=2015)
    asked = apply(people, old)
    services.loan_approve(loan_id=asked.pk, by=people.leader, at=AT)
    other = shelved(people, year=2015)
    waiting = apply(people, other)
    found = propose(people, other)
    refused(lambda: apply(people, other, by=people.finance), 26)
    refused(lambda: propose(people, other), 26, field="listed")
    services.loan_approve(loan_id=waiting.pk, by=people.leader, at=AT)
    refused(lambda: services.loan_lend(loan_id=waiting.pk, by=people.office, at=AT), 26)
    services.list_drop(list_id=found.pk, reason="仍需查考", by=people.office, at=AT)
    assert DestructionList.objects.get(pk=found.pk).status == D.DROPPED
    assert not inbox.pending(found).exists()
    assert services.loan_lend(loan_id=waiting.pk, by=people.office, at=AT).due_date


@pytest.mark.handbook(0)
def test_who_proposed_does_not_sign_and_who_appraised_does_not_approve(people):
    both = people.second("director", "both")
    from accounts.actors import actor_of
    from accounts.models import User
    from tests import cast

    user = User.objects.get(pk=both.user_id)
    cast.appoint("office", username="both")
    both = actor_of(user)
    old = shelved(people, year=2015)
    found = services.list_propose(files=[old.pk], reason="期满", by=both, at=AT)
    refused(lambda: services.list_appraise(list_id=found.pk, by=both, at=AT), 0, 26)
    services.list_appraise(list_id=found.pk, by=people.director, at=AT)
    said = refused(
        lambda: services.list_destroy(list_id=found.pk, by=people.director, at=AT), 0, 26
    )
    assert "鉴定人" in said
    with pytest.raises(IntegrityError), transaction.atomic():
        DestructionList.objects.filter(pk=found.pk).update(approved_by_id=people.director.user_id)


@pytest.mark.handbook(26)
def test_nothing_is_destroyed_before_it_is_appraised(people):
    found = propose(people, shelved(people, year=2015))
    refused(lambda: services.list_destroy(list_id=found.pk, by=people.director, at=AT), 26)
    with pytest.raises(IntegrityError), transaction.atomic():
        DestructionList.objects.filter(pk=found.pk).update(status=D.DESTROYED)
    assert list(selectors.lists(people.leader)) == [found]
    assert list(selectors.lists(people.drafter)) == []
    assert str(found) == found.number
