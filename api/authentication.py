"""Who speaks: a token of this host's schema, and nothing else. Cookies are not looked at."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.models import User
from api import services
from api.models import ApiToken

# How often a token's last use is written: not at every request.
NOTE_AFTER = timedelta(minutes=1)
PARTS = 2
# Asked with every request, so no more than is needed; above all nothing encrypted.
READ = (
    "id",
    "scopes",
    "last_used_at",
    "user__id",
    "user__username",
    "user__name",
    "user__is_active",
)


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer clk_…`. The token of a closed account is as good as none."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The person and the token; None without a header. Raises AuthenticationFailed."""
        parts = get_authorization_header(request).split()
        if not parts:
            return None
        if len(parts) != PARTS or parts[0].lower() != b"bearer":
            raise AuthenticationFailed
        now = timezone.now()
        found = (
            ApiToken.objects.live(now)
            .filter(token_hash=services.digest(parts[1].decode("latin-1")), user__is_active=True)
            .select_related("user")
            .only(*READ)
        )
        token = next(iter(found), None)
        if token is None:
            raise AuthenticationFailed
        self._note(request, token, now)
        return token.user, token

    def _note(self, request: Request, token: ApiToken, now: datetime) -> None:
        county = getattr(request._request, "county", None)
        if county is not None and county.read_only:
            return
        if token.last_used_at is None or now - token.last_used_at > NOTE_AFTER:
            services.token_seen(token_id=token.pk, at=now)

    def authenticate_header(self, request: Request) -> str:
        """Makes a missing token 401, not 403."""
        return "Bearer"
