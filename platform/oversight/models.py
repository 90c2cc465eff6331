"""Facts and settings of the province. All tables are in `public`; none holds a person."""

from zlib import crc32

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class IndicatorSetting(models.Model):
    """Floor, target, weight and formula of one indicator from a day on (R163)."""

    code = models.CharField(_("indicator"), max_length=20)
    valid_from_date = models.DateField(_("valid from"))
    floor = models.DecimalField(_("floor"), max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(
        _("target"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=2, default=0)
    note = models.CharField(_("reason"), max_length=200, blank=True)
    set_by_name = models.CharField(max_length=40, blank=True)
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("indicator setting")
        verbose_name_plural = _("indicator settings")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from_date"],
                name="oversight_setting_one_per_day",
                violation_error_message=_("This indicator has a setting from that day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.valid_from_date}"


class Unit(models.Model):
    """A county's township or station as the province knows it: code and name, no record."""

    county = models.ForeignKey("tenants.County", on_delete=models.CASCADE, related_name="+")
    level = models.CharField(max_length=8)
    code = models.CharField(max_length=20)
    parent = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "level", "code"], name="oversight_unit_unique"
            )
        ]

    def __str__(self) -> str:
        return self.name


class FactBase(models.Model):
    """One figure of one unit; see core.figures.UnitValue."""

    county = models.ForeignKey(
        "tenants.County", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    level = models.CharField(max_length=8)
    unit = models.CharField(max_length=20)
    parent = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=20)
    numerator = models.DecimalField(max_digits=18, decimal_places=2)
    denominator = models.DecimalField(max_digits=18, decimal_places=2, null=True)

    class Meta:
        abstract = True


class Fact(FactBase):
    """Daily grain. Flows: the day's own value. Stocks: one row on each day the value changed."""

    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "code", "level", "unit", "day"], name="oversight_fact_unique"
            )
        ]
        indexes = [models.Index(fields=["county", "code", "day"], name="oversight_fact_day")]

    def __str__(self) -> str:
        return f"{self.code} {self.unit} {self.day}"


class MonthFact(FactBase):
    """Monthly grain, dense from a county's first month: what reports and charts read.

    month is the first day of the month. frozen: the county has locked the month (R157), so later
    corrections wait for a reopening.
    """

    month = models.DateField()
    frozen = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "code", "level", "unit", "month"],
                name="oversight_monthfact_unique",
            )
        ]
        indexes = [
            models.Index(fields=["level", "month", "code"], name="oversight_monthfact_read"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.unit} {self.month:%Y-%m}"


class Report(models.Model):
    """A county's report of one month: locked by the county, closed by the province (R157)."""

    county = models.ForeignKey("tenants.County", on_delete=models.CASCADE, related_name="+")
    month = models.DateField(_("month"))
    version = models.PositiveIntegerField(_("version"), default=0)
    locked_at = models.DateTimeField(_("locked at"), null=True, blank=True)
    locked_by_name = models.CharField(_("locked by"), max_length=40, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    reopening_reason = models.CharField(_("reason for reopening"), max_length=200, blank=True)
    reopening_asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("monthly report")
        verbose_name_plural = _("monthly reports")
        constraints = [
            models.UniqueConstraint(fields=["county", "month"], name="oversight_report_unique")
        ]

    def __str__(self) -> str:
        return f"{self.county_id} {self.month:%Y-%m}"


class CountyState(models.Model):
    """How fresh a county's facts are, and since when it has any (R160)."""

    county = models.OneToOneField("tenants.County", on_delete=models.CASCADE, related_name="+")
    first_month = models.DateField(null=True, blank=True)
    refreshed_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    differences = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.county_id)


class PortalFront(models.Model):
    """How a county shows itself on the provincial portal: copied, never read across schemas."""

    county = models.OneToOneField("tenants.County", on_delete=models.CASCADE, related_name="+")
    accent = models.CharField(max_length=7)
    headline = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=160, blank=True)
    brand = models.CharField(max_length=80, blank=True)
    picture = models.FileField(upload_to="portal/", blank=True)
    picture_alt = models.CharField(max_length=200, blank=True)
    picture_key = models.CharField(max_length=400, blank=True)
    published_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.headline


class PortalEntry(models.Model):
    """One thing that a county has published, on the provincial portal: copied, never read across
    schemas.

    One table for every kind of thing (product, brand, news, and whatever registers in
    cms.portal_kinds): what a kind has beside the columns stands in `facts`, short lines in the
    order they are shown. keywords to keys are the search's (see cms.search.tables).
    """

    county = models.ForeignKey("tenants.County", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    # Its page's number in the county: it stays the same when the page moves or is renamed.
    key = models.CharField(max_length=60)
    path = models.CharField(max_length=500)
    title = models.CharField(max_length=255)
    summary = models.CharField(max_length=200, blank=True)
    brand = models.CharField(max_length=255, blank=True)
    origin = models.CharField(max_length=80, blank=True)
    certificate = models.CharField(max_length=120, blank=True)
    price = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    recalled = models.BooleanField(default=False)
    day = models.DateField(null=True, blank=True)
    until_date = models.DateField(null=True, blank=True)
    facts = models.JSONField(default=list, blank=True)
    picture = models.FileField(upload_to="portal/", max_length=255, blank=True)
    picture_alt = models.CharField(max_length=200, blank=True)
    # Which picture of the county's was copied; another one has another.
    picture_key = models.CharField(max_length=400, blank=True)
    keywords = models.TextField(blank=True)
    text = models.TextField(blank=True)
    pinyin = models.TextField(blank=True)
    terms = SearchVectorField(null=True)
    keys = SearchVectorField(null=True)
    digest = models.CharField(max_length=40, blank=True)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "kind", "key"], name="oversight_portal_entry_once"
            )
        ]
        indexes = [
            models.Index(fields=["kind", "-published_at"], name="oversight_portal_newest"),
            models.Index(fields=["kind", "price"], name="oversight_portal_price"),
            GinIndex(fields=["terms"], name="oversight_portal_terms", fastupdate=False),
            GinIndex(fields=["keys"], name="oversight_portal_keys", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def price_text(self) -> str:
        """The price as people write it."""
        return f"¥{self.price.normalize():f}" if self.price is not None else ""

    @property
    def picture_version(self) -> str:
        """Part of the picture's address: another picture, another address."""
        return f"{crc32(str(self.picture).encode()):08x}" if self.picture else ""
