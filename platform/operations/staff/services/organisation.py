"""The organisation itself: heads of zones, departments, the establishment table."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, figures
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from operations.staff import rules
from operations.staff.models import Area, Department, Establishment, Person
from operations.staff.services.people import STAFFING, personnel_only


@transaction.atomic
def area_head_set(*, area_id: int, person_id: int | None, by: Actor, note: str = "") -> Area:
    """Say who heads a zone (R118)."""
    personnel_only(by)
    area = Area.objects.select_for_update(of=("self",)).get(pk=area_id)
    rules.one_of_the_six_zones(code=area.code)
    head = _working(person_id)
    area.head, area.note = head, note.strip()
    area.save(update_fields=["head", "note"])
    audit.record(
        area, by=by, action="area.head", changes={"head": str(head or "")}, clauses=(R(118),)
    )
    return area


def _working(person_id: int | None) -> Person | None:
    if person_id is None:
        return None
    person = Person.objects.get(pk=person_id)
    rules.somebody_who_works_here(state=person.status, name=person.name)
    return person


@transaction.atomic
def department_add(
    *, code: str, name: str, by: Actor, parent_id: int | None = None, area_code: str = ""
) -> Department:
    """Add a department the handbook does not name (R122)."""
    personnel_only(by)
    if area_code:
        rules.one_of_the_six_zones(code=area_code)
    department = Department(
        code=code.strip(),
        name=" ".join(name.split()),
        parent_id=parent_id,
        area=Area.objects.filter(code=area_code).first(),
        order=100,
    )
    if not department.name:
        raise Violation(_("Please enter the name."), field="name")
    if Department.objects.filter(name=department.name).exists():
        raise Violation(_("There is a department of this name already."), field="name")
    department.save()
    audit.record(department, by=by, action="department.add", clauses=(R(122),))
    return department


@transaction.atomic
def department_change(
    *, department_id: int, by: Actor, head_id: int | None, is_active: bool = True
) -> Department:
    """Say who heads a department and whether it is in use; one with people stays in use."""
    personnel_only(by)
    department = Department.objects.select_for_update(of=("self",)).get(pk=department_id)
    if not is_active and department.assignments.filter(to_date=None).exists():
        raise Violation(_("People still hold posts in this department. Move them first."), R(122))
    department.head = _working(head_id)
    department.is_active = is_active
    department.save(update_fields=["head", "is_active"])
    audit.record(
        department,
        by=by,
        action="department.change",
        changes={"head": str(department.head or ""), "in_use": is_active},
    )
    return department


@transaction.atomic
def establishment_change(
    *, establishment_id: int, minimum: int, by: Actor, reason: str, on: date
) -> Establishment:
    """Change how many people a post needs at least; the handbook's twelve are the default."""
    personnel_only(by)
    rules.minimum_is_a_number_of_people(minimum=minimum)
    if not reason.strip():
        raise Violation(_("Please write the reason."), R(123), field="reason")
    post = Establishment.objects.select_for_update(of=("self",)).get(pk=establishment_id)
    was, post.minimum = post.minimum, minimum
    post.save(update_fields=["minimum"])
    audit.record(
        post,
        by=by,
        action="establishment.change",
        note=reason,
        changes={"minimum": (was, minimum)},
        clauses=(R(123),),
    )
    figures.changed(STAFFING, on=on)
    return post
