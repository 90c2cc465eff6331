"""Addresses of lists with odd values: a list is shown or a sentence is said, never an error."""

import pytest
from django.urls import reverse

LISTS = (
    *("archives:index", "archives:search", "archives:waiting", "casework:index"),
    *("assets:index", "assets:purchases", "assets:reimbursements"),
    *("assets:repairs", "assets:scrappings", "assets:training"),
    *("documents:index", "documents:numbers", "duty:index", "incoming:index", "mail:index"),
    *("mail:waiting", "meetings:index", "petitions:index", "seals:index", "staff:index"),
    *("supplies:index", "supplies:urgents", "supplies:stock", "supplies:ledger"),
    *("trade:index", "trade:batches", "trade:recalls", "trade:producers"),
    *("training:courses", "training:classes", "training:sign_ups", "training:certificates"),
    *("stations:index", "console:calendar", "console:search", "console:inbox"),
)
NAMES = (
    *("q", "words", "year", "month", "p", "o", "state", "kind", "department", "slot", "seal"),
    *("station", "township", "handler", "item", "day", "since", "until", "light", "zone"),
    *("channel", "room", "from", "to", "unit", "retention", "source", "nature", "urgency"),
    *("series", "box", "step", "due", "date", "week", "owner", "start"),
)
# No calendar has the first two; then a number no database holds, other digits, a sign that no
# text column takes, and more than any field.
VALUES = ("0000", "0000-13", "9" * 30, "٣", "²", "a\x00b", "字" * 400, "-1", "%")


@pytest.mark.parametrize("value", VALUES, ids=ascii)
def test_an_odd_value_in_an_address_is_no_error(desk_of, value):
    office = desk_of("office")
    for name in LISTS:
        alone = office.get(reverse(name), {"year": value}).status_code
        together = office.get(reverse(name), dict.fromkeys(NAMES, value)).status_code
        assert {alone, together} <= {200, 302, 400, 404, 422}, (name, alone, together)
