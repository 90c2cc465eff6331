"""What the tests of the site's services share: clients, forms as a browser sends them, cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.posts import Post
from core.actor import Actor
from operations.casework import services
from operations.casework.models import Case, Channel
from tenants.context import CountyRef, county_context
from tests import cast
from tests.operations.casework.conftest import FINISH, person, request_of

APPLICANT = Actor.system("申请人")
PHONE = "19900003001"
DAY = timedelta(days=1)
# S02 asks little: a topic and a question.
FORM = {
    "kind": "person",
    "nonce": "n1",
    "website": "",
    "name": "祝小满",
    "phone": PHONE,
    "id_number": "",
    "address": "石桥村",
    "request": "想了解返乡创业补贴",
    "details-topic": "创业就业",
    "details-question": "返乡创业有什么补贴？",
    "consent": "on",
}
Make = Callable[..., Client]


def submitted(*, at: datetime | None = None, **more: Any) -> Case:
    """An application from the site; call it inside a county."""
    data = request_of("S02", channel=Channel.ONLINE, applicant=person(phone=PHONE), **more)
    return services.case_register(data=data, by=APPLICANT, at=at or timezone.now())


def handling(case: Case, *, at: datetime | None = None) -> Case:
    """Accepted, assigned, begun."""
    at = at or timezone.now()
    desk, staff, chief = (cast.actor(p) for p in (Post.FRONTDESK, Post.STAFF, Post.OPS))
    services.case_accept(case_id=case.pk, by=desk, at=at)
    services.case_assign(case_id=case.pk, handler_id=staff.user_id or 0, by=chief, at=at)
    return services.case_start(case_id=case.pk, by=staff, at=at)


def finished(*, at: datetime | None = None) -> Case:
    """Completed; can be rated for thirty days from then."""
    at = at or timezone.now()
    data = request_of("S01", channel=Channel.ONLINE, applicant=person(phone=PHONE))
    case = services.case_register(data=data, by=APPLICANT, at=at)
    case = handling(case, at=at)
    staff = cast.actor(Post.STAFF)
    return services.case_finish(
        case_id=case.pk, by=staff, at=at, result="已开店", details=dict(FINISH)
    )


def current(county: CountyRef, case: Case) -> Case:
    """The case as it is now."""
    with county_context(county):
        return Case.objects.get(pk=case.pk)
