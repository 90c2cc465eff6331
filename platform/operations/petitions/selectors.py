"""Reads of petitions; each takes the actor and narrows to what they may see."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import CharField, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Cast

from core.actor import Actor, directory
from core.actor import Scope as At
from core.codes.typed import typed_year
from core.inbox.addressing import addressed
from core.models.inbox import InboxItem
from operations.petitions.lifecycle import HANDLERS, LEADERS, OPEN, READERS
from operations.petitions.models import Decision, Involvement, LongerTerm, Petition, Round
from operations.petitions.settings import setting

LATE, SOON = "late", "soon"
EARLIER = 10


def reads_all(actor: Actor) -> bool:
    """Does this person see every petition?"""
    return any(actor.holds(post) for post in READERS)


def petitions(actor: Actor) -> QuerySet[Petition]:
    """Those one may see: all for the office and the leaders; else those one was named for.

    Named: as a handler at whatever stage, or by an item of the inbox. Nobody sees one that is
    about them by their post alone; whoever opens it that way is in the log.
    """
    found = Petition.objects.all()
    if reads_all(actor):
        return found
    me = (actor.acting_for or actor).user_id or 0
    brought = InboxItem.objects.filter(
        addressed(actor) | Q(closed_by_id=me),
        record_type=Petition._meta.label_lower,
    )
    named = Involvement.objects.filter(user_id=me)
    mine = Q(pk__in=named.values("petition")) | Q(key__in=brought.values("record_id"))
    return found.annotate(key=Cast("pk", CharField())).filter(mine)


def with_terms(found: QuerySet[Petition]) -> QuerySet[Petition]:
    """With decisions and handlings, for a list."""
    return found.prefetch_related(
        Prefetch("decisions", Decision.objects.order_by("pk"), to_attr="first_terms"),
        Prefetch("rounds", Round.objects.order_by("pk"), to_attr="all_rounds"),
    )


def filtered(
    found: QuerySet[Petition],
    *,
    today: date,
    query: str = "",
    state: str = "",
    channel: str = "",
    kind: str = "",
    year: str = "",
) -> QuerySet[Petition]:
    """Narrowed by what the list's filters say. Names and phones are not searched for (R156)."""
    words = query.strip()
    if words:
        found = found.filter(Q(subject__icontains=words) | Q(number__icontains=words))
    if state == "open":
        found = found.filter(status__in=OPEN)
    elif state == LATE:
        found = found.filter(late(today))
    elif state == SOON:
        found = found.filter(due_by(today + timedelta(days=setting("yellow_days", on=today))))
        found = found.exclude(late(today))
    elif state:
        found = found.filter(status=state)
    if channel:
        found = found.filter(channel=channel)
    if kind:
        found = found.filter(kind=kind)
    if chosen := typed_year(year):
        found = found.filter(received_date__year=chosen)
    return found


def due_by(day: date) -> Exists | Q:
    """Petitions with a term that ends by a day and is still running."""
    waiting = Decision.objects.filter(petition=OuterRef("pk"), verdict="", due_date__lte=day)
    running = open_rounds().filter(petition=OuterRef("pk"), due_date__lte=day)
    return Exists(waiting) | Exists(running)


def late(today: date) -> Exists | Q:
    """Petitions with a term that has run over."""
    return due_by(today - timedelta(days=1))


def open_decisions() -> QuerySet[Decision]:
    """First terms that are running."""
    return Decision.objects.filter(verdict="")


def open_rounds() -> QuerySet[Round]:
    """Handlings and reviews still to be answered."""
    return Round.objects.filter(answered_date=None, dropped_date=None)


def decision_of(petition: Petition) -> Decision | None:
    """The first term of the present cycle."""
    return petition.decisions.filter(cycle=petition.cycle).first()


def round_of(petition: Petition) -> Round | None:
    """The latest handling or review of the present cycle; None before it is accepted."""
    return petition.rounds.filter(cycle=petition.cycle).order_by("-pk").first()


def involved(petition: Petition) -> list[int]:
    """Users who had it in hand, ever."""
    return list(petition.involved.values_list("user_id", flat=True))


def may_handle(petition: Petition, *, stage: str, posts: tuple[str, ...]) -> list[int]:
    """Users who could be named at a stage: holders of a post, not involved before a review."""
    known = directory()
    found = {user for post in posts for user in known.holders(post, At.CENTRE)}
    if stage != "handling":
        found -= set(involved(petition))
    return sorted(found)


def posts_of(stage: str) -> tuple[str, ...]:
    """A review is a leader's; the first handling is anybody's who works here."""
    return HANDLERS if stage == "handling" else LEADERS


def open_longer_term(found: Round) -> LongerTerm | None:
    """What a leader has to decide on."""
    return found.longer_terms.filter(choice=LongerTerm.Choice.OPEN).first()


def added_days(found: Round) -> int:
    """Calendar days that were agreed on top."""
    agreed = found.longer_terms.filter(choice=LongerTerm.Choice.AGREED).first()
    return agreed.days if agreed else 0


def same_petitioner(petition: Petition, actor: Actor) -> list[Petition]:
    """Other petitions of the same phone, or of the same name without one; by hash only (R156)."""
    if petition.phone_hash:
        same = Q(phone_hash=petition.phone_hash)
    elif petition.name_hash:
        same = Q(name_hash=petition.name_hash)
    else:
        return []
    found = petitions(actor).filter(same).exclude(pk=petition.pk)
    return list(found.order_by("-received_date", "-pk")[:EARLIER])
