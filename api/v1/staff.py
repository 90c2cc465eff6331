"""The centre's people: masked, and only for those who see them in the console."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.base import ListView, Operation
from api.inputs import Query
from api.shown import Shape, labels, tell
from core.privacy import mask_name
from operations.staff import selectors
from operations.staff.lifecycle import States
from operations.staff.models import Department, Person

STARS = "*" * 7


class StaffFilters(Query):
    """How the directory is narrowed."""

    q = serializers.CharField(
        required=False,
        max_length=40,
        allow_blank=True,
        help_text=gettext_lazy("Part of a name, or a whole phone number (R156)."),
    )
    state = serializers.ChoiceField(
        States.choices, required=False, help_text=gettext_lazy("State.")
    )
    department = serializers.CharField(
        required=False, max_length=20, help_text=gettext_lazy("Code of the department.")
    )


class Assignment(serializers.Serializer[Any]):
    """A post of today."""

    department = serializers.CharField(help_text=gettext_lazy("Department."))
    title = serializers.CharField(help_text=gettext_lazy("Post."))


class PersonRow(serializers.Serializer[Any]):
    """One person of the centre."""

    id = serializers.IntegerField(help_text=gettext_lazy("Number in this county."))
    name = serializers.CharField(help_text=gettext_lazy("Name, masked (R152)."))
    phone = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Last four digits of the phone (R152).")
    )
    state = serializers.ChoiceField(States.choices, help_text=gettext_lazy("State."))
    state_label = serializers.CharField(help_text=gettext_lazy("State in words."))
    joined_date = serializers.DateField(help_text=gettext_lazy("Joined on."))
    posts = Assignment(many=True, help_text=gettext_lazy("Posts of today."))


class StaffList(ListView):
    """GET staff/."""

    area = "staff"
    filters = StaffFilters
    operations = {
        "get": Operation(
            gettext_lazy("People of the centre"),
            gettext_lazy(
                "Whoever works at the centre sees all, others themselves; those who left, "
                "personnel only. Names and phones are masked (R152)."
            ),
            output=PersonRow,
        )
    }

    def rows(self, asked: dict[str, Any]) -> QuerySet[Person]:
        """The same people as in the console."""
        today = timezone.localdate()
        found = selectors.people(
            self.actor, on=today, query=asked.get("q", ""), status=asked.get("state", "")
        )
        if "department" in asked:
            here = selectors.in_department(asked["department"], on=today)
            found = found.filter(pk__in=here)
        return found

    def shown(self, row: Any) -> dict[str, Any]:
        """One person, with the posts of today."""
        return {
            "id": row.pk,
            "name": mask_name(row.name),
            "phone": STARS + row.phone_last4 if row.phone_last4 else "",
            "state": row.status,
            "state_label": labels()(States, row.status),
            "joined_date": row.joined_date,
            "posts": [
                {"department": post.department.name, "title": post.title}
                for post in row.posts_today
            ],
        }


class DepartmentRow(Shape):
    """A department."""

    model = Department
    of = ("code", "name")
    id = serializers.IntegerField(
        help_text=gettext_lazy("Number, as forms and filters ask for it.")
    )


class DepartmentList(ListView):
    """GET departments/."""

    area = "staff"
    order = ("order", "pk")
    operations = {
        "get": Operation(
            gettext_lazy("Departments"),
            gettext_lazy("Those there are today, for whoever works at the centre."),
            output=DepartmentRow,
        )
    }

    def rows(self, asked: dict[str, Any]) -> QuerySet[Department]:
        """As the centre lists them."""
        found = selectors.departments()
        return found if selectors.works_here(self.actor) else found.none()

    def shown(self, row: Department) -> dict[str, Any]:
        """One department."""
        return tell(DepartmentRow, row)


urlpatterns = [
    path("staff/", StaffList.as_view(), name="staff"),
    path("departments/", DepartmentList.as_view(), name="departments"),
]
