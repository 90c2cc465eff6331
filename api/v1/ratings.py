"""Ratings: given by the applicant with the receipt's code, read by those who may (R137–R139)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request

from accounts.actors import address_of
from api import rates
from api.base import ApiView, OneView, Operation
from api.errors import Refusal
from api.idempotency import reply
from api.inputs import Input
from api.rendering import dumps
from operations.casework import public, selectors, services, showing
from operations.casework.models import Case, FollowUp, Rating

TAG = gettext_lazy("Ratings")


class RatingInput(Input):
    """The applicant's opinion."""

    code = serializers.CharField(
        max_length=40,
        help_text=gettext_lazy("The code behind the receipt's QR: /case/<code>/."),
    )
    number = serializers.CharField(
        required=False,
        max_length=20,
        help_text=gettext_lazy("Case number or reference, where it was typed: must fit the code."),
    )
    level = serializers.IntegerField(
        help_text=gettext_lazy("5 very satisfied, 4, 3 fairly satisfied, 2, 1 very dissatisfied.")
    )
    text = serializers.CharField(
        required=False, max_length=500, allow_blank=True, help_text=gettext_lazy("In words.")
    )
    place = serializers.ChoiceField(
        Rating.Place.choices, required=False, help_text=gettext_lazy("Where it is given.")
    )


class RatingDone(serializers.Serializer[Any]):
    """That it was taken; nothing of what it says."""

    reference = serializers.CharField(help_text=gettext_lazy("Reference of the case."))
    rated_at = serializers.DateTimeField(help_text=gettext_lazy("Rated at."))


class FollowUpOut(serializers.Serializer[Any]):
    """The call-back after a bad rating (R138)."""

    call_due_date = serializers.DateField(help_text=gettext_lazy("Call back by."))
    due_date = serializers.DateField(help_text=gettext_lazy("Put right by."))
    called_at = serializers.DateTimeField(
        allow_null=True, help_text=gettext_lazy("Called back at.")
    )
    called_by = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Called back by."))
    said = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("What the applicant said.")
    )
    measures = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("What was put right.")
    )
    closed_at = serializers.DateTimeField(allow_null=True, help_text=gettext_lazy("Settled at."))
    satisfied_now = serializers.BooleanField(
        allow_null=True, help_text=gettext_lazy("Satisfied now?")
    )


class RatingOut(serializers.Serializer[Any]):
    """The rating of a case. Who rated is not in it, to anybody."""

    rated = serializers.BooleanField(help_text=gettext_lazy("Has it been rated?"))
    hidden = serializers.BooleanField(
        help_text=gettext_lazy("Hidden from you, because you handled the case (R139)?")
    )
    level = serializers.IntegerField(
        allow_null=True, help_text=gettext_lazy("Level, 5 to 1 (R137).")
    )
    level_label = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Level in words."))
    text = serializers.CharField(allow_blank=True, help_text=gettext_lazy("In words."))
    place = serializers.ChoiceField(
        Rating.Place.choices, allow_blank=True, help_text=gettext_lazy("Where it was given.")
    )
    rated_date = serializers.DateField(allow_null=True, help_text=gettext_lazy("Rated on."))
    rate_until_date = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("Can be rated until (R139).")
    )
    follow_up = FollowUpOut(allow_null=True, help_text=gettext_lazy("The call-back."))


class Rate(ApiView):
    """POST ratings/."""

    public = True
    tag = TAG
    operations = {
        "post": Operation(
            gettext_lazy("Rate a completed case"),
            gettext_lazy(
                "Without a token: the code of the receipt is the right to rate, once, within "
                "thirty days (R137, R139). With the token of a person at work, or from a browser "
                "signed in to the workbench, it is refused: staff do not rate for the applicant."
            ),
            input=RatingInput,
            output=RatingDone,
            code=201,
            example={"code": "k3J…", "level": 5, "text": "当天就办好了"},
        )
    }
    _at_work = False

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Tries are counted by address; the workbench's own session is seen before it is set aside.

        It is looked at only here, and only to refuse.
        """
        rates.count("rating", address_of(request._request))
        session_user = request._request.user
        self._at_work = session_user.is_authenticated
        super().initial(request, *args, **kwargs)

    def post(self, request: Request) -> HttpResponse:
        """One rating; an unknown code is 404."""
        sent = self.sent(RatingInput)
        case = public.by_token(sent["code"])
        typed = sent.get("number", "").strip().upper()
        if case is None or (typed and typed not in (case.number, case.reference)):
            raise Refusal(404, "not_found", _("There is no case with this code. Scan it again."))
        rating = services.case_rate(
            case_id=case.pk,
            level=sent["level"],
            text=sent.get("text", ""),
            at=timezone.now(),
            place=sent.get("place", Rating.Place.QR),
            signed_in=self._at_work or request.auth is not None,
        )
        body = {"reference": case.reference, "rated_at": rating.rated_at}
        return reply(dumps(body), 201, {"Cache-Control": "no-store"})


class CaseRating(OneView):
    """GET cases/<id>/rating/."""

    area = "cases"
    operations = {
        "get": Operation(
            gettext_lazy("The rating of a case"),
            gettext_lazy(
                "For those who may see the case, but what it says is not shown to whoever handled "
                "it (R139). Who rated is not told to anybody."
            ),
            output=RatingOut,
        )
    }

    def visible(self) -> QuerySet[Case]:
        """The cases that one may see (R148)."""
        return selectors.case_full(self.actor)

    def shown(self, record: Case) -> dict[str, Any]:
        """As the page of the case shows it."""
        rating: Rating | None = getattr(record, "rating", None)
        hidden = rating is not None and showing.hides_rating(record, self.actor)
        blank = {
            "rated": rating is not None,
            "hidden": hidden,
            "level": None,
            "level_label": "",
            "text": "",
            "place": "",
            "rated_date": None,
            "rate_until_date": record.rate_until_date,
            "follow_up": None,
        }
        if rating is None or hidden:
            return blank
        return blank | {
            "level": rating.level,
            "level_label": str(rating.get_level_display()),
            "text": rating.text,
            "place": rating.place,
            "rated_date": timezone.localdate(rating.rated_at),
            "follow_up": _follow_up(getattr(rating, "follow_up", None)),
        }


def _follow_up(one: FollowUp | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "call_due_date": one.call_due_date,
        "due_date": one.due_date,
        "called_at": one.called_at,
        "called_by": one.called_by_name,
        "said": one.said,
        "measures": one.measures,
        "closed_at": one.closed_at,
        "satisfied_now": one.satisfied_now,
    }


urlpatterns = [
    path("cases/<int:pk>/rating/", CaseRating.as_view(), name="case_rating"),
    path("ratings/", Rate.as_view(), name="ratings"),
]
