"""From nothing to a figure: the province opens 潜山市, its people bring stations on line.

Over HTTP only, on real divisions, one long story told step by step (acceptance 2 of issue 2).
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from accounts.demo import PASSWORD
from accounts.posts import Post
from cms.models import ProductIndexPage, ProductPage
from core.actor import Holding
from operations.stations.models import Station, Village
from operations.stations.rules import CHECKLIST
from tenants.context import county_context, province_context
from tests.journeys import qianshan
from tests.journeys.qianshan import CODE, HOST, NEW_PASSWORD, VILLAGES, person

pytestmark = pytest.mark.skipif(
    not VILLAGES.exists(), reason="the real divisions are not beside this checkout"
)


def at(host: str) -> Client:
    """A browser."""
    return Client(HTTP_HOST=host, SERVER_NAME=host)


def sign_in(browser: Client, username: str, password: str) -> None:
    """By the sign-in page."""
    page = browser.post("/console/login/", {"username": username, "password": password})
    assert page.status_code == 302, page.content.decode()[-2000:]


def table(rows: list[list[str]]) -> SimpleUploadedFile:
    """A CSV to be sent."""
    return SimpleUploadedFile("站点.csv", qianshan.as_csv(rows), "text/csv")


def photo() -> SimpleUploadedFile:
    """A picture to be sent."""
    return SimpleUploadedFile("现场.jpg", qianshan.picture(), "image/jpeg")


def act(browser: Client, station: int, action: str, **data: object) -> None:
    """Open an action's form, send it, and be back on the record."""
    path = f"/console/stations/{station}/do/{action}/"
    form = browser.get(path)
    assert form.status_code == 200, (action, form.status_code, form.headers.get("Location"))
    hidden = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form.content.decode())
    )
    done = browser.post(path, {**hidden, **data})
    assert done.status_code == 302, (action, done.content.decode()[-3000:])


