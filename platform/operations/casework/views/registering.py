"""Registration at the window and at the station: search first, one form, kept while typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from pypinyin import Style, lazy_pinyin

from accounts.access import console_page
from accounts.actors import actor_of
from accounts.views import once
from accounts.views.pages import Shell
from console.sentences import put_on_form
from core import attachments
from core.actor import Actor
from core.codes.typed import is_digits, plain
from core.errors import Denied, Violation
from core.privacy import mask_phone
from operations.casework import selectors, services
from operations.casework.forms.registering import RegisterForm
from operations.casework.lifecycle import ASSIGNERS, REGISTRARS, States
from operations.casework.models import Applicant, Case, ItemForm, ServiceItem
from operations.casework.selectors import Candidate
from operations.casework.services import CaseData
from operations.casework.services.registering import COMPLAINT, joined
from operations.casework.terms import form_of, promise_of
from operations.stations.models import Station
from operations.stations.selectors import sees_all, stations

ID_LENGTH = 18
# An ID number has a day of birth after the six digits of its region; a credit code does not.
BORN = re.compile(r"\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dX]")


@lru_cache(maxsize=500)
def initials(name: str) -> str:
    """First letters of a name's syllables, as people type them: 创业辅导 → cyfd."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


def may_register(actor: Actor) -> None:
    """Windows and stations. Raises Denied."""
    if not actor.posts & set(REGISTRARS):
        raise Denied(_("Cases are registered at windows and stations."), needs=REGISTRARS)


