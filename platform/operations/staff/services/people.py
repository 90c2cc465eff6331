"""Coming and going: registering, joining, leaving, coming back."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Invitation, User
from accounts.rules import name_is_given
from accounts.services import invite, user_deactivate
from core import audit, figures, inbox, privacy
from core.actor import Actor, Holding
from core.clauses import R
from core.codes import check_mobile
from core.errors import Denied, Violation
from operations.staff import clearance, rules, seeds
from operations.staff.lifecycle import PERSON, PERSONNEL, States
from operations.staff.models import ChecklistItem, ChecklistRun, Person

# Who is at work changes vacancies and heads.
STAFFING = ("K30", "ST-HEADS")


def personnel_only(by: Actor) -> None:
    """The organisation is kept by personnel (R122)."""
    if not by.is_system and not any(by.holds(post) for post in PERSONNEL):
        raise Denied(_("People and posts are kept by the administration."), needs=PERSONNEL)


@transaction.atomic
def person_register(
    *,
    name: str,
    by: Actor,
    joined_date: date,
    at: datetime,
    phone: str = "",
    user_id: int | None = None,
    at_work_already: bool = False,
) -> Person:
    """Register somebody who joins, with the joining checklist and a to-do for personnel.

    at_work_already: for taking over the people a centre has (imports); no checklist.
    Raises Violation or Denied.
    """
    personnel_only(by)
    phone = check_mobile(phone, field="phone") if phone.strip() else ""
    _phone_is_free(phone, but=None)
    person = Person(
        name=name_is_given(name=name),
        phone=phone,
        phone_last4=phone[-4:],
        joined_date=joined_date,
        user_id=user_id,
        status=States.ACTIVE if at_work_already else States.JOINING,
        created_by_id=by.user_id,
    )
    person.full_clean(exclude=["user"])
    person.save()
    audit.record(person, by=by, action="person.register")
    if not at_work_already:
        _start_checklist(person, ChecklistRun.Kind.JOINING, seeds.JOINING_ITEMS, by=by, at=at)
    figures.changed(STAFFING, on=joined_date)
    return person


def _phone_is_free(phone: str, *, but: int | None) -> None:
    taken = (
        Person.objects.filter(phone_hash=privacy.search_hash(phone)).exclude(pk=but or 0).first()
    )
    if phone and taken:
        raise Violation(
            _("This phone number belongs to %(name)s already.") % {"name": taken.name},
            field="phone",
        )


def _start_checklist(
    person: Person, kind: str, items: Iterable[str], *, by: Actor, at: datetime
) -> ChecklistRun:
    run = ChecklistRun.objects.create(person=person, kind=kind, started_at=at)
    ChecklistItem.objects.bulk_create(
        ChecklistItem(run=run, order=order, text=text) for order, text in enumerate(items)
    )
    title = (
        _("Joining of %(name)s") if kind == ChecklistRun.Kind.JOINING else _("Leaving of %(name)s")
    )
    inbox.assign(
        person,
        step=kind,
        title=title % {"name": person.name},
        post=PERSONNEL[0],
        clause=R(122),
        by=by,
    )
    return run


@transaction.atomic
def item_tick(
    *, item_id: int, by: Actor, at: datetime, done: bool = True, note: str = ""
) -> ChecklistItem:
    """Tick one item of an open checklist, or take the tick back."""
    personnel_only(by)
    item = ChecklistItem.objects.select_for_update().select_related("run__person").get(pk=item_id)
    if item.run.closed_at is not None:
        raise Violation(_("This checklist is closed."))
    item.done_at = at if done else None
    item.done_by_id = by.user_id if done else None
    item.note = note.strip()
    item.save(update_fields=["done_at", "done_by", "note"])
    audit.record(
        item.run.person, by=by, action="checklist.tick", changes={"item": item.text, "done": done}
    )
    return item


def _locked(person_id: int) -> Person:
    return Person.objects.select_for_update(of=("self",)).get(pk=person_id)


def _close_checklist(person: Person, kind: str, *, at: datetime, check: bool) -> None:
    run = ChecklistRun.objects.get(person=person, kind=kind, closed_at=None)
    if check:
        undone = run.items.filter(done_at=None).order_by("order").values_list("text", flat=True)
        rules.the_checklist_is_done(undone=list(undone))
    run.closed_at = at
    run.save(update_fields=["closed_at"])


@transaction.atomic
def person_confirm(*, person_id: int, by: Actor, at: datetime, reason: str = "") -> Person:
    """Joining is complete. Raises Violation while the checklist is not."""
    person = _locked(person_id)
    PERSON.apply(person, "confirm", by=by, reason=reason)
    _close_checklist(person, ChecklistRun.Kind.JOINING, at=at, check=True)
    person.save()
    audit.record(person, by=by, action="person.confirm", note=reason, clauses=(R(122),))
    inbox.close(person, step="joining", by=by, outcome="confirm")
    return person


@transaction.atomic
def person_leave(
    *, person_id: int, by: Actor, at: datetime, reason: str, left_date: date
) -> Person:
    """Begin leaving: the checklist starts, the last day is known, the person still works."""
    person = _locked(person_id)
    rules.days_are_in_order(first=person.joined_date, last=left_date, field="left_date")
    PERSON.apply(person, "leave", by=by, reason=reason)
    person.left_date = left_date
    person.save()
    _start_checklist(person, ChecklistRun.Kind.LEAVING, seeds.LEAVING_ITEMS, by=by, at=at)
    audit.record(person, by=by, action="person.leave", note=reason, clauses=(R(122),))
    figures.changed(STAFFING, on=left_date + timedelta(days=1))
    return person


@transaction.atomic
def person_stay(*, person_id: int, by: Actor, at: datetime, reason: str) -> Person:
    """Leaving is called off."""
    person = _locked(person_id)
    PERSON.apply(person, "stay", by=by, reason=reason)
    was = person.left_date
    person.left_date = None
    person.save()
    _close_checklist(person, ChecklistRun.Kind.LEAVING, at=at, check=False)
    audit.record(person, by=by, action="person.stay", note=reason)
    inbox.close(person, step="leaving", by=by, outcome="stay")
    figures.changed(STAFFING, on=was or timezone.localdate(at))
    return person


@transaction.atomic
def person_finish(*, person_id: int, by: Actor, at: datetime, reason: str = "") -> Person:
    """Finish leaving: everything cleared and ticked, posts ended, the account closed.

    Raises Violation naming what is still open.
    """
    person = _locked(person_id)
    PERSON.apply(person, "finish", by=by, reason=reason)
    rules.everything_is_cleared(items=[item.text for item in clearance.open_items(person)])
    _close_checklist(person, ChecklistRun.Kind.LEAVING, at=at, check=True)
    last_day = person.left_date = min(person.left_date or date.max, timezone.localdate(at))
    rules.days_are_in_order(first=person.joined_date, last=last_day, field="left_date")
    person.save()
    running = person.assignments.filter(to_date=None)
    running.filter(from_date__lte=last_day).update(to_date=last_day)
    running.filter(from_date__gt=last_day).delete()
    if person.user_id is not None:
        _close_account(person, by=by, at=at, reason=reason)
    audit.record(person, by=by, action="person.finish", note=reason, clauses=(R(122),))
    inbox.close(person, step="leaving", by=by, outcome="finish")
    figures.changed(STAFFING, on=last_day)
    return person


def _close_account(person: Person, *, by: Actor, at: datetime, reason: str) -> None:
    """The account of somebody who left is closed with the leaving, by the system on its order."""
    if person.user_id == by.user_id:
        raise Violation(_("You cannot finish your own leaving. Ask a colleague."), R(0))
    if User.objects.filter(pk=person.user_id or 0, is_active=True).exists():
        system = Actor.system(_("Leaving of %(name)s") % {"name": person.name})
        user_deactivate(
            user_id=person.user_id or 0,
            by=system,
            reason=reason or _("Has left the centre"),
            at=at,
        )


@transaction.atomic
def person_return(
    *, person_id: int, by: Actor, at: datetime, reason: str, joined_date: date
) -> Person:
    """Take somebody back; joining starts anew. The account is reopened by its keeper."""
    person = _locked(person_id)
    if person.left_date is not None and joined_date <= person.left_date:
        raise Violation(
            _("The new first day lies after the last day of before."), field="joined_date"
        )
    PERSON.apply(person, "return", by=by, reason=reason)
    person.left_date = None
    person.joined_date = joined_date
    person.save()
    _start_checklist(person, ChecklistRun.Kind.JOINING, seeds.JOINING_ITEMS, by=by, at=at)
    audit.record(person, by=by, action="person.return", note=reason)
    figures.changed(STAFFING, on=joined_date)
    return person


@transaction.atomic
def person_change(
    *, person_id: int, by: Actor, name: str, joined_date: date, phone: str | None = None
) -> Person:
    """Correct a person's data; phone None leaves it. Raises Violation or Denied."""
    personnel_only(by)
    person = _locked(person_id)
    before = {"name": person.name, "joined": str(person.joined_date), "phone": person.phone_last4}
    rules.days_are_in_order(first=joined_date, last=person.left_date, field="joined_date")
    earlier = min(person.joined_date, joined_date)
    person.name, person.joined_date = name_is_given(name=name), joined_date
    if phone is not None:
        person.phone = check_mobile(phone, field="phone") if phone.strip() else ""
        _phone_is_free(person.phone, but=person.pk)
        person.phone_last4 = person.phone[-4:]
    person.save()
    after = {"name": person.name, "joined": str(person.joined_date), "phone": person.phone_last4}
    changes = {key: (before[key], after[key]) for key in after if before[key] != after[key]}
    if changes:
        audit.record(person, by=by, action="person.change", changes=changes)
        figures.changed(STAFFING, on=earlier)
    return person


