"""Real records for the addresses that need one, and where the lifecycles' actions are called.

A module with addresses of its own adds them here. FILL names what to put into the gaps of an
address, by the view's name; EXPAND makes one address into several rows; ACTIONS says which address
makes the moves of which lifecycle.
"""

import io
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from accounts.models import Grant, SignedIn
from api.actions import offered
from api.models import ApiToken
from console.models import Centre
from core import attachments, inbox
from core.imports import all_specs
from core.models import CalendarDay, ImportRun, LeaveDeputy
from tests import cast
from tests.permissions.samples_duty import duty_records

# What stands in the gaps of an address: name of the view → values.
Fill = dict[str, dict[str, Any]]
# Lifecycle → the address of its actions, with {action} for the action.
ACTIONS = {
    "loan": "console/archives/loans/<int:pk>/do/{action}/",
    "destruction": "console/archives/destruction/<int:pk>/do/{action}/",
    "case": "console/cases/<int:pk>/do/{action}/",
    "duty_record": "console/duty/book/<int:pk>/do/{action}/",
    "duty_swap": "console/duty/swaps/<int:pk>/do/{action}/",
    "holiday_schedule": "console/duty/holidays/<int:pk>/do/{action}/",
    "incoming": "console/incoming/<int:pk>/do/{action}/",
    "mail": "console/mail/<int:pk>/do/{action}/",
    "outgoing": "console/outgoing/<int:pk>/do/{action}/",
    "plan": "console/plans/<int:pk>/do/{action}/",
    "petition": "console/petitions/<int:pk>/do/{action}/",
    "sealuse": "console/seals/<int:pk>/do/{action}/",
    "person": "console/staff/<int:pk>/do/{action}/",
    "shift": "console/duty/shifts/<int:pk>/do/{action}/",
    "station": "console/stations/<int:pk>/do/{action}/",
    "supervision": "console/supervision/<int:pk>/do/{action}/",
}


