"""A person at their desk: a client whose requests leave the test standing in the county."""

from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client

from tenants.context import CountyRef


class Desk:
    """A client after whose requests the test stands in the county again."""

    def __init__(self, client: Client, county: CountyRef | None) -> None:
        self.client = client
        self.county = county

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """GET."""
        return self._do(self.client.get, *args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """POST."""
        return self._do(self.client.post, *args, **kwargs)

    def _do(self, verb: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return verb(*args, **kwargs)
        finally:
            if self.county is not None:
                connection.set_tenant(self.county)
