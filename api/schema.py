"""What the published schema holds."""

from collections.abc import Callable

PREFIX = "/api/v1/"
Endpoint = tuple[str, str, str, Callable[..., object]]


def only_v1(endpoints: list[Endpoint]) -> list[Endpoint]:
    """Keep our own API: Wagtail's internal one, under the console, is nobody's contract."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith(PREFIX)]
