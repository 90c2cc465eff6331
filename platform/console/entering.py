"""Pages on which those with a post enter a record, or change one that may still be changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.views.pages import OnceAction
from core.codes.typed import is_digits
from core.lifecycle_words import denied


class EnteringPage(OnceAction):
    """A form of those with one of the posts.

    record_page: where the record is shown; '' where the list (the last of `above`) shows all there
    is. proposed: fields whose value the address may bring along, as numbers.
    """

    template_name = "console/form.html"
    header_icon = "edit"
    submit_label = gettext_lazy("Save")
    posts: ClassVar[tuple[str, ...]]
    record_page: ClassVar[str] = ""
    proposed: ClassVar[tuple[str, ...]] = ()
    above: tuple[tuple[str, Any], ...]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """403 for others; 404 for what cannot be changed."""
        if not self.admitted():
            raise denied(self.posts)
        if "pk" in kwargs:
            self.subject = self.changeable().filter(pk=kwargs["pk"]).first()
            if self.subject is None:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    def admitted(self) -> bool:
        """Is one of the posts held at the centre?"""
        return any(self.actor.holds(post) for post in self.posts)

    def changeable(self) -> QuerySet[Any]:
        """What the address may name."""
        raise NotImplementedError

    def get_initial(self) -> dict[str, Any]:
        """As it stands; else what the address proposes."""
        if self.subject is None:
            sent = self.request.GET
            return {
                name: int(sent[name]) for name in self.proposed if is_digits(sent.get(name, ""))
            }
        fields = self.form_class.base_fields  # type: ignore[union-attr]
        return {name: getattr(self.subject, name) for name in fields if hasattr(self.subject, name)}

    def common(self) -> dict[str, Any]:
        """What every call takes."""
        found: dict[str, Any] = {"by": self.actor, "at": timezone.now()}
        if self.kwargs.get("pk"):
            found["expected_version"] = self.version
        return found

    def get_success_url(self) -> str:
        """To the record, or the list."""
        if self.subject is None or not self.record_page:
            return reverse(self.above[-1][0])
        return reverse(self.record_page, args=[self.subject.pk])
