"""The pages of accounts: who sees what, and one call behind each form."""

import pytest
from django.utils import timezone

from accounts import words
from accounts.models import Grant, Invitation, User
from core.models.audit import AuditEntry
from tenants.context import county_context
from tests import cast


@pytest.fixture
def people(in_county_a):
    posts = ("county_admin", "director", "office", "staff", "station_mgr")
    return {post: cast.appoint(post) for post in posts}


@pytest.fixture
def admin(people, county_a, client_for):
    return client_for(county_a, people["county_admin"])


def text(reply, status=200):
    assert reply.status_code == status, reply.content.decode()[:2000]
    return reply.content.decode()


def test_the_list_shows_posts_and_masks_phones(admin, people):
    page = text(admin.get("/console/accounts/"))
    assert "祝望舒" in page
    assert "199****" in page
    assert people["director"].phone not in page


@pytest.mark.handbook(156)
def test_the_list_is_searched_by_whole_phone(admin, people):
    page = text(admin.get("/console/accounts/", {"q": people["director"].phone}))
    assert "祝望舒" in page
    assert "蔺小满" not in page
    assert "祝望舒" not in text(admin.get("/console/accounts/", {"q": "2001"}))


def test_closed_and_open_accounts_are_told_apart(admin, people, county_a):
    admin.post(f"/console/accounts/{people['staff'].pk}/close/", {"reason": "离任"})
    assert "卜小满" in text(admin.get("/console/accounts/", {"state": "closed"}))
    assert "卜小满" not in text(admin.get("/console/accounts/", {"state": "active"}))
    admin.post(f"/console/accounts/{people['staff'].pk}/reopen/", {"reason": "返聘"})
    with county_context(county_a):
        assert User.objects.get(username="staff").is_active


def test_others_are_refused_with_the_posts_that_may(people, county_a, client_for):
    office = client_for(county_a, people["office"])
    for address in ("", "invite/", f"{people['staff'].pk}/grant/", f"{people['staff'].pk}/close/"):
        assert office.get(f"/console/accounts/{address}").status_code in (403, 404)
    assert office.get(f"/console/accounts/{people['office'].pk}/").status_code == 200


def test_not_yours_is_404(people, county_a, client_for):
    office = client_for(county_a, people["office"])
    assert office.get(f"/console/accounts/{people['staff'].pk}/").status_code == 404


def test_inviting_shows_the_link_once(admin, county_a, client_for):
    reply = admin.post(
        "/console/accounts/invite/",
        {"name": "鄢知秋", "phone": "199 0000 8888", "post": "editor", "scope": "centre:"},
    )
    assert reply.headers["Location"] == "/console/accounts/link/"
    page = text(admin.get("/console/accounts/link/"))
    link = page.split('value="http://', 1)[1].split('"', 1)[0]
    assert "/invite/" not in text(admin.get("/console/accounts/link/"))
    path = link[link.index("/invite/") :]
    guest = client_for(county_a)
    assert "鄢知秋" in text(guest.get(path))
    new = {"new_password": "竹林 里 的 Lamp 7", "new_password_again": "竹林 里 的 Lamp 7"}
    taken = guest.post(path, {"name": "鄢知秋", "username": "office", **new})
    assert "door__error" in text(taken)
    assert guest.post(path, {"name": "鄢知秋", "username": "zhiqiu", **new}).status_code == 302
    assert guest.get("/console/devices/").status_code == 200
    assert text(client_for(county_a).get(path), 410)


def test_a_link_of_one_county_is_nothing_in_another(admin, county_b, client_for):
    admin.post(
        "/console/accounts/invite/",
        {"name": "鄢知秋", "phone": "19900008888", "post": "editor", "scope": "centre:"},
    )
    page = text(admin.get("/console/accounts/link/"))
    path = page[page.index("/invite/") :].split('"', 1)[0]
    assert client_for(county_b).get(path).status_code == 410


def test_a_bad_phone_is_a_sentence_at_its_field(admin, county_a):
    page = text(
        admin.post(
            "/console/accounts/invite/",
            {"name": "鄢知秋", "phone": "1990", "post": "editor", "scope": "centre:"},
        )
    )
    assert "11" in page
    with county_context(county_a):
        assert not Invitation.objects.filter(name="鄢知秋").exists()


@pytest.mark.handbook(0)
def test_a_refused_pair_names_its_clause(admin, people, county_a):
    address = f"/console/accounts/{people['staff'].pk}/grant/"
    data = {
        "scope": "centre:",
        "from_date": timezone.localdate().isoformat(),
        "reason": "兼任",
    }
    admin.post(address, {**data, "post": "finance"})
    page = text(admin.post(address, {**data, "post": "cashier"}))
    assert "手册第0条" in page
    with county_context(county_a):
        assert not Grant.objects.filter(post="cashier").exists()