def picture(name: str) -> SimpleUploadedFile:
    """A small real picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (20, 20), "#2f5d50").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/png")


def county_records() -> Fill:
    """Make one record of each kind in the present county; returns what to fill in."""
    return {
        **_pages(),
        **_accounts(),
        **_staff(),
        **_stations(),
        **_site_services(),
        **_casework(),
        **_documents(),
        **_incoming(),
        **_mail(),
        **_archives(),
        **_supervision(),
        **_plans(),
        **_petitions(),
        **_seals(),
        **duty_records(),
        **_core("staff"),
        **_office(),
        **_inbox(),
    }


def province_records() -> Fill:
    """The same for the province."""
    return {**_pages(), **_accounts(post="root"), **_core("work-calendar")}


def expand(name: str) -> list[dict[str, Any]]:
    """Values that make one address into several rows."""
    from operations.archives.records import FileRecord, ListRecord, LoanRecord
    from operations.casework.records import ApplicantRecord, CaseRecord, ItemRecord
    from operations.documents.incoming.records import IncomingRecord
    from operations.documents.records import DocumentRecord
    from operations.duty import records as duty
    from operations.mail.records import MailRecord
    from operations.office.records import SupervisionRecord
    from operations.office.records_plans import PlanRecord
    from operations.petitions.records import PetitionRecord
    from operations.seals.records import SealUseRecord
    from operations.staff.lifecycle import PERSON
    from operations.stations.records import StationRecord

    if name == "staff:move":
        return [{"action": move.action} for move in PERSON.moves]
    for page in (ApplicantRecord, CaseRecord, ItemRecord):
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
        IncomingRecord,
        PetitionRecord,
        MailRecord,
        PlanRecord,
        SealUseRecord,
        SupervisionRecord,
        StationRecord,
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
    day = CalendarDay.objects.create(date=today, kind="rest", county_override=True)
    return {
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


def _staff() -> Fill:
    from operations.staff import services
    from operations.staff.models import Area, ChecklistItem, Department, Establishment

    person = services.person_register(
        name="柏小满",
        phone="19900009999",
        joined_date=date(2025, 3, 1),
        by=cast.SYSTEM,
        at=timezone.now(),
    )
    item = ChecklistItem.objects.filter(run__person=person).first()
    of_person = ("person", "change", "assign", "skill", "reveal", "move")
    return {
        **{f"staff:{name}": {"pk": person.pk} for name in of_person},
        "staff:tick": {"pk": person.pk, "item": item.pk if item else 0},
        "staff:area": {"pk": Area.objects.get(code="logistics").pk},
        "staff:department": {"pk": Department.objects.get(code="office").pk},
        "staff:minimum": {"pk": Establishment.objects.order_by("order")[0].pk},
    }


def _site_services() -> Fill:
    """On the site: an item, an application with its receipt, an appointment."""
    from operations.casework import selectors, services
    from operations.casework.models import Channel, ServiceItem

    item, now = ServiceItem.objects.get(code="S02"), timezone.now()
    data = services.CaseData(
        item_id=item.pk,
        channel=Channel.ONLINE,
        applicant=services.ApplicantData(name="柏小满", phone="19900009997"),
        request="想了解返乡创业补贴",
        details={"topic": "创业就业", "question": "有什么补贴？"},
    )
    case = services.case_register(data=data, by=cast.SYSTEM, at=now)
    day = selectors.days_ahead(today=timezone.localdate())[0]
    slot = selectors.slots(day, today=timezone.localdate())[0]
    booked = services.appointment_book(
        item_id=item.pk,
        on_date=day,
        slot=slot,
        name="柏小满",
        phone="19900009997",
        by=cast.SYSTEM,
        at=now,
    )
    of_case = ("case", "receipt", "case_complete", "case_withdraw", "case_rate")
    return {
        **{f"site_{name}": {"code": item.code} for name in ("service", "apply", "book")},
        **{f"site_{name}": {"token": case.token} for name in of_case},
        "site_appointment": {"token": booked.token},
        "site_appointment_cancel": {"token": booked.token},
    }


def _stations() -> Fill:
    """A site in the township of the cast's village and township people."""
    from operations.stations import services
    from operations.stations.models import Township, Village
    from operations.stations.records import StationRecord

    county = Centre.current().code
    town = Township.objects.create(code=f"{county}100", name="柳溪镇")
    village = Village.objects.create(code=f"{county}100201", name="石桥村", township=town)
    station = services.station_select(
        by=cast.SYSTEM,
        at=timezone.now(),
        name="石桥村电商服务站",
        village=village,
        township=town,
        manager_name="祝青禾",
        manager_phone="19900008888",
        address="石桥村口",
        operator_name="石桥村股份经济合作社",
    )
    of_api = ("station", *(f"station_{action}" for action in offered(StationRecord)))
    of_station = ("record", "record_do", "record_circulate", "record_files", "change")
    return {
        **{f"api:{name}": {"pk": station.pk} for name in of_api},
        **{f"stations:{name}": {"pk": station.pk} for name in of_station},
        "stations:record_file_remove": {"pk": station.pk},
        "stations:paper": {"pk": station.pk, "kind": "plate"},
    }


def _documents() -> Fill:
    """A draft with the office, and the county's agency code."""
    from operations.documents import services
    from operations.documents.models import DocumentSeries
    from operations.documents.services import DraftData
    from operations.staff.models import Department

    data = DraftData(
        title="关于报送数据的通知",
        kind="notice",
        department_id=Department.objects.get(code="brand").pk,
        body="请于月底前报送。",
        main_recipients=("各服务站",),
    )
    by, at = cast.actor("drafter"), timezone.now()
    document = services.document_draft(data=data, by=by, at=at)
    services.document_submit(document_id=document.pk, by=by, at=at)
    of_record = ("record", "record_do", "record_circulate", "record_files", "record_file_remove")
    return {
        **{f"documents:{name}": {"pk": document.pk} for name in of_record},
        **{f"documents:{name}": {"pk": document.pk} for name in ("change", "preview", "versions")},
        "documents:series_end": {"pk": DocumentSeries.objects.earliest("pk").pk},
    }


