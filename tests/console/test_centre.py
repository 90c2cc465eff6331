"""The centre's card and its colours."""

import re
from datetime import date

import pytest

from console import colours, services
from console.models import Centre
from core import audit
from core.errors import Denied, Violation
from core.models.audit import AuditEntry
from tests import cast
from tests.pages import text, told_at


def test_the_administrator_changes_it_and_the_trail_says_so(desk_of):
    desk = desk_of("county_admin")
    desk.get("/console/centre/")
    answer = desk.post(
        "/console/centre/",
        {
            "centre_name": "禾川县电商中心",
            "phone": "0999-1234567",
            "accent": "#AA3311",
            "look": "ridge",
        },
    )
    assert answer.status_code == 302
    centre = Centre.objects.get()
    assert (centre.centre_name, centre.accent) == ("禾川县电商中心", "#aa3311")
    assert centre.look == Centre.Look.RIDGE
    assert audit.last(centre).action == "centre.change"


def test_nobody_else_does(in_county_a):
    with pytest.raises(Denied) as refused:
        services.centre_change(by=cast.actor("director"), phone="1")
    assert "县管理员" in refused.value.sentence
    assert "county_admin" in refused.value.needs
    assert Centre.objects.get().phone == ""


@pytest.mark.handbook(116)
def test_what_was_and_what_is_are_on_record_and_a_change_to_the_same_is_none(in_county_a):
    admin = cast.actor("county_admin")
    Centre.objects.update(phone="0999-1", accent="#aa3311")
    centre = services.centre_change(by=admin, phone="0999-2", accent="#AA3311")
    assert audit.last(centre).changes == {"phone": {"old": "0999-1", "new": "0999-2"}}
    before = AuditEntry.objects.count()
    services.centre_change(by=admin, phone="0999-2", accent="#AA3311")
    assert AuditEntry.objects.count() == before


def test_every_page_shows_the_change_after_the_commit(
    in_county_a, django_capture_on_commit_callbacks
):
    assert Centre.current().centre_name != "禾川县电商中心"
    with django_capture_on_commit_callbacks(execute=True):
        services.centre_change(by=cast.actor("county_admin"), centre_name="禾川县电商中心")
    assert Centre.current().centre_name == "禾川县电商中心"


def test_a_refused_date_leaves_the_card_as_it_was(in_county_a):
    admin = cast.actor("county_admin")
    services.centre_change(by=admin, contract_from_date=date(2026, 2, 1))
    with pytest.raises(Violation) as refused:
        services.centre_change(by=admin, phone="1", contract_to_date=date(2026, 1, 1))
    assert refused.value.sentence == "结束日期不能早于开始日期。"
    centre = Centre.objects.get()
    assert (centre.phone, centre.contract_to_date) == ("", None)


def test_code_and_name_are_not_the_countys_to_change(in_county_a):
    with pytest.raises(TypeError):
        services.centre_change(by=cast.actor("county_admin"), code="000000")


def test_a_contract_ends_after_it_begins(in_county_a):
    with pytest.raises(Violation) as refused:
        services.centre_change(
            by=cast.actor("county_admin"),
            contract_from_date=date(2026, 2, 1),
            contract_to_date=date(2026, 1, 1),
        )
    assert refused.value.field == "contract_to_date"


@pytest.mark.parametrize("wrong", ["red", "#12345", "#12345g", "url(x)"])
def test_a_colour_is_six_digits(wrong):
    with pytest.raises(Violation):
        colours.check(wrong)


@pytest.mark.parametrize("accent", ["#ffee00", "#2f5d50", "#000000", "#ffffff", "#7a3b2e"])
def test_any_accent_becomes_readable_on_both_grounds(accent):
    assert colours.contrast(colours.on_light(accent), colours.LIGHT) >= colours.READABLE
    assert colours.contrast(colours.on_dark(accent), colours.DARK) >= colours.READABLE


def test_contrast_of_black_on_white_is_21():
    assert round(colours.contrast("#000000", "#ffffff"), 1) == 21.0


def test_the_style_sheet_has_the_countys_colour(browser):
    Centre.objects.update(accent="#aa3311")
    Centre.forget()
    answer = browser.get("/console/theme.css")
    assert "--cl-accent-light:#aa3311" in answer.content.decode()
    assert answer["Content-Type"].startswith("text/css")


def test_the_editor_chooses_colours_and_is_told_what_cannot_be_read(desk_of):
    desk = desk_of("editor")
    page = text(desk.get("/console/centre/"))
    assert 'name="highlight"' in page
    assert 'name="phone"' not in page
    chosen = {"accent": "#e8b030", "highlight": "", "look": "paper"}
    answer = desk.post("/console/centre/", chosen)
    assert answer.status_code == 422
    said = told_at(answer, "accent")
    assert re.search(r"对比度.*1\.\d\d.*至少.*4\.5", said), said
    assert 'value="#e8b030"' in text(answer)
    assert Centre.objects.get().accent == "#2f5d50"
    near = re.search("#[0-9a-f]{6}", said)[0]
    wrong = desk.post("/console/centre/", {**chosen, "accent": near, "highlight": "#FFCC00"})
    assert "价格和日期" in told_at(wrong, "highlight")
    assert "#" in told_at(
        desk.post("/console/centre/", {**chosen, "accent": near, "highlight": "黄"}), "highlight"
    )
    answer = desk.post("/console/centre/", {**chosen, "accent": near, "highlight": "#7A3B2E"})
    assert answer.status_code == 302
    centre = Centre.objects.get()
    assert (centre.accent, centre.highlight) == (near, "#7a3b2e")
    assert set(audit.last(centre).changes) == {"accent", "highlight"}
    with pytest.raises(Denied):
        services.centre_change(by=cast.actor("editor"), phone="1")


def test_a_colour_from_before_the_rule_keeps_no_phone_number_from_being_changed(in_county_a):
    Centre.objects.update(accent="#ffe23d")
    admin = cast.actor("county_admin")
    assert services.centre_change(by=admin, phone="0999-3", accent="#ffe23d").phone == "0999-3"
    with pytest.raises(Violation):
        services.centre_change(by=admin, look="water")
    services.check_colours_by(services._colour_checks[0])
    assert len(services._colour_checks) == 1
