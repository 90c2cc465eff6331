"""Addresses of staff, in a county's console only."""

from typing import Any

from django.urls import path
from django.views import View

from accounts.access import console_page
from operations.staff.views import organisation, people


def _page(view: type[View]) -> Any:
    return console_page(view.as_view())


app_name = "staff"
_AT = "console/staff/"
urlpatterns = [
    path(_AT, _page(people.IndexView), name="index"),
    path(f"{_AT}add/", _page(people.AddView), name="add"),
    path(f"{_AT}organisation/", _page(organisation.OrganisationView), name="organisation"),
    path(
        f"{_AT}organisation/departments/add/",
        _page(organisation.DepartmentAddView),
        name="department_add",
    ),
    path(
        f"{_AT}organisation/departments/<int:pk>/",
        _page(organisation.DepartmentView),
        name="department",
    ),
    path(f"{_AT}organisation/areas/<int:pk>/", _page(organisation.AreaView), name="area"),
    path(f"{_AT}organisation/posts/<int:pk>/", _page(organisation.MinimumView), name="minimum"),
    path(f"{_AT}<int:pk>/", _page(people.PersonView), name="person"),
    path(f"{_AT}<int:pk>/change/", _page(people.ChangeView), name="change"),
    path(f"{_AT}<int:pk>/assign/", _page(people.AssignView), name="assign"),
    path(f"{_AT}<int:pk>/skill/", _page(people.SkillView), name="skill"),
    path(f"{_AT}<int:pk>/reveal/", _page(people.RevealView), name="reveal"),
    path(f"{_AT}<int:pk>/items/<int:item>/", people.tick, name="tick"),
    path(f"{_AT}<int:pk>/do/<slug:action>/", _page(people.MoveView), name="move"),
]
