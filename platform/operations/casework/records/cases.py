"""The page of a case: request, applicant, terms, course, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Fact, Group, Panel, RecordView, fact, group
from core import attachments, privacy
from core.actor import directory
from core.privacy import mask_id, mask_phone
from core.workcalendar import WorkCalendar
from operations.casework import selectors, showing
from operations.casework.lifecycle import CASE, DONE, OVER, REGISTRARS, States
from operations.casework.models import Case
from operations.casework.records.acts import ACTIONS, WRITERS, papers_of
from operations.staff.rules import SIX_ZONES

USUAL = (
    *(States.DRAFT, States.SUBMITTED, States.ACCEPTED, States.ASSIGNED),
    *(States.HANDLING, States.FINISHED, States.RATED, States.ARCHIVED),
)


class CaseRecord(RecordView[Case]):
    """Everything about one case on one page; personal data masked (§3.8)."""

    template_name = "casework/record.html"
    model = Case
    lifecycle = CASE
    name = "casework:record"
    header_icon = "help"
    above = (("casework:index", gettext_lazy("Cases")),)
    path_states = USUAL
    drafts = (States.DRAFT,)
    draft_title = "item__name"
    actions = ACTIONS
    tones: ClassVar = {
        "supplement": "warn",
        "waiting": "warn",
        "finished": "good",
        "rated": "good",
        "archived": "good",
        "refused": "bad",
        "ended": "bad",
    }

    def visible(self) -> QuerySet[Case]:
        """Own station's, one's township's, or all (R148)."""
        return selectors.case_full(self.actor)

    @cached_property
    def calendar(self) -> WorkCalendar:
        """Read once for the page."""
        return WorkCalendar.load()

    # --- Facts ---

    def groups(self) -> Sequence[Group]:
        """As a good paper form groups them."""
        case = self.record
        found = [self._request(), self._applicant()]
        told = showing.details(case)
        if told:
            found.append(Group(_("Details of the item"), [Fact(*row) for row in told]))
        if case.submitted_at:
            found.append(self._terms())
        if case.result or case.closing_reason:
            found.append(
                group(
                    _("Result"),
                    case,
                    *(("result", "delivered", "finished_at") if case.result else ()),
                    *(("closing_reason",) if case.closing_reason else ()),
                )
            )
        return found

    def _request(self) -> Group:
        case = self.record
        facts = [
            Fact(_("Service item"), str(case.item), url=self._item_url()),
            Fact(_("Reference"), case.reference),
            Fact(_("Zone"), str(dict(SIX_ZONES).get(case.zone, case.zone))),
            fact(case, "channel"),
            fact(case, "request", wide=True),
        ]
        if case.station:
            facts.insert(2, Fact(_("Station"), case.station.name))
        if case.urgent:
            facts.append(Fact(_("Urgent"), _("yes")))
        if case.on_behalf:
            facts.append(Fact(_("Handled on behalf"), _("yes, with the applicant's consent")))
        if case.agreement:
            facts.append(fact(case, "agreement"))
        if case.consent_text and case.consented_at:
            at = timezone.localtime(case.consented_at)
            facts.append(
                Fact(
                    _("Consent to the use of personal data"),
                    f"{at:%Y-%m-%d %H:%M} · {case.consent_text}",
                    wide=True,
                    note=case.consent_text.text,
                )
            )
        facts.append(Fact(_("Fee"), f"{case.fee} 元" if case.fee else _("free of charge")))
        if case.about:
            about = selectors.cases(self.actor).filter(pk=case.about.pk).exists()
            url = reverse("casework:record", args=[case.about.pk]) if about else ""
            facts.append(Fact(_("Complaint about"), str(case.about), url=url, wide=True))
        return Group(_("Request"), facts)

    def _item_url(self) -> str:
        return reverse("casework:item", args=[self.record.item_id])

    def _applicant(self) -> Group:
        one = self.record.applicant
        if one is None:
            return Group(_("Applicant"), [Fact(_("Name"), "—")])
        seen = selectors.applicants(self.actor).filter(pk=one.pk).exists()
        url = reverse("casework:applicant", args=[one.pk]) if seen else ""
        reveal = reverse("casework:applicant_do", args=[one.pk, "phone"]) if seen else ""
        may = privacy.may_reveal(one, "phone", by=self.actor)
        facts = [
            Fact(_("Name"), one.masked_name, url=url),
            Fact(_("Kind"), str(one.get_kind_display())),
            Fact(
                _("Phone"),
                mask_phone(one.phone) or "—",
                url=reveal if may and one.phone else "",
                note=_("Shown in full for a reason, which is recorded.") if may else "",
            ),
        ]
        if one.id_number:
            facts.append(Fact(_("ID number"), mask_id(one.id_number)))
        if one.credit_code:
            facts.append(Fact(_("Credit code"), one.credit_code))
        if one.village:
            facts.append(Fact(_("Village"), one.village.name))
        return Group(_("Applicant"), facts)

    def _terms(self) -> Group:
        case = self.record
        stand = selectors.standing(case, on=timezone.localdate(), calendar=self.calendar)
        facts = [
            fact(case, "submitted_at"),
            Fact(_("Accepted"), self._accepted()),
            Fact(_("Handler"), case.handler.name if case.handler else "—"),
            Fact(_("Clock"), showing.badge_of(stand) or "—"),
        ]
        facts += [
            Fact(label, day, wide=True, note=reason)
            for label, day, reason in showing.terms(case, calendar=self.calendar)
        ]
        if case.promise_met_at:
            facts.append(fact(case, "promise_met_at"))
        return Group(_("Terms"), facts)

    def _accepted(self) -> str:
        case = self.record
        if case.accepted_at is None:
            return "—"
        return f"{timezone.localtime(case.accepted_at):%Y-%m-%d %H:%M} {case.accepted_by_name}"

    # --- Parts ---

    def panels(self) -> Sequence[Panel]:
        """Materials, course, notes, extensions, rating."""
        case = self.record
        found = []
        if case.form.materials:
            proved = [
                kind.removeprefix("material:")
                for kind in attachments.of(case).values_list("kind", flat=True)
                if kind.startswith("material:")
            ]
            rows = showing.materials(case, proved)
            found.append(self._panel(_("Materials"), "materials", {"rows": rows}))
        course = list(case.course.order_by("on_date", "pk"))
        pauses = list(case.pauses.order_by("from_date", "pk"))
        extensions = list(case.extensions.order_by("pk"))
        if course or pauses or extensions:
            parts = {"course": course, "pauses": pauses, "extensions": extensions}
            found.append(self._panel(_("Course"), "course", parts))
        notes = list(case.notes.order_by("created_at", "pk"))
        if notes:
            known = directory()
            said = [(one, [known.name_of(pk) for pk in one.mentions]) for one in notes]
            found.append(self._panel(_("Internal notes"), "notes", {"notes": said}))
        rating = getattr(case, "rating", None)
        if rating is not None:
            found.append(self._rating(rating))
        return found

    def _rating(self, rating: Any) -> Panel:
        """Hidden from whoever handled the case (R139)."""
        if showing.hides_rating(self.record, self.actor):
            return self._panel(_("Rating"), "rating", {"hidden": True})
        follow_up = getattr(rating, "follow_up", None)
        return self._panel(_("Rating"), "rating", {"rating": rating, "follow_up": follow_up})

    def _panel(self, title: str, part: str, context: Mapping[str, Any]) -> Panel:
        return Panel(title, f"casework/includes/{part}.html", context, anchor=part)

    def notices(self) -> Sequence[str]:
        """What is near, what is missing, what waits for a decision."""
        case, said = self.record, []
        stand = selectors.standing(case, on=timezone.localdate(), calendar=self.calendar)
        words = showing.light_words(stand)
        if stand.light in ("red", "yellow"):
            said.append(f"{words}。")
        if case.status == States.SUPPLEMENT:
            said.append(_("Still missing: %(what)s.") % {"what": "、".join(case.missing)})
        if case.status == States.WAITING:
            pause = case.pauses.filter(to_date__isnull=True).first()
            if pause:
                since = {"day": pause.from_date.isoformat(), "reason": pause.reason}
                said.append(_("Waiting for the applicant since %(day)s: %(reason)s") % since)
        asked = case.extensions.filter(approved__isnull=True).first()
        if asked and case.status not in (*DONE, *OVER):
            words = {"name": asked.asked_by_name, "n": asked.days}  # type: ignore[assignment]
            said.append(_("%(name)s asks for %(n)s more working days.") % words)
        if case.item.withdrawn_date and not case.item.is_offered(timezone.localdate()):
            said.append(_("The item is not offered any more; this case goes on as it was."))
        return said

    def links(self) -> Sequence[tuple[str, str]]:
        """Going on with a draft, papers, the public page."""
        case = self.record
        if case.status == States.DRAFT:
            if self.actor.posts & set(REGISTRARS):
                return [(_("Go on with the draft"), reverse("casework:draft", args=[case.pk]))]
            return []
        found = [
            (str(label), reverse("casework:paper", args=[case.pk, kind]))
            for kind, label in (papers_of(case) if self.actor.posts & WRITERS else ())
        ]
        return [*found, (_("What the applicant sees"), f"/case/{case.token}/")]

    # --- Files ---

    @property
    def file_kinds(self) -> Mapping[str, Any]:  # type: ignore[override]
        """The item's materials by name, and what comes up on the way."""
        kinds = {f"material:{one['key']}": one["name"] for one in self.record.form.materials}
        return {
            **kinds,
            "result": _("Result"),
            "consent": _("Consent"),
            "agreement": _("Agreement"),
            "other": _("Other"),
        }

    def may_file(self) -> bool:
        """Those who have a hand in it, until it is filed."""
        over = self.record.status in (States.ARCHIVED, *OVER)
        return not over and super().may_file() and bool(self.actor.posts & WRITERS)
