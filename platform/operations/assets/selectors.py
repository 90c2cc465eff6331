"""Reads of assets; each takes the actor and narrows to what they may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Cast

from accounts.posts import Post
from core import jobs
from core.actor import Actor, directory
from core.inbox.addressing import addressed
from core.models import Attachment
from core.models.inbox import InboxItem
from core.models.jobs import Job
from operations.assets.kinds import LISTED, Basis, PaperKind, Slot
from operations.assets.lifecycle import (
    APPROVED,
    KEEPERS,
    READERS,
    TAKEN_OVER,
    UNDER_WAY,
    AssetStates,
    PurchaseStates,
    ReimbursementStates,
)
from operations.assets.models import (
    Asset,
    AssetClass,
    Authorisation,
    Custody,
    DepreciationMonth,
    FinanceBalance,
    Finding,
    Movement,
    PurchasePaper,
    PurchaseRequest,
    Reimbursement,
    Repair,
    Scrapping,
)
from operations.assets.rules.caring import basis_due
from operations.assets.settings import setting
from operations.staff.models import Department, Person

PAYERS = (Post.FINANCE, Post.CASHIER)
NOTHING = Decimal(0)
Paper = PurchaseRequest | Reimbursement | Repair | Scrapping


def reads_all(actor: Actor) -> bool:
    """The clerk, the office, administration, finance, heads of departments and the leaders."""
    return any(actor.holds(post) for post in READERS)


def keeps_ledger(actor: Actor) -> bool:
    """The office area and the office (R85)."""
    return any(actor.holds(post) for post in KEEPERS)


def department_of(paper: Paper) -> Department:
    """Whose head decides: the department that asks, or that uses the thing."""
    if isinstance(paper, PurchaseRequest):
        return paper.department
    if isinstance(paper, Reimbursement):
        return paper.request.department
    return paper.asset.department


def head_of(paper: Paper) -> int | None:
    """The department's own head; None where it has none who could decide on it (R0)."""
    person = department_of(paper).head
    head = person.user_id if person else None
    if head is None or head == paper.created_by_id or not directory().is_active(head):
        return None
    return head


def answers_for(paper: Paper, actor: Actor) -> bool:
    """Heads the department; where nobody does, whoever the table of moves allows."""
    head = head_of(paper)
    return head is None or head in actor.persons


def _brought(actor: Actor, model: type) -> QuerySet[InboxItem, str]:
    """Keys of what the inbox brought before this person."""
    me = (actor.acting_for or actor).user_id or 0
    kind = model._meta.label_lower  # type: ignore[attr-defined]
    found = InboxItem.objects.filter(addressed(actor) | Q(closed_by_id=me), record_type=kind)
    return found.values("record_id")  # type: ignore[return-value]


def purchases(actor: Actor) -> QuerySet[PurchaseRequest]:
    """All for those who have to do with purchases; else one's own. Drafts are their maker's."""
    found = PurchaseRequest.objects.select_related("department__head", "asset_class")
    me = (actor.acting_for or actor).user_id or 0
    own = Q(created_by_id=me)
    if reads_all(actor):
        return found.filter(own | ~Q(status=PurchaseStates.DRAFT))
    keyed = found.annotate(key=Cast("pk", CharField()))
    return keyed.filter(own | Q(key__in=_brought(actor, PurchaseRequest)))


def filtered_purchases(
    found: QuerySet[PurchaseRequest], *, query: str = "", state: str = "", department: str = ""
) -> QuerySet[PurchaseRequest]:
    """Narrowed by what the list's filters say."""
    words = query.strip()
    if words:
        found = found.filter(
            Q(item__icontains=words)
            | Q(number__icontains=words)
            | Q(applicant_name__icontains=words)
        )
    if state == "open":
        found = found.filter(status__in=UNDER_WAY)
    elif state:
        found = found.filter(status=state)
    if department.isdecimal():
        found = found.filter(department_id=int(department[:9]))
    return found


def reimbursements(actor: Actor) -> QuerySet[Reimbursement]:
    """All for those who read purchases, else one's own."""
    found = Reimbursement.objects.select_related("request__department__head")
    me = (actor.acting_for or actor).user_id or 0
    if reads_all(actor):
        return found
    keyed = found.annotate(key=Cast("pk", CharField()))
    return keyed.filter(Q(created_by_id=me) | Q(key__in=_brought(actor, Reimbursement)))


def filtered_reimbursements(
    found: QuerySet[Reimbursement], *, query: str = "", state: str = ""
) -> QuerySet[Reimbursement]:
    """Narrowed by what the list's filters say."""
    words = query.strip()
    if words:
        found = found.filter(Q(number__icontains=words) | Q(request__item__icontains=words))
    return found.filter(status=state) if state else found


