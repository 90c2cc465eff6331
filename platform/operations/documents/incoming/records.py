"""The record page of an incoming document and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import Post
from console.records import Act, Fact, Group, Panel, PlainForm, RecordView, group
from console.records.places import address_of
from console.records.steps import DONE, Step
from console.sentences import told
from core import followups
from core.actor import Actor
from core.errors import Violation
from core.models.audit import AuditEntry
from core.workcalendar import WorkCalendar
from operations.archives.selectors import file_of
from operations.documents.handwriting import written
from operations.documents.incoming import forms, rules, selectors, services
from operations.documents.incoming.filing import CODE
from operations.documents.incoming.kinds import TO_READ
from operations.documents.incoming.lifecycle import (
    ENDED,
    INCOMING,
    LEADERS,
    UNDER_WAY,
    WAY,
    WAY_OF_READING,
    T,
)
from operations.documents.incoming.services.handling import SUPERVISION
from operations.documents.incoming.services.moving import SCAN
from operations.documents.incoming.textlayer import TextLayer
from operations.documents.models import IncomingDocument, IncomingTask


def parts_of(record: IncomingDocument) -> list[IncomingTask]:
    """All parts it ever had, the responsible one first; asked once a page."""
    if not hasattr(record, "_parts"):
        record._parts = list(  # type: ignore[attr-defined]
            record.tasks.select_related("department").order_by("-is_lead", "pk")
        )
    found: list[IncomingTask] = record._parts  # type: ignore[attr-defined]
    return found


def mine(record: IncomingDocument, actor: Actor) -> list[IncomingTask]:
    """Open parts of this person; asked once a page."""
    known: dict[Actor, list[IncomingTask]] = record.__dict__.setdefault("_mine", {})
    if actor not in known:
        still = [task for task in parts_of(record) if task.is_open]
        known[actor] = selectors.mine_of(still, actor, on=timezone.localdate())
    return known[actor]


def leads(record: IncomingDocument, actor: Actor) -> bool:
    """The responsible part is this person's."""
    return any(task.is_lead for task in mine(record, actor))


def helps(record: IncomingDocument, actor: Actor) -> bool:
    """A co-operating part is this person's, and not done yet."""
    return any(not task.is_lead for task in mine(record, actor))


def may_return(record: IncomingDocument, actor: Actor) -> bool:
    """While departments handle it, whoever has a part returns it."""
    return record.status != T.HANDLING or bool(mine(record, actor))


def only_to_read(record: IncomingDocument, actor: Actor) -> bool:
    """What the office may circulate without an instruction."""
    return record.nature in TO_READ


def may_follow(record: IncomingDocument, actor: Actor) -> bool:
    """Does a module offer supervision, to this person, once a department handles it?"""
    offer = followups.offered(SUPERVISION)
    if offer is None or record.followed_id or record.lead_department_id is None:
        return False
    return offer.is_for(record, actor)


_act = partial(Act, key="document_id")


