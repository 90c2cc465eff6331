"""How the acts of inbox, deputies and numbers read in the log."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "inbox.agree": gettext_lazy("Agreed"),
    "inbox.refuse": gettext_lazy("Did not agree"),
    "inbox.hand_over": gettext_lazy("Handed over"),
    "inbox.delegate": gettext_lazy("Delegated"),
    "inbox.sign_before": gettext_lazy("Asked to sign first"),
    "inbox.sign_after": gettext_lazy("Asked to sign afterwards"),
    "inbox.unsign": gettext_lazy("Did without a signer"),
    "inbox.recall": gettext_lazy("Took a request back"),
    "inbox.send_back": gettext_lazy("Returned"),
    "inbox.resubmit": gettext_lazy("Resubmitted"),
    "inbox.withdraw": gettext_lazy("Withdrawn"),
    "inbox.circulate": gettext_lazy("Circulated"),
    "inbox.remind": gettext_lazy("Reminded"),
    "inbox.rescue": gettext_lazy("Fell to the administrator"),
    "deputy.appoint": gettext_lazy("Deputy named"),
    "deputy.end": gettext_lazy("Deputyship ended"),
    "number.configure": gettext_lazy("Number pattern changed"),
    "number.void": gettext_lazy("Number made void"),
}
WORDS = {
    "status": gettext_lazy("State"),
    "to": gettext_lazy("To"),
    "absent": gettext_lazy("Absent"),
    "deputy": gettext_lazy("Deputy"),
}
# What every form says in Django's words; Wagtail's catalogue would give "必需字段".
SENTENCES = (gettext_lazy("This field is required."),)


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
