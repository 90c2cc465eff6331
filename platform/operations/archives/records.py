"""The pages of an archived file, of a loan, and of a destruction list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Fact, Group, Panel, PlainForm, RecordView, address_of, group
from core.actor import Actor
from operations.archives import forms, rules, selectors, services, sources
from operations.archives.kinds import Fault, Form
from operations.archives.lifecycle import DESTRUCTION, LOAN, D, L
from operations.archives.models import ArchivedFile, DestructionList, Loan


def kept(record: ArchivedFile, actor: Actor) -> bool:
    """It has not been destroyed."""
    return record.destroyed_at is None


class FileRecord(RecordView[ArchivedFile]):
    """One item of the archive on one page."""

    model = ArchivedFile
    name = "archives:record"
    header_icon = "folder-inverse"
    above = (("archives:index", gettext_lazy("Archive")),)
    actions: ClassVar = {
        "verify": Act(
            services.file_verify,
            key="file_id",
            form=PlainForm,
            label=gettext_lazy("Compare with the hashes"),
            done=gettext_lazy("Every part was compared with its hash; what is wrong stands above."),
            who=selectors.OVERSEERS,
            may=kept,
        )
    }

    def visible(self) -> QuerySet[ArchivedFile]:
        """Those whose record one may read, or that one has borrowed."""
        return selectors.files(self.actor, on=timezone.localdate()).select_related("destruction")

    def may_file(self) -> bool:
        """A package is closed."""
        return False

    @cached_property
    def reads(self) -> bool:
        """May this person read the record itself, and not only a borrowed copy?"""
        source = sources.of(self.record.source)
        if source is None:
            return False
        seen = source.visible(self.actor, timezone.localdate())
        return source.reads_all(self.actor) or seen.filter(pk=self.record.record_id).exists()

    def groups(self) -> Sequence[Group]:
        """The line of the catalogue."""
        record = self.record
        source = sources.of(record.source)
        url = ""
        if source is not None and self.reads:
            url = address_of(source.model._meta.label_lower, str(record.record_id))
        last = rules.ends_in(year=record.year, retention=record.retention)
        return [
            group(
                _("Line of the catalogue"),
                record,
                Fact(_("archive number"), record.number, wide=True),
                "document_number",
                "author",
                "document_date",
                "retention",
                Fact(_("to be kept until"), _("for good") if last is None else str(last)),
                "pages",
                Fact(_("came from"), str(source.label) if source else record.source, url=url),
                "unit",
                "finished_date",
                "due_date",
                "filed_at",
                "filed_by_name",
                "verified_at",
                *(("remark",) if record.remark else ()),
                *(("destroyed_at", self._list()) if record.destroyed_at else ()),
            )
        ]

    def _list(self) -> Fact:
        found = self.record.destruction
        label = ArchivedFile._meta.get_field("destruction").verbose_name
        if found is None or not selectors.oversees(self.actor):
            return Fact(label, str(found or "—"))
        return Fact(label, found.number, url=reverse("archives:list", args=[found.pk]))

    def panels(self) -> Sequence[Panel]:
        """The package; who had it."""
        record = self.record
        parts = record.parts.select_related("paper", "attachment").order_by("order")
        rows = [
            (
                part,
                (part.paper or part.attachment).url  # type: ignore[union-attr]  # a constraint
                if self.reads and record.destroyed_at is None
                else "",
            )
            for part in parts
        ]
        found = [Panel(_("Package"), "archives/includes/parts.html", {"rows": rows})]
        loans = list(selectors.loans(self.actor).filter(file=record).order_by("-pk")[:20])
        if loans:
            found.append(Panel(_("Loans"), "archives/includes/loans.html", {"rows": loans}))
        return found

    def notices(self) -> Sequence[str]:
        """What is at fault, named; that it is gone; who has it."""
        record = self.record
        if record.destroyed_at is not None:
            return [_("Its contents were destroyed; this line of the catalogue is kept for good.")]
        said = [
            _("“%(name)s” is %(fault)s.") % {"name": part.name, "fault": part.get_fault_display()}
            for part in record.parts.exclude(fault=Fault.NONE).order_by("order")
        ]
        out = selectors.original_with(record)
        if out:
            said.append(_("The original is with %(name)s.") % {"name": out})
        return said

    def links(self) -> Sequence[tuple[str, str]]:
        """The cover; applying for it."""
        record = self.record
        found = [(_("Show the cover"), reverse("archives:cover", args=[record.pk]))]
        if record.destroyed_at is None:
            url = f"{reverse('archives:borrow')}?number={record.number}"
            found.append((_("Apply for a loan"), url))
        return found


# --- Loans ---


def own(record: Loan, actor: Actor) -> bool:
    """One's own application."""
    return record.created_by_id in actor.persons


