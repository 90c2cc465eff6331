"""A case handed over while its handler completes it: one waits for the other, none is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from accounts.posts import Post
from core import inbox
from core.errors import Violation
from operations.casework import services
from operations.casework.lifecycle import States
from operations.casework.models import Case
from tenants.context import county_context
from tests import cast
from tests.conftest import A
from tests.operations.casework.conftest import AT, FINISH, request_of
from tests.waiting import PATIENCE, wait_for_waiting


@pytest.mark.handbook(121)
def test_handed_over_while_it_is_completed(own_database):
    with county_context(A):
        desk, staff = cast.actor(Post.FRONTDESK), cast.actor(Post.STAFF)
        other = cast.actor(Post.STAFF, username="other")
        case = services.case_register(
            data=request_of(), by=desk, at=AT, accept=True, handler_id=staff.user_id
        )
        services.case_start(case_id=case.pk, by=staff, at=AT)
        item = inbox.pending(case).get(step="handle")

    def hand_over():
        try:
            with county_context(A):
                inbox.hand_over(
                    item_id=item.pk, to_user_id=other.user_id, by=staff, message="请接手", at=AT
                )
        except Violation as refused:
            return refused.sentence
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(1) as pool:
        with county_context(A), transaction.atomic():
            Case.objects.select_for_update().get(pk=case.pk)
            answer = pool.submit(hand_over)
            wait_for_waiting(1)
            services.case_finish(case_id=case.pk, by=staff, at=AT, result="已开店", details=FINISH)
        assert answer.result(PATIENCE) == "卜小满已办理此事项。"
    with county_context(A):
        kept = Case.objects.get(pk=case.pk)
        assert (kept.status, kept.handler_id) == (States.FINISHED, staff.user_id)
        assert not inbox.pending(case).exists()