@pytest.mark.slow
@pytest.mark.handbook(141, 142, 146)
def test_a_county_goes_live(own_database, settings):  # noqa: PLR0915 - one story
    settings.HOST_CACHE_SECONDS = 0
    # 1. The province opens the county in its console.
    with province_context():
        person("root", "祝云舟", 1, Holding(Post.ROOT), place="province")
    root = at("localhost")
    sign_in(root, "root", NEW_PASSWORD)
    opened = root.post(
        "/console/counties/create/",
        {
            "code": CODE,
            "name": "",
            "host": HOST,
            "admin_name": "卜禾青",
            "admin_phone": "19900007100",
        },
    )
    assert opened.status_code == 302, opened.content.decode()[-2000:]
    progress = root.get(opened.headers["Location"]).content.decode()
    assert "潜山市" in progress
    page = root.post(f"/console/counties/{CODE}/", {"action": "link"}).content.decode()
    link = re.search(r"/invite/[^<\s]+", page).group(0)

    # 2. Its administrator accepts the invitation.
    admin = at(HOST)
    accepted = admin.post(
        link,
        {
            "username": "admin",
            "new_password": NEW_PASSWORD,
            "new_password_again": NEW_PASSWORD,
            "name": "卜禾青",
        },
    )
    assert accepted.status_code == 302, accepted.content.decode()[-3000:]
    if admin.get("/console/").status_code != 200:
        sign_in(admin, "admin", NEW_PASSWORD)

    # 3. Loads the real villages.
    upload = SimpleUploadedFile("villages.csv", VILLAGES.read_bytes(), "text/csv")
    assert admin.post("/console/stations/divisions/", {"file": upload}).status_code == 302
    with county_context(CODE):
        villages = list(Village.objects.select_related("township").order_by("code"))
        towns = {village.township.code for village in villages}
        committees = [v for v in villages if v.is_administrative]
    assert (len(towns), len(committees)) == (18, 164)

    # 4. Imports thirty stations, three rows bad, and sees which cells.
    good = qianshan.rows(committees)
    rows = qianshan.with_three_wrong(good)
    admin.post("/console/imports/stations/", {"file": table([qianshan.HEAD, *rows])})
    with county_context(CODE):
        from core.models import ImportRun

        run = ImportRun.objects.latest("created_at")
    shown = admin.get(f"/console/imports/run/{run.pk}/").content.decode()
    for cell in qianshan.WRONG_CELLS:
        assert cell in shown, cell
    with county_context(CODE):
        assert not Station.objects.exists()
    admin.post("/console/imports/stations/", {"file": table([qianshan.HEAD, *good])})
    with county_context(CODE):
        run = ImportRun.objects.latest("created_at")
    confirmed = admin.post(f"/console/imports/run/{run.pk}/confirm/", {"mode": "all"})
    assert confirmed.status_code == 302
    with county_context(CODE):
        assert Station.objects.filter(status="operating").count() == 30

    # 5. One new station goes through every state, by the right people.
    place = committees[40]
    with county_context(CODE):
        qianshan.people(place.township.code)
    people = {}
    for name in qianshan.PEOPLE:
        people[name] = at(HOST)
        sign_in(people[name], name, NEW_PASSWORD)
    added = people["clerk"].post(
        "/console/stations/add/",
        {
            "name": "源潭新站",
            "level": "village",
            "kind": "full",
            "tier": "一档",
            "subsidised": "on",
            "township": place.township_id,
            "village": place.pk,
            "address": "村口",
            "area_m2": "42",
            "operator_name": "股份经济合作社",
            "manager_name": "柏云舟",
            "manager_phone": "19900008123",
            "abilities": ["V01", "V04"],
        },
    )
    assert added.status_code == 302, added.content.decode()[-3000:]
    station = int(re.search(r"/stations/(\d+)/", added.headers["Location"]).group(1))
    act(people["clerk"], station, "apply")
    for name in ("village", "township", "leader", "commerce"):
        act(people[name], station, "agree", reason="同意")
    with county_context(CODE):
        # The notice runs its five working days; here the days have gone by.
        long_ago = timezone.localdate() - timedelta(days=20)
        Station.objects.filter(pk=station).update(notice_to_date=long_ago)
    act(people["clerk"], station, "end_notice")
    act(people["clerk"], station, "ready")
    for kind in ("acceptance_inside", "acceptance_outside"):
        sent = people["clerk"].post(
            f"/console/stations/{station}/files/", {"kind": kind, "files": photo(), "file": photo()}
        )
        assert sent.status_code == 302
    act(
        people["ops"],
        station,
        "accept",
        answers=list(CHECKLIST),
        latitude="30.63",
        longitude="116.58",
    )

    # 6. Its manager accepts the invitation and sees only this station.
    act(people["clerk"], station, "invite")
    told = people["clerk"].get(f"/console/stations/{station}/").content.decode()
    link = re.search(r"/invite/[\w-]+/", told).group(0)
    manager = at(HOST)
    manager.post(
        link,
        {
            "username": "baiyunzhou",
            "new_password": NEW_PASSWORD,
            "new_password_again": NEW_PASSWORD,
            "name": "柏云舟",
        },
    )
    with county_context(CODE):
        record = Station.objects.select_related("manager_user").get(pk=station)
        other = Station.objects.exclude(pk=station).first()
    assert record.manager_user is not None
    assert manager.get(f"/console/stations/{station}/").status_code == 200
    assert manager.get(f"/console/stations/{other.pk}/").status_code == 404

    # 7. The public sees it.
    public = at(HOST).get(f"/stations/{record.slug}/").content.decode()
    assert "源潭新站" in public
    assert "柏云舟" not in public
    assert "19900008123" not in public

    # 8. The editor hands a product in; nobody sees it until the leader has let it out.
    with county_context(CODE):
        index = ProductIndexPage.objects.get()
    handed_in = people["editor"].post(
        f"/console/pages/add/cms/productpage/{index.pk}/",
        nested_form_data(
            {
                "title": "天柱山瓜蒌籽",
                "slug": "gualouzi",
                "origin": "源潭镇",
                "summary": "颗粒饱满，自种自炒。",
                "price": "36",
                **{name: streamfield([]) for name in ("gallery", "packs", "shops")},
                "story": rich_text("<p>农户合作社自种自炒。</p>"),
                "body": streamfield([]),
                "comments": inline_formset([]),
                "action-submit": "submit",
            }
        ),
    )
    assert handed_in.status_code == 302, handed_in.content.decode()[-3000:]
    with county_context(CODE):
        product = ProductPage.objects.get(slug="gualouzi")
        step = product.current_workflow_state.current_task_state.pk
    assert at(HOST).get("/products/gualouzi/").status_code == 404
    people["leader"].post(f"/console/pages/workflow/action/{product.pk}/approve/{step}/")
    assert "源潭镇" in at(HOST).get("/products/gualouzi/").content.decode()
    assert "天柱山瓜蒌籽" in at(HOST).get("/products/").content.decode()

    # 9. The province's figures have risen: 31 of 164 villages.
    overview = root.get("/console/oversight/").content.decode()
    assert "31 ÷ 164" in overview
    assert "19900008123" not in overview
    assert PASSWORD not in overview


def test_the_files_of_the_journey_are_the_real_ones():
    assert VILLAGES.stat().st_size > 1_000_000
