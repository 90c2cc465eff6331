"""The pages of the archive: list, record, filing many, search, settings, papers."""

import io
from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from core.models import Paper
from operations.archives import services
from operations.archives.models import ArchivedFile, ArchivedPart, ArchivesSetting
from operations.documents.incoming.lifecycle import T
from tests.operations.archives.conftest import AT, shelved
from tests.operations.archives.test_verifying import spoil
from tests.operations.documents.incoming import conftest as incoming
from tests.operations.documents.incoming.conftest import register, works_in
from tests.pages import text, told_at


def words_of(response):
    """The words of a PDF that was answered."""
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    content = b"".join(response) if response.streaming else response.content
    pages = PdfReader(io.BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def desks(desk_of, people):
    """Desks by post."""
    return {post: desk_of(post) for post in ("office", "leader", "drafter", "finance")}


def test_the_list_has_filters_and_the_way_to_the_catalogue(desks, people):
    office, at = desks["office"], reverse("archives:index")
    assert "还没有归档文件" in text(office.get(at))
    one = shelved(people, title="关于站点的通知", retention="D30")
    two = shelved(people, title="关于冷链的通知", year=2025, department="office")
    page = text(office.get(at))
    assert one.number in page
    assert two.number in page
    for query in ("q=站点", "q=D30", "retention=D30", "year=2026", "unit=PPB"):
        page = text(office.get(f"{at}?{query}"))
        assert one.title in page, query
        assert two.title not in page, query
    assert "没有符合条件" in text(office.get(f"{at}?source=outgoing"))
    for state in ("lent", "faulty", "destroyed"):
        assert "没有符合条件" in text(office.get(f"{at}?state={state}"))
    assert one.title not in text(desks["finance"].get(at))
    words = words_of(office.get(reverse("archives:catalogue") + "?year=2026"))
    assert one.number in words
    assert two.number not in words
    assert "归档文件目录" in words
    assert two.number in words_of(office.get(reverse("archives:catalogue")))
    assert one.number not in words_of(desks["finance"].get(reverse("archives:catalogue")))


def test_a_file_shows_its_line_its_package_and_what_is_wrong_with_it(desks, people):
    file = shelved(people, scan=True)
    at = reverse("archives:record", args=[file.pk])
    page = text(desks["office"].get(at))
    for part in file.parts.all():
        assert part.sha256 in page
    assert file.number in page
    assert str(Paper.objects.get(kind="收文处理单").url) in page
    assert reverse("incoming:record", args=[file.record_id]) in page
    assert desks["finance"].get(at).status_code == 404
    file.parts.filter(paper=None).delete()
    spoil(file, b"x")
    do = reverse("archives:record_do", args=[file.pk, "verify"])
    answer = desks["office"].post(do, {})
    assert answer.status_code == 302
    assert "在存储中被改动" in text(desks["office"].get(at))
    assert file.title in text(desks["office"].get(reverse("archives:index") + "?state=faulty"))
    works_in(people.drafter, "brand")
    assert desks["drafter"].post(do, {}).status_code == 404
    words = words_of(desks["office"].get(reverse("archives:cover", args=[file.pk])))
    for shown in ("归档文件", file.number, "0001", "PPB", "10年"):
        assert shown in words
    assert desks["finance"].get(reverse("archives:cover", args=[file.pk])).status_code == 404


def test_the_office_files_what_it_ticks(desks, people):
    office, at = desks["office"], reverse("archives:waiting")
    assert "都已归档" in text(office.get(at))
    works_in(people.drafter, "brand")
    now = timezone.now()
    document = incoming.bring(people, T.COMPLETED, at=AT)
    page = text(office.get(at))
    assert document.title in page
    assert 'value="D30" selected' in page
    assert "逾期未归档" in page
    assert document.title in words_of(office.get(reverse("archives:waiting_list")))
    listed = reverse("archives:waiting_list") + f"?year={now.year - 20}"
    assert document.title not in words_of(office.get(listed))
    assert "都已归档" in text(office.get(f"{at}?year=1990"))
    assert desks["drafter"].get(at).status_code == 403
    assert desks["drafter"].get(reverse("archives:waiting_list")).status_code == 403
    assert "归档所选" not in text(desks["leader"].get(at))
    assert desks["leader"].post(at, {"chosen": f"incoming-{document.pk}"}).status_code == 403
    assert any("至少选择一件" in one for one in said(office.post(f"{at}?year=2026", {})))
    key = f"incoming-{document.pk}"
    answer = office.post(at, {"chosen": key, f"term-{key}": "D5"})
    assert any("保管期限" in one for one in said(answer))
    answer = office.post(at, {"chosen": key, f"term-{key}": "Y"})
    assert any("已归档 1 件" in one for one in said(answer))
    assert ArchivedFile.objects.get().number == "Z001-WS·2026-Y-PPB-0001"


def test_the_search_shows_where_and_says_what_it_cannot(desks, people):
    office, at = desks["office"], reverse("archives:search")
    assert "有权阅读的全部公文" in text(office.get(at))
    document = register(people, title="关于冷链<b>设施</b>的通知", remark="冷链补助资金")
    page = office.get(f"{at}?q=冷链")
    assert "<mark>冷链</mark>" in page.content.decode()
    assert "&lt;b&gt;" in page.content.decode()
    assert reverse("incoming:record", args=[document.pk]) in text(page)
    assert "至少输入两个" in text(office.get(f"{at}?q=冷"))
    for query in ("q=冷链&filed=1", "q=冷链&year=1990", "q=冷链&source=outgoing", "q=没有的"):
        assert "没有包含这些文字" in text(office.get(f"{at}?{query}")), query
    for page in ("0", "x", "9" * 9, "-1"):
        assert office.get(f"{at}?q=冷链&p={page}").status_code == 200
    assert "没有包含这些文字" in text(desks["finance"].get(f"{at}?q=冷链"))


def test_the_office_sets_fonds_units_and_terms(desks, people):
    office, at = desks["office"], reverse("archives:settings")
    page = office.get(at)
    values = {}
    form = page.context["form"]
    for field in form:
        values[field.html_name] = field.value()
    assert values["unit_brand"] == "PPB"
    assert values["term_outgoing_minutes"] == "D30"
    for name, typed, words in [
        ("fonds", "1", "全宗号为"),
        ("unit_brand", "P1", "三个大写字母"),
        ("term_incoming_policy", "D5", "D5"),
    ]:
        answer = office.post(at, {**values, name: typed})
        assert answer.status_code == 422
        assert words in told_at(answer, name), name
        assert not ArchivesSetting.objects.exists()
    answer = office.post(at, {**values, "fonds": "z109", "term_incoming_policy": "Y"})
    assert answer.status_code == 302
    assert ArchivesSetting.objects.get(key="fonds").value == "Z109"
    assert ArchivesSetting.objects.get(key="retention").value["incoming"]["policy"] == "Y"
    assert desks["leader"].get(at).status_code == 403


def test_the_form_of_filing_proposes_the_countys_term(desks, people):
    works_in(people.drafter, "brand")
    services.settings_change(
        data=services.ArchiveSettings("Z109", {}, {"incoming": {"assigned": "Y"}}),
        by=people.office,
        at=AT,
    )
    document = incoming.bring(people, T.COMPLETED)
    page = desks["office"].get(reverse("incoming:record_do", args=[document.pk, "archive"]))
    assert '<option value="Y" selected' in page.content.decode()


def test_the_console_finds_files_and_the_strip_asks_for_the_fonds(people):
    from console.home import registry
    from operations.archives.wagtail_hooks import find

    file = shelved(people)
    assert [hit.text for hit in find(people.office, "PPB", 5)] == [file.number]
    assert find(people.finance, "PPB", 5) == []
    assert not registry.steps[12].detect()
    ArchivesSetting.objects.create(key="fonds", value="Z109", valid_from_date=date(2026, 1, 1))
    assert registry.steps[12].detect()


def test_a_part_that_is_in_the_store_no_more_is_not_found(desks, people):
    file = shelved(people, scan=True)
    office = desks["office"]
    for part in ArchivedPart.objects.select_related("paper", "attachment"):
        thing = part.paper or part.attachment
        assert office.get(thing.url).status_code == 200
        part.stored.storage.delete(part.stored.name)
        assert office.get(thing.url).status_code == 404
    assert file.parts.count() == 2
