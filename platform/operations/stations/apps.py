"""App configuration."""

from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "operations.stations"
    label = "stations"
    verbose_name = "stations"
