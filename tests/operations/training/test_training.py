"""From the plan to the counted class, its certificates and what became of its people."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from core import privacy
from core.errors import Denied, Violation
from operations.training import figures, public, retention, rules, selectors, services
from operations.training.lifecycle import C, K, U
from operations.training.models import Certificate, Course, SignUp, TrainingClass
from tests.operations.training.conftest import (
    AFTER,
    AT,
    DAY,
    FIRST,
    LAST,
    UNTIL,
    VISITOR,
    bring,
    course,
    days,
    hold,
    photos,
    plan,
    refused,
    sign_up,
    village,
    who,
)


def identity(number: int) -> str:
    """A number whose last sign fits."""
    body = f"98012119900101{number:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(sign) * weight for sign, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


@pytest.mark.handbook(117, 150)
def test_a_plan_is_whole_and_offered_by_somebody_else(people):
    with refused("提纲|要点|内容", 150):
        services.course_add(data=plan(people, outline=" "), by=people.ops, at=AT)
    made = services.course_add(data=plan(people), by=people.ops, at=AT)
    with pytest.raises(Denied):
        services.course_list(course_id=made.pk, by=people.ops, at=AT)
    with refused("尚未开设", 150):
        services.class_add(data=days(made), by=people.ops, at=AT)
    services.course_list(course_id=made.pk, by=people.dept_head, at=AT)
    assert Course.objects.get().code == "KC2026-001"
    with refused("草稿", 150):
        services.course_change(course_id=made.pk, data=plan(people), by=people.ops, at=AT)


@pytest.mark.handbook(149, 152)
def test_places_are_never_oversold_and_the_next_in_line_gets_the_free_one(people):
    held = bring(people)
    first, second, third = (sign_up(held, number) for number in (1, 2, 3))
    assert [one.status for one in (first, second, third)] == [U.PLACED, U.PLACED, U.WAITING]
    with refused("已报名", 149):
        sign_up(held, 2)
    with refused("同意", 152):
        sign_up(held, 4, agreed_to=" ")
    with refused("手机", *()):
        sign_up(held, 4, phone="123")
    with refused("名额", 149):
        services.sign_up_promote(sign_up_id=third.pk, by=people.frontdesk, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingClass.objects.filter(pk=held.pk).update(taken=F("capacity") + 1)
    services.sign_up_cancel(sign_up_id=first.pk, by=VISITOR, at=AT)
    third.refresh_from_db()
    held.refresh_from_db()
    assert (third.status, held.taken, held.places_left) == (U.PLACED, 2, 0)
    late = AT + timedelta(days=8)
    with refused("截止", 149):
        services.sign_up_add(data=who(held, 5), by=VISITOR, at=late)
    with refused("已有 ?2 ?个名额", 149):
        services.class_change(
            class_id=held.pk, data=days(held.course, capacity=1), by=people.ops, at=AT
        )
    stored = SignUp.objects.filter(pk=second.pk).values_list("name", "phone_hash").get()
    assert stored == ("祝小满", privacy.search_hash("19900006002"))


@pytest.mark.handbook(149)
def test_six_tenths_of_the_hours_make_a_person_time_and_persons_count_once(people):
    one, other = bring(people, capacity=5), bring(people, capacity=5)
    same = identity(7)
    here = [sign_up(one, 1, id_number=same), sign_up(one, 2), sign_up(one, 3)]
    again = sign_up(other, 9, id_number=same)
    hold(one, people, {here[0].pk: "6", here[1].pk: "5.9"})
    hold(other, people, {again.pk: "10"})
    times = selectors.trained(Q(), counted=False)
    assert sorted(made.pk for made in times) == sorted([here[0].pk, again.pk])
    assert selectors.persons(times) == 1
    with refused("3月12日|2026-03-12", 149):
        services.attendance_note(
            class_id=one.pk,
            day=FIRST - DAY,
            hours=Decimal(1),
            came=[],
            by=people.ops,
            at=AFTER,
        )
    with refused("有名额", 149):
        services.attendance_note(
            class_id=one.pk, day=FIRST, hours=Decimal(1), came=[again.pk], by=people.ops, at=AFTER
        )


@pytest.mark.handbook(150)
def test_a_class_counts_only_when_its_file_is_whole(people):
    held = bring(people)
    made = sign_up(held)
    hold(held, people, {made.pk: "8"})
    count = {"class_id": held.pk, "at": AFTER}
    with refused("资料不全.*照片.*问卷", 150):
        services.class_count(by=people.dept_head, **count)
    photos(held, people, 1)
    with refused("照片（?1", 150):
        services.class_count(by=people.dept_head, **count)
    photos(held, people, 1)
    assert next(iter(figures.times(LAST))).numerator == 0
    services.survey_answer(sign_up_id=made.pk, level=2, by=VISITOR, at=AFTER)
    with refused("已经评价", 150):
        services.survey_answer(sign_up_id=made.pk, level=5, by=VISITOR, at=AFTER)
    with pytest.raises(Denied):
        services.class_count(by=people.ops, **count)
    services.class_count(by=people.dept_head, **count)
    told = [next(iter(of(LAST))) for of in (figures.times, figures.hours, figures.classes)]
    assert [value.numerator for value in told] == [1, 8, 1]
    satisfied = next(iter(figures.satisfied(LAST)))
    assert (satisfied.numerator, satisfied.denominator) == (0, 1)
    assert selectors.year_of(LAST) == {"times": 1, "persons": 1, "classes": 1}


@pytest.mark.handbook(151)
def test_conversion_counts_shops_and_employment_within_six_months(people):
    held = bring(people, capacity=4)
    here = [sign_up(held, number) for number in range(4)]
    hold(held, people, {one.pk: "10" for one in here})
    photos(held, people)
    services.survey_answer(sign_up_id=here[0].pk, level=5, by=VISITOR, at=AFTER)
    services.class_count(class_id=held.pk, by=people.dept_head, at=AFTER)
    later = AFTER + timedelta(days=200)
    for made, outcome, since in zip(
        here,
        ("shop", "employed", "stationed", "shop"),
        (LAST + DAY, date(2026, 9, 13), LAST, date(2026, 9, 14)),
        strict=True,
    ):
        services.outcome_note(
            sign_up_id=made.pk, outcome=outcome, since=since, by=people.frontdesk, at=later
        )
    with refused("结班|结束", 151):
        services.outcome_note(
            sign_up_id=here[0].pk, outcome="shop", since=FIRST - DAY, by=people.ops, at=later
        )
    value = next(iter(figures.conversion(date(2026, 9, 13))))
    assert (value.numerator, value.denominator) == (2, 4)
    assert next(iter(figures.conversion(date(2026, 9, 12)))).denominator == 0
    assert date(2026, 9, 13) in set(figures.conversion_days())
    assert rules.half_year_after(date(2026, 8, 31)) == date(2027, 2, 28)


@pytest.mark.handbook(149, 152)
def test_a_certificate_is_earned_verified_and_revoked_with_a_reason(people):
    held = bring(people)
    made, idle = sign_up(held), sign_up(held, 2)
    hold(held, people, {made.pk: "6", idle.pk: "1"})
    given = {"by": people.ops, "at": AFTER}
    with refused("考核合格|通过", 149):
        services.certificate_issue(sign_up_id=made.pk, **given)
    for one in (made, idle):
        services.result_note(sign_up_id=one.pk, passed=True, score=90, **given)
    with refused("六成", 149):
        services.certificate_issue(sign_up_id=idle.pk, **given)
    paper = services.certificate_issue(sign_up_id=made.pk, **given)
    with refused("已发", 149):
        services.certificate_issue(sign_up_id=made.pk, **given)
    shown = public.certificate(f" {paper.code.lower()} ")
    assert (shown.name, shown.hours, shown.revoked) == ("祝*满", 10, None)
    assert public.certificate(paper.number) is None
    assert public.certificate(f"{paper.number}-AAAAAA") is None
    with pytest.raises(Denied):
        services.certificate_revoke(certificate_id=paper.pk, reason="误发", **given)
    with refused("理由", 150):
        services.certificate_revoke(
            certificate_id=paper.pk, reason=" ", by=people.dept_head, at=AFTER
        )
    services.certificate_revoke(
        certificate_id=paper.pk, reason="误发", by=people.dept_head, at=AFTER
    )
    assert public.certificate(paper.code).reason == "误发"
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=paper.pk).update(revoked_reason="")


@pytest.mark.handbook(155)
def test_people_are_forgotten_after_five_years(people):
    held = bring(people)
    made = sign_up(held, id_number=identity(3))
    end = date(2031, 3, 13)
    assert retention.apply(on=end - DAY, at=AT) == 0
    assert retention.apply(on=end, at=AT) == 1
    made.refresh_from_db()
    assert (made.name, made.phone, made.id_number, made.phone_hash) == ("—", "", "", "")
    assert retention.apply(on=end, at=AT) == 0


def test_a_cancelled_class_says_why_and_stands_in_the_calendar_until_its_day(people):
    held = bring(people)
    with pytest.raises(Violation):
        services.class_cancel(class_id=held.pk, reason="", by=people.dept_head, at=AT)
    services.class_cancel(class_id=held.pk, reason="台风", by=people.dept_head, at=AT)
    shown = public.upcoming(on=UNTIL)
    assert [(one.note, one.open, one.status) for one in shown] == [("台风", False, K.CANCELLED)]
    assert public.upcoming(on=LAST + DAY) == []
    assert course(people, title="第二门").status == C.LISTED
    assert village().name == "石桥村"
