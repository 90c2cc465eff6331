"""Real records for the addresses that need one, and where the lifecycles' actions are called.

A module with addresses of its own makes its records in samples_<module>.py and names them here.
Fill says what to put into the gaps of an address, by the view's name; expand() makes one address
into several rows; ACTIONS says which address makes the moves of which lifecycle.
"""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from accounts.models import Grant, SignedIn
from api.models import ApiToken
from core import inbox
from core.imports import all_specs
from core.models import CalendarDay, ImportRun, LeaveDeputy
from tests import cast
from tests.permissions.samples_api import api_records
from tests.permissions.samples_archives import archives_records
from tests.permissions.samples_assets import assets_records
from tests.permissions.samples_casework import casework_records, site_services_records
from tests.permissions.samples_counting import counting_records
from tests.permissions.samples_documents import documents_records
from tests.permissions.samples_duty import duty_records
from tests.permissions.samples_enquiries import enquiries_records
from tests.permissions.samples_handed import handed_records
from tests.permissions.samples_incoming import incoming_records
from tests.permissions.samples_mail import mail_records
from tests.permissions.samples_meetings import meetings_records
from tests.permissions.samples_office import plans_records, supervision_records
from tests.permissions.samples_petitions import petitions_records
from tests.permissions.samples_portal import portal_records
from tests.permissions.samples_seals import seals_records
from tests.permissions.samples_staff import staff_records
from tests.permissions.samples_stations import stations_records
from tests.permissions.samples_supplies import supplies_records
from tests.permissions.samples_trade import trade_records
from tests.permissions.samples_training import training_records

# What stands in the gaps of an address: name of the view → values.
Fill = dict[str, dict[str, Any]]
# Lifecycle → the address of its actions, with {action} for the action.
ACTIONS = {
    "asset": "console/assets/<int:pk>/do/{action}/",
    "asset_repair": "console/assets/repairs/<int:pk>/do/{action}/",
    "asset_scrapping": "console/assets/scrapping/<int:pk>/do/{action}/",
    "count": "console/counting/<int:pk>/do/{action}/",
    "purchase": "console/assets/purchases/<int:pk>/do/{action}/",
    "reimbursement": "console/assets/reimbursements/<int:pk>/do/{action}/",
    "loan": "console/archives/loans/<int:pk>/do/{action}/",
    "destruction": "console/archives/destruction/<int:pk>/do/{action}/",
    "case": "console/cases/<int:pk>/do/{action}/",
    "duty_record": "console/duty/book/<int:pk>/do/{action}/",
    "duty_swap": "console/duty/swaps/<int:pk>/do/{action}/",
    "holiday_schedule": "console/duty/holidays/<int:pk>/do/{action}/",
    "handed": "console/handed/<int:pk>/do/{action}/",
    "incoming": "console/incoming/<int:pk>/do/{action}/",
    "meeting": "console/meetings/<int:pk>/do/{action}/",
    "visit": "console/visits/<int:pk>/do/{action}/",
    "mail": "console/mail/<int:pk>/do/{action}/",
    "outgoing": "console/outgoing/<int:pk>/do/{action}/",
    "plan": "console/plans/<int:pk>/do/{action}/",
    "petition": "console/petitions/<int:pk>/do/{action}/",
    "sealuse": "console/seals/<int:pk>/do/{action}/",
    "person": "console/staff/<int:pk>/do/{action}/",
    "shift": "console/duty/shifts/<int:pk>/do/{action}/",
    "station": "console/stations/<int:pk>/do/{action}/",
    "supplyplan": "console/supplies/plans/<int:pk>/do/{action}/",
    "supplypurchase": "console/supplies/purchases/<int:pk>/do/{action}/",
    "supplyscrap": "console/supplies/scraps/<int:pk>/do/{action}/",
    "supplyurgent": "console/supplies/urgent/<int:pk>/do/{action}/",
    "tradebatch": "console/trade/batches/<int:pk>/do/{action}/",
    "tradeproduct": "console/trade/<int:pk>/do/{action}/",
    "traderecall": "console/trade/recalls/<int:pk>/do/{action}/",
    "trainingclass": "console/training/classes/<int:pk>/do/{action}/",
    "trainingcourse": "console/training/courses/<int:pk>/do/{action}/",
    "trainingsignup": "console/training/sign-ups/<int:pk>/do/{action}/",
    "enquiry": "console/enquiries/<int:pk>/do/{action}/",
    "supervision": "console/supervision/<int:pk>/do/{action}/",
}


