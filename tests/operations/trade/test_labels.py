"""The sheet of labels: every code is read from the drawn PDF, as a phone reads it."""

import pytest
import zxingcpp
from pypdfium2 import PdfDocument

from operations.trade import paperwork, services
from operations.trade.codes import spaced
from operations.trade.lifecycle import B
from tests.operations.trade.conftest import AT, bring, pack, product
from tests.pages import text

POINTS_A_MM = 72 / 25.4
DOTS_A_POINT = 3


def address(code: str) -> str:
    """As it stands in the code."""
    return f"http://a.example/batch/{code}/"


def read(pdf: bytes) -> list[tuple[str, float]]:
    """What is read, and how wide each code is in millimetres."""
    found = []
    for page in PdfDocument(pdf):
        picture = page.render(scale=DOTS_A_POINT).to_pil()
        for code in zxingcpp.read_barcodes(picture):
            place = code.position
            wide = abs(place.top_right.x - place.top_left.x) / DOTS_A_POINT / POINTS_A_MM
            found.append((code.text, wide))
    return found


@pytest.mark.handbook(117)
@pytest.mark.parametrize(("on_sheets", "pages"), [(True, 2), (False, 25)])
def test_every_label_is_decoded_from_the_pdf_and_large_enough(people, on_sheets, pages):
    long = product(people, name="红" * 60, pack="大" * 40)
    batch = bring(people, of=long, labels=25)
    made = paperwork.labels(batch, range(1, 26), address, on_sheets=on_sheets)
    assert len(PdfDocument(made)) == pages
    codes = read(made)
    assert sorted(text for text, _wide in codes) == sorted(
        address(pack(batch, serial)) for serial in range(1, 26)
    )
    assert min(wide for _text, wide in codes) >= 20
    words = "".join(page.get_textpage().get_text_bounded() for page in PdfDocument(made))
    assert spaced(pack(batch, 25)).replace(" ", "") in words.replace(" ", "")


@pytest.mark.handbook(117)
def test_around_each_code_four_of_its_dots_are_white(people):
    batch = bring(people, labels=1)
    made = paperwork.labels(batch, range(1, 2), address, on_sheets=False)
    picture = PdfDocument(made)[0].render(scale=8).to_pil().convert("L")
    (code,) = zxingcpp.read_barcodes(picture)
    left, right = code.position.top_left.x, code.position.top_right.x
    top, bottom = code.position.top_left.y, code.position.bottom_left.y
    # No version has more dots than 41 for an address of this length.
    quiet = round((right - left) / 41 * 4)
    for box in (
        (left - quiet, top - quiet, left - 2, bottom + quiet),
        (left - quiet, top - quiet, right + quiet, top - 2),
        (right + 3, top - quiet, right + quiet, bottom + quiet),
        (left - quiet, bottom + 3, right + quiet, bottom + quiet),
    ):
        assert picture.crop(box).getextrema()[0] > 200, box


@pytest.mark.handbook(117)
def test_labels_that_were_made_are_printed_by_those_who_enter_batches(people, desk_of):
    batch = bring(people, labels=30)
    draft = bring(people, B.DRAFT, of=batch.product)
    at = f"/console/trade/batches/{batch.pk}/labels/"
    desk = desk_of("ops")
    answer = desk.get(f"{at}?from=29&to=99&sheet=a4")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert len(read(answer.content)) == 2
    assert desk.get(f"{at}?from=31").status_code == 404
    assert desk.get(f"/console/trade/batches/{draft.pk}/labels/").status_code == 404
    assert desk_of("office").get(at).status_code == 403


@pytest.mark.handbook(117)
def test_a_long_run_is_printed_in_pieces_and_never_cut_short(people, desk_of, monkeypatch):
    printed = []
    monkeypatch.setattr(
        paperwork, "labels", lambda _batch, serials, *_more, **_how: printed.append(serials) or b""
    )
    batch, desk = bring(people, labels=601, packs=900), desk_of("ops")
    record = f"/console/trade/batches/{batch.pk}/"
    page = desk.get(record).content.decode()
    for piece in ("from=1&amp;to=600", "from=601&amp;to=601"):
        assert f"{record}labels/?{piece}&amp;sheet=a4" in page
    desk.get(f"{record}labels/?from=1&to=600")
    desk.get(f"{record}labels/?from=601&to=601")
    assert printed == [range(1, 601), range(601, 602)]
    for longer in ("", "?from=1&to=601"):
        assert "一次最多打印600枚" in text(desk.get(f"{record}labels/{longer}", follow=True))
    assert len(printed) == 2
    for _run in range(20):
        services.labels_make(batch_id=batch.pk, count=1, by=people.ops, at=AT)
    assert "1–601" not in text(desk.get(record))
    assert "1–601" in text(desk.get(f"{record}?p=2"))


@pytest.mark.handbook(117)
def test_of_what_is_called_back_no_label_is_printed(people, desk_of):
    batch, desk = bring(people, labels=2), desk_of("ops")
    record = f"/console/trade/batches/{batch.pk}/"
    given = {"reason": "异味", "advice": "请退回", "at": AT}
    assert f"{record}labels/" in text(desk.get(record))
    recall = services.product_recall(product_id=batch.product_id, by=people.ops, **given)
    assert f"{record}labels/" not in text(desk.get(record))
    refused = desk.get(f"{record}labels/", follow=True)
    assert refused.redirect_chain == [(record, 302)]
    assert any("召回" in str(said) for said in refused.context["messages"])
    done = {"recall_id": recall.pk, "reason": "复检合格", "at": AT}
    services.recall_lift(by=people.leader, **done)
    assert f"{record}labels/" in text(desk.get(record))
    assert desk.get(f"{record}labels/").headers["Content-Type"] == "application/pdf"
