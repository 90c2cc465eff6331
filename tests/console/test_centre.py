"""The centre's card and its colours."""

from datetime import date

import pytest

from console import colours, services
from console.models import Centre
from core import audit
from core.errors import Denied, Violation
from core.models.audit import AuditEntry
from tests import cast


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
