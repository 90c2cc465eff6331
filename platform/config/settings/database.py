"""DATABASE_URL, read into Django's form; our backend in front of psycopg2."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def from_url(url: str, *, conn_max_age: int = 60) -> dict[str, Any]:
    """Turn postgresql://user:password@host:port/name?option=value into a DATABASES entry.

    A unix socket is named by ?host=/folder.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "tenants.backend",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": query.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": conn_max_age,
        "CONN_HEALTH_CHECKS": True,
        # A named cursor outlives the statement that carries its search path; see tenants.backend.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": query,
    }
