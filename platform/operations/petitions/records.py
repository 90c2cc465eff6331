"""The record page of a petition and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import Post
from console.records import Act, Fact, Group, Panel, PlainForm, RecordView, group
from console.records.revealing import RevealView
from console.records.steps import DONE, Step
from core import privacy
from core.actor import Actor
from core.models.audit import AuditEntry
from operations.petitions import forms, selectors, services, showing
from operations.petitions.kinds import Stage
from operations.petitions.lifecycle import (
    ENDED,
    LEADERS,
    PETITION,
    WAY,
    WAY_OF_REVIEW,
    WITH_HANDLER,
    S,
)
from operations.petitions.models import LongerTerm, Petition, Round
from operations.petitions.rules.registering import MOST_REPRESENTATIVES
from operations.petitions.services.registering import MATERIAL

EVIDENCE = "evidence"


def rounds_of(record: Petition) -> list[Round]:
    """All handlings and reviews, in order; asked once a page."""
    if not hasattr(record, "_rounds"):
        record._rounds = list(  # type: ignore[attr-defined]
            record.rounds.prefetch_related("longer_terms").order_by("pk")
        )
    found: list[Round] = record._rounds  # type: ignore[attr-defined]
    return found


def present(record: Petition) -> Round | None:
    """The handling or review of now."""
    running = [one for one in rounds_of(record) if one.cycle == record.cycle]
    return running[-1] if running else None


def longer_terms(record: Petition, *choices: str) -> list[LongerTerm]:
    """Longer terms of the present round that stand so."""
    now = present(record)
    terms = now.longer_terms.all() if now else ()
    return [one for one in terms if one.choice in choices]


def mine(record: Petition, actor: Actor) -> bool:
    """This person has it in hand."""
    now = present(record)
    return now is not None and now.is_open and now.handler_id in actor.persons


def may_ask(record: Petition, actor: Actor) -> bool:
    """The first handler, who has not asked yet."""
    now = present(record)
    asked = longer_terms(record, LongerTerm.Choice.OPEN, LongerTerm.Choice.AGREED)
    return mine(record, actor) and now is not None and now.stage == Stage.HANDLING and not asked


def may_decide(record: Petition, actor: Actor) -> bool:
    """Something was asked for, by somebody else."""
    asked = longer_terms(record, LongerTerm.Choice.OPEN)
    return bool(asked) and asked[0].asked_by_id not in actor.persons


def may_tell(record: Petition, actor: Actor) -> bool:
    """A longer term was agreed and the petitioner does not know."""
    agreed = longer_terms(record, LongerTerm.Choice.AGREED)
    return not record.is_anonymous and any(one.told_date is None for one in agreed)


def may_deliver(record: Petition, actor: Actor) -> bool:
    """An answer that has not arrived."""
    now = present(record)
    return not record.is_anonymous and now is not None and now.delivered_date is None


def may_review(record: Petition, actor: Actor) -> bool:
    """It has arrived and is not final."""
    now = present(record)
    if now is None or record.is_anonymous or now.stage == Stage.RE_REVIEW:
        return False
    return now.delivered_date is not None


def may_reveal(record: Petition, actor: Actor) -> bool:
    """There is something to see, and this person may; asked once a page."""
    known: dict[Actor, bool] = record.__dict__.setdefault("_may_reveal", {})
    if actor not in known:
        kept = any(getattr(record, name) for name in forms.PRIVATE)
        known[actor] = kept and privacy.may_reveal(record, "name", by=actor)
    return known[actor]


_act = partial(Act, key="petition_id")


class PetitionRecord(RecordView[Petition]):
    """Everything about one petition on one page; personal data masked (§3.8)."""

    model = Petition
    lifecycle = PETITION
    name = "petitions:record"
    header_icon = "mail"
    above = (("petitions:index", gettext_lazy("Petitions")),)
    file_kinds: ClassVar = {
        MATERIAL: gettext_lazy("Material of the petitioner"),
        EVIDENCE: gettext_lazy("Evidence of the handling"),
    }
    tones: ClassVar = {"closed": "good", "refused": "bad", "reviewing": "warn"}
    actions: ClassVar = {
        "accept": _act(services.petition_accept, form=forms.AcceptForm, tone="primary"),
        "forward": _act(services.petition_forward, form=forms.ForwardForm),
        "refuse": _act(services.petition_refuse, form=forms.RefuseForm),
        "begin": _act(services.petition_begin, form=PlainForm, tone="primary", may=mine),
        "answer": _act(services.petition_answer, form=forms.AnswerForm, tone="primary", may=mine),
        "note": _act(
            services.course_note,
            form=forms.NoteForm,
            label=gettext_lazy("Note what was done"),
            states=WITH_HANDLER,
            may=mine,
        ),
        "longer": _act(
            services.longer_term_ask,
            form=forms.LongerForm,
            label=gettext_lazy("Ask for a longer term"),
            states=(S.ACCEPTED, S.HANDLING),
            may=may_ask,
        ),
        "decide_longer": _act(
            services.longer_term_decide,
            form=forms.DecideLongerForm,
            label=gettext_lazy("Decide on the longer term"),
            tone="primary",
            states=WITH_HANDLER,
            who=LEADERS,
            may=may_decide,
        ),
        "tell_longer": _act(
            services.longer_term_tell,
            form=forms.ToldForm,
            label=gettext_lazy("The petitioner was told of the longer term"),
            states=(*WITH_HANDLER, S.ANSWERED),
            who=(Post.OFFICE,),
            may=may_tell,
        ),
        "deliver": _act(
            services.answer_deliver,
            form=forms.DeliverForm,
            label=gettext_lazy("Note the delivery"),
            tone="primary",
            states=(S.ANSWERED,),
            who=(Post.OFFICE,),
            may=may_deliver,
        ),
        "review": _act(services.petition_review, form=forms.ReviewForm, may=may_review),
        "close": _act(services.petition_close, form=forms.CloseForm),
        "assign": _act(
            services.petition_assign,
            form=forms.AssignForm,
            label=gettext_lazy("Name another handler"),
            states=WITH_HANDLER,
            who=LEADERS,
            tone="rare",
        ),
        "reveal": Act(
            form=forms.RevealForm,
            view=RevealView,
            label=gettext_lazy("See the petitioner in full"),
            may=may_reveal,
            tone="rare",
        ),
        "reopen": _act(services.petition_reopen, form=forms.ReasonForm, tone="rare"),
        "withdraw": _act(services.petition_withdraw, form=forms.ReasonForm, tone="no"),
    }

    def visible(self) -> QuerySet[Petition]:
        """Those one may see."""
        return selectors.petitions(self.actor)

    @property
    def path_states(self) -> Sequence[str]:  # type: ignore[override]
        """With the review, where there is one."""
        now = present(self.record)
        reviewed = now is not None and now.stage != Stage.HANDLING
        return WAY_OF_REVIEW if reviewed and self.record.status == S.REVIEWING else WAY

    def way(self, history: Sequence[AuditEntry]) -> list[Step]:
        """When it is closed every step is done."""
        found = super().way(history)
        if self.record.status == S.CLOSED:
            return [Step(one.label, DONE, one.at, one.by) for one in found]
        return found

    def may_read_files(self) -> bool:
        """Whoever sees the record reads its files: the guard asks the same (`joints.may_see`)."""
        return True

    def may_file(self) -> bool:
        """The office, and whoever has it in hand, until it has ended."""
        if self.record.status in ENDED:
            return False
        return self.actor.holds(Post.OFFICE) or mine(self.record, self.actor)

    # --- The page ---

    def groups(self) -> Sequence[Group]:
        """What it is about, and who asks."""
        record = self.record
        return [
            group(
                _("Petition"),
                record,
                "number",
                "kind",
                "channel",
                "received_date",
                "registered_by_name",
                "registered_at",
                *self._decision(),
                "matter",
                *(
                    [Fact(_("Closing note"), record.closing_note, wide=True)]
                    if record.closing_note
                    else []
                ),
            ),
            group(_("Petitioner"), record, *self._petitioner()),
        ]

    def _petitioner(self) -> list[Fact]:
        record = self.record
        concerned = Fact(_("Persons concerned"), record.masked_concerned or "—")
        if record.is_anonymous:
            note = _("Nothing of the petitioner is kept; nobody is told of the answer.")
            return [Fact(_("Petitioner"), _("anonymous"), note=note), concerned]
        url = ""
        if may_reveal(record, self.actor):
            url = reverse(f"{self.name}_do", args=[record.pk, "reveal"])
        return [
            Fact(_("Petitioner"), record.masked_name, url=url),
            Fact(_("Phone"), record.masked_phone or "—", url=url if record.phone else ""),
            Fact(_("Address"), _("recorded") if record.address else "—"),
            Fact(_("Number of petitioners"), str(record.headcount)),
            concerned,
        ]

    @cached_property
    def decisions(self) -> list[Any]:
        """First terms, in order; asked once a page."""
        return list(self.record.decisions.order_by("pk"))

    def _decision(self) -> list[Fact]:
        """The first term of the present cycle, and what came of it."""
        decision = self.decisions[-1]
        term = showing.decision_term(decision)
        if not decision.verdict:
            return [Fact(_("To be decided by"), term.day.isoformat(), wide=True, note=term.why)]
        said = f"{decision.get_verdict_display()} · {decision.decided_date.isoformat()}"
        said = f"{said} {decision.decided_by_name}".strip()
        found = [Fact(_("Decision"), said, wide=True, note=term.why)]
        if decision.organ:
            found.append(Fact(_("Competent organ"), decision.organ, wide=True))
        if decision.reason:
            found.append(Fact(_("Reason"), decision.reason, wide=True))
        return found

    def panels(self) -> Sequence[Panel]:
        """Handlings with their terms and answers, the course, other petitions of the same."""
        found = []
        rounds = rounds_of(self.record)
        if rounds:
            yellow = showing.yellow_days()
            anonymous = self.record.is_anonymous
            rows = [showing.row(one, anonymous=anonymous, yellow=yellow) for one in rounds]
            found.append(Panel(_("Handling"), "petitions/includes/rounds.html", {"rows": rows}))
        course = list(self.record.course.order_by("at", "pk"))
        if course:
            found.append(Panel(_("Course"), "petitions/includes/course.html", {"rows": course}))
        others = selectors.same_petitioner(self.record, self.actor)
        if others:
            found.append(
                Panel(
                    _("Other petitions of the same petitioner"),
                    "petitions/includes/others.html",
                    {"rows": others},
                )
            )
        return found

    def notices(self) -> Sequence[str]:
        """What the office should look at."""
        record = self.record
        said = showing.notices(
            record, present(record), self.decisions[-1], today=timezone.localdate()
        )
        if record.headcount > MOST_REPRESENTATIVES and record.status not in ENDED:
            said.append(
                _("More than %(n)s petitioners: they choose at most %(n)s representatives.")
                % {"n": MOST_REPRESENTATIVES}
            )
        for one in longer_terms(record, LongerTerm.Choice.OPEN):
            said.append(
                _("%(name)s asks for %(n)s days more: %(reason)s")
                % {"name": one.asked_by_name, "n": one.days, "reason": one.reason}
            )
        if may_tell(record, self.actor):
            said.append(_("Tell the petitioner of the longer term, and note the day."))
        return said

    def links(self) -> Sequence[tuple[str, str]]:
        """Correct the register."""
        if self.actor.holds(Post.OFFICE) and self.record.status not in ENDED:
            url = reverse("petitions:change", args=[self.record.pk])
            return [(_("Correct the register"), url)]
        return []
