"""Enquiries from the site: sent, answered in the console, forgotten when their term is over."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from core import inbox
from core.actor import Actor
from core.errors import Violation
from core.models.audit import AuditEntry
from operations.enquiries import demo, services
from operations.enquiries.lifecycle import S
from operations.enquiries.models import Enquiry
from operations.enquiries.services import EnquiryData
from operations.enquiries.tasks import daily
from tenants.context import county_context
from tests import cast
from tests.cms.conftest import Facts, built, site, visitor  # noqa: F401 - fixtures
from tests.pages import text, told_at
from tests.query_counts import LIST, RECORD

AT = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
VISITOR = Actor.system("来信人")
NAME, PHONE = "祝小满", "19900003001"
FORM = {
    "nonce": "n1",
    "website": "",
    "name": NAME,
    "phone": PHONE,
    "message": "想做门店的当家米，请报价。",
    "quantity": "每月两吨",
    "consent": "on",
}


def letter(**more):
    data = EnquiryData("product", NAME, PHONE, "请报价", "告知的原文", subject="红香米", **more)
    return services.enquiry_send(data=data, by=VISITOR, at=AT)


def all_of(county):
    with county_context(county):
        return list(Enquiry.objects.order_by("pk"))


@pytest.fixture
def read(visitor):  # noqa: F811
    """The form as a browser sends it, with the version of the notice on the page."""

    def version(address):
        page = text(visitor.get(address))
        return page.split('name="notice" value="')[1].split('"')[0]

    return version


@pytest.mark.handbook(121, 152)
def test_a_buyer_asks_and_is_answered(visitor, site, read, desk_of, client_for):  # noqa: F811
    """From the product's page to the answer; the second sending of one form is the same."""
    address = "/enquiry/product/?product=rice"
    with county_context(site):
        cast.appoint("ops")
    sent = {**FORM, "notice": read(address)}
    reply = visitor.post(address, sent)
    again = visitor.post(address, sent)
    (one,) = all_of(site)
    assert reply["Location"] == again["Location"] == f"/enquiry/receipt/{one.token}/"
    assert (one.kind, one.subject, one.quantity) == ("product", "禾川红香米", "每月两吨")
    assert (one.name, one.phone) == (NAME, PHONE)
    assert "答复" in one.agreed_to
    receipt = visitor.get(reply["Location"])
    assert one.number in text(receipt)
    assert NAME not in text(receipt)
    assert receipt["Cache-Control"] == "private, no-store"
    assert visitor.get("/enquiry/receipt/nobody/").status_code == 404

    with county_context(site):
        ops, duty = (client_for(site, cast.appoint(post)) for post in ("ops", "duty"))
        waiting = [item.title for item in inbox.for_actor(cast.actor("ops"), "todo")]
    assert f"询价：{one.subject}" in waiting
    at = reverse("enquiries:record", args=[one.pk])
    listed = text(ops.get(reverse("enquiries:index") + "?state=new&kind=product"))
    assert one.number in listed
    assert (NAME in listed, PHONE in listed) == (False, False)
    shown = text(ops.get(at))
    assert (one.message in shown, NAME in shown, PHONE in shown) == (True, False, False)
    assert duty.get(at).status_code == 404
    assert duty.get(reverse("enquiries:index")).status_code == 403
    seen = ops.post(f"{at}do/reveal/", {"field": "phone", "reason": "回电答复询价"}, follow=True)
    assert PHONE in text(seen)
    wrong = ops.post(f"{at}do/answer/", {"answer": ""})
    assert (wrong.status_code, bool(told_at(wrong, "answer"))) == (422, True)
    ops.post(f"{at}do/answer/", {"answer": "已回电报价"})
    ops.post(f"{at}do/close/")
    (one,) = all_of(site)
    assert (one.status, one.answer) == (S.CLOSED, "已回电报价")
    with county_context(site):
        assert not list(inbox.for_actor(cast.actor("ops"), "todo"))
        revealed = AuditEntry.objects.filter(note__contains="回电答复询价").exists()
    assert revealed


