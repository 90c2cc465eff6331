"""People with an account. One table per schema: a county's users are the county's own (D7)."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.posts import Post
from core import privacy
from core.actor import Holding, Scope

SCOPE_KINDS = [
    ("centre", _("Whole centre")),
    ("area", _("Area")),
    ("township", _("Township")),
    ("station", _("Station")),
]


class User(AbstractUser):
    """A person who signs in, by user name or by phone.

    People have one name; first_name is a copy of it, for Wagtail's side bar. Nobody is a
    superuser: what a person may do follows from grants alone.
    """

    username = models.CharField(
        _("user name"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                r"^(?!\d+$)[\w.@-]{2,40}$",
                _("A user name has 2 to 40 letters, digits, dots or hyphens, not digits alone."),
            )
        ],
        error_messages={"unique": _("This user name is taken. Please choose another.")},
    )
    name = models.CharField(_("full name"), max_length=40)
    phone = privacy.EncryptedCharField(_("mobile phone"), max_length=20, blank=True)
    phone_hash = privacy.SearchHashField(of="phone")
    phone_last4 = models.CharField(max_length=4, blank=True, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    must_change_password = models.BooleanField(
        _("must choose a new password"),
        default=False,
        help_text=_("At the next sign-in, before anything else."),
    )
    last_seen_at = models.DateTimeField(_("last seen"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                fields=["phone_hash"],
                condition=~Q(phone_hash=""),
                name="accounts_user_phone_once",
                violation_error_message=_("This phone number belongs to another account already."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="accounts_user_has_name",
                violation_error_message=_("A person needs a name."),
            ),
            models.CheckConstraint(
                condition=Q(is_superuser=False),
                name="accounts_user_never_superuser",
                violation_error_message=_("Rights come from posts; there are no superusers."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The person's one name, for Wagtail's lists."""
        return str(self)

    def get_short_name(self) -> str:
        """As `get_full_name`."""
        return str(self)


class GrantQuerySet(models.QuerySet["Grant"]):
    """Reads of grants."""

    def valid_on(self, on: date) -> GrantQuerySet:
        """Not revoked, and the day lies within their dates."""
        return self.filter(
            Q(to_date__isnull=True) | Q(to_date__gte=on), from_date__lte=on, revoked_at=None
        )


class Grant(models.Model):
    """One post, held by one person, at one scope, from a day on (handbook §0).

    Dates are inclusive. `revoked_at` ends a grant at once, whatever its dates say (R146).
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="grants", verbose_name=_("user"))
    post = models.CharField(_("post"), max_length=20, choices=Post.choices)
    scope_kind = models.CharField(
        _("scope"), max_length=10, choices=SCOPE_KINDS, default=Scope.CENTRE.kind
    )
    scope_key = models.CharField(_("where"), max_length=40, blank=True)
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    # Why two posts that should be kept apart are held by one person all the same.
    exception_reason = models.CharField(_("reason for the exception"), max_length=200, blank=True)
    granted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("granted by")
    )
    granted_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    revoke_reason = models.CharField(_("reason of revocation"), max_length=200, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="accounts_grant_dates_in_order",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=Q(scope_kind="centre", scope_key="")
                | (~Q(scope_kind="centre") & ~Q(scope_key="")),
                name="accounts_grant_scope_has_key",
                violation_error_message=_("Choose the area, township or station."),
            ),
            models.UniqueConstraint(
                fields=["user", "post", "scope_kind", "scope_key", "from_date"],
                condition=Q(revoked_at=None),
                name="accounts_grant_once",
                violation_error_message=_("This person holds this post there already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_post_display()}"

    @property
    def scope(self) -> Scope:
        """Where the post counts."""
        return Scope(self.scope_kind, self.scope_key)

    @property
    def holding(self) -> Holding:
        """Post and scope as services see them."""
        return Holding(self.post, self.scope)


class Invitation(models.Model):
    """A link by which a person opens the account that was prepared for them.

    The token itself is never stored, only its SHA-256. `grants` is a list of
    {"post", "scope_kind", "scope_key"}, given when the link is used; `user` is then set.
    """

    name = models.CharField(_("full name"), max_length=40)
    phone = privacy.EncryptedCharField(_("mobile phone"), max_length=20, blank=True)
    phone_hash = privacy.SearchHashField(of="phone")
    phone_last4 = models.CharField(max_length=4, blank=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    grants = models.JSONField(_("posts"), default=list)
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    # A link to a new password: `user` is set from the start.
    for_password = models.BooleanField(default=False, editable=False)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["phone_hash"],
                condition=Q(accepted_at=None, withdrawn_at=None, user=None) & ~Q(phone_hash=""),
                name="accounts_invitation_open_once",
                violation_error_message=_("This phone number has an open invitation already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, at: datetime) -> bool:
        """May the link still be used?"""
        return self.accepted_at is None and self.withdrawn_at is None and at < self.expires_at


class SignInThrottle(models.Model):
    """Failed sign-ins lately, per account and per address; keys are hashes, not what was typed."""

    key = models.CharField(max_length=80, unique=True)
    failures = models.PositiveIntegerField(default=0)
    window_started_at = models.DateTimeField()
    locked_until_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sign-in throttle")
        indexes = [models.Index(fields=["window_started_at"], name="accounts_throttle_age")]

    def __str__(self) -> str:
        return self.key


class SignedIn(models.Model):
    """One sign-in on one device: what a person sees of their own sessions."""

    user = models.ForeignKey(User, models.CASCADE, related_name="signed_in")
    session_key = models.CharField(max_length=40, unique=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    device = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("signed-in device")
        verbose_name_plural = _("signed-in devices")

    def __str__(self) -> str:
        return f"{self.user} {self.device[:40]}"


class SecondFactor(models.Model):
    """The authenticator app on a person's phone; there is a row while it is switched on.

    `last_step` is the time step of the last code that was taken: it and all before it are spent.
    """

    user = models.OneToOneField(
        User, models.CASCADE, related_name="second_factor", verbose_name=_("user")
    )
    secret = privacy.EncryptedCharField(max_length=64, editable=False)
    last_step = models.BigIntegerField(default=0, editable=False)
    since_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("second step")
        verbose_name_plural = _("second steps")

    def __str__(self) -> str:
        return str(self.user)


class RecoveryCode(models.Model):
    """A code on paper, for the day the phone is lost; works once. Only its hash is stored."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="recovery_codes")
    # The code's clear beginning: so that one try costs one hash, not ten.
    label = models.CharField(max_length=2, editable=False)
    code_hash = models.CharField(max_length=128, editable=False)
    used_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        constraints = [
            models.UniqueConstraint(
                fields=["factor", "label"], name="accounts_recovery_code_label_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}…"
