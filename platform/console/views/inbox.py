"""The boxes, one item, and the office's verbs on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.base import View

from accounts.views.pages import FormPage, Shell
from console.inbox import boxes
from console.inbox import forms as inbox_forms
from console.inbox.words import address, counts, next_link
from console.sentences import put_on_form
from core import inbox
from core.actor import Actor
from core.codes.typed import is_digits
from core.errors import Violation
from core.inbox.addressing import is_for
from core.models.inbox import InboxItem

PER_PAGE = 30
# A number that no key reaches would be the database's error, not the person's.
DIGITS = 18


class BoxView(Shell, TemplateView):
    """One box: filters and page in the address, what is due first on top."""

    template_name = "console/inbox/box.html"
    header_icon = "list-ul"
    above = ()

    def get_page_title(self) -> str:
        """The box."""
        return str(boxes.TITLES[self.box])

    @property
    def box(self) -> str:
        """Of the address. Raises Http404."""
        box: str = self.kwargs["box"].replace("-", "_")
        if box not in boxes.TITLES:
            raise Http404
        return box

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows with their due times in words."""
        box, sent, now = self.box, self.request.GET, timezone.now()
        asked = boxes.asked(sent.dict(), box=box)
        types = boxes.record_types(self.actor, box)
        found = boxes.found(self.actor, box, asked, at=now)
        page = Paginator(found, PER_PAGE).get_page(sent.get("p"))
        rows = boxes.rows(page.object_list, box=box, at=now)
        return {
            **super().get_context_data(**kwargs),
            "box": box,
            "boxes": [(key, title, key.replace("_", "-")) for key, title in boxes.TITLES.items()],
            "counts": counts(self.request),
            "page": page,
            "rows": rows,
            "batch": any(row.low_risk for row in rows),
            "kinds": boxes.kinds(types, module=asked.module),
            "modules": boxes.modules(types),
            "lights": boxes.LIGHTS.items() if box in boxes.LIT else (),
            "asked": asked,
            "query": sent.urlencode(),
            "empty": boxes.EMPTY[box],
            "oversees": any(map(self.actor.holds, inbox.OVERSEERS)),
        }


