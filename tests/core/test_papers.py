"""Papers: set from data that stays text, stored with their hash, checked by their code."""

import hashlib
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pypdfium2
import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core import attachments, audit, papers
from core.actor import Actor
from core.attachments import guards
from core.errors import Violation
from core.models import CalendarDay, Paper
from core.papers import typesetting
from core.papers.services import ALPHABET
from tenants.context import county_context
from tests import cast

BY = Actor(user_id=1, name="祝望舒")
AT = datetime(2026, 11, 24, tzinfo=UTC)
TEMPLATE = "core/papers/sample.typ"
DATA = {
    "title": "村级服务站申请表",
    "number": "HC-2026-0001",
    "name": '#panic("x") $a^2$ *不是粗体* "引号" \\',
    "amount": Decimal("1409.50"),
    "on": date(2026, 11, 24),
    "rows": [[str(n), "货架", "1,200.00"] for n in range(60)],
}


@pytest.fixture
def day(in_county_a, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return CalendarDay.objects.first()


def pages_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def issue(record, **kwargs):
    return papers.issue(
        record,
        kind="村级服务站申请表",
        template=TEMPLATE,
        data=DATA,
        by=BY,
        title="梅城村服务站申请表（王小明）",
        office="禾川县电子商务公共服务中心",
        **kwargs,
    )


def test_what_people_typed_stays_text_and_pages_are_counted():
    pages = pages_of(papers.render(TEMPLATE, DATA))
    assert '#panic("x") $a^2$ *不是粗体* "引号"' in pages[0].replace("\r\n", "")
    assert "1409.50" in pages[0]
    assert f"第 {len(pages)} 页" in pages[-1]
    assert all("货架" in page for page in pages)


def test_equal_data_give_equal_bytes():
    assert papers.render(TEMPLATE, DATA) == papers.render(TEMPLATE, DATA)


def test_a_folder_of_licensed_fonts_comes_first(settings, tmp_path):
    settings.PAPER_FONT_DIR = str(tmp_path)
    assert papers.render(TEMPLATE, DATA).startswith(b"%PDF")


@pytest.mark.parametrize("template", ["core/papers/none.typ", "../../etc/passwd", "core/papers"])
def test_templates_lie_in_the_source_tree(template):
    with pytest.raises(papers.PaperError):
        papers.render(template, {})


def test_a_mistake_in_a_template_is_told_as_one():
    with pytest.raises(papers.PaperError, match="sample"):
        papers.render(TEMPLATE, {})
    with pytest.raises(papers.PaperError, match="sample"):
        papers.query(TEMPLATE, {}, label="standing")


def test_no_template_fetches_a_package():
    for template in typesetting.ROOT.rglob("*.typ"):
        assert '"@' not in template.read_text("utf-8")


def test_an_issued_paper_is_stored_with_its_hash_and_a_code(day):
    paper = issue(day)
    with paper.file.open() as opened:
        content = opened.read()
    assert hashlib.sha256(content).hexdigest() == paper.sha256
    assert len(content) == paper.size
    assert len(paper.code) == 16
    assert set(paper.code) <= set(ALPHABET)
    assert paper.spaced_code in pages_of(content)[0]
    assert list(papers.of(day)) == [paper]
    assert audit.timeline(day).last().action == "paper.issue"
    assert str(paper) == paper.title


def test_the_printed_qr_code_leads_to_the_verify_page(day):
    paper = issue(day)
    with paper.file.open() as opened, pypdfium2.PdfDocument(opened.read()) as document:
        picture = document[0].render(scale=4).to_pil()
    [code] = zxingcpp.read_barcodes(picture)
    assert code.text == f"http://hechuan.localhost:8000/verify/{paper.code}/"


def test_a_newer_paper_may_replace_the_older_ones(day):
    old, other = issue(day), issue(day)
    new = issue(day, replaces=True)
    old.refresh_from_db()
    other.refresh_from_db()
    assert old.voided_at == other.voided_at == new.issued_at
    assert new.voided_at is None


def test_voiding_needs_a_reason_and_happens_once(day):
    paper = issue(day)
    with pytest.raises(Violation):
        papers.void(paper, by=BY, reason="", at=AT)
    papers.void(paper, by=BY, reason="填错了", at=AT)
    with pytest.raises(Violation):
        papers.void(paper, by=BY, reason="再次", at=AT)
    assert audit.timeline(day).last().note == "填错了"


def test_papers_are_shown_to_whom_the_guard_lets(day, client_for, county_a, monkeypatch):
    monkeypatch.setattr(guards, "_guards", {})
    attachments.register_guard(CalendarDay, lambda actor, record: "director" in actor.posts)
    paper = issue(day)
    zhu, clerk = cast.appoint("director"), cast.appoint("staff")
    page = client_for(county_a, zhu).get(paper.url)
    assert page["Content-Type"] == "application/pdf"
    assert client_for(county_a, clerk).get(paper.url).status_code == 404
    assert client_for(county_a).get(paper.url).status_code == 404
    assert client_for(county_a, zhu).get(f"/console/papers/{uuid4()}/").status_code == 404


# --- the public page ---


def test_anybody_may_check_a_code_and_sees_no_person(day, client_for, county_a):
    paper = issue(day)
    page = client_for(county_a).get(f"/verify/{paper.code.lower()}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "村级服务站申请表" in text
    assert paper.spaced_code in text
    assert "王小明" not in text
    assert "祝望舒" not in text
    assert "HC-2026-0001" not in text
    assert "no-store" in page["Cache-Control"]


def test_a_void_paper_says_so(day, client_for, county_a):
    paper = issue(day)
    papers.void(paper, by=BY, reason="涉及王小明", at=AT)
    text = client_for(county_a).get(f"/verify/{paper.code}/").content.decode()
    assert "作废" in text
    assert "王小明" not in text


def test_unknown_codes_and_other_counties_codes_are_not_known(day, client_for, county_a, county_b):
    paper = issue(day)
    assert client_for(county_b).get(f"/verify/{paper.code}/").status_code == 404
    assert client_for(county_a).get("/verify/AAAA/").status_code == 404
    assert client_for(county_a).get("/verify/").status_code == 200
    found = client_for(county_a).get("/verify/", {"code": paper.spaced_code})
    assert "村级服务站申请表" in found.content.decode()


def test_a_copy_is_compared_to_the_byte(day, client_for, county_a):
    paper = issue(day)
    client = client_for(county_a)
    with paper.file.open() as opened:
        content = opened.read()

    def verdict(upload):
        data = {"copy": SimpleUploadedFile("a.pdf", upload)} if upload is not None else {}
        return client.post(f"/verify/{paper.code}/", data).context["verdict"]

    assert verdict(content) == "same"
    assert verdict(content + b"\n") == "different"
    assert verdict(None) == "none"
    assert verdict(b"") == "none"
    with county_context(county_a):
        assert Paper.objects.count() == 1


def test_the_province_issues_papers_of_its_own(province, settings, tmp_path, county_a):
    settings.MEDIA_ROOT = tmp_path
    paper = issue(CalendarDay.objects.first())
    with county_context(county_a):
        assert not Paper.objects.filter(code=paper.code).exists()


def test_a_qr_code_is_an_svg_that_scanners_read():
    svg = papers.qr_svg("http://localhost/verify/X/")
    assert svg.startswith("<svg")
    assert "script" not in svg
    assert Image.open(io.BytesIO(_png("http://localhost/verify/X/"))).size[0] > 20


def _png(text):
    import segno

    target = io.BytesIO()
    segno.make(text).save(target, kind="png", scale=3)
    return target.getvalue()
