"""The records of other samples under the addresses that the API has for them."""

from __future__ import annotations

from typing import Any

from api.records import Records
from api.v1.archives import Files, Loans
from api.v1.assets import Assets, Purchases, Reimbursements, Repairs, Scrappings
from api.v1.counting import Counts
from api.v1.documents import Documents
from api.v1.duty import DutyBook, Shifts
from api.v1.handed import HandedPapers
from api.v1.incoming import Incoming
from api.v1.meetings import Meetings, Rooms
from api.v1.petitions import Petitions
from api.v1.plans import Plans
from api.v1.seals import SealUses
from api.v1.supervision import Supervision
from api.v1.supplies import SupplyPlans, SupplyUrgents
from api.v1.trade import Batches, Products, Recalls
from api.v1.training import Classes, Courses, SignUps
from api.v1.visits import Visits

# Kind of record → the address of its page in the console, which has a sample.
KINDS: dict[type[Records], str] = {
    Documents: "documents:record",
    Incoming: "incoming:record",
    Supervision: "office:item",
    Plans: "office:plan",
    Petitions: "petitions:record",
    SealUses: "seals:record",
    Shifts: "duty:shift",
    DutyBook: "duty:record",
    Files: "archives:record",
    Loans: "archives:loan",
    Purchases: "assets:purchase",
    Reimbursements: "assets:reimbursement",
    Assets: "assets:record",
    Repairs: "assets:repair",
    Scrappings: "assets:scrapping",
    Counts: "counting:record",
    Meetings: "meetings:record",
    Rooms: "meetings:room_change",
    HandedPapers: "handed:record",
    Visits: "meetings:visit",
    SupplyPlans: "supplies:plan",
    SupplyUrgents: "supplies:urgent",
    Products: "trade:product",
    Batches: "trade:batch",
    Recalls: "trade:recall",
    Courses: "training:course",
    Classes: "training:class",
    SignUps: "training:sign_up",
}


def api_records(fill: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same keys for the list, one record, its forms and its moves; what is said stays."""
    found = {
        f"api:{address.name}": fill[page]
        for kind, page in KINDS.items()
        for address in kind.paths()
        if f"api:{address.name}" not in fill
    }
    more = dict.fromkeys(("api:count_lines", "api:count_scans"), fill["counting:record"])
    return found | more | {"api:document_versions": fill["documents:record"]}


def api_ids(fill: dict[str, dict[str, Any]]) -> dict[str, list[int]]:
    """The same keys by the addresses of the lists."""
    return {kind.at: [fill[page]["pk"]] for kind, page in KINDS.items()}
