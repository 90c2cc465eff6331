"""The staff of a centre from a spreadsheet: name, phone, department, post, first day."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import privacy
from core.actor import Actor
from core.codes import check_mobile
from core.imports import Column, ImportSpec, Row, parsers, register
from operations.staff import services
from operations.staff.lifecycle import PERSONNEL
from operations.staff.models import Department, Establishment, Person


def _departments() -> list[tuple[Any, str]]:
    return [
        (row.pk, row.name) for row in Department.objects.filter(is_active=True).order_by("order")
    ]


def _existing(keys: Collection[tuple[Any, ...]]) -> Mapping[tuple[Any, ...], Mapping[str, Any]]:
    """People who are here already, by phone (R156: found by its hash)."""
    by_hash = {privacy.search_hash(key[0]): key for key in keys}
    found: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    people = Person.objects.filter(phone_hash__in=by_hash).prefetch_related("assignments")
    for person in people:
        running = [a for a in person.assignments.all() if a.to_date is None]
        running.sort(key=lambda a: (a.from_date, a.pk))
        found[by_hash[person.phone_hash]] = {
            "id": person.pk,
            "status": person.status,
            "name": person.name,
            "phone": person.phone,
            "department": running[-1].department_id if running else None,
            "post": running[-1].title if running else None,
            "joined": person.joined_date,
        }
    return found


def _check(rows: Sequence[Row], by: Actor) -> None:
    """What only the whole can tell."""
    for row in rows:
        if row.before is None and not row.values.get("joined"):
            row.fail("joined", _("Enter the first day, for instance 2026-03-01."))
        if row.before is not None and row.before["status"] in ("leaving", "left"):
            row.fail("phone", _("%(name)s has left or is leaving.") % {"name": row.before["name"]})
        if row.values.get("post") and not (
            row.values.get("department") or (row.before and row.before["department"])
        ):
            row.fail("department", _("Enter the department of the post."))


def _apply(rows: Sequence[Row], by: Actor) -> None:
    """Write through the services one by one: a county has dozens of people, not thousands."""
    for row in rows:
        if row.before is None:
            _add(row, by)
        else:
            _change(row, row.before, by)


def _add(row: Row, by: Actor) -> None:
    person = services.person_register(
        name=row.values["name"],
        phone=row.values["phone"],
        joined_date=row.values["joined"],
        by=by,
        at=timezone.now(),
        at_work_already=True,
    )
    if row.values.get("post"):
        _assign(person.pk, row.values, row.values["joined"], by)


def _change(row: Row, before: Mapping[str, Any], by: Actor) -> None:
    services.person_change(
        person_id=before["id"],
        name=row.values.get("name") or before["name"],
        joined_date=row.values.get("joined") or before["joined"],
        by=by,
    )
    post = {"department": before["department"], "post": before["post"]}
    post |= {name: row.values[name] for name in post if row.values.get(name)}
    if post["post"] and post != {name: before[name] for name in post}:
        _assign(before["id"], post, max(timezone.localdate(), before["joined"]), by, move=True)


def _assign(
    person_id: int, values: Mapping[str, Any], from_date: Any, by: Actor, *, move: bool = False
) -> None:
    established = Establishment.objects.filter(
        department_id=values["department"], title=values["post"]
    ).first()
    services.assignment_start(
        person_id=person_id,
        by=by,
        from_date=from_date,
        establishment_id=established.pk if established else None,
        department_id=values["department"],
        title=values["post"],
        ends_others=move,
    )


def _mobile(text: str) -> str:
    return check_mobile(text)


STAFF = register(
    ImportSpec(
        key_name="staff",
        title=gettext_lazy("Staff"),
        intro=gettext_lazy(
            "One row per person. Known people are found by their mobile phone; a changed "
            "department or post begins today."
        ),
        columns=(
            Column("name", gettext_lazy("Full name"), required=True, samples=("祝禾青", "柏云舟")),
            Column(
                "phone",
                gettext_lazy("Mobile phone"),
                parse=parsers.mobile,
                required=True,
                aliases=("手机号", "电话", "联系电话"),
                samples=("19900000001", "19900000002"),
                mask=privacy.mask_phone,
            ),
            Column(
                "department",
                gettext_lazy("Department"),
                parse=parsers.text,
                choices=_departments,
                samples=("综合部", "服务前台"),
            ),
            Column(
                "post",
                gettext_lazy("Post"),
                aliases=("职务",),
                samples=("综合部专员", "服务前台专员"),
                help=gettext_lazy("A post of the establishment counts against the vacancies."),
            ),
            Column(
                "joined",
                gettext_lazy("Joined on"),
                parse=parsers.day,
                aliases=("入职日期", "到岗日期"),
                samples=("2025-03-01", "2026-01-05"),
            ),
        ),
        key=("phone",),
        load_existing=_existing,
        check=_check,
        apply=_apply,
        may=lambda actor: any(actor.holds(post) for post in PERSONNEL),
        after_url="/console/staff/",
        after_label=gettext_lazy("To the people"),
    )
)
