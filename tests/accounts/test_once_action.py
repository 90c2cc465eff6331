"""A form that makes something: once, however often it is sent, and again after a refusal."""

from typing import Any

import pytest
from django import forms
from django.contrib.messages.storage.cookie import CookieStorage
from django.urls import reverse

from accounts.views import once
from accounts.views.pages import REFUSED, OnceAction
from core.errors import Denied, Violation


class NameForm(forms.Form):
    """One field."""

    name = forms.CharField()


class GivenForm(NameForm):
    """One that says itself what the service takes."""

    def data_given(self) -> dict[str, Any]:
        """Under another name."""
        return {"called": self.cleaned_data["name"]}


class MakeView(OnceAction):
    """Makes something of a name; refuses some."""

    form_class: type[forms.Form] = NameForm
    above = ()
    made: list[dict[str, Any]]

    def perform(self, data: dict[str, Any]) -> None:
        """Make it."""
        name = next(iter(data.values()))
        if name == "无名":
            raise Violation("请填写真实姓名。", field="name")
        if name == "他人":
            raise Denied("您不能办理。")
        self.made.append(data)

    def get_success_url(self) -> str:
        """Anywhere."""
        return reverse("console:inbox")


@pytest.fixture
def send(rf, in_county_a, county_a):
    """send(name=…, _once=…): the answer of a view that keeps what it made in `send.made`."""

    def sent(form=NameForm, subject=None, **data):
        request = rf.post("/console/x/", data)
        request.user, request.county, request.session = None, county_a, {}
        request._messages = CookieStorage(request)
        view = MakeView(form_class=form)
        view.made, view.subject = sent.made, subject
        view.setup(request)
        return view.dispatch(request), view

    sent.made = []
    return sent


def test_twice_sent_is_done_once(send):
    token = once.token()
    for _click in range(2):
        answer, _view = send(name="卜知夏", _once=token)
        assert (answer.status_code, answer.url) == (302, reverse("console:inbox"))
    assert send.made == [{"name": "卜知夏"}]


def test_what_was_refused_may_be_sent_again(send):
    token = once.token()
    answer, _view = send(name="无名", _once=token)
    assert answer.status_code == REFUSED
    assert answer.context_data["form"].errors == {"name": ["请填写真实姓名。"]}
    with pytest.raises(Denied):
        send(name="他人", _once=token)
    assert send(name="", _once=token)[0].status_code == REFUSED
    assert send.made == []
    assert send(name="卜知夏", _once=token)[0].status_code == 302
    assert send.made == [{"name": "卜知夏"}]


def test_a_form_says_what_the_service_takes(send):
    send(form=GivenForm, name="卜知夏")
    assert send.made == [{"called": "卜知夏"}]


def test_the_version_is_that_of_the_page_and_else_the_records(send):
    class Record:
        version = 7

    assert send(name="")[1].version is None
    assert send(name="", subject=Record())[1].version == 7
    assert send(name="", subject=Record(), version="6")[1].version == 6
    answer, _view = send(name="", subject=Record(), version="²")
    assert answer.context_data["version"] == 7
    assert answer.context_data["once"]
