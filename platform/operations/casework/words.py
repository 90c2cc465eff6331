"""How the acts of casework read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "applicant.enter": gettext_lazy("Applicant entered"),
    "applicant.update": gettext_lazy("Applicant's data changed"),
    "applicant.merge": gettext_lazy("Applicants merged"),
    "applicant.merged": gettext_lazy("Merged into another applicant"),
    "applicant.anonymise": gettext_lazy("Made anonymous after the time of keeping"),
    "appointment.book": gettext_lazy("Appointment booked"),
    "appointment.cancel": gettext_lazy("Appointment cancelled"),
    "case.callback": gettext_lazy("Called back after a bad rating"),
    "case.draft": gettext_lazy("Case entered"),
    "case.extension_ask": gettext_lazy("Extension asked for"),
    "case.extension_approve": gettext_lazy("Extension approved"),
    "case.extension_refuse": gettext_lazy("Extension refused"),
    "case.hand_over": gettext_lazy("Case handed over"),
    "case.note": gettext_lazy("Internal note written"),
    "case.promise": gettext_lazy("Promised step done"),
    "case.step": gettext_lazy("Handling record written"),
    "item.change": gettext_lazy("Service guide changed"),
    "item.field": gettext_lazy("Field added to a form"),
    "item.promise": gettext_lazy("Promised time changed"),
    "item.restore": gettext_lazy("Service item offered again"),
    "item.withdraw": gettext_lazy("Service item withdrawn"),
}
WORDS = {
    "handler": gettext_lazy("handler"),
    "days": gettext_lazy("working days"),
    "legal": gettext_lazy("legal working days"),
    "from": gettext_lazy("from"),
    "merged": gettext_lazy("merged entry"),
    "into": gettext_lazy("kept entry"),
    "cases": gettext_lazy("cases moved"),
    "taken": gettext_lazy("data taken over"),
    "field": gettext_lazy("field"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
