"""What walking through all addresses needs."""

import logging

import pytest


@pytest.fixture(autouse=True)
def _quiet(caplog, settings) -> None:
    """Refusals are what we ask for, they need no warnings; and hosts are known, as when served."""
    caplog.set_level(logging.CRITICAL, "django.request")
    settings.HOST_CACHE_SECONDS = 3600