def picture(name: str) -> SimpleUploadedFile:
    """A small real picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (20, 20), "#2f5d50").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/png")


def county_records() -> Fill:
    """Make one record of each kind in the present county; returns what to fill in.

    The county works on the day on which they are made, whatever day that is.
    """
    cast.work_today()
    made = {
        **_pages(),
        **_accounts(),
        **staff_records(),
        **stations_records(),
        **site_services_records(),
        **casework_records(),
        **documents_records(),
        **incoming_records(),
        **handed_records(),
        **mail_records(),
        **archives_records(),
        **supervision_records(),
        **plans_records(),
        **petitions_records(),
        **seals_records(),
        **duty_records(),
        **meetings_records(),
        **supplies_records(),
        **trade_records(),
        **training_records(),
        **enquiries_records(),
        **assets_records(),
        **counting_records(),
        **_core("staff"),
        **_office(),
        **_inbox(),
    }
    return {**made, **api_records(made)}


def province_records() -> Fill:
    """The same for the province."""
    return {**_pages(), **_accounts(post="root"), **_core("work-calendar"), **portal_records()}


def expand(name: str) -> list[dict[str, Any]]:
    """Values that make one address into several rows."""
    from operations.archives.records import FileRecord, ListRecord, LoanRecord
    from operations.assets.records import PurchaseRecord
    from operations.assets.records_care import RepairRecord, ScrappingRecord
    from operations.assets.records_more import AssetRecord, ReimbursementRecord
    from operations.casework.records import ApplicantRecord, CaseRecord, ItemRecord
    from operations.counting.records import CountRecord
    from operations.documents.handed.records import HandedRecord
    from operations.documents.incoming.records import IncomingRecord
    from operations.documents.records import DocumentRecord
    from operations.duty import records as duty
    from operations.enquiries.records import EnquiryRecord
    from operations.mail.records import MailRecord
    from operations.meetings.records import MeetingRecord
    from operations.meetings.records_visit import VisitRecord
    from operations.office.records import SupervisionRecord
    from operations.office.records_plans import PlanRecord
    from operations.petitions.records import PetitionRecord
    from operations.seals.records import SealUseRecord
    from operations.staff.lifecycle import PERSON
    from operations.stations.records import StationRecord
    from operations.supplies import records as supplies
    from operations.supplies import records_ledger as ledger
    from operations.trade import records as trade
    from operations.training import records as training
    from operations.training import records_people as trained

    if name == "staff:move":
        return [{"action": move.action} for move in PERSON.moves]
    for page in (
        ApplicantRecord,
        CaseRecord,
        ItemRecord,
        supplies.PlanRecord,
        supplies.UrgentRecord,
    ):
        if name == f"{page.name}_do":
            moves = [move.action for move in page.lifecycle.moves] if page.lifecycle else []
            return [{"action": action} for action in dict.fromkeys([*page.actions, *moves])]
    for record_page in (
        FileRecord,
        LoanRecord,
        ListRecord,
        DocumentRecord,
        duty.DutyRecordPage,
        duty.ScheduleRecord,
        duty.ShiftRecord,
        duty.SwapRecord,
        HandedRecord,
        IncomingRecord,
        PetitionRecord,
        MailRecord,
        MeetingRecord,
        VisitRecord,
        PurchaseRecord,
        ReimbursementRecord,
        AssetRecord,
        RepairRecord,
        ScrappingRecord,
        CountRecord,
        PlanRecord,
        SealUseRecord,
        SupervisionRecord,
        StationRecord,
        supplies.PurchaseRecord,
        ledger.HoldingRecord,
        ledger.ScrapRecord,
        trade.ProductRecord,
        trade.BatchRecord,
        trade.CertificateRecord,
        trade.RecallRecord,
        training.CourseRecord,
        training.LessonRecord,
        training.ClassRecord,
        trained.SignUpRecord,
        trained.CertificateRecord,
        EnquiryRecord,
    ):
        if name == f"{record_page.name}_do":
            return [{"action": action} for action in record_page.actions]
    if name == "duty:record_add":
        return [{"kind": "phone"}]
    if name in ("console_import", "console_import_template"):
        return [{"spec_key": spec.key_name} for spec in all_specs()]
    return [{}]


def _core(spec: str) -> Fill:
    """A file being imported, whose pages its spec's people see."""
    run = ImportRun.objects.create(
        spec=spec, file_name="样例.csv", size=1, sha256="0" * 64, created_by_name="卜云舟"
    )
    pages = ("run", "status", "confirm", "cancel", "errors")
    return {f"console_import_{page}": {"run_id": run.pk} for page in pages}


def _inbox() -> Fill:
    """What waits with the office."""
    from operations.staff.models import Person

    item = inbox.assign(
        Person.objects.all()[0],
        step="sample",
        title="样例待办",
        post="office",
        by=cast.actor("admin"),
    )
    return {
        "console:inbox_load": {"who": "office"},
        "console:inbox_urge": {"who": "office", "pk": item.pk},
    }


def _office() -> Fill:
    """A director on leave for whom a leader stands in, and a day of the county's own."""
    today = timezone.localdate()
    deputy = LeaveDeputy.objects.create(
        absent_id=cast.appoint("director").pk,
        deputy_id=cast.appoint("leader").pk,
        from_date=today,
        to_date=today,
    )
    day, _made = CalendarDay.objects.update_or_create(
        date=today, county_override=True, defaults={"kind": "rest"}
    )
    return {
        "console:parameters_of": {"code": "stations"},
        "console:parameter_set": {"code": "stations", "key": "notice_days"},
        "console:deputy_act": {"pk": deputy.pk},
        "console:deputy_end": {"pk": deputy.pk},
        "console:calendar_day_remove": {"pk": day.pk},
    }


def _pages() -> Fill:
    """Gaps of Wagtail's addresses, whatever the view: a page below the root."""
    page = Page.objects.filter(depth__gt=1).order_by("path").first()
    number = page.pk if page else 1
    return {"*": dict.fromkeys(("page_id", "page_to_move_id", "parent_page_id"), number)}


def _accounts(post: str = "staff") -> Fill:
    user = cast.appoint(post)
    grant = Grant.objects.get(user=user)
    device = SignedIn.objects.create(user=user, session_key="sample")
    of_user = ("user", "change", "grant", "close", "reopen", "reveal", "password_link")
    of_user += ("second_factor_reset",)
    cast.token(user)
    token = ApiToken.objects.filter(user=user).latest("pk")
    return {
        "api:token": {"pk": token.pk},
        "api_console:token_revoke": {"pk": token.pk},
        **{f"accounts:{name}": {"pk": user.pk} for name in of_user},
        "accounts:revoke": {"pk": user.pk, "grant": grant.pk},
        "accounts:device_revoke": {"pk": device.pk},
    }