def assets(actor: Actor) -> QuerySet[Asset]:
    """All for those who have to do with assets; else what one keeps."""
    found = Asset.objects.select_related("department", "asset_class", "kept_for", "request")
    if reads_all(actor):
        return found
    me = (actor.acting_for or actor).user_id or 0
    mine = Custody.objects.filter(to_date=None, person__user_id=me)
    return found.filter(pk__in=mine.values("asset_id"))


def movements(actor: Actor) -> QuerySet[Movement]:
    """The trails of all assets that one may see."""
    found = Movement.objects.select_related("asset", "department")
    return found if reads_all(actor) else found.filter(asset__in=assets(actor).values("pk"))


def filtered_assets(
    found: QuerySet[Asset],
    *,
    query: str = "",
    state: str = "",
    department: str = "",
    kind: str = "",
) -> QuerySet[Asset]:
    """Narrowed by what the list's filters say. kind: number of the class."""
    words = query.strip()
    if words:
        found = found.filter(
            Q(name__icontains=words)
            | Q(number__icontains=words)
            | Q(user_name__icontains=words)
            | Q(serial_number__iexact=words)
            | Q(place__icontains=words)
        )
    if state:
        found = found.filter(status=state)
    if department.isdecimal():
        found = found.filter(department_id=int(department[:9]))
    if kind.isdecimal():
        found = found.filter(asset_class_id=int(kind[:9]))
    return found


def _of_assets(actor: Actor, found: QuerySet[Any]) -> QuerySet[Any]:
    """Papers about an asset: for those who read all, its keeper, and whoever wrote them."""
    if reads_all(actor):
        return found
    me = (actor.acting_for or actor).user_id or 0
    mine = Q(created_by_id=me) | Q(asset__in=assets(actor).values("pk"))
    keyed: QuerySet[Any] = found.annotate(key=Cast("pk", CharField()))
    return keyed.filter(mine | Q(key__in=_brought(actor, found.model)))


def repairs(actor: Actor) -> QuerySet[Repair]:
    """Repairs one may see."""
    return _of_assets(actor, Repair.objects.select_related("asset"))


def scrappings(actor: Actor) -> QuerySet[Scrapping]:
    """Scrappings one may see."""
    return _of_assets(actor, Scrapping.objects.select_related("asset__department__head", "culprit"))


def about_assets(found: QuerySet[Any], *, query: str = "", state: str = "") -> QuerySet[Any]:
    """Repairs or scrappings narrowed by what the list's filters say."""
    words = query.strip()
    if words:
        found = found.filter(
            Q(number__icontains=words)
            | Q(asset__number__icontains=words)
            | Q(asset__name__icontains=words)
        )
    return found.filter(status=state) if state else found


def authorisations() -> QuerySet[Authorisation]:
    """Who was trained for what, the newest first."""
    found = Authorisation.objects.select_related("person", "asset_class")
    return found.order_by("-valid_until_date", "-pk")


def idle(asset_class_id: int) -> QuerySet[Asset]:
    """What of a class lies in store and is set aside for nobody (R72)."""
    return (
        Asset.objects.filter(asset_class_id=asset_class_id, status=AssetStates.STOCK, kept_for=None)
        .select_related("department")
        .order_by("number")
    )


def classes() -> QuerySet[AssetClass]:
    """Classes in use, by their codes."""
    return AssetClass.objects.filter(is_active=True).order_by("code")


def listed_class(thing: str) -> int | None:
    """The class that the handbook's list puts a thing into, by its name (R69)."""
    short = next((short for word, short in LISTED if word in thing), None)
    return classes().filter(short=short).values_list("pk", flat=True).first()


def keeper_of(asset: Asset) -> Custody | None:
    """The open custody; there is at most one (R86)."""
    return asset.custodies.filter(to_date=None).select_related("person").first()


def kept_by(person: Person) -> QuerySet[Custody]:
    """What somebody answers for at present."""
    open_now = Custody.objects.filter(person=person, to_date=None).select_related("asset")
    return open_now.order_by("asset__number")


def signatures(lines: Sequence[Movement]) -> dict[int, list[Attachment]]:
    """What was signed, by the line of the trail."""
    found = Attachment.objects.filter(
        content_type=ContentType.objects.get_for_model(Movement),
        object_id__in=[str(line.pk) for line in lines],
        removed_at=None,
    ).order_by("created_at")
    signed: dict[int, list[Attachment]] = {}
    for picture in found:
        signed.setdefault(int(picture.object_id), []).append(picture)
    return signed


def trained_until(person: Person, asset_class_id: int) -> date | None:
    """How long somebody is authorised for a class; None: not at all (R84)."""
    found = Authorisation.objects.filter(person=person, asset_class_id=asset_class_id)
    return found.aggregate(last=Max("valid_until_date"))["last"]  # type: ignore[no-any-return]


