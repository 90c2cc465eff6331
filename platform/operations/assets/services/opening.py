"""Opening balances: cards of things that the centre had before the ledger began (R78, R85)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from console.models import Centre
from core import figures, numbering
from core.actor import Actor
from core.lifecycle_words import denied
from operations.assets.kinds import Act, Way
from operations.assets.lifecycle import KEEPERS, A
from operations.assets.models import Asset, AssetClass, Custody, Movement
from operations.assets.numbers import of_class
from operations.assets.services.moving import BOOKED
from operations.staff.models import Person


@dataclass(frozen=True, slots=True)
class Opening:
    """One card as the spreadsheet has it. keeper: who has it; None: it lies in store."""

    old_number: str
    name: str
    asset_class: int
    model: str
    spec: str
    manufacturer: str
    dealer: str
    price: Decimal
    buyer_name: str
    accepter_name: str
    department: int
    place: str
    warranty: str
    funds: str
    booked_date: date
    keeper: int | None = None


@transaction.atomic
def cards_open(*, cards: Sequence[Opening], by: Actor, at: datetime) -> Sequence[Asset]:
    """All cards at once, numbered by class and the year of booking.

    Who keeps something already has signed for it on paper; the trail says that it was so.
    """
    if not any(by.holds(post) for post in KEEPERS):
        raise denied(KEEPERS)
    shorts = dict(AssetClass.objects.values_list("pk", "short"))
    keepers = {one.keeper for one in cards if one.keeper is not None}
    people = {one.pk: one for one in Person.objects.filter(pk__in=keepers)}
    county = Centre.current().code
    series = [of_class(county, shorts[one.asset_class]) for one in cards]
    numbers = _numbers(series, [one.booked_date for one in cards])
    made = [_card(one, number, people, at) for one, number in zip(cards, numbers, strict=True)]
    Asset.objects.bulk_create(made, batch_size=1000)
    Custody.objects.bulk_create(
        [
            Custody(
                asset=asset, person=people[one.keeper], department_id=one.department,
                from_date=one.booked_date,
            )
            for one, asset in zip(cards, made, strict=True)
            if one.keeper is not None
        ],
        batch_size=1000,
    )  # fmt: skip
    Movement.objects.bulk_create(
        [
            Movement(
                asset=asset,
                act=Act.ENTERED,
                at=at,
                taker_name=people[one.keeper].name if one.keeper is not None else "",
                department_id=one.department,
                place=asset.place,
                note=_("opening balance, %(number)s until now") % {"number": one.old_number},
                by_name=by.signature[:80],
            )
            for one, asset in zip(cards, made, strict=True)
        ],
        batch_size=1000,
    )
    if made:
        figures.changed(BOOKED, on=min(one.booked_date for one in cards))
    return made


def _numbers(series: Sequence[str], days: Sequence[date]) -> list[str]:
    """The number of each card, class by class."""
    found = [""] * len(days)
    for name in sorted(set(series)):
        places = [place for place, one in enumerate(series) if one == name]
        drawn = numbering.draw_many(name, days=[days[place] for place in places])
        for place, number in zip(places, drawn, strict=True):
            found[place] = number.text
    return found


def _card(one: Opening, number: str, people: dict[int, Person], at: datetime) -> Asset:
    keeper = people.get(one.keeper or 0)
    return Asset(
        # It has come this far before the ledger began.
        status=A.IN_USE if keeper else A.STOCK,
        number=number,
        old_number=one.old_number,
        name=one.name,
        asset_class_id=one.asset_class,
        model=one.model,
        spec=one.spec,
        manufacturer=one.manufacturer,
        dealer=one.dealer,
        price=one.price,
        buyer_name=one.buyer_name,
        accepter_name=one.accepter_name,
        department_id=one.department,
        user_name=keeper.name if keeper else _("nobody (in store)"),
        place=one.place,
        warranty=one.warranty,
        way=Way.BOUGHT,
        funds=one.funds,
        booked_date=one.booked_date,
        status_since=at,
    )
