"""What every county starts with: its two seals, kept by the office until somebody is named."""

from operations.seals.models import Seal

SEALS = ("公章", "合同专用章")


def template() -> None:
    """The seals of a new county."""
    for name in SEALS:
        Seal.objects.get_or_create(name=name, defaults={"place": "电商办保险柜"})
