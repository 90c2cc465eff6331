"""Registration: what is sent of a request, read as the window reads it, and the one call."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.errors import invalid
from api.inputs import LARGEST_ID, Input, Values
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from operations.casework import selectors, services
from operations.casework.fields import check_values
from operations.casework.forms.registering import AT_WINDOW_CHOICES
from operations.casework.models import Applicant, Case, Channel, ServiceItem
from operations.casework.services import ApplicantData, CaseData
from operations.casework.services.applicants import EDITABLE
from operations.casework.terms import fields_of, form_of
from operations.casework.views.registering import own_stations
from operations.stations.models import Station, Village

# As a data address: a drawn signature, or a photo of the signed paper.
PICTURE = re.compile(r"data:image/(png|jpeg|webp);base64,", re.ASCII)
LARGEST_CONSENT = 900_000
# What a service says of an applicant is said here of a part of the body.
OF_APPLICANT = frozenset({*EDITABLE, "village"})
EXAMPLE: Mapping[str, Any] = {
    "item": "S02",
    "applicant": {"kind": "person", "name": "祝小满", "phone": "19900003001"},
    "request": "想了解返乡创业的补贴",
    "details": {"topic": "创业就业", "question": "返乡创业有什么补贴？"},
    "materials": [],
}


class ApplicantInput(Input):
    """Who asks: the number of an entry that you may see, or the data of one."""

    id = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        help_text=gettext_lazy("Number of an entry; then nothing else is sent here."),
    )
    kind = serializers.ChoiceField(
        Applicant.Kind.choices, required=False, help_text=gettext_lazy("Kind.")
    )
    name = serializers.CharField(
        required=False, max_length=80, allow_blank=True, help_text=gettext_lazy("Name.")
    )
    phone = serializers.CharField(
        required=False,
        max_length=40,
        allow_blank=True,
        help_text=gettext_lazy("Mobile phone or landline with its area code."),
    )
    id_number = serializers.CharField(
        required=False,
        max_length=40,
        allow_blank=True,
        help_text=gettext_lazy("ID number, where the item asks for it; stored encrypted."),
    )
    credit_code = serializers.CharField(
        required=False,
        max_length=40,
        allow_blank=True,
        help_text=gettext_lazy("Credit code of an organisation."),
    )
    contact_name = serializers.CharField(
        required=False,
        max_length=40,
        allow_blank=True,
        help_text=gettext_lazy("Contact person of an organisation."),
    )
    village = serializers.RegexField(
        r"^\d{12}$", required=False, help_text=gettext_lazy("Twelve-digit code of the village.")
    )
    address = serializers.CharField(
        required=False, max_length=120, allow_blank=True, help_text=gettext_lazy("Address.")
    )


class CaseInput(Input):
    """A request that is registered."""

    item = serializers.CharField(max_length=10, help_text=gettext_lazy("Code of the service item."))
    station = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        help_text=gettext_lazy(
            "Number of the station; left out: your own. At the centre there is none."
        ),
    )
    channel = serializers.ChoiceField(
        AT_WINDOW_CHOICES,
        required=False,
        help_text=gettext_lazy("How it came to the centre; left out: at the window."),
    )
    applicant = ApplicantInput(help_text=gettext_lazy("Who asks (R120)."))
    request = serializers.CharField(
        max_length=2000, help_text=gettext_lazy("What the applicant asks for.")
    )
    details = Values(
        required=False, help_text=gettext_lazy("Answers by the keys of the item's fields.")
    )
    materials = serializers.ListField(
        child=serializers.CharField(max_length=40),
        required=False,
        max_length=50,
        help_text=gettext_lazy("Keys of the papers that were handed in."),
    )
    urgent = serializers.BooleanField(required=False, help_text=gettext_lazy("Urgent?"))
    on_behalf = serializers.BooleanField(
        required=False, help_text=gettext_lazy("Handled on behalf? Then consent is needed (R121).")
    )
    consent = serializers.CharField(
        required=False,
        max_length=LARGEST_CONSENT,
        help_text=gettext_lazy(
            "The signature, or a photo of the signed consent: data:image/png;base64,… (also jpeg, "
            "webp)."
        ),
    )
    agreement = serializers.CharField(
        required=False,
        max_length=80,
        allow_blank=True,
        help_text=gettext_lazy("Agreement that paid work is done under (R140)."),
    )
    about = serializers.CharField(
        required=False,
        max_length=20,
        allow_blank=True,
        help_text=gettext_lazy("Number or reference of the case that a complaint is about."),
    )
    accept = serializers.BooleanField(
        required=False, help_text=gettext_lazy("Accept it at once (R135)?")
    )
    handler_id = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        help_text=gettext_lazy("Who shall have it, where it is accepted at once."),
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Nothing that was sent is dropped in silence."""
        if "handler_id" in attrs and not attrs.get("accept"):
            raise serializers.ValidationError(
                {"handler_id": [_("A handler is named where the case is accepted at once.")]}
            )
        if "consent" in attrs and not attrs.get("on_behalf"):
            raise serializers.ValidationError(
                {"consent": [_("Consent is for cases that are handled on behalf.")]}
            )
        if "id" in attrs["applicant"] and len(attrs["applicant"]) > 1:
            raise serializers.ValidationError(
                {"applicant": [_("Send the number of an entry, or the data of one, not both.")]}
            )
        return attrs


