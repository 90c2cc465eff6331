"""The workbench (工作台) of a county, and the province's."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.views.generic import TemplateView

from accounts.actors import actor_of
from accounts.posts import LOCAL, Post
from console.home import reading
from console.inbox.words import counts
from core import inbox
from core.workcalendar import WorkCalendar

# Who sets a county up, and so sees the onboarding list.
KEEPERS = frozenset({Post.COUNTY_ADMIN.value, Post.DIRECTOR.value, Post.OFFICE.value})


class HomeView(TemplateView):
    """What waits, what is due today, what is out of order, where to begin."""

    def get_template_names(self) -> list[str]:
        """The province's is another page."""
        here = "county" if getattr(self.request, "county", None) else "province"
        return [f"console/home/{here}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything of today."""
        actor, now = actor_of(self.request.user, self.request), timezone.localtime()
        day = now.date()
        context = {
            **super().get_context_data(**kwargs),
            "actor": actor,
            "posts": [str(Post(code).label) for code in Post if code in actor.posts],
            "day": day,
            "weekday": date_format(day, "l"),
            "works": WorkCalendar.load().is_working(day),
            "counts": counts(self.request),
            "near": reading.near(actor, at=now),
            "todo": reading.todo(actor, at=now),
            "begun": reading.todos(inbox.for_actor(actor, "mine"), at=now)[:5],
            "shortcuts": reading.shortcuts(actor),
            "notices": reading.notices(actor, on=day),
        }
        if getattr(self.request, "county", None):
            context |= {
                "today": reading.today(actor, on=day),
                # A station's or a village's people answer for their own things only.
                "signs": reading.signs(on=day) if actor.posts - set(LOCAL) else [],
                "onboarding": reading.onboarding() if actor.posts & KEEPERS else None,
            }
        else:
            context["cards"] = reading.cards(on=day)
        return context
