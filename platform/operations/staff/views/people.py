"""The list of people, one person, and what is done with one."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import console_page
from accounts.actors import actor_of
from accounts.forms import ReasonForm
from accounts.views.pages import Action, Page
from console.models import Centre
from core import audit, privacy
from core.codes.typed import is_digits
from core.errors import Denied, Violation
from operations.staff import clearance, forms, selectors, services
from operations.staff.lifecycle import PERSON, PERSONNEL, States
from operations.staff.models import ChecklistItem
from operations.staff.views.pages import ABOVE, Kept, OfPerson, PersonAction

PER_PAGE = 50


class IndexView(Page):
    """People with their posts of today."""

    template_name = "staff/index.html"
    page_title = gettext_lazy("People and posts")
    header_icon = "group"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Filters are in the address, so that a link shows the same again."""
        asked = self.request.GET
        department = asked.get("department", "")
        found = selectors.people(
            self.actor,
            on=timezone.localdate(),
            query=asked.get("q", ""),
            status=asked.get("status", "") if asked.get("status") in States.values else "",
            department_id=int(department[:9]) if is_digits(department) else None,
        )
        return {
            **super().get_context_data(**kwargs),
            "page": Paginator(found, PER_PAGE).get_page(asked.get("p")),
            "q": asked.get("q", ""),
            "status": asked.get("status", ""),
            "department": department,
            "filtered": any(asked.get(name) for name in ("q", "status", "department")),
            "states": States.choices,
            "departments": selectors.departments(),
            "may_keep": selectors.may_keep(self.actor),
        }


