"""Papers A, B, C and the plate: what they say, and where the plate's code leads."""

import io

import pypdf
import pypdfium2
import pytest
import zxingcpp

from core.models import Paper
from operations.stations import paperwork
from operations.stations.models import Station
from tests.operations.stations.conftest import AT
from tests.operations.stations.people import CLERK

SITE = "http://hechuan.localhost"


@pytest.fixture
def station(selected, settings, tmp_path) -> Station:
    """A station with all its data; papers are stored elsewhere than the product's."""
    settings.MEDIA_ROOT = tmp_path
    Station.objects.filter(pk=selected.pk).update(
        number="ZD2026-0001", status="operating", accepted_date=AT.date()
    )
    return Station.objects.get(pk=selected.pk)


def content(paper: Paper) -> bytes:
    """The stored PDF."""
    with paper.file.open("rb") as opened:
        return opened.read()


@pytest.mark.parametrize("kind", ["application", "approval", "acceptance", "plate"])
def test_a_paper_names_its_station_and_hides_the_phone(station, kind):
    pdf = content(paperwork.issue(station, kind=kind, by=CLERK, site=SITE))
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert station.name in text.replace("\n", "")
    assert "ZD2026-0001" in text
    assert "19900001234" not in text
    if kind == "application":
        assert "199****1234" in text


def test_the_plates_code_leads_to_the_public_page(station):
    pdf = content(paperwork.issue(station, kind="plate", by=CLERK, site=SITE))
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()
    assert f"{SITE}/stations/{station.slug}/" in [
        code.text for code in zxingcpp.read_barcodes(picture)
    ]


def test_the_same_paper_is_not_issued_twice(station):
    first = paperwork.issue(station, kind="plate", by=CLERK, site=SITE)
    assert paperwork.issue(station, kind="plate", by=CLERK, site=SITE) == first
