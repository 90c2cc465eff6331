"""An outgoing document at its printing step applies for the seal in one click."""

import pytest
from django.urls import reverse

from core import attachments, followups
from core.errors import Denied, Violation
from operations.documents import services as documents
from operations.documents.lifecycle import S as Steps
from operations.seals import services
from operations.seals.models import Seal, SealUse
from tests.operations.casework.people import buttons
from tests.operations.documents.conftest import bring as outgoing
from tests.operations.seals.conftest import AT, apply, refused


@pytest.fixture
def printing(people):
    """A document that is being printed."""
    for post in ("drafter", "ops"):
        getattr(people, post)
    return outgoing(people, Steps.PRINTING)


def ask(document, by):
    """Apply for its seal."""
    return documents.document_ask_seal(document_id=document.pk, by=by, at=AT)


@pytest.mark.handbook(19, 26)
def test_a_document_takes_its_number_along_once(people, printing, desk_of):
    page = reverse("documents:record", args=[printing.pk])
    assert "seal" in buttons(desk_of("drafter").get(page))
    ask(printing, people.drafter)
    use = SealUse.objects.get()
    assert (use.document, use.document_number) == (printing.title, printing.number)
    assert "seal" not in buttons(desk_of("drafter").get(page))
    refused(lambda: ask(printing, people.drafter), 26, words=use.number)
    services.seal_use_refuse(use_id=use.pk, reason="份数不对", by=people.leader, at=AT)
    ask(printing, people.drafter)
    assert (
        "公章"
        in desk_of("office")
        .get(reverse("seals:record", args=[SealUse.objects.latest("pk").pk]))
        .content.decode()
    )


@pytest.mark.handbook(19)
def test_it_is_refused_elsewhere_to_others_and_where_nobody_keeps_seals(
    people, printing, monkeypatch
):
    with pytest.raises(Denied):
        ask(printing, people.office)
    draft = outgoing(people, Steps.DRAFTING)
    refused(lambda: ask(draft, people.drafter), 19, words="印制环节")
    Seal.objects.all().delete()
    with pytest.raises(Violation, match="先登记印章"):
        ask(printing, people.drafter)
    offer = followups.offered("seal")
    nobody = followups.Followup("seal", "", ("finance",), offer.make)
    monkeypatch.setattr(followups, "_offered", {"seal": nobody})
    with pytest.raises(Denied):
        ask(printing, people.drafter)
    monkeypatch.setattr(followups, "_offered", {})
    refused(lambda: ask(printing, people.drafter), 19)


def test_files_of_a_use_are_for_those_who_see_it(people):
    use = apply(people)
    assert attachments.may_see(people.staff, use)
    assert not attachments.may_see(people.admin, use)
