"""Two clerks in the same second: one is first, the other is told; neither sees a fault."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from core.errors import Violation
from operations.stations import services
from operations.stations.models import Station, Township, Village
from tenants.context import county_context
from tests.operations.stations.conftest import AT, values
from tests.operations.stations.people import CLERK, OFFICE, TOWN

COUNTY = "980121"


@pytest.mark.slow
@pytest.mark.handbook(143)
def test_one_village_gets_one_subsidy(own_database):
    with county_context(COUNTY):
        town = Township.objects.create(code=TOWN, name="柳溪镇")
        for number in range(4):
            code = f"{TOWN}{201 + number}"
            Village.objects.create(code=code, name=f"村{number}", township=town)
    together = Barrier(2)

    def select(by):
        """Take each village as soon as the other one is ready for it too."""
        told = []
        try:
            for number in range(4):
                together.wait(timeout=30)
                with county_context(COUNTY):
                    village = Village.objects.select_related("township").get(name=f"村{number}")
                    given = values(village, name=f"{by.name}的站", manager_phone="19900001234")
                    try:
                        services.station_select(by=by, at=AT, **given)
                    except Violation as refusal:
                        told.append(refusal.field)
        finally:
            connections.close_all()
        return told

    with ThreadPoolExecutor(2) as pool:
        refused = [field for told in pool.map(select, (CLERK, OFFICE)) for field in told]
    assert refused == ["subsidised"] * 4
    with county_context(COUNTY):
        assert Station.objects.filter(subsidised=True).count() == 4
