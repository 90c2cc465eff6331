"""The first part of a county's addresses. See county.py."""

import pytest

from tenants.context import CountyRef
from tests.permissions.county import walk_through


@pytest.mark.slow
def test_every_address_of_a_county(
    fresh_ids: None, county_a: CountyRef, county_b: CountyRef
) -> None:
    walk_through(0, county_a, county_b)
