"""Real records of the archive for the addresses that need one."""

from typing import Any

from django.utils import timezone

from operations.archives import services


def archives_records() -> dict[str, dict[str, Any]]:
    """A file, an application of the drafter for it, an old file on a list."""
    from tests.operations.archives.conftest import shelved
    from tests.operations.documents.conftest import People

    people, at = People(), timezone.now()
    file = shelved(people, at=at)
    loan = services.loan_apply(
        number=file.number, form="copy", days=7, purpose="查考", by=people.drafter, at=at
    )
    old = shelved(people, at=at, year=2010)
    made = services.list_propose(files=[old.pk], reason="期满", by=people.office, at=at)
    of_record = ("", "_do", "_circulate", "_files", "_file_remove")
    return {
        **{f"archives:record{part}": {"pk": file.pk} for part in of_record},
        **{f"archives:loan{part}": {"pk": loan.pk} for part in of_record},
        **{f"archives:list{part}": {"pk": made.pk} for part in of_record},
        "archives:cover": {"pk": file.pk},
        "archives:copy": {"pk": loan.pk, "part": file.parts.get().pk},
        "archives:list_paper": {"pk": made.pk},
    }
