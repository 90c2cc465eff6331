"""Outbox of figures to compute again."""

from django.db import models
from django.utils import timezone


class FigureChange(models.Model):
    """One figure of one day must be computed again; removed by the job that has done it."""

    code = models.CharField(max_length=20)
    on_date = models.DateField()
    station_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.code} {self.on_date}"
