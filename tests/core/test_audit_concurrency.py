"""The trail under real commits: many writers, rollbacks, long transactions, the command."""

import random
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import close_old_connections, connection, connections, transaction

from core import audit
from core.actor import Actor
from core.models import AuditEntry, AuditSeal
from tenants.context import county_context
from tests.conftest import A, B


def in_thread(work):
    """Run in a thread with a connection of its own, in 禾川县."""

    def run(*args):
        try:
            with county_context(A):
                return work(*args)
        finally:
            connections.close_all()
            close_old_connections()

    return run


@in_thread
def write(worker):
    rng = random.Random(worker)
    by = Actor(worker, f"{worker}号")
    for number in range(12):
        try:
            with transaction.atomic():
                audit.record(None, by=by, action="x", note=f"{worker}.{number}.a")
                with transaction.atomic():
                    audit.record(None, by=by, action="x", note=f"{worker}.{number}.b")
                if rng.random() < 0.3:
                    raise InterruptedError
        except InterruptedError:
            continue


def test_concurrent_writers_do_not_fork_the_chain(own_database):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(1, 9)))
    with county_context(A):
        report = audit.verify()
        assert report.ok, report.fault
        assert report.checked == AuditEntry.objects.count() == AuditSeal.objects.count()
        assert AuditEntry.objects.filter(action="x").count() > 50


def test_nobody_waits_for_a_long_transaction_of_somebody_else(own_database):
    with county_context(A):
        with transaction.atomic():
            first = audit.record(None, by=Actor(1, "甲"), action="x")
            second = in_thread(lambda: audit.record(None, by=Actor(2, "乙"), action="x"))
            with ThreadPoolExecutor(1) as pool:
                written = pool.submit(second).result(timeout=10)
        order = [
            seal.entry_id
            for seal in AuditSeal.objects.filter(entry_id__in=[first.pk, written.pk]).order_by(
                "seq"
            )
        ]
        assert order == [written.pk, first.pk]
        assert audit.verify().ok


def test_the_command_verifies_the_province_and_every_county(own_database):
    with county_context(A):
        entry = audit.record(None, by=Actor(1, "甲"), action="x")
    out = StringIO()
    call_command("audit", "verify", stdout=out)
    assert [line.split(":")[0] for line in out.getvalue().splitlines()] == [
        "省级平台",
        f"禾川县 {A}",
        f"云枞县 {B}",
    ]
    with county_context(A), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_auditentry DISABLE TRIGGER core_audit_keep_rows")
        cursor.execute("UPDATE core_auditentry SET actor_name = '乙' WHERE id = %s", [entry.pk])
        cursor.execute("ALTER TABLE core_auditentry ENABLE TRIGGER core_audit_keep_rows")
    with pytest.raises(CommandError) as failed:
        call_command("audit", "verify", "--all", stdout=StringIO())
    assert str(failed.value) == f"禾川县 {A}: 第{entry.pk}号操作记录被改动。"
    out = StringIO()
    call_command("audit", "verify", "--county", B, stdout=out)
    assert out.getvalue().startswith(f"云枞县 {B}")
    with pytest.raises(CommandError, match="没有代码为999999的县"):
        call_command("audit", "verify", "--county", "999999", stdout=StringIO())
