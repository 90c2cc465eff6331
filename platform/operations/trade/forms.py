"""Shape of input only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from console.records.forms import RETURN, Phrases
from operations.trade import selectors
from operations.trade.kinds import (
    Basis,
    CertificateKind,
    InputKind,
    Outcome,
    ProducerKind,
    Verdict,
)
from operations.trade.models import Batch, Producer
from operations.trade.services import BatchData, ProducerData, ProductData

CHOOSE = (("", _("Choose")),)
MOST_DAYS, MOST_NUMBER = 3650, 26_999
# What stands in each part of a batch.
PARTS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Origin"), ("product_id", "village_id", "plot", "quantity", "packs")),
    (_("Days of the batch"), ("sown_date", "harvested_date", "packed_date", "without_inputs")),
    (_("Test"), ("outcome", "tested_by", "test_number", "tested_date")),
    (_("Certificate of conformity"), ("basis", "promised_date")),
)


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day of the calendar."""
    return forms.DateField(label=label, widget=day_input(), required=required, help_text=help_text)


def number_of(label: Any, sentence: Any = "", *, required: bool = True) -> forms.TypedChoiceField:
    """One of a table's rows; the choices come with the form."""
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        choices=(),
        empty_value=None,
        required=required,
        error_messages={"required": sentence} if sentence else None,
    )


