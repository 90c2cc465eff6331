"""Context processor: the centre whose pages these are."""

from django.http import HttpRequest

from console.models import Centre


def console(request: HttpRequest) -> dict[str, object]:
    """Adds `centre` (name, colours, contact) and `csp_nonce` to every template."""
    return {"centre": Centre.current(), "csp_nonce": getattr(request, "csp_nonce", "")}
