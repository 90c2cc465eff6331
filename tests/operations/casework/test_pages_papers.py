"""Receipt and notices: what they say, and where their code leads (R135, R136, §3.8)."""

import io

import pypdf
import pypdfium2
import pytest
import zxingcpp

from core.models import Paper
from operations.casework import paperwork, services
from operations.casework.models import Case
from tests.operations.casework.conftest import AT

SITE = "http://hechuan.localhost"


@pytest.fixture(autouse=True)
def _elsewhere(settings, tmp_path) -> None:
    """Papers are stored elsewhere than the product's."""
    settings.MEDIA_ROOT = tmp_path


def content(paper: Paper) -> bytes:
    with paper.file.open("rb") as opened:
        return opened.read()


def words(pdf: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return "".join(page.extract_text() for page in reader.pages).replace("\n", "").replace(" ", "")


def codes(pdf: bytes) -> list[str]:
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.handbook(135)
def test_the_receipt_says_what_was_accepted_and_by_when(accepted, desk):
    pdf = content(paperwork.issue(accepted, kind="receipt", by=desk, site=SITE))
    text = words(pdf)
    for said in ("受理回执", accepted.number, "祝小满", "创业辅导", "2026年3月10日", "免费"):
        assert said in text, said
    assert "19900003001" not in text
    assert "199****3001" in text
    assert f"{SITE}/case/{accepted.token}/" in codes(pdf)


@pytest.mark.handbook(135)
def test_everything_missing_is_in_one_list(submitted, desk):
    case = services.case_ask(
        case_id=submitted.pk, by=desk, at=AT, missing=["产品照片或样品", "村委会证明"]
    )
    pdf = content(paperwork.issue(case, kind="missing", by=desk, site=SITE))
    text = words(pdf)
    assert "一次性告知书" in text
    assert "产品照片或样品" in text
    assert "村委会证明" in text
    assert f"{SITE}/case/{case.token}/" in codes(pdf)


@pytest.mark.handbook(135)
def test_the_refusal_names_its_reason(submitted, desk):
    case = services.case_refuse(case_id=submitted.pk, by=desk, at=AT, reason_code="not_ours")
    text = words(content(paperwork.issue(case, kind="refusal", by=desk, site=SITE)))
    assert "不予受理通知书" in text
    assert "不属于本中心服务事项" in text


@pytest.mark.handbook(139)
def test_the_notice_of_completion_asks_for_a_rating(finished, handler):
    pdf = content(paperwork.issue(finished, kind="result", by=handler, site=SITE))
    text = words(pdf)
    assert "办结通知书" in text
    assert "已开店并上架蜂蜜" in text
    assert "2026年4月3日" in text
    assert f"{SITE}/case/{finished.token}/" in codes(pdf)


def test_the_same_paper_is_not_issued_twice_until_the_case_moves(accepted, handler, desk, chief):
    first = paperwork.issue(accepted, kind="receipt", by=desk, site=SITE)
    assert paperwork.issue(accepted, kind="receipt", by=desk, site=SITE) == first
    services.case_assign(case_id=accepted.pk, handler_id=handler.user_id, by=chief, at=AT)
    moved = Case.objects.get(pk=accepted.pk)
    second = paperwork.issue(moved, kind="receipt", by=desk, site=SITE)
    assert second != first
    first.refresh_from_db()
    assert first.voided_at is not None


def test_words_of_the_applicant_are_text_never_markup(accepted, desk):
    Case.objects.filter(pk=accepted.pk).update(request='#panic("x") *粗* $a$ 《蜂蜜》')
    case = Case.objects.get(pk=accepted.pk)
    assert "粗" in words(content(paperwork.issue(case, kind="receipt", by=desk, site=SITE)))


@pytest.mark.parametrize("kind", ["receipt", "missing", "refusal", "result", "plate"])
def test_a_paper_that_is_not_due_is_not_there(browser_of, submitted, kind):
    page = browser_of("frontdesk").get(f"/console/cases/{submitted.pk}/papers/{kind}/")
    assert page.status_code == 404


def test_the_page_opens_the_paper(browser_of, accepted):
    reply = browser_of("frontdesk").get(f"/console/cases/{accepted.pk}/papers/receipt/")
    assert reply.status_code == 302
    assert str(Paper.objects.get().pk) in reply.headers["Location"]
    assert (
        browser_of("finance").get(f"/console/cases/{accepted.pk}/papers/receipt/").status_code
        == 403
    )
