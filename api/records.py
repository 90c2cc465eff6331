"""One kind of record over the API, said once: its list, its page, its moves, its forms.

    class Seals(Records):
        area, at, name = "seals", "seals", "seal_use"
        page, row, output = SealUseRecord, SealUseRow, SealUseOut
        title, one = _("Use of seals"), _("One use of a seal")

    urlpatterns = Seals.paths()

Who sees what, and who may do what, is asked of the record page of the console.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request

from api.actions import ActionEndpoint, action_paths, with_choices
from api.base import (
    ApiView,
    ListView,
    OneView,
    Operation,
    RecordEndpoint,
    WriteView,
    fresh,
    tag_of,
)
from api.forms import read, shape_of
from api.idempotency import Answer
from api.inputs import Input, Query
from api.rendering import dumps
from api.shown import Words, history_of, labels, tell
from console.records import RecordView
from core.lifecycle_words import denied

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# What filters are called where the console's selectors read them.
RENAMED = {"q": "query"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A form of the console that is no move: who may, and its one service call.

    service: called with what the form gives, `by`, `at`, and the record under `key`. named: what
    the form calls the record. may: raises Violation or Denied. stands: how the record is now.
    """

    title: StrOrPromise
    form: type[forms.Form]
    service: Callable[..., Any]
    about: StrOrPromise = ""
    who: tuple[str, ...] = ()
    key: str = ""
    named: str = "record"
    may: Callable[[Any, Any], None] | None = None
    stands: Callable[[Any], Mapping[str, Any]] | None = None
    example: Mapping[str, Any] | None = None

    def allowed(self, record: Any, actor: Any) -> None:
        """Raise Denied for other posts, whatever `may` raises."""
        if self.who and not any(actor.holds(post) for post in self.who):
            raise denied(self.who)
        if self.may is not None:
            self.may(record, actor)

    def call(self, view: Any, record: Any = None) -> Any:
        """Shape → one call; gives what the service gives."""
        offered = {self.named: record, "actor": view.actor}
        stands = self.stands(record) if self.stands else None
        form: Any = read(view, self.form, offered, stands=stands)
        given = form.data_given() if hasattr(form, "data_given") else form.cleaned_data
        given = given if isinstance(given, dict) else {"data": given}
        if self.key:
            given = {self.key: record.pk, **given}
        return self.service(by=view.actor, at=timezone.now(), **given)

    def operation(self, name: str, output: Any, *, code: int = 200) -> Operation:
        """What the schema says of it."""
        return Operation(
            self.title,
            self.about,
            input=self.shape(name),
            output=output,
            code=code,
            example=self.example,
        )

    def shape(self, name: str) -> type[Input]:
        """The shape of its body."""
        found = shape_of(self.form, name, partial=self.stands is not None)
        return found if found().fields else Input


class Records(ApiView):
    """What the addresses of one kind of record share; `paths` makes them."""

    # Where: "duty/shifts"; name of one record's address, and of the list's if it is no plural.
    at: ClassVar[str]
    name: ClassVar[str]
    list_name: ClassVar[str] = ""
    page: ClassVar[type[RecordView[Any]]]
    row: ClassVar[type[serializers.Serializer[Any]]]
    output: ClassVar[type[serializers.Serializer[Any]]]
    order: ClassVar[tuple[str, ...]] = ("-pk",)
    filters: type[Query] | None = Query
    title: ClassVar[StrOrPromise]
    about: ClassVar[StrOrPromise] = ""
    one: ClassVar[StrOrPromise]
    one_about: ClassVar[StrOrPromise] = ""
    # What else is sent: to the list (a new record), and to one record by the name of its address.
    adds: ClassVar[Sent | None] = None
    changes: ClassVar[Mapping[str, Sent]] = {}
    # The view that takes a new record, where it does not come as JSON.
    adder: ClassVar[Any] = None
    # Which of the page's actions are addresses; None: all that are one call; (): there is no page.
    moves: ClassVar[tuple[str, ...] | None] = None

    # --- What a kind says ---

    def visible(self) -> QuerySet[Any]:
        """Those this person may see: what the record page of the console says."""
        return self.console.visible()

    def listed(self) -> QuerySet[Any]:
        """The same, with what a line needs."""
        return self.visible()

    def narrowed(self, found: QuerySet[Any], **wanted: Any) -> QuerySet[Any]:
        """By the filters, as the console's list does."""
        return found

    def ready(self, found: list[Any]) -> None:
        """Once a page: what the lines of it need besides."""

    @cached_property
    def words(self) -> Words:
        """Labels of choices, found once a request."""
        return labels()

    def line(self, record: Any) -> dict[str, Any]:
        """One line of the list, personal data masked (R152)."""
        return tell(self.row, record)

    def whole(self, record: Any) -> dict[str, Any]:
        """One record, personal data masked (R152)."""
        return tell(self.output, record, **self.common(record), **self.more(record))

    def more(self, record: Any) -> dict[str, Any]:
        """What the record does not have itself."""
        return {}

    def common(self, record: Any) -> dict[str, Any]:
        """What every record page shows: what happened, and what one could do now."""
        return {
            "history": history_of(record),
            "available_actions": with_choices(self.page, record, self.actor, only=self.moves),
        }

    # --- What they share ---

    @cached_property
    def console(self) -> RecordView[Any]:
        """The page of the console, for this person."""
        page = self.page()
        page.setup(self.request._request, **self.kwargs)
        return page

    def rows(self, asked: dict[str, Any]) -> QuerySet[Any, Any]:
        """The list, narrowed."""
        wanted = {RENAMED.get(name, name): value for name, value in asked.items()}
        return self.narrowed(self.listed(), **wanted)

    @classmethod
    def paths(cls) -> list[URLPattern]:
        """The list, one record, and an address for each form and each move."""
        one, listed = f"{cls.at}/<int:pk>", cls.list_name or f"{cls.name}s"
        adder = cls.adder or (RecordAdd if cls.adds else None)
        at_list = (RecordList, adder) if adder else (RecordList,)
        found = [
            path(f"{cls.at}/", cls._view(*at_list).as_view(), name=listed),
            path(f"{one}/", cls._view(RecordOne).as_view(), name=cls.name),
        ]
        form = cls._view(RecordForm)
        found += [
            path(f"{one}/{slug}/", form.as_view(form=slug), name=f"{cls.name}_{slug}")
            for slug in cls.changes
        ]
        if cls.moves == ():
            return found
        return [*found, *action_paths(one, cls._view(RecordMove), name=cls.name, only=cls.moves)]

    @property
    def operations(self) -> Mapping[str, Operation]:  # type: ignore[override]  # read when asked
        """What the schema says, in the language of the moment."""
        view: Any = type(self)
        return _described(view)

    kinds: ClassVar[tuple[Any, ...]] = ()

    @classmethod
    def _view(cls, *kinds: Any) -> Any:
        """A view of this kind of record."""
        names = "".join(kind.__name__.removeprefix("Record") for kind in kinds)
        more: dict[str, Any] = {"__module__": cls.__module__, "kinds": kinds}
        if RecordList not in kinds:
            more["filters"] = None
        return type(f"{cls.__name__}{names}", (cls, *kinds), more)