def test_a_post_is_revoked_with_its_reason(admin, people, county_a):
    with county_context(county_a):
        grant = people["office"].grants.get()
    base = f"/console/accounts/{people['office'].pk}/grants/{grant.pk}/revoke/"
    assert text(admin.get(base))
    assert admin.post(base, {"reason": "调岗"}).status_code == 302
    assert "调岗" in text(admin.get(f"/console/accounts/{people['office'].pk}/"))
    wrong = f"/console/accounts/{people['staff'].pk}/grants/{grant.pk}/revoke/"
    assert admin.post(wrong, {"reason": "试"}).status_code == 404


@pytest.mark.handbook(152)
def test_seeing_a_phone_needs_a_reason_and_is_on_record(admin, people, county_a):
    address = f"/console/accounts/{people['director'].pk}/reveal/"
    assert admin.post(address, {"reason": ""}).status_code == 200
    shown = admin.post(address, {"reason": "核对联系方式"}, follow=True)
    assert people["director"].phone in shown.content.decode()
    with county_context(county_a):
        entry = AuditEntry.objects.get(action="privacy.reveal")
        assert entry.note == "核对联系方式"
        assert people["director"].phone not in str(vars(entry))


@pytest.mark.handbook(152)
def test_a_director_does_not_see_phones(people, county_a, client_for):
    director = client_for(county_a, people["director"])
    assert director.get(f"/console/accounts/{people['office'].pk}/").status_code == 200
    assert director.get(f"/console/accounts/{people['office'].pk}/reveal/").status_code == 403


def test_changing_data_keeps_the_phone_unless_a_new_one_is_given(admin, people, county_a):
    address = f"/console/accounts/{people['office'].pk}/change/"
    assert "19900" not in text(admin.get(address))
    admin.post(address, {"name": "蔺小满", "phone": "", "email": "a@example.org"})
    with county_context(county_a):
        assert User.objects.get(username="office").phone == people["office"].phone
    admin.post(address, {"name": "蔺小满", "phone": "19911113333", "email": ""})
    with county_context(county_a):
        assert User.objects.get(username="office").phone_last4 == "3333"


def test_a_password_link_is_made_for_who_forgot(admin, people):
    reply = admin.post(f"/console/accounts/{people['office'].pk}/password-link/")
    assert reply.headers["Location"] == "/console/accounts/link/"
    assert "/invite/" in text(admin.get("/console/accounts/link/"))


def test_links_are_withdrawn(admin, county_a):
    with county_context(county_a):
        invitation = Invitation.objects.get(name="卜禾青")
    Invitation.objects.filter()
    address = f"/console/accounts/invitations/{invitation.pk}/withdraw/"
    assert admin.post(address).status_code == 404  # expired long ago: born in 2025
    admin.post(
        "/console/accounts/invite/",
        {"name": "鄢知秋", "phone": "19900008888", "post": "editor", "scope": "centre:"},
    )
    with county_context(county_a):
        fresh = Invitation.objects.get(name="鄢知秋")
    assert admin.post(address.replace(str(invitation.pk), str(fresh.pk))).status_code == 302
    with county_context(county_a):
        fresh.refresh_from_db()
        assert fresh.withdrawn_at is not None


def test_who_may_do_what_is_made_from_the_tables(admin, people):
    from core.lifecycle import REGISTERED

    page = text(admin.get("/console/who-may/"))
    for lifecycle in REGISTERED.values():
        for move in lifecycle.moves:
            assert str(move.label) in page.replace("&amp;", "&"), move.action
    assert "<form" not in page[page.index("accounts-process") :]
    assert "<span>system</span>" not in page
    assert '<td class="accounts-who">电商办、办公区专员、站长</td>' in page
    by_person = text(admin.get("/console/who-may/?by=person"))
    assert "祝望舒" in by_person


def test_the_list_costs_the_same_for_many(admin, people, county_a, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        text(admin.get("/console/accounts/"))


def test_wagtails_own_user_pages_are_closed(admin):
    for address in ("/console/users/", "/console/groups/", "/console/users/new/"):
        assert admin.get(address).status_code in (302, 403, 404)


def test_a_post_that_ends_before_it_begins_is_a_sentence_at_its_field(admin, people, county_a):
    today = timezone.localdate()
    page = text(
        admin.post(
            f"/console/accounts/{people['staff'].pk}/grant/",
            {
                "post": "duty",
                "scope": "centre:",
                "from_date": today.isoformat(),
                "to_date": today.replace(year=today.year - 1, day=1).isoformat(),
                "reason": "值班",
            },
        )
    )
    assert "结束日期不能早于开始日期。" in page
    with county_context(county_a):
        assert not Grant.objects.filter(post="duty").exists()


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Linux; Android 13) Chrome/120 MicroMessenger/8.0", "安卓手机 · 微信"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17) Version/17 Safari/604", "iPhone · Safari"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Windows 电脑 · Edge"),
        ("curl/8.5", "未知设备"),
    ],
)
def test_a_device_is_called_what_its_owner_calls_it(agent, said):
    assert words.device(agent) == said
