"""The record page of a station and what can be done with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import Post
from console.records import Act, ActionView, Fact, Group, Panel, RecordView, group
from core.actor import Actor
from core.attachments import PICTURES
from core.privacy import mask_account, mask_id, mask_phone
from operations.stations import clearance, forms, selectors, services
from operations.stations.abilities import ABILITIES
from operations.stations.lifecycle import (
    APPLICANTS,
    CLERKS,
    ENDED,
    HEADS,
    INSPECTORS,
    STATION,
    States,
)
from operations.stations.models import Station
from operations.stations.rules import DAYS, PHOTOS
from operations.stations.services.managers import INVITERS
from operations.stations.services.opening import PHOTO_KIND, photo_kinds

USUAL = (
    "selected",
    "village",
    "township",
    "centre",
    "commerce",
    "notice",
    "fitout",
    "acceptance",
    "operating",
)
# Who adds photos, agreements and notices.
FILERS = (*APPLICANTS, *INSPECTORS, *HEADS, Post.VILLAGE, Post.COMMERCE)
# On these pages it is shown what is given back before a station is closed.
ENDING = (States.RECTIFYING, States.SUSPENDED)
RUNNING = (States.OPERATING, States.RECTIFYING, States.SUSPENDED)


class InviteView(ActionView):
    """The link is shown once, on the record's page."""

    def perform(self, data: dict[str, Any]) -> None:
        """Make the link and show it."""
        token = services.manager_invite(station_id=self.record.pk, by=self.actor, at=timezone.now())
        link = self.request.build_absolute_uri(f"/invite/{token}/")
        messages.success(
            self.request,
            _("Hand this link to %(name)s; it works once, for seven days: %(link)s")
            % {"name": self.record.manager_name, "link": link},
        )


class HoursView(ActionView):
    """Opening hours."""

    def perform(self, data: dict[str, Any]) -> None:
        """Store the week."""
        services.station_update(
            station_id=self.record.pk,
            by=self.actor,
            at=timezone.now(),
            expected_version=self._version(),
            opening_hours=data["opening_hours"],
        )


class DecideView(ActionView):
    """One of the station's objections is dismissed."""

    def perform(self, data: dict[str, Any]) -> None:
        """The choice was made among this station's own."""
        services.objection_decide(
            objection_id=data["objection_id"],
            decision=data["decision"],
            by=self.actor,
            at=timezone.now(),
        )


