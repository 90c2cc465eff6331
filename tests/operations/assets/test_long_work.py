"""Ten thousand cards: a month charged and the ledger as a file, by a real worker, each once."""

import csv
import io
import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from core.jobs import services as job_services
from core.models.jobs import Job
from operations.assets.models import Asset, Depreciation, DepreciationMonth
from operations.assets.rules import wearing as rules
from tenants.context import county_context
from tenants.embedded.processes import wait_until
from tests import cast
from tests.conftest import A
from tests.operations.assets.conftest import computers, department
from tests.oversight.worker import START_SECONDS, Worker
from tests.told import tell

CARDS = 10_000
MONTH = date(2026, 3, 1)
MOST_SECONDS = 5


def card(number, klass, brand):
    """One of many, of another price and age than the next."""
    return Asset(
        number=f"批-{number:05d}", name="笔记本电脑", asset_class=klass, model="启明14",
        spec="16G", manufacturer="启明", dealer="商行", buyer_name="邰", accepter_name="鄢",
        department=brand, user_name="无（库存）", place="一楼", warranty="三年",
        funds="county", price=Decimal(200_000 + 7919 * (number % 500)) / 100,
        booked_date=date(2018 + number % 8, 1 + number % 12, 10),
    )  # fmt: skip


@pytest.fixture
def worker(own_database, tmp_path, monkeypatch, settings):
    """A worker with the county's folder; jobs are sent to it instead of run at once."""
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    made = Worker(own_database, tmp_path)

    def send(job):
        made.send(job.task, place=A, kwargs={"job_id": str(job.pk), **job.kwargs})

    monkeypatch.setattr(job_services, "_send", send)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def cards(worker):
    """So many; finance is there. The worker starts meanwhile."""
    with county_context(A):
        cast.appoint("finance")
        klass, brand = computers(), department()
        made = [card(number, klass, brand) for number in range(CARDS)]
        Asset.objects.bulk_create(made, batch_size=2000)
        return made


def clicks(ask, number=2):
    """Several at once, each on a connection of its own; where they lead."""

    def one(_):
        try:
            return ask(signed_in())["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def signed_in():
    with county_context(A) as county:
        client = Client(HTTP_HOST=county.host, SERVER_NAME=county.host)
        client.force_login(cast.appoint("finance"))
    return client


def finished(worker, **of):
    """The one job, when it has ended well."""

    def ended():
        with county_context(A):
            return Job.objects.get(**of).is_over

    assert wait_until(ended, seconds=START_SECONDS, pause=0.05), worker.said
    with county_context(A):
        job = Job.objects.get(**of)
    assert (job.state, job.error) == ("done", "")
    return job


def recomputed(cards):
    """As a spreadsheet has it: card by card."""
    return sum(
        rules.worn(
            price=one.price,
            years=one.asset_class.years,
            months=rules.months_worn(booked=one.booked_date, month=MONTH, regime="institution"),
            regime="institution",
        )
        for one in cards
        if one.booked_date < date(2026, 4, 1)
    )


@pytest.mark.slow
@pytest.mark.handbook(79, 152)
def test_a_month_and_the_ledgers_file_are_made_by_a_worker_once(cards, worker):
    charge, ledger = reverse("assets:charge"), reverse("assets:index")
    to_job = clicks(lambda client: client.post(charge, {"month": "2026-03"}))
    assert len(set(to_job)) == 1
    job = finished(worker, task="assets.charge_month")
    seconds = (job.finished_at - job.started_at).total_seconds()
    tell(f"后台计提{CARDS}项资产一个月的折旧：{seconds:.2f} 秒")
    assert seconds <= MOST_SECONDS
    with county_context(A):
        made = DepreciationMonth.objects.get()
        assert Depreciation.objects.count() == made.count
    assert made.total == recomputed(cards)
    client = signed_in()
    page = client.get(to_job[0]).content.decode()
    assert f"{made.count:,} 项资产" in page
    assert f"¥{made.total:,.2f}" in page

    begun = time.monotonic()
    to_file = clicks(lambda client: client.get(f"{ledger}?export=csv"))
    assert len(set(to_file)) == 1
    job = finished(worker, task="console.make_list")
    tell(f"后台导出{CARDS}张卡片：{time.monotonic() - begun:.1f} 秒")
    address = re.search(r'href="([^"]+/file/)"', client.get(to_file[0]).content.decode())
    assert address is not None
    content = b"".join(client.get(address[1]).streaming_content).decode("utf-8-sig")
    with county_context(A):
        job.result_file.delete(save=False)
    rows = list(csv.reader(io.StringIO(content)))
    assert len(rows) == CARDS + 3
    summed = dict(zip(rows[0], rows[-2], strict=True))
    assert Decimal(summed["累计折旧"]) == made.total
    assert Decimal(summed["价格（元）"]) == sum(one.price for one in cards)
