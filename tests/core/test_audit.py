"""The trail: what is written, how it reads, and that nobody can touch it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.utils.translation import gettext_lazy

from core import audit
from core.actor import Actor
from core.audit import words
from core.clauses import R
from core.models import AuditEntry, AuditHead, AuditSeal, NumberSeries


class Colour(models.TextChoices):
    RED = "red", "红"


def test_an_entry_says_who_did_what_from_where_and_by_which_rule(record, drafter, now):
    by = Actor(1, drafter.name, drafter.holdings, address="10.0.0.7", device="Firefox")
    audit.record(record, by=by, action="person.change", note="改错字", clauses=[R(57)], at=now)
    [entry] = audit.timeline(record)
    assert (entry.actor_id, entry.actor_name, entry.at) == (1, "柏小满", now)
    assert (entry.address, entry.device, entry.note) == ("10.0.0.7", "Firefox", "改错字")
    assert (entry.record_type, entry.record_text) == ("staff.person", "鄢望舒")
    assert entry.clause_labels == ["手册第57条"]
    assert audit.last(record) == entry
    assert str(entry).endswith("柏小满 person.change")


def test_a_deputys_entry_names_both(record, drafter, director):
    entry = audit.record(record, by=drafter.in_place_of(director), action="number.void")
    assert (entry.actor_id, entry.acting_for_id) == (1, 4)
    assert entry.signature == "柏小满(代祝望舒)"
    assert entry.headline == "编号作废"
    for user_id in (1, 4):
        assert list(audit.of_actor(user_id)) == [entry]


def test_an_act_without_a_record_is_written_too(in_county_a):
    entry = audit.record(None, by=Actor.system("夜间任务"), action="report.lock")
    entry.refresh_from_db()
    assert (entry.record_type, entry.record_id, entry.actor_id) == ("", "", None)
    assert entry.signature == "夜间任务"


def test_changes_read_as_words(in_county_a, drafter):
    entry = audit.record(
        NumberSeries(pk=1, code="letter"),
        by=drafter,
        action="number.configure",
        changes={
            "prefix": (date(2026, 1, 5), date(2026, 1, 6)),
            "to": "祝望舒",
            "flag": True,
            "unset": False,
            "colour": (Colour.RED, None),
            "amount": Decimal("2000.00"),
            "marbles": 3,
            "steps": ["拟稿", "核稿"],
            "seen": {"b", "a"},
            "pair": {"old": 1},
            "nothing": "",
            "lazy": gettext_lazy("Deputy"),
        },
    )
    entry.refresh_from_db()
    assert set(entry.sentences) == {
        "前缀:2026-01-05 → 2026-01-06",
        "对象:祝望舒",
        "flag:是",
        "unset:否",
        "colour:红 → (空)",
        "amount:2000.00",
        "marbles:3",
        "steps:拟稿、核稿",
        "seen:a、b",
        "pair:old 1",
        "nothing:(空)",
        "lazy:代理人",
    }


def test_what_only_proves_is_not_read_out(in_county_a, drafter):
    entry = audit.record(
        None,
        by=drafter,
        action="attachment.add",
        changes={"attachment": "5f0c", "kind": "inside", "sha256": "0" * 64, "marbles": 3},
    )
    assert entry.sentences == ["marbles:3"]
    assert entry.changes["sha256"] == "0" * 64


def test_words_of_no_record_and_of_lost_models_stay_themselves(in_county_a, drafter):
    entry = audit.record(None, by=drafter, action="x.y", changes={"weight": 5})
    assert entry.sentences == ["weight:5"]
    entry.record_type = "gone.model"
    assert entry.sentences == ["weight:5"]


def test_actions_read_by_their_name_their_move_or_as_they_are(in_county_a):
    assert words.action_label("inbox.hand_over") == "转办"
    assert words.action_label("person.confirm") == str(
        next(m.label for m in _person().moves if m.action == "confirm")
    )
    assert words.action_label("nothing.known") == "nothing.known"
    assert words.is_named("inbox.hand_over")
    assert words.is_named("person.confirm")
    assert not words.is_named("person.fly")


def _person():
    from operations.staff.lifecycle import PERSON

    return PERSON


@pytest.mark.handbook(0)
def test_a_move_writes_its_states_and_who_stood_in(record, people, leader, now):
    from core.lifecycle import Lifecycle, Move
    from operations.staff.lifecycle import States

    moves = (Move("accept", (States.JOINING,), States.ACTIVE, ("office",), R(122), four_eyes=True),)
    record.created_by_id = 2
    Lifecycle("form", States, moves, registered=False).apply(record, "accept", by=leader, at=now)
    entry = audit.record(record, by=leader, action="form.accept", clauses=[R(122)])
    assert entry.sentences == [f"状态:{States.JOINING.label} → {States.ACTIVE.label}"]
    assert entry.clauses == [122, 0]
    assert audit.record(record, by=leader, action="form.other").changes == {}


def test_many_entries_are_written_at_once(record, drafter, now):
    drafts = [audit.Draft(record, "import.apply", note=str(n), clauses=(R(1),)) for n in range(3)]
    assert len(audit.record_many(drafts, by=drafter)) == 3
    assert [entry.note for entry in audit.timeline(record)] == ["0", "1", "2"]
    assert audit.verify().ok


def test_texts_the_database_refuses_are_made_fit(record, drafter):
    entry = audit.record(
        record, by=drafter, action="x", note="a\0b\ud800", changes={"k\0": {"a\0": "\udfff"}}
    )
    entry.refresh_from_db()
    assert entry.note == "ab?"
    assert entry.changes == {"k": {"a": "?"}}
    assert audit.verify().ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditentry SET note = 'x'",
        "DELETE FROM core_auditentry",
        "TRUNCATE core_auditentry",
        "UPDATE core_auditseal SET hash = 'x'",
        "DELETE FROM core_auditseal",
        "TRUNCATE core_auditseal",
        "DELETE FROM core_audithead",
        "TRUNCATE core_audithead",
    ],
)
def test_the_database_refuses_to_change_the_trail(record, drafter, statement):
    audit.record(record, by=drafter, action="x")
    assert audit.verify().ok  # seals what this transaction wrote
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


# --- The chain ---


@pytest.fixture
def chain(record, drafter):
    """Five sealed entries."""
    before = AuditSeal.objects.count()
    for number in range(5):
        audit.record(record, by=drafter, action="x", note=f"{number}", changes={"n": number})
    report = audit.verify()
    assert report.ok
    assert report.checked == before + 5
    assert report.head == AuditHead.objects.get().hash
    return list(AuditSeal.objects.order_by("seq"))[-5:]


def tamper(*statements):
    """Do what only somebody at the database itself could do."""
    tables = ("core_auditentry", "core_auditseal", "core_audithead")
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_one_altered_byte_is_named(chain):
    bad = chain[2]
    tamper(f"UPDATE core_auditentry SET note = note || ' ' WHERE id = {bad.entry_id}")
    report = audit.verify()
    assert (report.ok, report.seq, report.entry_id) == (False, bad.seq, bad.entry_id)
    assert report.fault == f"第{bad.entry_id}号操作记录被改动。"
    assert report.checked == bad.seq - 1


@pytest.mark.parametrize(
    "change",
    [
        "at = at + interval '1 microsecond'",
        "actor_id = 99",
        "actor_name = '别人'",
        "acting_for_name = '别人'",
        "address = '::1'",
        "changes = '{}'",
        "clauses = '[1]'",
        "record_id = '99'",
    ],
)
def test_every_column_counts(chain, change):
    tamper(f"UPDATE core_auditentry SET {change} WHERE id = {chain[3].entry_id}")
    assert audit.verify().entry_id == chain[3].entry_id


def test_an_altered_entry_with_a_digest_to_fit_breaks_its_link(chain):
    entry = AuditEntry.objects.get(pk=chain[1].entry_id)
    entry.note = "forged"
    from core.audit.writing import digest

    tamper(
        f"UPDATE core_auditentry SET note = 'forged', digest = '{digest(entry)}' "
        f"WHERE id = {entry.pk}"
    )
    report = audit.verify()
    assert (report.seq, report.entry_id) == (chain[1].seq, entry.pk)
    assert "不符" in report.fault


def test_a_rewritten_link_breaks_the_next(chain):
    from core.audit.chain import link

    seal = chain[1]
    digest = AuditEntry.objects.get(pk=seal.entry_id).digest
    forged = link(prev_hash="f" * 64, seq=seal.seq, entry_id=seal.entry_id, digest=digest)
    tamper(
        f"UPDATE core_auditseal SET prev_hash = '{'f' * 64}', hash = '{forged}' "
        f"WHERE seq = {seal.seq}"
    )
    report = audit.verify()
    assert report.seq == seal.seq
    assert "不衔接" in report.fault


def test_a_deleted_entry_is_named(chain):
    tamper(f"DELETE FROM core_auditentry WHERE id = {chain[2].entry_id}")
    report = audit.verify()
    assert report.fault == f"第{chain[2].entry_id}号操作记录被删除。"


def test_a_deleted_entry_with_its_link_is_named(chain):
    tamper(
        f"DELETE FROM core_auditentry WHERE id = {chain[2].entry_id}",
        f"DELETE FROM core_auditseal WHERE seq = {chain[2].seq}",
    )
    report = audit.verify()
    assert (report.seq, report.entry_id) == (chain[2].seq, None)
    assert report.fault == f"第{chain[2].seq}号链记录缺失。"


def test_reordered_entries_are_named(chain):
    first, second = chain[1].entry_id, chain[2].entry_id
    tamper(
        f"UPDATE core_auditentry SET id = 900001 WHERE id = {first}",
        f"UPDATE core_auditentry SET id = {first} WHERE id = {second}",
        f"UPDATE core_auditentry SET id = {second} WHERE id = 900001",
    )
    assert audit.verify().seq == chain[1].seq


def test_a_cut_off_end_is_named(chain):
    tamper(
        f"DELETE FROM core_auditentry WHERE id = {chain[4].entry_id}",
        f"DELETE FROM core_auditseal WHERE seq = {chain[4].seq}",
    )
    report = audit.verify()
    assert report.seq == chain[4].seq
    assert f"止于第{chain[3].seq}号" in report.fault


def test_a_chain_without_its_head_is_named(chain):
    tamper("DELETE FROM core_audithead")
    assert "链头所记为第0号" in audit.verify().fault


def test_a_head_that_says_something_else_is_named(chain):
    tamper("UPDATE core_audithead SET hash = repeat('e', 64)")
    assert not audit.verify().ok


def test_links_past_the_head_are_named(chain):
    tamper(f"UPDATE core_audithead SET seq = {chain[3].seq}, hash = '{chain[3].hash}'")
    assert not audit.verify().ok


def test_an_entry_put_in_past_the_triggers_is_named(chain):
    tamper(
        "INSERT INTO core_auditentry (at, action, record_type, record_id, record_text, actor_name,"
        " acting_for_name, address, device, note, changes, clauses, digest, transaction_id)"
        " VALUES (now(), 'x', '', '', '', 'x', '', '', '', '', '{}', '[]', '', 0)"
    )
    report = audit.verify()
    assert report.entry_id == AuditEntry.objects.order_by("-id").first().pk
    assert "绕过系统" in report.fault


def test_long_chains_are_read_in_parts(chain, monkeypatch):
    monkeypatch.setattr("core.audit.chain.CHUNK", 2)
    assert audit.verify().checked == chain[-1].seq


def test_an_empty_chain_is_sound(in_county_a):
    tamper(
        "DELETE FROM core_audithead", "DELETE FROM core_auditseal", "DELETE FROM core_auditentry"
    )
    report = audit.verify()
    assert report.ok
    assert report.checked == 0
    assert str(AuditHead(seq=1, hash="ab" * 32)) == "1 abababababab"
    assert str(AuditSeal(seq=1, hash="ab" * 32)) == "1 abababababab"


def test_the_trail_of_one_county_is_not_the_others(county_a, county_b, drafter):
    from tenants.context import county_context

    with county_context(county_a):
        audit.record(None, by=drafter, action="x")
        here = audit.verify().checked
        seen = AuditEntry.objects.count()
    with county_context(county_b):
        assert AuditEntry.objects.filter(action="x").count() == 0
        assert audit.verify().ok
    assert seen == here


def test_times_are_compared_in_one_zone(record, drafter, now):
    from zoneinfo import ZoneInfo

    entry = audit.record(record, by=drafter, action="x", at=now)
    before = entry.canonical()
    entry.at = now.astimezone(ZoneInfo("Asia/Shanghai"))
    assert entry.canonical() == before
    entry.at += timedelta(seconds=1)
    assert entry.canonical() != before
