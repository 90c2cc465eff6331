"""What waits for whom: items, countersigning rounds, leave deputies."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.actor import Scope


class SigningRound(models.Model):
    """Several people countersign one step (会签)."""

    class Rule(models.TextChoices):
        ALL = "all", _("all must agree")
        ANY = "any", _("one suffices")
        RATIO = "ratio", _("a share must agree")
        IN_ORDER = "in_order", _("one after the other")

    class Outcome(models.TextChoices):
        OPEN = "open", _("under way")
        AGREED = "agreed", _("agreed")
        REFUSED = "refused", _("refused")
        CANCELLED = "cancelled", _("cancelled")

    record_type = models.CharField(max_length=60)
    record_id = models.CharField(max_length=40)
    step = models.CharField(max_length=40)
    rule = models.CharField(_("rule"), max_length=10, choices=Rule.choices)
    # Per cent that must agree, for RATIO.
    share = models.PositiveSmallIntegerField(default=100)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("countersigning")
        verbose_name_plural = _("countersignings")
        constraints = [
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=100),
                name="core_signing_share",
                violation_error_message=_("The share is between 1 and 100 per cent."),
            ),
            models.UniqueConstraint(
                fields=["record_type", "record_id", "step"],
                condition=Q(outcome="open"),
                name="core_signing_one_open",
                violation_error_message=_("This step is being countersigned already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id} {self.step}"


class InboxItem(models.Model):
    """One step of one record, waiting for one person or one post."""

    class Kind(models.TextChoices):
        TODO = "todo", _("to do")
        READ = "read", _("to read")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        # With somebody else, or not yet its turn; comes back by itself.
        WAITING = "waiting", _("waiting for others")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("taken back")

    class Role(models.TextChoices):
        """Why it is asked of this person."""

        STEP = "step", _("handling")
        DELEGATE = "delegate", _("delegated")
        BEFORE = "before", _("signs first")
        AFTER = "after", _("signs afterwards")
        SIGNER = "signer", _("countersigning")
        COPY = "copy", _("for information")

    record_type = models.CharField(max_length=60)
    record_id = models.CharField(max_length=40)
    step = models.CharField(max_length=40)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices, default=Kind.TODO)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.STEP)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    title = models.CharField(_("title"), max_length=200)
    # What the sender says to the receiver: why handed over, what is asked.
    message = models.CharField(_("message"), max_length=500, blank=True)
    clause = models.PositiveSmallIntegerField(_("rule"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)

    # To a person, or to whoever holds a post at a scope.
    user_id = models.BigIntegerField(null=True, blank=True)
    post = models.CharField(max_length=20, blank=True)
    scope_kind = models.CharField(max_length=10, default=Scope.CENTRE.kind)
    scope_key = models.CharField(max_length=40, blank=True)
    # The post that nobody held, when it fell to the process administrator.
    meant_for = models.CharField(max_length=20, blank=True)

    initiator_id = models.BigIntegerField(null=True, blank=True)
    sender_id = models.BigIntegerField(null=True, blank=True)
    sender_name = models.CharField(_("from"), max_length=80)
    created_at = models.DateTimeField(_("arrived"), default=timezone.now)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    opened_by_name = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(_("done at"), null=True, blank=True)
    closed_by_id = models.BigIntegerField(null=True, blank=True)
    closed_by_name = models.CharField(_("done by"), max_length=80, blank=True)
    outcome = models.CharField(_("outcome"), max_length=40, blank=True)
    opinion = models.CharField(_("opinion"), max_length=500, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    signing = models.ForeignKey(
        SigningRound, models.PROTECT, null=True, blank=True, related_name="items"
    )
    order = models.PositiveSmallIntegerField(default=0)
    # The item that returned the record (退回), so that it can go straight back to that person.
    returned_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="returns"
    )

    class Meta:
        verbose_name = _("inbox item")
        verbose_name_plural = _("inbox")
        indexes = [
            models.Index(fields=["record_type", "record_id", "step"], name="core_inbox_record"),
            models.Index(
                fields=["user_id", "kind", "due_at"],
                condition=Q(state="open"),
                name="core_inbox_person",
            ),
            models.Index(
                fields=["post", "scope_kind", "scope_key", "kind"],
                condition=Q(state="open"),
                name="core_inbox_post",
            ),
            models.Index(fields=["closed_by_id", "-closed_at"], name="core_inbox_done"),
            models.Index(fields=["initiator_id", "-id"], name="core_inbox_mine"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user_id__isnull=False) | ~Q(post=""),
                name="core_inbox_addressed",
                violation_error_message=_("An item is addressed to a person or a post."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=("open", "waiting"), closed_at=None)
                | Q(state__in=("done", "cancelled"), closed_at__isnull=False),
                name="core_inbox_closed_when_over",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> Scope:
        """Where the post must count."""
        return Scope(self.scope_kind, self.scope_key)

    @property
    def is_live(self) -> bool:
        """Open, or coming back by itself."""
        return self.state in (self.State.OPEN, self.State.WAITING)


class LeaveDeputy(models.Model):
    """Who stands in for somebody on leave, from and to which day inclusive (代理)."""

    absent_id = models.BigIntegerField(db_index=True)
    deputy_id = models.BigIntegerField(db_index=True)
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by_name = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("leave deputy")
        verbose_name_plural = _("leave deputies")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__gte=models.F("from_date")),
                name="core_deputy_dates_in_order",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(absent_id=models.F("deputy_id")),
                name="core_deputy_is_another",
                violation_error_message=_("Somebody else must stand in."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absent_id} → {self.deputy_id}"
