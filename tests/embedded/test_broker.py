"""The embedded broker, and the files that stand in for it."""

import os
import signal
from pathlib import Path

import psycopg2
import pytest
from kombu import Connection
from redis import Redis

from tenants.embedded import Broker, Home, Postgres, services
from tenants.embedded import broker as broker_module

CELERY_URL = "redis+socket://{socket}"


def test_a_message_passes_and_the_server_leaves_no_process(home: Home, broker: Broker) -> None:
    with services(postgres=False, broker=True, home=home):
        with Connection(CELERY_URL.format(socket=broker.socket)) as connection:
            queue = connection.SimpleQueue("words")
            queue.put("下湾村")
            assert queue.get(timeout=5).payload == "下湾村"
            queue.close()
        assert broker.redis_url() == f"unix://{broker.socket}"
    assert not broker.answers()


def test_addresses_survive_spaces_signs_and_chinese(tmp_path: Path) -> None:
    home = Home(tmp_path / "我的 50% #1" / "县村通" / ".data")
    with services(broker=True, home=home):
        psycopg2.connect(Postgres(home).url()).close()
        url = Broker(home).redis_url()
        assert Redis.from_url(url).ping()
        address = url.replace("unix://", "redis+socket://")
        with Connection(address) as connection:
            connection.SimpleQueue("words").put("下湾村")


def test_messages_outlive_a_stop(home: Home, broker: Broker) -> None:
    address = CELERY_URL.format(socket=broker.socket)
    with services(postgres=False, broker=True, home=home), Connection(address) as connection:
        connection.SimpleQueue("words").put("kept")
    with services(postgres=False, broker=True, home=home), Connection(address) as connection:
        message = connection.SimpleQueue("words").get(timeout=5)
        assert message.payload == "kept"


def test_after_a_kill_it_starts_again(home: Home, broker: Broker) -> None:
    with services(postgres=False, broker=True, home=home):
        os.kill(broker.pid(), signal.SIGKILL)
        broker.start()
        assert broker.answers()


def test_without_a_program_messages_pass_through_files(
    home: Home, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker_module, "program", lambda: None)
    with services(postgres=False, broker=True, home=home):
        assert broker.redis_url() == ""
        options = broker.filesystem_transport()
        assert all(Path(options[key]).is_dir() for key in ("data_folder_in", "control_folder"))
        with Connection("filesystem://", transport_options=options) as connection:
            queue = connection.SimpleQueue("words")
            queue.put("下湾村")
            assert queue.get(timeout=5).payload == "下湾村"
            queue.close()
