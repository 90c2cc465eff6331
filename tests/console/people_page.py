"""A record page for the tests: people of the centre, whose life is the smallest real lifecycle.

Its addresses stand beside the county's own, so that nothing of the product is replaced.
"""

from django import forms
from django.db.models import QuerySet
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy

from accounts.access import console_page
from config.urls import county
from console.lists import Column, ListView
from console.records import Act, Fact, Panel, RecordView, group
from core import attachments, privacy
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


class PersonFilter(forms.Form):
    """Of the list."""

    status = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), *States.choices]
    )
    name__icontains = forms.CharField(label="姓名", required=False)


class PersonList(ListView[Person]):
    """Everybody."""

    name = "people:list"
    page_title = "人员名册"
    filter_form = PersonFilter
    columns = (
        Column("姓名", "name", sort="name", link=True),
        Column("状态", "status"),
        Column("入职日期", "joined_date", sort="joined_date"),
        Column("手机", "phone", mask=privacy.mask_phone),
        Column("编号", lambda person: person.pk, number=True, on_cards=False),
    )
    empty = "还没有人员。"
    per_page = 2

    def visible(self) -> QuerySet[Person]:
        """Everybody."""
        return Person.objects.all()

    def address(self, row: Person) -> str:
        """The record."""
        return reverse("people:record", args=[row.pk])


attachments.register_guard(Person, lambda actor, person: "admin" in actor.posts)

_list = path("console/people/", console_page(PersonList.as_view()), name="list")
_people = ([_list, *PersonRecord.paths("console/people/<int:pk>/")], "people")
urlpatterns = [path("", include(_people)), *county.urlpatterns]
handler403 = county.handler403
handler404 = county.handler404
handler500 = county.handler500
