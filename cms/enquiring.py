"""Writing to the centre: an offer, a question for a product, an application for a station."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actors import address_of
from cms.casework.answers import now, private, refuse, too_many
from cms.casework.forms import Consenting
from cms.casework.throttle import ENQUIRE
from cms.models import ProductPage
from cms.selectors import public
from console.models import Centre
from core.actor import Actor
from core.codes import check_phone
from core.errors import Violation
from operations.enquiries import selectors, services
from operations.enquiries.kinds import Kind
from operations.enquiries.rules import LONGEST_MESSAGE, LONGEST_NAME, LONGEST_PLACE
from operations.enquiries.services import EnquiryData

UNPROCESSABLE = 422
REMEMBERED = 60 * 60
# The page's title, and what stands below it.
WORDS: dict[str, tuple[Any, Any]] = {
    Kind.COOPERATE: (
        gettext_lazy("Work with us"),
        gettext_lazy(
            "Buying in quantity, a shelf in your shop, logistics, training: write what you have "
            "in mind. We call back within two working days."
        ),
    ),
    Kind.PRODUCT: (
        gettext_lazy("Enquire about a product"),
        gettext_lazy(
            "Price, quantity, samples, invoices: ask what you want to know. We call back within "
            "two working days."
        ),
    ),
    Kind.STATION: (
        gettext_lazy("Apply for a station"),
        gettext_lazy(
            "You have a room in the village and like to help your neighbours: tell us. We come "
            "and look at the place with the village committee."
        ),
    ),
}


def notice() -> str:
    """What happens with the data, as it reads today. Whoever changes it makes a new version."""
    centre = Centre.current()
    words = _(
        "%(name)s uses your name, phone and what you write here to answer you, and for nothing "
        "else. It is seen by those who answer and removed one year after the answer. You may ask "
        "to see, correct or remove it."
    ) % {"name": centre}  # fmt: skip
    return f"{words} {_('Service phone')} {centre.phone}" if centre.phone else words


class EnquiryForm(Consenting):
    """Who asks and what; which fields there are depends on the kind."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Enter your name.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": gettext_lazy("Enter a phone number, so that we can answer.")},
    )
    organisation = forms.CharField(
        label=gettext_lazy("Company or co-operative (optional)"), required=False, max_length=80
    )
    place = forms.CharField(
        label=gettext_lazy("Village and place"),
        max_length=LONGEST_PLACE,
        help_text=gettext_lazy("Where the station shall be, and what room you have there."),
        error_messages={"required": gettext_lazy("Say in which village it shall be.")},
    )
    quantity = forms.CharField(
        label=gettext_lazy("Quantity wanted (optional)"), required=False, max_length=40
    )
    message = forms.CharField(
        label=gettext_lazy("What is it about?"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": gettext_lazy("Write what it is about; one sentence is enough.")
        },
    )

    LEFT_OUT = {
        Kind.COOPERATE: ("place", "quantity"),
        Kind.PRODUCT: ("place",),
        Kind.STATION: ("organisation", "quantity"),
    }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, words=notice(), **kwargs)
        self.kind = kind
        for name in self.LEFT_OUT[Kind(kind)]:
            del self.fields[name]

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields in their order; consent stands with its notice."""
        return self.group(("message", "quantity", "place", "name", "phone", "organisation"))

    def clean_phone(self) -> str:
        """A mobile, or a landline with its area code."""
        return str(self.read("phone", check_phone))

    def letter(self, subject: str) -> EnquiryData:
        """What the service takes."""
        data = self.cleaned_data
        more = {name: data.get(name, "") for name in ("organisation", "place", "quantity")}
        return EnquiryData(
            kind=self.kind,
            name=data["name"],
            phone=data["phone"],
            message=data["message"],
            subject=subject,
            agreed_to=self.notice,
            **more,
        )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, kind: str) -> HttpResponse:
    """The form of a kind; sent twice, it is one enquiry. product: the slug of its page."""
    if kind not in Kind.values:
        raise Http404
    product = _product(request) if kind == Kind.PRODUCT else None
    if request.method != "POST":
        return _form(request, EnquiryForm(kind=kind), product)
    sent = cache.get(_key(request.POST.get("nonce", "")))
    if sent:
        return redirect("site_enquiry_receipt", token=sent)
    if not ENQUIRE.passed(address_of(request)):
        return too_many(request)
    form = EnquiryForm(request.POST, kind=kind)
    if form.is_valid():
        letter = form.letter(product.title if product else "")
        try:
            made = services.enquiry_send(data=letter, by=Actor.system(_("Visitor")), at=now())
        except Violation as refused:
            refuse(form, refused)
        else:
            cache.set(_key(form.cleaned_data["nonce"]), made.token, REMEMBERED)
            return redirect("site_enquiry_receipt", token=made.token)
    return _form(request, form, product)


def _product(request: HttpRequest) -> ProductPage | None:
    """The product's page in the address; one that is gone meanwhile leaves a general question."""
    slug = request.GET.get("product", "")[:200]
    found: ProductPage | None = public(ProductPage).filter(slug=slug).first() if slug else None
    return found


def _form(request: HttpRequest, form: EnquiryForm, product: ProductPage | None) -> HttpResponse:
    title, lead = WORDS[form.kind]
    context = {"form": form, "title": title, "lead": lead, "product": product, "kind": form.kind}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "cms/enquiry/form.html", context, status=status)


def _key(nonce: str) -> str:
    return f"cms:enquired:{nonce[:40]}"


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The number to keep; nothing personal stands on it."""
    found = selectors.by_token(token)
    if found is None:
        raise Http404
    return private(render(request, "cms/enquiry/receipt.html", {"enquiry": found}))
