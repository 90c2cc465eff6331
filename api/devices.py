"""API devices among a person's devices in the console."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from accounts import other_devices
from accounts.models import User
from api import scopes, services
from api.models import ApiToken


class ApiDevices:
    """What accounts asks."""

    def of(self, user: User) -> Iterator[other_devices.Device]:
        """Live tokens, the last used first."""
        for token in ApiToken.objects.live(timezone.now()).filter(user=user).order_by("-pk"):
            yield other_devices.Device(
                name=token.device,
                note="、".join(scopes.label(scope) for scope in token.scopes),
                address=token.address or "",
                since=token.created_at,
                seen_at=token.last_used_at,
                expires_at=token.expires_at,
                revoke=reverse("api_console:token_revoke", args=[token.pk]),
            )

    def end(self, user: User, *, at: datetime) -> int:
        """Sign all of them out."""
        return services.tokens_end(user=user, at=at)


def register() -> None:
    """Tell accounts; called once when the app is ready."""
    other_devices.register("api", ApiDevices())
