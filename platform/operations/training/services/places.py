"""Verbs of places: taken, waited for, given back. Never more people than places (R149)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import R
from core.codes import check_mobile, check_resident_id
from core.errors import Violation
from core.moving import may, move
from core.privacy import search_hash
from operations.stations.models import Station, Village
from operations.training import rules, selectors
from operations.training.kinds import ConsentWay
from operations.training.lifecycle import DESKS, SIGN_UP, K, U
from operations.training.models import ConsentText, SignUp, TrainingClass
from operations.training.services.classes import locked

DIGITS, LETTERS = "23456789", "ABCDEFGHJKMNPQRSTVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class SignUpData:
    """Who comes, and to which words they agreed."""

    class_id: int
    name: str
    phone: str
    village_id: int
    category: str
    agreed_to: str
    id_number: str = ""
    consent_way: str = ConsentWay.SITE


def digest_of(text: str) -> str:
    """What tells one wording of the notice from another."""
    return sha256(text.encode()).hexdigest()


@transaction.atomic
def sign_up_add(*, data: SignUpData, by: Actor, at: datetime) -> SignUp:
    """Take a place, or wait for one; the last place is never taken twice (R149, R152).

    By themselves on the site, by a desk, or by the manager of a station that serves their village
    (R148): all within the same places and the same waiting list.
    """
    today = timezone.localdate(at)
    station = _station_of(by, data, on=today)
    found = locked(data.class_id)
    rules.takes_sign_ups(open_=found.status == K.OPEN, until=found.sign_up_until_date, today=today)
    rules.has_consented(words=data.agreed_to)
    rules.consent_way_is_noted(way=data.consent_way, by_themselves=by.is_system)
    made = _who(found, data, on=today)
    made.station = station
    made.consent_text, _new = ConsentText.objects.get_or_create(
        digest=digest_of(data.agreed_to), defaults={"text": data.agreed_to, "since": at}
    )
    made.consented_at, made.created_by_id, made.status_since = at, by.user_id, at
    made.serial = (found.sign_ups.aggregate(last=Max("serial"))["last"] or 0) + 1
    made.number = f"{found.number}-{made.serial:03d}"
    made.token = get_random_string(32)
    made.cancel_code = get_random_string(6, DIGITS)
    made.save()
    # Everybody begins by waiting; where a place is free nobody waits for long.
    if found.taken < found.capacity:
        giving = by if station is None else Actor.system(_("System"))
        move(SIGN_UP, made, "promote", by=giving, at=at)
        _take(found, 1)
    audit.record(
        made,
        by=by,
        action="sign_up.add",
        changes={"consent_way": str(made.get_consent_way_display())},
        clauses=(R(149), R(152)),
        at=at,
    )
    return made


def _station_of(by: Actor, data: SignUpData, *, on: date) -> Station | None:
    """The station for which a manager signs somebody up; None for others. Raises Denied."""
    if by.is_system or any(by.holds(post) for post in DESKS):
        return None
    own = selectors.stations_managed(by)
    if not own:
        may(by, DESKS)
    found = next(
        (
            one
            for one in own
            if selectors.villages_served([one], on=on).filter(pk=data.village_id).exists()
        ),
        None,
    )
    rules.is_served_by_the_station(served=found is not None)
    return found


def _who(found: TrainingClass, data: SignUpData, *, on: date) -> SignUp:
    # Signs that turn the direction of writing or cannot be seen are no part of a name.
    seen = "".join(sign for sign in data.name if unicodedata.category(sign)[0] != "C")
    name = seen.strip()[:40]
    if not name:
        raise Violation(_("Enter your name."), R(149), field="name")
    phone = check_mobile(data.phone, field="phone")
    number = check_resident_id(data.id_number, on=on, field="id_number") if data.id_number else ""
    village = Village.objects.on(on).filter(pk=data.village_id).first()
    if village is None:
        raise Violation(_("Choose a village of the county."), R(149), field="village_id")
    key = search_hash(number or phone)
    here = found.sign_ups.exclude(status=U.CANCELLED)
    rules.is_entered_once(
        taken=here.filter(person_key=key).exists(),
        sentence=_("You are signed up for this class already."),
        field="phone",
    )
    return SignUp(
        training_class=found,
        name=name,
        phone=phone,
        id_number=number,
        person_key=key,
        village=village,
        category=data.category,
        consent_way=data.consent_way,
        on_site=data.consent_way == ConsentWay.SITE,
    )


def _take(found: TrainingClass, number: int) -> None:
    """The class is locked; should it ever not be, the database still refuses one too many."""
    TrainingClass.objects.filter(pk=found.pk).update(taken=F("taken") + number)
    found.taken += number
    # The places left stand on public pages: whoever listens for a saved class is told.
    found.save(update_fields=["updated_at"])


@transaction.atomic
def sign_up_cancel(
    *, sign_up_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> SignUp:
    """Give the place back; whoever waits longest has it (R149)."""
    class_id = SignUp.objects.values_list("training_class_id", flat=True).get(pk=sign_up_id)
    found = locked(class_id)
    made = SignUp.objects.select_for_update(of=("self",)).get(pk=sign_up_id)
    if found.status not in (K.OPEN, K.DRAFT, K.CANCELLED):
        raise Violation(_("The class has begun; please call us."), R(149))
    had = made.status == U.PLACED
    move(SIGN_UP, made, "cancel", by=by, at=at, version=expected_version)
    if had:
        _take(found, -1)
        if found.status == K.OPEN:
            _next(found, at=at)
    return made


def _next(found: TrainingClass, *, at: datetime) -> None:
    waiting = found.sign_ups.filter(status=U.WAITING).order_by("serial")
    first = waiting.select_for_update(of=("self",)).first()
    if first is not None:
        move(SIGN_UP, first, "promote", by=Actor.system(_("System")), at=at)
        _take(found, 1)


@transaction.atomic
def sign_up_promote(
    *, sign_up_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> SignUp:
    """Give somebody who waits a place that is free, as when places were added (R149)."""
    class_id = SignUp.objects.values_list("training_class_id", flat=True).get(pk=sign_up_id)
    found = locked(class_id)
    made = SignUp.objects.select_for_update(of=("self",)).get(pk=sign_up_id)
    SIGN_UP.check(made, "promote", by=by, expected_version=expected_version)
    rules.place_is_free(taken=found.taken, capacity=found.capacity)
    move(SIGN_UP, made, "promote", by=by, at=at)
    _take(found, 1)
    return made
