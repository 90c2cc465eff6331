"""Series of numbers, their counters, and every number ever given."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NumberSeries(models.Model):
    """A county's own form of a series: its prefix and pattern instead of the declared ones."""

    code = models.CharField(_("series"), max_length=40, unique=True)
    prefix = models.CharField(_("prefix"), max_length=40, blank=True)
    pattern = models.CharField(_("pattern"), max_length=80)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")

    def __str__(self) -> str:
        return self.code


class NumberCounter(models.Model):
    """The last serial of a series in one period; locked by whoever draws the next."""

    code = models.CharField(max_length=40)
    # '2026', '202611', '20261124', or '' for a series that never starts again.
    period = models.CharField(max_length=8, blank=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "period"], name="core_number_counter"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.period}: {self.last}"


class DrawnNumber(models.Model):
    """One number given. It is never given again, also when it is void (R17)."""

    code = models.CharField(max_length=40)
    period = models.CharField(max_length=8, blank=True)
    serial = models.PositiveIntegerField(_("serial"))
    text = models.CharField(_("number"), max_length=120)
    on_date = models.DateField(_("given on"))
    drawn_at = models.DateTimeField(_("given at"), auto_now_add=True)
    record_type = models.CharField(max_length=60, blank=True)
    record_id = models.CharField(max_length=40, blank=True)
    voided_at = models.DateTimeField(_("void since"), null=True, blank=True)
    voided_by_name = models.CharField(_("made void by"), max_length=80, blank=True)
    void_reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("number")
        verbose_name_plural = _("numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "period", "serial"],
                name="core_number_once",
                violation_error_message=_("This number has been given already."),
            ),
            models.UniqueConstraint(
                fields=["code", "text"],
                name="core_number_text_once",
                violation_error_message=_("This number has been given already."),
            ),
            models.CheckConstraint(
                condition=models.Q(voided_at=None) | ~models.Q(void_reason=""),
                name="core_number_void_has_reason",
                violation_error_message=_("A void number needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