class IncomingRecord(RecordView[IncomingDocument]):
    """Everything about one incoming document on one page."""

    model = IncomingDocument
    lifecycle = INCOMING
    name = "incoming:record"
    above = (("incoming:index", gettext_lazy("Incoming documents")),)
    file_kinds: ClassVar = {SCAN: gettext_lazy("Scan")}
    tones: ClassVar = {"archived": "good", "sent_back": "bad", "void": "bad", "completed": "good"}
    actions: ClassVar = {
        "check": _act(
            services.incoming_check,
            form=PlainForm,
            tone="primary",
            intro=gettext_lazy(
                "Is it ours to handle? Is it rightly addressed? Are kind, seal and attachments in"
                " order? If not, send it back."
            ),
        ),
        "propose": _act(services.incoming_propose, form=forms.ProposeForm, tone="primary"),
        "circulate": _act(services.incoming_circulate, form=forms.ReadersForm, may=only_to_read),
        "instruct": _act(services.incoming_instruct, form=forms.InstructForm, tone="primary"),
        "let_read": _act(services.incoming_let_read, form=forms.ReadersForm),
        "part": _act(
            services.part_done,
            form=forms.ResultForm,
            label=gettext_lazy("Report one's part done"),
            tone="primary",
            states=(T.HANDLING,),
            may=helps,
        ),
        "complete": _act(
            services.incoming_complete, form=forms.CompleteForm, tone="primary", may=leads
        ),
        "all_read": _act(services.reading_end, form=forms.ReadingEndForm, tone="primary"),
        "archive": _act(services.incoming_archive, form=forms.ArchiveForm, tone="primary"),
        "return": _act(services.incoming_return, form=forms.ReturnForm, may=may_return),
        "add": _act(
            services.instruction_add,
            form=forms.OpinionForm,
            label=gettext_lazy("Add an instruction"),
            states=(T.HANDLING, T.CIRCULATING),
            who=LEADERS,
        ),
        "supervise": _act(
            services.incoming_follow_up,
            form=PlainForm,
            label=gettext_lazy("Put under supervision"),
            states=(*UNDER_WAY, T.COMPLETED),
            may=may_follow,
        ),
        "send_back": _act(services.incoming_send_back, form=forms.SendBackForm, tone="no"),
        "void": _act(services.incoming_void, form=forms.ReasonForm, tone="no"),
    }

    def visible(self) -> QuerySet[IncomingDocument]:
        """Those one may read."""
        return selectors.incoming(self.actor, on=timezone.localdate())

    @property
    def path_states(self) -> Sequence[str]:  # type: ignore[override]
        """What is handled and what is read go different ways."""
        return WAY_OF_READING if self.record.status == T.CIRCULATING else WAY

    def way(self, history: Sequence[AuditEntry]) -> list[Step]:
        """When it is filed every step is done."""
        found = super().way(history)
        if self.record.status == T.ARCHIVED:
            return [Step(one.label, DONE, one.at, one.by) for one in found]
        return found

    @cached_property
    def calendar(self) -> WorkCalendar:
        """Loaded once a page."""
        return WorkCalendar.load()

    # --- Files ---

    def may_read_files(self) -> bool:
        """Whoever sees the record reads its files: the guard asks the same (`joints.may_see`)."""
        return True

    def may_file(self) -> bool:
        """Scans are the office's, until it is ended (R31)."""
        return self.actor.holds(Post.OFFICE) and self.record.status not in ENDED

    def _add(self, request: HttpRequest) -> None:
        """All or none; and what the search can read of them is said."""
        uploads = request.FILES.getlist("file")
        if not uploads or request.POST.get("kind", "") not in self.file_kinds:
            messages.error(request, _("Choose a file first."))
            return
        try:
            added = services.file_attach(
                document_id=self.record.pk,
                files=uploads,
                by=self.actor,
                note=request.POST.get("note", ""),
            )
        except Violation as refused:
            messages.error(request, told(refused))
            return
        for (kept, layer), upload in zip(added, uploads, strict=True):
            tell_of(request, kept.name, upload.name or "", layer)

    # --- The page ---

    def groups(self) -> Sequence[Group]:
        """As the register has it."""
        record = self.record
        return [
            group(
                _("Register"),
                record,
                "number",
                "received_date",
                "sender",
                "sender_number",
                "sender_date",
                "kind",
                "nature",
                "source_level",
                "urgency",
                self._due(),
                "copies",
                "pages",
                "registered_by_name",
                "registered_at",
                *(("duplicate_reason",) if record.duplicate_reason else ()),
                *(("remark",) if record.remark else ()),
            ),
            *self._outcome(),
        ]

    def _due(self) -> Fact:
        record = self.record
        label = IncomingDocument._meta.get_field("due_date").verbose_name
        if record.due_date is None:
            return Fact(label, _("no day named"))
        unsure = self.calendar.unsure_years(
            timezone.localdate(record.registered_at), record.due_date
        )
        note = ""
        if unsure:
            note = _("The holidays of %(years)s are not announced yet.") % {
                "years": "、".join(map(str, unsure))
            }
        return Fact(label, record.due_date.isoformat(), note=note)

    def _outcome(self) -> list[Group]:
        record = self.record
        facts: list[str | Fact] = []
        if record.result:
            facts.append(Fact(_("Result"), record.result, wide=True))
        if record.completed_at:
            facts.append("completed_at")
        if record.reply is not None:
            url = reverse("documents:record", args=[record.reply.pk])
            facts.append(Fact(_("Answered by"), record.reply.number, url=url))
        if record.followed_id:
            url = address_of(record.followed_type, record.followed_id)
            facts.append(Fact(_("Supervision item"), _("Open it"), url=url))
        if record.archive_number:
            file = file_of(CODE, record.pk)
            url = reverse("archives:record", args=[file.pk]) if file else ""
            label = IncomingDocument._meta.get_field("archive_number").verbose_name
            facts += [Fact(label, record.archive_number, url=url), "retention"]
        return [group(_("Outcome"), record, *facts)] if facts else []

    def panels(self) -> Sequence[Panel]:
        """Parts with their lights, and what was said."""
        found = []
        parts = parts_of(self.record)
        if parts:
            calendar, today = self.calendar, timezone.localdate()
            rows = [
                (
                    task,
                    rules.light(
                        calendar,
                        due=task.due_date,
                        done=timezone.localdate(task.closed_at) if task.closed_at else None,
                        today=today,
                    )
                    if not task.cancelled_at
                    else "",
                )
                for task in parts
            ]
            found.append(
                Panel(_("Parts of departments"), "documents/incoming/parts.html", {"rows": rows})
            )
        opinions = list(self.record.opinions.order_by("at", "pk"))
        if opinions:
            drawn = written(opinions)
            said = [(one, drawn.get(one.pk)) for one in opinions]
            found.append(Panel(_("Opinions"), "documents/includes/opinions.html", {"rows": said}))
        return found

    def notices(self) -> Sequence[str]:
        """Why the office should look again."""
        record = self.record
        said = []
        if record.returned_from:
            last = record.opinions.filter(agrees=False).order_by("-pk").first()
            if last is not None:
                said.append(_("Came back: %(reason)s") % {"reason": last.text})
        return said

    def links(self) -> Sequence[tuple[str, str]]:
        """Correct the register, the sheet."""
        pk = self.record.pk
        found = []
        if self.may_file():
            found.append((_("Correct the register"), reverse("incoming:change", args=[pk])))
        found.append((_("Show the handling sheet"), reverse("incoming:sheet", args=[pk])))
        return found


def tell_of(request: HttpRequest, name: str, typed: str, layer: TextLayer | None) -> None:
    """What became of a file: kept as what it is, and whether the search can read it."""
    if layer is None and typed.lower().endswith(".pdf"):
        said = _("“%(typed)s” is a picture, whatever it is called; it is kept as %(name)s.")
        messages.warning(request, said % {"typed": typed, "name": name})
    elif layer is not None and layer.remark:
        said = _("%(name)s was added. %(remark)s")
        messages.warning(request, said % {"name": name, "remark": layer.remark})
    else:
        messages.success(request, _("%(name)s was added.") % {"name": name})