class RegisterView(Shell, FormView):  # type: ignore[type-arg]
    """One page: who → item → request → materials → done. A draft is gone on with here."""

    template_name = "casework/register.html"
    header_icon = "plus"
    page_title = gettext_lazy("Register a case")
    above = (("casework:index", gettext_lazy("Cases")),)
    form_class = RegisterForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Not your post is 403; a draft one may not see, or that is none, is 404."""
        may_register(self.actor)
        self.today = timezone.localdate()
        self.draft = self._draft()
        self.station = self._station()
        self.item = self._item()
        self.going = request.POST.get("go", "register") if request.method == "POST" else ""
        self.candidates = candidates(self.actor, self.item, self.station, about_id=self._about())
        return super().dispatch(request, *args, **kwargs)

    # --- What the form is about ---

    def _draft(self) -> Case | None:
        sent = self.request.POST.get("draft", "")
        pk = self.kwargs.get("pk") or (int(sent) if is_digits(sent) else None)
        if pk is None:
            return None
        found = selectors.case_full(self.actor).filter(pk=pk, status=States.DRAFT).first()
        if found is None:
            raise Http404
        return found

    def _station(self) -> Station | None:
        """A station's own people register there; others at the centre."""
        if self.draft is not None:
            return self.draft.station
        return station_of(self.actor, self.request.POST.get("station", ""))

    def _items(self) -> Any:
        return selectors.items_for(self.actor, on=self.today, station=self.station)

    def _item(self) -> ServiceItem | None:
        sent = self.request.POST.get("item") or self.request.GET.get("item", "")
        if is_digits(sent):
            return self._items().filter(pk=int(sent)).first()  # type: ignore[no-any-return]
        return self.draft.item if self.draft else None

    def _about(self) -> int | None:
        return self.draft.about_id if self.draft else None

    def get_form_kwargs(self) -> dict[str, Any]:
        """With what the item asks."""
        form = form_of(self.item, on=self.today) if self.item else None
        return {
            **super().get_form_kwargs(),
            "actor": self.actor,
            "items": self._items(),
            "form": form,
            "station": self.station,
            "candidates": self.candidates,
            "complete": self.going not in ("draft", "save"),
            "enter": self.going != "save",
            "values": joined(self.draft) if self.draft else None,
        }

    def get_initial(self) -> dict[str, Any]:
        """The draft, or the applicant one comes from."""
        case = self.draft
        if case is None:
            chosen = self.request.GET.get("applicant", "")
            return {
                "applicant": chosen if is_digits(chosen) else None,
                "item": self.item,
                "on_behalf": self.station is not None,
                "handler_id": suggested(self.candidates),
            }
        names = ("request", "channel", "materials", "urgent", "on_behalf", "agreement")
        return {
            **{name: getattr(case, name) for name in names},
            "applicant": case.applicant_id,
            "item": case.item_id,
            "about": str(case.about.number or case.about.reference) if case.about else "",
            "handler_id": suggested(self.candidates),
        }

    # --- Sending ---

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Without scripts the item's questions are fetched by sending the page."""
        if self.going != "reload":
            return super().post(request, *args, **kwargs)
        sent = {**request.POST.dict(), "materials": request.POST.getlist("materials")}
        kept = self.get_form_kwargs() | {"data": None, "files": None, "initial": sent}
        return self.render_to_response(self.get_context_data(form=RegisterForm(**kept)))

    def form_valid(self, form: RegisterForm) -> HttpResponse:
        """One call; a refusal comes back at its field, with everything that was typed."""
        if self.going == "save":
            return self._save(form)
        sent = self.request.POST.get(once.NAME, "")
        if not once.take(sent):
            messages.info(self.request, _("This was sent already; it was done once."))
            return redirect("casework:index")
        try:
            case = self._perform(form, at=timezone.now())
        except Violation as refusal:
            once.give_back(sent)
            put_on_form(form, refusal)
            return self.form_invalid(form)
        except Denied as refusal:
            once.give_back(sent)
            form.add_error(None, refusal.sentence)
            return self.form_invalid(form, status=403)
        except BaseException:
            once.give_back(sent)
            raise
        messages.success(self.request, self._told(case))
        return redirect("casework:record", pk=case.pk)

    def _perform(self, form: RegisterForm, *, at: datetime) -> Case:
        data = self._data(form)
        if self.going == "draft":
            return self._keep(data, at=at)
        return services.case_register(
            data=data,
            by=self.actor,
            at=at,
            accept=self.going == "accept",
            handler_id=form.cleaned_data["handler_id"] if self.going == "accept" else None,
            draft_id=self.draft.pk if self.draft else None,
        )

    def _data(self, form: RegisterForm) -> CaseData:
        return form.case_data(fee=self.draft.fee if self.draft else Decimal(0))

    def _keep(self, data: CaseData, *, at: datetime) -> Case:
        if self.draft is None:
            return services.case_draft(data=data, by=self.actor, at=at)
        return services.case_save(case_id=self.draft.pk, data=data, by=self.actor, at=at)

    def _save(self, form: RegisterForm) -> HttpResponse:
        """Kept by itself while somebody types; files and new applicants come at the end."""
        case = self._keep(self._data(form), at=timezone.now())
        time = timezone.localtime()
        return JsonResponse(
            {
                "draft": case.pk,
                "url": reverse("casework:draft", args=[case.pk]),
                "said": _("Saved %(time)s") % {"time": f"{time:%H:%M}"},
            }
        )

    def form_invalid(self, form: RegisterForm, *, status: int = 422) -> HttpResponse:
        """The page again; a draft that cannot be kept yet says so."""
        if self.going == "save":
            return JsonResponse({"said": ""}, status=422)
        response = super().form_invalid(form)
        response.status_code = status
        return response

    def _told(self, case: Case) -> str:
        if case.status == States.DRAFT:
            return _("The draft is kept; go on with it any time.")
        if case.accepted_at is not None:
            return _("Accepted as %(number)s. Print the receipt below “More”.") % {
                "number": case.number
            }
        return _("Registered as %(reference)s; the answer is due on %(day)s.") % {
            "reference": case.reference,
            "day": case.answer_due_date.isoformat() if case.answer_due_date else "—",
        }

    # --- Showing ---

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Items to choose from, the applicant chosen, what the item asks."""
        context = super().get_context_data(**kwargs)
        form: RegisterForm = context["form"]
        chosen = form["applicant"].value()
        seen = selectors.applicants(self.actor)
        return {
            **context,
            "draft": self.draft,
            "station": self.station,
            "stations": own_stations(self.actor),
            "items": [
                {"item": one, "find": f"{one.code} {one.name} {initials(one.name)}".lower()}
                for one in self._items()
            ],
            "chosen": seen.filter(pk=chosen).first() if is_digits(str(chosen or "")) else None,
            "kept": attachments.of(self.draft) if self.draft else (),
            "once": once.token(),
            "user_id": self.actor.user_id,
            **parts(form, self.item, self.actor, self.station, on=self.today),
        }


def own_stations(actor: Actor) -> list[Station]:
    """Stations at which this person registers; none for the centre."""
    if sees_all(actor):
        return []
    return list(stations(actor).order_by("pk"))


def station_of(actor: Actor, sent: str) -> Station | None:
    """The station of a station's person: the one sent, if it is theirs, else the first."""
    found = own_stations(actor)
    return next((one for one in found if str(one.pk) == sent), found[0] if found else None)


