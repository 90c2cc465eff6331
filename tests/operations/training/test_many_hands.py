"""Sixteen hands on the last places, and random hands on the whole table."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connections
from django.db.models import F
from hypothesis.stateful import rule

from core.errors import Violation
from operations.training import services
from operations.training.lifecycle import CLASS, SIGN_UP, K, U
from operations.training.models import SignUp, TrainingClass
from tenants.context import county_context
from tests.hands import WHICH, WHO, Hands, Kind, holds, run
from tests.operations.documents.conftest import People
from tests.operations.training.conftest import AT, DAY, VISITOR, bring, who

POSTS = ("ops", "dept_head", "leader", "frontdesk", "staff")


def act(held, action, by, at):
    """A verb of the table of classes."""
    more = {"cancel": {"reason": "改期"}}
    service = getattr(services, f"class_{action}")
    return service(class_id=held.pk, by=by, at=at, **more.get(action, {}))


def place(made, action, by, at):
    """A verb of the table of sign-ups."""
    service = getattr(services, f"sign_up_{action}")
    return service(sign_up_id=made.pk, by=by, at=at)


class Hall(Hands):
    """Five people, classes of two places, and everybody who wants one."""

    # Everybody begins by waiting, and has a place at once where one is free.
    born = (U.PLACED,)
    kinds = (
        Kind(TrainingClass, CLASS, act, (K.DRAFT,)),
        Kind(SignUp, SIGN_UP, place, ()),
    )

    @classmethod
    def set_up(cls):
        cls.cast = SimpleNamespace(**{post: getattr(People(), post) for post in POSTS})
        cls.people = [getattr(cls.cast, post) for post in POSTS]
        cls.held = bring(cls.cast).pk

    def furnish(self):
        self.now = AT
        for number in range(3):
            self.sign_up(who=number, which=0)

    @rule(who=WHO, which=WHICH)
    def sign_up(self, who, which):
        found = list(TrainingClass.objects.order_by("-pk")[:3])
        self.attempt("sign_up", lambda: self._take(found[which % len(found)], who))

    def _take(self, held, number):
        return services.sign_up_add(data=who(held, number), by=VISITOR, at=self.now)

    @rule()
    def pass_a_day(self):
        self.now += DAY

    @holds
    def never_more_people_than_places_and_nobody_waits_beside_a_free_one(self):
        for held in TrainingClass.objects.all():
            placed = held.sign_ups.filter(status=U.PLACED).count()
            assert placed == held.taken <= held.capacity
            waiting = held.sign_ups.filter(status=U.WAITING).exists()
            assert not (waiting and held.status == K.OPEN and held.places_left)


@pytest.mark.handbook(149)
def test_any_hands_leave_places_people_and_trail_sound(in_county_a):
    run(Hall, usually=2)


@pytest.mark.handbook(149)
def test_sixteen_at_once_get_the_two_places_and_the_rest_wait(own_database):
    with county_context("980121"):
        people = People()
        held = bring(people)

    def take(number):
        try:
            with county_context("980121"):
                return services.sign_up_add(data=who(held, number), by=VISITOR, at=AT).status
        except Violation:
            return "refused"
        finally:
            connections.close_all()

    def leave(pk):
        try:
            with county_context("980121"):
                services.sign_up_cancel(sign_up_id=pk, by=VISITOR, at=AT + timedelta(hours=1))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(take, range(16)))
        assert (found.count(U.PLACED), found.count(U.WAITING)) == (2, 14)
        with county_context("980121"):
            placed = list(SignUp.objects.filter(status=U.PLACED).values_list("pk", flat=True))
        list(pool.map(leave, placed))
    with county_context("980121"):
        assert SignUp.objects.filter(status=U.PLACED).count() == 2
        assert not SignUp.objects.filter(pk__in=placed, status=U.PLACED).exists()
        assert TrainingClass.objects.filter(taken=F("capacity")).count() == 1
        serials = SignUp.objects.order_by("serial").values_list("serial", flat=True)
        assert list(serials) == list(range(1, 17))
