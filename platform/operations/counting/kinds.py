"""The words of counting: what is counted, what a thing turned out to be, what is done about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """What is counted."""

    ASSETS = "assets", _("fixed assets")
    SUPPLIES = "supplies", _("supplies")


class Result(models.TextChoices):
    """What a line turned out to be (R94)."""

    FOUND = "found", _("found in its place")
    PLACE = "place", _("in the wrong place")
    USER = "user", _("with another user")
    DAMAGED = "damaged", _("found damaged")
    MISSING = "missing", _("not found")
    AWAY = "away", _("with the repairer")
    GONE = "gone", _("written off during the count")
    SURPLUS = "surplus", _("not in the books")
    COUNTED = "counted", _("quantity counted")


class Kind(models.TextChoices):
    """What a counter says with one record of the phone."""

    FOUND = "found", _("scanned")
    DAMAGED = "damaged", _("it is damaged")
    USER = "user", _("somebody else uses it")
    MISSING = "missing", _("it is not there")
    AWAY = "away", _("it is with the repairer")
    UNKNOWN = "unknown", _("nobody knows this thing")
    PLACE = "place", _("it belongs here from now on")


class Outcome(models.TextChoices):
    """What the server made of a record: its receipt."""

    COUNTED = "counted", _("counted now")
    PLACE = "place", _("counted, in the wrong place")
    CORRECTED = "corrected", _("earlier answer corrected")
    ALREADY = "already", _("already counted")
    CONFLICT = "conflict", _("two counters disagree")
    PLACED = "placed", _("place put right")
    UNKNOWN = "unknown", _("noted as unknown")
    OWN = "own", _("kept by the counter")
    GONE = "gone", _("written off")
    NEWER = "newer", _("entered after the beginning")
    OUTSIDE = "outside", _("not part of this count")
    FOREIGN = "foreign", _("label of another centre")
    STRANGE = "strange", _("no label of an asset")
    TORN = "torn", _("label not complete")
    ROOM = "room", _("room not known")
    LATE = "late", _("the count was over")
    REFUSED = "refused", _("not possible")


class Remedy(models.TextChoices):
    """What is done about a difference (R94)."""

    SHORTAGE = "shortage", _("book as a shortage")
    LOOK = "look", _("go on looking for it")
    PLACE = "place", _("correct its place in the ledger")
    BACK = "back", _("it was brought back")
    TRANSFER = "transfer", _("do the transfer that is missing")
    REPAIR = "repair", _("have it repaired")
    SCRAP = "scrap", _("apply for scrapping")
    ENTER = "enter", _("enter it in the ledger as surplus")
    RETURNED = "returned", _("it has turned up again")
    NOT_OURS = "not_ours", _("it does not belong to the centre")
    ADJUST = "adjust", _("adjust the stock")


ANSWERS: dict[str, str] = {
    Kind.FOUND: Result.FOUND,
    Kind.DAMAGED: Result.DAMAGED,
    Kind.USER: Result.USER,
    Kind.MISSING: Result.MISSING,
    Kind.AWAY: Result.AWAY,
}
# What a difference is, and what may be done about each.
REMEDIES: dict[str, tuple[str, ...]] = {
    Result.MISSING: (Remedy.SHORTAGE, Remedy.LOOK),
    Result.PLACE: (Remedy.PLACE, Remedy.BACK),
    Result.USER: (Remedy.TRANSFER,),
    Result.DAMAGED: (Remedy.REPAIR, Remedy.SCRAP),
    Result.SURPLUS: (Remedy.ENTER, Remedy.RETURNED, Remedy.NOT_OURS),
    Result.COUNTED: (Remedy.ADJUST,),
}
# What a counter may choose by hand where two counters disagree.
CHOSEN = (
    Result.FOUND, Result.PLACE, Result.USER, Result.DAMAGED, Result.MISSING, Result.AWAY,
)  # fmt: skip
