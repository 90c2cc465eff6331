"""Verbs of mail, by stage of its way."""

from operations.mail.services.cabinet import SlotData, slot_change, slot_close, slot_open
from operations.mail.services.handing import mail_hand_over, mail_hand_over_many, mail_take
from operations.mail.services.papers import papers_tick, subscription_end, subscription_open
from operations.mail.services.registering import MailData, mail_register
from operations.mail.services.reminding import mail_remind_all
from operations.mail.services.sorting import (
    mail_claim,
    mail_reroute,
    mail_return,
    mail_sort,
    mail_sort_many,
    mail_unknown,
    mail_void,
)

__all__ = [
    "MailData",
    "SlotData",
    "mail_claim",
    "mail_hand_over",
    "mail_hand_over_many",
    "mail_register",
    "mail_remind_all",
    "mail_reroute",
    "mail_return",
    "mail_sort",
    "mail_sort_many",
    "mail_take",
    "mail_unknown",
    "mail_void",
    "papers_tick",
    "slot_change",
    "slot_close",
    "slot_open",
    "subscription_end",
    "subscription_open",
]
