"""10,000 stations from a table: dry run and commit, beside a bare COPY of as many rows."""

import io
import resource
from datetime import UTC, datetime

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from core import imports
from core.actor import Actor, Holding
from core.imports import services
from operations.stations.models import Station, Township, Village
from tenants.birth import county_create
from tenants.context import county_context
from tests.bench.result import Result, seconds

ROWS = 10_000
CODE = "980199"
ON = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
BY = Actor(1, "演示", frozenset({Holding("office")}))
TITLES = ["村代码", "站点名称", "详细地址", "站长姓名", "手机号", "验收日期"]


class Work:
    """A job that runs here."""

    by = BY

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Nobody watches."""

    def result(self, text: str, url: str = "") -> None:
        """Nobody reads."""


def villages() -> list[str]:
    """A hundred townships of a hundred villages."""
    towns = Township.objects.bulk_create(
        Township(code=f"{CODE}{n:03d}", name=f"演示{n}镇") for n in range(100, 200)
    )
    return [
        village.code
        for village in Village.objects.bulk_create(
            Village(code=f"{town.code}{n:03d}", name=f"演示{n}村", township=town)
            for town in towns
            for n in range(200, 300)
        )
    ]


def table(codes: list[str]) -> bytes:
    """The file as an office would upload it."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, TITLES)
    for n, code in enumerate(codes, start=1):
        phone = f"199{n:08d}"
        sheet.write_row(n, 0, [code, f"演示站{n}", f"演示路{n}号", "祝青禾", phone, "2025-06-18"])
    book.close()
    return buffer.getvalue()


def written() -> float:
    """The rows as stored, by COPY into a table without indexes: the floor."""
    if Station.objects.count() != ROWS:
        raise RuntimeError(f"{Station.objects.count()} stations instead of {ROWS}")
    with connection.cursor() as cursor:
        out = io.StringIO()
        cursor.copy_expert("COPY stations_station TO STDOUT", out)
        cursor.execute("CREATE TEMP TABLE floor (LIKE stations_station)")
        out.seek(0)
        return seconds(lambda: cursor.copy_expert("COPY floor FROM STDIN", out))


def run() -> Result:
    """Judge and write the file once; memory is the process's highest."""
    county_create(
        code=CODE,
        name="演示县",
        host="bench.localhost",
        admin_phone="19900001001",
        by=Actor.system("bench"),
        on=ON,
    )
    with county_context(CODE):
        file = SimpleUploadedFile("站点.xlsx", table(villages()))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        # Never committed, so that no worker is asked for.
        with transaction.atomic():
            made = imports.import_upload(spec_key="stations", upload=file, by=BY, at=ON)
            judging = seconds(lambda: services.import_dry_run(run_id=made.pk, job=Work()))
            type(made).objects.filter(pk=made.pk).update(state="applying", mode="all")
            writing = seconds(lambda: services.import_apply(run_id=made.pk, mode="all", job=Work()))
            # Before the floor: its copy of the table is the bench's own.
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            floor = written()
            transaction.set_rollback(True)
    return Result(
        name="station_import",
        unit="s",
        ours=judging + writing,
        floor=floor,
        context=f"{ROWS} rows: dry run {judging:.1f} s, commit {writing:.1f} s; "
        f"memory {peak / 1024:.0f} MB at most, {before / 1024:.0f} MB before",
    )