class PersonView(OfPerson, Page):
    """One person: data, posts over time, skills, checklist, what must be cleared, the log."""

    template_name = "staff/person.html"
    header_icon = "user"
    above = ABOVE

    def get_page_title(self) -> str:
        """The name."""
        return str(self.person)

    def get_page_subtitle(self) -> str:
        """Nothing more."""
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything on one page."""
        person, actor, today = self.person, self.actor, timezone.localdate()
        may_keep = selectors.may_keep(actor)
        run = person.checklists.filter(closed_at=None).first()
        goes = person.status in (States.LEAVING, States.LEFT)
        return {
            **super().get_context_data(**kwargs),
            "person": person,
            "steps": [(value, label, value == person.status) for value, label in States.choices],
            "assignments": selectors.assignments_of(person),
            "needed": selectors.skills_needed(person, county=Centre.current().name, on=today),
            "skills": person.skills.select_related("skill").order_by("skill__name"),
            "run": run,
            "items": run.items.select_related("done_by").order_by("order") if run else [],
            "goes": goes,
            "open_items": clearance.open_items(person) if goes else [],
            "sheet": clearance.sheet_of(person, actor),
            "moves": PERSON.open_to(person, actor),
            "may_keep": may_keep,
            "may_reveal": privacy.may_reveal(person, "phone", by=actor),
            "timeline": audit.timeline(person) if may_keep else [],
            "today": today,
        }


class AddView(Kept):
    """Somebody joins."""

    form_class = forms.PersonForm
    page_title = gettext_lazy("Somebody joins")
    submit_label = gettext_lazy("Register")
    intro = gettext_lazy(
        "Registering starts the joining checklist. It is confirmed when all is done."
    )

    def get_initial(self) -> dict[str, Any]:
        """From today."""
        return {"joined_date": timezone.localdate()}

    def perform(self, data: dict[str, Any]) -> None:
        """Register."""
        self.made = services.person_register(by=self.actor, at=timezone.now(), **data)

    def get_success_url(self) -> str:
        """To the new person, or back to the list."""
        made = getattr(self, "made", None)
        return reverse("staff:person", args=[made.pk]) if made else reverse("staff:index")


class ChangeView(PersonAction):
    """Corrected data."""

    form_class = forms.PersonForm
    page_title = gettext_lazy("Correct the data")
    done = gettext_lazy("Saved.")

    def get_initial(self) -> dict[str, Any]:
        """What is stored, but the phone."""
        return {"name": self.person.name, "joined_date": self.person.joined_date}

    def perform(self, data: dict[str, Any]) -> None:
        """Change."""
        services.person_change(
            person_id=self.person.pk,
            by=self.actor,
            name=data["name"],
            joined_date=data["joined_date"],
            phone=data["phone"] or None,
        )


class AssignView(PersonAction):
    """A post."""

    form_class = forms.AssignForm
    page_title = gettext_lazy("Give a post")
    submit_label = gettext_lazy("Give")
    intro = gettext_lazy("A post of the establishment counts against the vacancies (R123).")

    def get_initial(self) -> dict[str, Any]:
        """From today, or from the day of joining."""
        return {"from_date": max(timezone.localdate(), self.person.joined_date)}

    def perform(self, data: dict[str, Any]) -> None:
        """Assign."""
        established, department = data["establishment"], data["department"]
        services.assignment_start(
            person_id=self.person.pk,
            by=self.actor,
            from_date=data["from_date"],
            establishment_id=established.pk if established else None,
            department_id=department.pk if department else None,
            title=data["title"],
            ends_others=data["ends_others"],
        )


class SkillView(PersonAction):
    """A skill shown, a certificate renewed."""

    form_class = forms.SkillForm
    page_title = gettext_lazy("Record a skill")

    def get_initial(self) -> dict[str, Any]:
        """Since today."""
        return {"from_date": timezone.localdate()}

    def perform(self, data: dict[str, Any]) -> None:
        """Record."""
        services.skill_record(
            person_id=self.person.pk,
            skill_id=data["skill"].pk,
            by=self.actor,
            certificate=data["certificate"],
            from_date=data["from_date"],
            expires_date=data["expires_date"],
        )


class Step(NamedTuple):
    """How a move of the lifecycle looks: its form and its service."""

    form: type[django_forms.Form]
    service: Callable[..., Any]
    intro: Any = ""


STEPS = {
    "confirm": Step(forms.NoteForm, services.person_confirm),
    "leave": Step(
        forms.LeaveForm,
        services.person_leave,
        gettext_lazy("The leaving checklist starts; the person works until the last day."),
    ),
    "stay": Step(ReasonForm, services.person_stay),
    "finish": Step(
        forms.NoteForm,
        services.person_finish,
        gettext_lazy("Posts end with the last day and the account is closed."),
    ),
    "return": Step(forms.ReturnForm, services.person_return),
}


class MoveView(OfPerson, Action):
    """One move of the lifecycle: confirm, leave, stay, finish, return."""

    above = ABOVE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Visible, a known action, and one of the posts that may."""
        _visible = self.person
        if kwargs["action"] not in STEPS:
            raise Http404
        self.step = STEPS[kwargs["action"]]
        self.move = next(move for move in PERSON.moves if move.action == kwargs["action"])
        actor = actor_of(request.user, request)
        if not any(actor.holds(post) for post in self.move.who):
            raise Denied(_("People and posts are kept by the administration."), self.move.who)
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[django_forms.Form]:
        """The form of the step."""
        return self.step.form

    def get_page_title(self) -> str:
        """The move's own words."""
        return str(self.move.label)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The move's words on the button."""
        words = {"submit_label": self.move.label, "intro": self.step.intro}
        return {**super().get_context_data(**kwargs), **words}

    def perform(self, data: dict[str, Any]) -> None:
        """Move."""
        self.step.service(person_id=self.person.pk, by=self.actor, at=timezone.now(), **data)


class RevealView(OfPerson, Action):
    """The phone in full, once, with a reason (R152)."""

    form_class = ReasonForm
    above = ABOVE
    page_title = gettext_lazy("See the phone number")
    submit_label = gettext_lazy("Show")
    intro = gettext_lazy("Every look is recorded with its reason.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse before asking for a reason."""
        if not privacy.may_reveal(self.person, "phone", by=self.actor):
            raise Denied(_("Your posts do not include one that may see this in full."), PERSONNEL)
        return super().dispatch(request, *args, **kwargs)

    def perform(self, data: dict[str, Any]) -> None:
        """Open and show it in the message of the next page."""
        phone = privacy.reveal(self.person, "phone", by=self.actor, reason=data["reason"])
        messages.info(
            self.request,
            _("Phone of %(name)s: %(phone)s") % {"name": self.person, "phone": phone or "—"},
        )


@require_POST
@console_page
def tick(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Tick one item of the open checklist, or take the tick back."""
    actor = actor_of(request.user, request)
    if not selectors.people(actor, on=timezone.localdate()).filter(pk=pk).exists():
        raise Http404
    if not ChecklistItem.objects.filter(pk=item, run__person_id=pk).exists():
        raise Http404
    try:
        services.item_tick(
            item_id=item, by=actor, at=timezone.now(), done=request.POST.get("done") == "1"
        )
    except Violation as refusal:
        messages.error(request, refusal.sentence)
    return redirect("staff:person", pk=pk)
