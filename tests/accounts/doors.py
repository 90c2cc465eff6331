"""The doors of signing in, as a browser goes through them."""

import re

from tests import cast

LOGIN, CODE, SET_UP = "/console/login/", "/console/login/code/", "/console/login/set-up/"
OWN = "/console/second-factor/"
# What a stranger must not reach, and somebody half signed in neither.
INSIDE = (
    "/console/",
    OWN,
    f"{OWN}set-up/",
    f"{OWN}codes/",
    f"{OWN}off/",
    "/console/password/",
    "/console/devices/",
    "/console/confirm/",
    "/console/accounts/",
    "/console/inbox/",
    "/console/pages/",
)


def sign_in(client, who="office", **extra):
    return client.post(LOGIN, {"username": who, "password": cast.PASSWORD, **extra})


def signed_in(client, phone=None):
    sign_in(client)
    if phone:
        client.post(CODE, {"code": phone.shows()})
    return client


def text(reply):
    return reply.content.decode()


def is_in(client):
    return client.get("/console/devices/").status_code == 200


def secret_of(page):
    """The key as the page writes it for people."""
    key = re.search(r'class="second-key">([A-Z2-7 ]+)<', page).group(1)
    assert {len(four) for four in key.split()} == {4}
    return key.replace(" ", "")
