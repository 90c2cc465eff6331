"""The organisation on one page: zones, departments, establishment and vacancies."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.views.pages import Page
from console.models import Centre
from core.errors import Denied
from operations.staff import forms, rules, selectors, services
from operations.staff.models import Area, Department, Establishment, Requirement
from operations.staff.views.pages import ABOVE, Kept


class OrganisationView(Page):
    """Zones with heads (R118), departments, the establishment table (R123), skills (R124–R133)."""

    template_name = "staff/organisation.html"
    page_title = gettext_lazy("Organisation and establishment")
    header_icon = "group"
    above = ABOVE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tables of today."""
        if not selectors.works_here(self.actor):
            raise Denied(_("The organisation is shown to the people of the centre."))
        table = selectors.staffing(on=timezone.localdate())
        county = Centre.current().name
        return {
            **super().get_context_data(**kwargs),
            "areas": selectors.areas(),
            "departments": selectors.departments(),
            "staffing": table,
            "minimum": sum(row.minimum for row in table),
            "active": sum(row.active for row in table),
            "vacancy": sum(row.vacancy for row in table),
            "requirements": [
                (
                    row.clause,
                    rules.requirement_text(text=row.title, county=county),
                    rules.requirement_text(text=row.text, county=county),
                )
                for row in Requirement.objects.order_by("clause")
            ],
            "may_keep": selectors.may_keep(self.actor),
            "centre": Centre.current(),
        }


class AreaView(Kept):
    """Head of a zone."""

    form_class = forms.AreaForm
    page_title = gettext_lazy("Head of the zone")

    @property
    def area(self) -> Area:
        """The zone of the address."""
        area = Area.objects.filter(pk=self.kwargs["pk"]).first()
        if area is None:
            raise Http404
        return area

    def get_page_subtitle(self) -> str:
        """Which."""
        return str(self.area)

    def get_initial(self) -> dict[str, Any]:
        """What is stored."""
        return {"head": self.area.head_id, "note": self.area.note}

    def perform(self, data: dict[str, Any]) -> None:
        """Set."""
        head = data["head"]
        services.area_head_set(
            area_id=self.area.pk,
            person_id=head.pk if head else None,
            note=data["note"],
            by=self.actor,
        )


class DepartmentView(Kept):
    """Head of a department."""

    form_class = forms.HeadForm
    page_title = gettext_lazy("Head of the department")

    @property
    def department(self) -> Department:
        """The department of the address."""
        department = Department.objects.filter(pk=self.kwargs["pk"]).first()
        if department is None:
            raise Http404
        return department

    def get_page_subtitle(self) -> str:
        """Which."""
        return str(self.department)

    def get_initial(self) -> dict[str, Any]:
        """What is stored."""
        return {"head": self.department.head_id}

    def perform(self, data: dict[str, Any]) -> None:
        """Set."""
        head = data["head"]
        services.department_change(
            department_id=self.department.pk, by=self.actor, head_id=head.pk if head else None
        )


class DepartmentAddView(Kept):
    """A department more."""

    form_class = forms.DepartmentForm
    page_title = gettext_lazy("Add a department")

    def perform(self, data: dict[str, Any]) -> None:
        """Add."""
        services.department_add(
            code=data["code"],
            name=data["name"],
            by=self.actor,
            parent_id=data["parent"].pk if data["parent"] else None,
            area_code=data["area"],
        )


class MinimumView(Kept):
    """How many people a post needs."""

    form_class = forms.MinimumForm
    page_title = gettext_lazy("Change the establishment")
    intro = gettext_lazy(
        "The handbook asks for twelve people in the operations centre (R123). Vacancies are "
        "counted against this number and reported to the province (K30)."
    )

    @property
    def post_row(self) -> Establishment:
        """The post of the address."""
        row = Establishment.objects.select_related("department").filter(pk=self.kwargs["pk"])
        found = row.first()
        if found is None:
            raise Http404
        return found

    def get_page_subtitle(self) -> str:
        """Which."""
        return str(self.post_row)

    def get_initial(self) -> dict[str, Any]:
        """What is stored."""
        return {"minimum": self.post_row.minimum}

    def perform(self, data: dict[str, Any]) -> None:
        """Change."""
        services.establishment_change(
            establishment_id=self.post_row.pk,
            minimum=data["minimum"],
            reason=data["reason"],
            by=self.actor,
            on=timezone.localdate(),
        )
