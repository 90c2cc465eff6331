"""The archive, petitions and seals in a real browser: readable at both widths, with their forms."""

import pytest

from accounts.posts import Post
from tenants import hosts
from tenants.context import CountyRef, county_context
from tests import cast
from tests.browser.crawl import CROSSWISE
from tests.permissions.samples_archives import archives_records
from tests.permissions.samples_petitions import petitions_records
from tests.permissions.samples_seals import seals_records

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def records(own_database) -> tuple[CountyRef, dict[str, int]]:
    """禾川县 with a file, a loan, a list to destroy, a petition in hand, a use of a seal."""
    ref = hosts.by_code("980121")
    with county_context(ref):
        for post in (Post.OFFICE, Post.LEADER, Post.DIRECTOR, Post.DEPT_HEAD, Post.STAFF):
            cast.appoint(post)
        made = {**archives_records(), **petitions_records(), **seals_records()}
    return ref, {name: gaps["pk"] for name, gaps in made.items()}


def test_the_pages_are_readable_at_both_widths(pages, records):
    county, pk = records
    file, loan, old = pk["archives:record"], pk["archives:loan"], pk["archives:list"]
    petition, use, seal = pk["petitions:record"], pk["seals:record"], pk["seals:seal_change"]
    archive, petitions, seals = "/console/archives/", "/console/petitions/", "/console/seals/"
    assert not pages(county, "office").look(
        *(archive, f"{archive}{file}/", f"{archive}search/?q=通知", f"{archive}waiting/"),
        *(f"{archive}settings/", f"{archive}loans/", f"{archive}loans/apply/"),
        *(f"{archive}loans/{loan}/", f"{archive}destruction/", f"{archive}destruction/add/"),
        f"{archive}destruction/{old}/",
        *(petitions, f"{petitions}add/", f"{petitions}{petition}/"),
        f"{petitions}{petition}/change/",
        *(seals, f"{seals}add/", f"{seals}{use}/", f"{seals}register/", f"{seals}register/add/"),
        *(f"{seals}register/{seal}/", f"{seals}register/{seal}/end/"),
        at=CROSSWISE,
        lists=True,
    )
    assert not pages(county, "staff").look(
        *(petitions, f"{petitions}{petition}/do/begin/"),
        *(seals, f"{seals}{use}/do/cancel/"),
        at=CROSSWISE,
        lists=True,
    )
    assert not pages(county, "leader").look(
        *(f"{archive}loans/{loan}/do/approve/", f"{archive}destruction/{old}/do/appraise/"),
        f"{seals}{use}/do/refuse/",
        at=CROSSWISE,
        lists=True,
    )
