"""The moves of a lifecycle as addresses: the console's own table of actions, spoken in JSON.

    *action_paths("stations/<int:pk>", StationAction, name="station")

gives POST …/apply/, …/agree/ and so on: one address for each action of the record page that is one
service call. Who may, from which state and with which form is what the record page says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request

from api.base import Operation, RecordEndpoint, WriteView, fresh, tag_of
from api.forms import choices_of, made, read, shape_of
from api.idempotency import Answer
from api.inputs import Input
from api.rendering import dumps
from console.records import Act, ActionView, RecordView
from console.records.actions import call, move_of, refusal
from console.records.forms import PlainForm, form_for
from core.actor import Actor
from core.errors import Denied
from core.lifecycle import Move
from core.lifecycle_words import titles

Page = type[RecordView[Any]]


# Which actions of a page are meant; None: all.
Only = tuple[str, ...] | None


def offered(page: Page, only: Only = None) -> Iterator[str]:
    """Actions of a record page that are one service call; where the page goes on to is its own."""
    for action, act in page.actions.items():
        if act.service is None or (only is not None and action not in only):
            continue
        if act.view is None or act.view.perform is ActionView.perform:
            yield action


def available(page: Page, record: Any, actor: Actor, *, only: Only = None) -> list[dict[str, str]]:
    """What this person could do with the record now: the same as the buttons of its page."""
    return [
        {"action": action, "label": words(page, action, record)}
        for action in offered(page, only)
        if refusal(
            page.actions[action], action, lifecycle=page.lifecycle, record=record, actor=actor
        )
        is None
    ]


def with_choices(
    page: Page, record: Any, actor: Actor, *, only: Only = None
) -> list[dict[str, Any]]:
    """The same, with what the fields of each form take for this record and this person."""
    more = {"record": record, "actor": actor}
    return [
        {**one, "choices": choices_of(made(form_of(page, one["action"], record), more))}
        for one in available(page, record, actor, only=only)
    ]


def words(page: Page, action: str, record: Any) -> str:
    """An action as users read it."""
    move = move_of(page.lifecycle, action, record)
    return str(page.actions[action].label or (move.label if move else "") or action)


def form_of(page: Page, action: str, record: Any) -> type[forms.Form]:
    """The form the console would show."""
    act, move = page.actions[action], move_of(page.lifecycle, action, record)
    if act.form is not None:
        return act.form
    if move is not None and page.lifecycle is not None:
        return form_for(move, page.lifecycle, record)
    return PlainForm


class ActionEndpoint(RecordEndpoint, WriteView):
    """POST of one action on one record; answers with the record as it stands now.

    Subclasses say `page`, `output`, `visible` and `shown`.
    """

    page: ClassVar[Page]
    output: ClassVar[type[serializers.Serializer[Any]]]
    # Set by action_paths.
    action: str = ""

    def shown(self, record: Any) -> dict[str, Any]:
        """The record as JSON, personal data masked (R152)."""
        raise NotImplementedError

    def write(self, request: Request, **kwargs: Any) -> Answer:
        """May you → same version → shape → one call."""
        record = self.load()
        act = self.page.actions[self.action]
        found = refusal(
            act, self.action, lifecycle=self.page.lifecycle, record=record, actor=self.actor
        )
        if isinstance(found, Denied):
            raise found
        self.same_version(record)
        if found is not None:
            raise found
        call(act, record=record, actor=self.actor, data=self._data(record))
        now = fresh(self.visible(), record)
        body = self.shown(now)
        return Answer(body, 200, {"ETag": tag_of(dumps(body), getattr(now, "version", None))})

    def _data(self, record: Any) -> dict[str, Any]:
        """What was sent, read by the console's own form. Raises the refusal 400."""
        act = self.page.actions[self.action]
        kind = form_of(self.page, self.action, record)
        stands = act.initial(record) if act.initial else {}
        more = {"record": record, "actor": self.actor}
        return read(self, kind, more, stands=stands).cleaned_data

    @property
    def operation(self) -> Operation:
        """What the schema says of this action, read from the tables."""
        return operation_of(type(self), self.action)


_operations: dict[tuple[str, str], Operation] = {}


def operation_of(view: type[ActionEndpoint], action: str) -> Operation:
    """One action in the schema: its move, who may, and the shape of its form."""
    key = (f"{view.__module__}.{view.__name__}", action)
    if key not in _operations:
        _operations[key] = _described(view, action)
    return _operations[key]


def _described(view: type[ActionEndpoint], action: str) -> Operation:
    page = view.page
    record = _specimen(page, action)
    kind = form_of(page, action, record)
    shape = shape_of(kind, f"{page.model.__name__} {action}")
    act, moves = page.actions[action], _moves(page, action)
    named = "、".join(dict.fromkeys(str(move.label) for move in moves if move.label))
    return Operation(
        title=act.label or named or action,
        description=_said(moves, act),
        input=shape if shape().fields else Input,
        output=view.output,
    )


def _moves(page: Page, action: str) -> list[Move]:
    lifecycle = page.lifecycle
    return [move for move in lifecycle.moves if move.action == action] if lifecycle else []


def _said(moves: list[Move], act: Act) -> Any:
    who = [post for move in moves for post in move.who] or list(act.who)
    clauses = "、".join(dict.fromkeys(move.clause.label for move in moves))
    posts = titles(list(dict.fromkeys(who)))
    return format_lazy("{}：{}。{}", gettext_lazy("Done by"), posts, clauses)


def _specimen(page: Page, action: str) -> Any:
    """An unsaved record in the state from which the action offers most."""
    record: Any = page.model()
    lifecycle = page.lifecycle
    states = [str(state) for move in _moves(page, action) for state in move.from_]
    if lifecycle and states:
        order = [str(value) for value in lifecycle.states.values]
        record = page.model(**{"status": max(states, key=order.index)})
    return record


def action_paths(
    prefix: str, view: type[ActionEndpoint], *, name: str, only: Only = None
) -> list[URLPattern]:
    """One address for each action that the record page offers as one call."""
    return [
        path(f"{prefix}/{action}/", view.as_view(action=action), name=f"{name}_{action}")
        for action in offered(view.page, only)
    ]
