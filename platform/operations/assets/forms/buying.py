"""Forms of a purchase request, from the draft to the ledger."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from console.records.forms import RETURN, Phrases
from operations.assets import selectors
from operations.assets.kinds import Funds, PaperKind, Slot
from operations.assets.models import PurchaseRequest
from operations.assets.services import PurchaseData
from operations.staff.selectors import departments

CHOOSE = (("", _("Choose")),)
PRICE: dict[str, Any] = {"max_digits": 12, "decimal_places": 2}
# What stands in each part of the request.
PARTS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("What is to be bought"), ("department_id", "asset_class_id", "item", "spec")),
    (_("How many and at what price"), ("quantity", "unit_price", "months", "as_fixed")),
    (_("What for"), ("purpose", "wanted_date", "funds", "quota", "holding")),
)


class PurchaseForm(forms.Form):
    """The request to buy a fixed asset (R71)."""

    department_id = forms.TypedChoiceField(
        label=_("Department that asks"), coerce=int, choices=(),
        error_messages={"required": _("Choose the department.")},
    )  # fmt: skip
    asset_class_id = forms.TypedChoiceField(
        label=_("Class of the asset"), coerce=int, empty_value=None, choices=(), required=False,
        help_text=_("Left open, it follows from the name where the handbook lists the kind."),
    )  # fmt: skip
    item = forms.CharField(
        label=_("Thing to be bought"), max_length=60,
        error_messages={"required": _("Say what is to be bought.")},
    )  # fmt: skip
    spec = forms.CharField(
        label=_("Model and specification"), max_length=120,
        error_messages={
            "required": _("Name model and specification; acceptance compares with them.")
        },
    )  # fmt: skip
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=500, initial=1)
    unit_price = forms.DecimalField(
        label=_("Estimated unit price (yuan)"), min_value=0, **PRICE,
        error_messages={"required": _("Estimate the unit price in yuan.")},
    )  # fmt: skip
    months = forms.IntegerField(
        label=_("Of use for (months)"), min_value=1, max_value=600, initial=72,
        help_text=_("Twelve months count as one year."),
    )  # fmt: skip
    as_fixed = forms.BooleanField(
        label=_("Manage as a fixed asset"), required=False,
        help_text=_("For many alike that are below the threshold each."),
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("What it is needed for"), max_length=200,
        error_messages={"required": _("Say what it is needed for.")},
    )  # fmt: skip
    wanted_date = forms.DateField(label=_("Wanted by"), widget=day_input(), required=False)
    funds = forms.ChoiceField(
        label=_("Source of funds"), choices=(*CHOOSE, *Funds.choices),
        error_messages={"required": _("Choose the source of funds.")},
    )  # fmt: skip
    quota = forms.CharField(
        label=_("Allocation standard"), max_length=80,
        error_messages={
            "required": _("State the allocation standard; “none” where there is none.")
        },
    )  # fmt: skip
    holding = forms.IntegerField(
        label=_("The department has already"), min_value=0, max_value=9999, initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department_id"].choices = [  # type: ignore[attr-defined]
            *CHOOSE,
            *((one.pk, one.name) for one in departments()),
        ]
        self.fields["asset_class_id"].choices = [  # type: ignore[attr-defined]
            *CHOOSE,
            *((one.pk, f"{one.code} {one.name}") for one in selectors.classes()),
        ]

    def clean(self) -> dict[str, Any]:
        """The class follows from the handbook's list where none is chosen (R69)."""
        given = super().clean() or {}
        if "asset_class_id" in given and given["asset_class_id"] is None:
            given["asset_class_id"] = selectors.listed_class(given.get("item", ""))
            if given["asset_class_id"] is None:
                self.add_error("asset_class_id", _("Choose the class."))
        return given

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields by part."""
        return [(title, [self[name] for name in names]) for title, names in PARTS]

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        return {"data": PurchaseData(**self.cleaned_data)}


class ReasonForm(forms.Form):
    """A reason, with phrases."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=Phrases(RETURN),
        error_messages={"required": _("Please give the reason.")},
    )  # fmt: skip


class OpinionForm(forms.Form):
    """An opinion that may be left out."""

    reason = forms.CharField(
        label=_("Opinion"), max_length=300, required=False, widget=Phrases((_("Agreed."),))
    )


