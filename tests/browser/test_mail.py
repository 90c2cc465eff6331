"""Mail in a real browser: readable at both widths, entered by keyboard, signed for on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.mail import services
from operations.mail.kinds import Proof
from operations.mail.lifecycle import S
from operations.mail.models import MailItem
from tenants import hosts
from tenants.context import CountyRef, county_context
from tests import cast
from tests.browser.crawl import CROSSWISE
from tests.operations.documents.conftest import People
from tests.operations.mail.conftest import bring, slot, works_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def county(own_database) -> CountyRef:
    """禾川县 with mail in every state, one piece late, one delivered wrongly, and newspapers."""
    ref = hosts.by_code("980121")
    now = timezone.now()
    today, past = timezone.localdate(now), now - timedelta(days=20)
    with county_context(ref):
        for post in ("office", "frontdesk", "drafter"):
            cast.appoint(post)
        people = People()
        works_in(people.drafter, "brand")
        bring(people, S.RECEIVED, at=now, received_date=today, addressee="电商技术支持中心")
        bring(people, S.RECEIVED, at=now, received_date=today, addressee="查无此人")
        bring(people, S.UNCLAIMED, at=now, received_date=today, addressee="鄢小禾")
        bring(people, S.SORTED, at=past)
        letter = {"kind": "letter", "tracking": "", "sender": "青禾师范学院"}
        bring(people, S.SORTED, at=now, received_date=today, **letter)
        item = bring(people, S.COLLECTED, at=past)
        services.mail_reroute(
            item_id=item.pk, slot_id=slot("tech").pk, reason="放错格口", by=people.office, at=now
        )
        for code, copies in (("brand", 2), ("office", 1)):
            services.subscription_open(
                title="青禾日报", slot_id=slot(code).pk, copies=copies, by=people.office, at=now
            )
    return ref


def test_every_page_is_readable_at_both_widths(pages, county):
    with county_context(county):
        wrong = MailItem.objects.get(missorts__isnull=False)
        full = f"at/{slot().key}/"
        change = f"slots/{slot().pk}/change/"
    at = "/console/mail/"
    lists = ("", "add/", "sorting/", "waiting/", "unclaimed/", "papers/", "slots/")
    forms = ("papers/add/", change, f"{wrong.pk}/do/hand_over/", f"{wrong.pk}/do/reroute/")
    found = pages(county, "office").look(
        *(f"{at}{part}" for part in (*lists, full, f"{wrong.pk}/", *forms)),
        at=CROSSWISE,
        lists=True,
    )
    assert not found
    owner = pages(county, "drafter")
    assert not owner.look(at, f"{at}slots/", f"{at}{full}", at=CROSSWISE[1:], lists=True)


@pytest.mark.handbook(58, 60)
def test_a_parcel_is_entered_by_scanner_and_signed_for_on_a_phone(pages, county):
    office = pages(county, "office")
    with office.open() as page:
        page.goto(page.url.split("/console/")[0] + "/console/mail/add/")
        page.keyboard.type("YT2688880001")
        page.keyboard.press("Enter")
        page.keyboard.type("品牌营销中心")
        page.keyboard.press("Enter")
        page.wait_for_url("**/mail/add/?kind=express*")
        assert "拟放入格口" in page.inner_text("body")
        assert page.evaluate("document.activeElement.name") == "tracking"
    with county_context(county):
        item = MailItem.objects.get(tracking="YT2688880001")
        people = People()
        services.mail_sort(item_id=item.pk, by=people.office, at=timezone.now())
        key = slot().key
    with office.open(width=390) as page:
        page.goto(page.url.split("/console/")[0] + f"/console/mail/at/{key}/")
        page.fill("[name=signed_by]", "卜知秋")
        pad = page.locator("[data-pad]")
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        x, y = box["x"] + 40, box["y"] + 40
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(1, 12):
            page.mouse.move(x + 15 * step, y + 30 * (step % 2))
        page.mouse.up()
        page.click("footer .button")
        page.wait_for_load_state("networkidle")
        assert "已交付" in page.inner_text("body")
        assert not page.complaints
    with county_context(county):
        item.refresh_from_db()
        assert (item.status, item.proof, item.signed_by) == (S.COLLECTED, Proof.DRAWN, "卜知秋")
