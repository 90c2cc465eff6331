"""Petitions: the register, one petition with its terms and answers, and its way (R26).

Whose it is stands masked, as on the console's page; an anonymous one keeps nothing (R152).
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from accounts.posts import Post
from api.records import Records, Sent
from api.shown import RecordOut, RecordRow, Shape, tell
from api.v1.filters import Words, Year, of_states
from operations.petitions import forms, selectors, services, showing
from operations.petitions.kinds import Channel, Kind
from operations.petitions.lifecycle import PetitionStates
from operations.petitions.models import Course, Decision, LongerTerm, Petition, Round
from operations.petitions.records import PetitionRecord, rounds_of
from operations.petitions.rules.terms import Light
from operations.petitions.services.registering import may_correct

LIGHTS = [(str(one), str(one)) for one in Light if one]
LIGHT = gettext_lazy("How near the last day is today: yellow or red; empty: far, or done.")
WHY = gettext_lazy("The last day, and why it is that one.")


class PetitionFilters(Words, Year):
    """How the register is narrowed. Names and phones are not searched for (R156)."""

    state = of_states(
        PetitionStates,
        open=gettext_lazy("not ended"),
        late=gettext_lazy("a term has run over"),
        soon=gettext_lazy("a term ends soon"),
    )
    channel = serializers.ChoiceField(
        Channel.choices, required=False, help_text=gettext_lazy("How it came.")
    )
    kind = serializers.ChoiceField(Kind.choices, required=False, help_text=gettext_lazy("Kind."))


class PetitionRow(RecordRow):
    """A line of the register."""

    model = Petition
    of: ClassVar[tuple[str, ...]] = (
        *("number", "subject", "channel", "kind", "received_date", "is_anonymous", "headcount"),
        *("registered_at", "registered_by_name"),
    )
    petitioner = serializers.CharField(
        source="masked_name",
        help_text=gettext_lazy("Petitioner's name, masked (R152); “anonymous” where none is kept."),
    )
    due_date = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("Last day of the term that is running.")
    )
    light = serializers.ChoiceField(LIGHTS, allow_blank=True, help_text=LIGHT)


class PetitionDecision(Shape):
    """The first term: is it accepted?"""

    model = Decision
    of = (
        *("began_date", "due_date", "verdict", "reason", "organ", "decided_date"),
        "decided_by_name",
    )
    why = serializers.CharField(help_text=WHY)


class PetitionLonger(Shape):
    """More days that were asked for."""

    model = LongerTerm
    of = (
        *("days", "reason", "asked_by_name", "asked_at", "choice", "opinion"),
        *("decided_by_name", "decided_at", "told_date"),
    )


class PetitionRound(Shape):
    """A handling or a review."""

    model = Round
    of = (
        *("stage", "handler_name", "began_date", "due_date", "request", "outcome", "answer"),
        *("answered_date", "answered_by_name", "delivered_date", "delivery"),
    )
    dropped_date = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("Withdrawn meanwhile on.")
    )
    why = serializers.CharField(help_text=WHY)
    light = serializers.ChoiceField(LIGHTS, allow_blank=True, help_text=LIGHT)
    review_until_date = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("A review can be asked for until.")
    )
    longer_terms = PetitionLonger(many=True, help_text=gettext_lazy("Longer terms asked for."))


class PetitionCourse(Shape):
    """What the handler noted."""

    model = Course
    of = ("stage", "text", "by_name", "at")


class PetitionOther(serializers.Serializer[Any]):
    """Another petition of the same petitioner that you may see."""

    id = serializers.IntegerField(help_text=gettext_lazy("Number in this county."))
    number = serializers.CharField(help_text=gettext_lazy("Petition number."))
    subject = serializers.CharField(help_text=gettext_lazy("Subject."))


class PetitionOut(RecordOut, PetitionRow):
    """One petition."""

    of = ("matter", "closed_date", "closing_note")
    phone = serializers.CharField(
        source="masked_phone",
        allow_blank=True,
        help_text=gettext_lazy("Phone, masked."),
    )
    has_address = serializers.BooleanField(help_text=gettext_lazy("Is an address recorded?"))
    concerned = serializers.CharField(
        source="masked_concerned",
        allow_blank=True,
        help_text=gettext_lazy("Persons concerned, masked; none of them can be the handler."),
    )
    decisions = PetitionDecision(many=True, help_text=gettext_lazy("First terms, in order."))
    rounds = PetitionRound(many=True, help_text=gettext_lazy("Handlings and reviews, in order."))
    course = PetitionCourse(many=True, help_text=gettext_lazy("Course of the handling."))
    others = PetitionOther(
        many=True, help_text=gettext_lazy("Other petitions of the same petitioner.")
    )


class Petitions(Records):
    """Petitions."""

    area = "petitions"
    at, name = "petitions", "petition"
    page = PetitionRecord
    row, output = PetitionRow, PetitionOut
    filters = PetitionFilters
    order = ("-received_date", "-pk")
    title = gettext_lazy("Petitions")
    about = gettext_lazy(
        "All for the office and the leaders; else those that one was named for. The latest first."
    )
    one = gettext_lazy("One petition")
    adds = Sent(
        gettext_lazy("Register a petition"),
        form=forms.PetitionForm,
        service=services.petition_register,
        about=gettext_lazy(
            "By the office (R26). Name, phone and address are stored encrypted and given masked; "
            "of an anonymous one nothing is kept. Files are added in the console."
        ),
        who=(Post.OFFICE,),
        named="petition",
        example={
            "channel": "letter",
            "received_date": "2026-03-03",
            "kind": "request",
            "name": "柏向阳",
            "phone": "19900031000",
            "subject": "请求补发服务站运营补助",
            "matter": "去年第四季度补助未到账。",
        },
    )
    changes = {
        "correct": Sent(
            gettext_lazy("Correct the register"),
            form=forms.PetitionForm,
            service=services.petition_correct,
            about=gettext_lazy("Until it has ended; what is left out stays."),
            key="petition_id",
            named="petition",
            may=may_correct,
            stands=forms.initial_of,
        )
    }

    def listed(self) -> QuerySet[Petition]:
        """With its terms, and of what is encrypted the name only."""
        found = selectors.petitions(self.actor).defer("phone", "address", "concerned", "matter")
        return selectors.with_terms(found)

    def narrowed(self, found: QuerySet[Petition], **wanted: Any) -> QuerySet[Petition]:
        """As the console's list does."""
        return selectors.filtered(found, today=timezone.localdate(), **wanted)

    def ready(self, found: list[Petition]) -> None:
        """From when on a term is yellow."""
        self.yellow = showing.yellow_days()

    def line(self, record: Petition) -> dict[str, Any]:
        """With the running term."""
        due, light = showing.worst(record, today=timezone.localdate(), yellow=self.yellow)
        return tell(PetitionRow, record, due_date=due, light=str(light))

    def more(self, record: Petition) -> dict[str, Any]:
        """Terms with their reasons, handlings, the course, others of the same."""
        decisions, rounds = list(record.decisions.order_by("pk")), rounds_of(record)
        record.first_terms, record.all_rounds = decisions, rounds  # type: ignore[attr-defined]
        self.ready([record])
        due, light = showing.worst(record, today=timezone.localdate(), yellow=self.yellow)
        return {
            "due_date": due,
            "light": str(light),
            "has_address": bool(record.address),
            "decisions": [
                tell(PetitionDecision, one, why=showing.decision_term(one).why) for one in decisions
            ],
            "rounds": [self._round(one, record) for one in rounds],
            "course": [tell(PetitionCourse, one) for one in record.course.order_by("at", "pk")],
            "others": [
                tell(PetitionOther, one) for one in selectors.same_petitioner(record, self.actor)
            ],
        }

    def _round(self, found: Round, record: Petition) -> dict[str, Any]:
        row = showing.row(found, anonymous=record.is_anonymous, yellow=self.yellow)
        return tell(
            PetitionRound,
            found,
            why=row.term.why,
            light=str(row.light),
            review_until_date=row.review_until,
        )


urlpatterns = Petitions.paths()