def as_case(item: ServiceItem, station: Station | None, *, about_id: int | None = None) -> Case:
    """The case that it would become, to ask where it is handled and by whom."""
    return Case(item=item, zone=item.zone, station=station, about_id=about_id)


def may_accept(actor: Actor, item: ServiceItem | None, station: Station | None) -> bool:
    """Can this person accept it at once?"""
    if item is None:
        return sees_all(actor)
    scope = as_case(item, station).process_scope()
    return any(actor.holds(post, scope) for post in REGISTRARS)


def candidates(
    actor: Actor, item: ServiceItem | None, station: Station | None, *, about_id: int | None = None
) -> list[Candidate]:
    """Who could get it, for those who assign; a station does its own items itself."""
    if item is None or station is not None or not actor.posts & set(ASSIGNERS):
        return []
    return selectors.candidates(as_case(item, station, about_id=about_id), on=timezone.localdate())


def suggested(found: Sequence[Candidate]) -> int | None:
    """The best one, where one is of the department and skilled."""
    best = next(iter(found), None)
    if best is None or best.barred or not (best.in_department and best.skilled):
        return None
    return best.user_id


def parts(
    form: Any, item: ServiceItem | None, actor: Actor, station: Station | None, *, on: Any
) -> dict[str, Any]:
    """What the page shows of the item: its fields, materials, terms, handlers."""
    if item is None:
        return {"item": None, "may_accept": may_accept(actor, None, station)}
    now = promise_of(item, on=on)
    ticked = form["materials"].value() or []
    return {
        "item": item,
        "promise": now,
        "details": [form[f"details-{one.key}"] for one in form.specs],
        "materials": [
            {
                "row": one,
                "ticked": one["key"] in ticked,
                "file": form[f"file-{one['key']}"],
            }
            for one in form.material_rows
        ],
        "is_complaint": item.code == COMPLAINT,
        "may_accept": may_accept(actor, item, station),
        "handlers": len(form.fields["handler_id"].choices) > 1,
    }


@console_page
def item_parts(request: HttpRequest) -> HttpResponse:
    """What an item asks, for the page that is open."""
    actor = actor_of(request.user, request)
    may_register(actor)
    on, sent = timezone.localdate(), request.GET.get("item", "")
    station = station_of(actor, request.GET.get("station", ""))
    rows = selectors.items_for(actor, on=on, station=station)
    item = rows.filter(pk=int(sent)).first() if is_digits(sent) else None
    found = candidates(actor, item, station)
    form = RegisterForm(
        actor=actor,
        items=rows,
        form=asked(item, on=on),
        station=station,
        candidates=found,
        initial={"handler_id": suggested(found)},
    )
    context = {"form": form, "station": station, **parts(form, item, actor, station, on=on)}
    return render(request, "casework/includes/item_parts.html", context)


def asked(item: ServiceItem | None, *, on: Any) -> ItemForm | None:
    """The form in force."""
    return form_of(item, on=on) if item else None


@require_POST
@console_page
def hits(request: HttpRequest) -> HttpResponse:
    """Applicants that fit what is typed, masked (htmx). By POST: numbers do not end in logs."""
    actor = actor_of(request.user, request)
    may_register(actor)
    words = request.POST.get("who", "").strip()[:80]
    found = selectors.applicant_search(actor, words) if len(words) > 1 else []
    context = {
        "words": words,
        "rows": [_hit(one) for one in found],
        "typed": guessed(words),
    }
    return render(request, "casework/includes/hits.html", context)


def _hit(one: Applicant) -> dict[str, Any]:
    latest = next(iter(one.cases.all()), None)
    return {
        "pk": one.pk,
        "name": one.masked_name,
        "kind": one.get_kind_display(),
        "phone": mask_phone(one.phone),
        "village": one.village.name if one.village else "",
        "latest": latest,
    }


def guessed(words: str) -> dict[str, str]:
    """Where what was typed belongs on the form of a new applicant."""
    typed = plain(words)
    if not any(sign.isdigit() for sign in typed):
        return {"name": words}
    if len(typed) == ID_LENGTH:
        return {"id_number" if BORN.match(typed) else "credit_code": typed}
    return {"phone": typed}
