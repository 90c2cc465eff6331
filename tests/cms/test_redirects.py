"""An editor's redirects are the public site's, never the workbench's."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from tests import cast


@pytest.fixture(autouse=True)
def _moved(in_county_a):
    for old in ("/old-news", "/console/stations/999999"):
        Redirect.objects.create(old_path=old, redirect_link="/news/")


def test_a_page_that_moved_is_found(client_for, in_county_a):
    reply = client_for(in_county_a).get("/old-news/")
    assert (reply.status_code, reply.headers["Location"]) == (301, "/news/")


def test_the_workbench_is_not_led_elsewhere(client_for, in_county_a):
    office = client_for(in_county_a, cast.appoint("office"))
    assert office.get("/console/stations/999999/").status_code == 404
