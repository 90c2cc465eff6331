"""The rules of products, on values only.

The handbook names the fields of traceability in its items S11 to S13 and has no clause of its own
for them: R117, the upstream of farm products, is cited where a rule of its practice stands.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from operations.trade.codes import MOST_PACKS
from operations.trade.kinds import TESTED, Basis, InputKind, Outcome, ProducerKind

# A certificate is no longer than this; a typing mistake is.
LONGEST_YEARS = 10
FULL_PERCENT = 100
# So many labels are set at once: more are printed in pieces.
MOST_PRINTED = 600


def is_filled(*, value: str, sentence: str, field: str) -> None:
    """What a page shows is not blank (R117)."""
    if not value.strip():
        raise Violation(sentence, R(117), field=field)


def is_entered_once(*, taken: bool, sentence: str, field: str) -> None:
    """Nothing is entered twice (R117)."""
    if taken:
        raise Violation(sentence, R(117), field=field)


def firm_has_code(*, kind: str, code: str) -> None:
    """Whoever is registered gives the credit code; a household has none (R117)."""
    if kind != ProducerKind.HOUSEHOLD and not code:
        raise Violation(
            _("Give the credit code; only a household has none."), R(117), field="credit_code"
        )


def village_exists(*, found: bool) -> None:
    """The origin is a village of the county (R117)."""
    if not found:
        raise Violation(_("Choose a village of the county."), R(117), field="village_id")


def product_is_listed(*, listed: bool) -> None:
    """Batches and labels are of a product that was checked (R117)."""
    if not listed:
        raise Violation(_("The product is not listed yet, or was stopped."), R(117))


def draft_is_changed(*, draft: bool) -> None:
    """What was checked is not changed behind the labels' back (R117)."""
    if not draft:
        raise Violation(_("Only a draft can be changed."), R(117))


def another_lets_it_go(*, wrote: bool) -> None:
    """Nobody lets go what they wrote in, be it a draft of somebody else's (R0, R117)."""
    if wrote:
        raise Violation(
            _("You changed it yourself, so that another head decides on it."), R(0), R(117)
        )


def pages_keep_the_producer(*, checked: bool, same: bool) -> None:
    """What a second person has checked is not put otherwise by one alone (R0, R117)."""
    if checked and not same:
        raise Violation(
            _(
                "Pages and labels show this producer: name and kind stay as they were checked. "
                "Enter it anew with its new name, and its products with it."
            ),
            R(0),
            R(117),
            field="name",
        )


def certificate_waits(*, waits: bool) -> None:
    """What was confirmed or withdrawn is not confirmed again (R117)."""
    if not waits:
        raise Violation(_("This certificate was confirmed or withdrawn already."), R(117))


def certificate_in_order(*, first: date, last: date) -> None:
    """A certificate ends after it begins, within ten years (R117)."""
    if last < first:
        raise Violation(_("It ends before it begins."), R(117), field="valid_to_date")
    # Days are compared: no date comes after the year 9999.
    if (last - first).days > 366 * LONGEST_YEARS:
        raise Violation(
            _("No certificate is valid for more than %(n)s years; look at the dates again.")
            % {"n": LONGEST_YEARS},
            R(117),
            field="valid_to_date",
        )


def dates_in_order(
    *, sown: date | None, harvested: date, packed: date, promised: date, today: date
) -> None:
    """Sown, harvested, packed, promised, in this order and not in the future (R117)."""
    if sown is not None and sown > harvested:
        raise Violation(
            _("It cannot be harvested before it is sown (%(day)s).") % {"day": sown},
            R(117),
            field="harvested_date",
        )
    if harvested > packed:
        raise Violation(
            _("It cannot be packed before it is harvested (%(day)s).") % {"day": harvested},
            R(117),
            field="packed_date",
        )
    if packed > today:
        raise Violation(_("The packing day is still to come."), R(117), field="packed_date")
    if not harvested <= promised <= today:
        raise Violation(
            _("The promise is made from the harvest (%(day)s) on and not in advance.")
            % {"day": harvested},
            R(117),
            field="promised_date",
        )


def packs_are_counted(*, packs: int) -> None:
    """A batch has so many packs as its labels can number (R117)."""
    if not 1 <= packs <= MOST_PACKS:
        raise Violation(
            _("Between 1 and %(n)s packs make a batch; divide a larger one.") % {"n": MOST_PACKS},
            R(117),
            field="packs",
        )


def testing_is_complete(
    *, outcome: str, by: str, number: str, tested: date | None, harvested: date, today: date
) -> None:
    """A test has who made it, its report's number and its day; not before there was anything."""
    if outcome == Outcome.NONE:
        return
    if not by.strip():
        raise Violation(_("Say who made the test."), R(117), field="tested_by")
    if not number.strip():
        raise Violation(_("Give the number of the report."), R(117), field="test_number")
    if tested is None or tested > today:
        raise Violation(_("Say on which day it was tested."), R(117), field="tested_date")
    if tested < harvested:
        raise Violation(
            _("It was harvested on %(day)s and cannot be tested before.") % {"day": harvested},
            R(117),
            field="tested_date",
        )