def agree(
    *,
    station_id: int,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> Station:
    """The usual form calls an opinion `reason`; the service calls it what it is."""
    return services.station_agree(
        station_id=station_id, by=by, at=at, opinion=reason, expected_version=expected_version
    )


class StationRecord(RecordView[Station]):
    """Everything about one station on one page."""

    model = Station
    lifecycle = STATION
    name = "stations:record"
    above = (("stations:index", gettext_lazy("Stations")),)
    path_states = USUAL
    drafts = (States.SELECTED,)
    draft_title = "name"
    file_kinds: ClassVar = {
        "acceptance_inside": gettext_lazy("Photo inside"),
        "acceptance_outside": gettext_lazy("Photo outside"),
        "agreement": gettext_lazy("Agreement"),
        "notice": gettext_lazy("Public notice"),
        "other": gettext_lazy("Other"),
    }
    tones: ClassVar = {
        "operating": "good",
        "rectifying": "warn",
        "suspended": "warn",
        "closed": "bad",
        "removed": "bad",
        "rejected": "bad",
    }
    actions: ClassVar = {
        "apply": Act(services.station_apply, tone="primary"),
        "resubmit": Act(services.station_resubmit, tone="primary"),
        "agree": Act(agree, key="station_id", tone="primary"),
        "end_notice": Act(services.notice_end, tone="primary"),
        "ready": Act(services.station_ready, tone="primary"),
        "accept": Act(
            services.acceptance_pass,
            form=forms.ChecklistForm,
            tone="primary",
            intro=gettext_lazy("Add the two photos on the record page first."),
        ),
        "rectified": Act(
            services.rectification_end,
            form=forms.JudgeForm,
            tone="primary",
            label=gettext_lazy("Judge the rectification"),
        ),
        "resume": Act(services.station_resume, tone="primary"),
        "remove": Act(services.station_plaque_remove, tone="primary"),
        "inspect": Act(
            services.inspection_record,
            form=forms.InspectionForm,
            who=INSPECTORS,
            states=RUNNING,
            label=gettext_lazy("Record an inspection"),
        ),
        "hours": Act(
            form=forms.HoursForm,
            view=HoursView,
            who=(*CLERKS, Post.STATION_MGR),
            label=gettext_lazy("Opening hours"),
            may=lambda record, actor: record.status not in ("removed", "rejected"),
        ),
        "invite": Act(
            view=InviteView,
            who=INVITERS,
            states=(*USUAL[5:], *RUNNING),
            label=gettext_lazy("Invite the manager"),
            may=lambda record, actor: record.manager_user_id is None,
            intro=gettext_lazy("Makes a link by which the manager opens an account."),
        ),
        "manager": Act(
            services.manager_change,
            form=forms.ManagerForm,
            who=INVITERS,
            states=RUNNING,
            label=gettext_lazy("Change the manager"),
        ),
        "object": Act(
            services.objection_raise,
            form=forms.ObjectionForm,
            who=(*CLERKS, Post.COMMERCE, Post.FRONTDESK),
            states=(States.NOTICE,),
            label=gettext_lazy("Note an objection"),
        ),
        "decide": Act(
            form=forms.DecisionForm,
            view=DecideView,
            who=(Post.COMMERCE,),
            states=(States.NOTICE,),
            label=gettext_lazy("Decide on an objection"),
            may=lambda record, actor: record.objections.filter(decided_at__isnull=True).exists(),
        ),
        "rectify": Act(services.rectification_order, form=forms.RectifyForm),
        "withdraw": Act(services.station_withdraw, tone="no"),
        "return": Act(services.station_return, tone="no"),
        "reject": Act(services.station_reject, tone="no"),
        "uphold": Act(services.station_uphold, tone="no"),
        "fail": Act(services.acceptance_fail, form=forms.FailForm, tone="no"),
        "suspend": Act(services.station_suspend, tone="no"),
        "close": Act(services.station_close, form=forms.CloseForm, tone="no"),
    }

    def visible(self) -> QuerySet[Station]:
        """Own, one's township's, or all (R148)."""
        return selectors.stations(self.actor)

    def types_of(self, kind: str) -> Collection[str]:
        """The photos of form C are pictures (R142)."""
        return PICTURES if kind.startswith(PHOTO_KIND) else self.file_types

    def may_file(self) -> bool:
        """Those who have a part in the station's life, each where their post counts."""
        return any(self.actor.holds_at(post, self.record.process_scopes()) for post in FILERS)

    def groups(self) -> Sequence[Group]:
        """As form A groups them; personal data masked (§3.8)."""
        record = self.record
        return [
            group(_("Station"), record, "number", "level", "kind", "tier", "subsidised", "area_m2"),
            group(
                _("Place"),
                record,
                "township",
                "village",
                "address",
                Fact(_("Position"), self._position()),
            ),
            group(
                _("Operator and manager"),
                record,
                "operator_name",
                "credit_code",
                "manager_name",
                Fact(_("Mobile phone"), mask_phone(record.manager_phone) or "—"),
                Fact(
                    _("ID number"),
                    mask_id(record.manager_id_number) if record.manager_id_number else "—",
                ),
                "training_certificate",
                Fact(_("Account"), str(record.manager_user or "—")),
            ),
            group(
                _("Agreement and account"),
                record,
                "agreement_from_date",
                "agreement_to_date",
                "bank_name",
                Fact(
                    _("Bank account"),
                    mask_account(record.bank_account) if record.bank_account else "—",
                ),
            ),
            group(
                _("Service"),
                record,
                Fact(
                    _("Services offered"),
                    "、".join(str(ABILITIES.get(code, code)) for code in record.abilities) or "—",
                    wide=True,
                ),
                Fact(_("Opening hours"), self._hours(), wide=True),
                "public_phone",
            ),
            group(
                _("Dates"),
                record,
                "applied_date",
                "notice_from_date",
                "notice_to_date",
                "accepted_date",
                "rectify_by_date",
                "note",
            ),
        ]

    def _position(self) -> str:
        record = self.record
        if record.latitude is None or record.longitude is None:
            return "—"
        return f"{record.latitude}, {record.longitude} (WGS-84)"

    def _hours(self) -> str:
        parts = []
        for number, day in enumerate(DAYS, start=1):
            hours = self.record.opening_hours.get(str(number)) or []
            if hours:
                parts.append(f"{day} {hours[0]}–{hours[1]}")
        return "；".join(parts) or "—"

    def panels(self) -> Sequence[Panel]:
        """Visits, orders, objections and changes of manager."""
        panels = []
        if self.record.status in ENDING and (items := clearance.open_items(self.record)):
            title = _("To be given back before the station is closed")
            panels.append(Panel(title, "stations/includes/open.html", {"items": items}))
        found = {name: list(rows) for name, rows in selectors.history(self.record).items()}
        if any(found.values()):
            panels.append(Panel(_("Visits and orders"), "stations/includes/history.html", found))
        return panels

    def notices(self) -> Sequence[str]:
        """What is near."""
        record = self.record
        said = []
        if record.status == States.NOTICE and record.notice_to_date:
            said.append(
                _("On public notice until %(day)s.") % {"day": record.notice_to_date.isoformat()}
            )
        if record.status == States.RECTIFYING and record.rectify_by_date:
            said.append(
                _("To be rectified by %(day)s.") % {"day": record.rectify_by_date.isoformat()}
            )
        if record.status == States.ACCEPTANCE:
            missing = [
                str(words) for key, words in PHOTOS.items() if key not in photo_kinds(record)
            ]
            if missing:
                said.append(
                    _("Still to be added for acceptance: %(what)s.") % {"what": "、".join(missing)}
                )
        if not record.subsidised:
            said.append(_("This station is set up without subsidy (R143)."))
        return said

    def links(self) -> Sequence[tuple[str, str]]:
        """Change, forms, plate, public page."""
        pk = self.record.pk
        found = []
        if may_change(self.record, self.actor):
            found.append((_("Change the data"), reverse("stations:change", args=[pk])))
        found += [
            (label, reverse("stations:paper", args=[pk, kind]))
            for kind, label in paper_kinds(self.record)
        ]
        if self.record.status == States.OPERATING:
            found.append((_("Public page"), f"/stations/{self.record.slug}/"))
        return found


def may_change(record: Station, actor: Actor) -> bool:
    """Is "Change the data" worth showing?"""
    return record.status not in ENDED and any(
        actor.holds_at(post, record.process_scopes()) for post in APPLICANTS
    )


def paper_kinds(record: Station) -> list[tuple[str, str]]:
    """Which papers a station has by now."""
    kinds = []
    if record.number:
        kinds.append(("application", _("Application form (A)")))
        kinds.append(("approval", _("Approval form (B)")))
    if record.accepted_date:
        kinds.append(("acceptance", _("Acceptance sheet (C)")))
        kinds.append(("plate", _("Station plate")))
    return kinds
