"""Files of cases and of stations: the lists, adding several at once, one file behind the guard."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from api.filing import RecordFiles
from operations.casework.records import CaseRecord
from operations.stations.records import StationRecord


class CaseFiles(RecordFiles):
    """Papers, results, consents and agreements of a case."""

    area = "cases"
    at, name = "cases", "case"
    page = CaseRecord
    title = gettext_lazy("Files of a case")
    about = gettext_lazy("For those who may see the case (R148), oldest first.")
    adding = gettext_lazy("Add files to a case")


class StationFiles(RecordFiles):
    """Photos of the acceptance, agreements and notices of a station."""

    area = "stations"
    at, name = "stations", "station"
    page = StationRecord
    title = gettext_lazy("Files of a station")
    about = gettext_lazy(
        "For those who may see the files of the station, oldest first: the two photos of the "
        "acceptance (R142), agreements, public notices and others."
    )
    adding = gettext_lazy("Add files to a station")


urlpatterns = [*CaseFiles.paths(), *StationFiles.paths()]