def input_in_time(*, used: date, interval: int, kind: str, name: str, harvested: date) -> None:
    """Nothing is used after the harvest, and the safety interval has passed by then (R117)."""
    if used > harvested:
        raise Violation(
            _("%(name)s would have been used after the harvest of %(day)s.")
            % {"name": name, "day": harvested},
            R(117),
            field="used_date",
        )
    earliest = used + timedelta(days=interval)
    if earliest > harvested:
        raise Violation(
            _(
                "%(name)s was used on %(used)s; with its safety interval the harvest begins on "
                "%(earliest)s at the earliest, and it was harvested on %(day)s."
            )
            % {"name": name, "used": used, "earliest": earliest, "day": harvested},
            R(117),
            field="interval_days",
        )
    if kind in (InputKind.PESTICIDE, InputKind.MEDICINE) and interval < 1:
        raise Violation(
            _("Pesticides and medicines have a safety interval; it stands on their label."),
            R(117),
            field="interval_days",
        )


def ready_to_hand_in(
    *, inputs: int, without: bool, basis: str, outcome: str, has_report: bool
) -> None:
    """What is handed in says what was used, did not fail, and proves what it promises (R117)."""
    if inputs == 0 and not without:
        raise Violation(_("Note the inputs, or say in the batch that nothing was put on."), R(117))
    if inputs and without:
        raise Violation(
            _("It says that nothing was put on, and there are inputs. One of them is wrong."),
            R(117),
        )
    if outcome == Outcome.FAILED:
        raise Violation(_("The test failed: this batch cannot be released."), R(117))
    if basis in TESTED and outcome != Outcome.PASSED:
        raise Violation(
            _("The promise stands on a test (%(basis)s); enter its result.")
            % {"basis": Basis(basis).label},
            R(117),
        )
    if outcome == Outcome.PASSED and not has_report:
        raise Violation(_("Add the test report under “Files” first."), R(117))


def labels_for_packs(*, wanted: int, made: int, packs: int, spare: int) -> None:
    """So many labels as packs and a few to spare: what is left over gets on other packs (R117)."""
    most = packs + packs * spare // FULL_PERCENT
    left = max(0, min(most, MOST_PACKS) - made)
    if wanted < 1:
        raise Violation(_("At least one label is made."), R(117), field="count")
    if wanted > left:
        raise Violation(
            _(
                "The batch has %(packs)s packs and %(made)s labels; "
                "%(left)s more can be made, with %(spare)s %% to spare."
            )
            % {"packs": packs, "made": made, "left": left, "spare": spare},
            R(117),
            field="count",
        )


def pieces_of(*, first: int, last: int) -> list[tuple[int, int]]:
    """A range of labels in pieces that are printed at once."""
    starts = range(first, last + 1, MOST_PRINTED)
    return [(start, min(start + MOST_PRINTED - 1, last)) for start in starts]


def printed_at_once(*, first: int, last: int) -> None:
    """Nobody takes a part of the labels for all of them (R117)."""
    if last - first >= MOST_PRINTED:
        raise Violation(
            _("At most %(n)s labels are printed at once; choose a smaller range.")
            % {"n": MOST_PRINTED},
            R(117),
        )


def not_recalled(*, recalled: Collection[str], field: str = "") -> None:
    """What is called back gets no labels, on paper neither, and is not called back twice (R117)."""
    if recalled:
        raise Violation(
            _("A recall is in force: %(what)s.") % {"what": "、".join(recalled)},
            R(117),
            field=field,
        )


def recall_says_why(*, reason: str, advice: str) -> None:
    """Whoever has it at home reads why it is called back and what to do (R117)."""
    if not reason.strip():
        raise Violation(_("Say why it is called back."), R(117), field="reason")
    if not advice.strip():
        raise Violation(_("Say what buyers shall do."), R(117), field="advice")


def may_be_copy(
    *,
    scans: int,
    regions: int,
    from_scan: int,
    from_region: int,
    cleared_scans: int = 0,
    cleared_regions: int = 0,
) -> bool:
    """One label on one pack is not scanned ever again, nor in two places (S12).

    cleared: what it had seen when it was found to be genuine; only more than that counts anew.
    """
    return scans - cleared_scans >= from_scan or regions >= max(from_region, cleared_regions + 1)


def label_is_in_doubt(*, found: bool) -> None:
    """Only what looked like a copy is looked into (S12, R117)."""
    if not found:
        raise Violation(
            _("This label does not look like a copy; choose one that does."), R(117), field="serial"
        )


def batch_is_public(*, public: bool) -> None:
    """What was never released is not called back, and has no labels (R117)."""
    if not public:
        raise Violation(_("The batch was never released."), R(117))


def product_is_public(*, public: bool) -> None:
    """What was never listed is not called back (R117)."""
    if not public:
        raise Violation(_("The product was never listed."), R(117))
