"""What the pages of staff share."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.actors import actor_of
from accounts.views.pages import Action
from operations.staff import selectors
from operations.staff.models import Person
from operations.staff.services.people import personnel_only

ABOVE = (("staff:index", gettext_lazy("People and posts")),)


class Kept(Action):
    """An action of personnel; refused before the form is shown."""

    above = ABOVE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Personnel only."""
        personnel_only(actor_of(request.user, request))
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        """Back to the organisation."""
        return reverse("staff:organisation")


class OfPerson:
    """Pages about one person: not visible is 404."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @property
    def person(self) -> Person:
        """The person of the address."""
        if not hasattr(self, "_person"):
            actor = actor_of(self.request.user, self.request)
            visible = selectors.people(actor, on=timezone.localdate())
            person = visible.filter(pk=self.kwargs["pk"]).first()
            if person is None:
                raise Http404
            self._person: Person = person
        return self._person

    def get_success_url(self) -> str:
        """Back to the person."""
        return reverse("staff:person", args=[self.kwargs["pk"]])

    def get_page_subtitle(self) -> str:
        """Whose."""
        return str(self.person)


class PersonAction(OfPerson, Kept):
    """An action of personnel on one person."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Visible, then personnel."""
        personnel_only(actor_of(request.user, request))
        _visible = self.person
        return super().dispatch(request, *args, **kwargs)