class LoanRecord(RecordView[Loan]):
    """A loan from the application to the return."""

    model = Loan
    lifecycle = LOAN
    name = "archives:loan"
    header_icon = "folder-open-1"
    above = (("archives:loans", gettext_lazy("Loans")),)
    path_states = (L.APPLIED, L.APPROVED, L.LENT, L.RETURNED)
    tones: ClassVar = {
        "applied": "warn",
        "lent": "warn",
        "returned": "good",
        "refused": "bad",
        "withdrawn": "",
    }
    actions: ClassVar = {
        "approve": Act(
            services.loan_approve, key="loan_id", form=forms.OpinionForm, tone="primary"
        ),
        "lend": Act(services.loan_lend, key="loan_id", form=PlainForm, tone="primary"),
        "return": Act(services.loan_return, key="loan_id", form=forms.ReturnForm, tone="primary"),
        "refuse": Act(services.loan_refuse, key="loan_id", form=forms.ReasonForm),
        "withdraw": Act(services.loan_withdraw, key="loan_id", form=PlainForm, tone="no", may=own),
    }

    def visible(self) -> QuerySet[Loan]:
        """One's own; all for those who look over the archive."""
        return selectors.loans(self.actor)

    def may_file(self) -> bool:
        """There is nothing to add."""
        return False

    def groups(self) -> Sequence[Group]:
        """As the register of loans has it."""
        record = self.record
        file = record.file
        may_read = selectors.files(self.actor, on=timezone.localdate()).filter(pk=file.pk).exists()
        url = reverse("archives:record", args=[file.pk]) if may_read else ""
        return [
            group(
                _("Loan"),
                record,
                Fact(_("archive number"), file.number, url=url),
                *((Fact(_("title"), file.title, wide=True),) if may_read else ()),
                "form",
                "borrower_name",
                "applied_at",
                "days",
                Fact(_("needed for"), record.purpose, wide=True),
                *(("decided_by_name", "decided_at") if record.decided_at else ()),
                *(("lent_at", "due_date") if record.lent_at else ()),
                *(("returned_at",) if record.returned_at else ()),
                *(("opened",) if record.form == Form.COPY and record.lent_at else ()),
            )
        ]

    def panels(self) -> Sequence[Panel]:
        """The copies, while they are open to the borrower."""
        record = self.record
        is_open = rules.copy_is_open(
            electronic=record.form == Form.COPY,
            lent=record.status == L.LENT,
            due=record.due_date,
            today=timezone.localdate(),
        )
        if not (is_open and own(record, self.actor)):
            return ()
        rows = list(selectors.markable(record.file))
        context = {"rows": rows, "loan": record}
        return [Panel(_("Borrowed copies"), "archives/includes/copies.html", context)]


# --- Destruction ---


class ListRecord(RecordView[DestructionList]):
    """A destruction list with its files and its two signatures."""

    model = DestructionList
    lifecycle = DESTRUCTION
    name = "archives:list"
    header_icon = "bin"
    above = (("archives:lists", gettext_lazy("Destruction lists")),)
    path_states = (D.PROPOSED, D.APPRAISED, D.DESTROYED)
    tones: ClassVar = {"proposed": "warn", "appraised": "warn", "destroyed": "bad"}
    actions: ClassVar = {
        "appraise": Act(
            services.list_appraise, key="list_id", form=forms.OpinionForm, tone="primary"
        ),
        "destroy": Act(
            services.list_destroy,
            key="list_id",
            form=forms.OpinionForm,
            tone="primary",
            intro=gettext_lazy(
                "The stored papers and files of this list are deleted for good; the lines of the"
                " catalogue and this list with both signatures are kept."
            ),
        ),
        "drop": Act(services.list_drop, key="list_id", form=forms.ReasonForm, tone="no"),
    }

    def visible(self) -> QuerySet[DestructionList]:
        """For those who look over the archive."""
        return selectors.lists(self.actor)

    def may_file(self) -> bool:
        """There is nothing to add."""
        return False

    def groups(self) -> Sequence[Group]:
        """Who proposed and who signed."""
        record = self.record
        return [
            group(
                _("Destruction list"),
                record,
                "number",
                "proposed_by_name",
                "proposed_at",
                Fact(_("why they can go"), record.reason, wide=True),
                *(("appraised_by_name", "appraised_at") if record.appraised_at else ()),
                *((Fact(_("appraisal"), record.appraisal, wide=True),) if record.appraisal else ()),
                *(("approved_by_name", "approved_at") if record.approved_at else ()),
            )
        ]

    def panels(self) -> Sequence[Panel]:
        """The files."""
        files = list(selectors.in_order(ArchivedFile.objects.filter(destruction=self.record)))
        return [Panel(_("Archived files"), "archives/includes/files.html", {"rows": files})]

    def links(self) -> Sequence[tuple[str, str]]:
        """The list as a paper."""
        url = reverse("archives:list_paper", args=[self.record.pk])
        return [(_("Show the list"), url)]
