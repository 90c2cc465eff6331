"""County and Domain: the only tables that know all counties. They live in `public`."""

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from tenants.context import CountyRef


class CountyQuerySet(models.QuerySet["County"]):
    """Reads over all counties."""

    def active(self) -> "CountyQuerySet":
        """Counties in which something may be written."""
        return self.filter(state=County.State.ACTIVE)

    def at_work(self) -> "CountyQuerySet":
        """Counties whose jobs run and whose figures count."""
        return self.filter(state__in=[County.State.ACTIVE, County.State.READ_ONLY])

    def listed(self) -> "CountyQuerySet":
        """Counties that exist for the public: neither archived nor suspended nor half-born."""
        return self.filter(state__in=County.LISTED)


class County(TenantMixin):
    """A county (县, 市, 区, 旗): one tenant, one schema.

    `code` is the county's division code by GB/T 2260, the schema is `c` + code. `uuid` names its
    folder of files and its cache keys, and never changes.
    """

    class State(models.TextChoices):
        PREPARING = "preparing", _("Preparing")
        ACTIVE = "active", _("Active")
        READ_ONLY = "read_only", _("Read-only")
        SUSPENDED = "suspended", _("Suspended")
        ARCHIVED = "archived", _("Archived")

    # In these a county exists for the public.
    LISTED = (State.ACTIVE, State.READ_ONLY)

    auto_create_schema = False
    auto_drop_schema = False

    code = models.CharField(
        _("division code"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^\d{6}$", _("A county code has six digits (GB/T 2260)."))],
        error_messages={"unique": _("This county code exists already. Open that county instead.")},
    )
    name = models.CharField(_("name"), max_length=40)
    prefecture = models.CharField(_("prefecture"), max_length=40, blank=True)
    province = models.CharField(_("province"), max_length=40, blank=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.PREPARING
    )
    state_reason = models.CharField(_("reason"), max_length=200, blank=True)
    contact = models.CharField(_("contact shown while suspended"), max_length=120, blank=True)
    # Fingerprint of the migrations this schema has; equal counties are migrated as one group.
    migrations_hash = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    state_since = models.DateTimeField(default=timezone.now, editable=False)

    objects = CountyQuerySet.as_manager()

    class Meta:
        verbose_name = _("county")
        verbose_name_plural = _("counties")

    def __str__(self) -> str:
        return self.name

    def ref(self, host: str = "") -> CountyRef:
        """The light form that requests, tasks and contexts carry."""
        return CountyRef(
            pk=self.pk,
            uuid=self.uuid,
            code=self.code,
            name=self.name,
            schema_name=self.schema_name,
            state=self.state,
            host=host,
            contact=self.contact,
        )


class Domain(DomainMixin):
    """A host name that leads to a county."""

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")

    def __str__(self) -> str:
        return str(self.domain)


class TemplateScript(models.Model):
    """The template schema as one SQL script (D8): what a county is born from.

    `migrations_hash` is the fingerprint of the set of migrations and seeds it was made from; a
    script whose fingerprint is not the code's is stale and rebuilt.
    """

    migrations_hash = models.CharField(max_length=64, unique=True)
    sql = models.TextField()
    built_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.migrations_hash[:12]
