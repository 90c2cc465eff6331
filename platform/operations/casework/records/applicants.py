"""The page of an applicant: masked, opened with a reason, merged with what is the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Fact, Group, Panel, RecordView, fact, group
from console.records.revealing import PhoneView, RevealForm, RevealView, revealable
from core.actor import Actor
from core.privacy import mask_id, mask_phone
from operations.casework import selectors, services
from operations.casework.forms import applicants as forms
from operations.casework.lifecycle import CALLERS, REGISTRARS
from operations.casework.models import Applicant

CASES = 20


class IdView(RevealView):
    """The ID number."""

    field = "id_number"


def keeps(one: Applicant, actor: Actor) -> bool:
    """Windows and the station of record correct data."""
    return one.anonymised_at is None and bool(actor.posts & set(REGISTRARS))


def has_twin(one: Applicant, actor: Actor) -> bool:
    """Is there an entry that may be the same?"""
    return selectors.duplicates_of(one).exists()


class ApplicantRecord(RecordView[Applicant]):
    """Who asks, what they asked for, and which entries may be the same."""

    template_name = "casework/record.html"
    model = Applicant
    name = "casework:applicant"
    header_icon = "user"
    above = (("casework:applicants", gettext_lazy("Applicants")),)
    actions: ClassVar = {
        "phone": Act(
            form=RevealForm,
            view=PhoneView,
            label=gettext_lazy("See the phone number"),
            may=revealable("phone"),
        ),
        "id": Act(
            form=RevealForm,
            view=IdView,
            label=gettext_lazy("See the ID number"),
            may=revealable("id_number"),
        ),
        "change": Act(
            services.applicant_update,
            form=forms.ApplicantForm,  # type: ignore[arg-type]  # a ModelForm is a form, too
            label=gettext_lazy("Correct the data"),
            may=keeps,
        ),
        "merge": Act(
            services.applicant_merge,
            key="keep_id",
            form=forms.MergeForm,
            who=CALLERS,
            may=has_twin,
            label=gettext_lazy("Merge with another entry"),
            intro=gettext_lazy(
                "This entry is kept. Every case of the other one moves here; it stays in the trail."
            ),
        ),
    }

    def visible(self) -> QuerySet[Applicant]:
        """Those one may see (R148)."""
        return selectors.applicants(self.actor)

    def get_page_title(self) -> str:
        """The name as those who need not know it see it."""
        return str(self.record.masked_name)

    def groups(self) -> Sequence[Group]:
        """Masked (§3.8)."""
        one = self.record
        facts: list[str | Fact] = [
            Fact(_("Name"), one.masked_name),
            "kind",
            Fact(_("Phone"), mask_phone(one.phone) or "—"),
        ]
        if one.id_number:
            facts.append(Fact(_("ID number"), mask_id(one.id_number)))
        if one.is_organisation:
            facts += ["credit_code", "contact_name"]
        if one.station:
            facts.append(fact(one, "station__name", label=_("Station")))
        facts += [
            Fact(_("Village"), self._village()),
            Fact(_("Address"), _("recorded") if one.address else "—"),
            fact(one, "created_at", label=_("Entered")),
        ]
        return [group(_("Applicant"), one, *facts)]

    def _village(self) -> str:
        village = self.record.village
        return f"{village.township.name} · {village.name}" if village else "—"

    def panels(self) -> Sequence[Panel]:
        """Cases one may see; entries that may be the same."""
        cases = selectors.cases(self.actor).filter(applicant=self.record)
        found = [
            Panel(
                _("Cases"),
                "casework/includes/cases.html",
                {"cases": cases.order_by("-created_at", "-pk")[:CASES], "count": cases.count()},
                anchor="cases",
            )
        ]
        twins = selectors.applicants(self.actor).filter(
            pk__in=selectors.duplicates_of(self.record).values("pk")
        )
        rows = [(one.pk, forms.alike(one)) for one in twins.order_by("pk")]
        if rows:
            parts = {"rows": rows}
            found.append(Panel(_("May be the same"), "casework/includes/twins.html", parts))
        return found

    def notices(self) -> Sequence[str]:
        """What one must know before calling."""
        if self.record.anonymised_at:
            day = timezone.localdate(self.record.anonymised_at).isoformat()
            return [_("Made anonymous on %(day)s after the time of keeping.") % {"day": day}]
        return []
