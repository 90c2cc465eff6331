"""办件查询: how a case stands, by its number and four digits of the phone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actors import address_of
from cms.casework.answers import now, page, private, too_many
from cms.casework.forms import LookUpForm
from cms.casework.holding import steps
from cms.casework.looking import look_up


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Ask, and see the course of the case without its person. By POST: no digits in addresses."""
    form = LookUpForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = look_up(
            number=form.cleaned_data["number"],
            last_four=form.cleaned_data["last_four"],
            address=address_of(request),
            on=timezone.localdate(),
            at=now(),
        )
        if found.locked:
            return private(too_many(request))
        if found.case is not None:
            context = {"case": found.case, "steps": steps(found.case.status)}
            return private(page(request, "found.html", context))
        form.add_error(
            None, _("There is no case with this number and these digits. Check both, please.")
        )
    return private(page(request, "look.html", {"form": form}, refused=form.is_bound))