def test_bad_input_gets_a_sentence_at_its_field_and_nothing_is_kept(visitor, site, read):  # noqa: F811
    address = "/enquiry/station/"
    good = {**FORM, "place": "石桥村村口", "notice": read(address)}
    for wrong, field in (
        ({"name": "长" * 5000}, "name"),
        ({"name": " \u202e🌾 "}, "name"),
        ({"name": ""}, "name"),
        ({"phone": "1990000300"}, "phone"),
        ({"message": "问" * 5000}, "message"),
        ({"message": "\x00"}, "message"),
        ({"place": ""}, "place"),
        ({"consent": ""}, "consent"),
        ({"notice": "old"}, "consent"),
        ({"website": "http://spam"}, ""),
    ):
        cache.clear()
        reply = visitor.post(address, {**good, **wrong})
        if field or "website" in wrong:
            assert reply.status_code == 422, wrong
            assert not field or told_at(reply, field), wrong
            assert good["place"] in text(reply) or "place" in wrong
            assert all_of(site) == []
    cache.clear()
    visitor.post(
        address, {**good, "nonce": "n2", "name": "小满🌾\u200f\u05d0", "message": "🌾" * 20}
    )
    kept = all_of(site)[-1]
    assert (kept.name, kept.message, kept.kind) == ("小满🌾\u200f\u05d0", "🌾" * 20, "station")
    assert visitor.get("/enquiry/nonsense/").status_code == 404
    cache.clear()
    statuses = [visitor.post(address, FORM).status_code for _try in range(11)]
    assert statuses == [422] * 10 + [429]


@pytest.mark.handbook(121, 155)
def test_nobody_and_nothing_is_no_enquiry(in_county_a):
    for values in (("", PHONE, "问"), (NAME, "", "问"), (NAME, PHONE, " ")):
        with pytest.raises(Violation) as found:
            services.enquiry_send(data=EnquiryData("product", *values, "告知"), by=VISITOR, at=AT)
        assert [clause.number for clause in found.value.clauses] == [121]
    with pytest.raises(Violation) as found:
        services.enquiry_send(data=EnquiryData("product", NAME, PHONE, "问", ""), by=VISITOR, at=AT)
    assert [clause.number for clause in found.value.clauses] == [155]


@pytest.mark.handbook(121)
def test_what_is_put_aside_says_why_and_comes_back(in_county_a):
    ops, made = cast.actor("ops"), letter()
    given = {"enquiry_id": made.pk, "by": ops, "at": AT}
    with pytest.raises(Violation, match="答复") as found:
        services.enquiry_answer(answer="", **given)
    assert [clause.number for clause in found.value.clauses] == [121]
    assert services.enquiry_put_aside(reason="广告", **given).status == S.CLOSED
    assert not list(inbox.for_actor(ops, "todo"))
    assert services.enquiry_reopen(reason="误判", **given).status == S.NEW
    assert len(list(inbox.for_actor(ops, "todo"))) == 1


@pytest.mark.handbook(155)
def test_persons_are_forgotten_a_year_after_the_answer_and_not_before(in_county_a):
    waiting, answered = letter(), letter()
    ops = cast.actor("ops")
    services.enquiry_answer(enquiry_id=answered.pk, answer="已回电", by=ops, at=AT)
    year = timezone.localdate(AT).replace(year=2027)
    for on, done in ((year - timedelta(days=1), 0), (year, 1), (year, 0)):
        at = AT + timedelta(days=366)
        assert services.enquiries_forget(on=on, by=VISITOR, at=at) == done
    answered.refresh_from_db()
    waiting.refresh_from_db()
    assert {answered.name, answered.phone, answered.message, answered.answer} == {""}
    assert (answered.subject, waiting.name) == ("红香米", NAME)
    with pytest.raises(Violation, match="已清除"):
        services.enquiry_reopen(enquiry_id=answered.pk, reason="又来电", by=ops, at=AT)
    assert daily.run() == 0


def test_the_list_asks_as_often_for_many_as_for_few(in_county_a, desk_of, query_counts):
    cast.appoint("ops", username="ops")
    demo.build(type("Day", (), {"today": timezone.localdate()}))
    demo.build(type("Day", (), {"today": timezone.localdate()}))
    assert Enquiry.objects.count() == len(demo.LETTERS)
    desk, first = desk_of("ops"), Enquiry.objects.earliest("pk")
    desk.get(reverse("enquiries:index"))  # what the first page of a session asks besides
    found = set()
    for _more in range(2):
        with query_counts("list", most=LIST):
            found.add(desk.get(reverse("enquiries:index")).status_code)
        for _number in range(4):
            letter()
    with query_counts("record", most=RECORD):
        found.add(desk.get(reverse("enquiries:record", args=[first.pk])).status_code)
    assert found == {200}
