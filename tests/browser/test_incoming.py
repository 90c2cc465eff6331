"""Incoming documents in a real Chromium, at a desk and on a phone (R27)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.documents.incoming import services
from operations.documents.incoming.lifecycle import T
from operations.documents.models import IncomingDocument
from tenants import hosts
from tenants.context import CountyRef, county_context
from tests.browser.crawl import BOTH, CROSSWISE
from tests.conftest import A
from tests.operations.documents.conftest import People
from tests.operations.documents.incoming.conftest import department, register, works_in
from tests.operations.documents.test_way import pdf

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def county(server: int) -> CountyRef:
    """禾川县: one handled late, one before a leader, one being read, one just registered."""
    ref = hosts.by_code(A)
    with county_context(ref):
        people = People()
        works_in(people.drafter, "brand")
        works_in(people.dept_head, "tech")
        at = timezone.now() - timedelta(days=30)
        day = timezone.localdate(at)
        usual = {"received_date": day, "sender_date": day, "at": at}
        late = register(people, **usual, files=[pdf("来文.pdf")], urgency="urgent")
        plan = {"lead_department": department("brand"), "helping": [department("tech")]}
        for number in range(2):
            late = register(people, **usual, remark=f"第{number + 1}份") if number else late
            pk = late.pk
            services.incoming_check(document_id=pk, by=people.office, at=at)
            services.incoming_propose(
                document_id=pk,
                opinion="拟转品牌营销中心办理，技术支持中心协办，请领导批示。",
                due_date=day + timedelta(days=60 if number else 7),
                by=people.office,
                at=at,
                **plan,
            )
            if number == 0:
                services.incoming_instruct(
                    document_id=pk,
                    opinion="同意，请抓紧办理。",
                    due_date=day + timedelta(days=7),
                    by=people.leader,
                    at=at,
                    **plan,
                )
                services.part_done(
                    document_id=pk, result="数据已提供。", by=people.dept_head, at=at
                )
        reading = register(people, **usual, nature="reference", title="关于部分县区典型做法的通报")
        services.incoming_check(document_id=reading.pk, by=people.office, at=at)
        services.incoming_circulate(
            document_id=reading.pk,
            readers=[people.drafter.user_id, people.ops.user_id],
            by=people.office,
            at=at,
        )
        register(people, **usual, nature="policy", title="关于印发县域商业体系建设行动方案的通知")
    return ref


def pks(county: CountyRef) -> list[int]:
    with county_context(county):
        return list(IncomingDocument.objects.order_by("pk").values_list("pk", flat=True))


def test_the_pages_are_readable_at_both_widths(pages, county):
    late, waiting, reading, fresh = pks(county)
    office = pages(county, "office")
    at = f"/console/incoming/{late}/"
    found = office.look("/console/incoming/", at, at=BOTH, lists=True)
    found += office.look(
        "/console/incoming/add/",
        "/console/incoming/?q=没有的词",
        f"{at}change/",
        f"/console/incoming/{fresh}/",
        f"/console/incoming/{fresh}/do/check/",
        f"/console/incoming/{fresh}/do/send_back/",
        f"/console/incoming/{reading}/",
        f"/console/incoming/{reading}/do/all_read/",
        at=CROSSWISE,
        lists=True,
    )
    leader = pages(county, "leader")
    found += leader.look(
        f"/console/incoming/{waiting}/",
        f"/console/incoming/{waiting}/do/instruct/",
        f"/console/incoming/{waiting}/do/let_read/",
        f"/console/incoming/{waiting}/do/return/",
        at=CROSSWISE,
        lists=True,
    )
    drafter = pages(county, "drafter")
    found += drafter.look(at, f"{at}do/complete/", at=CROSSWISE, lists=True)
    assert found == []


def test_a_leader_instructs_on_a_phone_in_three_taps(pages, county):
    """Open it from the inbox, one button, one confirmation: what was proposed is filled in."""
    waiting = pks(county)[1]
    with pages(county, "leader").open(width=390) as page:
        page.goto(page.url.split("/console/")[0] + "/console/inbox/")
        for tap in (
            lambda: page.click(f"a[href*='/incoming/{waiting}/']"),
            lambda: page.click(".cl-bar a[href*='/do/instruct/']"),
            lambda: page.click("form .cl-bar__main button"),
        ):
            tap()
            page.wait_for_load_state("networkidle")
        assert not page.complaints
    with county_context(county):
        document = IncomingDocument.objects.get(pk=waiting)
        assert document.status == T.HANDLING
        assert document.tasks.filter(cancelled_at=None).count() == 2
