"""The record page of a count and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Fact, Group, Panel, RecordView, group
from console.records.steps import DONE, Step
from core.actor import Actor
from core.models.audit import AuditEntry
from operations.counting import forms, selectors, services
from operations.counting.kinds import Subject
from operations.counting.lifecycle import COUNT, WAY, S
from operations.counting.models import Count
from operations.counting.rules.closing import agreement
from operations.counting.selectors import Standing
from operations.counting.services.scanning import LATE

_act = partial(Act, key="count_id")
SHOWN = 50


def differs(record: Count, actor: Actor) -> bool:
    """There is something to approve."""
    return record.lines.filter(selectors.DIFFERS).exists()


class CountRecord(RecordView[Count]):
    """One count: how far it is, what differs, who signed."""

    model = Count
    lifecycle = COUNT
    name = "counting:record"
    header_icon = "list-ul"
    above = (("counting:index", gettext_lazy("Counts")),)
    file_kinds: ClassVar = {
        "file": gettext_lazy("Minutes, scans of the signed sheet"),
        LATE: gettext_lazy("Photo that came after the count was over"),
    }
    tones: ClassVar = {"booked": "good", "closed": "good", "disputed": "warn"}
    actions: ClassVar = {
        "sign": _act(services.count_sign, form=forms.SignForm, tone="primary"),
        "confirm": _act(services.count_confirm, form=forms.SignForm, tone="primary"),
        "return": _act(services.count_return),
        "approve": _act(services.count_approve, tone="primary", may=differs),
        "dispute": _act(services.count_dispute, may=differs),
        "present": _act(services.count_present, tone="primary"),
        "cancel": _act(
            services.count_cancel, tone="no", may=lambda record, actor: not record.is_monthly
        ),
    }

    def visible(self) -> QuerySet[Count]:
        """Those one may see."""
        return selectors.counts(self.actor)

    def may_read_files(self) -> bool:
        """Whoever sees the page sees its files."""
        return True

    @property
    def path_states(self) -> Sequence[str]:  # type: ignore[override]
        """Without differences it ends when both have signed."""
        record = self.record
        ended = record.status == S.CLOSED and not self.standing.whole.differ
        return WAY[:3] if ended else WAY

    @cached_property
    def standing(self) -> Standing:
        """Its figures, asked once."""
        return selectors.standing(self.record)

    def way(self, history: Sequence[AuditEntry]) -> list[Step]:
        """When it is over every step is done."""
        found = super().way(history)
        if self.record.status == self.path_states[-1]:
            return [Step(one.label, DONE, one.at, one.by) for one in found]
        return found

    def may_file(self) -> bool:
        """Those who have to do with counts."""
        return selectors.may_count(self.actor)

    def groups(self) -> Sequence[Group]:
        """What is counted, how far it is, who signed."""
        record, found = self.record, self.standing.whole
        share = agreement(found=found.agree, expected=found.expected)
        # The count of the month is of everything; nobody need be asked.
        some = () if record.is_monthly else record.classes.all()
        classes = "、".join(str(one) for one in some) or _("all classes")
        figures: list[str | Fact] = [
            Fact(_("Answered"), f"{found.answered} / {found.expected}", number=True),
            Fact(
                _("Agree with the books"), "—" if share is None else f"{share:.1f} %", number=True
            ),
        ]
        if record.subject == Subject.ASSETS:
            figures += [
                Fact(_("Not found at the count"), str(found.missing), number=True),
                Fact(_("In the wrong place"), str(found.wrong_place), number=True),
                Fact(_("Not in the books"), str(found.surplus), number=True),
            ]
        figures += [
            Fact(_("Moved during the count"), str(found.moved), number=True),
            Fact(_("Two counters disagree"), str(found.conflicts), number=True),
        ]
        names: list[str | Fact] = ["signed_by_name", "signed_at"] if record.signed_at else []
        names += ["confirmed_by_name", "closed_at"] if record.closed_at else []
        names += ["approved_by_name", "approved_at"] if record.approved_at else []
        scope: list[str | Fact] = []
        if record.subject == Subject.ASSETS:
            scope.append(Fact(_("Classes"), classes))
        scope.append(Fact(_("Places"), "、".join(record.places) or _("all places")))
        return [
            group(
                _("Count"), record, "number", "subject",
                Fact(_("Month of the count"), f"{record.month:%Y-%m}"),
                *scope, "opened_at", "due_date", *names,
            ),
            group(_("How far it is"), record, *figures),
        ]  # fmt: skip

    def panels(self) -> Sequence[Panel]:
        """By place and class; the differences."""
        record = self.record
        found = [
            *self._go(),
            Panel(
                _("By place"),
                "counting/includes/progress.html",
                {"rows": self.standing.by_place, "count": record, "by": "place"},
            ),
            Panel(
                _("By class"),
                "counting/includes/progress.html",
                {"rows": self.standing.by_class, "count": record, "by": ""},
            ),
        ]
        # While it is counted they are a list of their own, one tap away.
        if self.standing.whole.differ and record.status != S.OPEN:
            rows = list(selectors.lines(record).filter(selectors.DIFFERS)[:SHOWN])
            shown = {"rows": rows, "count": record, "more": len(rows) == SHOWN}
            found.insert(0, Panel(_("Differences"), "counting/includes/lines.html", shown))
        return found

    def _go(self) -> list[Panel]:
        """The way to counting, on top, for those who count."""
        record = self.record
        # Supplies are counted again by number where the general manager does not agree.
        again = record.subject == Subject.SUPPLIES and record.status == S.DISPUTED
        if not (again or record.status == S.OPEN) or not selectors.may_count(self.actor):
            return []
        label, name = _("Count by phone"), "phone"
        hint = _("Works for a day without a network; open it once before you set out.")
        if record.subject == Subject.SUPPLIES:
            label, name, hint = _("Enter quantities"), "quantities", ""
        shown = {"label": label, "hint": hint, "url": reverse(f"counting:{name}", args=[record.pk])}
        return [Panel(label, "counting/includes/go.html", shown)]

    def notices(self) -> Sequence[str]:
        """The end of the window; conflicts; differences without an explanation."""
        record, found, said = self.record, self.standing.whole, []
        if record.closed_at is None and record.status != S.CANCELLED:
            today = timezone.localdate()
            words = _("To be closed with both signatures by %(day)s.")
            if today > record.due_date:
                words = _("Overdue since %(day)s: the province sees a red lamp.")
            said.append(words % {"day": record.due_date})
        if record.status == S.OPEN and found.conflicts:
            said.append(
                _("Two counters disagree about %(n)s lines; decide which is right.")
                % {"n": found.conflicts}
            )
        if record.status in (S.OPEN, S.DISPUTED) and found.unexplained:
            said.append(
                _("%(n)s differences still need an explanation and an action.")
                % {"n": found.unexplained}
            )
        return said

    def links(self) -> Sequence[tuple[str, str]]:
        """All lines; the records of phones; the sheet."""
        record, found = self.record, []
        lines = reverse("counting:lines", args=[record.pk])
        found.append((_("All lines"), lines))
        if record.status == S.OPEN and self.standing.whole.differ:
            found.append((_("All differences"), f"{lines}?result=differs"))
        if record.subject == Subject.ASSETS:
            found.append((_("Records of the phones"), reverse("counting:scans", args=[record.pk])))
        found.append((_("Print the count sheet"), reverse("counting:sheet", args=[record.pk])))
        return found
