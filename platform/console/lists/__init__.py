"""The generic list page: filters in the address, chips, counts, cards on phones, export.

class PersonList(ListView[Person]):
    name = "people:list"
    page_title = _("People")
    columns = (Column(_("Name"), "name", sort="name", link=True), Column(_("State"), "status"))
    filter_form = PersonFilter

    def visible(self): return selectors.people(self.actor)
    def narrowed(self, rows, asked): return rows.filter(status=asked["status"]) ...
    def address(self, person): return reverse("people:record", args=[person.pk])
"""

from console.lists.columns import Column
from console.lists.views import Exporting, ListView, in_pieces

__all__ = ["Column", "Exporting", "ListView", "in_pieces"]