class Grouped(forms.Form):
    """A form in parts, with the villages of the county."""

    parts: tuple[tuple[Any, tuple[str, ...]], ...] = ()

    def offer(self, name: str, found: Any, *, empty: Any = CHOOSE) -> None:
        """Say what a field of rows offers."""
        self.fields[name].choices = [*empty, *found]  # type: ignore[attr-defined]

    def offer_villages(self, *, empty: Any = CHOOSE) -> None:
        """Township and village, by code."""
        rows = selectors.villages(on=timezone.localdate())
        named = [(one.pk, f"{one.township.name} · {one.name}") for one in rows]
        self.offer("village_id", named, empty=empty)

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields by part."""
        return [
            (title, [self[name] for name in names if name in self.fields])
            for title, names in self.parts
        ]


class ProducerForm(Grouped):
    """Who makes it."""

    name = forms.CharField(
        label=_("Name of the producer"), max_length=60,
        error_messages={"required": _("Give the producer's name.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind of producer"),
        choices=ProducerKind.choices,
        help_text=_("Of a household the site shows the name masked."),
    )
    credit_code = forms.CharField(
        label=_("Credit code"), max_length=40, required=False,
        help_text=_("Eighteen signs; empty only for a household."),
    )  # fmt: skip
    village_id = number_of(_("Village"), _("Choose a village of the county."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_villages()

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        return {"data": ProducerData(**self.cleaned_data)}


class ProductForm(Grouped):
    """What it is and where it comes from."""

    name = forms.CharField(
        label=_("Name of the product"), max_length=60,
        error_messages={"required": _("Give the product its name.")},
    )  # fmt: skip
    producer_id = number_of(_("Producer"), _("Choose the producer."))
    village_id = number_of(_("Village of origin"), _("Choose a village of the county."))
    variety = forms.CharField(label=_("Variety"), max_length=40, required=False)
    grade = forms.CharField(label=_("Grade"), max_length=40, required=False)
    pack = forms.CharField(
        label=_("Unit and pack"), max_length=40, help_text=_("Such as 2.5 kg a bag."),
        error_messages={"required": _("Say how it is packed.")},
    )  # fmt: skip
    shelf_days = forms.IntegerField(
        label=_("Shelf life (days)"), min_value=1, max_value=MOST_DAYS, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_villages()
        rows = Producer.objects.select_related("village").order_by("name", "pk")
        self.offer("producer_id", [(one.pk, f"{one.name}（{one.village.name}）") for one in rows])

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        return {"data": ProductData(**self.cleaned_data)}


class BatchForm(Grouped):
    """One harvest, packed."""

    parts = PARTS
    product_id = number_of(_("Product"), _("Choose a listed product."))
    village_id = number_of(_("Village of origin"), required=False)
    plot = forms.CharField(label=_("Plot"), max_length=60, required=False)
    quantity = forms.CharField(
        label=_("Quantity"), max_length=40, help_text=_("Such as 1,200 kg."),
        error_messages={"required": _("Say how much it is.")},
    )  # fmt: skip
    packs = forms.IntegerField(
        label=_("Number of packs"), min_value=1, max_value=MOST_NUMBER,
        help_text=_("So many labels are made, and a few to spare."),
    )  # fmt: skip
    sown_date = day(_("Sown or begun on"), required=False)
    harvested_date = day(_("Harvested on"))
    packed_date = day(_("Packed on"))
    without_inputs = forms.BooleanField(
        label=_("Nothing was put on: no fertiliser, pesticide, feed or medicine"), required=False
    )
    outcome = forms.ChoiceField(
        label=_("Result of the test"), choices=Outcome.choices, required=False
    )
    tested_by = forms.CharField(label=_("Tested by"), max_length=60, required=False)
    test_number = forms.CharField(label=_("Number of the report"), max_length=60, required=False)
    tested_date = day(
        _("Tested on"), required=False,
        help_text=_("The report itself is added on the batch's page."),
    )  # fmt: skip
    basis = forms.ChoiceField(label=_("The promise stands on"), choices=Basis.choices)
    promised_date = day(_("Promised on"))

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_villages(empty=(("", _("Where the product comes from")),))
        if known:
            del self.fields["product_id"]
            return
        rows = selectors.listed().values_list("pk", "code", "name")
        self.offer("product_id", [(pk, f"{code} {name}") for pk, code, name in rows])

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        given = dict(self.cleaned_data)
        product = {"product_id": given.pop("product_id")} if "product_id" in given else {}
        return {**product, "data": BatchData(**given)}


class InputForm(forms.Form):
    """What was put on the field."""

    kind = forms.ChoiceField(label=_("Kind of input"), choices=InputKind.choices)
    name = forms.CharField(
        label=_("Name of the input"), max_length=60,
        error_messages={"required": _("Say what was used.")},
    )  # fmt: skip
    amount = forms.CharField(label=_("Amount used"), max_length=40, required=False)
    used_date = day(_("Used on"))
    interval_days = forms.IntegerField(
        label=_("Safety interval (days)"), min_value=0, max_value=365, initial=0,
        help_text=_("As it stands on the label; 0 where it has none."),
    )  # fmt: skip


class DropForm(forms.Form):
    """Which input was not used."""

    input_id = number_of(_("Input"), _("Choose the input."))

    def __init__(self, *args: Any, record: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = record.inputs.order_by("used_date", "pk")
        self.fields["input_id"].choices = [(one.pk, str(one)) for one in rows]  # type: ignore[attr-defined]


class CertificateForm(forms.Form):
    """A certificate of a product."""

    kind = forms.ChoiceField(label=_("Kind of certificate"), choices=CertificateKind.choices)
    number = forms.CharField(
        label=_("Number of the certificate"), max_length=60,
        error_messages={"required": _("Give its number.")},
    )  # fmt: skip
    issuer = forms.CharField(label=_("Issuing body"), max_length=60, required=False)
    valid_from_date = day(_("Valid from"))
    valid_to_date = day(_("Valid to"))


class LabelsForm(forms.Form):
    """How many more."""

    count = forms.IntegerField(
        label=_("Number of labels"), min_value=1, max_value=MOST_NUMBER,
        error_messages={"required": _("Say how many labels are made.")},
    )  # fmt: skip

    def __init__(self, *args: Any, record: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["count"].initial = max(1, record.packs - record.labels)


class SettleForm(forms.Form):
    """What was found out about a label; those that nobody looked into yet come first."""

    serial = number_of(_("Number of the label"), _("Choose the label."))
    verdict = forms.ChoiceField(
        label=_("What was found out"), choices=[one for one in Verdict.choices if one[0]],
        help_text=_("Of a genuine label the page warns no longer, unless it is scanned on."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("How it was found out"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say how it was found out.")},
    )  # fmt: skip

    def __init__(self, *args: Any, record: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = dict(record.doubts.order_by("pk").values_list("serial", "verdict"))
        rows = sorted(found.items(), key=lambda one: (one[1] != Verdict.OPEN, one[0]))
        self.fields["serial"].choices = [  # type: ignore[attr-defined]
            (serial, f"{serial}（{Verdict(verdict).label}）") for serial, verdict in rows
        ]


class RecallForm(forms.Form):
    """Why, and what buyers shall do."""

    reason = forms.CharField(
        label=_("Reason of the recall"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why it is called back.")},
    )  # fmt: skip
    advice = forms.CharField(
        label=_("What buyers shall do"), max_length=200,
        widget=Phrases((_("Please do not eat it, and bring it back to the nearest station."),)),
        error_messages={"required": _("Say what buyers shall do.")},
    )  # fmt: skip


class ReasonForm(forms.Form):
    """A reason, with phrases."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=Phrases(RETURN),
        error_messages={"required": _("Please give the reason.")},
    )  # fmt: skip
