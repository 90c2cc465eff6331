"""Cases on a real server: fifty equal writes at once, and a kill around the commit."""

from __future__ import annotations

import http.client
import json
import uuid

import pytest

from core.models import Attachment
from operations.casework.models import Applicant, Case
from tenants import hosts
from tenants.context import CountyRef, county_context
from tests import cast
from tests.api.casework import BODY, png
from tests.api.test_server import all_the_same, at_once, killed, post, server


@pytest.fixture
def front(own_database) -> tuple[CountyRef, str]:
    """The token of the front desk."""
    county = hosts.by_code("980121")
    with county_context(county):
        return county, cast.token(cast.appoint("frontdesk"))


def rows(county: CountyRef) -> tuple[int, int, int]:
    """How many cases, applicants and files there are."""
    with county_context(county):
        return Case.objects.count(), Applicant.objects.count(), Attachment.objects.count()


def send_file(
    port: int, county: CountyRef, token: str, case_id: int, key: str
) -> tuple[int, bytes, str]:
    """One picture as a form; every time with another boundary, as programs do."""
    mark = uuid.uuid4().hex
    said = "Content-Disposition: form-data; name="
    kind = f'--{mark}\r\n{said}"kind"\r\n\r\nother\r\n'.encode()
    file = f'--{mark}\r\n{said}"file"; filename="a.png"\r\n\r\n'.encode()
    body = kind + file + png() + f"\r\n--{mark}--\r\n".encode()
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        link.request(
            "POST",
            f"/api/v1/cases/{case_id}/attachments/",
            body,
            {
                "Host": county.host or "",
                "Authorization": f"Bearer {token}",
                "Content-Type": f"multipart/form-data; boundary={mark}",
                "Idempotency-Key": key,
            },
        )
        reply = link.getresponse()
        return reply.status, reply.read(), reply.headers.get("Idempotency-Replayed", "")
    finally:
        link.close()


@pytest.mark.slow
def test_fifty_equal_registrations_and_uploads_at_once_are_one(front, own_database, tmp_path):
    county, token = front
    with server(own_database, tmp_path) as (port, _process):
        answers = at_once(lambda: post(port, county, "cases/", BODY, token=token, key="fifty"))
        all_the_same(answers, 201)
        assert rows(county) == (1, 1, 0)
        case_id = json.loads(answers[0][1])["id"]
        files = at_once(lambda: send_file(port, county, token, case_id, "file"))
    all_the_same(files, 201)
    assert rows(county) == (1, 1, 1)


@pytest.mark.slow
@pytest.mark.parametrize("before", [False, True])
def test_killed_around_the_commit_the_repeat_gives_one_case(front, own_database, tmp_path, before):
    county, token = front

    def send(port: int) -> tuple[int, bytes, str]:
        return post(port, county, "cases/", BODY, token=token, key="killed")

    killed(tmp_path, own_database, send, before=before)
    with server(own_database, tmp_path) as (port, _process):
        status, body, replayed = send(port)
    assert (status, replayed) == (201, "" if before else "true")
    assert json.loads(body)["state"] == "submitted"
    assert rows(county) == (1, 1, 0)
