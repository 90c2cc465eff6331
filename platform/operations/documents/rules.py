"""The rules of outgoing documents, on values only (R11-R25)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from core.workcalendar import WorkCalendar
from operations.documents.kinds import ENDINGS, TO_ALL, Kind

LONGEST_TITLE = 100
_SECRET_MARK = re.compile(r"(绝密|机密|秘密)\s*[★☆*]")
# What asks a superior for a decision; a report must not (R23).
_ASKS = re.compile(r"(请\S{0,4}(批示|批复|审批|批准|审定)|妥否|当否|以上请示|请予(支持|解决|批))")


# --- The draft ---


def not_secret(*, grade: str, texts: Collection[str] = ()) -> None:
    """Secret documents are not processed here; the paper register has them (R25)."""
    if grade or any(_SECRET_MARK.search(text) for text in texts):
        raise Violation(
            _(
                "Secret documents must not be processed in this system. "
                "Register and circulate it on paper."
            ),
            R(25),
            field="secrecy",
        )


def kind_is_used(*, kind: str, hidden: Collection[str]) -> None:
    """One of the fifteen kinds, and one that this county uses (R23)."""
    if kind not in Kind.values:
        raise Violation(_("Choose one of the fifteen kinds."), R(23), field="kind")
    if kind in hidden:
        raise Violation(
            _("This county does not issue the kind “%(kind)s”.") % {"kind": Kind(kind).label},
            R(23),
            field="kind",
        )


def title_is_one_line(*, title: str) -> None:
    """A title is there, in one line, and not longer than the paper bears."""
    if not title.strip():
        raise Violation(_("Give the document a title."), R(11), field="title")
    if re.search(r"[\r\n\v\f\u2028\u2029]", title.strip()):
        raise Violation(
            _("Write the title in one line; the paper breaks it by itself."), R(11), field="title"
        )
    if len(title.strip()) > LONGEST_TITLE:
        raise Violation(
            _("The title is longer than %(n)s characters. Shorten it.") % {"n": LONGEST_TITLE},
            R(11),
            field="title",
        )


def recipients_fit(*, kind: str, main: Sequence[str], copies: Sequence[str]) -> None:
    """Somebody is addressed, a request one superior only, nobody twice (R23)."""
    if not main and kind not in TO_ALL:
        raise Violation(_("Name the main recipient."), R(23), field="main_recipients")
    if kind == Kind.REQUEST and len(main) != 1:
        raise Violation(
            _("A request has one main recipient only. Others who need it get a copy."),
            R(23),
            field="main_recipients",
        )
    both = [*main, *copies]
    twice = sorted({name for name in both if both.count(name) > 1})
    if twice:
        raise Violation(
            _("Named twice: %(names)s.") % {"names": "、".join(twice)},
            R(23),
            field="copy_recipients",
        )


def text_is_there(*, body: str) -> None:
    """An empty paper is not submitted."""
    if not body.strip():
        raise Violation(_("The document has no text yet."), R(11), field="body")


def attachments_are_there(*, files: int, named: int) -> None:
    """What is named under the text is added before it is passed on: later it is closed (R15)."""
    if files < named:
        raise Violation(
            _("The text names %(named)s attachments, %(files)s are here. Add them first.")
            % {"named": named, "files": files},
            R(15),
            R(20),
            field="attachments_note",
        )


def remarks(*, kind: str, title: str, body: str) -> list[str]:
    """What looks wrong and may be right all the same; the drafter confirms it (R23)."""
    found = []
    if kind in ENDINGS and not title.strip().endswith(ENDINGS[Kind(kind)]):
        found.append(
            _("The title does not end with the kind “%(kind)s”.") % {"kind": Kind(kind).label}
        )
    asking = [line for line in body.splitlines() if _ASKS.search(line)]
    if kind == Kind.REPORT and asking:
        found.append(
            _("A report must not carry a request; it seems to ask: “%(line)s”.")
            % {"line": asking[0].strip()[:40]}
        )
    if kind == Kind.REQUEST and len(asking) > 1:
        found.append(
            _("A request is about one matter; it seems to ask %(n)s times.") % {"n": len(asking)}
        )
    return found


def remarks_are_confirmed(*, found: Sequence[str], confirmed: bool) -> None:
    """What looks wrong was read and confirmed (R23)."""
    if found and not confirmed:
        raise Violation(
            "".join(found) + _("Correct it, or confirm that it is meant so."),
            R(23),
            field="confirmed",
        )


# --- On the way ---


def text_is_open(*, editable: bool) -> None:
    """From the leaders' step on text and attachments stand as they are (R15)."""
    if not editable:
        raise Violation(
            _("Text and attachments cannot be changed at this step. Withdraw it first."), R(15)
        )


def goes_straight_back(*, returned_from: str, next_step: str, missing: str) -> None:
    """Straight back to the returner only where no approval lies between: they are void (R14)."""
    if returned_from and returned_from != next_step:
        raise Violation(
            _("Its approvals are void since it was returned. First comes “%(step)s”.")
            % {"step": missing},
            R(14),
            R(12),
        )


