"""The generic record page and its actions: what a module declares, and what everybody gets.

class StationRecord(RecordView[Station]):
    model = Station
    lifecycle = STATION
    name = "stations:record"
    actions = {"approve": Act(services.station_approve, key="station_id")}

    def visible(self): return selectors.stations_for(self.actor)
    def groups(self): return [group(_("Place"), self.record, "name", "township", "village")]

urlpatterns = [*StationRecord.paths("console/stations/<int:pk>/")]
"""

from console.records.actions import Act, ActionView
from console.records.facts import Fact, Group, fact, group
from console.records.forms import OpinionForm, PlainForm
from console.records.places import address_of, kind_of
from console.records.views import Panel, RecordView

__all__ = [
    "Act",
    "ActionView",
    "Fact",
    "Group",
    "OpinionForm",
    "Panel",
    "PlainForm",
    "RecordView",
    "address_of",
    "fact",
    "group",
    "kind_of",
]
