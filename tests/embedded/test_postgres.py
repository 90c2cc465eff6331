"""The embedded PostgreSQL after every kind of end it can have."""

import contextlib
import os
import signal
import stat
from pathlib import Path

import psycopg2
import pytest

from tenants.embedded import EmbeddedError, Home, Postgres, processes, services


def ask(server: Postgres, query: str, *, database: str = "countylink") -> object:
    """The first value of the query's first row."""
    connection = psycopg2.connect(server.url(database))
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def test_it_starts_answers_and_leaves_no_process(home: Home, postgres: Postgres) -> None:
    with services(home=home):
        assert ask(postgres, "SELECT 1") == 1
        pid = postgres.pid()
        assert processes.is_alive(pid)
    assert not postgres.answers()
    assert processes.working_in(postgres.folder) == []
    assert not processes.is_alive(pid)


def test_its_configuration_is_the_one_the_product_needs(home: Home, postgres: Postgres) -> None:
    with services(home=home):
        assert ask(postgres, "SHOW listen_addresses") == ""
        assert ask(postgres, "SHOW max_connections") == "200"
        assert ask(postgres, "SHOW max_locks_per_transaction") == "1024"
        assert ask(postgres, "SHOW server_encoding") == "UTF8"
        assert ask(postgres, "SELECT datlocale FROM pg_database LIMIT 1") == "C.UTF-8"
        assert ask(postgres, "SELECT upper('é')") == "É"
        assert stat.S_IMODE(home.sockets.stat().st_mode) == 0o700


def test_only_a_throw_away_server_does_not_wait_for_the_disk(
    home: Home, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    for volatile, expected in (("", "on"), ("1", "off")):
        monkeypatch.setenv("COUNTYLINK_DB_VOLATILE", volatile)
        with services(home=home):
            assert ask(postgres, "SHOW fsync") == expected
            assert ask(postgres, "SHOW full_page_writes") == expected


def test_a_second_start_keeps_the_data(home: Home, postgres: Postgres) -> None:
    with services(home=home):
        ask(postgres, "CREATE TABLE village (name text)")
        ask(postgres, "INSERT INTO village VALUES ('下湾村')")
    with services(home=home):
        assert ask(postgres, "SELECT name FROM village") == "下湾村"


def test_starting_twice_keeps_the_running_server(home: Home, postgres: Postgres) -> None:
    with services(home=home):
        pid = postgres.pid()
        postgres.start()
        assert postgres.pid() == pid


def test_after_a_killed_postmaster_it_starts_at_once_and_recovers(
    home: Home, postgres: Postgres
) -> None:
    with services(home=home):
        ask(postgres, "CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
        os.kill(postgres.pid(), signal.SIGKILL)
        postgres.start()
        assert ask(postgres, "SELECT count(*) FROM kept") == 1000


def test_a_pid_file_naming_a_stranger_does_not_stop_it(home: Home, postgres: Postgres) -> None:
    """After a power cut the number may belong to any process, here to the test itself."""
    with services(home=home):
        left = (postgres.folder / "postmaster.pid").read_text().splitlines()
    left[0] = str(os.getpid())
    (postgres.folder / "postmaster.pid").write_text("\n".join(left) + "\n")
    with services(home=home):
        assert ask(postgres, "SELECT 1") == 1


def test_a_half_made_data_folder_is_made_again(home: Home, postgres: Postgres) -> None:
    home.prepare()
    (postgres.folder.with_name("pg.new")).mkdir()
    (postgres.folder.with_name("pg.new") / "half").write_text("")
    postgres.folder.mkdir()
    with services(home=home):
        assert ask(postgres, "SELECT 1") == 1


def test_data_of_another_version_are_refused_with_a_sentence(
    home: Home, postgres: Postgres
) -> None:
    home.prepare()
    postgres.folder.mkdir()
    (postgres.folder / "PG_VERSION").write_text("14\n")
    with pytest.raises(EmbeddedError, match=r"made by PostgreSQL 14, installed is 18"):
        postgres.start()


def test_two_checkouts_run_side_by_side(tmp_path: Path) -> None:
    homes = [Home(tmp_path / name / ".data") for name in ("one", "two")]
    with services(home=homes[0]), services(home=homes[1]):
        for number, home in enumerate(homes):
            ask(Postgres(home), f"CREATE TABLE mine AS SELECT {number} AS n")
        assert [ask(Postgres(home), "SELECT n FROM mine") for home in homes] == [0, 1]
    assert not any(Postgres(home).answers() for home in homes)


def test_a_path_too_long_for_a_socket_gets_a_short_one(tmp_path: Path) -> None:
    deep = Home(tmp_path / ("very-" * 20 + "deep") / ".data")
    with services(broker=True, home=deep):
        assert ask(Postgres(deep), "SELECT 1") == 1
        assert len(os.fsencode(deep.sockets)) < 40
        assert stat.S_IMODE(deep.sockets.stat().st_mode) == 0o700
    deep.sockets.rmdir() if not list(deep.sockets.iterdir()) else None


def test_a_folder_for_sockets_made_by_somebody_else_is_refused(tmp_path: Path) -> None:
    deep = Home(tmp_path / ("very-" * 20 + "deep") / ".data")
    deep.sockets.symlink_to(tmp_path)
    try:
        with pytest.raises(EmbeddedError, match="belongs to somebody else"):
            deep.prepare()
    finally:
        deep.sockets.unlink()


def test_databases_are_made_once_and_dropped_with_their_sessions(
    home: Home, postgres: Postgres
) -> None:
    with services(home=home):
        assert postgres.create_database("county") is True
        assert postgres.create_database("county") is False
        session = psycopg2.connect(postgres.url("county"))
        postgres.drop_database("county")
        with pytest.raises(psycopg2.OperationalError):
            session.cursor().execute("SELECT 1")
        session.close()
