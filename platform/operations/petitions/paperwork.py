"""The papers of a petition: what is told to the petitioner, and the written answers.

They are addressed to the petitioner by name and lie where only the office, leaders and the named
handlers read them. An anonymous petitioner is told nothing; the answer is kept for the file.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from console.models import Centre
from core import papers
from core.actor import Actor
from core.models import Paper
from operations.petitions import selectors
from operations.petitions.kinds import OF_REVIEW, Stage, Verdict
from operations.petitions.models import LongerTerm, Petition, Round
from operations.petitions.settings import setting

FOLDER = "operations/petitions/papers"
# As the public page behind a code names them.
NOTICES = {
    Verdict.ACCEPTED: "信访事项受理告知书",
    Verdict.REFUSED: "信访事项不予受理告知书",
    Verdict.FORWARDED: "信访事项转送告知书",
}
LONGER_TERM = "信访事项延长办理期限告知书"
ANSWERS = {
    Stage.HANDLING: "信访事项答复意见书",
    Stage.REVIEW: "信访事项复查意见书",
    Stage.RE_REVIEW: "信访事项复核意见书",
}
NEXT = {Stage.HANDLING: "复查", Stage.REVIEW: "复核"}


def notice(petition: Petition, *, by: Actor, on: date) -> Paper | None:
    """What was decided, in writing; None for an anonymous petition."""
    decision = selectors.decision_of(petition)
    if petition.is_anonymous or decision is None or not decision.decided_date:
        return None
    verdict = Verdict(decision.verdict)
    body: list[str] = []
    if verdict == Verdict.ACCEPTED:
        found = selectors.round_of(petition)
        due = day(found.due_date) if found else ""
        body = [
            f"经审查，本中心于{day(decision.decided_date)}决定受理，"
            f"将自受理之日起{found.days if found else 0}日内（{due}前）书面答复你。"
            "情况复杂需要延长期限的，另行告知。"
        ]
    elif verdict == Verdict.REFUSED:
        body = [f"经审查，本中心决定不予受理。理由：{decision.reason}"]
    else:
        body = [
            f"经审查，该事项属于{decision.organ}职权范围，本中心已于"
            f"{day(decision.decided_date)}转送该机关，请向该机关了解办理情况。",
            f"说明：{decision.reason}",
        ]
    return _issue(petition, NOTICES[verdict], "notice", body, by=by, on=decision.decided_date)


def longer_term(petition: Petition, present: Round, term: LongerTerm, *, by: Actor) -> Paper | None:
    """How much longer it takes, and why; None for an anonymous petition."""
    if petition.is_anonymous or term.decided_at is None:
        return None
    body = [
        f"因{term.reason.rstrip('。')}，经本中心负责人批准，办理期限延长{term.days}日，"
        f"至{day(present.due_date)}止。"
    ]
    on = timezone.localdate(term.decided_at)
    return _issue(petition, LONGER_TERM, "notice", body, by=by, on=on)


def answer(petition: Petition, present: Round, *, by: Actor) -> Paper:
    """The written answer, or the opinion of a review."""
    stage = Stage(present.stage)
    answered = present.answered_date or timezone.localdate()
    ask = setting("review_ask_days", on=answered)
    following = NEXT.get(stage)
    if petition.is_anonymous:
        hint = ""
    elif following is None:
        hint = "本意见为信访终结意见。"
    else:
        hint = f"如不服本意见，可自收到之日起{ask}日内申请{following}。"
    result = "处理意见" if present.outcome not in OF_REVIEW else f"{stage_word(stage)}结论"
    return _issue(
        petition,
        ANSWERS[stage],
        "answer",
        [line for line in present.answer.splitlines() if line.strip()],
        by=by,
        on=answered,
        result=[result, present.get_outcome_display()],
        hint=hint,
    )


def stage_word(stage: Stage) -> str:
    """复查 or 复核, as papers call it."""
    return NEXT[Stage.HANDLING] if stage == Stage.REVIEW else NEXT[Stage.REVIEW]


def _issue(
    petition: Petition,
    kind: str,
    template: str,
    body: list[str],
    *,
    by: Actor,
    on: date,
    **more: Any,
) -> Paper:
    centre = str(Centre.current())
    return papers.issue(
        petition,
        kind=kind,
        template=f"{FOLDER}/{template}.typ",
        # Never the petitioner's name: titles are shown in the log.
        title=f"{kind} {petition.number}"[:160],
        by=by,
        office=centre,
        replaces=True,
        data={
            "title": kind,
            "number": petition.number,
            "to": "信访人" if petition.is_anonymous else petition.name,
            "opening": (
                f"你于{day(petition.received_date)}通过{petition.get_channel_display()}"
                f"反映的“{petition.subject}”信访事项收悉。"
            ),
            "body": body,
            "centre": centre,
            "date": day(on),
            **more,
        },
    )


def day(value: date | None) -> str:
    """2026年11月3日: without zeros, as offices write dates."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""