class BuyForm(forms.Form):
    """The list of what lies idle, seen as it is, and why none of it does (R72)."""

    shown = forms.CharField(
        label=_("Numbers of the idle assets that were listed"), required=False,
        widget=forms.HiddenInput(),
    )  # fmt: skip
    seen = forms.BooleanField(label=_("I have seen the idle assets of this class"), required=False)
    reason = forms.CharField(
        label=_("Why it is bought all the same"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where something of the class lies idle."),
    )  # fmt: skip

    def __init__(self, *args: Any, record: PurchaseRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        idle = list(selectors.idle(record.asset_class_id))
        self.fields["shown"].initial = ",".join(one.number for one in idle)
        self.fields["seen"].help_text = (
            "；".join(f"{one} {one.model}（{one.place}）" for one in idle)
            if idle
            else str(_("Nothing of this class lies idle."))
        )

    def clean_shown(self) -> tuple[str, ...]:
        """Numbers of the assets that were listed."""
        return tuple(one for one in self.cleaned_data["shown"].split(",") if one)


class ReallocateForm(forms.Form):
    """Which of the idle ones the department gets (R72)."""

    asset_ids = forms.TypedMultipleChoiceField(
        label=_("Idle assets of this class"), coerce=int, choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what is reallocated.")},
    )  # fmt: skip

    def __init__(self, *args: Any, record: PurchaseRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asset_ids"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one} {one.model}（{one.place}）")
            for one in selectors.idle(record.asset_class_id)
        ]


class ArriveForm(forms.Form):
    """From whom, by which agreement, ordered and arrived when (R74–R75)."""

    dealer = forms.CharField(
        label=_("Dealer"), max_length=80, error_messages={"required": _("Name the dealer.")}
    )
    agreement = forms.CharField(
        label=_("Purchase agreement"), max_length=80,
        error_messages={
            "required": _("Name the purchase agreement; “none” where there is none.")
        },
    )  # fmt: skip
    ordered_date = forms.DateField(label=_("Ordered on"), widget=day_input())
    arrived_date = forms.DateField(label=_("Arrived on"), widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["arrived_date"].initial = timezone.localdate()


class AcceptForm(forms.Form):
    """What came: model, quantity, price (R75)."""

    came_spec = forms.CharField(
        label=_("Model that came"), max_length=120,
        error_messages={"required": _("Read the model off the goods.")},
    )  # fmt: skip
    came_quantity = forms.IntegerField(
        label=_("Quantity that came"), min_value=1, max_value=500,
        error_messages={"required": _("Count what came.")},
    )  # fmt: skip
    came_price = forms.DecimalField(
        label=_("Unit price charged (yuan)"), min_value=0, **PRICE,
        error_messages={"required": _("Enter the unit price that is charged.")},
    )  # fmt: skip

    def __init__(self, *args: Any, record: PurchaseRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came_spec"].help_text = record.spec
        self.fields["came_quantity"].help_text = str(record.quantity)
        self.fields["came_price"].help_text = str(record.unit_price)


class DifferForm(AcceptForm):
    """What came otherwise, and why."""

    reason = forms.CharField(
        label=_("Reason of the differences"), max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please give the reason.")},
    )  # fmt: skip


UNKNOWN = _("“None” or “unknown” where so.")


class RegisterForm(forms.Form):
    """The columns of the card that are not known from the purchase (R78)."""

    model = forms.CharField(label=_("Model"), max_length=80, help_text=UNKNOWN)
    spec = forms.CharField(label=_("Specification"), max_length=120, help_text=UNKNOWN)
    manufacturer = forms.CharField(label=_("Manufacturer"), max_length=80, help_text=UNKNOWN)
    place = forms.CharField(label=_("Place of the asset"), max_length=80)
    warranty = forms.CharField(label=_("Warranty"), max_length=80, help_text=UNKNOWN)
    serials = forms.CharField(
        label=_("Serial numbers"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One to a line, one for each piece; or leave it empty."),
    )  # fmt: skip


class PaperForm(forms.Form):
    """A voucher or an invoice, and who has its two copies (R76)."""

    kind = forms.ChoiceField(label=_("Kind"), choices=PaperKind.choices)
    code = forms.CharField(
        label=_("Invoice code"), max_length=12, required=False,
        help_text=_("Fully digital invoices have none."),
    )  # fmt: skip
    number = forms.CharField(
        label=_("Number of the voucher or invoice"), max_length=30,
        error_messages={"required": _("Enter the number of the voucher or invoice.")},
    )  # fmt: skip
    amount = forms.DecimalField(
        label=_("Amount (yuan)"), min_value=0, **PRICE,
        error_messages={"required": _("Enter the amount in yuan.")},
    )  # fmt: skip
    issued_date = forms.DateField(label=_("Issued on"), widget=day_input())
    dealer = forms.CharField(label=_("Dealer"), max_length=80, required=False)
    kept_by = forms.CharField(label=_("Retained copy is with"), max_length=80, required=False)
    finance_by = forms.CharField(label=_("Copy for finance is with"), max_length=80, required=False)


class ChosenPaperForm(forms.Form):
    """One of the papers of a purchase."""

    paper_id = forms.TypedChoiceField(
        label=_("Voucher or invoice"), coerce=int, choices=(),
        error_messages={"required": _("Choose the paper.")},
    )  # fmt: skip

    def __init__(self, *args: Any, record: PurchaseRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper_id"].choices = [  # type: ignore[attr-defined]
            *CHOOSE,
            *((one.pk, str(one)) for one in selectors.papers(record)),
        ]


class CopyForm(ChosenPaperForm):
    """Who has a copy since when."""

    slot = forms.ChoiceField(label=_("Copy"), choices=Slot.choices)
    holder_name = forms.CharField(
        label=_("Held by"), max_length=80,
        error_messages={"required": _("Say who has the copy.")},
    )  # fmt: skip
    since_date = forms.DateField(label=_("Since"), widget=day_input())


class HandInForm(forms.Form):
    """Who is paid."""

    payee = forms.CharField(
        label=_("Paid to"), max_length=80, error_messages={"required": _("Say who is paid.")}
    )