def special_kept() -> QuerySet[Custody]:
    """Who keeps special assets at present (R84)."""
    return Custody.objects.filter(to_date=None, asset__asset_class__is_special=True)


def without_training(kept: QuerySet[Custody], *, on: date) -> QuerySet[Custody]:
    """Those of them without a valid authorisation for the class (R84)."""
    valid = Authorisation.objects.filter(
        person=OuterRef("person"),
        asset_class=OuterRef("asset__asset_class"),
        valid_until_date__gte=on,
    )
    return kept.exclude(Exists(valid))


def findings_open() -> QuerySet[Finding]:
    """What was found and is not put right yet (R88)."""
    return Finding.objects.filter(done_date=None)


def staff() -> QuerySet[Person]:
    """Who may answer for an asset."""
    return Person.objects.filter(status="active").order_by("name", "pk")


def papers(request: PurchaseRequest) -> QuerySet[PurchasePaper]:
    """Vouchers and invoices with their copies."""
    return request.papers.prefetch_related("copies").order_by("kind", "issued_date", "pk")


@dataclass(frozen=True, slots=True)
class Proof:
    """What of the three papers is there, and what the invoices come to (R63, R65)."""

    request: bool
    voucher: bool
    invoice: bool
    total: Decimal


def proof(request: PurchaseRequest) -> Proof:
    """A paper counts when its copy for finance is with somebody."""
    at_finance = request.papers.filter(copies__slot=Slot.FINANCE)
    invoices = at_finance.filter(kind=PaperKind.INVOICE)
    return Proof(
        request=request.status in APPROVED,
        voucher=at_finance.filter(kind=PaperKind.VOUCHER).exists(),
        invoice=invoices.exists(),
        total=invoices.aggregate(all=Sum("amount"))["all"] or NOTHING,
    )


def used_in(*, kind: str, code: str, number: str, request: PurchaseRequest) -> str:
    """The purchase in which a paper was entered; '' for a new one (R65)."""
    found = PurchasePaper.objects.filter(kind=kind, code=code, number=number)
    if kind == PaperKind.VOUCHER:
        found = found.filter(request=request)
    paper = found.select_related("request").first()
    return paper.request.number if paper else ""


def claim_of(request: PurchaseRequest) -> Reimbursement | None:
    """The reimbursement of a purchase."""
    return request.reimbursements.first()


def is_claimed(request: PurchaseRequest) -> bool:
    """Handed in and not returned: its papers stay as they are."""
    return request.reimbursements.exclude(status=ReimbursementStates.RETURNED).exists()


def is_accepted(request: PurchaseRequest) -> bool:
    """The goods are taken over."""
    return request.status in TAKEN_OVER


def in_ledger(asset_class_id: int, *, until: date) -> tuple[int, Decimal]:
    """Number and original value of a class in the physical ledger by a day (R79)."""
    here = Q(scrapped_date=None) | Q(scrapped_date__gt=until)
    found = Asset.objects.filter(here, asset_class_id=asset_class_id, booked_date__lte=until)
    sums = found.aggregate(count=Count("pk"), value=Sum("price"))
    return sums["count"], sums["value"] or NOTHING


def balances(month: date) -> QuerySet[FinanceBalance]:
    """What finance has entered for a month."""
    found = FinanceBalance.objects.filter(month=month).select_related("asset_class")
    return found.order_by("asset_class__code")


def months() -> QuerySet[DepreciationMonth]:
    """Months that were charged, the newest first."""
    return DepreciationMonth.objects.order_by("-month")


def charging(month: date) -> str:
    """The name under which the charging of a month is one job."""
    return f"assets.charge {month:%Y-%m}"


def charging_job(actor: Actor, month: date) -> Job | None:
    """One's own last job that charged this month, or does."""
    return jobs.recent(actor).filter(once=charging(month)).first()


def worn_of(asset: Asset) -> Decimal:
    """What an asset has lost by now."""
    return asset.depreciation.aggregate(all=Sum("amount"))["all"] or NOTHING


def compensation(asset: Asset, *, on: date) -> tuple[str, Decimal | None]:
    """What a compensation is reckoned from, and how much that is by the ledger (R91)."""
    net = asset.price - worn_of(asset)
    due = basis_due(reading=setting("compensation_reading", on=on), net=net)
    return due, {Basis.NET: net, Basis.PRICE: asset.price}.get(Basis(due))


def overdue_orders(today: date) -> QuerySet[PurchaseRequest]:
    """Approved, not bought, and the approval holds no more (R74)."""
    return PurchaseRequest.objects.filter(status=PurchaseStates.BUYING, valid_until_date__lt=today)
