"""The skeleton stands: hosts lead to their schemas."""

from django.contrib.contenttypes.models import ContentType

from tenants.context import county_context


def test_a_host_leads_to_its_county(client_for, county_a, county_b):
    page = client_for(county_a).get("/console/login/")
    assert page.status_code == 200


def test_content_types_of_two_counties_differ(county_a, county_b):
    found = []
    for county in (county_a, county_b, county_a):
        with county_context(county):
            found.append(ContentType.objects.get_for_model(ContentType).pk)
    assert found[0] == found[2] != found[1]
