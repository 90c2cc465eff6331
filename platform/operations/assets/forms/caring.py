"""Forms of repairs, findings, authorisations and scrapping."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from operations.assets import selectors
from operations.assets.kinds import Basis, Cause
from operations.assets.models import Asset, Scrapping

CHOOSE = (("", _("Choose")),)
PRICE: dict[str, Any] = {"max_digits": 12, "decimal_places": 2}


def _lines(label: Any, required: Any, most: int = 200) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": required},
    )


def _staff(field: forms.Field) -> None:
    field.choices = [  # type: ignore[attr-defined]
        *CHOOSE,
        *((one.pk, one.name) for one in selectors.staff()),
    ]


class FaultForm(forms.Form):
    """What is wrong with it (R87)."""

    fault = _lines(_("What is wrong with it"), _("Describe what is wrong with it."))


class SendForm(forms.Form):
    """Who repairs it (R87)."""

    vendor = forms.CharField(
        label=_("Repairer"), max_length=80, error_messages={"required": _("Say who repairs it.")}
    )
    sent_date = forms.DateField(label=_("Given away on"), widget=day_input())
    in_warranty = forms.BooleanField(label=_("Under warranty"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent_date"].initial = timezone.localdate()


class MendForm(forms.Form):
    """What came of it (R87)."""

    result = _lines(_("Result of the repair"), _("Say what was done."))
    cost = forms.DecimalField(
        label=_("Cost (yuan)"), min_value=0, **PRICE,
        error_messages={"required": _("Enter the cost in yuan; 0 where there was none.")},
    )  # fmt: skip
    returned_date = forms.DateField(label=_("Back on"), widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["returned_date"].initial = timezone.localdate()


class FindingForm(forms.Form):
    """What was found, and what is done about it (R88)."""

    text = _lines(_("What was found"), _("Say what was found."))
    measure = _lines(_("Corrective measure"), _("Say what is done about it."))
    owner_id = forms.TypedChoiceField(
        label=_("Who puts it right"), coerce=int, choices=(),
        error_messages={"required": _("Choose who puts it right.")},
    )  # fmt: skip
    due_date = forms.DateField(label=_("Put right by"), widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _staff(self.fields["owner_id"])


class FindingDoneForm(forms.Form):
    """Which one is put right."""

    finding_id = forms.TypedChoiceField(
        label=_("Finding on an asset"), coerce=int, choices=(),
        error_messages={"required": _("Choose the finding.")},
    )  # fmt: skip

    def __init__(self, *args: Any, record: Asset, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding_id"].choices = [  # type: ignore[attr-defined]
            *CHOOSE,
            *((one.pk, one.text) for one in record.findings.filter(done_date=None)),
        ]


class TrainingForm(forms.Form):
    """Somebody was trained for special assets (R84)."""

    person_id = forms.TypedChoiceField(
        label=_("Trained person"), coerce=int, choices=(),
        error_messages={"required": _("Choose the trained person.")},
    )  # fmt: skip
    asset_class_id = forms.TypedChoiceField(
        label=_("Class of the asset"), coerce=int, choices=(),
        error_messages={"required": _("Choose the class.")},
    )  # fmt: skip
    trained_date = forms.DateField(label=_("Trained on"), widget=day_input())
    valid_until_date = forms.DateField(label=_("Authorised until"), widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _staff(self.fields["person_id"])
        self.fields["asset_class_id"].choices = [  # type: ignore[attr-defined]
            *CHOOSE,
            *((one.pk, one.name) for one in selectors.classes().filter(is_special=True)),
        ]


class ScrapForm(forms.Form):
    """Why it is to be scrapped (R89)."""

    cause = forms.ChoiceField(label=_("Cause"), choices=Cause.choices)
    reason = _lines(_("Reason"), _("Please give the reason."), 300)
    culprit_id = forms.TypedChoiceField(
        label=_("Who damaged it"), coerce=int, empty_value=None, choices=(), required=False,
        help_text=_("Only for damage by a person."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _staff(self.fields["culprit_id"])


class InspectForm(forms.Form):
    """What professionals found (R89)."""

    inspector = forms.CharField(
        label=_("Inspected by"), max_length=80,
        error_messages={"required": _("Say who inspected it.")},
    )  # fmt: skip
    inspection = _lines(
        _("Report of the inspection"), _("Enter the report of the inspection."), 300
    )
    hopeless = forms.BooleanField(label=_("It really cannot be repaired"), required=False)
    inspected_date = forms.DateField(label=_("Inspected on"), widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspected_date"].initial = timezone.localdate()


class HandleForm(forms.Form):
    """Which formalities are done (R90)."""

    formalities = _lines(_("Formalities"), _("Say which formalities are done."))


class CompensateForm(forms.Form):
    """Who damaged it has paid (R91)."""

    basis = forms.ChoiceField(label=_("Reckoned from"), choices=Basis.choices)
    basis_amount = forms.DecimalField(
        label=_("Price it is reckoned from (yuan)"), min_value=0, **PRICE
    )
    amount = forms.DecimalField(label=_("Compensation (yuan)"), min_value=0, **PRICE)
    paid_date = forms.DateField(label=_("Compensation paid on"), widget=day_input())
    penalty = forms.CharField(
        label=_("Punished by the staff handbook"), max_length=200, required=False
    )

    def __init__(self, *args: Any, record: Scrapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        due, known = selectors.compensation(record.asset, on=timezone.localdate())
        net = record.asset.price - selectors.worn_of(record.asset)
        self.fields["basis"].initial = due
        self.fields["basis_amount"].initial = self.fields["amount"].initial = known
        self.fields["basis_amount"].help_text = _(
            "Net book value %(net)s, original price %(price)s"
        ) % {"net": net, "price": record.asset.price}
