"""What the phone page says by itself, offline: its script has no words of its own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from operations.counting.kinds import Result


def words() -> dict[str, str]:
    """Sentences by name; {…} is filled in by the script."""
    return {
        **_state(),
        "chooseRoom": _("Scan the code at the door first, or choose the room."),
        "roomIs": _("Room: {place}"),
        "roomUnknown": _("This room is not known. Choose it from the list."),
        "found": _("Found: {thing}"),
        "wrong": _("Wrong place: {thing} belongs to {expected}."),
        "already": _("Counted already: {thing} ({before})"),
        "own": _("You keep {thing} yourself; somebody else counts it."),
        "notListed": _("{thing} is not on this list; the server will say what it is."),
        "foreign": _("This label belongs to another centre ({host})."),
        "strange": _("This is no label of an asset. Scan the label on the thing."),
        "torn": _("This label can no longer be read completely. Enter the number of the thing."),
        "several": _("Several things have this number; choose below."),
        "missing": _("Not found: {thing}"),
        "damaged": _("Damaged: {thing}"),
        "user": _("Another user: {thing}"),
        "away": _("With the repairer: {thing}"),
        "placed": _("The ledger will say {place} for {thing}."),
        "unknown": _("Noted as unknown: {thing}"),
        "unknownThing": _("unknown thing"),
        "photoFirst": _("Take a photo of the unknown thing, or say what it is."),
        "pasted": _("{n} numbers taken over."),
        **_buttons(),
        **{f"r_{one.value}": str(one.label) for one in Result},
    }


def _state() -> dict[str, str]:
    return {
        "offline": _("No network: {n} records wait on this phone."),
        "waiting": _("{n} records are being sent."),
        "sent": _("Everything is sent: {n} records, {receipts} receipts."),
        "signIn": _("Please sign in again; the records stay on this phone."),
        "others": _("{n} records of {name} wait on this phone; they sign in and send them."),
        "refused": _("The server refused the records: {sentence}"),
        "noStore": _("This browser cannot store records; use another one."),
        "closed": _("This count is over; what is scanned now is not counted."),
        "off": _("The phone's clock is wrong; times are put right by the server's."),
        "progress": _("{answered} of {expected} counted"),
        "unsure": _("not sent yet"),
        "noData": _("The list could not be loaded. Open this page once with a network."),
    }


def _buttons() -> dict[str, str]:
    return {
        "here": _("It belongs here from now on"),
        "isDamaged": _("It is damaged"),
        "isUser": _("Somebody else uses it"),
        "isMissing": _("Not found at the count"),
        "isFound": _("Found"),
        "isAway": _("With the repairer"),
        "asUnknown": _("Note as unknown"),
        "noCamera": _("The camera cannot be opened. Take a photo instead."),
        "noNetwork": _("Without a network a photo cannot be read. Enter the number instead."),
        "readPhoto": _("Reading the photo …"),
        "none": _("Nothing here."),
        "allHere": _("Everything in this room is counted."),
    }
