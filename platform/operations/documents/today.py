"""What documents put on the workbench of a day, and what the centre's compliance is read from."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from console.home import registry
from core.actor import Actor
from operations.documents import selectors
from operations.documents.figures import unfiled
from operations.documents.lifecycle import S
from operations.documents.models import Step
from operations.documents.settings import setting


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """Returned drafts of one's own, and steps that ran over among what one may read."""
    seen = selectors.documents(actor, on=day)
    me = (actor.acting_for or actor).user_id or 0
    found = []
    for one in seen.filter(status=S.DRAFTING, edition__gt=1, created_by_id=me)[:5]:
        said = _("Came back to you: %(title)s") % {"title": one.title}
        found.append(
            registry.Line(said, reverse("documents:record", args=[one.pk]), tone=registry.WARN)
        )
    late = Step.objects.filter(
        ended_at=None, due_at__lt=timezone.now(), document__in=seen.values("pk")
    )
    count = late.count()
    if count:
        said = _("Documents past their step's time: %(n)s") % {"n": count}
        url = f"{reverse('documents:index')}?state=open"
        found.append(registry.Line(said, url, tone=registry.BAD))
    return found


def limits(day: date) -> registry.Finding:
    """Which steps are measured (R21); with none, nothing is ever late."""
    measured = [
        S(key).label for key, days in setting("step_days", on=day).items() if days is not None
    ]
    if not measured:
        return registry.Finding(registry.WARN, _("No step of documents has a limit."))
    return registry.Finding(
        registry.GOOD,
        _("Steps with a limit: %(steps)s.") % {"steps": "、".join(map(str, measured))},
    )


def overdue(day: date) -> registry.Finding | None:
    """Steps that are running over (R22)."""
    measured = Step.objects.filter(due_at__isnull=False)
    if not measured.exists():
        return None
    late = measured.filter(ended_at=None, due_at__lt=timezone.now()).count()
    if late:
        return registry.Finding(
            registry.BAD,
            _("%(n)s documents are past their step's time.") % {"n": late},
            "/console/outgoing/?state=open",
        )
    return registry.Finding(registry.GOOD, _("No document is past its step's time."))


def not_filed(day: date) -> registry.Finding | None:
    """Documents sent and not filed in time (R20)."""
    number = int(next(iter(unfiled(day))).numerator)
    if number:
        return registry.Finding(
            registry.WARN,
            _("%(n)s documents were sent and are not filed.") % {"n": number},
            "/console/outgoing/?state=filing",
        )
    return registry.Finding(registry.GOOD, _("What was sent is filed in time."))
