"""The embedded PostgreSQL as root, as root without namespaces, and as an ordinary user."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tenants.embedded import Home, Postgres, services
from tenants.embedded.home import NOBODY
from tenants.embedded.runner import DROPPED, DROPPED_BELOW_CLOSED, NAMESPACE, Runner
from tests.embedded import CHECKOUT
from tests.embedded.conftest import HOLDER, sweep
from tests.embedded.test_postgres import ask

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can step down")


@as_root
@pytest.mark.parametrize("prefix", [NAMESPACE, DROPPED_BELOW_CLOSED], ids=["namespace", "nobody"])
def test_root_steps_down_by_either_way_and_can_change_it(
    prefix: tuple[str, ...], home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = 0 if prefix == NAMESPACE else NOBODY
    way = Runner(prefix, owner)
    home.prepare()
    if not way._works(Path(shutil.which("true") or "true"), home.data):
        pytest.skip("this system forbids it")
    with services(home=home):
        ask(Postgres(home), "CREATE TABLE kept AS SELECT 7 AS n")
    monkeypatch.setattr(Runner, "choose", lambda **_: way)
    with services(home=home):
        server = Postgres(home)
        assert ask(server, "SELECT n FROM kept") == 7
        assert server.folder.stat().st_uid == owner
        assert Path(f"/proc/{server.pid()}").stat().st_uid == owner


def test_root_prefers_the_namespace_then_nobody(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    works: list[tuple[str, ...]] = []

    def only(wanted: tuple[str, ...]) -> None:
        monkeypatch.setattr(Runner, "_works", lambda way, program, folder: way.prefix == wanted)

    for wanted in (NAMESPACE, DROPPED, DROPPED_BELOW_CLOSED):
        only(wanted)
        works.append(Runner.choose(program=Path("initdb"), folder=home.data).prefix)
    assert works == [NAMESPACE, DROPPED, DROPPED_BELOW_CLOSED]


@as_root
def test_an_ordinary_user_needs_no_way(tmp_path_factory: pytest.TempPathFactory) -> None:
    """As `su nobody`; the right to pass closed folders stands in for a readable checkout."""
    base = tmp_path_factory.mktemp("theirs")
    os.chown(base, NOBODY, NOBODY)
    home = Home(base / ".data")
    capability = "-all,+dac_read_search"
    step_down = [*DROPPED, f"--inh-caps={capability}", f"--ambient-caps={capability}"]
    try:
        done = subprocess.run(
            [*step_down, sys.executable, "-c", HOLDER, str(home.data), "postgres"],
            cwd=CHECKOUT,
            input="",
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (0, "up\n"), done.stderr
        assert Postgres(home).folder.stat().st_uid == NOBODY
        assert not Postgres(home).answers()
    finally:
        sweep(home)
