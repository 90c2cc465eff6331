"""How the acts of accounts read in the log."""

from django.utils.translation import gettext, gettext_lazy

from core import audit

ACTIONS = {
    "account.open": gettext_lazy("Account opened"),
    "account.change": gettext_lazy("Data changed"),
    "account.close": gettext_lazy("Account closed"),
    "account.reopen": gettext_lazy("Account reopened"),
    "grant.give": gettext_lazy("Post given"),
    "grant.revoke": gettext_lazy("Post revoked"),
    "invitation.accept": gettext_lazy("Link used"),
    "invitation.password": gettext_lazy("Link to a new password made"),
    "invitation.withdraw": gettext_lazy("Link withdrawn"),
    "invitation.send": gettext_lazy("Invited"),
    "password.change": gettext_lazy("Password changed"),
    "privacy.reveal": gettext_lazy("Phone number seen"),
    "second_factor.codes": gettext_lazy("New recovery codes made"),
    "second_factor.failed": gettext_lazy("Second step failed"),
    "second_factor.off": gettext_lazy("Second step switched off"),
    "second_factor.on": gettext_lazy("Second step switched on"),
    "second_factor.recovery": gettext_lazy("Recovery code used"),
    "second_factor.reset": gettext_lazy("Second step reset"),
    "session.expired": gettext_lazy("Signed out by the clock"),
    "session.revoke": gettext_lazy("Device signed out"),
    "session.revoke_others": gettext_lazy("Other devices signed out"),
    "sign_in": gettext_lazy("Signed in"),
    "sign_in.failed": gettext_lazy("Sign-in failed"),
    "sign_in.locked": gettext_lazy("Sign-in locked"),
    "sign_out": gettext_lazy("Signed out"),
}
WORDS = {
    "post": gettext_lazy("Post"),
    "scope": gettext_lazy("Where"),
    "phone": gettext_lazy("Mobile phone"),
    "count": gettext_lazy("Number"),
    "key": gettext_lazy("What was locked"),
    "field": gettext_lazy("Field"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)


# The first mark found names it: Edge says that it is Chrome, Chrome that it is Safari.
MACHINES = (
    ("HarmonyOS", gettext_lazy("Huawei phone")),
    ("iPad", "iPad"),
    ("iPhone", "iPhone"),
    ("Android", gettext_lazy("Android phone")),
    ("Windows", gettext_lazy("Windows computer")),
    ("Macintosh", gettext_lazy("Mac computer")),
    ("Linux", gettext_lazy("Linux computer")),
)
PROGRAMS = (
    ("MicroMessenger", gettext_lazy("WeChat")),
    ("Edg", "Edge"),
    ("HuaweiBrowser", gettext_lazy("Huawei browser")),
    ("QQBrowser", gettext_lazy("QQ browser")),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def device(agent: str) -> str:
    """A device by what its browser says of itself."""
    known = [
        next((str(name) for mark, name in names if mark in agent), "")
        for names in (MACHINES, PROGRAMS)
    ]
    return " · ".join(filter(None, known)) or gettext("unknown device")
