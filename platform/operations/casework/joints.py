"""What other parts ask of casework: files, hand-overs, masked data, the calendar's changes."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from accounts import place
from console import places
from core import attachments, inbox, privacy, workcalendar
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.casework.lifecycle import CONCERNED, OPEN, REGISTRARS, RUNNING, WINDOW, States
from operations.casework.models import Applicant, Case
from operations.casework.selectors import applicants, cases
from operations.casework.services.assigning import handed_over
from operations.casework.services.moving import reckon
from operations.stations.selectors import sees_all


def register() -> None:
    """Called once at start-up."""
    from operations.casework import figures, numbers  # noqa: F401 - they declare themselves

    for prefix in ("cases", "applicants", "services", "hall"):
        places.register(prefix, where="county")
    attachments.register_guard(Case, may_read_files)
    inbox.on_handed_over("casework", handed_over)
    for field in ("phone", "id_number"):
        privacy.register_reveal(Applicant, field, allow=may_reveal, needs=WINDOW)
    workcalendar.register_recompute("casework", recompute)


def may_read_files(actor: Actor, case: Case) -> bool:
    """Files and papers of a case: whoever may see it (R148) and has a hand in it.

    They cannot be masked – an ID card is on a photograph –, so other posts of the centre see the
    case without them (R152).
    """
    if sees_all(actor) and not actor.is_system and not actor.posts & set(CONCERNED):
        return False
    return cases(actor).filter(pk=case.pk).exists()


def may_reveal(actor: Actor, applicant: object) -> bool:
    """Full data: windows, the station of record, and whoever handles a case of theirs (§3.8)."""
    if not isinstance(applicant, Applicant):
        return False
    if not actor.posts & set(REGISTRARS) and not _handles(actor, applicant):
        return False
    return applicants(actor).filter(pk=applicant.pk).exists()


def _handles(actor: Actor, applicant: Applicant) -> bool:
    """Whoever has a case in hand must be able to call."""
    mine = Case.objects.filter(applicant=applicant, handler_id__in=actor.persons)
    return mine.filter(status__in=OPEN).exists()


def recompute(year: int) -> int:
    """Due dates of open cases that touch the year, worked out again; closed ones stay (§3.6)."""
    if place.here() != "county":
        return 0  # the province publishes, too, and has no cases
    first, last = date(year, 1, 1), date(year, 12, 31)
    calendar = WorkCalendar.load()
    touched = Q(promised_date__range=(first, last)) | Q(legal_due_date__range=(first, last))
    touched |= Q(answer_due_date__range=(first, last), accepted_at=None)
    touched |= Q(accepted_at__year=year)
    moved = 0
    open_states = (States.SUBMITTED, *RUNNING, States.WAITING)
    for case in Case.objects.select_for_update().filter(touched, status__in=open_states):
        before = (case.answer_due_date, case.promised_date, case.due_date, case.legal_due_date)
        fields = reckon(case, on=timezone.localdate(), calendar=calendar)
        after = (case.answer_due_date, case.promised_date, case.due_date, case.legal_due_date)
        if before != after:
            case.save(update_fields=[*fields, "updated_at"])
            moved += 1
    return moved