@cache
def _described(view: type[Records]) -> dict[str, Operation]:
    found: dict[str, Operation] = {}
    for kind in view.kinds:
        found |= kind.described(view)
    return found


@cache
def _of_form(view: type[Records], form: str) -> Operation:
    return view.changes[form].operation(f"{view.name} {form}", view.output)


Kind = type[Records]
_Any = Any


class RecordList(ListView):
    """GET of the list."""

    @staticmethod
    def described(kind: Kind) -> dict[str, Operation]:
        """What the schema says."""
        return {"get": Operation(kind.title, kind.about, output=kind.row)}

    def cut(self: _Any, *args: Any) -> tuple[list[Any], str | None]:
        """A page, made ready."""
        found, following = ListView.cut(self, *args)
        self.ready(found)
        return found, following

    def shown(self: _Any, row: Any) -> dict[str, Any]:
        """As the kind says."""
        found: dict[str, Any] = self.line(row)
        return found


class RecordAdd(WriteView):
    """POST of a new record to the list."""

    @staticmethod
    def described(kind: Kind) -> dict[str, Operation]:
        """What the schema says."""
        if kind.adds is None:
            raise TypeError(kind.__name__)
        return {"post": kind.adds.operation(f"{kind.name} add", kind.output, code=201)}

    def write(self: _Any, request: Request, **kwargs: Any) -> Answer:
        """May you → shape → one call."""
        self.adds.allowed(None, self.actor)
        record = self.adds.call(self)
        body = self.whole(fresh(self.visible(), record))
        headers = {
            "Location": f"/api/v1/{self.at}/{record.pk}/",
            "ETag": tag_of(dumps(body), body["version"]),
        }
        return Answer(body, 201, headers)


class RecordOne(OneView):
    """GET of one record."""

    @staticmethod
    def described(kind: Kind) -> dict[str, Operation]:
        """What the schema says."""
        return {"get": Operation(kind.one, kind.one_about, output=kind.output)}

    def shown(self: _Any, record: Any) -> dict[str, Any]:
        """As the kind says."""
        found: dict[str, Any] = self.whole(record)
        return found


class RecordMove(ActionEndpoint):
    """POST of an action of the record page."""

    @staticmethod
    def described(kind: Kind) -> dict[str, Operation]:
        """Each action says it itself."""
        return {}

    def shown(self: _Any, record: Any) -> dict[str, Any]:
        """As the kind says."""
        found: dict[str, Any] = self.whole(record)
        return found


class RecordForm(RecordEndpoint, WriteView):
    """POST of a form that is no move."""

    # Set by paths.
    form: str = ""

    @staticmethod
    def described(kind: Kind) -> dict[str, Operation]:
        """Each form says it itself."""
        return {}

    @property
    def operation(self: _Any) -> Operation:
        """What the schema says of this form."""
        view: Any = type(self)
        return _of_form(view, self.form)

    def write(self: _Any, request: Request, **kwargs: Any) -> Answer:
        """May you → same version → shape → one call."""
        sent: Sent = self.changes[self.form]
        record = self.load()
        sent.allowed(record, self.actor)
        self.same_version(record)
        sent.call(self, record)
        body = self.whole(fresh(self.visible(), record))
        return Answer(body, 200, {"ETag": tag_of(dumps(body), body.get("version"))})
