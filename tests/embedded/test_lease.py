"""Last one out stops the server, whatever way the others left."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from tenants.embedded import Broker, Home, Lease, Postgres, processes, services
from tests.embedded import CHECKOUT
from tests.embedded.conftest import Hold, leave


def test_the_server_lives_until_the_last_holder_leaves(
    home: Home, broker: Broker, hold: Hold
) -> None:
    first, second = hold(home), hold(home)
    leave(first)
    assert broker.answers()
    leave(second)
    assert not broker.answers()


def test_a_killed_holder_leaves_no_lock(home: Home, broker: Broker, hold: Hold) -> None:
    killed, other = hold(home), hold(home)
    killed.kill()
    killed.wait()
    assert broker.answers()
    leave(other)
    assert not broker.answers()


def test_a_server_orphaned_by_a_kill_is_used_and_then_stopped(
    home: Home, postgres: Postgres, hold: Hold
) -> None:
    killed = hold(home, "postgres")
    killed.kill()
    killed.wait()
    pid = postgres.pid()
    assert postgres.answers()
    with services(home=home):
        assert postgres.pid() == pid
    assert not processes.is_alive(pid)


def test_a_terminated_command_leaves_in_order(home: Home, broker: Broker) -> None:
    """`ensure` turns `kill` into an exit; Python would otherwise skip its exits."""
    script = (
        "import time; from tenants import embedded\n"
        "embedded.ensure(postgres=False, broker=True)\n"
        "print('up', flush=True); time.sleep(60)"
    )
    command = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=CHECKOUT,
        env=os.environ | {"COUNTYLINK_DATA_DIR": str(home.data)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with command:
        assert command.stdout is not None
        assert command.stdout.readline() == "up\n"
        assert broker.answers()
        command.send_signal(signal.SIGTERM)
        assert command.wait(timeout=20) == 128 + signal.SIGTERM
    assert not broker.answers()


def test_a_forked_child_does_not_give_up_its_parents_lease(home: Home, broker: Broker) -> None:
    lease = Lease(home, broker)
    lease.take()
    child = os.fork()
    if child == 0:
        lease.release()
        os._exit(0)
    os.waitpid(child, 0)
    assert broker.answers()
    lease.release()
    assert not broker.answers()


def test_many_starting_at_once_share_one_server(home: Home, broker: Broker, hold: Hold) -> None:
    with ThreadPoolExecutor(5) as pool:
        holders = list(pool.map(lambda number: hold(home), range(5)))
    assert len(processes.working_in(broker.folder)) == 1
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(leave, holders))
    assert not broker.answers()


def test_it_is_known_whether_anybody_holds_the_server(
    home: Home, broker: Broker, hold: Hold
) -> None:
    lease = Lease(home, broker)
    assert not lease.is_used()
    holder = hold(home)
    assert lease.is_used()
    leave(holder)
    assert not lease.is_used()
