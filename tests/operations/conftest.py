"""The people of a module, appointed once for a file (each module's `appointed` says whom)."""

import pytest

from tests.operations.documents.conftest import People


@pytest.fixture
def people(appointed, in_county_a) -> People:
    """Everybody whom the module needs."""
    return appointed.again()
