"""The public address of where we are, for links that leave the product: QR codes, invitations."""

from urllib.parse import urlsplit

from django.conf import settings

from tenants import context


def site_address() -> str:
    """Scheme, host and port of the current county's site, or of the province's; no final slash.

    The scheme and port are those of WAGTAILADMIN_BASE_URL: all counties of a deployment are
    served behind the same door.
    """
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    county = context.current()
    if county is None or not county.host:
        return f"{base.scheme}://{base.netloc}"
    port = f":{base.port}" if base.port else ""
    return f"{base.scheme}://{county.host}{port}"
