"""Who holds which post of the establishment, and what they can do."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, figures
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from operations.staff import clearance, rules
from operations.staff.models import Assignment, Department, Establishment, Person, PersonSkill
from operations.staff.services.people import STAFFING, personnel_only


@transaction.atomic
def assignment_start(
    *,
    person_id: int,
    by: Actor,
    from_date: date,
    establishment_id: int | None = None,
    department_id: int | None = None,
    title: str = "",
    ends_others: bool = False,
) -> Assignment:
    """Give a person a post: one of the establishment (R123), or a title in a department.

    ends_others: a change of post (换岗): what runs ends the day before. Raises Violation or Denied.
    """
    personnel_only(by)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    rules.somebody_who_works_here(state=person.status, name=person.name)
    department, established = _post(establishment_id, department_id)
    title = established.title if established else " ".join(title.split())
    if not title:
        raise Violation(_("Please enter the post."), field="title")
    if from_date < person.joined_date:
        raise Violation(_("A post cannot begin before the person joined."), field="from_date")
    if ends_others:
        rules.everything_is_cleared(items=[one.text for one in clearance.open_at_move(person)])
        _end_running(person, last=from_date - timedelta(days=1))
    assignment = Assignment(
        person=person,
        department=department,
        establishment=established,
        title=title,
        from_date=from_date,
    )
    if Assignment.objects.filter(
        person=person, department=department, title=title, to_date=None
    ).exists():
        raise Violation(_("This person holds this post already."), field="establishment")
    assignment.save()
    audit.record(
        person,
        by=by,
        action="assignment.start",
        changes={"post": title, "department": department.name, "from": str(from_date)},
        clauses=(R(123),) if established else (),
    )
    figures.changed(STAFFING, on=from_date)
    return assignment


def _post(
    establishment_id: int | None, department_id: int | None
) -> tuple[Department, Establishment | None]:
    if establishment_id is not None:
        established = Establishment.objects.select_related("department").get(pk=establishment_id)
        return established.department, established
    if department_id is None:
        raise Violation(
            _("Choose a post of the establishment or a department."), field="department"
        )
    return Department.objects.get(pk=department_id), None


def _end_running(person: Person, *, last: date) -> None:
    running = person.assignments.filter(to_date=None)
    running.filter(from_date__gt=last).delete()
    running.update(to_date=last)


@transaction.atomic
def assignment_end(*, assignment_id: int, by: Actor, to_date: date) -> Assignment:
    """The last day of a post."""
    personnel_only(by)
    assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(pk=assignment_id)
    )
    rules.days_are_in_order(first=assignment.from_date, last=to_date, field="to_date")
    assignment.to_date = to_date
    assignment.save(update_fields=["to_date"])
    audit.record(
        assignment.person,
        by=by,
        action="assignment.end",
        changes={"post": assignment.title, "until": str(to_date)},
    )
    figures.changed(STAFFING, on=to_date + timedelta(days=1))
    return assignment


@transaction.atomic
def skill_record(
    *,
    person_id: int,
    skill_id: int,
    by: Actor,
    from_date: date,
    certificate: str = "",
    expires_date: date | None = None,
) -> PersonSkill:
    """Record a skill, or renew its certificate (R124–R132)."""
    personnel_only(by)
    rules.days_are_in_order(first=from_date, last=expires_date, field="expires_date")
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    held, _created = PersonSkill.objects.update_or_create(
        person=person,
        skill_id=skill_id,
        defaults={
            "certificate": certificate.strip(),
            "from_date": from_date,
            "expires_date": expires_date,
        },
    )
    audit.record(person, by=by, action="skill.record", changes={"skill": str(held.skill)})
    return held
