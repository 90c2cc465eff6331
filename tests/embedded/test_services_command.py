"""`manage.py services`: the embedded servers of a home of its own, looked at and handled."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tenants.embedded import Broker, Home, Postgres, processes, services
from tenants.embedded import broker as broker_module
from tests.embedded import CHECKOUT
from tests.embedded.conftest import Hold


@pytest.fixture(autouse=True)
def _here(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command works on this home."""
    monkeypatch.setenv("COUNTYLINK_DATA_DIR", str(home.data))


def said(*words: str) -> list[str]:
    out = StringIO()
    call_command("services", *words, stdout=out)
    return out.getvalue().splitlines()


def test_what_does_not_run_is_called_stopped_and_is_not_started(
    postgres: Postgres, broker: Broker
) -> None:
    assert said("status") == ["broker：已停止", "postgres：已停止"]
    assert said("stop") == ["broker：已停止", "postgres：已停止"]
    assert not postgres.answers()
    assert not broker.answers()


def test_what_runs_is_shown_with_its_process_and_address(
    home: Home, postgres: Postgres, broker: Broker
) -> None:
    with services(postgres=True, broker=True, home=home):
        lines = said("status")
        assert lines == [
            f"broker：运行中，进程 {broker.pid()}，地址 {broker.redis_url()}",
            f"postgres：运行中，进程 {postgres.pid()}，地址 {postgres.url()}",
        ]
        assert processes.is_alive(postgres.pid())


def test_where_files_stand_in_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker_module, "program", lambda: None)
    assert said("status")[0] == "broker：未启用服务，以文件代替"
    assert said("stop")[0] == "broker：未启用服务，以文件代替"


def test_what_somebody_uses_is_stopped_by_force_only(
    home: Home, broker: Broker, hold: Hold
) -> None:
    hold(home)
    with pytest.raises(CommandError) as refused:
        said("stop")
    assert str(refused.value) == ("broker 正被其他命令使用。请先结束该命令，或加上 --force。")
    assert broker.answers()
    assert said("stop", "--force") == ["broker：已停止", "postgres：已停止"]
    assert not broker.answers()


def test_a_server_left_behind_by_a_kill_is_stopped(
    home: Home, postgres: Postgres, hold: Hold
) -> None:
    holder = hold(home, "postgres")
    holder.kill()
    holder.wait()
    pid = postgres.pid()
    assert postgres.answers()
    assert said("stop")[-1] == "postgres：已停止"
    assert not processes.is_alive(pid)


def test_psql_opens_the_database_and_leaves_no_server(home: Home, postgres: Postgres) -> None:
    """As a process: psql writes to the terminal itself."""
    words = ["services", "psql", "--", "-Atc", "SELECT current_database() || '!'"]
    ran = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.returncode) == ("countylink!\n", 0), ran.stderr
    assert not postgres.answers()


def test_a_failed_psql_fails_the_command(
    home: Home, postgres: Postgres, capfd: pytest.CaptureFixture[str]
) -> None:
    said("psql", "--", "-Atc", "SELECT 6 * 7")
    assert capfd.readouterr().out == "42\n"
    with pytest.raises(SystemExit) as ended:
        said("psql", "--", "-Atc", "SELECT 6 *")
    assert ended.value.code == 1
    assert not postgres.answers()


def test_a_home_that_cannot_be_used_is_a_sentence(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    taken = tmp_path / "elsewhere"
    taken.mkdir()
    sockets = tmp_path / "sockets"
    sockets.symlink_to(taken)
    monkeypatch.setattr(Home, "sockets", property(lambda home: sockets))
    with pytest.raises(CommandError) as refused:
        said("psql", "--", "-Atc", "SELECT 1")
    assert str(sockets) in str(refused.value)
    assert not home.data.joinpath("pg").exists()
