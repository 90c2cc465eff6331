"""Addresses of the console that are not Wagtail's."""

from typing import Any

from django.urls import path
from django.views.decorators.cache import cache_control
from django.views.i18n import JavaScriptCatalog

from accounts.access import console_page
from console.views import (
    account,
    bell,
    calendar,
    centre,
    deputies,
    home,
    inbox,
    jobs,
    parameters,
    search,
    team,
)


def _page(view: type[Any], **kwargs: Any) -> Any:
    return console_page(view.as_view(**kwargs))


words = cache_control(private=True, max_age=3600)(
    JavaScriptCatalog.as_view(packages=["wagtail.admin", "console"])
)

app_name = "console"
_INBOX = "console/inbox/"
_DEPUTIES = "console/deputies/"
_CALENDAR = "console/calendar/"
_PARAMETERS = "console/parameters/"
urlpatterns = [
    # Before Wagtail's own, whose name `wagtailadmin_home` stays.
    path("console/", _page(home.HomeView), name="home"),
    path("console/account/", _page(account.AccountView), name="account"),
    path("console/centre/", _page(centre.CentreView), name="centre"),
    path("console/theme.css", centre.theme, name="theme"),
    # Wagtail's own words for scripts, with what its catalogue lacks.
    path("console/jsi18n/", words, name="words"),
    path(_INBOX, _page(inbox.BoxView), {"box": "todo"}, name="inbox"),
    path(f"{_INBOX}item/<int:pk>/", _page(inbox.ItemView), name="inbox_item"),
    path(f"{_INBOX}item/<int:pk>/<slug:verb>/", console_page(inbox.verb), name="inbox_verb"),
    path(f"{_INBOX}batch/", _page(inbox.BatchView), name="inbox_batch"),
    path(f"{_INBOX}team/", _page(team.TeamView), name="inbox_team"),
    path(f"{_INBOX}team/<slug:who>/", _page(team.LoadView), name="inbox_load"),
    path(f"{_INBOX}team/<slug:who>/<int:pk>/remind/", console_page(team.urge), name="inbox_urge"),
    path(f"{_INBOX}<slug:box>/", _page(inbox.BoxView), name="inbox_box"),
    path(_DEPUTIES, _page(deputies.IndexView), name="deputies"),
    path(f"{_DEPUTIES}add/", _page(deputies.AddView), name="deputy_add"),
    path(f"{_DEPUTIES}back/", console_page(deputies.back), name="deputy_back"),
    path(f"{_DEPUTIES}<int:pk>/act/", console_page(deputies.act), name="deputy_act"),
    path(f"{_DEPUTIES}<int:pk>/end/", _page(deputies.EndView), name="deputy_end"),
    path(_CALENDAR, _page(calendar.YearView), name="calendar"),
    path(f"{_CALENDAR}days/add/", _page(calendar.DayView), name="calendar_day"),
    path(
        f"{_CALENDAR}days/<int:pk>/remove/", _page(calendar.RemoveView), name="calendar_day_remove"
    ),
    path(_PARAMETERS, _page(parameters.IndexView), name="parameters"),
    path(f"{_PARAMETERS}<slug:code>/", _page(parameters.IndexView), name="parameters_of"),
    path(f"{_PARAMETERS}<slug:code>/<slug:key>/", _page(parameters.SetView), name="parameter_set"),
    path("console/bell/", _page(bell.BellView), name="bell"),
    path("console/jobs/", _page(jobs.IndexView), name="jobs"),
    path("console/jobs/<uuid:pk>/", _page(jobs.JobView), name="job"),
    path("console/jobs/<uuid:pk>/status/", _page(jobs.StatusView), name="job_status"),
    path("console/jobs/<uuid:pk>/file/", console_page(jobs.result), name="job_file"),
    path("console/jobs/<uuid:pk>/cancel/", console_page(jobs.cancel), name="job_cancel"),
    path("console/search/", _page(search.SearchView), name="search"),
]
