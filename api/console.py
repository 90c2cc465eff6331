"""What the console shows of the API: signing one of one's own devices out."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import console_page
from accounts.actors import actor_of
from api import services
from core.errors import Violation


@require_POST
@console_page
def token_revoke(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Sign one API device out."""
    try:
        services.token_revoke(token_id=pk, by=actor_of(request.user, request), at=timezone.now())
        messages.success(request, _("This device is signed out."))
    except Violation as refusal:
        messages.error(request, refusal.sentence)
    return redirect("accounts:devices")


app_name = "api_console"
urlpatterns = [path("console/devices/api/<int:pk>/revoke/", token_revoke, name="token_revoke")]