def _incoming() -> Fill:
    """A task from above that has just been registered."""
    from operations.documents.incoming import services

    today = timezone.localdate()
    data = services.IncomingData(
        title="关于报送工作进展情况的通知",
        sender="青禾省商务厅",
        nature="assigned",
        received_date=today,
    )
    document = services.incoming_register(data=data, by=cast.actor("office"), at=timezone.now())
    of_record = ("record", "record_do", "record_circulate", "record_files", "record_file_remove")
    names = (*of_record, "change", "sheet")
    return {f"incoming:{name}": {"pk": document.pk} for name in names}


def _mail() -> Fill:
    """A parcel in the pigeonhole of a department, and a paper that comes into it."""
    from operations.mail import services
    from operations.mail.models import Slot
    from operations.mail.services import MailData

    at, office = timezone.now(), cast.actor("office")
    slot = Slot.objects.get(department__code="brand")
    data = MailData(
        kind="express",
        tracking="YT2600000099",
        addressee="品牌营销中心",
        received_date=timezone.localdate(at),
    )
    item = services.mail_register(data=data, by=office, at=at)
    services.mail_sort(item_id=item.pk, by=office, at=at)
    paper = services.subscription_open(title="青禾日报", slot_id=slot.pk, by=office, at=at)
    of_record = ("", "_do", "_circulate", "_files", "_file_remove")
    return {
        **{f"mail:item{part}": {"pk": item.pk} for part in of_record},
        **{f"mail:slot_{part}": {"pk": slot.pk} for part in ("change", "close")},
        "mail:unsubscribe": {"pk": paper.pk},
        "mail:at": {"key": slot.key},
        "api:mail_item": {"pk": item.pk},
    }


def _archives() -> Fill:
    """A file, an application of the drafter for it, an old file on a list."""
    from operations.archives import services
    from tests.operations.archives.conftest import shelved
    from tests.operations.documents.conftest import People

    people, at = People(), timezone.now()
    file = shelved(people, at=at)
    loan = services.loan_apply(
        number=file.number, form="copy", days=7, purpose="查考", by=people.drafter, at=at
    )
    old = shelved(people, at=at, year=2010)
    made = services.list_propose(files=[old.pk], reason="期满", by=people.office, at=at)
    of_record = ("", "_do", "_circulate", "_files", "_file_remove")
    return {
        **{f"archives:record{part}": {"pk": file.pk} for part in of_record},
        **{f"archives:loan{part}": {"pk": loan.pk} for part in of_record},
        **{f"archives:list{part}": {"pk": made.pk} for part in of_record},
        "archives:cover": {"pk": file.pk},
        "archives:copy": {"pk": loan.pk, "part": file.parts.get().pk},
        "archives:list_paper": {"pk": made.pk},
    }


def _supervision() -> Fill:
    """An item that the member of staff has in hand."""
    from operations.office import services
    from operations.office.services import SupervisionData
    from operations.staff.models import Department

    data = SupervisionData(
        title="制定年货节活动方案",
        requirement="明确时间、品类和预算。",
        department_id=Department.objects.get(code="brand").pk,
        owner_id=cast.appoint("staff").pk,
        days=10,
    )
    at = timezone.now()
    item = services.supervision_open(data=data, source="meeting", by=cast.actor("office"), at=at)
    for step in (services.supervision_sign_for, services.supervision_begin):
        step(item_id=item.pk, by=cast.actor("staff"), at=at)
    of_record = ("", "_do", "_circulate", "_files", "_file_remove")
    return {f"office:item{part}": {"pk": item.pk} for part in of_record}


