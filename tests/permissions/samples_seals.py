"""Real records of seals for the addresses that need one."""

from typing import Any

from django.utils import timezone

from operations.seals import services
from operations.seals.models import Seal
from operations.seals.services import SealUseData
from tests import cast


def seals_records() -> dict[str, dict[str, Any]]:
    """A use that the member of staff has just applied for, and its seal."""
    seal = Seal.objects.earliest("pk")
    data = SealUseData(seal_id=seal.pk, document="情况说明", purpose="报送县商务局")
    use = services.seal_apply(data=data, by=cast.actor("staff"), at=timezone.now())
    of_record = ("record", "record_do", "record_circulate", "record_files", "record_file_remove")
    return {
        **{f"seals:{name}": {"pk": use.pk} for name in of_record},
        **{f"seals:{name}": {"pk": seal.pk} for name in ("seal_change", "seal_end")},
    }
