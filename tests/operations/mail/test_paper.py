"""The cabinet on paper: labels with codes, and the map (R59)."""

import pypdfium2
import pytest

from operations.mail import paperwork, services
from operations.mail.models import Slot
from operations.mail.services import SlotData
from tests.operations.mail.conftest import AT, slot, works_in


def words(content):
    """The words of a PDF, page by page."""
    document = pypdfium2.PdfDocument(content)
    return ["".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.handbook(59)
def test_every_pigeonhole_in_use_has_a_label_with_its_own_code(people):
    person = works_in(people.drafter, "brand")
    data = SlotData("P01", 9, 1, "长长的标签也要放得下的一个部门名称", person_id=person.pk)
    services.slot_open(data=data, by=people.office, at=AT)
    services.slot_close(slot_id=slot("tech").pk, by=people.office, at=AT)
    asked = []

    def address(one):
        asked.append(one.key)
        return f"http://hechuan.example/console/mail/at/{one.key}/"

    pages = words(paperwork.labels(address))
    shown = "".join(pages)
    running = Slot.objects.filter(to_date=None)
    assert set(asked) == set(running.values_list("key", flat=True))
    for one in running:
        assert one.code in shown
        assert one.label in shown
    assert "电商技术支持中心" not in shown
    assert len(pages) == 1


@pytest.mark.handbook(59)
def test_the_map_shows_the_cabinet_as_one_stands_before_it(people):
    (shown,) = words(paperwork.map_of_cabinet())
    assert "报刊信件格口图" in shown
    assert shown.index("A01") < shown.index("A02") < shown.index("B01")
    data = paperwork.map_data()
    assert data["rows"][0][0] == ["A01", "电商办"]


@pytest.mark.handbook(59)
def test_an_empty_cabinet_is_printed_as_well(people):
    for one in Slot.objects.all():
        services.slot_close(slot_id=one.pk, by=people.office, at=AT)
    assert words(paperwork.map_of_cabinet())
    assert words(paperwork.labels(lambda one: one.key))
