"""Is this certificate real? Its number says what it certifies, by whom and until when."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import machines, selectors

NOT_FOUND, LONGEST = 404, 60


@never_cache
@require_safe
def certificate(request: HttpRequest) -> HttpResponse:
    """The certificates of a number. An unknown one gets a sentence and 404."""
    typed = request.GET.get("number", "").strip()[:LONGEST]
    found = selectors.verified(typed, on=timezone.localdate()) if typed else []
    about = machines.Described(
        text=_("Check by its number whether a certificate of a product of the county holds."),
        path=request.path,
        crumbs=(machines.Crumb(_("Verify a certificate"), request.path),),
    )
    context = {"typed": typed, "found": found, "about": about}
    status = NOT_FOUND if typed and not found else 200
    return render(request, "cms/certificate.html", context, status=status)