def _plans() -> Fill:
    """The plan of the present cycle, being collected, with an item."""
    from operations.office import services
    from operations.office.services import PlanItemData
    from operations.staff.models import Department

    at, today = timezone.now(), timezone.localdate()
    plan = services.plan_open(day=today, by=cast.SYSTEM, at=at)
    data = PlanItemData(
        department_id=Department.objects.get(code="brand").pk,
        matter="拍摄短视频",
        responsible="柏小满",
        start_date=plan.start_date,
        end_date=plan.end_date,
    )
    item = services.plan_item_add(plan_id=plan.pk, data=data, by=cast.actor("office"), at=at)
    of_plan = ("", "_do", "_circulate", "_files", "_file_remove", "_item_add", "_sheet")
    of_item = ("change", "progress", "remove", "supervise")
    return {
        **{f"office:plan{part}": {"pk": plan.pk} for part in of_plan},
        **{f"office:plan_item_{part}": {"pk": item.pk} for part in of_item},
    }


def _petitions() -> Fill:
    """A petition that the member of staff has in hand."""
    from operations.petitions import services
    from operations.petitions.services import PetitionData

    at, today = timezone.now(), timezone.localdate()
    data = PetitionData(
        subject="请求补发服务站运营补助",
        matter="去年第四季度补助未到账。",
        channel="letter",
        kind="request",
        received_date=today,
        name="柏向阳",
        phone="19900031000",
    )
    petition = services.petition_register(data=data, by=cast.actor("office"), at=at)
    handler = cast.appoint("staff").pk
    services.petition_accept(
        petition_id=petition.pk, handler_id=handler, by=cast.actor("leader"), at=at
    )
    of_record = ("record", "record_do", "record_circulate", "record_files", "record_file_remove")
    return {f"petitions:{name}": {"pk": petition.pk} for name in (*of_record, "change")}


def _seals() -> Fill:
    """A use that the member of staff has just applied for, and its seal."""
    from operations.seals import services
    from operations.seals.models import Seal
    from operations.seals.services import SealUseData

    seal = Seal.objects.earliest("pk")
    data = SealUseData(seal_id=seal.pk, document="情况说明", purpose="报送县商务局")
    use = services.seal_apply(data=data, by=cast.actor("staff"), at=timezone.now())
    of_record = ("record", "record_do", "record_circulate", "record_files", "record_file_remove")
    return {
        **{f"seals:{name}": {"pk": use.pk} for name in of_record},
        **{f"seals:{name}": {"pk": seal.pk} for name in ("seal_change", "seal_end")},
    }


def _casework() -> Fill:
    """A case submitted at the window, its applicant, its item."""
    from operations.casework import services
    from operations.casework.models import ServiceItem
    from operations.casework.records import CaseRecord
    from operations.casework.services import ApplicantData, CaseData

    item = ServiceItem.objects.get(code="S02")
    data = CaseData(
        item_id=item.pk,
        applicant=ApplicantData(name="祝小满", phone="19900003001"),
        request="想了解返乡创业的补贴",
        details={"topic": "创业就业", "question": "返乡创业有什么补贴？"},
    )
    by, at = cast.actor("frontdesk"), timezone.now()
    case = services.case_register(data=data, by=by, at=at)
    draft = services.case_draft(data=data, by=by, at=at)
    applicant = case.applicant_id
    kept = attachments.attach(case, picture("身份证.png"), kind="other", by=by)
    of_api = ("case", *(f"case_{action}" for action in offered(CaseRecord)))
    of_api += ("case_attachments", "case_rating")
    of_record = ("", "_do", "_circulate", "_files", "_file_remove")
    return {
        **{f"casework:record{part}": {"pk": case.pk} for part in of_record},
        **{f"casework:applicant{part}": {"pk": applicant} for part in of_record},
        **{f"casework:item{part}": {"pk": item.pk} for part in of_record},
        **{f"api:{name}": {"pk": case.pk} for name in of_api},
        "api:case_attachment": {"pk": case.pk, "file": kept.pk},
        "api:catalogue_item": {"code": item.code},
        "casework:paper": {"pk": case.pk, "kind": "receipt"},
        "casework:draft": {"pk": draft.pk},
    }
