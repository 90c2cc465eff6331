"""A record page for the tests: people of the centre, whose life is the smallest real lifecycle.

Its addresses stand beside the county's own, so that nothing of the product is replaced.
"""

from django import forms
from django.db.models import QuerySet
from django.urls import include, path
from django.utils.translation import gettext_lazy

from config.urls import county
from console.records import Act, Fact, Panel, RecordView, group
from core import attachments
from core.errors import Violation
from operations.staff import services
from operations.staff.lifecycle import PERSON, States
from operations.staff.models import Person


class NameForm(forms.Form):
    """A form of the module's own."""

    name = forms.CharField(label="姓名", max_length=40)


def rename(*, person_id: int, name: str, by: object) -> None:
    """A rule that refuses one name, on its field."""
    if name == "无名":
        raise Violation("请填写真实姓名。", field="name")
    Person.objects.filter(pk=person_id).update(name=name)


class PersonRecord(RecordView[Person]):
    """One person."""

    model = Person
    name = "people:record"
    lifecycle = PERSON
    path_states = (States.JOINING, States.ACTIVE, States.LEAVING, States.LEFT)
    tones = {States.ACTIVE: "good", States.LEAVING: "warn"}
    above = (("staff:index", gettext_lazy("People and posts")),)
    file_kinds = {"scan": "扫描件"}
    actions = {
        "confirm": Act(services.person_confirm),
        "leave": Act(services.person_leave, tone="no"),
        "rename": Act(
            rename,
            form=NameForm,
            label="更正姓名",
            who=("admin",),
            states=(States.JOINING,),
            initial=lambda person: {"name": person.name},
        ),
    }

    def visible(self) -> QuerySet[Person]:
        """Everybody but those whose name is hidden, for personnel and the director."""
        if not self.actor.posts & {"admin", "director", "dept_head"}:
            return Person.objects.none()
        return Person.objects.exclude(name="不可见")

    def groups(self):  # type: ignore[no-untyped-def]
        """Two groups."""
        person = self.record
        return [
            group("基本情况", person, "name", "joined_date", Fact("岗位", "—")),
            group("状态", person, "status", "status_since"),
        ]

    def panels(self):  # type: ignore[no-untyped-def]
        """None but a line."""
        return [Panel("说明", "console/includes/badge.html", {"badge": {"label": "示例"}})]


attachments.register_guard(Person, lambda actor, person: "admin" in actor.posts)

_people = ([*PersonRecord.paths("console/people/<int:pk>/")], "people")
urlpatterns = [path("", include(_people)), *county.urlpatterns]
handler403 = county.handler403
handler404 = county.handler404
handler500 = county.handler500