def leaders_hold_the_post(*, chosen: Collection[int], holders: Collection[int]) -> None:
    """Step 3 is for supervising leaders (R12)."""
    if set(chosen) - set(holders):
        raise Violation(
            _("Choose among the supervising leaders only."), R(12), R(13), field="leaders"
        )


def drafter_is_not_among(*, chosen: Collection[int], drafter: int | None) -> None:
    """Nobody countersigns their own draft (R0)."""
    if drafter in chosen:
        raise Violation(
            _("The drafter cannot sign their own draft. Choose another leader."),
            R(0),
            field="leaders",
        )


def refusal_goes_to_the_drafter(*, to: str, first: str) -> None:
    """Who refuses to countersign returns it to step 1 (R13)."""
    if to and to != first:
        raise Violation(
            _("Who does not agree when countersigning returns it to the drafter."),
            R(13),
            field="to",
        )


def director_signs(*, signer: str) -> None:
    """Whoever signs has a name to put on the paper (R16, R23)."""
    if not signer.strip():
        raise Violation(_("The signer's name is missing."), R(23))


def series_is_in_force(*, first: date, last: date | None, on: date) -> None:
    """Numbers are given under an agency code of the day (R17)."""
    if on < first or (last is not None and on > last):
        raise Violation(_("This agency code is not in force on that day."), R(17), field="series")


def code_can_be_printed(*, code: str) -> None:
    """An agency code is Chinese, two to ten characters, without brackets or digits (R17)."""
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,10}", code):
        raise Violation(
            _("An agency code has two to ten Chinese characters and nothing else."),
            R(17),
            field="code",
        )


def proof_is_checked_by_another(*, maker: int | None, checkers: Collection[int]) -> None:
    """The proof is not checked by its maker (R18)."""
    if maker in checkers:
        raise Violation(_("You made this proof; somebody else checks it."), R(18))


def nothing_is_sent(*, sent: bool) -> None:
    """Once a copy is out, the document stands (R15)."""
    if sent:
        raise Violation(
            _("It has been sent already and can be neither withdrawn nor voided."), R(15)
        )


def copies_are_printed(*, copies: int, printed: date, today: date) -> None:
    """At least one copy, on a day that has come (R19)."""
    if copies < 1:
        raise Violation(_("At least one copy is printed."), R(19), field="copies")
    if printed > today:
        raise Violation(_("This day lies ahead."), R(19), field="printed_date")


def somebody_is_sent_to(*, recipients: Sequence[str]) -> None:
    """Sending needs at least one recipient (R19)."""
    if not recipients:
        raise Violation(_("Choose at least one recipient."), R(19), field="recipients")
    if len(set(recipients)) != len(recipients):
        raise Violation(_("Each recipient is sent to once."), R(19), field="recipients")


def copies_suffice(*, sent: int, printed: int | None) -> None:
    """No more copies go out on paper than were printed (R19)."""
    if printed is not None and sent > printed:
        raise Violation(
            _("%(sent)s copies are to be sent, %(printed)s were printed.")
            % {"sent": sent, "printed": printed},
            R(19),
            field="copies",
        )


def received_in_order(*, sent: datetime, received: datetime, now: datetime) -> None:
    """A receipt is later than the sending, and not later than now (R19)."""
    if received < sent:
        raise Violation(_("Nothing is received before it is sent."), R(19), field="received_at")
    if received > now:
        raise Violation(_("This day lies ahead."), R(19), field="received_at")


def file_is_complete(*, has_final: bool, has_sheet: bool, files: int, named: int) -> None:
    """Final paper, approval sheet and every attachment are there, or the missing named (R20)."""
    missing = []
    if not has_final:
        missing.append(_("the final paper"))
    if not has_sheet:
        missing.append(_("the approval sheet"))
    if files < named:
        missing.append(_("attachments (%(files)s of %(named)s)") % {"files": files, "named": named})
    if missing:
        raise Violation(
            _("Before filing there must be: %(what)s.") % {"what": "、".join(missing)}, R(20)
        )


# --- Time ---


def step_limit(
    *, state: str, urgency: str, step_days: Mapping[str, int | None], urgent: Mapping[str, int]
) -> int | None:
    """Working days of a step; None where it is not measured (R21)."""
    days = step_days.get(state)
    if days is None:
        return None
    return min(days, urgent[urgency]) if urgency in urgent else days


def due_day(calendar: WorkCalendar, *, began: date, days: int) -> date:
    """The last day of a step; what begins on a day off counts from the next working day (R22)."""
    return calendar.add(calendar.on_or_after(began), days)


def is_overdue(*, due: datetime | None, ended: datetime | None, now: datetime) -> bool:
    """Later than due, when it ended or now; nothing is overdue without a limit (R21, R22)."""
    return due is not None and (ended or now) > due


# --- Papers of many ---

MOST_SHEETS = 500


def sheets_can_be_printed(*, count: int) -> None:
    """At least one, and no more than one file can sensibly hold."""
    if not count:
        raise Violation(_("No document matches, so there is nothing to print."))
    if count > MOST_SHEETS:
        words = {"count": count, "most": MOST_SHEETS}
        raise Violation(
            _(
                "%(count)d documents match; %(most)d sheets are printed at once at the most. "
                "Please filter by year, state or department."
            )
            % words
        )
