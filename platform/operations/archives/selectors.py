"""Reads of the archive; each takes the actor and narrows to what they may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.posts import Post
from core.actor import Actor
from core.codes.typed import typed_year
from core.workcalendar import WorkCalendar
from operations.archives import fulltext, sources
from operations.archives.kinds import Fault, Form
from operations.archives.lifecycle import LEADERS, RUNNING, D, L
from operations.archives.models import ArchivedFile, ArchivedPart, DestructionList, Loan
from operations.archives.settings import FilingPlan
from operations.archives.sources import Waiting

# Who looks after the archive, and who looks over it.
KEEPERS = (Post.OFFICE,)
OVERSEERS = (Post.OFFICE, *LEADERS, Post.COUNTY_ADMIN)
# What the watermark can be put on.
MARKABLE = ("application/pdf", "image/jpeg", "image/png", "image/webp")


def oversees(actor: Actor) -> bool:
    """The office, the leaders, the administrator: they see all of the archive."""
    return any(actor.holds(post) for post in OVERSEERS)


def files(actor: Actor, *, on: date) -> QuerySet[ArchivedFile]:
    """Archived files whose record one may read, and those one has borrowed."""
    found = ArchivedFile.objects.all()
    if oversees(actor):
        return found
    lent = fulltext.lent_to(actor, on=on).values("pk")
    return found.filter(fulltext.readable(actor, on=on) | Q(pk__in=lent))


def filtered(
    found: QuerySet[ArchivedFile],
    *,
    query: str = "",
    year: str = "",
    retention: str = "",
    source: str = "",
    unit: str = "",
    state: str = "",
) -> QuerySet[ArchivedFile]:
    """Narrowed by what the list's filters say."""
    words = query.strip()
    if words:
        found = found.filter(
            Q(title__icontains=words)
            | Q(number__icontains=words)
            | Q(document_number__icontains=words)
            | Q(author__icontains=words)
        )
    if chosen := typed_year(year):
        found = found.filter(year=chosen)
    if retention:
        found = found.filter(retention=retention)
    if source:
        found = found.filter(source=source)
    if unit:
        found = found.filter(unit=unit)
    if state == "lent":
        found = found.filter(Exists(_out()))
    elif state == "faulty":
        found = found.filter(Exists(faulty_parts().filter(file=OuterRef("pk"))))
    elif state == "destroyed":
        found = found.filter(destroyed_at__isnull=False)
    return found


def _out() -> QuerySet[Loan]:
    return Loan.objects.filter(file=OuterRef("pk"), status=L.LENT)


def with_loans(found: QuerySet[ArchivedFile]) -> QuerySet[ArchivedFile]:
    """With a mark at what is out and at what is at fault, for a list."""
    return found.annotate(
        is_out=Exists(_out()),
        is_faulty=Exists(faulty_parts().filter(file=OuterRef("pk"))),
    )


def faulty_parts() -> QuerySet[ArchivedPart]:
    """Parts that are not to the byte what was filed; those destroyed by a list do not count."""
    return ArchivedPart.objects.exclude(fault=Fault.NONE).filter(file__destroyed_at=None)


def in_order(found: QuerySet[ArchivedFile]) -> QuerySet[ArchivedFile]:
    """As the catalogue lists them: by year, term, unit, item."""
    return found.order_by("-year", "retention", "unit", "fonds", "item")


def years() -> list[int]:
    """Years of which something is filed, the latest first."""
    return list(ArchivedFile.objects.order_by("-year").values_list("year", flat=True).distinct())


def units() -> list[str]:
    """Codes of units that have filed something."""
    return list(ArchivedFile.objects.order_by("unit").values_list("unit", flat=True).distinct())


def waiting(*, on: date, year: int | None = None, source: str = "") -> list[Waiting]:
    """What is finished and not filed, the oldest first; of one year, where one is asked for."""
    calendar, plan = WorkCalendar.load(), FilingPlan.load(on)
    found = [
        one
        for known in sources.all_sources()
        if not source or known.code == source
        for one in known.waiting(on, calendar, plan)
        if year is None or one.day.year == year
    ]
    return sorted(found, key=lambda one: (one.finished, one.source, one.pk))


def file_of(source: str, record_id: int) -> ArchivedFile | None:
    """The file of a record; None while it is not filed."""
    return ArchivedFile.objects.filter(source=source, record_id=record_id).first()


# --- Loans ---


def loans(actor: Actor) -> QuerySet[Loan]:
    """One's own; all of them for those who look over the archive."""
    found = Loan.objects.select_related("file")
    if oversees(actor):
        return found
    return found.filter(created_by_id__in=actor.persons)


def loans_filtered(found: QuerySet[Loan], *, state: str = "", on: date) -> QuerySet[Loan]:
    """By state; "late" is what should be back."""
    if state == "open":
        return found.filter(status__in=RUNNING)
    if state == "late":
        return found.filter(pk__in=late_loans(on).values("pk"))
    return found.filter(status=state) if state else found


def late_loans(on: date) -> QuerySet[Loan]:
    """Originals that should be back; a copy closes by itself."""
    return Loan.objects.filter(status=L.LENT, form=Form.ORIGINAL, due_date__lt=on)


def original_with(file: ArchivedFile) -> str:
    """Who has the original; '' when it is in."""
    out = file.loans.filter(status=L.LENT, form=Form.ORIGINAL).first()
    return out.borrower_name if out else ""


def markable(file: ArchivedFile) -> QuerySet[ArchivedPart]:
    """Parts that can be shown with a watermark."""
    return file.parts.filter(media_type__in=MARKABLE).order_by("order")


# --- Destruction ---


def lists(actor: Actor) -> QuerySet[DestructionList]:
    """Destruction lists, for those who look over the archive."""
    found = DestructionList.objects.all()
    return found if oversees(actor) else found.none()


def with_counts(found: QuerySet[DestructionList]) -> QuerySet[DestructionList]:
    """With how many files each has."""
    return found.annotate(count=Count("files"))


def over(*, on: date) -> QuerySet[ArchivedFile]:
    """Files whose term is over and that are free: not lent, on no list, not gone."""
    ended = Q(retention="D10", year__lt=on.year - 10) | Q(retention="D30", year__lt=on.year - 30)
    found = ArchivedFile.objects.filter(ended, destroyed_at=None).exclude(is_listed())
    return in_order(found.exclude(Exists(_running())))


def is_listed() -> Q:
    """On a list that has not been dropped."""
    return Q(destruction__isnull=False) & ~Q(destruction__status=D.DROPPED)


def _running() -> QuerySet[Loan]:
    return Loan.objects.filter(file=OuterRef("pk"), status__in=(L.APPROVED, L.LENT))


def taken(chosen: Sequence[ArchivedFile]) -> list[str]:
    """Numbers, of these, that are lent, on a list, or gone."""
    pks = [file.pk for file in chosen]
    found = ArchivedFile.objects.filter(pk__in=pks)
    busy = found.filter(is_listed() | Q(destroyed_at__isnull=False) | Q(Exists(_running())))
    return list(busy.order_by("number").values_list("number", flat=True))
