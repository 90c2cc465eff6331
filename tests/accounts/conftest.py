"""What the tests of signing in share."""

import pytest

from tests import cast


@pytest.fixture
def office(in_county_a):
    """蔺小满, of the e-commerce office of 禾川县."""
    return cast.appoint("office")


@pytest.fixture
def required(settings):
    """As in production: a second step for administrators and the province."""
    settings.SECOND_FACTOR = "required"
