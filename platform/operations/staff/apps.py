"""App configuration."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "operations.staff"
    label = "staff"
    verbose_name = "staff"