def register(actor: Actor, read: Callable[[], dict[str, Any]]) -> Case:
    """Shape → one call. Raises the refusal 400, or Violation with the field."""
    sent = read()
    try:
        return services.case_register(
            data=_data(actor, sent),
            by=actor,
            at=timezone.now(),
            accept=sent.get("accept", False),
            handler_id=sent.get("handler_id"),
        )
    except Violation as refused:
        if refused.field not in OF_APPLICANT:
            raise
        # Which rule it is that asks for a right phone or code: who is served (R120).
        clauses = refused.clauses or (R(120),)
        field = f"applicant.{refused.field.removesuffix('_id')}"
        raise Violation(refused.sentence, *clauses, field=field) from refused


def _data(actor: Actor, sent: dict[str, Any]) -> CaseData:
    today = timezone.localdate()
    item, station = _item(sent["item"]), _station(actor, sent)
    specs = fields_of(form_of(item, on=today))
    return CaseData(
        item_id=item.pk,
        channel=Channel.STATION if station else sent.get("channel", Channel.WINDOW),
        applicant=_applicant(actor, sent["applicant"], on=today),
        station_id=station.pk if station else None,
        request=sent["request"],
        details=check_values(specs, sent.get("details", {}), stage="apply"),
        materials=_materials(item, sent.get("materials", []), on=today),
        urgent=sent.get("urgent", False),
        on_behalf=sent.get("on_behalf", False),
        consent=_picture(sent["consent"]) if "consent" in sent else None,
        agreement=sent.get("agreement", ""),
        about_id=_about(actor, sent.get("about", "")),
    )


def _item(code: str) -> ServiceItem:
    found = ServiceItem.objects.filter(code=code).first()
    if found is None:
        raise Violation(_("There is no service item with this code."), R(121), field="item")
    return found


def _station(actor: Actor, sent: dict[str, Any]) -> Station | None:
    """A station's own people register there; others at the centre (R148)."""
    own = own_stations(actor)
    if "channel" in sent and own:
        raise Violation(
            _("At a station there is one way to register; leave this out."), field="channel"
        )
    if "station" not in sent:
        return own[0] if own else None
    found = next((one for one in own if one.pk == sent["station"]), None)
    if found is None:
        raise Violation(
            _("You do not register at this station. Leave it out at the centre."),
            R(148),
            field="station",
        )
    return found


def _materials(item: ServiceItem, keys: list[str], *, on: date) -> tuple[str, ...]:
    known = [one["key"] for one in form_of(item, on=on).materials]
    unknown = [key for key in keys if key not in known]
    if unknown:
        words = _("This item does not ask for: %(unknown)s.") % {"unknown": "、".join(unknown)}
        raise invalid({"materials": [words]})
    return tuple(keys)


def _applicant(actor: Actor, sent: dict[str, Any], *, on: date) -> int | ApplicantData:
    if "id" in sent:
        if not selectors.applicants(actor).filter(pk=sent["id"]).exists():
            raise Violation(_("Choose the applicant again."), R(148), field="applicant.id")
        return int(sent["id"])
    values = {name: value for name, value in sent.items() if name != "village"}
    if "village" not in sent:
        return ApplicantData(**values)
    village = Village.objects.on(on).filter(code=sent["village"]).first()
    if village is None:
        raise invalid({"applicant.village": [_("There is no village with this code today.")]})
    return ApplicantData(**values, village_id=village.pk)


def _about(actor: Actor, words: str) -> int | None:
    typed = words.strip().upper()
    if not typed:
        return None
    found = selectors.cases(actor).filter(Q(number=typed) | Q(reference=typed)).first()
    if found is None:
        raise invalid({"about": [_("There is no case with this number here.")]})
    return found.pk


def _picture(address: str) -> ContentFile[bytes]:
    """What a data address holds; what it is, is judged by its content."""
    head = PICTURE.match(address)
    try:
        if head is None:
            raise ValueError
        content = base64.b64decode(address[head.end() :], validate=True)
    except (ValueError, binascii.Error) as error:
        words = _("The signature was not received; please sign again.")
        raise invalid({"consent": [words]}) from error
    return ContentFile(content, name=_("signature.png"))