@transaction.atomic
def person_link_user(*, person_id: int, user_id: int | None, by: Actor) -> Person:
    """Say which account is this person's, or none."""
    personnel_only(by)
    person = _locked(person_id)
    if user_id is not None and Person.objects.filter(user_id=user_id).exclude(pk=person_id):
        raise Violation(_("This account belongs to another person already."), field="user")
    person.user_id = user_id
    person.save(update_fields=["user"])
    audit.record(person, by=by, action="person.link_user", changes={"user": user_id})
    return person


@transaction.atomic
def person_invite(
    *, person_id: int, grants: Iterable[Holding], by: Actor, on: date
) -> tuple[Invitation, str]:
    """Invite a registered person to open an account; returns invitation and token.

    The account finds its person by the phone when the link is used (`link_by_phone`).
    """
    person = _locked(person_id)
    if person.user_id is not None:
        raise Violation(_("%(name)s has an account already.") % {"name": person.name})
    if not person.phone:
        raise Violation(_("Enter the mobile phone first; the account is found by it."))
    return invite(name=person.name, phone=person.phone, grants=grants, by=by, on=on)


def link_by_phone(user: User) -> None:
    """A new account meets the registered person of the same phone."""
    if user.phone_hash:
        Person.objects.filter(phone_hash=user.phone_hash, user=None).update(user=user)