class ItemView(Shell, TemplateView):
    """An item whose record has no page of its own."""

    template_name = "console/inbox/item.html"
    header_icon = "list-ul"
    above = (("console:inbox", gettext_lazy("To do")),)

    def get_page_title(self) -> str:
        """The item's title."""
        return self.item.title

    @property
    def item(self) -> InboxItem:
        """Visible to whom it is for, to who sent it and to who began. Raises Http404."""
        if not hasattr(self, "_item"):
            self._item = find_item(self.actor, self.kwargs["pk"])
        return self._item

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The item; opening it is noted."""
        if is_for(self.item, self.actor):
            inbox.mark_opened(item_id=self.item.pk, by=self.actor, at=timezone.now())
        context = super().get_context_data(**kwargs)
        row = boxes.rows([self.item], box=boxes.TODO, at=timezone.now())[0]
        return {**context, "row": row, "mine": is_for(self.item, self.actor)}


def find_item(actor: Actor, pk: int) -> InboxItem:
    """An item this person has to do with. Raises Http404."""
    item = InboxItem.objects.filter(pk=pk).first()
    if item is None:
        raise Http404
    asked = {item.sender_id, item.initiator_id, item.closed_by_id}
    if not (is_for(item, actor) or actor.persons & asked):
        raise Http404
    return item


# --- The verbs ---


@dataclass(frozen=True, slots=True)
class VerbSpec:
    """One verb: its title, its form, its one call."""

    title: Any
    form: type[forms.Form]
    call: Callable[[InboxItem, Actor, dict[str, Any]], Any]
    intro: Any = ""


def _answer(item: InboxItem, by: Actor, data: dict[str, Any]) -> Any:
    return inbox.answer(
        item_id=item.pk,
        by=by,
        agree=data["agree"] == "yes",
        opinion=data["opinion"],
        at=timezone.now(),
    )


def _countersign(item: InboxItem, by: Actor, data: dict[str, Any]) -> Any:
    return inbox.add_countersigner(
        item_id=item.pk,
        to_user_ids=data["to"],
        when=data["when"],
        by=by,
        message=data["message"],
        opinion=data["opinion"],
        at=timezone.now(),
    )


def _to_one(service: Callable[..., Any]) -> Callable[[InboxItem, Actor, dict[str, Any]], Any]:
    def call(item: InboxItem, by: Actor, data: dict[str, Any]) -> Any:
        return service(
            item_id=item.pk,
            to_user_id=data["to"],
            by=by,
            message=data["message"],
            at=timezone.now(),
        )

    return call


def _recall(item: InboxItem, by: Actor, data: dict[str, Any]) -> Any:
    return inbox.recall(item_id=item.pk, by=by, at=timezone.now())


def _remind(item: InboxItem, by: Actor, data: dict[str, Any]) -> Any:
    return inbox.remind(item_id=item.pk, by=by, note=data["note"], at=timezone.now())


VERBS = {
    "hand_over": VerbSpec(
        gettext_lazy("Hand over"),
        inbox_forms.ToOneForm,
        _to_one(inbox.hand_over),
        gettext_lazy("A colleague with the same post does it; it does not come back to you."),
    ),
    "delegate": VerbSpec(
        gettext_lazy("Delegate"),
        inbox_forms.ToOneForm,
        _to_one(inbox.delegate),
        gettext_lazy("A colleague prepares it; it comes back to you with their opinion."),
    ),
    "countersign": VerbSpec(
        gettext_lazy("Add a countersigner"), inbox_forms.CountersignForm, _countersign
    ),
    "answer": VerbSpec(gettext_lazy("Give an opinion"), inbox_forms.AnswerForm, _answer),
    "remind": VerbSpec(gettext_lazy("Remind"), inbox_forms.NoteForm, _remind),
    "recall": VerbSpec(
        gettext_lazy("Recall"),
        forms.Form,
        _recall,
        gettext_lazy("Possible as long as nobody has opened it."),
    ),
}


class VerbView(FormPage):
    """One verb on one item: form, one call, back to the record."""

    template_name = "console/records/action.html"
    header_icon = "list-ul"
    above = (("console:inbox", gettext_lazy("To do")),)
    spec: VerbSpec = VERBS["remind"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Not one's business is 404."""
        super().setup(request, *args, **kwargs)
        self.item = find_item(self.actor, kwargs["pk"])

    def get_page_title(self) -> str:
        """The verb."""
        return str(self.spec.title)

    def get_form_class(self) -> type[forms.Form]:
        """The verb's."""
        return self.spec.form

    def get_form_kwargs(self) -> dict[str, Any]:
        """Oneself is not among the people to choose."""
        kwargs = super().get_form_kwargs()
        if self.spec.form in (inbox_forms.ToOneForm, inbox_forms.CountersignForm):
            kwargs["actor_id"] = self.actor.user_id
        return kwargs

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Call it, and offer the next thing to do."""
        try:
            self.spec.call(self.item, self.actor, form.cleaned_data)
        except Violation as found:
            put_on_form(form, found)
            return self.form_invalid(form)
        sentence = _("“%(action)s” is done.") % {"action": self.get_page_title()}
        messages.success(self.request, next_link(sentence, self.item, self.actor))
        return redirect("console:inbox")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Words of the page."""
        return {
            **super().get_context_data(**kwargs),
            "record": self.item,
            "intro": self.spec.intro,
            "submit_label": self.get_page_title(),
            "back": address(self.item),
        }


def verb(request: HttpRequest, *, pk: int, verb: str) -> HttpResponseBase:
    """Find the verb. Raises Http404 for another word."""
    spec = VERBS.get(verb)
    if spec is None:
        raise Http404
    return VerbView.as_view(spec=spec)(request, pk=pk)


class BatchView(Shell, View):
    """Agree to several items that are marked as low-risk; each answers for itself."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it, and say what became of each."""
        sent = request.POST.getlist("item")
        chosen = [int(pk) for pk in sent if is_digits(pk) and len(pk) <= DIGITS]
        if not chosen:
            messages.error(request, _("Choose at least one item."))
        for result in inbox.close_batch(item_ids=chosen, by=self.actor):
            if result.done:
                messages.success(request, _("%(title)s: done.") % {"title": result.title})
            else:
                messages.error(request, f"{result.title}：{result.sentence}")
        return self.get(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Back to the box as it was filtered."""
        query = request.GET.urlencode()
        return redirect(reverse("console:inbox") + (f"?{query}" if query else ""))
